"""The rest of somebody's file, in tabs; only the one that is open is read."""

import streamlit as st

from core import (
    actuals,
    attendance,
    feedback,
    forecasts,
    plans,
    programmes,
)
from core.feedback_form import ANSWERS, Given
from core.forecast import build
from core.language import N_, _, n_
from core.participants import Participant
from core.permissions import Action, allows
from core.plans import STATUSES
from core.programme import Programme
from core.reports.forecast_words import euros
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import moment, short_date
from pages.shared.answering import answer_form
from pages.shared.file_after import after_tab
from pages.shared.file_barriers import barriers_tab
from pages.shared.file_documents import documents_tab
from pages.shared.file_history import history_tab
from pages.shared.file_notes import sessions_and_notes
from pages.shared.file_passage import passage_tab
from pages.shared.file_questionnaires import questionnaires_tab
from pages.shared.file_referrals import referrals_tab
from pages.shared.markup import (
    Safe,
    empty,
    facts,
    link,
    safe,
    section,
    small,
    strong,
    table,
    two_lines,
)


def tabs_below(visitor: Staff, person: Participant) -> None:
    """The tabs that the visitor's role opens."""
    opened = [
        (label, show)
        for label, action, show in _TABS
        if allows(visitor.role, action, person.relation)
    ]
    tabs = st.tabs([_(label) for label, _show in opened], key="file_tabs", on_change="rerun")
    for tab, (_label, show) in zip(tabs, opened, strict=True):
        if tab.open:
            with tab:
                show(visitor, person)


def _feedback(visitor: Staff, person: Participant) -> None:
    with open_tracker() as db:
        given = feedback.of(db, person.id, by=visitor)
        programme = programmes.programme_of(db, person.cohort_id)
    if not given:
        empty(_("No feedback yet. It appears here as soon as a mentor sends it."))
        return
    for one in given:
        _one_feedback(one, programme)
    if allows(visitor.role, Action.WRITE_NOTE, person.relation):
        answer_form(visitor, person, given)


def _one_feedback(one: Given, programme: Programme) -> None:
    said = one.feedback
    section(_("{mentor}, {day}").format(mentor=one.mentor, day=short_date(said.met_on)))
    if not said.held:
        small(
            _("Meeting not held: {cause}").format(
                cause=attendance.cause_name(programme, said.cause)
            )
        )
        return
    rows = [
        [
            safe(str(criterion.name)),
            safe(said.marks[criterion.key][0]),
            two_lines(
                str(criterion.meanings[said.marks[criterion.key][0]]),
                said.marks[criterion.key][1] or Safe(""),
            ),
        ]
        for criterion in programme.criteria
        if criterion.key in said.marks
    ]
    table([_("Criterion"), _("1 to 4"), _("Meaning")], rows, caption=_("Mentor feedback"))
    answer = (
        two_lines(_(ANSWERS[one.answer]), one.answer_comment or Safe("")) if one.answer else None
    )
    facts(
        [
            (_("Worked on"), said.worked_on),
            (_("Strengths"), said.strengths),
            (_("Next step"), said.next_step),
            (_("Alert to the coach"), strong(_("yes")) if said.alert else _("no")),
            (_("The participant's answer"), answer),
        ]
    )


def _plan(visitor: Staff, person: Participant) -> None:
    with open_tracker() as db:
        plan = plans.read(db, person.id, by=visitor)
        received = actuals.read(db, person.id, by=visitor)
        inputs = forecasts.read(db, person.id, by=visitor).inputs
    rows = [
        [
            safe(text.title),
            safe(_(STATUSES[text.status])),
            safe(moment(text.saved_at) if text.saved_at else None),
            safe(text.saved_by),
        ]
        for text in plan.chapters
    ]
    table([_("Chapter"), _("State"), _("Saved"), _("By")], rows, caption=_("Business plan"))
    ways = [
        link(_("Open the plan"), "plan", code=person.code),
        link(_("Forecast"), "forecast", code=person.code),
        link(_("Juries"), "jury", code=person.code),
    ]
    st.html(" · ".join(ways))
    if received and inputs:
        _received(person, actuals.so_far(actuals.compared(build(inputs), received)))


def _received(person: Participant, total: actuals.SoFar) -> None:
    if not total.months:  # the forecast was moved: none of its months has received anything
        return
    said = _("Turnover received: {months}, {received} (forecast {expected})").format(
        months=n_("{n} month", "{n} months", total.months),
        received=euros(total.received),
        expected=euros(total.expected),
    )
    st.html(link(said, "forecast", code=person.code))


def _identity(_visitor: Staff, person: Participant) -> None:
    facts(
        [
            (_("Year of birth"), person.birth_year),
            (_("Département"), person.departement),
            (_("Telephone"), person.phone),
            (_("Expected release month"), person.release_month),
            (_("Information notice given"), short_date(person.informed_on)),
        ]
    )


_TABS = (
    (N_("Sessions and notes"), Action.READ_NOTES, sessions_and_notes),
    (N_("Mentor feedback"), Action.READ_FEEDBACK, _feedback),
    (N_("Business plan"), Action.READ_PLAN, _plan),
    (N_("Barriers"), Action.READ_BARRIERS, barriers_tab),
    (N_("Questionnaires"), Action.READ_ANSWERS, questionnaires_tab),
    (N_("Referrals"), Action.READ_BARRIERS, referrals_tab),
    (N_("Inside, outside"), Action.READ_JOURNEY, passage_tab),
    (N_("End and after"), Action.READ_JOURNEY, after_tab),
    (N_("Documents"), Action.READ_DOCUMENTS, documents_tab),
    (N_("Identity"), Action.READ_IDENTITY, _identity),
    (N_("History"), Action.READ_HISTORY, history_tab),
)
