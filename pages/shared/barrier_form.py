"""Assessing all the barriers at once: one row each, in the order of the paper, and one save."""

from collections.abc import Callable
from typing import cast

import streamlit as st

from core import barriers, clock
from core.barrier_parts import LEVELS, STATES, Assessment, Impact, Line, State
from core.barriers import Overview
from core.errors import StaleRecord
from core.language import _
from core.participants import Participant
from core.programme_parts import Choice
from core.staff import Staff
from core.tracker import open_tracker
from pages.shared.feedback import save_token, saving, seen
from pages.shared.labels import plain_label
from pages.shared.markup import small, strong
from pages.shared.widgets import day

_SHOWN = "barriers_shown"


def open_form(code: str) -> str:
    """The name of the form in somebody's file."""
    return f"barriers_{code}"


def leave_form() -> None:
    """The next showing begins with what is kept then."""
    st.session_state.pop(_SHOWN, None)


@st.fragment
def assess_form(
    visitor: Staff, person: Participant, overview: Overview, *, done: Callable[[], None]
) -> None:
    """Rows and save; a change here runs nothing else of the page."""
    form = open_form(person.code)
    version = seen(form, overview.version)
    # As the form was opened: only what was changed since then is saved.
    shown = cast(Overview, st.session_state.setdefault(_SHOWN, overview))
    today = clock.today()
    when, words = st.columns([1, 3], vertical_alignment="bottom")
    with when:
        on = day(_("Spoken of on"), key=f"{form}_on", value=today, last=today) or today
    with words:
        small(_("Leave “not raised” what was not spoken of. By keyboard: Tab, arrows, Space."))
    with st.container(gap=None):
        said = [_row(form, line) for line in shown.lines]
    answer = st.container()
    if not st.button(_("Save the barriers"), type="primary", key=f"{form}_save"):
        return
    stale: Overview | None = None
    with answer, saving(_("Barriers saved."), form=form, done=done), open_tracker() as db:
        now = barriers.state_of(db, person.id, by=visitor)
        changed = [
            each
            for each, line in zip(said, shown.lines, strict=True)
            if each != line.now or not now.line(each.barrier).entries
        ]
        try:
            barriers.assess(
                db, person.id, changed, on=on, seen=version, by=visitor, today=today,
                token=save_token(form),
            )  # fmt: skip
        except StaleRecord:  # both are about to be shown: saving again is then a choice
            stale = now
            raise
    if stale:
        seen(form, stale.version)
        small(_("Save again to keep what you wrote, or close to start from what is kept."))


def _row(form: str, line: Line) -> Assessment:
    """One barrier: its state and, for an open one, everything said of it."""
    kept, barrier = line.now, line.barrier
    key = f"{form}_{barrier.key}"
    with st.container(key=f"line-barrier-{barrier.key}"):
        name, states = st.columns([2, 4], vertical_alignment="center")
        name.html(f"<p>{strong(str(barrier.name))}</p>")
        state = states.segmented_control(
            str(barrier.name), list(State), default=kept.state, required=True, wrap=True,
            format_func=lambda one: _(STATES[one]), key=f"{key}_state",
            label_visibility="collapsed",
        ) or kept.state  # fmt: skip
        if state is not State.OPEN:
            return Assessment(barrier=barrier.key, state=state)
        marks, lists = st.columns([2, 4], vertical_alignment="top")
        with marks:
            impact = st.segmented_control(
                _("Impact"), list(Impact), default=kept.impact, wrap=True, key=f"{key}_impact",
                format_func=lambda one: _(LEVELS[one]),
            )  # fmt: skip
            priority = st.checkbox(_("Priority"), kept.priority, key=f"{key}_priority")
        with lists:
            situations = _several(_("Situations"), barrier.situations, kept.situations, f"{key}_s")
            objectives = _several(_("Objectives"), barrier.objectives, kept.objectives, f"{key}_o")
            if barrier.referral_only:
                small(_("Only whether a referral was offered or accepted: never a diagnosis."))
        return Assessment(
            barrier=barrier.key, state=state, impact=impact, priority=priority,
            situations=situations, objectives=objectives,
        )  # fmt: skip


def _several(
    label: str, choices: tuple[Choice, ...], kept: tuple[str, ...], key: str
) -> tuple[str, ...]:
    """What is chosen from a list of the programme, in its order; nothing where there is no list."""
    if not choices:
        return ()
    names = {choice.key: plain_label(str(choice.name)) for choice in choices}
    chosen = st.multiselect(
        label, list(names), default=[one for one in kept if one in names],
        format_func=names.__getitem__, key=key, placeholder=_("Choose"),
    )  # fmt: skip
    return tuple(one for one in names if one in chosen)
