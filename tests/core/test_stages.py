"""Moving through the stages, and reading the journey."""

from datetime import date

import pytest

from core import stages
from core.errors import AlreadySaved, InvalidInput, NotFound
from tests.factories import ENTRY, TODAY, a_coach, a_participant


def reached(db, person, coach):
    return [step.stage.key for step in stages.journey(db, person, by=coach) if step.reached_on]


def test_somebody_enters_at_the_first_stage(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    assert reached(db, person, coach) == ["oriented"]


def test_a_move_is_kept_with_its_date_and_a_trace(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)

    stages.move(db, person, "met", on=date(2026, 9, 10), by=coach, today=TODAY)

    here = next(step for step in stages.journey(db, person, by=coach) if step.here)
    assert (here.stage.key, here.since) == ("met", date(2026, 9, 10))
    assert [
        row["event"] for row in db.query("SELECT event FROM audit ORDER BY id DESC LIMIT 1")
    ] == ["stage.moved"]


def test_going_back_needs_a_reason_and_keeps_what_was_reached(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    stages.move(db, person, "met", on=date(2026, 9, 10), by=coach, today=TODAY)

    with pytest.raises(InvalidInput, match="motif"):
        stages.move(db, person, "oriented", on=date(2026, 9, 12), by=coach, today=TODAY)
    stages.move(
        db, person, "oriented", on=date(2026, 9, 12), reason="À revoir", by=coach, today=TODAY
    )

    assert reached(db, person, coach) == ["oriented", "met"]


@pytest.mark.parametrize("day", [date(2026, 11, 13), date(2026, 9, 2)])
def test_a_move_in_the_future_or_before_the_entry_is_refused(db, day):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    with pytest.raises(InvalidInput):
        stages.move(db, person, "met", on=day, by=coach, today=TODAY)


def test_a_stage_that_the_programme_does_not_have_is_refused(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    with pytest.raises(InvalidInput):
        stages.move(db, person, "paradise", on=ENTRY, by=coach, today=TODAY)


def test_the_same_form_saved_twice_moves_once(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    stages.move(db, person, "met", on=ENTRY, by=coach, today=TODAY, token="t1")
    with pytest.raises(AlreadySaved):
        stages.move(db, person, "entered", on=ENTRY, by=coach, today=TODAY, token="t1")
    assert reached(db, person, coach) == ["oriented", "met"]


def test_a_mistake_is_taken_back_by_another_entry(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    stages.move(db, person, "met", on=ENTRY, by=coach, today=TODAY)
    stages.cancel_last(db, person, by=coach, today=TODAY)
    assert reached(db, person, coach) == ["oriented"]
    assert next(iter(db.query("SELECT count(*) AS n FROM stage_moves")))["n"] == 3


def test_a_coach_of_another_organisation_cannot_even_learn_that_somebody_exists(db):
    person = a_participant(db, coach=a_coach(db))
    with pytest.raises(NotFound):
        stages.move(db, person, "met", on=ENTRY, by=a_coach(db), today=TODAY)
