"""Who may be called, and the roll call made from its exceptions."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import (
    attendance,
    cohorts,
    enrolments,
    organisations,
    programmes,
    sessions,
    situations,
)
from core.attendance import Mark, Presence, roll
from core.errors import InvalidInput, NotFound
from core.language import Language, speaking
from core.sessions import Session
from core.situations import SituationKind
from tests.factories import ENTRY, TODAY, a_coach, a_cohort, a_participant, a_site

ids = st.integers(1, 40)
marks = st.builds(Mark, mark=st.sampled_from(Presence))


def names(db, cohort_id, on, by):
    return [person.name for person in attendance.expected(db, cohort_id, on, by=by)]


def test_people_are_called_by_last_name_whatever_the_accents(db):
    coach = a_coach(db)
    cohort_id = a_cohort(db, coach=coach)
    for first, last in [("Zoé", "Abadie"), ("Paul", "Nguyen"), ("Éric", "Écochard")]:
        a_participant(db, coach=coach, cohort_id=cohort_id, first_name=first, last_name=last)
    assert names(db, cohort_id, TODAY, coach) == ["Zoé Abadie", "Éric Écochard", "Paul Nguyen"]


def test_only_people_enrolled_on_that_day_are_called(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    (cohort,) = cohorts.visible(db, by=coach)
    enrolments.end(db, person, on=date(2026, 10, 1), kind="transfer", by=coach, today=TODAY)
    assert names(db, cohort.id, ENTRY - timedelta(days=1), coach) == []
    assert names(db, cohort.id, ENTRY, coach) == ["Nadia Tahri"]
    assert names(db, cohort.id, date(2026, 10, 1), coach) == ["Nadia Tahri"]
    assert names(db, cohort.id, date(2026, 10, 2), coach) == []


def test_a_coach_of_another_organisation_calls_nobody(db):
    cohort_id = a_cohort(db)
    with pytest.raises(NotFound):
        attendance.expected(db, cohort_id, TODAY, by=a_coach(db))


def test_people_come_with_the_mark_they_already_have(db):
    coach = a_coach(db)
    cohort_id = a_cohort(db, coach=coach)
    person = a_participant(db, coach=coach, cohort_id=cohort_id)
    late = Mark(mark=Presence.LATE)
    session = Session(
        cohort_id=cohort_id, kind="workshop", held_on=TODAY, minutes=60, held_by=coach.id
    )
    kept = sessions.record(db, session, {person: late}, by=coach, today=TODAY)
    (expected,) = attendance.expected(db, cohort_id, TODAY, by=coach, session_id=kept)
    assert expected.mark == late


def test_somebody_who_was_not_in_the_cohort_that_day_is_refused(db):
    coach = a_coach(db)
    cohort_id = a_cohort(db, coach=coach)
    stranger = a_participant(db, coach=coach)
    session = Session(
        cohort_id=cohort_id, kind="workshop", held_on=TODAY, minutes=60, held_by=coach.id
    )
    with pytest.raises(InvalidInput, match="ce jour-là"):
        sessions.record(db, session, {stranger: Mark()}, by=coach, today=TODAY)


def test_a_presence_has_no_cause():
    for there in (Presence.PRESENT, Presence.LATE):
        with pytest.raises(InvalidInput, match="absence"):
            Mark(mark=there, cause="visit")


def test_an_absence_is_kept_even_when_its_cause_is_not_known():
    assert Mark(mark=Presence.ABSENT).cause == ""


def test_a_cause_that_the_programme_does_not_have_is_refused(db):
    coach = a_coach(db)
    cohort_id = a_cohort(db, coach=coach)
    person = a_participant(db, coach=coach, cohort_id=cohort_id)
    session = Session(
        cohort_id=cohort_id, kind="workshop", held_on=TODAY, minutes=60, held_by=coach.id
    )
    odd = {person: Mark(mark=Presence.EXCUSED, cause="weather")}
    with pytest.raises(InvalidInput, match="weather"):
        sessions.record(db, session, odd, by=coach, today=TODAY)


def test_the_mark_of_an_archived_person_stays_when_the_session_is_corrected(db):
    coach = a_coach(db)
    cohort_id = a_cohort(db, coach=coach)
    person = a_participant(db, coach=coach, cohort_id=cohort_id)
    session = Session(
        cohort_id=cohort_id, kind="workshop", held_on=TODAY, minutes=60, held_by=coach.id
    )
    kept = sessions.record(db, session, by=coach, today=TODAY)
    db.execute("UPDATE participants SET standing = 'archived' WHERE id = ?", [person])
    assert attendance.expected(db, cohort_id, TODAY, by=coach) == []
    sessions.change(db, kept, session, by=coach, today=TODAY, version=1)
    assert attendance.of_session(db, kept) == {person: Mark()}


def test_somebody_no_longer_enrolled_on_the_corrected_day_leaves_the_roll_call(db):
    coach = a_coach(db)
    cohort_id = a_cohort(db, coach=coach)
    person = a_participant(db, coach=coach, cohort_id=cohort_id)
    values = {"cohort_id": cohort_id, "kind": "workshop", "minutes": 60, "held_by": coach.id}
    kept = sessions.record(
        db, Session(held_on=TODAY, **values), {person: Mark()}, by=coach, today=TODAY
    )
    earlier = Session(held_on=ENTRY - timedelta(days=1), **values)
    sessions.change(db, kept, earlier, by=coach, today=TODAY, version=1)
    assert attendance.of_session(db, kept) == {}


@given(people=st.sets(ids), exceptions=st.dictionaries(ids, marks), away=st.sets(ids))
def test_a_collective_roll_call_holds_everybody_concerned_and_nobody_else(people, exceptions, away):
    known = {person: mark for person, mark in exceptions.items() if person in people}
    called = roll(people, known, everybody=True, not_concerned=away)
    assert called.keys() == people - away
    assert all(called[person] == known.get(person, Mark()) for person in called)


@given(people=st.sets(ids), exceptions=st.dictionaries(ids, marks))
def test_an_individual_roll_call_holds_those_chosen_or_is_refused(people, exceptions):
    if exceptions.keys() <= people:
        assert roll(people, exceptions, everybody=False) == exceptions
    else:
        with pytest.raises(InvalidInput):
            roll(people, exceptions, everybody=False)


@given(st.lists(st.sampled_from(Presence), max_size=30))
def test_a_count_says_every_mark_once_and_adds_up(found):
    said = attendance.counted(found)
    figures = [int(words.split()[0]) for words in said.split(", ") if words]
    assert sum(figures) == len(found)
    assert len(figures) == len(set(found))


def test_a_count_is_said_in_both_languages():
    found = [Presence.PRESENT] * 10 + [Presence.LATE, Presence.ABSENT]
    assert attendance.counted(found) == "10 présences, 1 retard, 1 absence"
    with speaking(Language.ENGLISH):
        assert attendance.counted(found) == "10 present, 1 late, 1 absent"


def test_a_cause_is_said_with_the_side_that_answers_for_it(db):
    programme = programmes.programme_of(db, a_cohort(db))
    assert attendance.cause_name(programme, "visit") == "Parloir (établissement)"


def test_every_mark_has_a_noun():
    assert [attendance.presence_name(mark) for mark in Presence] == [
        "Présence", "Retard", "Absence", "Excuse",
    ]  # fmt: skip


def test_a_session_in_a_closed_place_leaves_out_those_who_are_outside_or_in_another(db):
    coach = a_coach(db)
    cohort = a_cohort(db, coach=coach)
    here, there = a_site(db, name="CP des Tilleuls"), a_site(db, name="MA du Pont")
    people = {}
    for name, kind, site in (
        ("inside here", SituationKind.INSIDE, here),
        ("inside, place unknown", SituationKind.INSIDE, None),
        ("inside elsewhere", SituationKind.INSIDE, there),
        ("outside", SituationKind.PROBATION, None),
    ):
        person = a_participant(db, coach=coach, cohort_id=cohort, last_name=name)
        situations.change(db, person, kind, starts_on=ENTRY, site_id=site, by=coach, today=TODAY)
        people[person] = name
    sites = {site.id: site for site in organisations.all_sites(db, by=coach)}
    outside = organisations.Site(
        name="Local", kind=organisations.SiteKind.ASSOCIATION, departement="69", id=999
    )
    called = attendance.expected(db, cohort, TODAY, by=coach)

    def left_out(site):
        return {people[person.id] for person in called if person.is_elsewhere(site)}

    assert left_out(sites[here]) == {"inside elsewhere", "outside"}
    assert left_out(outside) == {"inside here", "inside, place unknown", "inside elsewhere"}
    assert left_out(None) == set()
