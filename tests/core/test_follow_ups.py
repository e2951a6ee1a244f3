"""Contacts after the support: when they are made, what they say, and who is due."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import (
    consents,
    enrolments,
    exits,
    follow_up_lists,
    follow_ups,
    history,
    history_words,
    to_do,
)
from core.consents import Answer, Kind
from core.errors import AlreadySaved, InvalidInput, NotAllowed, NotFound, StaleRecord
from core.follow_up_parts import Activity, Channel, FollowUp, Housing, Outcome
from core.follow_up_windows import State, windows
from core.programmes import programme_of
from core.situations import SituationKind
from core.storage.database import connect
from core.to_do import Reason
from core.tracker import migrate
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

ENDED = date(2026, 10, 1)
AT_THREE = date(2027, 1, 4)
AT_SIX = date(2027, 4, 2)


def unreachable(on=AT_THREE, **more):
    return FollowUp(contacted_on=on, outcome=Outcome.UNREACHABLE, channel=Channel.PHONE, **more)


def answered(on=AT_THREE, **more):
    heard = {
        "situation": SituationKind.FREE,
        "activity": Activity.OWN_COMPANY,
        "turnover_started": True,
        "housing": Housing.STABLE,
        **more,
    }
    return FollowUp(contacted_on=on, outcome=Outcome.ANSWERED, channel=Channel.PHONE, **heard)


def somebody_who_left(db, *, coach=None, kind="company", on=ENDED, **more):
    coach = coach or a_coach(db)
    person = a_participant(db, coach=coach, **more)
    enrolments.end(db, person, on=on, kind=kind, by=coach, today=max(TODAY, on))
    return coach, person


def states(db, person, coach, today):
    (support,) = follow_ups.of(db, person, by=coach, today=today)
    return [step.state for step in support.steps]


def due(db, coach, today, **more):
    return [
        (one.code, one.horizon) for one in follow_up_lists.due(db, by=coach, today=today, **more)
    ]


def test_a_contact_is_due_from_two_weeks_before_until_the_next_one_or_three_months_later():
    three, six, twelve, two_years = windows(ENDED, (3, 6, 12, 24))
    assert three.day == date(2027, 1, 1)
    assert three.opens == date(2026, 12, 17)
    assert three.closes == six.opens - timedelta(days=1) == date(2027, 3, 16)
    assert (six.closes, twelve.opens) == (date(2027, 7, 1), date(2027, 9, 16))
    assert two_years.closes == date(2029, 1, 1)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.sets(st.integers(1, 60), min_size=1))
def test_windows_never_overlap_and_hold_their_own_day(ended_on, months):
    found = windows(ended_on, sorted(months))
    assert all(one.opens <= one.day <= one.closes for one in found)
    assert all(one.closes < after.opens for one, after in pairwise(found))


def test_horizons_stand_where_the_day_says(db):
    coach, person = somebody_who_left(db)
    to_come, is_due, missed = State.TO_COME, State.DUE, State.MISSED
    assert states(db, person, coach, ENDED) == [to_come] * 4
    assert states(db, person, coach, AT_THREE) == [is_due, to_come, to_come, to_come]
    assert states(db, person, coach, AT_SIX) == [missed, is_due, to_come, to_come]


def test_a_coach_finds_the_people_to_contact_among_those_they_coached(db):
    coach, person = somebody_who_left(db)
    other, _elsewhere = somebody_who_left(db)
    (line,) = follow_up_lists.due(db, by=coach, today=AT_THREE)
    assert (line.participant_id, line.horizon, line.day) == (person, 3, date(2027, 1, 1))
    assert due(db, coach, ENDED + timedelta(days=40)) == []
    assert due(db, a_coach(db, organisation_id=coach.organisation_id), AT_THREE) == []
    colleague = a_coach(db, organisation_id=coach.organisation_id)
    assert due(db, colleague, AT_THREE, whole_team=True) == [(line.code, 3)]
    assert line.code not in [code for code, _months in due(db, other, AT_THREE, whole_team=True)]


def test_an_unreachable_person_is_an_honest_answer_and_no_longer_due(db):
    coach, person = somebody_who_left(db)
    follow_ups.record(db, person, 3, unreachable(), by=coach, today=AT_THREE)
    assert due(db, coach, AT_THREE) == []
    assert states(db, person, coach, AT_SIX)[:2] == [State.RECORDED, State.DUE]


def test_an_answer_is_kept_whole(db):
    coach, person = somebody_who_left(db)
    said = answered(note="Deux clients réguliers.")
    follow_ups.record(db, person, 3, said, by=coach, today=AT_THREE)
    (support,) = follow_ups.of(db, person, by=coach, today=AT_THREE)
    kept = support.steps[0].kept
    assert kept.said == said
    assert kept.who == coach.name


def test_what_was_heard_needs_an_answer_and_an_answer_needs_what_was_heard():
    with pytest.raises(InvalidInput, match="Sans réponse"):
        unreachable(housing=Housing.STABLE)
    with pytest.raises(InvalidInput, match="Non dit"):
        FollowUp(contacted_on=AT_THREE, outcome=Outcome.ANSWERED, channel=Channel.PHONE)


@pytest.mark.parametrize("day", [date(2026, 12, 16), date(2027, 3, 17)])
def test_a_contact_outside_its_window_would_not_compare_and_is_refused(db, day):
    coach, person = somebody_who_left(db)
    with pytest.raises(InvalidInput, match="17/12/2026"):
        follow_ups.record(db, person, 3, unreachable(day), by=coach, today=AT_SIX)


def test_a_contact_to_come_a_second_one_or_an_unknown_horizon_are_refused(db):
    coach, person = somebody_who_left(db)
    with pytest.raises(InvalidInput):
        follow_ups.record(db, person, 3, unreachable(AT_SIX), by=coach, today=AT_THREE)
    with pytest.raises(InvalidInput, match="autant de mois"):
        follow_ups.record(db, person, 5, unreachable(), by=coach, today=AT_THREE)
    follow_ups.record(db, person, 3, unreachable(), by=coach, today=AT_THREE)
    with pytest.raises(InvalidInput, match="déjà"):
        follow_ups.record(db, person, 3, answered(), by=coach, today=AT_THREE)


def test_nobody_is_contacted_while_followed_nor_after_a_death(db):
    coach = a_coach(db)
    here = a_participant(db, coach=coach)
    with pytest.raises(InvalidInput):
        follow_ups.record(db, here, 3, unreachable(), by=coach, today=AT_THREE)
    _coach, gone = somebody_who_left(db, coach=coach, kind="death", first_name="Luc")
    with pytest.raises(InvalidInput):
        follow_ups.record(db, gone, 3, unreachable(), by=coach, today=AT_THREE)
    assert due(db, coach, AT_THREE) == []
    assert states(db, gone, coach, AT_THREE) == [State.NOT_ASKED] * 4


@pytest.mark.parametrize("answer", [Answer.REFUSED, Answer.WITHDRAWN])
def test_who_does_not_wish_to_be_contacted_is_not_due_and_it_says_so(db, answer):
    coach, person = somebody_who_left(db)
    consents.record(db, person, Kind.CONTACT, Answer.GIVEN, on=ENDED, by=coach, today=TODAY)
    consents.record(db, person, Kind.CONTACT, answer, on=TODAY, by=coach, today=TODAY)
    assert due(db, coach, AT_THREE) == []
    assert states(db, person, coach, AT_THREE)[0] is State.NOT_WANTED
    with pytest.raises(InvalidInput, match="souhaite pas"):
        follow_ups.record(db, person, 3, answered(), by=coach, today=AT_THREE)
    consents.record(db, person, Kind.CONTACT, Answer.GIVEN, on=AT_THREE, by=coach, today=AT_THREE)
    follow_ups.record(db, person, 3, answered(), by=coach, today=AT_THREE)


def test_saying_no_at_the_contact_stops_those_to_come_and_keeps_this_one(db):
    coach, person = somebody_who_left(db)
    refusal = FollowUp(contacted_on=AT_THREE, outcome=Outcome.REFUSED, channel=Channel.MESSAGE)
    follow_ups.record(db, person, 3, refusal, no_more=True, by=coach, today=AT_THREE)
    assert states(db, person, coach, AT_SIX) == [State.RECORDED] + [State.NOT_WANTED] * 3
    assert consents.declined(db, person, Kind.CONTACT, on=AT_THREE)


def test_a_contact_is_corrected_against_the_version_that_was_seen(db):
    coach, person = somebody_who_left(db)
    kept = follow_ups.record(db, person, 3, unreachable(), by=coach, today=AT_THREE)
    follow_ups.change(db, kept, answered(), by=coach, today=AT_THREE, version=1)
    with pytest.raises(StaleRecord) as both:
        follow_ups.change(db, kept, unreachable(), by=coach, today=AT_THREE, version=1)
    assert "Sa propre entreprise" in both.value.theirs
    early = unreachable(date(2026, 12, 1))
    with pytest.raises(InvalidInput):
        follow_ups.change(db, kept, early, by=coach, today=AT_THREE, version=2)


def test_a_contact_is_saved_once(db):
    coach, person = somebody_who_left(db)
    follow_ups.record(db, person, 3, unreachable(), by=coach, today=AT_THREE, token="t")
    with pytest.raises(AlreadySaved):
        follow_ups.record(db, person, 3, unreachable(), by=coach, today=AT_THREE, token="t")


def test_the_trash_opens_the_horizon_again_and_gives_the_contact_back(db):
    coach, person = somebody_who_left(db)
    kept = follow_ups.record(db, person, 3, answered(), by=coach, today=AT_THREE)
    before = follow_ups.of(db, person, by=coach, today=AT_THREE)[0].steps[0].kept
    follow_ups.trash(db, kept, by=coach)
    (support,) = follow_ups.of(db, person, by=coach, today=AT_THREE)
    assert (support.steps[0].state, support.steps[0].thrown.said) == (State.DUE, before.said)
    follow_ups.restore(db, kept, by=coach)
    (support,) = follow_ups.of(db, person, by=coach, today=AT_THREE)
    assert support.steps[0].kept.said == before.said


def test_a_contact_written_over_the_trash_takes_its_place(db):
    coach, person = somebody_who_left(db)
    kept = follow_ups.record(db, person, 3, unreachable(), by=coach, today=AT_THREE)
    follow_ups.trash(db, kept, by=coach)
    assert follow_ups.record(db, person, 3, answered(), by=coach, today=AT_THREE) == kept
    assert states(db, person, coach, AT_THREE)[0] is State.RECORDED


@settings(deadline=None)  # a tracker is made for each sequence
@given(st.lists(st.sampled_from(["trash", "restore", "change"]), max_size=8))
def test_any_sequence_of_trash_and_restore_gives_the_last_words_back(deeds):
    db = connect(":memory:")
    migrate(db)
    coach, person = somebody_who_left(db)
    kept = follow_ups.record(db, person, 3, answered(note="0"), by=coach, today=AT_THREE)
    note, version = "0", 1
    for at, deed in enumerate(deeds, start=1):
        if deed == "change":
            note = str(at)
            version = db.execute("SELECT version FROM follow_ups").fetchone()[0]
            follow_ups.change(
                db, kept, answered(note=note), by=coach, today=AT_THREE, version=version
            )
        else:
            getattr(follow_ups, deed)(db, kept, by=coach)
    follow_ups.restore(db, kept, by=coach)
    (support,) = follow_ups.of(db, person, by=coach, today=AT_THREE)
    assert support.steps[0].kept.said == answered(note=note)
    db.conn.close()


def test_the_counts_of_a_cohort_tell_reached_from_unreachable_from_not_yet_tried(db):
    coach = a_coach(db)
    cohort = a_cohort(db, coach=coach)
    people = [
        somebody_who_left(db, coach=coach, cohort_id=cohort, first_name=name)[1]
        for name in ("Ana", "Bo", "Cid", "Dan", "Eve")
    ]
    a_participant(db, coach=coach, cohort_id=cohort)
    follow_ups.record(db, people[0], 3, answered(), by=coach, today=AT_THREE)
    follow_ups.record(db, people[1], 3, unreachable(), by=coach, today=AT_THREE)
    no = FollowUp(contacted_on=AT_THREE, outcome=Outcome.REFUSED, channel=Channel.PHONE)
    follow_ups.record(db, people[2], 3, no, by=coach, today=AT_THREE)
    consents.record(db, people[3], Kind.CONTACT, Answer.REFUSED, on=ENDED, by=coach, today=TODAY)
    three, six, *_later = follow_up_lists.counts(db, cohort, by=coach, today=AT_THREE)
    assert (three.expected, three.answered, three.unreachable, three.refused) == (4, 1, 1, 1)
    assert (three.reached, three.missing, three.not_wanted) == (2, 1, 1)
    assert six.expected == 0


def test_who_comes_back_is_not_contacted_as_somebody_who_left(db):
    coach, person = somebody_who_left(db)
    enrolments.enter_again(
        db, person, cohort_id=a_cohort(db, coach=coach), entered_on=TODAY, coach_id=coach.id,
        by=coach, today=TODAY,
    )  # fmt: skip
    assert due(db, coach, AT_THREE) == []
    (support,) = follow_ups.of(db, person, by=coach, today=AT_THREE)
    assert not support.current
    assert {step.state for step in support.steps} == {State.NOT_ASKED}


@pytest.mark.parametrize("who", [a_mentor, an_evaluator, an_administrator])
def test_only_the_team_reads_and_records_contacts(db, who):
    coach, person = somebody_who_left(db)
    kept = follow_ups.record(db, person, 3, answered(), by=coach, today=AT_THREE)
    stranger = who(db)
    for deed in (
        lambda: follow_ups.of(db, person, by=stranger, today=AT_THREE),
        lambda: follow_ups.record(db, person, 6, unreachable(AT_SIX), by=stranger, today=AT_SIX),
        lambda: follow_ups.trash(db, kept, by=stranger),
        lambda: follow_up_lists.due(db, by=stranger, today=AT_THREE),
    ):
        with pytest.raises((NotAllowed, NotFound)):
            deed()


def test_a_coach_of_elsewhere_cannot_record_for_somebody_elses_participant(db):
    _coach, person = somebody_who_left(db)
    with pytest.raises(NotFound):
        follow_ups.record(db, person, 3, unreachable(), by=a_coach(db), today=AT_THREE)


def test_the_history_says_contacts_in_words(db):
    coach, person = somebody_who_left(db)
    follow_ups.record(db, person, 3, answered(), by=coach, today=AT_THREE)
    programme = programme_of(db, db.execute("SELECT cohort_id FROM enrolments").fetchone()[0])
    said = {
        history_words.field(change, programme): history_words.value(change, change.new, programme)
        for change in history.of(db, person, by=coach)
        if change.noun == "follow_up 3"
    }
    assert said["Activité"] == "Sa propre entreprise"
    assert said["Logement"] == "Logement stable"
    assert said["Chiffre d’affaires encaissé"] == "oui"


def test_the_history_of_contacts_is_not_for_the_administrator(db):
    coach, person = somebody_who_left(db)
    follow_ups.record(db, person, 3, answered(note="Privé"), by=coach, today=AT_THREE)
    read = history.of(db, person, by=an_administrator(db))
    assert not [change for change in read if change.noun.startswith("follow_up")]


def test_an_end_with_a_contact_after_it_is_not_undone(db):
    coach, person = somebody_who_left(db)
    kept = follow_ups.record(db, person, 3, unreachable(), by=coach, today=AT_THREE)
    with pytest.raises(InvalidInput, match="corbeille"):
        exits.undo(db, person, reason="Erreur de personne", by=coach)
    follow_ups.trash(db, kept, by=coach)
    exits.undo(db, person, reason="Erreur de personne", by=coach)
    assert follow_ups.of(db, person, by=coach, today=AT_THREE) == []


def test_a_lead_finds_those_whom_no_coach_followed(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    db.execute("UPDATE enrolments SET coach_id = NULL")
    enrolments.end(db, person, on=ENDED, kind="company", by=a_lead(db), today=TODAY)
    assert [months for _code, months in due(db, a_lead(db), AT_THREE)] == [3]


def contacts_to_make(db, coach):
    lines = to_do.items(db, by=coach, today=AT_THREE)
    return [line for line in lines if line.reason is Reason.CONTACT_DUE]


def test_a_contact_due_stands_on_the_list_of_what_waits(db):
    coach, person = somebody_who_left(db)
    (line,) = contacts_to_make(db, coach)
    assert (line.reason, line.subject_id, line.what) == (Reason.CONTACT_DUE, person, "3 mois")
    follow_ups.record(db, person, 3, unreachable(), by=coach, today=AT_THREE)
    assert contacts_to_make(db, coach) == []
