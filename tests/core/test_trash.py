"""The trash: what was entered by mistake goes away whole, and comes back as it was."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import history, notes, sessions, trash
from core.attendance import Mark, Presence
from core.errors import AlreadySaved, NotAllowed, NotFound, StaleRecord
from core.evaluation import dashboard
from core.evaluation.views import Scope
from core.notes import Draft, Level
from core.sessions import Session
from tests.factories import TODAY, a_coach, a_cohort, a_lead, a_participant

DAY = date(2026, 10, 6)


@pytest.fixture
def coach(db):
    return a_coach(db)


@pytest.fixture
def cohort(db, coach):
    return a_cohort(db, coach=coach)


def a_workshop(db, coach, cohort, marks=None, day=DAY):
    session = Session(cohort_id=cohort, kind="workshop", held_on=day, minutes=120, held_by=coach.id)
    return sessions.record(db, session, marks or {}, by=coach, today=TODAY)


def everything(db):
    """Sessions, roll calls, notes and the counts read from them."""
    tables = ("sessions", "attendance", "notes", "cohort_counts")
    return {table: sorted(map(repr, db.query(f"SELECT * FROM {table}"))) for table in tables}


def test_a_session_goes_with_its_roll_call_and_its_notes_and_comes_back(db, coach, cohort):
    person = a_participant(db, coach=coach, cohort_id=cohort)
    draft = Draft(body="Prix revus ensemble.", level=Level.TEAM)
    kept = sessions.interview(db, person, held_on=DAY, note=draft, by=coach, today=TODAY)
    before = everything(db)

    thrown = trash.throw_session(db, kept, by=coach, version=1)
    assert sessions.of_participant(db, person, by=coach) == []
    assert notes.of(db, person, by=coach) == []
    with pytest.raises(NotFound):
        sessions.get(db, kept, by=coach)

    trash.restore(db, thrown, by=coach)
    assert everything(db) == before


def test_what_was_thrown_away_is_counted_nowhere(db, coach, cohort):
    person = a_participant(db, coach=coach, cohort_id=cohort)
    kept = a_workshop(db, coach, cohort, {person: Mark(mark=Presence.ABSENT, cause="lockdown")})
    trash.throw_session(db, kept, by=coach, version=1)
    figures = dashboard.indicator(db, "attendance", Scope(), by=a_lead(db), today=TODAY)
    assert figures.answer.rows == ()


def test_nothing_new_takes_the_place_of_what_may_come_back(db, coach, cohort):
    first = a_workshop(db, coach, cohort)
    thrown = trash.throw_session(db, first, by=coach, version=1)
    second = a_workshop(db, coach, cohort, day=date(2026, 10, 13))
    assert second != first
    trash.restore(db, thrown, by=coach)
    assert {sessions.get(db, one, by=coach).id for one in (first, second)} == {first, second}


def test_a_note_is_thrown_away_by_its_author_or_by_the_lead_unless_it_is_private(db, coach, cohort):
    paul = a_coach(db, organisation_id=coach.organisation_id)
    person = a_participant(db, coach=coach, cohort_id=cohort)
    shared = notes.write(db, person, Draft(body="Pour nous."), by=coach, today=TODAY)
    private = notes.write(
        db, person, Draft(body="Pour moi.", level=Level.PRIVATE), by=coach, today=TODAY
    )
    lead = a_lead(db)
    with pytest.raises(NotAllowed):
        trash.throw_note(db, shared, by=paul, version=1)
    with pytest.raises(NotFound):
        trash.throw_note(db, private, by=lead, version=1)
    trash.throw_note(db, shared, by=lead, version=1)
    mine = trash.throw_note(db, private, by=coach, version=1)

    assert [one.id for one in trash.of_participant(db, person, by=paul)] == []
    assert len(trash.of_participant(db, person, by=coach)) == 2
    assert mine not in [one.id for one in trash.of_participant(db, person, by=lead)]
    with pytest.raises(NotFound):
        trash.restore(db, mine, by=lead)


def test_another_association_neither_sees_nor_restores(db, coach, cohort):
    thrown = trash.throw_session(db, a_workshop(db, coach, cohort), by=coach, version=1)
    other = a_coach(db)
    assert trash.sessions_thrown(db, by=other) == []
    assert [one.id for one in trash.sessions_thrown(db, by=coach)] == [thrown]
    with pytest.raises(NotFound):
        trash.restore(db, thrown, by=other)


def test_what_somebody_changed_in_the_meantime_is_not_thrown_away(db, coach, cohort):
    kept = a_workshop(db, coach, cohort)
    with pytest.raises(StaleRecord):
        trash.throw_session(db, kept, by=coach, version=0)
    assert sessions.get(db, kept, by=coach)


def test_it_is_put_back_once(db, coach, cohort):
    thrown = trash.throw_session(db, a_workshop(db, coach, cohort), by=coach, version=1)
    trash.restore(db, thrown, by=coach, token="t")
    with pytest.raises(AlreadySaved):
        trash.restore(db, thrown, by=coach, token="t")
    with pytest.raises(NotFound):
        trash.restore(db, thrown, by=coach)


def test_the_history_says_who_threw_it_away_and_put_it_back(db, coach, cohort):
    person = a_participant(db, coach=coach, cohort_id=cohort)
    kept = sessions.interview(db, person, held_on=DAY, by=coach, today=TODAY)
    trash.restore(db, trash.throw_session(db, kept, by=coach, version=1), by=coach)
    said = [
        (one.old, one.new) for one in history.of(db, person, by=coach) if one.field == "trashed"
    ]
    assert said == [("yes", "no"), ("no", "yes")]


@given(st.lists(st.tuples(st.sampled_from(["throw", "restore"]), st.integers(0, 3)), max_size=12))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_sequence_undone_gives_back_the_beginning(db, deeds):
    coach = a_coach(db)
    cohort = a_cohort(db, coach=coach)
    people = [a_participant(db, coach=coach, cohort_id=cohort) for _one in range(2)]
    kept = [
        sessions.interview(
            db, people[one % 2], held_on=DAY, note=Draft(body=f"Note {one}"), by=coach, today=TODAY
        )
        for one in range(4)
    ]
    before = everything(db)
    thrown = {}
    for deed, which in deeds:
        if deed == "throw" and which not in thrown:
            thrown[which] = trash.throw_session(db, kept[which], by=coach, version=1)
        elif deed == "restore" and which in thrown:
            trash.restore(db, thrown.pop(which), by=coach)
    for one in list(thrown.values()):
        trash.restore(db, one, by=coach)
    assert everything(db) == before
