"""Recording, correcting and reading sessions."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from core import attendance, cohorts, enrolments, mentors, notes, participants, sessions
from core.attendance import Mark, Presence
from core.errors import AlreadySaved, InvalidInput, NotAllowed, NotFound, StaleRecord
from core.language import Language, speaking
from core.notes import Draft, Level
from core.sessions import Session, State
from core.storage.database import DatabaseError
from tests.factories import (
    ENTRY,
    TODAY,
    a_coach,
    a_cohort,
    a_lead,
    a_mentor,
    a_participant,
    a_site,
    an_administrator,
    an_evaluator,
)

HELD_ON = date(2026, 11, 10)
ABSENT = Mark(mark=Presence.ABSENT, cause="visit")


def a_session(cohort_id: int, held_by: int, **more: Any) -> Session:
    values = {"kind": "workshop", "held_on": HELD_ON, "minutes": 120, **more}
    return Session(cohort_id=cohort_id, held_by=held_by, **values)


def a_group(db, n=3):
    """A coach, their cohort and n people in it."""
    coach = a_coach(db)
    cohort_id = a_cohort(db, coach=coach)
    people = [
        a_participant(db, coach=coach, cohort_id=cohort_id, last_name=f"Personne {number}")
        for number in range(n)
    ]
    return coach, cohort_id, people


def events(db):
    return [row["event"] for row in db.query("SELECT event FROM audit ORDER BY id")]


def count(db, table):
    return next(iter(db.query(f"SELECT count(*) AS n FROM {table}")))["n"]


def break_the_audit(db):
    db.execute(
        "CREATE TRIGGER broken BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no room'); END"
    )


def test_a_session_is_kept_with_its_roll_call_and_a_trace(db):
    coach, cohort_id, (first, second, third) = a_group(db)

    kept_id = sessions.record(
        db,
        a_session(cohort_id, coach.id, title="Prix et marges", starts_at=time(14)),
        {second: ABSENT, third: Mark(mark=Presence.LATE)},
        by=coach,
        today=TODAY,
    )

    kept = sessions.get(db, kept_id, by=coach)
    assert (kept.name, kept.starts_at, kept.holder) == ("Prix et marges", time(14), coach.name)
    assert attendance.of_session(db, kept_id) == {
        first: Mark(),
        second: ABSENT,
        third: Mark(mark=Presence.LATE),
    }
    assert events(db)[-1] == "session.recorded"


def test_who_held_it_and_who_typed_it_in_are_two_people(db):
    coach, cohort_id, _people = a_group(db)
    colleague = a_coach(db, organisation_id=coach.organisation_id)
    kept_id = sessions.record(db, a_session(cohort_id, colleague.id), by=coach, today=TODAY)
    kept = sessions.get(db, kept_id, by=coach)
    assert (kept.holder, kept.recorder) == (colleague.name, coach.name)


def test_a_session_is_not_held_by_an_evaluator(db):
    coach, cohort_id, _people = a_group(db)
    with pytest.raises(InvalidInput, match="anime"):
        sessions.record(db, a_session(cohort_id, an_evaluator(db).id), by=coach, today=TODAY)


def test_a_session_to_come_is_planned_not_held(db):
    coach, cohort_id, _people = a_group(db)
    tomorrow = TODAY + timedelta(days=1)
    with pytest.raises(InvalidInput, match="prévue"):
        sessions.record(db, a_session(cohort_id, coach.id, held_on=tomorrow), by=coach, today=TODAY)

    planned = a_session(cohort_id, coach.id, held_on=tomorrow, state=State.PLANNED)
    kept_id = sessions.record(db, planned, by=coach, today=TODAY)

    assert attendance.of_session(db, kept_id) == {}


def test_a_session_that_was_not_held_needs_a_cause_of_the_programme(db):
    coach, cohort_id, _people = a_group(db)
    with pytest.raises(InvalidInput, match="motif"):
        a_session(cohort_id, coach.id, state=State.NOT_HELD)
    unknown = a_session(cohort_id, coach.id, state=State.NOT_HELD, cause="weather")
    with pytest.raises(InvalidInput, match="weather"):
        sessions.record(db, unknown, by=coach, today=TODAY)
    known = a_session(cohort_id, coach.id, state=State.NOT_HELD, cause="lockdown")
    kept_id = sessions.record(db, known, by=coach, today=TODAY)
    assert sessions.get(db, kept_id, by=coach).cause == "lockdown"


def test_a_session_that_was_held_has_no_cause(db):
    with pytest.raises(InvalidInput, match="motif"):
        a_session(1, 1, cause="lockdown")


def test_there_is_no_roll_call_where_nothing_was_held(db):
    coach, cohort_id, (person, *_others) = a_group(db)
    session = a_session(cohort_id, coach.id, state=State.NOT_HELD, cause="lockdown")
    with pytest.raises(InvalidInput, match="appel"):
        sessions.record(db, session, {person: ABSENT}, by=coach, today=TODAY)


@pytest.mark.parametrize("minutes", [0, 4, 721])
def test_a_session_lasts_between_five_minutes_and_twelve_hours(minutes):
    with pytest.raises(InvalidInput, match="720"):
        a_session(1, 1, minutes=minutes)


def test_collective_awareness_counts_people_without_names(db):
    coach, cohort_id, _people = a_group(db)
    session = a_session(cohort_id, coach.id, kind="awareness", headcount=23)
    kept_id = sessions.record(db, session, by=coach, today=TODAY)
    assert sessions.get(db, kept_id, by=coach).headcount == 23
    assert attendance.of_session(db, kept_id) == {}


def test_collective_awareness_asks_how_many_people_were_there(db):
    coach, cohort_id, _people = a_group(db)
    with pytest.raises(InvalidInput, match="combien"):
        sessions.record(db, a_session(cohort_id, coach.id, kind="awareness"), by=coach, today=TODAY)


def test_other_kinds_have_a_roll_call_and_no_headcount(db):
    coach, cohort_id, _people = a_group(db)
    with pytest.raises(InvalidInput, match="appel"):
        sessions.record(db, a_session(cohort_id, coach.id, headcount=12), by=coach, today=TODAY)
    with pytest.raises(InvalidInput, match="zéro"):
        a_session(cohort_id, coach.id, kind="awareness", headcount=-1)


def test_a_kind_that_the_programme_does_not_have_is_named(db):
    coach, cohort_id, _people = a_group(db)
    with pytest.raises(InvalidInput, match="picnic"):
        sessions.record(db, a_session(cohort_id, coach.id, kind="picnic"), by=coach, today=TODAY)


def test_a_closed_cohort_takes_no_new_session_but_old_ones_are_corrected(db):
    coach, cohort_id, _people = a_group(db)
    session = a_session(cohort_id, coach.id)
    kept_id = sessions.record(db, session, by=coach, today=TODAY)
    cohorts.close(db, cohort_id, by=an_administrator(db), today=TODAY)

    with pytest.raises(InvalidInput, match="clôturée"):
        sessions.record(db, session, by=coach, today=TODAY)
    with speaking(Language.ENGLISH), pytest.raises(InvalidInput, match="closed"):
        sessions.record(db, session, by=coach, today=TODAY)

    corrected = a_session(cohort_id, coach.id, minutes=90)
    sessions.change(db, kept_id, corrected, by=coach, today=TODAY, version=1)
    assert sessions.get(db, kept_id, by=coach).minutes == 90


def test_a_coach_of_another_organisation_neither_records_nor_reads(db):
    coach, cohort_id, _people = a_group(db)
    kept_id = sessions.record(db, a_session(cohort_id, coach.id), by=coach, today=TODAY)
    stranger = a_coach(db)
    with pytest.raises(NotFound):
        sessions.record(db, a_session(cohort_id, stranger.id), by=stranger, today=TODAY)
    with pytest.raises(NotFound):
        sessions.get(db, kept_id, by=stranger)
    with pytest.raises(NotFound):
        sessions.change(
            db, kept_id, a_session(cohort_id, coach.id), by=stranger, today=TODAY, version=1
        )
    assert sessions.page(db, by=stranger).total == 0


@pytest.mark.parametrize("role", [a_mentor, an_evaluator, an_administrator])
def test_sessions_are_not_for_this_role(db, role):
    _coach, cohort_id, _people = a_group(db)
    visitor = role(db)
    with pytest.raises(NotAllowed):
        sessions.record(db, a_session(cohort_id, visitor.id), by=visitor, today=TODAY)
    with pytest.raises(NotAllowed):
        sessions.page(db, by=visitor)


def test_a_lead_records_for_any_cohort(db):
    _coach, cohort_id, _people = a_group(db)
    lead = a_lead(db)
    kept_id = sessions.record(db, a_session(cohort_id, lead.id), by=lead, today=TODAY)
    assert sessions.get(db, kept_id, by=lead).present == 0


def test_the_same_form_saved_twice_keeps_one_session(db):
    coach, cohort_id, _people = a_group(db)
    session = a_session(cohort_id, coach.id)
    sessions.record(db, session, by=coach, today=TODAY, token="t")
    with pytest.raises(AlreadySaved):
        sessions.record(db, session, by=coach, today=TODAY, token="t")
    assert count(db, "sessions") == 1


def test_nothing_is_kept_when_the_trace_cannot_be_written(db):
    coach, cohort_id, (person, *_others) = a_group(db)
    history = count(db, "history")
    break_the_audit(db)
    with pytest.raises(DatabaseError):
        sessions.record(db, a_session(cohort_id, coach.id), by=coach, today=TODAY, token="t")
    with pytest.raises(DatabaseError):
        sessions.interview(
            db, person, held_on=HELD_ON, note=Draft(body="Devis reçu."), by=coach, today=TODAY
        )
    assert [count(db, table) for table in ("sessions", "attendance", "notes", "save_tokens")] == [
        0, 0, 0, 0,
    ]  # fmt: skip
    assert count(db, "history") == history


def test_a_correction_changes_the_session_and_its_roll_call_with_their_history(db):
    coach, cohort_id, (first, second, third) = a_group(db)
    kept_id = sessions.record(
        db, a_session(cohort_id, coach.id), {first: ABSENT}, by=coach, today=TODAY
    )

    sessions.change(
        db,
        kept_id,
        a_session(cohort_id, coach.id, title="Prix"),
        {second: Mark(mark=Presence.LATE)},
        not_concerned=[third],
        by=coach,
        today=TODAY,
        version=1,
    )

    assert attendance.of_session(db, kept_id) == {first: Mark(), second: Mark(mark=Presence.LATE)}
    changes = db.query(
        "SELECT old, new FROM history WHERE noun = 'attendance' AND field = 'mark' "
        "AND participant_id = ? ORDER BY id",
        [first],
    )
    assert [(row["old"], row["new"]) for row in changes] == [
        (None, "absent"),
        ("absent", "present"),
    ]
    assert events(db)[-1] == "session.changed"


def test_a_stale_correction_is_refused_with_both_texts(db):
    coach, cohort_id, (first, *_others) = a_group(db)
    site = a_site(db, name="MA de Lyon-Corbas")
    kept_id = sessions.record(
        db, a_session(cohort_id, coach.id, site_id=site), {first: ABSENT}, by=coach, today=TODAY
    )
    theirs = a_session(cohort_id, coach.id, title="Prix", site_id=site)
    sessions.change(db, kept_id, theirs, {first: ABSENT}, by=coach, today=TODAY, version=1)

    mine = a_session(cohort_id, coach.id, title="Marges", site_id=site)
    with pytest.raises(StaleRecord) as both:
        sessions.change(db, kept_id, mine, by=coach, today=TODAY, version=1)

    assert "Atelier collectif, Prix" in both.value.theirs
    assert "MA de Lyon-Corbas" in both.value.theirs
    assert "Parloir (établissement)" in both.value.theirs
    assert "Marges" in both.value.yours
    assert "Parloir" not in both.value.yours
    assert sessions.get(db, kept_id, by=coach).title == "Prix"


def test_a_session_stays_in_its_cohort(db):
    coach, cohort_id, _people = a_group(db)
    kept_id = sessions.record(db, a_session(cohort_id, coach.id), by=coach, today=TODAY)
    other = a_cohort(db, coach=coach)
    with pytest.raises(InvalidInput, match="cohorte"):
        sessions.change(db, kept_id, a_session(other, coach.id), by=coach, today=TODAY, version=1)


def test_a_session_that_turns_out_not_to_be_held_loses_its_roll_call(db):
    coach, cohort_id, _people = a_group(db)
    kept_id = sessions.record(db, a_session(cohort_id, coach.id), by=coach, today=TODAY)
    not_held = a_session(cohort_id, coach.id, state=State.NOT_HELD, cause="search")
    sessions.change(db, kept_id, not_held, by=coach, today=TODAY, version=1)
    assert attendance.of_session(db, kept_id) == {}


def test_a_planned_session_becomes_held_with_its_roll_call(db):
    coach, cohort_id, people = a_group(db)
    planned = a_session(cohort_id, coach.id, state=State.PLANNED)
    kept_id = sessions.record(db, planned, by=coach, today=TODAY)
    sessions.change(db, kept_id, a_session(cohort_id, coach.id), by=coach, today=TODAY, version=1)
    assert set(attendance.of_session(db, kept_id)) == set(people)


def test_an_individual_session_calls_only_those_chosen(db):
    coach, cohort_id, (first, second, _third) = a_group(db)
    session = a_session(cohort_id, coach.id, kind="interview", minutes=45)
    kept_id = sessions.record(
        db, session, {first: Mark()}, note=Draft(body="Prix revu."), by=coach, today=TODAY
    )
    assert attendance.of_session(db, kept_id) == {first: Mark()}
    assert [note.body for note in notes.of(db, first, by=coach)] == ["Prix revu."]
    assert notes.of(db, second, by=coach) == []


def test_an_individual_session_is_with_somebody(db):
    coach, cohort_id, _people = a_group(db)
    with pytest.raises(InvalidInput, match="au moins une personne"):
        sessions.record(db, a_session(cohort_id, coach.id, kind="interview"), by=coach, today=TODAY)


def test_a_note_does_not_go_with_a_collective_session(db):
    coach, cohort_id, _people = a_group(db)
    with pytest.raises(InvalidInput, match="note"):
        sessions.record(
            db,
            a_session(cohort_id, coach.id),
            note=Draft(body="Bon groupe."),
            by=coach,
            today=TODAY,
        )
    assert count(db, "sessions") == 0


def test_an_interview_keeps_session_note_and_next_step_together(db):
    coach, _cohort_id, (person, *_others) = a_group(db)

    kept_id = sessions.interview(
        db,
        person,
        held_on=HELD_ON,
        note=Draft(body="A appelé deux fournisseurs.", level=Level.MENTOR),
        next_step="Demander un devis",
        next_step_on=TODAY + timedelta(days=1),
        version=1,
        by=coach,
        today=TODAY,
        token="t",
    )

    (attended,) = sessions.of_participant(db, person, by=coach)
    assert (attended.session.id, attended.session.kind, attended.mark) == (
        kept_id, "interview", Mark(),
    )  # fmt: skip
    assert attended.session.minutes == 45
    (note,) = notes.of(db, person, by=coach)
    assert (note.session_id, note.level, note.written_on) == (kept_id, Level.MENTOR, HELD_ON)
    file = participants.get(db, person, by=coach, to=participants.Action.READ_IDENTITY)
    assert file.next_step == "Demander un devis"


def test_an_interview_without_a_next_step_leaves_the_present_one(db):
    coach, _cohort_id, (person, *_others) = a_group(db)
    participants.set_next_step(db, person, "Appeler", TODAY, by=coach, version=1)
    sessions.interview(db, person, held_on=HELD_ON, by=coach, today=TODAY)
    file = participants.get(db, person, by=coach, to=participants.Action.READ_IDENTITY)
    assert file.next_step == "Appeler"


def test_nothing_of_an_interview_is_kept_when_the_next_step_changed_meanwhile(db):
    coach, _cohort_id, (person, *_others) = a_group(db)
    participants.set_next_step(db, person, "Appeler", TODAY, by=coach, version=1)
    with pytest.raises(StaleRecord) as both:
        sessions.interview(
            db, person, held_on=HELD_ON, note=Draft(body="Vu."), next_step="Écrire",
            next_step_on=TODAY, version=1, by=coach, today=TODAY,
        )  # fmt: skip
    assert (both.value.theirs, both.value.yours) == ("Appeler", "Écrire")
    assert count(db, "sessions") == count(db, "notes") == 0


def test_an_interview_is_of_an_individual_kind(db):
    coach, _cohort_id, (person, *_others) = a_group(db)
    with pytest.raises(InvalidInput, match="individuel"):
        sessions.interview(db, person, held_on=HELD_ON, kind="workshop", by=coach, today=TODAY)
    sessions.interview(db, person, held_on=HELD_ON, kind="mentor_meeting", by=coach, today=TODAY)
    (attended,) = sessions.of_participant(db, person, by=coach)
    assert attended.session.kind == "mentor_meeting"


def test_an_interview_with_somebody_out_of_reach_is_refused(db):
    _coach, _cohort_id, (person, *_others) = a_group(db)
    with pytest.raises(NotFound):
        sessions.interview(db, person, held_on=HELD_ON, by=a_coach(db), today=TODAY)


def test_the_list_is_newest_first_by_pages_with_who_was_there(db):
    coach, cohort_id, (first, *_others) = a_group(db)
    for days in range(4):
        session = a_session(cohort_id, coach.id, held_on=HELD_ON - timedelta(days=days))
        sessions.record(db, session, {first: ABSENT}, by=coach, today=TODAY)

    page = sessions.page(db, by=coach, limit=3)

    assert page.total == 4
    assert [row.held_on.day for row in page.rows] == [10, 9, 8]
    assert (page.rows[0].present, page.rows[0].expected) == (2, 3)
    assert [row.held_on.day for row in sessions.page(db, by=coach, limit=3, offset=3).rows] == [7]


def test_the_list_narrows_to_a_cohort_and_a_month(db):
    coach, cohort_id, _people = a_group(db)
    other = a_cohort(db, coach=coach)
    sessions.record(db, a_session(cohort_id, coach.id), by=coach, today=TODAY)
    october = a_session(other, coach.id, held_on=date(2026, 10, 31))
    sessions.record(db, october, by=coach, today=TODAY)

    assert sessions.months(db, by=coach) == ["2026-11", "2026-10"]
    assert sessions.months(db, by=coach, cohort_id=other) == ["2026-10"]
    assert [row.cohort_id for row in sessions.page(db, by=coach, month="2026-10").rows] == [other]
    assert sessions.page(db, by=coach, cohort_id=cohort_id).total == 1
    assert sessions.page(db, by=coach, cohort_id=cohort_id, month="2026-10").total == 0


def test_somebody_who_left_keeps_their_sessions(db):
    coach, cohort_id, (person, *_others) = a_group(db)
    sessions.record(db, a_session(cohort_id, coach.id), by=coach, today=TODAY)
    enrolments.end(db, person, on=HELD_ON, kind="transfer", by=coach, today=TODAY)
    assert len(sessions.of_participant(db, person, by=coach)) == 1


def test_holders_are_the_cohorts_coaches_and_mentors_and_the_leads(db):
    coach, cohort_id, (person, *_others) = a_group(db)
    lead, mentor, colleague = (
        a_lead(db),
        a_mentor(db),
        a_mentor(db, organisation_id=coach.organisation_id),
    )
    mentors.pair(db, person, mentor.id, starts_on=HELD_ON, by=coach, today=TODAY)
    an_evaluator(db)
    a_coach(db)  # of another association
    a_mentor(db)  # of nobody here
    assert {one.id for one in sessions.holders(db, cohort_id, by=coach)} == {
        coach.id, lead.id, mentor.id, colleague.id,
    }  # fmt: skip


def test_a_session_before_anybody_entered_has_nobody_to_call(db):
    coach, cohort_id, _people = a_group(db)
    session = a_session(cohort_id, coach.id, held_on=ENTRY - timedelta(days=1))
    kept_id = sessions.record(db, session, by=coach, today=TODAY)
    assert attendance.of_session(db, kept_id) == {}
