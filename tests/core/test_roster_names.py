"""Names: parted as the person would, and written gently."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.exchange.names import TITLES, gentle, part
from core.wording import folded


@pytest.mark.parametrize(
    ("typed", "first_name", "last_name", "sure"),
    [
        ("Camille SCHMITT", "Camille", "Schmitt", True),
        ("SCHMITT Camille", "Camille", "Schmitt", True),
        ("Marie-Ange KLEIN", "Marie-Ange", "Klein", True),
        ("Youssef EL AMRANI", "Youssef", "El Amrani", True),
        ("Moussa N’DIAYE", "Moussa", "N'Diaye", True),
        ("Anaïs LEFÈVRE-ROUX", "Anaïs", "Lefèvre-Roux", True),
        ("João Pedro da SILVA", "João Pedro", "da Silva", True),
        ("João Pedro DA SILVA", "João Pedro", "da Silva", True),
        ("João Pedro da Silva", "João Pedro", "da Silva", False),
        ("M. Luc MEYER", "Luc", "Meyer", True),
        ("Meyer, Luc", "Luc", "Meyer", True),
        ("Luc Meyer", "Luc", "Meyer", True),
        ("LUC MEYER", "Luc", "Meyer", False),
        ("Youssef el Amrani", "Youssef", "El Amrani", False),
        ("Thi Mai Nguyen", "Thi Mai", "Nguyen", False),
        ("Luc", "", "Luc", False),
        ("", "", "", False),
    ],
)
def test_a_full_name_is_parted(typed, first_name, last_name, sure):
    parted = part(typed)
    assert (parted.first_name, parted.last_name, parted.sure) == (first_name, last_name, sure)


@pytest.mark.parametrize(
    ("typed", "first_name", "last_name"),
    [
        ("Meyer Luc", "Luc", "Meyer"),
        ("da Silva João Pedro", "João Pedro", "da Silva"),
        ("El Amrani Youssef", "Youssef", "El Amrani"),
        ("SCHMITT Camille", "Camille", "Schmitt"),
    ],
)
def test_a_title_that_puts_the_last_name_first_is_followed(typed, first_name, last_name):
    parted = part(typed, last_name_first=True)
    assert (parted.first_name, parted.last_name) == (first_name, last_name)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("LEFÈVRE-ROUX", "Lefèvre-Roux"),
        ("N'DIAYE", "N'Diaye"),
        ("n’diaye", "N'Diaye"),
        ("O'CONNOR", "O'Connor"),
        ("O'Connor", "O'Connor"),
        ("EL AMRANI", "El Amrani"),
        ("da Silva", "da Silva"),
        ("DA SILVA", "da Silva"),
        ("McDonald", "McDonald"),
        ("garcia", "Garcia"),
        ("  Ben   Saïd ", "Ben Saïd"),
        ("İPEK", "Ipek"),
        ("DO", "Do"),
        ("Jean - Paul", "Jean-Paul"),
    ],
)
def test_a_last_name_is_written_gently(typed, kept):
    assert folded(gentle(typed, is_last=True)) == folded(kept)
    assert gentle(typed, is_last=True).replace("İ", "I") == kept


names = st.lists(
    st.sampled_from(["Anaïs", "LEFÈVRE-ROUX", "N'Diaye", "da", "EL", "AMRANI", "João", "o'connor"])
    | st.text(st.characters(categories=["L", "Zs"], include_characters="-'’"), max_size=8),
    max_size=5,
).map(" ".join)


@given(names)
def test_writing_gently_twice_changes_nothing_more(name):
    assert gentle(gentle(name)) == gentle(name)
    once = gentle(name, is_last=True)
    assert gentle(once, is_last=True) == once


@given(names, st.booleans())
def test_no_letter_of_a_name_is_lost_when_it_is_parted(name, last_name_first):
    assume(
        name.partition(" ")[0].casefold() not in TITLES
    )  # "M Anaïs": a title is no part of a name
    parted = part(name, last_name_first=last_name_first)
    assert sorted(folded(f"{parted.first_name} {parted.last_name}")) == sorted(folded(name))


@given(st.sampled_from(["Camille", "João Pedro", "Marie-Ange", "Ali"]), names.map(str.upper))
def test_capitals_decide_whatever_the_order(first, last):
    if len([letter for letter in last if letter.isalpha()]) == len("".join(last.split())) > 1:
        words = last.split()
        if all(len(word) > 1 for word in words):
            assert part(f"{first} {last}") == part(f"{last} {first}")
