"""Finding somebody while typing: accents, order, spaces, a slip of the keyboard; and never too many."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core import enrolments, participants, search
from core.errors import NotAllowed
from core.permissions import Action
from core.search import MOST_FOUND, Filters, intact, nearly
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

LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORD = st.text(LETTERS, min_size=4, max_size=12)


@st.composite
def slips(draw):
    """A word, and the same with one slip."""
    word = draw(WORD)
    at = draw(st.integers(0, len(word) - 1))
    sign = draw(st.sampled_from(LETTERS))
    typed = draw(
        st.sampled_from(
            [
                word[:at] + sign + word[at + 1 :],
                word[:at] + sign + word[at:],
                word[:at] + word[at + 1 :],
                word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
            ]
        )
    )
    assume(len(typed) >= search.SHORTEST_FORGIVEN)
    return word, typed


def matches(pattern, text):
    """What LIKE '%pattern%' says of plain letters."""
    return any(
        all(sign in ("_", text[at + place]) for place, sign in enumerate(pattern))
        for at in range(len(text) - len(pattern) + 1)
    )


@given(slips())
def test_whatever_the_slip_the_word_is_found_and_one_of_its_pieces_is_there(slip):
    word, typed = slip
    # A letter forgotten at either end leaves a part of the word, which is found as it is.
    assert any(matches(one, word) for one in [typed, *nearly(typed)])
    assert any(piece in word for piece in intact(typed))


def names(db, words, by):
    return [one.name for one in search.find(db, words, by=by)]


@pytest.fixture
def house(db):
    """A coach and three people of one cohort."""
    coach = a_coach(db)
    cohort = a_cohort(db, coach=coach, prefix="LYO")
    for first, last, project in (
        ("Élodie", "Marchand", "Couture"),
        ("Moussa", "N'Diaye", "Boulangerie"),
        ("Jean-Luc", "Da Silva", ""),
    ):
        a_participant(
            db, coach=coach, cohort_id=cohort, first_name=first, last_name=last, project=project
        )
    return coach, cohort


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("elo", "Élodie Marchand"),
        ("MARCHAND élodie", "Élodie Marchand"),
        ("march elod", "Élodie Marchand"),
        ("n'd", "Moussa N'Diaye"),
        ("ndiaye", "Moussa N'Diaye"),
        ("n diaye", "Moussa N'Diaye"),
        ("jean luc", "Jean-Luc Da Silva"),
        ("dasilva", "Jean-Luc Da Silva"),
        ("  silva  ", "Jean-Luc Da Silva"),
        ("lyo-002", "Moussa N'Diaye"),
        ("boulang", "Moussa N'Diaye"),
        ("marchnad", "Élodie Marchand"),
        ("boulngerie", "Moussa N'Diaye"),
        ("elodei marchan", "Élodie Marchand"),
        ("chand", "Élodie Marchand"),  # nobody begins so: inside a word it counts too
    ],
)
def test_somebody_is_found_while_one_types(db, house, typed, name):
    coach, _cohort = house
    assert names(db, typed, coach) == [name]
    assert names(db, typed, a_lead(db)) == [name]


@pytest.mark.parametrize("typed", ["", "   ", "'", "%", "_", "zzzz", "elodie zzzz"])
def test_nobody_is_found_by_nothing_or_by_another_name(db, house, typed):
    assert names(db, typed, house[0]) == []


def test_a_few_people_are_shown_never_a_long_list(db):
    coach = a_coach(db)
    cohort = a_cohort(db, coach=coach)
    for number in range(MOST_FOUND + 4):
        a_participant(db, coach=coach, cohort_id=cohort, last_name=f"Martin{number:02d}")
    assert len(names(db, "martin", coach)) == MOST_FOUND
    assert len(names(db, "martin", a_lead(db))) == MOST_FOUND


def test_somebody_whose_support_ended_is_found_and_it_is_said(db, house):
    coach, cohort = house
    person = participants.by_code(db, "LYO-001", by=coach, to=Action.READ_IDENTITY)
    enrolments.end(db, person.id, on=TODAY, kind="company", by=coach, today=TODAY)
    (found,) = search.find(db, "elodie", by=coach)
    assert found.ended_on == TODAY
    assert search.people(db, "elodie", Filters(cohort_id=cohort), by=coach).lines == []


def test_people_of_another_house_are_not_found(db, house):
    stranger = a_coach(db)
    assert names(db, "elodie", stranger) == []
    assert names(db, "elodei", stranger) == []


def test_somebody_who_went_to_another_house_is_found_there(db, house):
    coach, _cohort = house
    other = a_coach(db)
    person = participants.by_code(db, "LYO-001", by=coach, to=Action.READ_IDENTITY)
    enrolments.end(db, person.id, on=TODAY, kind="company", by=coach, today=TODAY)
    enrolments.enter_again(
        db, person.id, cohort_id=a_cohort(db, coach=other), entered_on=TODAY, coach_id=other.id,
        by=a_lead(db), today=TODAY,
    )  # fmt: skip
    assert names(db, "elodie", other) == ["Élodie Marchand"]
    assert names(db, "elodie", coach) == []


def test_only_those_who_see_the_list_search_it(db, house):
    assert names(db, "elodie", an_administrator(db)) == ["Élodie Marchand"]
    for stranger in (a_mentor(db), an_evaluator(db)):
        with pytest.raises(NotAllowed):
            search.find(db, "elodie", by=stranger)


def test_the_neighbours_are_those_of_the_cohort_by_name(db, house):
    coach, _cohort = house
    a_participant(db, coach=coach, last_name="Leblanc")  # in another cohort

    def near(code, by=coach):
        person = participants.by_code(db, code, by=by, to=Action.READ_IDENTITY)
        before, after = search.neighbours(db, person, by=by)
        return before and before.name, after and after.name

    assert near("LYO-003") == (None, "Élodie Marchand")
    assert near("LYO-001") == ("Jean-Luc Da Silva", "Moussa N'Diaye")
    assert near("LYO-002", a_lead(db)) == ("Élodie Marchand", None)
