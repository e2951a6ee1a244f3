"""The agenda: weeks and months of sessions, workshops that come back, the calendar file."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from core import agenda, session_series, sessions
from core.agenda import Span
from core.clock import PROGRAMME_ZONE
from core.errors import AlreadySaved, InvalidInput, NotAllowed
from core.session_series import Every, Series
from core.sessions import Session, State
from tests.factories import a_coach, a_cohort, a_lead, a_mentor, a_participant, a_site

TODAY = date(2026, 11, 12)


@pytest.fixture
def coach(db):
    return a_coach(db)


@pytest.fixture
def cohort(db, coach):
    return a_cohort(db, coach=coach)


def a_plan(coach, cohort, day, **more):
    values = {"kind": "workshop", "minutes": 120, "held_by": coach.id, "state": State.PLANNED}
    return Session(cohort_id=cohort, held_on=day, **{**values, **more})


def planned(db, coach, cohort, day, **more):
    return sessions.record(db, a_plan(coach, cohort, day, **more), by=coach, today=TODAY)


def test_a_week_begins_on_monday_and_shows_its_sessions_by_hour(db, coach, cohort):
    late = planned(db, coach, cohort, date(2026, 11, 19), starts_at=time(14, 0))
    early = planned(db, coach, cohort, date(2026, 11, 19), starts_at=time(9, 30))
    unknown = planned(db, coach, cohort, date(2026, 11, 19))
    planned(db, coach, cohort, date(2026, 11, 23))
    week = agenda.read(db, Span.WEEK, date(2026, 11, 22), by=coach)
    assert (week.days[0], week.days[-1]) == (date(2026, 11, 16), date(2026, 11, 22))
    assert [one.id for one in week.sessions[date(2026, 11, 19)]] == [early, late, unknown]
    assert sum(map(len, week.sessions.values())) == 3


def test_a_month_is_made_of_whole_weeks_and_leads_to_those_beside_it(db, coach):
    month = agenda.read(db, Span.MONTH, date(2026, 1, 31), by=coach)
    assert len(month.days) % 7 == 0
    assert not month.within(date(2025, 12, 31))
    assert (month.before, month.after) == (date(2025, 12, 31), date(2026, 2, 1))


def test_another_association_sees_nothing_and_a_mentor_has_no_agenda(db, coach, cohort):
    planned(db, coach, cohort, date(2026, 11, 19))
    elsewhere = agenda.read(db, Span.WEEK, date(2026, 11, 19), by=a_coach(db))
    assert not any(elsewhere.sessions.values())
    with pytest.raises(NotAllowed):
        agenda.read(db, Span.WEEK, TODAY, by=a_mentor(db))


def test_one_may_keep_only_the_sessions_one_holds(db, coach, cohort):
    paul = a_coach(db, organisation_id=coach.organisation_id)
    mine = planned(db, coach, cohort, date(2026, 11, 19))
    planned(db, paul, cohort, date(2026, 11, 20))
    week = agenda.read(db, Span.WEEK, date(2026, 11, 19), mine=True, by=coach)
    assert [one.id for day in week.sessions.values() for one in day] == [mine]


def test_the_calendar_file_holds_no_name_and_no_place(db, coach, cohort):
    site = a_site(db, name="Maison d’arrêt de Canari")
    person = a_participant(db, coach=coach, cohort_id=cohort, first_name="Canari")
    planned(
        db,
        coach,
        cohort,
        date(2026, 11, 19),
        starts_at=time(14, 0),
        site_id=site,
        title="Prix, coûts",
    )
    planned(db, coach, cohort, date(2026, 12, 3))
    sessions.interview(db, person, held_on=TODAY, by=coach, today=TODAY)
    file = agenda.calendar_file(db, by=coach, today=TODAY)
    assert b"Canari" not in file

    first, second = Calendar.from_ical(file).walk("VEVENT")
    start = datetime(2026, 11, 19, 14, 0, tzinfo=PROGRAMME_ZONE)
    assert (first["summary"], first.decoded("dtstart")) == ("Prix, coûts", start)
    assert first.decoded("dtend") - start == timedelta(hours=2)
    assert second.decoded("dtstart") == date(2026, 12, 3)
    assert [row["event"] for row in db.query("SELECT event FROM audit")][-1] == "agenda.exported"


def test_taking_the_file_in_again_moves_a_session_instead_of_adding_it(db, coach, cohort):
    kept = planned(db, coach, cohort, date(2026, 11, 19))
    (before,) = Calendar.from_ical(agenda.calendar_file(db, by=coach, today=TODAY)).walk("VEVENT")
    moved = a_plan(coach, cohort, date(2026, 11, 26))
    sessions.change(db, kept, moved, by=coach, today=TODAY, version=1)
    (after,) = Calendar.from_ical(agenda.calendar_file(db, by=coach, today=TODAY)).walk("VEVENT")
    assert before["uid"] == after["uid"]
    assert after["sequence"] > before["sequence"]


def test_a_workshop_that_comes_back_is_planned_on_each_day_or_not_at_all(db, coach, cohort):
    first = date(2026, 11, 17)
    series = Series(every=Every.TWO_WEEKS, times=3)
    made = session_series.plan(
        db, a_plan(coach, cohort, first), series, by=coach, today=TODAY, token="t"
    )
    days = [sessions.get(db, one, by=coach).held_on for one in made]
    assert days == [date(2026, 11, 17), date(2026, 12, 1), date(2026, 12, 15)]
    with pytest.raises(AlreadySaved):
        session_series.plan(
            db, a_plan(coach, cohort, first), series, by=coach, today=TODAY, token="t"
        )
    with pytest.raises(InvalidInput):
        session_series.plan(
            db, a_plan(coach, cohort, first, kind="unknown"), series, by=coach, today=TODAY
        )
    assert sessions.page(db, by=a_lead(db)).total == 3


@pytest.mark.parametrize("times", [1, 31])
def test_a_series_has_a_sensible_length(times):
    with pytest.raises(InvalidInput, match="de 2 à 30"):
        Series(every=Every.WEEK, times=times)


def test_the_second_tuesday_comes_back_as_the_second_tuesday():
    days = Series(every=Every.MONTH, times=4).days(date(2026, 11, 10))
    assert days == [date(2026, 11, 10), date(2026, 12, 8), date(2027, 1, 12), date(2027, 2, 9)]


def test_the_fifth_weekday_of_a_month_becomes_the_last_where_there_is_no_fifth():
    days = Series(every=Every.MONTH, times=3).days(date(2026, 10, 29))
    assert days == [date(2026, 10, 29), date(2026, 11, 26), date(2026, 12, 31)]


@given(st.sampled_from(Every), st.integers(2, 30), st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_days_of_a_series_go_forward_on_the_same_weekday(every, times, first):
    days = Series(every=every, times=times).days(first)
    assert days[0] == first
    assert len(days) == times
    assert days == sorted(set(days))
    assert {day.weekday() for day in days} == {first.weekday()}
