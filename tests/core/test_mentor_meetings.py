"""Meetings planned by a pair, and what becomes of them: given, not held, moved, forgotten, called off."""

from datetime import date, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import feedback, feedback_links, history, mentor_meetings, mentors, sessions, to_do, trash
from core.attendance import Mark, Presence
from core.clock import now
from core.errors import AlreadySaved, InvalidInput, NotAllowed, NotFound, StaleRecord
from core.expected_feedback import of_pairs
from core.feedback import Feedback
from core.permissions import Action
from core.session_parts import State
from core.to_do import Reason
from tests.factories import ENTRY, TODAY, a_coach, a_mentor, a_participant, an_evaluator

SOON = TODAY + timedelta(days=5)
LATE = SOON + timedelta(days=8)  # past the delay of the programme


@pytest.fixture
def coach(db):
    return a_coach(db)


@pytest.fixture
def mentor(db):
    return a_mentor(db)


@pytest.fixture
def person(db, coach):
    return a_participant(db, coach=coach)


@pytest.fixture
def pair(db, coach, mentor, person):
    return mentors.pair(db, person, mentor.id, starts_on=ENTRY, by=coach, today=TODAY)


def plan(db, pair, who, on=SOON, **more):
    return mentor_meetings.plan(db, pair, on=on, by=who, today=TODAY, **more)


def give(db, pair, mentor, on=SOON, today=SOON, **more):
    said = {"marks": {"offer": (3, "")}} if more.get("held", True) else {}
    return feedback.give(
        db, Feedback(pair_id=pair, met_on=on, **said, **more), by=mentor, today=today
    )


def kept(db):
    return [
        (date.fromisoformat(row["held_on"]), row["state"])
        for row in db.query("SELECT held_on, state FROM sessions ORDER BY id")
    ]


def missing(db, coach, today=LATE):
    items = to_do.items(db, by=coach, today=today)
    return [(one.day, dict(one.asked)) for one in items if one.reason is Reason.FEEDBACK_MISSING]


def test_a_meeting_planned_is_a_session_that_the_mentor_will_hold(db, coach, mentor, person, pair):
    meeting_id = plan(db, pair, coach, at=time(14, 30))
    session = sessions.get(db, meeting_id, by=coach)
    assert (session.kind, session.state, session.held_by) == (
        "mentor_meeting",
        State.PLANNED,
        mentor.id,
    )
    assert (session.held_on, session.starts_at) == (SOON, time(14, 30))
    [line] = sessions.page(db, by=coach).rows
    assert line.person == "Nadia Tahri"
    [meeting] = mentor_meetings.planned(db, [pair], by=mentor)[pair]
    assert (meeting.on, meeting.hour) == (SOON, "14\u00a0h\u00a030")
    assert "meeting" in [one.noun for one in history.of(db, person, by=coach)]


def test_the_mentor_plans_too_and_nobody_else(db, coach, mentor, pair):
    plan(db, pair, mentor)
    for stranger in (a_mentor(db), a_coach(db), an_evaluator(db)):
        with pytest.raises((NotFound, NotAllowed)):
            plan(db, pair, stranger, on=SOON + timedelta(days=1))
    assert len(kept(db)) == 1


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), TODAY + timedelta(days=400)])
def test_a_meeting_is_planned_neither_in_the_past_nor_too_far(db, coach, pair, day):
    with pytest.raises(InvalidInput, match="à venir"):
        plan(db, pair, coach, on=day)


def test_one_meeting_a_day_and_none_once_the_pair_has_ended(db, coach, pair):
    plan(db, pair, coach)
    with pytest.raises(InvalidInput, match="déjà une rencontre"):
        plan(db, pair, coach)
    mentors.end(db, pair, on=TODAY, reason="Fin", by=coach, today=TODAY, version=1)
    with pytest.raises(InvalidInput, match="déjà terminé"):
        plan(db, pair, coach, on=SOON + timedelta(days=1))


def test_the_same_form_plans_once(db, coach, pair):
    plan(db, pair, coach, token="t")
    with pytest.raises(AlreadySaved):
        plan(db, pair, coach, token="t")
    assert len(kept(db)) == 1


def test_a_meeting_is_moved_from_the_version_that_was_seen(db, coach, mentor, pair):
    meeting = plan(db, pair, coach)
    later = SOON + timedelta(days=2)
    mentor_meetings.move(db, meeting, on=later, at=time(9), by=mentor, today=TODAY, version=1)
    assert kept(db) == [(later, "planned")]
    with pytest.raises(StaleRecord):
        mentor_meetings.move(db, meeting, on=SOON, at=None, by=coach, today=TODAY, version=1)


