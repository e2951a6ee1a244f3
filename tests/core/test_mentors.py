"""Who accompanies whom, and the feedback that is expected from them."""

from dataclasses import asdict
from datetime import date, timedelta

import pytest

from core import feedback, mentors, notes
from core.errors import AlreadySaved, InvalidInput, NotAllowed, NotFound, StaleRecord
from core.feedback import Feedback
from core.notes import Draft, Level
from core.permissions import Action
from core.storage.rows import insert
from tests.factories import (
    ENTRY,
    TODAY,
    a_coach,
    a_cohort,
    a_lead,
    a_mentor,
    a_participant,
    an_administrator,
    an_evaluator,
)

SECRETS = ("Zanzibar", "LYO", "Vandoeuvre", "0611223344", "cellule", "1987")


def a_pair(db, coach, mentor, person=None, starts_on=ENTRY):
    person = person or a_participant(db, coach=coach)
    return mentors.pair(db, person, mentor.id, starts_on=starts_on, by=coach, today=TODAY)


def a_meeting(db, person, coach, on, kind="mentor_meeting", mark="present"):
    (enrolment,) = db.query("SELECT cohort_id FROM enrolments WHERE participant_id = ?", [person])
    session = insert(
        db,
        "sessions",
        {
            "cohort_id": enrolment["cohort_id"],
            "kind": kind,
            "held_on": on.isoformat(),
            "minutes": 60,
            "held_by": coach.id,
            "state": "held",
            "recorded_by": coach.id,
        },
    )
    insert(db, "attendance", {"session_id": session, "participant_id": person, "mark": mark})


def test_a_pair_is_kept_with_its_start_and_a_trace(db):
    coach, mentor = a_coach(db), a_mentor(db, name="Hélène Roux")
    person = a_participant(db, coach=coach)

    a_pair(db, coach, mentor, person)

    (pair,) = mentors.of(db, person, by=coach)
    assert (pair.mentor, pair.starts_on, pair.ends_on) == ("Hélène Roux", ENTRY, None)
    assert [
        row["event"] for row in db.query("SELECT event FROM audit ORDER BY id DESC LIMIT 1")
    ] == ["mentor.paired"]


def test_the_same_mentor_is_not_paired_twice_with_the_same_person(db):
    coach, mentor = a_coach(db), a_mentor(db)
    person = a_participant(db, coach=coach)
    a_pair(db, coach, mentor, person)
    with pytest.raises(InvalidInput, match="déjà"):
        a_pair(db, coach, mentor, person)


