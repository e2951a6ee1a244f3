"""The end of a support: its class, corrected, undone; and somebody who left coming back."""

from datetime import date, timedelta

import pytest

from core import enrolments, exits, history, participants, sessions, stages
from core.attendance import Mark, Presence
from core.cohorts import close
from core.errors import AlreadySaved, InvalidInput, NotAllowed, NotFound, StaleRecord
from core.permissions import Action
from core.programme import ExitClass
from core.sessions import Session, State
from tests.factories import (
    ENTRY,
    TODAY,
    a_coach,
    a_cohort,
    a_lead,
    a_mentor,
    a_participant,
    an_evaluator,
)

ENDED = date(2026, 10, 15)


def somebody_who_left(db, coach=None, **more):
    coach = coach or a_coach(db)
    person = a_participant(db, coach=coach)
    values = {"on": ENDED, "kind": "long_contract", "reason": "Embauche", **more}
    enrolments.end(db, person, by=coach, today=TODAY, **values)
    return coach, person


def counted(db):
    rows = db.execute("SELECT measure, a, n FROM cohort_counts WHERE measure = 'ended'")
    return [(a, n) for _measure, a, n in rows.fetchall() if n]


def open_(db, person, coach):
    return participants.get(db, person, by=coach, to=Action.READ_IDENTITY)


def test_an_end_has_its_class_its_reason_and_where_the_person_goes(db):
    coach, person = somebody_who_left(db, destination="  Menuiserie Aubert ")
    end = exits.read(db, person, by=coach)
    assert (end.kind.exit_class, end.on) == (ExitClass.LASTING, ENDED)
    assert (end.reason, end.destination) == ("Embauche", "Menuiserie Aubert")
    assert exits.read(db, a_participant(db, coach=coach), by=coach) is None


@pytest.mark.parametrize("on", [ENTRY - timedelta(days=1), TODAY + timedelta(days=1)])
def test_an_end_stands_between_the_entry_and_today(db, on):
    with pytest.raises(InvalidInput):
        somebody_who_left(db, on=on)


def test_an_end_does_not_come_before_a_session_where_the_person_was(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    cohort = open_(db, person, coach).cohort_id
    held_on = date(2026, 10, 20)
    session = Session(
        cohort_id=cohort, kind="workshop", held_on=held_on, minutes=60, held_by=coach.id,
        state=State.HELD,
    )  # fmt: skip
    sessions.record(db, session, {person: Mark(mark=Presence.PRESENT)}, by=coach, today=TODAY)
    with pytest.raises(InvalidInput, match="20/10/2026"):
        enrolments.end(db, person, on=ENDED, kind="company", by=coach, today=TODAY)
    enrolments.end(db, person, on=held_on, kind="company", by=coach, today=TODAY)
    with pytest.raises(InvalidInput, match="20/10/2026"):
        exits.correct(db, person, on=ENDED, kind="company", by=coach, today=TODAY, version=2)


def test_a_correction_is_held_against_the_version_that_was_seen_and_counted_anew(db):
    coach, person = somebody_who_left(db)
    seen = exits.read(db, person, by=coach).version
    values = {"on": ENDED, "kind": "transfer", "reason": "Changement de lieu"}
    exits.correct(db, person, by=coach, today=TODAY, version=seen, **values)
    assert counted(db) == [("transfer", 1)]
    assert exits.read(db, person, by=coach).kind.exit_class is ExitClass.NEUTRAL
    with pytest.raises(StaleRecord) as both:
        exits.correct(db, person, by=coach, today=TODAY, version=seen, **values)
    assert "Changement de lieu" in both.value.theirs


def test_an_end_entered_by_mistake_is_undone_with_its_reason_and_the_support_goes_on(db):
    coach, person = somebody_who_left(db)
    with pytest.raises(InvalidInput):
        exits.undo(db, person, reason=" ", by=coach)
    exits.undo(db, person, reason="Deux personnes du même nom", by=coach, token="t")
    with pytest.raises((AlreadySaved, InvalidInput)):
        exits.undo(db, person, reason="Encore", by=coach, token="t")
    assert open_(db, person, coach).ended_on is None
    assert counted(db) == []
    said = {change.new for change in history.of(db, person, by=coach)}
    assert "Deux personnes du même nom" in said


def test_what_was_undone_can_be_ended_again_as_if_nothing_had_been(db):
    coach, person = somebody_who_left(db, destination="Ailleurs")
    before = exits.read(db, person, by=coach)
    exits.undo(db, person, reason="Erreur", by=coach)
    enrolments.end(
        db, person, on=ENDED, kind="long_contract", reason="Embauche", destination="Ailleurs",
        by=coach, today=TODAY,
    )  # fmt: skip
    after = exits.read(db, person, by=coach)
    assert (after.kind, after.on, after.reason, after.destination) == (
        before.kind,
        before.on,
        before.reason,
        before.destination,
    )


def test_somebody_who_left_enters_another_cohort_under_the_same_code(db):
    coach, person = somebody_who_left(db)
    code = open_(db, person, coach).code
    other = a_cohort(db, coach=coach)
    enrolments.enter_again(
        db, person, cohort_id=other, entered_on=TODAY, coach_id=coach.id, by=coach, today=TODAY
    )
    now = open_(db, person, coach)
    assert (now.code, now.cohort_id, now.ended_on) == (code, other, None)
    steps = stages.journey(db, person, by=coach)
    assert [step.reached_on for step in steps if step.reached_on] == [TODAY]
    assert counted(db) == [("long_contract", 1)]


def test_one_support_at_a_time_and_none_before_the_end_of_the_last(db):
    coach, person = somebody_who_left(db)
    other = a_cohort(db, coach=coach)

    def enter(on, cohort=other):
        enrolments.enter_again(db, person, cohort_id=cohort, entered_on=on, by=coach, today=TODAY)

    with pytest.raises(InvalidInput, match="15/10/2026"):
        enter(ENDED - timedelta(days=1))
    with pytest.raises(InvalidInput):
        enter(TODAY + timedelta(days=1))
    enter(ENDED)
    with pytest.raises(InvalidInput, match="en ce moment"):
        enter(TODAY, a_cohort(db, coach=coach))


def test_nobody_enters_a_closed_cohort_again(db):
    coach, person = somebody_who_left(db)
    other = a_cohort(db, coach=coach)
    close(db, other, by=a_lead(db), today=TODAY)
    with pytest.raises(InvalidInput):
        enrolments.enter_again(db, person, cohort_id=other, entered_on=TODAY, by=coach, today=TODAY)


def test_an_end_before_the_one_that_holds_is_no_longer_undone(db):
    coach, person = somebody_who_left(db)
    enrolments.enter_again(
        db, person, cohort_id=a_cohort(db, coach=coach), entered_on=TODAY, by=coach, today=TODAY
    )
    with pytest.raises(InvalidInput):
        exits.undo(db, person, reason="Erreur", by=coach)


@pytest.mark.parametrize("who", [a_mentor, an_evaluator, a_coach])
def test_only_the_team_ends_or_brings_back(db, who):
    coach, person = somebody_who_left(db)
    stranger = who(db)
    for deed in (
        lambda: exits.undo(db, person, reason="Erreur", by=stranger),
        lambda: exits.read(db, person, by=stranger),
        lambda: enrolments.enter_again(
            db, person, cohort_id=a_cohort(db, coach=coach), entered_on=TODAY, by=stranger,
            today=TODAY,
        ),
    ):  # fmt: skip
        with pytest.raises((NotAllowed, NotFound)):
            deed()
