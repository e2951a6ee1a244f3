"""Who of a roster is already known, stands in it twice, or has to be decided."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exchange.duplicates import (
    LIKENESS_LABELS,
    KnownPerson,
    Likeness,
    Standing,
    probable_duplicates,
)
from core.exchange.names import one_letter_apart
from core.exchange.roster import read_lines, recognise
from core.exchange.roster_line import Problem, RosterLine, Severity
from core.exchange.tables import read_table

DATA = Path(__file__).parent.parent / "data"
TODAY = date(2026, 11, 22)


def a_line(first: str, last: str, year: int | None = 1990, *, line: int = 2, **given) -> RosterLine:
    key = f"{last}|{first}||{year}"
    return RosterLine(
        line=line, key=key, first_name=first, last_name=last, birth_year=year, **given
    )


def known(first: str, last: str, year: int | None = 1990, *, person_id: int = 7) -> KnownPerson:
    return KnownPerson(id=person_id, code="ABC", first_name=first, last_name=last, birth_year=year)


def roster(name: str) -> list[RosterLine]:
    table = read_table(name, (DATA / name).read_bytes())[0]
    return read_lines(table, recognise(table), today=TODAY)


def saved(lines: list[RosterLine]) -> list[KnownPerson]:
    return [
        known(line.first_name, line.last_name, line.birth_year, person_id=line.line)
        for line in lines
    ]


@pytest.mark.parametrize(
    ("person", "likeness"),
    [
        (known("Youssef", "El Amrani"), "same"),
        (known("YOUSSEF", "el amrani"), "same"),
        (known("Youssef", "Elamrani"), "spelling"),
        (known("El Amrani", "Youssef"), "order"),
        (known("Yousef", "El Amrani"), "typo"),
        (known("Yuossef", "El Amrani"), "typo"),
        (known("Zoussef", "El Amrani"), "typo"),
        (known("Youssef", "El Amrani", None), "year_missing"),
        (known("Youssef", "El Amrani", 1991), "year_differs"),
        (known("Youssef", "El Amrani", 1980), None),
        (known("Yousef", "El Amrani", 1991), None),
        (known("Karim", "El Amrani"), None),
    ],
)
def test_a_known_person_is_found_again(person, likeness):
    (match,) = probable_duplicates([a_line("Youssef", "El Amrani")], [person])
    expected = Standing.SAME if likeness == "same" else Standing.DUPLICATE
    assert match.standing is (expected if likeness else Standing.NEW)
    assert [candidate.likeness for candidate in match.candidates] == [likeness] * bool(likeness)
    assert all(candidate.person == person for candidate in match.candidates)


def test_a_short_name_one_letter_away_is_somebody_else():
    (match,) = probable_duplicates([a_line("Al", "Li")], [known("Al", "Lu")])
    assert match.standing is Standing.NEW


def test_one_person_twice_in_a_file_is_to_decide_when_the_spelling_differs():
    matches = {
        match.line: match for match in probable_duplicates(roster("roster_agir_liberte.csv"), [])
    }
    to_decide = [n for n, match in matches.items() if match.standing is Standing.DUPLICATE]
    assert to_decide == [6]
    assert [candidate.line for candidate in matches[6].candidates] == [5]
    assert {matches[n].standing for n in matches if n != 6} == {Standing.NEW}


def test_a_line_written_twice_is_the_same():
    lines = [a_line("Ali", "Sow", line=2), a_line("ali", "SOW", line=3)]
    assert [m.standing for m in probable_duplicates(lines, [])] == [Standing.NEW, Standing.SAME]


def test_a_line_that_cannot_be_imported_hides_no_other():
    error = Problem(line=2, column="", sentence="…", severity=Severity.ERROR)
    lines = [a_line("Ali", "Sow", problems=(error,)), a_line("Ali", "Sow", line=3)]
    assert [m.standing for m in probable_duplicates(lines, [])] == [Standing.NEW, Standing.NEW]


@pytest.mark.parametrize("name", ["roster_agir_liberte.csv", "roster_declic.xlsx"])
@pytest.mark.parametrize("one_garcia", [True, False])
def test_the_same_file_twice_changes_nothing_whatever_was_decided(name, one_garcia):
    lines = [line for line in roster(name) if line.importable]
    kept = [line for line in lines if not (one_garcia and line.line == 6 and "agir" in name)]
    again = probable_duplicates(lines, saved(kept))
    assert {match.standing for match in again} == {Standing.SAME}


def test_a_line_that_was_decided_is_known_again():
    line = a_line("Yousef", "Elamrani", None)
    person = known("Youssef", "El Amrani", 1987)
    (match,) = probable_duplicates([line], [person], decided={line.key: person.id})
    assert match.standing is Standing.SAME
    assert [candidate.person for candidate in match.candidates] == [person]


def test_a_decision_about_somebody_no_longer_known_is_forgotten():
    (match,) = probable_duplicates([a_line("Ali", "Sow")], [], decided={"Sow|Ali||1990": 7})
    assert match.standing is Standing.NEW


def test_every_likeness_has_its_words():
    assert LIKENESS_LABELS.keys() == set(Likeness)


words = st.text(st.sampled_from("abcdeé"), min_size=3, max_size=8)


@given(words, words, st.integers(0, 20), st.sampled_from("xyz"))
def test_one_letter_changed_anywhere_is_noticed(first, last, at, sign):
    at %= len(last)
    mistyped = last[:at] + sign + last[at + 1 :]
    (match,) = probable_duplicates([a_line(first, last)], [known(first, mistyped)])
    assert match.standing is Standing.DUPLICATE


@given(st.lists(st.tuples(words, words, st.integers(1950, 1953) | st.none()), max_size=12))
def test_people_who_were_all_kept_are_all_the_same_the_second_time(people):
    lines = [a_line(*who, line=n) for n, who in enumerate(people, 2)]
    kept = [line for line in lines if line.birth_year]
    again = probable_duplicates(lines, saved(lines), decided={x.key: x.line for x in lines})
    assert {match.standing for match in again} <= {Standing.SAME}
    assert {match.standing for match in probable_duplicates(kept, saved(kept))} <= {Standing.SAME}


@given(words, words)
def test_being_one_letter_apart_goes_both_ways(one, other):
    assert one_letter_apart(one, other) == one_letter_apart(other, one)
    assert not one_letter_apart(one, one)
