"""The rest of somebody's file, in tabs; only the one that is open is read."""

import streamlit as st

from core import attendance, feedback, history, history_words, notes, plans, programmes, sessions
from core.feedback_form import ANSWERS, Given
from core.language import N_, _
from core.notes import LEVELS, Note
from core.participants import Participant
from core.permissions import Action, allows
from core.plans import STATUSES
from core.programme import Programme
from core.sessions import Attended
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import duration, moment, short_date
from pages.shared.answering import answer_form
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

_TABS = (
    (N_("Sessions and notes"), Action.READ_NOTES),
    (N_("Mentor feedback"), Action.READ_FEEDBACK),
    (N_("Business plan"), Action.READ_PLAN),
    (N_("Identity"), Action.READ_IDENTITY),
    (N_("History"), Action.READ_HISTORY),
)


def tabs_below(visitor: Staff, person: Participant) -> None:
    """The tabs that the visitor's role opens."""
    parts = {
        Action.READ_NOTES: _sessions,
        Action.READ_FEEDBACK: _feedback,
        Action.READ_PLAN: _plan,
        Action.READ_IDENTITY: _identity,
        Action.READ_HISTORY: _history,
    }
    opened = [
        (label, action) for label, action in _TABS if allows(visitor.role, action, person.relation)
    ]
    tabs = st.tabs([_(label) for label, _action in opened], key="file_tabs", on_change="rerun")
    for tab, (_label, action) in zip(tabs, opened, strict=True):
        if tab.open:
            with tab:
                parts[action](visitor, person)


def _sessions(visitor: Staff, person: Participant) -> None:
    with open_tracker() as db:
        attended = sessions.of_participant(db, person.id, by=visitor)
        written = notes.of(db, person.id, by=visitor)
        programme = programmes.programme_of(db, person.cohort_id)
    if not attended and not written:
        empty(_("No session and no note yet. “Write down an interview” begins."))
        return
    by_session = {note.session_id: note for note in written if note.session_id}
    rows = [
        (
            session.session.held_on,
            _session_row(session, by_session.get(session.session.id), programme),
        )
        for session in attended
    ]
    shown = {session.session.id for session in attended}
    rows += [(note.written_on, _note_row(note)) for note in written if note.session_id not in shown]
    rows.sort(key=lambda row: row[0], reverse=True)
    head = [_("Date"), _("Session"), _("Attendance"), _("Note"), _("Read by")]
    table(head, [row for _day, row in rows], caption=_("Sessions and notes"))


def _session_row(line: Attended, note: Note | None, programme: Programme) -> list[Safe]:
    session, mark = line.session, line.mark
    what = ", ".join([session.name, duration(session.minutes)])
    presence = attendance.presence_name(mark.mark)
    cause = attendance.cause_name(programme, mark.cause) if mark.cause else None
    return [
        safe(short_date(session.held_on)),
        two_lines(link(what, "session", id=session.id), session.holder),
        two_lines(presence, cause) if cause else safe(presence),
        _text(note.body) if note else safe(None),
        safe(_(LEVELS[note.level]) if note else None),
    ]


def _note_row(note: Note) -> list[Safe]:
    return [
        safe(short_date(note.written_on)),
        two_lines(_("Note"), note.author),
        safe(None),
        _text(note.body),
        safe(_(LEVELS[note.level])),
    ]


def _text(body: str) -> Safe:
    return Safe(f'<div class="text">{safe(body)}</div>')


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
        answer_form(visitor, given)


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
        link(_("Juries"), "jury", code=person.code),
    ]
    st.html(" · ".join(ways))


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


def _history(visitor: Staff, person: Participant) -> None:
    with open_tracker() as db:
        changes = history.of(db, person.id, by=visitor)
        programme = programmes.programme_of(db, person.cohort_id)
    rows = [
        [
            safe(moment(change.at)),
            safe(change.who),
            two_lines(
                history_words.subject(change, programme), history_words.field(change, programme)
            ),
            _text(history_words.value(change, change.old, programme)) if change.old else safe(None),
            _text(history_words.value(change, change.new, programme)) if change.new else safe(None),
        ]
        for change in changes
    ]
    head = [_("When"), _("Who"), _("What"), _("Before"), _("After")]
    table(head, rows, caption=_("History"))
