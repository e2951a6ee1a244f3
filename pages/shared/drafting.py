"""What is being typed: kept on the server as one goes, and offered again after a refresh or another day."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import streamlit as st

from core import clock, drafts
from core.drafts import Draft, Place
from core.errors import TrackerError
from core.language import _
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import clock_time, moment
from pages.shared.markup import safe


@dataclass(frozen=True)
class Seen:
    """What was saved when somebody began to type, and its version."""

    body: str
    version: int


@dataclass(frozen=True, kw_only=True)
class Field:
    """A text area by its key, where its draft is kept, and what is saved of it."""

    name: str
    place: Place
    kept: str = ""
    version: int = 0


def offered(form: str, fields: Sequence[Field], visitor: Staff) -> bool:
    """Say once that a draft was found; True until it is taken up or put aside: meanwhile the fields wait.

    Drawn above the fields of a form, before them.
    """
    name = f"_drafts_{form}"
    if any(field.name not in st.session_state for field in fields):
        for field in fields:
            st.session_state.pop(_saved_as(field.name), None)
        st.session_state[name] = _found(fields, visitor)
    waiting: dict[Field, Draft] = st.session_state.get(name) or {}
    if not waiting:
        return False
    with st.container(horizontal=True, vertical_alignment="center", key=f"draft_{form}"):
        words = _when(max(draft.saved_at for draft in waiting.values()))
        st.html(f'<p role="status">{safe(words)}</p>', width="content")
        st.button(_("Take it up"), key=f"draft_take_{form}", on_click=_take, args=(name, waiting))
        st.button(
            _("Put it aside"), key=f"draft_leave_{form}", on_click=_leave,
            args=(name, waiting, visitor),
        )  # fmt: skip
    return True


def keep_draft(field: Field, visitor: Staff) -> None:
    """What a text area does when its content has changed: keep it, unless it says again what is saved."""
    typed = str(st.session_state.get(field.name) or "")
    with suppress(TrackerError), open_tracker() as db:  # the page itself says what is refused
        if typed.strip() in (field.kept.strip(), st.session_state.get(_saved_as(field.name))):
            drafts.clear(db, [field.place], by=visitor)
            st.session_state.pop(_kept_at(field.name), None)
        else:
            drafts.keep(
                db, field.place, typed, version_seen=field.version, by=visitor, now=clock.now()
            )
            st.session_state[_kept_at(field.name)] = clock.now().isoformat()


def kept_at(names: Sequence[str]) -> str:
    """“Draft kept at 14:32”, for the latest of these fields; empty when none has a draft."""
    instants = [
        st.session_state[_kept_at(one)] for one in names if _kept_at(one) in st.session_state
    ]
    if not instants:
        return ""
    return _("Draft kept at {time}.").format(time=clock_time(clock.local(max(instants))))


def saved(fields: Sequence[Field], visitor: Staff) -> None:
    """These texts have been saved: their drafts have served."""
    with open_tracker() as db:
        drafts.clear(db, [field.place for field in fields], by=visitor)
    for field in fields:
        st.session_state.pop(_kept_at(field.name), None)
        # A click that comes late says the text again, when there is nothing left to keep.
        st.session_state[_saved_as(field.name)] = str(
            st.session_state.get(field.name) or ""
        ).strip()


def _found(fields: Sequence[Field], visitor: Staff) -> dict[Field, Draft]:
    """The drafts that say something else than what is saved; a field that is on screen keeps its text."""
    by_place = {field.place: field for field in fields if field.name not in st.session_state}
    with open_tracker() as db:
        kept = drafts.found(db, by_place, by=visitor)
    found = {by_place[place]: draft for place, draft in kept.items()}
    return {field: draft for field, draft in found.items() if draft.body != field.kept.strip()}


def _take(name: str, waiting: dict[Field, Draft]) -> None:
    for field, draft in waiting.items():
        st.session_state[field.name] = draft.body
        st.session_state[f"{field.name}-seen"] = Seen(field.kept, draft.version_seen)
        st.session_state[_kept_at(field.name)] = draft.saved_at
    st.session_state[name] = {}


def _leave(name: str, waiting: dict[Field, Draft], visitor: Staff) -> None:
    with suppress(TrackerError), open_tracker() as db:
        drafts.clear(db, [field.place for field in waiting], by=visitor)
    st.session_state[name] = {}


def _when(instant: str) -> str:
    """The time of a draft of today, the day as well for an older one."""
    at = clock.local(instant)
    if at.date() == clock.today():
        return _("Draft of {time} found").format(time=clock_time(at))
    return _("Draft of {day} found").format(day=moment(instant))


def _kept_at(name: str) -> str:
    return f"{name}-draft-at"


def _saved_as(name: str) -> str:
    return f"{name}-saved-as"