def test_a_meeting_called_off_goes_to_the_trash_and_comes_back(db, coach, mentor, pair):
    meeting = plan(db, pair, coach)
    mentor_meetings.call_off(db, meeting, by=mentor, version=1)
    assert kept(db) == []
    [thrown] = trash.sessions_thrown(db, by=coach)
    trash.restore(db, thrown.id, by=coach)
    assert [one.id for one in mentor_meetings.planned(db, [pair], by=coach)[pair]] == [meeting]


def test_the_end_of_a_pair_calls_off_what_it_planned_for_later(db, coach, pair):
    plan(db, pair, coach, on=TODAY)
    plan(db, pair, coach, on=SOON)
    mentors.end(db, pair, on=TODAY, reason="Fin", by=coach, today=TODAY, version=1)
    assert kept(db) == [(TODAY, "planned")]
    assert len(trash.sessions_thrown(db, by=coach)) == 1


def test_feedback_writes_the_meeting_down_as_held_with_the_person_there(
    db, coach, mentor, person, pair
):
    meeting = plan(db, pair, coach)
    give(db, pair, mentor)
    assert kept(db) == [(SOON, "held")]
    [attended] = sessions.of_participant(db, person, by=coach)
    assert (attended.session.id, attended.mark) == (meeting, Mark(mark=Presence.PRESENT))
    expected = of_pairs(db, [pair], today=LATE)[pair]
    assert (expected.received, expected.awaited) == (1, ())
    with pytest.raises(InvalidInput, match="déjà notée"):
        mentor_meetings.get(db, meeting, by=mentor)


def test_a_meeting_not_held_keeps_its_cause_and_nobody_waits_for_it(db, coach, mentor, pair):
    meeting = plan(db, pair, coach)
    give(db, pair, mentor, held=False, cause="lockdown")
    session = sessions.get(db, meeting, by=coach)
    assert (session.state, session.cause) == (State.NOT_HELD, "lockdown")
    assert missing(db, coach) == []


def test_a_correction_of_the_feedback_follows_in_the_session(db, coach, mentor, person, pair):
    meeting = plan(db, pair, coach)
    one = give(db, pair, mentor)
    change = lambda version, **said: feedback.change(  # noqa: E731
        db, one, Feedback(pair_id=pair, **said), by=mentor, today=LATE, version=version
    )
    change(1, met_on=SOON, held=False, cause="lockdown")
    assert kept(db) == [(SOON, "not_held")]
    assert sessions.of_participant(db, person, by=coach) == []
    change(2, met_on=SOON + timedelta(days=1), marks={"offer": (3, "")})
    assert kept(db) == [(SOON + timedelta(days=1), "held")]
    assert sessions.get(db, meeting, by=coach).version == 4


def test_a_planned_day_that_passed_in_silence_is_one_missing_feedback_and_no_session_to_write(
    db, coach, mentor, pair
):
    plan(db, pair, coach)
    assert of_pairs(db, [pair], today=SOON)[pair].awaited == ()
    assert of_pairs(db, [pair], today=SOON + timedelta(days=1))[pair].awaited == (SOON,)
    assert missing(db, coach, SOON + timedelta(days=7)) == []
    assert missing(db, coach) == [(SOON, {"link": pair})]
    assert Reason.SESSION_TO_RECORD not in [
        one.reason for one in to_do.items(db, by=coach, today=LATE)
    ]
    give(db, pair, mentor, today=LATE)
    assert missing(db, coach) == []


def test_the_roll_call_of_the_coach_settles_the_session_and_the_feedback_stays_expected(
    db, coach, mentor, person, pair
):
    meeting = plan(db, pair, coach)
    session = sessions.get(db, meeting, by=coach)
    held = sessions.Session(
        cohort_id=session.cohort_id, kind=session.kind, held_on=SOON, minutes=60, held_by=mentor.id
    )
    sessions.change(
        db, meeting, held, {person: Mark(mark=Presence.LATE)}, by=coach, today=SOON, version=1
    )
    assert of_pairs(db, [pair], today=LATE)[pair].awaited == (SOON,)
    give(db, pair, mentor)
    [attended] = sessions.of_participant(db, person, by=coach)
    assert attended.mark.mark is Presence.LATE  # the roll call stands


def test_a_person_who_did_not_come_to_the_roll_call_expects_no_feedback(
    db, coach, mentor, person, pair
):
    meeting = plan(db, pair, coach)
    session = sessions.get(db, meeting, by=coach)
    held = sessions.Session(
        cohort_id=session.cohort_id, kind=session.kind, held_on=SOON, minutes=60, held_by=mentor.id
    )
    sessions.change(
        db, meeting, held, {person: Mark(mark=Presence.ABSENT)}, by=coach, today=SOON, version=1
    )
    assert missing(db, coach) == []


