"""The pool of mentors: what each offers, who has a place left, whose agreement ends."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import mentor_endings, mentor_pool, mentors, staff, to_do
from core.errors import AlreadySaved, InvalidInput, NotAllowed, NotFound, StaleRecord
from core.mentor_profiles import LONGEST_LIST, MOST, Availability, Profile, Standing
from core.permissions import Action, Role
from core.to_do import Reason, Whose
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
)

CARD = Profile(
    trades=("Boulangerie",), departements=("Rhône",), capacity=2,
    availability=(Availability.EVENING,), availability_note="Pas le lundi",
    signed_on=ENTRY, agreed_until=TODAY + timedelta(days=200),
)  # fmt: skip


def a_card(db, coach, mentor, version=0, **more):
    values = {**{name: getattr(CARD, name) for name in CARD.__dataclass_fields__}, **more}
    mentor_pool.keep(db, mentor.id, Profile(**values), by=coach, version=version)


def paired(db, coach, mentor, person):
    return mentors.pair(db, person, mentor.id, starts_on=ENTRY, by=coach, today=TODAY)


def test_a_card_is_kept_with_its_history_and_its_trace(db):
    coach, mentor = a_coach(db), a_mentor(db)
    a_card(db, coach, mentor)
    kept = mentor_pool.get(db, mentor.id, by=coach)
    assert (kept.profile.trades, kept.profile.capacity, kept.places) == (("Boulangerie",), 2, 2)
    assert kept.profile.availability == (Availability.EVENING,)
    a_card(db, coach, mentor, version=1, capacity=4)
    assert mentor_pool.get(db, mentor.id, by=coach).profile.version == 2
    changes = list(db.query("SELECT field, old, new FROM history WHERE noun = 'mentor profile'"))
    assert {"field": "capacity", "old": "2", "new": "4"} in changes
    assert "mentor.profile_changed" in [row["event"] for row in db.query("SELECT event FROM audit")]


def test_two_people_who_correct_the_same_card_see_both_texts(db):
    coach, mentor = a_coach(db), a_mentor(db)
    a_card(db, coach, mentor)
    with pytest.raises(StaleRecord) as both:
        a_card(db, coach, mentor, version=0, trades=("Couture",))
    assert "Boulangerie" in both.value.theirs
    assert "Couture" in both.value.yours


def test_a_card_is_saved_once(db):
    coach, mentor = a_coach(db), a_mentor(db)
    mentor_pool.keep(db, mentor.id, CARD, by=coach, version=0, token="t")
    with pytest.raises(AlreadySaved):
        mentor_pool.keep(db, mentor.id, CARD, by=coach, version=0, token="t")


@pytest.mark.parametrize("role", [a_mentor, an_evaluator, an_administrator])
def test_only_the_team_keeps_the_pool(db, role):
    somebody, mentor = role(db), a_mentor(db)
    for deed in (
        lambda: mentor_pool.pool(db, by=somebody),
        lambda: mentor_pool.keep(db, mentor.id, CARD, by=somebody, version=0),
        lambda: mentor_pool.add(db, "Paul Weber", CARD, by=somebody),
        lambda: mentor_endings.ending(
            db, by=somebody, today=TODAY, coach_id=None, organisation_id=None
        ),
    ):
        with pytest.raises(NotAllowed):
            deed()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"capacity": MOST + 1}, "personnes à la fois"),
        ({"capacity": -1}, "personnes à la fois"),
        ({"signed_on": None}, "signée"),
        ({"agreed_until": ENTRY - timedelta(days=1)}, "signature"),
        ({"permit_asked_on": ENTRY}, "lieu"),
        ({"permit_site_id": 1, "permit_asked_on": ENTRY, "permit_until": ENTRY - timedelta(days=1)}, "demande"),
    ],
)  # fmt: skip
def test_a_card_that_contradicts_itself_says_what_to_change(db, values, said):
    with pytest.raises(InvalidInput, match=said):
        a_card(db, a_coach(db), a_mentor(db), **values)


def test_too_many_trades_are_refused_and_the_same_one_is_kept_once(db):
    coach, mentor = a_coach(db), a_mentor(db)
    with pytest.raises(InvalidInput, match="au plus"):
        a_card(db, coach, mentor, trades=tuple(f"Métier {n}" for n in range(LONGEST_LIST + 1)))
    a_card(db, coach, mentor, trades=("Couture", "couture ", "  "))
    assert len(mentor_pool.get(db, mentor.id, by=coach).profile.trades) == 1


def test_a_place_that_does_not_exist_is_refused(db):
    with pytest.raises(InvalidInput, match="liste"):
        a_card(db, a_coach(db), a_mentor(db), permit_site_id=999, permit_asked_on=ENTRY)


def test_the_pool_is_searched_by_name_trade_place_and_room(db):
    coach = a_coach(db)
    helene, _luc = (
        a_mentor(db, name="Hélène Roux"),
        a_mentor(db, name="Luc Ehrmann", trade="Couture"),
    )
    a_card(db, coach, helene, capacity=0)
    names = lambda **asked: [one.name for one in mentor_pool.pool(db, by=coach, **asked)]  # noqa: E731
    assert names() == ["Hélène Roux", "Luc Ehrmann"]
    assert names(words="boulang helene") == ["Hélène Roux"]
    assert names(words="COUTURE") == ["Luc Ehrmann"]
    assert names(departement="Rhône") == ["Hélène Roux"]
    assert names(free=True) == ["Luc Ehrmann"]


def test_those_with_most_places_are_proposed_first_and_the_full_ones_last(db):
    coach = a_coach(db)
    full, one, three = (a_mentor(db, name=name) for name in ("Anne", "Bruno", "Chloé"))
    for mentor, capacity in ((full, 0), (one, 1), (three, 3)):
        a_card(db, coach, mentor, capacity=capacity)
    proposed = mentor_pool.proposed(mentor_pool.pool(db, by=coach))
    assert [mentor.name for mentor in proposed] == ["Chloé", "Bruno", "Anne"]


def test_a_pair_beyond_what_was_agreed_is_refused_with_the_ways_out(db):
    coach, mentor = a_coach(db), a_mentor(db)
    cohort = a_cohort(db, coach=coach)
    first, second = (a_participant(db, coach=coach, cohort_id=cohort, last_name=n) for n in "AB")
    a_card(db, coach, mentor, capacity=1)
    pair = paired(db, coach, mentor, first)
    with pytest.raises(InvalidInput, match=r"Augmentez ce nombre.*terminez un binôme") as refusal:
        paired(db, coach, mentor, second)
    assert "Nadia" not in str(refusal.value)
    assert mentors.of(db, second, by=coach) == []

    mentors.end(db, pair, on=TODAY, reason="Fin", by=coach, today=TODAY, version=1)
    paired(db, coach, mentor, second)
    a_card(db, coach, mentor, version=1, capacity=2)
    paired(db, coach, mentor, first)


def test_nothing_agreed_leaves_the_coach_to_judge(db):
    coach, mentor = a_coach(db), a_mentor(db)
    for _number in range(5):
        paired(db, coach, mentor, a_participant(db, coach=coach))
    assert mentor_pool.get(db, mentor.id, by=coach).places is None


deeds = st.lists(
    st.one_of(
        st.tuples(st.just("pair"), st.integers(0, 3)),
        st.tuples(st.just("end"), st.integers(0, 3)),
        st.tuples(st.just("agree"), st.integers(0, 3)),
    ),
    max_size=12,
)


@given(told=deeds)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_done_a_pair_is_made_only_where_a_place_is_left(db, told):
    coach, mentor = a_coach(db), a_mentor(db)
    cohort = a_cohort(db, coach=coach)
    people = [a_participant(db, coach=coach, cohort_id=cohort, last_name=n) for n in "ABCD"]
    open_pairs: dict[int, int] = {}
    agreed, version = None, 0
    for deed, n in told:
        if deed == "agree":
            a_card(db, coach, mentor, version=version, capacity=n)
            agreed, version = n, version + 1
        elif deed == "pair" and n not in open_pairs:
            room = agreed is None or len(open_pairs) < agreed
            try:
                open_pairs[n] = paired(db, coach, mentor, people[n])
                assert room
            except InvalidInput:
                assert not room
        elif deed == "end" and n in open_pairs:
            pair = open_pairs.pop(n)
            mentors.end(db, pair, on=TODAY, reason="Fin", by=coach, today=TODAY, version=1)
    kept = mentor_pool.get(db, mentor.id, by=coach)
    assert kept.accompanied == len(open_pairs)
    assert kept.places == (None if agreed is None else max(agreed - len(open_pairs), 0))


def test_a_coach_adds_a_mentor_without_an_account_whom_an_administrator_may_invite(db):
    coach = a_coach(db)
    mentor_id = mentor_pool.add(db, "Éloïse  Müller", CARD, by=coach)
    added = mentor_pool.get(db, mentor_id, by=coach)
    assert (added.name, added.has_account, added.profile.capacity) == ("Éloïse Müller", False, 2)
    account = staff.get(db, mentor_id)
    assert (account.login, account.role, account.has_password) == (
        "eloise.muller",
        Role.MENTOR,
        False,
    )
    paired(db, coach, account, a_participant(db, coach=coach))
    assert "mentor.added" in [row["event"] for row in db.query("SELECT event FROM audit")]


def test_a_name_that_is_already_there_is_refused_in_either_order(db):
    coach = a_coach(db)
    a_mentor(db, name="Gérard Monnier")
    for name in ("gerard monnier", "MONNIER Gérard"):
        with pytest.raises(InvalidInput, match="déjà ce nom"):
            mentor_pool.add(db, name, CARD, by=coach, namesake=True)
    with pytest.raises(InvalidInput, match="presque le même nom"):
        mentor_pool.add(db, "Gérard Monier", CARD, by=coach)
    mentor_pool.add(db, "Gérard Monier", CARD, by=coach, namesake=True)
    assert len(mentor_pool.pool(db, by=coach)) == 2


def test_nothing_is_kept_of_a_mentor_whose_card_is_refused(db):
    coach = a_coach(db)
    with pytest.raises(InvalidInput):
        mentor_pool.add(
            db, "Paul Weber", Profile(permit_site_id=999, permit_asked_on=ENTRY), by=coach
        )
    assert mentor_pool.pool(db, by=coach) == []


@pytest.mark.parametrize("name", ["李 娜", "O", "Ø Å"])
def test_a_sign_in_name_is_found_for_any_name(db, name):
    coach = a_coach(db)
    assert mentor_pool.add(db, name, CARD, by=coach)
    assert mentor_pool.add(db, f"{name} {name} Zoé", CARD, by=coach)


def test_a_closed_account_leaves_the_pool(db):
    coach, mentor = a_coach(db), a_mentor(db, active=0)
    assert mentor_pool.pool(db, by=coach) == []
    with pytest.raises(NotFound):
        mentor_pool.get(db, mentor.id, by=coach)
    with pytest.raises(NotFound):
        mentor_pool.get(db, coach.id, by=coach)


@pytest.mark.parametrize(
    ("days", "standing"),
    [(-1, Standing.ENDED), (0, Standing.ENDING), (30, Standing.ENDING), (31, Standing.GOING_ON)],
)
def test_an_end_is_announced_a_month_before(days, standing):
    until = TODAY + timedelta(days=days)
    profile = Profile(signed_on=ENTRY, agreed_until=until, permit_site_id=1, permit_until=until)
    assert (profile.agreement(TODAY), profile.permit(TODAY)) == (standing, standing)
    assert Profile(signed_on=ENTRY).agreement(TODAY) is Standing.GOING_ON
    assert Profile().agreement(TODAY) is Standing.NONE
    assert Profile(permit_site_id=1, permit_asked_on=ENTRY).permit(TODAY) is Standing.EXPECTED


def ends(db, who, whose=Whose.MINE):
    near = {Reason.AGREEMENT_ENDING, Reason.PERMIT_ENDING}
    found = to_do.items(db, by=who, today=TODAY, whose=whose)
    return [(one.reason, one.subject_id, one.day) for one in found if one.reason in near]


def test_an_agreement_and_a_permit_that_end_wait_for_the_coach_of_the_people_and_the_lead(db):
    coach, other, mentor = a_coach(db), a_coach(db), a_mentor(db)
    soon, later = TODAY + timedelta(days=12), TODAY + timedelta(days=20)
    a_card(db, coach, mentor, agreed_until=later, permit_site_id=a_site(db), permit_until=soon)
    assert ends(db, coach) == []  # nobody of theirs
    paired(db, coach, mentor, a_participant(db, coach=coach))
    expected = [
        (Reason.AGREEMENT_ENDING, mentor.id, later),
        (Reason.PERMIT_ENDING, mentor.id, soon),
    ]
    assert ends(db, coach) == ends(db, coach, Whose.COHORTS) == ends(db, a_lead(db)) == expected
    assert ends(db, other) == ends(db, other, Whose.COHORTS) == []


def test_what_ended_long_ago_is_not_said_any_more(db):
    lead, mentor = a_lead(db), a_mentor(db)
    a_card(db, lead, mentor, agreed_until=TODAY - timedelta(days=31))
    assert ends(db, lead) == []
    a_card(db, lead, mentor, version=1, agreed_until=TODAY - timedelta(days=1))
    assert len(ends(db, lead)) == 1


def test_a_mentor_of_the_association_waits_for_its_cohorts_even_without_people(db):
    coach = a_coach(db)
    mentor = a_mentor(db, organisation_id=coach.organisation_id)
    a_card(db, coach, mentor, agreed_until=TODAY)
    assert len(ends(db, coach, Whose.COHORTS)) == 1
    assert ends(db, coach) == []


def test_who_may_keep_the_pool_may_pair(db):
    for one in (a_coach(db), a_lead(db), a_mentor(db)):
        assert one.may(Action.PAIR_MENTOR) == one.may(Action.KEEP_MENTORS)
