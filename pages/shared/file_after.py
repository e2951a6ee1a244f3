"""The end of somebody's support and what follows: consents, exit, contacts; and the form that is open."""

import streamlit as st

from core import clock, exits, follow_ups
from core.follow_up_parts import ACTIVITIES, CHANNELS, HOUSINGS, OUTCOMES, FollowUp, Outcome
from core.follow_up_windows import State
from core.follow_ups import Step, Support
from core.language import N_, _, n_
from core.participants import Participant
from core.permissions import Action, allows
from core.programme import exit_class_name
from core.situations import SITUATIONS
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import short_date
from pages.shared.file_consents import consent_form, consents_panel
from pages.shared.file_contact import contact_form, take_back
from pages.shared.file_exit import again_form, correct_form, end_form, undo_form
from pages.shared.file_facts import facts_form
from pages.shared.file_passage import review_form
from pages.shared.file_place import place_form
from pages.shared.file_release import appointment_form, release_form
from pages.shared.file_sharing import sharing_form
from pages.shared.markup import (
    Cell,
    Safe,
    empty,
    facts,
    link,
    safe,
    section,
    small,
    state,
    table,
    two_lines,
)

_FORMS = {
    "consent": consent_form,
    "end": end_form,
    "correct": correct_form,
    "undo": undo_form,
    "again": again_form,
    "facts": facts_form,
    "place": place_form,
    "review": review_form,
    "release": release_form,
    "appointment": appointment_form,
    "sharing": sharing_form,
}
_PASSAGE = frozenset({"place", "review", "release", "appointment", "sharing"})
_STATES = {
    State.TO_COME: ("not_started", N_("to come")),
    State.DUE: ("in_progress", N_("to make now")),
    State.MISSED: ("not_applicable", N_("not made")),
    State.NOT_WANTED: ("not_applicable", N_("not wished for")),
    State.NOT_ASKED: ("not_applicable", N_("not made after such an end")),
}
_OUTCOMES = {
    Outcome.ANSWERED: "validated",
    Outcome.UNREACHABLE: "not_applicable",
    Outcome.REFUSED: "returned",
}


def after_form(visitor: Staff, person: Participant, what: str) -> None:
    """The form that the address asks for: `consent`, `end`, `correct`, `undo`, `again`, or months."""
    if form := _FORMS.get(what):
        right = Action.MOVE_STAGE if what in _PASSAGE else Action.EDIT_PARTICIPANT
        if allows(visitor.role, right, person.relation):
            form(visitor, person)
    elif what.isdecimal() and allows(visitor.role, Action.RECORD_FOLLOW_UP, person.relation):
        contact_form(visitor, person, int(what[:3]))
    st.html(link(_("Leave it as it is"), "participant", code=person.code))


def after_tab(visitor: Staff, person: Participant) -> None:
    """Consents, the end of the support, and the contacts after it."""
    consents_panel(visitor, person)
    with open_tracker() as db:
        supports = follow_ups.of(db, person.id, by=visitor, today=clock.today())
    edits = allows(visitor.role, Action.EDIT_PARTICIPANT, person.relation)
    section(_("End of support"))
    if person.ended_on is None:
        empty(_("The support goes on since {day}.").format(day=short_date(person.entered_on)))
        if edits:
            st.html(_way(person, _("Write down the end of support"), "end"))
    else:
        _exit(visitor, person, edits=edits)
    may = allows(visitor.role, Action.RECORD_FOLLOW_UP, person.relation)
    for at, support in enumerate(supports):
        _contacts(visitor, person, support, may=may and support.current, latest=at == 0)


def _exit(visitor: Staff, person: Participant, *, edits: bool) -> None:
    with open_tracker() as db:
        end = exits.read(db, person.id, by=visitor)
    if end is None:
        return
    facts(
        [
            (exit_class_name(end.kind.exit_class), str(end.kind.name)),
            (_("Date"), short_date(end.on)),
            (_("Destination"), end.destination),
            (_("In a few words"), end.reason),
        ]
    )
    if edits:
        ways = [
            _way(person, _("Correct"), "correct"),
            _way(person, _("Undo, entered by mistake"), "undo"),
            _way(person, _("Enter a cohort again"), "again"),
        ]
        st.html(" · ".join(ways))


def _contacts(
    visitor: Staff, person: Participant, support: Support, *, may: bool, latest: bool
) -> None:
    """The horizons of one support, each with what was heard and its way to be written down."""
    section(
        _("Contacts after the support")
        if latest and support.current
        else _("Contacts after {cohort}").format(cohort=support.cohort)
    )
    if any(step.state is State.NOT_WANTED for step in support.steps):
        small(_("This person does not wish to be contacted: nothing is due."))
    head = [_("Contact"), _("State"), _("Situation"), _("Housing"), _("Note")]
    rows = [_line(person, step, may=may) for step in support.steps]
    table(head, rows, caption=_("Contacts after the support"))
    if may:
        for step in support.steps:
            if step.thrown and step.kept is None:
                take_back(visitor, step.thrown)


def _line(person: Participant, step: Step, *, may: bool) -> list[Cell]:
    months = n_("{n} month", "{n} months", step.window.horizon)
    when = two_lines(months, short_date(step.window.day))
    kept = step.kept
    if kept is None:
        symbol, words = _STATES[step.state]
        shown = state(symbol, _(words))
        if may and step.state in {State.DUE, State.MISSED}:
            way = _way(person, _("Write down the contact"), str(step.window.horizon))
            shown = Safe(f"{shown}<br>{way}")
        if step.state is State.DUE:
            until = _("until {day}").format(day=short_date(step.window.closes))
            shown = Safe(f'{shown}<br><span class="muted small">{safe(until)}</span>')
        return [when, shown, None, None, None]
    said = kept.said
    details = _("{how}, {day}, {who}").format(
        how=_(CHANNELS[said.channel]), day=short_date(said.contacted_on), who=kept.who
    )
    shown = two_lines(state(_OUTCOMES[said.outcome], _(OUTCOMES[said.outcome])), details)
    if may:
        way = _way(person, _("Correct"), str(step.window.horizon))
        shown = Safe(f"{shown}<br>{way}")
    housing = _(HOUSINGS[said.housing]) if said.housing else None
    return [when, shown, _activity(said), housing, said.note or None]


def _activity(said: FollowUp) -> Cell:
    if said.activity is None:
        return None
    more = [_(SITUATIONS[said.situation])] if said.situation else []
    if said.turnover_started is not None:
        more.append(_("turnover received") if said.turnover_started else _("no turnover yet"))
    words = _(ACTIVITIES[said.activity])
    return two_lines(words, ", ".join(more)) if more else words


def _way(person: Participant, words: str, after: str) -> Safe:
    return link(words, "participant", code=person.code, after=after)
