"""The same thing for several people: rehearsed, then kept for all of them or for none."""

from datetime import date

import pytest

from core import attendance, milestones, participants, rollups, sessions, stages, together
from core.errors import AlreadySaved, InvalidInput, NotFound
from core.permissions import Action
from core.sessions import Session
from core.together import HeldSession, NextStep, PlannedMilestone, StageMove
from tests.factories import ENTRY, TODAY, a_coach, a_cohort, a_participant

DAY = date(2026, 10, 6)
STEP = NextStep(what="Réunir les devis", due=date(2026, 12, 1))


@pytest.fixture
def coach(db):
    return a_coach(db)


@pytest.fixture
def cohort(db, coach):
    return a_cohort(db, coach=coach)


@pytest.fixture
def people(db, coach, cohort):
    return [
        a_participant(db, coach=coach, cohort_id=cohort, last_name=name)
        for name in ("Aubry", "Bel", "Cros")
    ]


def a_session(coach, cohort, day=DAY):
    return HeldSession(
        session=Session(
            cohort_id=cohort, kind="workshop", held_on=day, minutes=90, held_by=coach.id
        )
    )


def everything(db):
    """Every row of every table that a change may write to."""
    tables = (
        "participants", "stage_moves", "milestone_dates", "sessions", "attendance", "history",
        "audit", "cohort_counts", "save_tokens",
    )  # fmt: skip
    return {table: sorted(map(repr, db.query(f"SELECT * FROM {table}"))) for table in tables}


def changes(coach, cohort):
    return (
        STEP,
        StageMove(stage="awareness", on=DAY),
        PlannedMilestone(milestone="idea", planned_on=date(2026, 12, 1)),
        a_session(coach, cohort),
    )


def test_a_rehearsal_keeps_nothing(db, coach, cohort, people):
    before = everything(db)
    for change in changes(coach, cohort):
        lines = together.preview(db, people, change, by=coach, today=TODAY)
        assert [line.problem for line in lines] == ["", "", ""]
    assert everything(db) == before


def test_everybody_gets_the_same_next_step_once(db, coach, people):
    kept = together.apply(db, people, STEP, by=coach, today=TODAY, token="t")
    assert kept == 3
    with pytest.raises(AlreadySaved):
        together.apply(db, people, STEP, by=coach, today=TODAY, token="t")
    for person in people:
        one = participants.get(db, person, by=coach, to=Action.READ_IDENTITY)
        assert (one.next_step, one.next_step_on) == (STEP.what, STEP.due)


def test_the_preview_says_what_is_there_now_and_what_would_be(db, coach, people):
    together.apply(db, people[:1], STEP, by=coach, today=TODAY)
    later = NextStep(what="Appeler la banque", due=date(2026, 12, 8))
    first, second, _third = together.preview(db, people, later, by=coach, today=TODAY)
    assert (first.before, first.after) == (
        "Réunir les devis (01/12/2026)", "Appeler la banque (08/12/2026)",
    )  # fmt: skip
    assert second.before == ""


def test_one_person_who_cannot_leaves_everybody_as_they_were(db, coach, people):
    stages.move(db, people[2], "awareness", on=DAY, by=coach, today=TODAY)
    before = everything(db)
    change = StageMove(stage="awareness", on=DAY)
    lines = together.preview(db, people, change, by=coach, today=TODAY)
    assert [bool(line.problem) for line in lines] == [False, False, True]
    with pytest.raises(InvalidInput, match="déjà"):
        together.apply(db, people, change, by=coach, today=TODAY)
    assert everything(db) == before


def test_what_many_changes_did_is_counted_as_if_each_had_been(db, coach, people):
    together.apply(db, people, StageMove(stage="awareness", on=DAY), by=coach, today=TODAY)
    once = everything(db)["cohort_counts"]
    assert any("awareness" in row for row in once)
    rollups.refresh_all(db)
    assert everything(db)["cohort_counts"] == once


def test_milestones_are_planned_for_all_but_not_before_the_entry(db, coach, people):
    soon = PlannedMilestone(milestone="idea", planned_on=date(2026, 12, 1))
    together.apply(db, people, soon, by=coach, today=TODAY)
    for person in people:
        line = milestones.table(db, person, by=coach)[0]
        assert line.planned_on == soon.planned_on
    early = PlannedMilestone(milestone="idea", planned_on=ENTRY.replace(day=1))
    with pytest.raises(InvalidInput, match="après l’entrée"):
        together.apply(db, people, early, by=coach, today=TODAY)


def test_one_session_brings_them_together_and_nobody_else(db, coach, cohort, people):
    together.apply(db, people[:2], a_session(coach, cohort), by=coach, today=TODAY)
    page = sessions.page(db, by=coach)
    assert page.total == 1
    assert set(attendance.of_session(db, page.rows[0].id)) == set(people[:2])


def test_a_session_is_not_shared_by_two_cohorts(db, coach, cohort, people):
    elsewhere = a_participant(db, coach=coach)
    with pytest.raises(InvalidInput, match="même cohorte"):
        together.apply(db, [people[0], elsewhere], a_session(coach, cohort), by=coach, today=TODAY)


def test_somebody_out_of_reach_is_not_found(db, coach, people):
    stranger = a_participant(db, coach=a_coach(db))
    for deed in (together.preview, together.apply):
        with pytest.raises(NotFound):
            deed(db, [*people, stranger], STEP, by=coach, today=TODAY)


@pytest.mark.parametrize("many", [0, together.MOST + 1])
def test_nobody_or_too_many_people_is_refused(db, coach, many):
    with pytest.raises(InvalidInput):
        together.preview(db, list(range(many)), STEP, by=coach, today=TODAY)
