"""How a page says that something was saved, or why it could not be."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import streamlit as st

from core import clock
from core.errors import AlreadySaved, StaleRecord, TrackerError
from core.language import _
from core.wording import clock_time
from pages.shared.markup import Safe, message, safe

_SAID = "_said"
A_MOMENT = timedelta(seconds=1)
CLICKS_CEASE = timedelta(seconds=3)


def save_token(form: str) -> str:
    """The token of a form as it is shown now: the same until it has been saved.

    One that was refused as already used serves no more once the clicks have ceased.
    """
    refused = st.session_state.get(f"_refused_{form}")
    if refused is not None and clock.now() - refused > CLICKS_CEASE:
        forget(form)
    return str(st.session_state.setdefault(f"_token_{form}", uuid4().hex))


def seen(form: str, version: int) -> int:
    """The version of the record that a form showed first: the one it may replace, until it is saved.

    A click runs the page anew, and the page then reads what somebody else may have kept in between.
    """
    return int(st.session_state.setdefault(f"_seen_{form}", version))


def forget(form: str) -> None:
    """The next showing of a form begins anew, with a token and a version of its own."""
    st.session_state.pop(f"_token_{form}", None)
    st.session_state.pop(f"_seen_{form}", None)
    st.session_state.pop(f"_refused_{form}", None)


@contextmanager
def saving(
    text: str, *, form: str = "", again: bool = True, done: Callable[[], None] | None = None
) -> Iterator[None]:
    """Run a change; say `text` and the time if it went through, or why it could not.

    `form` names the form whose token has been used; `again` shows the page anew with what is kept now.
    `done` closes the form, also when it was saved before: a click may interrupt the run of the click
    before it at any reading of the session, just after its save.
    """
    try:
        yield
    except AlreadySaved as problem:
        st.session_state[f"_refused_{form}"] = clock.now()  # a third click must meet the same token
        if done:
            done()
        _say(str(problem))
        if again:
            st.rerun()
        return
    except StaleRecord as problem:
        forget(form)  # both texts have been shown: saving again is a choice
        _show_both(problem)
        return
    except TrackerError as problem:
        message(str(problem), kind="late", role="alert")
        return
    else:
        if done:
            done()
        at = clock_time(clock.now().astimezone(clock.PROGRAMME_ZONE))
        _say(_("{what} at {time}.").format(what=text.rstrip("."), time=at))
    forget(form)
    if again:
        st.rerun()


def said() -> None:
    """Where the page says what was just done: under its title.

    The second click of a double click runs the page once more: what was said stands for a moment.
    """
    text, since = st.session_state.get(_SAID, ("", None))
    if since is not None and clock.now() - since > A_MOMENT:
        st.session_state.pop(_SAID)
    elif text:
        st.session_state[_SAID] = (text, since or clock.now())
        message(text, kind="done")


@contextmanager
def explained() -> Iterator[None]:
    """Run a reading; say why it could not be done and end the page there."""
    try:
        yield
    except TrackerError as problem:
        message(str(problem), kind="late", role="alert")
        st.stop()


def _say(text: str) -> None:
    st.session_state[_SAID] = (text, None)


def _show_both(problem: StaleRecord) -> None:
    message(str(problem), kind="watch", role="alert")
    theirs, yours = st.columns(2)
    for place, heading, text in (
        (theirs, _("What is kept now"), problem.theirs),
        (yours, _("What you wrote"), problem.yours),
    ):
        with place:
            st.html(
                f"<h3>{safe(heading)}</h3><div class='text'>{safe(text or Safe('&nbsp;'))}</div>"
            )
