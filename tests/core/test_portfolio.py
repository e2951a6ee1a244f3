"""The portfolio: cohorts against their targets, workload, delays, spread between mentors."""

from datetime import date, timedelta

import pytest

from core import (
    accounts,
    clock,
    feedback,
    mentors,
    milestones,
    participants,
    portfolio,
    sessions,
    stages,
)
from core.errors import InvalidInput, NotAllowed
from core.feedback import Feedback
from core.milestones import State
from core.portfolio import Figure
from core.sessions import Session
from tests.factories import (
    TODAY,
    a_coach,
    a_cohort,
    a_lead,
    a_mentor,
    a_participant,
    an_administrator,
    an_evaluator,
)

DAY = date(2026, 10, 6)


@pytest.fixture
def lead(db):
    return a_lead(db)


@pytest.fixture
def coach(db):
    return a_coach(db, name="Claire")


@pytest.fixture
def cohort(db, coach):
    return a_cohort(db, coach=coach)


def read(db, lead):
    return portfolio.read(db, by=lead, today=TODAY)


def test_a_cohort_is_held_against_its_targets(db, lead, coach, cohort):
    first, _second = (a_participant(db, coach=coach, cohort_id=cohort) for _one in range(2))
    stages.move(db, first, "support", on=DAY, by=coach, today=TODAY)
    session = Session(cohort_id=cohort, kind="workshop", held_on=DAY, minutes=90, held_by=coach.id)
    sessions.record(db, session, by=coach, today=TODAY)
    portfolio.set_targets(db, cohort, {Figure.PEOPLE: 12, Figure.PLANS: 4}, by=lead)

    [line] = read(db, lead).lines
    assert line.reached == {
        Figure.PEOPLE: 2, Figure.WORKSHOPS: 1, Figure.PROJECTS: 1, Figure.PLANS: 0,
        Figure.REGISTERED: 0,
    }  # fmt: skip
    assert line.targets == {Figure.PEOPLE: 12, Figure.PLANS: 4}
    portfolio.set_targets(db, cohort, {}, by=lead)
    assert read(db, lead).lines[0].targets == {}


@pytest.mark.parametrize("target", [0, -3, 100_001])
def test_a_target_is_a_sensible_number(db, lead, cohort, target):
    with pytest.raises(InvalidInput):
        portfolio.set_targets(db, cohort, {Figure.PEOPLE: target}, by=lead)


def test_only_a_lead_steers(db, coach, cohort):
    for other in (coach, an_evaluator(db), an_administrator(db), a_mentor(db)):
        with pytest.raises(NotAllowed):
            read(db, other)
        with pytest.raises(NotAllowed):
            portfolio.set_targets(db, cohort, {Figure.PEOPLE: 5}, by=other)


def test_somebody_whose_coach_has_left_is_without_a_coach(db, lead, coach, cohort):
    person = a_participant(db, coach=coach, cohort_id=cohort)
    assert read(db, lead).uncoached == ()
    accounts.deactivate(db, coach.id, by=an_administrator(db), now=clock.now())
    seen = read(db, lead)
    [alone] = seen.uncoached
    assert (alone.coach, seen.uncoached_in_all) == ("Claire", 1)
    kept = participants.get(db, person, by=lead, to=participants.Action.READ_IDENTITY)
    assert alone.code == kept.code


def test_the_workload_counts_people_steps_and_sessions(db, lead, coach, cohort):
    first, second = (a_participant(db, coach=coach, cohort_id=cohort) for _one in range(2))
    participants.set_next_step(db, first, "Appeler", TODAY - timedelta(days=1), by=coach, version=1)
    participants.set_next_step(db, second, "Écrire", TODAY, by=coach, version=1)
    planned = Session(
        cohort_id=cohort, kind="workshop", held_on=TODAY - timedelta(days=1), minutes=90,
        held_by=coach.id, state=sessions.State.PLANNED,
    )  # fmt: skip
    sessions.record(db, planned, by=coach, today=TODAY)
    a_participant(db, coach=coach, cohort_id=cohort)
    [load] = read(db, lead).loads
    assert (load.people, load.overdue, load.no_step, load.sessions) == (3, 1, 1, 1)


def test_delays_are_those_of_milestones_that_still_wait(db, lead, coach, cohort):
    paul = a_coach(db, organisation_id=coach.organisation_id)
    people = [a_participant(db, coach=coach, cohort_id=cohort) for _one in range(3)]
    for person, days in zip(people, (2, 10, 30), strict=True):
        on = TODAY - timedelta(days=days)
        milestones.move(
            db, person, "idea", State.SUBMITTED, on=on, evidence="Fiche", by=coach, today=TODAY
        )
    milestones.move(db, people[2], "idea", State.VALIDATED, on=TODAY, by=paul, today=TODAY)
    [delay] = read(db, lead).delays
    assert (delay.waiting, delay.median, delay.longest) == (2, 6, 10)


def test_the_spread_gives_every_mark_and_its_median(db, lead, coach, cohort):
    person, mentor = a_participant(db, coach=coach, cohort_id=cohort), a_mentor(db, name="Gérard")
    pair = mentors.pair(db, person, mentor.id, starts_on=DAY, by=coach, today=TODAY)
    said = Feedback(
        pair_id=pair, met_on=DAY,
        marks={"offer": (2, ""), "figures": (3, ""), "engagement": (4, "Venu chaque fois")},
    )  # fmt: skip
    feedback.give(db, said, by=mentor, today=TODAY)
    [spread] = read(db, lead).spreads
    assert (spread.mentor, spread.people, spread.marks, spread.median) == (
        "Gérard", 1, {1: 0, 2: 1, 3: 1, 4: 1}, 3.0,
    )  # fmt: skip


def test_an_empty_tracker_has_an_empty_portfolio(db, lead):
    seen = read(db, lead)
    assert (seen.lines, seen.uncoached, seen.delays, seen.spreads) == ((), (), (), ())
