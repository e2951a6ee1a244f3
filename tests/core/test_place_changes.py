"""Transfer, leave, change of measure, release: what one save does, refuses, and gives back."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import (
    attendance,
    coaches,
    enrolments,
    history,
    mentors,
    organisations,
    place_changes,
    reviews,
    sessions,
    situations,
    to_do,
)
from core import tracker as tracker_file
from core.cohorts import Part
from core.errors import InvalidInput, NotAllowed, NotFound, StaleRecord, TrackerError
from core.evaluation import dashboard
from core.evaluation.views import Scope
from core.language import Language, speaking
from core.organisations import SiteKind
from core.participants import get
from core.permissions import Action
from core.place_change_parts import HELD, Change, Transition, leads_to, possible
from core.situations import SituationKind
from core.storage.database import connect
from core.to_do import Reason
from tests.factories import (
    ENTRY,
    TODAY,
    a_coach,
    a_cohort,
    a_lead,
    a_mentor,
    a_participant,
    a_site,
    an_administrator,
    an_evaluator,
    an_organisation,
)

YESTERDAY = TODAY - timedelta(days=1)
IN_TEN_DAYS = TODAY + timedelta(days=10)


@pytest.fixture
def coach(db):
    return a_coach(db, name="Claire")


@pytest.fixture
def person(db, coach):
    return a_participant(db, coach=coach)


def moved(db, person, transition, *, by, today=TODAY, **more):
    return place_changes.change_of_place(db, person, transition, by=by, today=today, **more)


def a_transfer(db, **more):
    values = {"change": Change.TRANSFER, "starts_on": YESTERDAY, "site_id": a_site(db), **more}
    return Transition(**values)


def a_release(**more):
    values = {"change": Change.RELEASE, "starts_on": YESTERDAY, "situation": SituationKind.FREE}
    return Transition(**{**values, **more})


def a_leave(first=TODAY, last=TODAY + timedelta(days=2), **more):
    return Transition(change=Change.LEAVE, starts_on=first, returns_on=last, **more)


def periods(db, person, coach):
    return situations.of(db, person, by=coach)


def test_a_transfer_closes_the_situation_and_opens_the_next_in_its_place(db, coach, person):
    site = a_site(db, name="CP Nord")
    moved(db, person, a_transfer(db, site_id=site, review_on=IN_TEN_DAYS), by=coach)
    before, now = periods(db, person, coach)
    assert (before.ends_on, now.starts_on) == (YESTERDAY, YESTERDAY)
    assert (now.kind, now.site, now.ends_on) == (SituationKind.INSIDE, "CP Nord", None)
    [review] = reviews.of(db, person, by=coach)
    assert (review.due_on, review.day_done) == (IN_TEN_DAYS, None)
    [kept] = place_changes.of(db, person, by=coach)
    assert (kept.change, kept.site) == (Change.TRANSFER, "CP Nord")


def test_one_save_hands_over_the_coach_and_changes_the_mentor(db, coach, person):
    other_house = an_organisation(db)
    cohort = get(db, person, by=coach, to=Action.READ_JOURNEY).cohort_id
    sql = "INSERT INTO cohort_organisations (cohort_id, organisation_id, part) VALUES (?, ?, ?)"
    db.execute(sql, [cohort, other_house, Part.JUSTICE])
    other = a_coach(db, organisation_id=other_house, name="Farid")
    first, second = a_mentor(db), a_mentor(db)
    pair = mentors.pair(db, person, first.id, starts_on=ENTRY, by=coach, today=TODAY)
    transition = a_transfer(
        db, coach_id=other.id, mentor_ends=True, mentor_reason="Trop loin", mentor_id=second.id
    )
    moved(db, person, transition, by=coach)
    assert get(db, person, by=other, to=Action.READ_IDENTITY).coach_id == other.id
    now, before = mentors.of(db, person, by=other)
    assert (now.mentor_id, now.ends_on, before.id) == (second.id, None, pair)
    assert (before.ends_on, before.end_reason) == (YESTERDAY, "Trop loin")

    place_changes.take_back(db, person, by=coach, today=TODAY)
    assert get(db, person, by=coach, to=Action.READ_IDENTITY).coach_id == coach.id
    pairs = {one.mentor_id: one for one in mentors.of(db, person, by=coach)}
    assert pairs[first.id].ends_on is None
    assert pairs[second.id].ends_on == YESTERDAY
    assert len(periods(db, person, coach)) == 1
    assert place_changes.of(db, person, by=coach) == []


def test_a_coach_whose_organisation_does_not_run_the_cohort_cannot_take_over(db, coach, person):
    stranger = a_coach(db)
    with pytest.raises(InvalidInput, match="cohorte"):
        moved(db, person, a_transfer(db, coach_id=stranger.id), by=coach)
    assert len(periods(db, person, coach)) == 1, "nothing is half-saved"
    assert [one.id for one in coaches.for_somebody(db, person, by=coach)] == [coach.id]


def test_the_same_form_is_saved_once(db, coach, person):
    transition = a_transfer(db)
    moved(db, person, transition, by=coach, token="t")
    with pytest.raises(TrackerError):
        moved(db, person, transition, by=coach, token="t")
    assert len(periods(db, person, coach)) == 2


@pytest.mark.parametrize("on", [ENTRY, ENTRY - timedelta(days=5)])
def test_situations_that_would_overlap_are_refused_with_the_present_one_named(db, coach, person, on):  # fmt: skip
    with pytest.raises(InvalidInput, match=r"03/09/2026.*chevaucher"):
        moved(db, person, a_transfer(db, starts_on=on), by=coach)


def test_what_makes_no_sense_is_refused_in_a_sentence(db, coach, person):
    site = a_site(db)
    tomorrow = TODAY + timedelta(days=1)
    refused = [
        a_transfer(db, starts_on=tomorrow),
        a_transfer(db, site_id=9999),
        a_transfer(db, review_on=YESTERDAY),
        a_transfer(db, review_on=TODAY + timedelta(days=11)),
        a_transfer(db, situation=SituationKind.FREE),
        a_release(situation=SituationKind.INSIDE),
        Transition(change=Change.MEASURE, starts_on=TODAY, situation=SituationKind.INSIDE),
        Transition(change=Change.MEASURE, starts_on=TODAY, situation=SituationKind.FREE),
        a_leave(ENTRY - timedelta(days=2), ENTRY),
    ]
    for transition in refused:
        with pytest.raises(InvalidInput):
            moved(db, person, transition, by=coach)
    moved(db, person, a_transfer(db, site_id=site), by=coach)
    with pytest.raises(InvalidInput, match="déjà dans ce lieu"):
        moved(db, person, a_transfer(db, site_id=site, starts_on=TODAY), by=coach)
    moved(db, person, a_release(starts_on=TODAY), by=coach)
    with pytest.raises(InvalidInput, match="ne suit pas"):
        moved(db, person, a_leave(), by=coach)


@pytest.mark.parametrize(
    "typed",
    [
        {"change": Change.TRANSFER},
        {"change": Change.MEASURE},
        {"change": Change.RELEASE},
        {"change": Change.LEAVE},
        {"change": Change.LEAVE, "returns_on": YESTERDAY},
        {"change": Change.LEAVE, "returns_on": TODAY + timedelta(days=60)},
        {"change": Change.LEAVE, "returns_on": TODAY, "coach_id": 1},
        {"change": Change.RELEASE, "situation": SituationKind.FREE, "returns_on": TODAY},
        {"change": Change.RELEASE, "situation": SituationKind.FREE, "mentor_ends": True},
    ],
)
def test_a_change_that_lacks_something_does_not_exist(typed):
    with pytest.raises(InvalidInput):
        Transition(starts_on=TODAY, **typed)


def test_every_change_leads_somewhere_from_where_it_may_begin():
    for now in SituationKind:
        for change in possible(now):
            assert change is Change.LEAVE or leads_to(change, now)
        assert (Change.LEAVE in possible(now)) is (now in HELD)


def test_a_leave_leaves_the_situation_as_it_is_and_two_leaves_do_not_overlap(db, coach, person):
    moved(db, person, a_leave(), by=coach)
    assert len(periods(db, person, coach)) == 1
    with pytest.raises(InvalidInput, match="12/11/2026 au 14/11/2026"):
        moved(db, person, a_leave(TODAY + timedelta(days=2), TODAY + timedelta(days=4)), by=coach)
    moved(db, person, a_leave(TODAY + timedelta(days=3), TODAY + timedelta(days=4)), by=coach)
    place_changes.take_back(db, person, by=coach, today=TODAY)
    place_changes.take_back(db, person, by=coach, today=TODAY)
    assert place_changes.of(db, person, by=coach) == []
    with pytest.raises(InvalidInput, match="rien à reprendre"):
        place_changes.take_back(db, person, by=coach, today=TODAY)


def test_a_situation_written_since_is_cancelled_before_the_change_is_taken_back(db, coach, person):
    moved(db, person, a_transfer(db), by=coach)
    situations.change(
        db, person, SituationKind.FREE, starts_on=TODAY, site_id=None, by=coach, today=TODAY
    )
    with pytest.raises(InvalidInput):
        place_changes.take_back(db, person, by=coach, today=TODAY)
    situations.take_back(db, person, by=coach)
    situations.take_back(db, person, by=coach)  # the older way out: the change no longer holds
    assert place_changes.of(db, person, by=coach) == []
    assert reviews.of(db, person, by=coach) == []


def test_somebody_who_left_or_was_never_situated_has_no_change_of_place(db, coach, person):
    enrolments.end(db, person, on=TODAY, kind="transfer", by=coach, today=TODAY)
    with pytest.raises(InvalidInput, match="terminé"):
        moved(db, person, a_transfer(db), by=coach)


def test_only_the_team_changes_a_place(db, coach, person):
    transition = a_transfer(db)
    with pytest.raises(NotFound):
        moved(db, person, transition, by=a_coach(db))
    for other in (a_mentor(db), an_evaluator(db), an_administrator(db)):
        with pytest.raises((NotAllowed, NotFound)):
            moved(db, person, transition, by=other)
    moved(db, person, transition, by=a_lead(db))


def test_the_roll_call_does_not_expect_somebody_who_is_elsewhere_that_day(db, coach):
    here = a_site(db, name="MA Sud", kind=SiteKind.MA)
    cohort = a_cohort(db, coach=coach)
    person = a_participant(db, coach=coach, cohort_id=cohort)
    situations.change(
        db, person, SituationKind.INSIDE, starts_on=ENTRY, site_id=here, by=coach, today=TODAY
    )
    site = next(one for one in organisations.all_sites(db, by=coach) if one.id == here)

    def away(on):
        [one] = attendance.expected(db, cohort, on, by=coach)
        return one.is_elsewhere(site)

    leave = a_leave(YESTERDAY, TODAY)
    moved(db, person, leave, by=coach)
    assert [away(YESTERDAY - timedelta(days=1)), away(YESTERDAY), away(TODAY)] == [False, True, True]  # fmt: skip
    assert away(TODAY + timedelta(days=1)) is False
    place_changes.take_back(db, person, by=coach, today=TODAY)
    assert away(TODAY) is False
    moved(db, person, a_transfer(db, starts_on=TODAY), by=coach)
    assert [away(YESTERDAY), away(TODAY)] == [False, True]


def test_a_review_waits_until_an_interview_or_a_word_by_hand(db, coach, person):
    moved(db, person, a_transfer(db, review_on=IN_TEN_DAYS), by=coach)
    [line] = [one for one in to_do.items(db, by=coach, today=TODAY) if one.reason is Reason.REVIEW_DUE]  # fmt: skip
    assert (line.day, line.what) == (IN_TEN_DAYS, "Transfert")
    late = to_do.items(db, by=coach, today=IN_TEN_DAYS + timedelta(days=1))
    assert Reason.REVIEW_OVERDUE in {one.reason for one in late}
    sessions.interview(db, person, held_on=TODAY, by=coach, today=TODAY)
    assert not {Reason.REVIEW_DUE, Reason.REVIEW_OVERDUE} & reasons(db, coach)
    [review] = reviews.of(db, person, by=coach)
    assert review.day_done == TODAY


def reasons(db, coach):
    return {one.reason for one in to_do.items(db, by=coach, today=TODAY)}


def test_a_review_done_by_hand_keeps_its_day_and_its_note(db, coach, person):
    moved(db, person, a_transfer(db, review_on=IN_TEN_DAYS), by=coach)
    [review] = reviews.of(db, person, by=coach)
    done = {"by": coach, "today": TODAY, "note": "Vu au parloir avocat"}
    with pytest.raises(InvalidInput):
        reviews.done(db, review.id, on=ENTRY, version=1, **done)
    reviews.done(db, review.id, on=TODAY, version=1, **done)
    with pytest.raises(StaleRecord):
        reviews.done(db, review.id, on=TODAY, version=1, **done)
    [kept] = reviews.of(db, person, by=coach)
    assert (kept.done_on, kept.note) == (TODAY, "Vu au parloir avocat")
    assert Reason.REVIEW_DUE not in reasons(db, coach)
    with pytest.raises(NotFound):
        reviews.done(db, review.id, on=TODAY, version=2, by=a_coach(db), today=TODAY)
    nouns = {change.noun for change in history.of(db, person, by=coach)}
    assert {"review", "situation"} <= nouns


def test_a_review_taken_back_with_its_change_waits_no_more(db, coach, person):
    moved(db, person, a_transfer(db, review_on=IN_TEN_DAYS), by=coach)
    [review] = reviews.of(db, person, by=coach)
    place_changes.take_back(db, person, by=coach, today=TODAY)
    assert Reason.REVIEW_DUE not in reasons(db, coach)
    with pytest.raises(NotFound):
        reviews.done(db, review.id, on=TODAY, version=1, by=coach, today=TODAY)


def test_retention_is_the_same_before_and_after_a_transfer_and_a_release(db, coach, person):
    cohort = get(db, person, by=coach, to=Action.READ_JOURNEY).cohort_id
    other = a_participant(db, coach=coach, cohort_id=cohort)
    enrolments.end(db, other, on=YESTERDAY, kind="lost_contact", by=coach, today=TODAY)
    lead = a_lead(db)

    def curves():
        return dashboard.indicator(db, "retention", Scope(cohort_id=cohort), by=lead, today=TODAY)

    before = curves()
    moved(db, person, a_transfer(db), by=coach)
    moved(db, person, a_release(starts_on=TODAY), by=coach)
    assert curves() == before


KINDS = st.sampled_from(Change)
STEPS = st.lists(
    st.tuples(KINDS, st.integers(-80, 5), st.integers(0, 40), st.integers(0, 7), st.booleans()),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(steps=STEPS)
def test_any_sequence_of_changes_leaves_periods_that_do_not_overlap(steps):
    db = connect(":memory:")
    with speaking(Language.FRENCH):
        tracker_file.migrate(db)
        coach = a_coach(db)
        person = a_participant(db, coach=coach)
        places = [a_site(db) for _one in range(3)]
        kept = []
        for change, days, stay, at, back in steps:
            before = state_of(db, person, coach)
            try:
                if back:
                    place_changes.take_back(db, person, by=coach, today=TODAY)
                    assert state_of(db, person, coach) == kept.pop(), "undone: as it was before"
                else:
                    begins = TODAY + timedelta(days=days)
                    transition = Transition(
                        change=change, starts_on=begins,
                        site_id=None if change is Change.LEAVE else places[at % 3],
                        situation=list(SituationKind)[at]
                        if change in {Change.MEASURE, Change.RELEASE} else None,
                        returns_on=begins + timedelta(days=stay) if change is Change.LEAVE else None,
                    )  # fmt: skip
                    moved(db, person, transition, by=coach)
                    kept.append(before)
            except InvalidInput:
                assert state_of(db, person, coach) == before, "refused: nothing has moved"
            check_periods(db, person, coach)
    db.conn.close()


def state_of(db, person, coach):
    seen = [(one.kind, one.site, one.starts_on, one.ends_on) for one in periods(db, person, coach)]
    return seen, [(one.id, one.starts_on) for one in place_changes.of(db, person, by=coach)]


def check_periods(db, person, coach):
    known = periods(db, person, coach)
    for one, following in pairwise(known):
        assert one.starts_on < following.starts_on == one.ends_on
    assert known[-1].ends_on is None
    leaves = [one for one in place_changes.of(db, person, by=coach) if one.returns_on]
    days = sorted((one.starts_on, one.returns_on) for one in leaves)
    assert all(first[1] < then[0] for first, then in pairwise(days))


def test_everybody_of_a_coach_goes_to_another_in_one_go(db, coach, person):
    admin = an_administrator(db)
    cohort = get(db, person, by=coach, to=Action.READ_JOURNEY).cohort_id
    other = a_participant(db, coach=coach, cohort_id=cohort)
    gone = a_participant(db, coach=coach, cohort_id=cohort)
    enrolments.end(db, gone, on=TODAY, kind="lost_contact", by=coach, today=TODAY)
    successor = a_coach(db, organisation_id=coach.organisation_id)
    assert coaches.followed(db, coach.id, by=admin) == 2
    assert coaches.hand_over_everybody(db, coach.id, successor.id, by=admin) == 2
    assert coaches.followed(db, coach.id, by=admin) == 0
    for one in (person, other):
        assert get(db, one, by=successor, to=Action.READ_IDENTITY).coach_id == successor.id
        assert "enrolment" in {change.noun for change in history.of(db, one, by=successor)}
    assert get(db, gone, by=coach, to=Action.READ_IDENTITY).coach_id == coach.id


def test_a_hand_over_names_the_cohorts_that_the_new_coach_could_not_open(db, coach, person):
    admin, stranger = an_administrator(db), a_coach(db)
    cohort = get(db, person, by=coach, to=Action.READ_JOURNEY).cohort
    with pytest.raises(InvalidInput, match=cohort):
        coaches.hand_over_everybody(db, coach.id, stranger.id, by=admin)
    with pytest.raises(InvalidInput):
        coaches.hand_over_everybody(db, coach.id, coach.id, by=admin)
    with pytest.raises(NotAllowed):
        coaches.hand_over_everybody(db, coach.id, stranger.id, by=coach)
    assert coaches.hand_over_everybody(db, coach.id, a_lead(db).id, by=admin) == 1


def test_nobody_for_now_is_said_and_shows(db, coach, person):
    lead = a_lead(db)
    assert coaches.hand_over_everybody(db, coach.id, None, by=lead) == 1
    assert get(db, person, by=lead, to=Action.READ_IDENTITY).coach_id is None