def test_a_meeting_that_took_place_a_few_days_later_is_the_same_one(db, coach, mentor, pair):
    plan(db, pair, coach)
    give(db, pair, mentor, on=SOON + timedelta(days=3), today=LATE)
    assert kept(db) == [(SOON + timedelta(days=3), "held")]
    assert of_pairs(db, [pair], today=LATE)[pair].total == 1


def test_a_meeting_to_come_is_left_alone_by_the_feedback_of_another(db, coach, mentor, pair):
    plan(db, pair, coach)
    give(db, pair, mentor, on=TODAY, today=TODAY)
    assert kept(db) == [(SOON, "planned")]


def test_the_meeting_named_by_the_form_is_the_one_written_down(db, coach, mentor, pair):
    first, second = plan(db, pair, coach), plan(db, pair, coach, on=SOON + timedelta(days=1))
    said = Feedback(pair_id=pair, met_on=SOON + timedelta(days=2), marks={"offer": (3, "")})
    feedback.give(db, said, by=mentor, today=LATE, meeting_id=first)
    assert [one.id for one in mentor_meetings.planned(db, [pair], by=mentor)[pair]] == [second]


def test_a_meeting_of_another_pair_is_never_written_down(db, coach, mentor, pair):
    other = a_mentor(db)
    person = a_participant(db, coach=coach)
    theirs = mentors.pair(db, person, other.id, starts_on=ENTRY, by=coach, today=TODAY)
    meeting = plan(db, theirs, other)
    said = Feedback(pair_id=pair, met_on=SOON, marks={"offer": (3, "")})
    feedback.give(db, said, by=mentor, today=SOON, meeting_id=meeting)
    assert kept(db) == [(SOON, "planned")]
    with pytest.raises(NotFound):
        mentor_meetings.get(db, meeting, by=mentor)
    assert mentor_meetings.planned(db, [theirs], by=mentor)[theirs] == []


def test_the_single_use_link_writes_the_meeting_down_too(db, coach, mentor, pair):
    plan(db, pair, coach)
    secret = feedback_links.issue(db, pair, by=coach, now=now())
    said = Feedback(pair_id=pair, met_on=SOON, marks={"offer": (3, "")})
    feedback_links.give(db, secret, said, now=now(), today=SOON)
    assert kept(db) == [(SOON, "held")]


def test_every_pair_of_the_list_is_one_that_the_table_calls_overdue(
    db, coach, mentor, person, pair
):
    second = mentors.pair(db, person, a_mentor(db).id, starts_on=ENTRY, by=coach, today=TODAY)
    plan(db, pair, coach)
    plan(db, second, coach, on=SOON + timedelta(days=2))
    for day in (SOON + timedelta(days=n) for n in range(14)):
        expected = of_pairs(db, [pair, second], today=day)
        overdue = {key for key, one in expected.items() if one.overdue}
        assert {asked["link"] for _day, asked in missing(db, coach, day)} == overdue


days = st.integers(0, 9).map(lambda n: TODAY + timedelta(days=n))


@given(planned=st.sets(days, max_size=5), told=st.lists(st.tuples(days, st.booleans()), max_size=5))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_meeting_is_received_or_awaited_and_never_both(db, planned, told):
    coach, mentor = a_coach(db), a_mentor(db)
    person = a_participant(db, coach=coach)
    pair = mentors.pair(db, person, mentor.id, starts_on=ENTRY, by=coach, today=TODAY)
    for on in sorted(planned):
        plan(db, pair, coach, on=on)
    today, given_on = TODAY + timedelta(days=30), set()
    for on, held in told:
        if on not in given_on:
            cause = {} if held else {"cause": "lockdown"}
            give(db, pair, mentor, on=on, today=today, held=held, **cause)
            given_on.add(on)
    expected = of_pairs(db, [pair], today=today)[pair]
    assert expected.received == len(given_on)
    assert not given_on & set(expected.awaited)
    waiting = mentor_meetings.planned(db, [pair], by=coach)[pair]
    assert {one.on for one in waiting} - given_on == set(expected.awaited)
    assert len(waiting) + len([1 for _on, state in kept_of(db, pair) if state != "planned"]) == len(
        planned
    )


def kept_of(db, pair):
    rows = db.query("SELECT held_on, state FROM sessions WHERE pair_id = ?", [pair])
    return [(row["held_on"], row["state"]) for row in rows]


def test_who_may_plan(db):
    assert a_mentor(db).may(Action.PLAN_MEETING)
    assert not an_evaluator(db).may(Action.PLAN_MEETING)
