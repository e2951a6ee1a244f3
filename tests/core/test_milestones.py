"""Milestones: evidence, a second person, and the way back."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import milestones, situations
from core.errors import InvalidInput
from core.milestones import MOVES, STATES, State
from core.situations import SituationKind
from tests.factories import TODAY, a_coach, a_participant

DAY = date(2026, 10, 1)


@pytest.fixture
def team(db):
    """Two coaches of one association, and somebody they follow."""
    claire = a_coach(db)
    paul = a_coach(db, organisation_id=claire.organisation_id)
    return claire, paul, a_participant(db, coach=claire)


def line(db, person, key, coach):
    return next(one for one in milestones.table(db, person, by=coach) if one.milestone.key == key)


def submit(db, person, by, key="idea", evidence="Fiche idée"):
    milestones.move(db, person, key, State.SUBMITTED, on=DAY, evidence=evidence, by=by, today=TODAY)


def test_every_state_has_its_words_and_its_moves():
    assert set(STATES) == set(MOVES) == set(State)


def test_a_milestone_is_validated_by_a_second_person_on_its_evidence(db, team):
    claire, paul, person = team
    submit(db, person, claire)
    milestones.move(db, person, "idea", State.VALIDATED, on=DAY, by=paul, today=TODAY)

    kept = line(db, person, "idea", claire)
    assert (kept.state, kept.evidence, kept.who) == (State.VALIDATED, "Fiche idée", paul.name)
    assert not kept.self_validated


def test_nobody_validates_their_own_submission_unless_they_are_alone(db, team):
    claire, _paul, person = team
    submit(db, person, claire)
    with pytest.raises(InvalidInput, match="deuxième personne"):
        milestones.move(db, person, "idea", State.VALIDATED, on=DAY, by=claire, today=TODAY)

    milestones.move(db, person, "idea", State.VALIDATED, on=DAY, alone=True, by=claire, today=TODAY)
    assert line(db, person, "idea", claire).self_validated


def test_a_submission_without_evidence_is_refused(db, team):
    claire, _paul, person = team
    with pytest.raises(InvalidInput, match="justificatif"):
        submit(db, person, claire, evidence="  ")
    assert line(db, person, "idea", claire).state is State.NOT_STARTED


def test_returning_needs_a_reason_that_the_coach_then_reads(db, team):
    claire, paul, person = team
    submit(db, person, claire)
    with pytest.raises(InvalidInput, match="que manque-t-il"):
        milestones.move(db, person, "idea", State.RETURNED, on=DAY, by=paul, today=TODAY)

    milestones.move(
        db, person, "idea", State.RETURNED, on=DAY, reason="À dater", by=paul, today=TODAY
    )
    assert line(db, person, "idea", claire).reason == "À dater"


@pytest.mark.parametrize("state", [State.VALIDATED, State.RETURNED])
def test_what_was_not_submitted_is_neither_validated_nor_returned(db, team, state):
    _claire, paul, person = team
    with pytest.raises(InvalidInput):
        milestones.move(db, person, "idea", state, on=DAY, reason="-", by=paul, today=TODAY)


def test_the_right_to_manage_keeps_an_answer_and_never_a_reason(db, team):
    claire, _paul, person = team
    with pytest.raises(InvalidInput, match="la raison ne s’écrit jamais"):
        submit(db, person, claire, key="management_check", evidence="Interdiction de 2019")
    answers = line(db, person, "management_check", claire).milestone.answers
    submit(db, person, claire, key="management_check", evidence=answers[0].key)


def test_registering_while_inside_needs_a_written_note(db, team):
    claire, _paul, person = team
    with pytest.raises(InvalidInput, match="SPIP"):
        submit(db, person, claire, key="registration", evidence="Kbis")
    submit(
        db, person, claire, key="registration",
        evidence="Accord écrit du service le 24/09, immatriculation à la sortie.",
    )  # fmt: skip


def test_registering_outside_asks_for_the_usual_evidence(db, team):
    claire, _paul, person = team
    situations.change(
        db, person, SituationKind.FREE, starts_on=DAY, site_id=None, by=claire, today=TODAY
    )
    submit(db, person, claire, key="registration", evidence="Kbis")


def test_a_planned_milestone_shows_its_day_before_anything_is_done(db, team):
    claire, _paul, person = team
    milestones.plan(db, person, "market", date(2026, 12, 1), by=claire)
    kept = line(db, person, "market", claire)
    assert (kept.planned_on, kept.state) == (date(2026, 12, 1), State.NOT_STARTED)


@pytest.mark.parametrize("day", [date(2026, 9, 2), date(2026, 11, 13)])
def test_a_milestone_before_the_entry_or_in_the_future_is_refused(db, team, day):
    claire, _paul, person = team
    with pytest.raises(InvalidInput):
        milestones.move(
            db, person, "idea", State.SUBMITTED, on=day, evidence="x", by=claire, today=TODAY
        )


def test_nothing_is_kept_when_its_trace_cannot_be(db, team):
    claire, _paul, person = team
    db.execute("CREATE TRIGGER no_audit BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'x'); END")
    with pytest.raises(Exception, match="x"):
        submit(db, person, claire)
    assert next(db.query("SELECT count(*) AS n FROM milestone_moves"))["n"] == 0
    assert (
        next(db.query("SELECT count(*) AS n FROM history WHERE noun LIKE 'milestone%'"))["n"] == 0
    )


def test_a_ledger_is_never_rewritten(db, team):
    claire, _paul, person = team
    submit(db, person, claire)
    for sql in (
        "UPDATE milestone_entries SET state = 'validated'",
        "DELETE FROM milestone_entries",
    ):
        with pytest.raises(Exception, match="append-only"):
            db.execute(sql)


def test_a_move_made_by_mistake_is_taken_back_and_never_counted(db, team):
    claire, paul, person = team
    submit(db, person, claire)
    milestones.move(db, person, "idea", State.VALIDATED, on=DAY, by=paul, today=TODAY)
    assert milestones.take_back(db, person, "idea", by=paul, today=TODAY) is State.SUBMITTED
    assert line(db, person, "idea", claire).evidence == "Fiche idée"
    assert milestones.take_back(db, person, "idea", by=claire, today=TODAY) is State.NOT_STARTED
    with pytest.raises(InvalidInput, match="rien à annuler"):
        milestones.take_back(db, person, "idea", by=claire, today=TODAY)
    assert next(db.query("SELECT count(*) AS n FROM milestone_entries"))["n"] == 4


@given(st.lists(st.sampled_from([*State, None]), max_size=14))
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_taking_back_always_gives_the_state_before(db, wanted):
    """`None` takes back; a list of the states that hold follows along."""
    claire = a_coach(db)
    paul = a_coach(db, organisation_id=claire.organisation_id)
    person = a_participant(db, coach=claire)
    held = [State.NOT_STARTED]
    for state in wanted:
        if state is None and len(held) > 1:
            held.pop()
            assert milestones.take_back(db, person, "idea", by=claire, today=TODAY) is held[-1]
        elif state in MOVES[held[-1]]:
            by = paul if state is State.VALIDATED else claire
            milestones.move(
                db,
                person,
                "idea",
                state,
                on=DAY,
                evidence="Fiche",
                reason="Prix",
                by=by,
                today=TODAY,
            )
            held.append(state)
        assert line(db, person, "idea", claire).state is held[-1]
