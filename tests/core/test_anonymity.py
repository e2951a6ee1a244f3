"""What may be told of each person, attacked by property: whatever is told, enough people share it."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.evaluation.anonymity import LEVELS, MASKED, Profile, settled

PROFILES = st.builds(
    Profile,
    arm=st.sampled_from(["group", "individual"]),
    entered=st.sampled_from(["2025-09", "2025-10", "2026-01"]),
    age=st.sampled_from(["under_25", "25_34", "45_over", ""]),
    sex=st.sampled_from(["F", "M", ""]),
    situation=st.sampled_from(["inside", "adjusted", "free", ""]),
    departement=st.sampled_from(["69", "67", "93", ""]),
)
PEOPLE = st.dictionaries(
    st.integers(1, 500),
    st.lists(PROFILES, min_size=1, max_size=2).map(tuple),
    max_size=90,
)
K = st.sampled_from([3, 5, 11])
HERE = Profile("group", "2025-09", "25_34", "M", "inside", "69")


@given(PEOPLE, K)
def test_whatever_is_told_is_shared_by_k_people(people, k):
    told = settled(people, k)
    assert all(n >= k for n in Counter(told.values()).values())
    rows = {(person, row) for person, rows in told.items() for row in rows}
    assert all(n >= k for n in Counter(row for _person, row in rows).values())


@given(PEOPLE, K)
def test_whatever_is_told_is_true(people, k):
    for person, told in settled(people, k).items():
        assert len(told) == len(people[person])
        for shown, kept in zip(told, people[person], strict=True):
            for name in Profile._fields:
                value = getattr(shown, name)
                assert value in {MASKED, getattr(kept, name), kept.entered[:4]}


@given(PEOPLE, K)
def test_somebody_who_knows_everything_of_somebody_finds_k_rows_that_may_be_theirs(people, k):
    told = settled(people, k)
    for person, theirs in people.items():
        if person not in told:
            continue
        fits = [
            other
            for other, rows in told.items()
            if len(rows) == len(theirs)
            and all(_fits(row, kept) for row, kept in zip(rows, theirs, strict=True))
        ]
        assert person in fits
        assert len(fits) >= k


def _fits(row, kept):
    return all(
        shown in (MASKED, real) or (name == "entered" and shown == real[:4])
        for name, shown, real in zip(Profile._fields, row, kept, strict=True)
    )


@given(PEOPLE, K)
def test_the_order_in_which_people_come_changes_nothing(people, k):
    backwards = dict(reversed(people.items()))
    assert settled(people, k) == settled(backwards, k)


def test_people_who_are_alike_are_told_whole():
    assert settled(dict.fromkeys(range(5), (HERE,)), 5) == dict.fromkeys(range(5), (HERE,))


def test_a_rare_person_is_told_less_and_hidden_among_others():
    people = dict.fromkeys(range(11), (HERE,)) | {99: (HERE._replace(sex="F", departement="93"),)}
    told = settled(people, 11)
    assert len(told) == 12
    assert len(set(told.values())) == 1  # alone with less told, they would stand out


def test_too_few_people_are_not_told_about_at_all():
    assert settled(dict.fromkeys(range(4), (HERE,)), 5) == {}
    assert settled({}, 3) == {}


def test_the_month_goes_before_anything_else():
    months = {n: (HERE._replace(entered=f"2025-{n % 3 + 1:02d}"),) for n in range(12)}
    assert {rows[0].entered for rows in settled(months, 5).values()} == {"2025"}


def test_k_is_never_below_three():
    with pytest.raises(ValueError, match="never below 3"):
        settled({}, 2)


def test_less_and_less_is_told():
    assert LEVELS[-1] == frozenset()
    assert len(set(LEVELS)) == len(LEVELS)
