"""Juries as they are listed: those where one sits, those of a person, those of a session."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from core import attendance, jury
from core.jury import Duty
from core.jury_parts import STATES, VERDICTS, Juror, Jury, State, Tie, Verdict
from core.language import _, n_
from core.session_parts import KeptSession
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import moment, short_date
from pages.shared.markup import (
    Column,
    Safe,
    link,
    section,
    small,
    state,
    strong,
    table,
    two_lines,
)

TIES = {
    Tie.COACH: lambda: _("coach of this person"),
    Tie.MENTOR: lambda: _("mentor of this person"),
}
SYMBOLS: dict[State | Verdict, str] = {
    State.MARKING: "in_progress",
    State.DELIBERATING: "submitted",
    State.DECIDED: "validated",
    State.CALLED_OFF: "not_applicable",
    Verdict.FAVOURABLE: "validated",
    Verdict.CONDITIONAL: "in_progress",
    Verdict.REWORK: "returned",
}
KIND = "jury"  # the kind of session from which the juries of its people are reached


def duties_below(visitor: Staff) -> None:
    """The juries where the visitor sits, under a heading; nothing when there is none."""
    with open_tracker() as db:
        waiting = jury.duties(db, by=visitor)
    if waiting:
        section(_("Juries where you sit"))
        duties_table(waiting)


def duties_table(waiting: Sequence[Duty]) -> None:
    """One row per jury: its day, a first name and a project, what is expected."""
    rows = [
        [
            short_date(duty.held_on),
            two_lines(strong(duty.first_name), duty.project),
            link(_expected(duty), "jury", id=duty.jury_id),
        ]
        for duty in waiting
    ]
    head = [Column(_("Day"), width="narrow"), Column(_("Person")), Column(_("Your part"))]
    table(head, rows, caption=_("Juries where you sit"))


def _expected(duty: Duty) -> str:
    if duty.open:
        return _("Take part in the deliberation")
    return _("See my grid") if duty.handed_in else _("Fill in my grid")


def juries_table(kept: Sequence[Jury]) -> None:
    """Somebody's juries: the day, who sat, where it stands."""
    rows = [
        [
            link(short_date(one.held_on), "jury", id=one.id),
            n_("{n} juror", "{n} jurors", len(one.sitting)),
            standing(one),
        ]
        for one in kept
    ]
    head = [Column(_("Day"), width="narrow"), Column(_("Jury")), Column(_("State"))]
    table(head, rows, caption=_("Juries"))


def standing(one: Jury) -> Safe:
    """Where a jury stands, or what it decided, as symbol and word."""
    if one.verdict:
        return state(SYMBOLS[one.verdict], _(VERDICTS[one.verdict]))
    return state(SYMBOLS[one.state], _(STATES[one.state]))


def bench_table(one: Jury) -> None:
    """Who sits, what they are to the person, and whether their grid is there: never what is in it."""
    rows = [[_who(juror), _grid(juror)] for juror in one.jurors]
    table([_("Juror"), _("Grid")], rows, caption=_("The jury"))
    if any(juror.tie is not Tie.NONE for juror in one.jurors):
        small(_("Somebody who already accompanies the person may sit: everybody knows it."))


def _who(juror: Juror) -> Safe:
    aside = " · ".join(
        filter(None, [juror.capacity, TIES[juror.tie]() if juror.tie in TIES else ""])
    )
    return two_lines(strong(juror.name), aside) if aside else strong(juror.name)


def _grid(juror: Juror) -> Safe:
    if juror.excused:
        return state("not_applicable", _("Absent"))
    if not juror.handed_in_at:
        return state("not_started", _("Awaited"))
    handed_in = state("validated", _("Handed in"))
    when = moment(juror.handed_in_at)
    if juror.staff_id is None:
        when = _("{when}, typed by {name}").format(when=when, name=juror.typed_by)
    return two_lines(handed_in, when)


def juries_of_session(visitor: Staff, session: KeptSession, today: date) -> None:
    """From a session of that kind, the way to the jury of each person who is called."""
    if session.kind != KIND:
        return
    with open_tracker() as db:
        people = attendance.expected(
            db, session.cohort_id, session.held_on, by=visitor, session_id=session.id
        )
    links = [
        link(
            f"{person.name}, {person.code}",
            "jury",
            code=person.code,
            on=session.held_on.isoformat(),
        )
        for person in people
        if person.mark is not None or session.held_on > today
    ]
    if links:
        section(_("Grids and decisions"))
        st.html(Safe(" · ".join(links)))
