"""What is done for several people at once: the few fields of each, and what they would change."""

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum, auto

import streamlit as st

from core.cohorts import Cohort
from core.language import N_, _
from core.programme import Programme
from core.programmes import programme_of
from core.sessions import Session, State
from core.staff import Staff
from core.together import Change, HeldSession, Line, NextStep, PlannedMilestone, StageMove
from core.tracker import open_tracker
from pages.shared.markup import Column, state, table, two_lines
from pages.shared.widgets import choice, day


class What(StrEnum):
    NEXT_STEP = auto()
    STAGE = auto()
    MILESTONE = auto()
    SESSION = auto()


WHAT = {
    What.NEXT_STEP: N_("Next step"),
    What.STAGE: N_("Stage"),
    What.MILESTONE: N_("Planned day of a milestone"),
    What.SESSION: N_("Session held"),
}


def asked(visitor: Staff, cohort: Cohort, today: date) -> Change | None:
    """The change that the fields describe; None as long as one of them is empty."""
    what = st.segmented_control(
        _("What?"), list(What), default=What.NEXT_STEP, required=True, key="together_what",
        format_func=lambda one: _(WHAT[one]), label_visibility="collapsed",
    ) or What.NEXT_STEP  # fmt: skip
    with open_tracker() as db:
        programme = programme_of(db, cohort.id)
    return _FIELDS[what](visitor, cohort, programme, today)


def preview_table(lines: Sequence[Line]) -> None:
    """For each person: what is kept now, what would be, or why it cannot be."""
    head: list[Column | str] = [Column(_("Who"), width="third"), _("Now"), _("Then")]
    rows = [
        [
            two_lines(line.name, line.code),
            line.before,
            two_lines(line.after, state("late", line.problem)) if line.problem else line.after,
        ]
        for line in lines
    ]
    table(head, rows, caption=_("What would change"))


def _next_step(
    _visitor: Staff, _cohort: Cohort, _programme: Programme, _today: date
) -> Change | None:
    step, due = st.columns([4, 1])
    what = step.text_input(_("Next step"), key="together_step", max_chars=300)
    with due:
        on = day(_("For"), key="together_due")
    return NextStep(what=what, due=on) if what.strip() and on else None


def _stage(_visitor: Staff, _cohort: Cohort, programme: Programme, today: date) -> Change | None:
    which, when = st.columns([4, 1])
    names = {stage.key: str(stage.name) for stage in programme.stages}
    with which:
        stage = choice(
            _("Stage reached"), list(names), key="together_stage", said=names.__getitem__
        )
    with when:
        on = day(_("Date"), key="together_stage_on", value=today, last=today)
    return StageMove(stage=stage, on=on) if stage and on else None


def _milestone(
    _visitor: Staff, _cohort: Cohort, programme: Programme, _today: date
) -> Change | None:
    which, when = st.columns([4, 1])
    names = {milestone.key: str(milestone.name) for milestone in programme.milestones}
    with which:
        milestone = choice(
            _("Milestone"), list(names), key="together_milestone", said=names.__getitem__
        )
    with when:
        on = day(_("Planned for"), key="together_planned")
    return PlannedMilestone(milestone=milestone, planned_on=on) if milestone and on else None


def _session(visitor: Staff, cohort: Cohort, programme: Programme, today: date) -> Change | None:
    kinds = {
        kind.key: kind for kind in programme.session_kinds if kind.collective and not kind.headcount_only
    }  # fmt: skip
    which, called, when, long = st.columns([2, 3, 1.3, 1.2])
    with which:
        key = choice(
            _("Kind"),
            list(kinds),
            key="together_kind",
            said=lambda key: str(kinds[key].name),
            index=0,
        )
    title = called.text_input(_("Title (optional)"), key="together_title", max_chars=120)
    with when:
        on = day(_("Date"), key="together_held", value=today, last=today)
    if key is None or on is None:
        return None
    minutes = long.number_input(
        _("Minutes"), 5, 720, value=kinds[key].minutes, step=15, key=f"together_minutes_{key}"
    )
    session = Session(
        cohort_id=cohort.id, kind=key, held_on=on, minutes=int(minutes), held_by=visitor.id,
        title=title, state=State.HELD,
    )  # fmt: skip
    return HeldSession(session=session)


_FIELDS: dict[What, Callable[[Staff, Cohort, Programme, date], Change | None]] = {
    What.NEXT_STEP: _next_step,
    What.STAGE: _stage,
    What.MILESTONE: _milestone,
    What.SESSION: _session,
}