def test_somebody_may_have_two_mentors(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    a_pair(db, coach, a_mentor(db), person)
    a_pair(db, coach, a_mentor(db), person)
    assert len(mentors.of(db, person, by=coach)) == 2


def test_only_an_open_account_of_a_mentor_can_be_paired(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    for nobody in (a_coach(db), a_mentor(db, active=0)):
        with pytest.raises(InvalidInput, match="mentor"):
            a_pair(db, coach, nobody, person)


@pytest.mark.parametrize("day", [ENTRY - timedelta(days=1), TODAY + timedelta(days=1)])
def test_a_pair_starts_neither_before_the_entry_nor_in_the_future(db, day):
    coach, mentor = a_coach(db), a_mentor(db)
    with pytest.raises(InvalidInput):
        a_pair(db, coach, mentor, starts_on=day)


def test_the_same_form_saved_twice_pairs_once(db):
    coach, mentor = a_coach(db), a_mentor(db)
    person = a_participant(db, coach=coach)
    make = {"starts_on": ENTRY, "by": coach, "today": TODAY, "token": "t1"}
    mentors.pair(db, person, mentor.id, **make)
    with pytest.raises(AlreadySaved):
        mentors.pair(db, person, mentor.id, **make)
    assert len(mentors.of(db, person, by=coach)) == 1


def test_a_coach_of_another_organisation_cannot_pair_or_end(db):
    coach, mentor, stranger = a_coach(db), a_mentor(db), a_coach(db)
    person = a_participant(db, coach=coach)
    with pytest.raises(NotFound):
        a_pair(db, stranger, mentor, person)
    pair = a_pair(db, coach, mentor, person)
    with pytest.raises(NotFound):
        mentors.end(db, pair, on=TODAY, reason="Fin", by=stranger, today=TODAY, version=1)


@pytest.mark.parametrize("role", [a_mentor, an_evaluator, an_administrator])
def test_only_the_team_makes_and_lists_pairs(db, role):
    coach, somebody = a_coach(db), role(db)
    person = a_participant(db, coach=coach)
    with pytest.raises((NotAllowed, NotFound)):
        a_pair(db, somebody, a_mentor(db), person)
    with pytest.raises(NotAllowed):
        mentors.pairs(db, by=somebody, today=TODAY)
    with pytest.raises(NotAllowed):
        mentors.count(db, by=somebody)


def test_a_pair_ends_with_a_reason_and_the_mentor_sees_nothing_any_more(db):
    coach, mentor = a_coach(db), a_mentor(db)
    person = a_participant(db, coach=coach)
    pair = a_pair(db, coach, mentor, person)

    with pytest.raises(InvalidInput, match="pourquoi"):
        mentors.end(db, pair, on=TODAY, reason=" ", by=coach, today=TODAY, version=1)
    mentors.end(db, pair, on=TODAY, reason="Départ de la région", by=coach, today=TODAY, version=1)

    (ended,) = mentors.of(db, person, by=coach)
    assert (ended.ends_on, ended.end_reason) == (TODAY, "Départ de la région")
    assert mentors.mentees(db, by=mentor, today=TODAY) == []
    with pytest.raises(NotFound):
        mentors.get(db, pair, by=mentor, to=Action.READ_FEEDBACK)
    with pytest.raises(NotFound):
        notes.shared_with_mentor(db, person, by=mentor)


def test_an_ended_pair_can_be_made_again_but_not_ended_again(db):
    coach, mentor = a_coach(db), a_mentor(db)
    person = a_participant(db, coach=coach)
    pair = a_pair(db, coach, mentor, person)
    mentors.end(db, pair, on=ENTRY, reason="Pause", by=coach, today=TODAY, version=1)
    with pytest.raises(InvalidInput, match="déjà"):
        mentors.end(db, pair, on=TODAY, reason="Pause", by=coach, today=TODAY, version=2)
    a_pair(db, coach, mentor, person, starts_on=TODAY)
    assert [pair.ends_on for pair in mentors.of(db, person, by=coach)] == [None, ENTRY]


@pytest.mark.parametrize("day", [ENTRY - timedelta(days=1), TODAY + timedelta(days=1)])
def test_a_pair_ends_neither_before_it_started_nor_in_the_future(db, day):
    coach, mentor = a_coach(db), a_mentor(db)
    pair = a_pair(db, coach, mentor)
    with pytest.raises(InvalidInput):
        mentors.end(db, pair, on=day, reason="Fin", by=coach, today=TODAY, version=1)


def test_a_pair_does_not_end_before_a_meeting_that_has_a_feedback(db):
    coach, mentor = a_coach(db), a_mentor(db)
    pair = a_pair(db, coach, mentor)
    said = Feedback(pair_id=pair, met_on=TODAY, marks={"offer": (3, "")})
    feedback.give(db, said, by=mentor, today=TODAY)
    with pytest.raises(InvalidInput, match="dernière rencontre"):
        mentors.end(db, pair, on=ENTRY, reason="Fin", by=coach, today=TODAY, version=1)


def test_a_pair_changed_in_the_meantime_is_not_ended_over_it(db):
    coach, mentor = a_coach(db), a_mentor(db)
    pair = a_pair(db, coach, mentor)
    mentors.end(db, pair, on=TODAY, reason="Fin", by=coach, today=TODAY, version=1)
    with pytest.raises(StaleRecord) as problem:
        mentors.end(db, pair, on=TODAY, reason="Autre", by=coach, today=TODAY, version=1)
    assert (problem.value.theirs, problem.value.yours) == ("Fin", "Autre")


def test_a_mentor_sees_the_first_name_and_the_project_and_nothing_else(db):
    coach, mentor = a_coach(db), a_mentor(db)
    cohort = a_cohort(db, coach=coach, name="Vandoeuvre", prefix="LYO")
    person = a_participant(
        db, coach=coach, cohort_id=cohort, first_name="Nadia", last_name="Zanzibar",
        project="Restauration du midi", phone="0611223344", birth_year=1987,
    )  # fmt: skip
    pair = a_pair(db, coach, mentor, person)
    notes.write(db, person, Draft(body="En cellule", level=Level.TEAM), by=coach, today=TODAY)
    shared = Draft(body="Devis reçu", level=Level.MENTOR)
    notes.write(db, person, shared, by=coach, today=TODAY)

    (mentee,) = mentors.mentees(db, by=mentor, today=TODAY)
    seen = mentors.get(db, pair, by=mentor, to=Action.READ_FEEDBACK)
    read = notes.shared_with_mentor(db, seen.participant_id, by=mentor)

    assert (mentee.first_name, mentee.project) == ("Nadia", "Restauration du midi")
    assert (seen.name, seen.code) == ("Nadia", "")
    assert [note.body for note in read] == ["Devis reçu"]
    everything = str([asdict(mentee), asdict(seen), [asdict(note) for note in read]])
    assert not [secret for secret in SECRETS if secret in everything]


def test_a_mentor_sees_only_their_own_mentees(db):
    coach, mentor, other = a_coach(db), a_mentor(db), a_mentor(db)
    pair = a_pair(db, coach, mentor)
    assert mentors.mentees(db, by=other, today=TODAY) == []
    with pytest.raises(NotFound):
        mentors.get(db, pair, by=other, to=Action.READ_FEEDBACK)
    with pytest.raises(NotFound):
        mentors.get(db, 999, by=other, to=Action.READ_FEEDBACK)


@pytest.mark.parametrize("role", [a_coach, a_lead, an_evaluator, an_administrator])
def test_only_mentors_have_mentees(db, role):
    with pytest.raises(NotAllowed):
        mentors.mentees(db, by=role(db), today=TODAY)


def test_an_archived_person_is_no_longer_shown_to_the_mentor(db):
    coach, mentor = a_coach(db), a_mentor(db)
    person = a_participant(db, coach=coach)
    a_pair(db, coach, mentor, person)
    db.execute("UPDATE participants SET standing = 'archived' WHERE id = ?", [person])
    assert mentors.mentees(db, by=mentor, today=TODAY) == []


def test_the_step_agreed_at_the_last_meeting_held_is_shown_to_the_mentor(db):
    coach, mentor = a_coach(db), a_mentor(db)
    pair = a_pair(db, coach, mentor)
    due, marks = TODAY + timedelta(days=7), {"offer": (3, "")}
    for said in (
        Feedback(pair_id=pair, met_on=ENTRY, marks=marks, next_step="Ancien", next_step_on=due),
        Feedback(pair_id=pair, met_on=date(2026, 10, 1), marks=marks, next_step="Deux devis", next_step_on=due),
        Feedback(pair_id=pair, met_on=TODAY, held=False, cause="health"),
    ):  # fmt: skip
        feedback.give(db, said, by=mentor, today=TODAY)
    (mentee,) = mentors.mentees(db, by=mentor, today=TODAY)
    assert (mentee.next_step, mentee.next_step_on) == ("Deux devis", due)
    assert mentee.feedback.last_on == TODAY


def test_a_coach_sees_the_pairs_of_their_organisation_and_a_lead_all_of_them(db):
    coach, elsewhere, mentor = a_coach(db), a_coach(db), a_mentor(db)
    colleague = a_coach(db, organisation_id=coach.organisation_id)
    a_pair(db, coach, mentor)
    a_pair(db, elsewhere, mentor)

    assert len(mentors.pairs(db, by=coach, today=TODAY)) == 1
    assert len(mentors.pairs(db, by=colleague, today=TODAY)) == 1
    assert mentors.count(db, by=colleague) == 1
    assert (
        len(mentors.pairs(db, by=a_lead(db), today=TODAY)) == mentors.count(db, by=a_lead(db)) == 2
    )
    assert mentors.pairs(db, by=a_coach(db), today=TODAY) == []


def test_a_meeting_without_feedback_is_awaited_and_becomes_overdue(db):
    coach, mentor = a_coach(db), a_mentor(db)
    person = a_participant(db, coach=coach)
    pair = a_pair(db, coach, mentor, person)
    first, second = date(2026, 10, 1), TODAY - timedelta(days=7)
    a_meeting(db, person, coach, first)
    a_meeting(db, person, coach, second)
    a_meeting(db, person, coach, TODAY, kind="interview")
    a_meeting(db, person, coach, TODAY, mark="absent")

    said = Feedback(pair_id=pair, met_on=first, marks={"offer": (3, "")}, alert=True)
    feedback.give(db, said, by=mentor, today=TODAY)

    (kept,) = mentors.pairs(db, by=coach, today=TODAY)
    expected = kept.feedback
    assert (expected.received, expected.total, expected.awaited) == (1, 2, (second,))
    assert (expected.last_on, expected.alert, expected.overdue) == (first, True, False)
    (later,) = mentors.pairs(db, by=coach, today=TODAY + timedelta(days=1))
    assert later.feedback.overdue


def test_the_meeting_of_one_mentor_is_not_expected_from_another(db):
    coach, mentor, other = a_coach(db), a_mentor(db), a_mentor(db)
    person = a_participant(db, coach=coach)
    a_pair(db, coach, mentor, person)
    a_pair(db, coach, other, person)
    a_meeting(db, person, mentor, TODAY)
    awaited = {
        pair.mentor_id: pair.feedback.awaited for pair in mentors.pairs(db, by=coach, today=TODAY)
    }
    assert awaited == {mentor.id: (TODAY,), other.id: ()}


def test_nothing_is_kept_when_the_trace_cannot_be_written(db):
    coach, mentor = a_coach(db), a_mentor(db)
    person = a_participant(db, coach=coach)
    db.execute("""
        CREATE TRIGGER no_trace BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END
    """)
    with pytest.raises(Exception, match="full"):
        a_pair(db, coach, mentor, person)
    assert mentors.of(db, person, by=coach) == []
