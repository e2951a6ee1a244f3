"""Who of a roster is already known, or stands in it twice."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from core.exchange.names import SHORTEST_TYPO, one_letter_apart, tidy
from core.exchange.roster_line import RosterLine
from core.language import N_
from core.wording import folded


class Standing(StrEnum):
    """What is to be done with a line: import it, nothing, or decide first."""

    NEW = auto()
    SAME = auto()
    DUPLICATE = auto()


class Likeness(StrEnum):
    """Why two people may be one."""

    SAME = auto()
    SPELLING = auto()
    ORDER = auto()
    TYPO = auto()
    YEAR_MISSING = auto()
    YEAR_DIFFERS = auto()


LIKENESS_LABELS: Mapping[Likeness, str] = {
    Likeness.SAME: N_("same name, same year"),
    Likeness.SPELLING: N_("same year, name written otherwise"),
    Likeness.ORDER: N_("same year, first and last name swapped"),
    Likeness.TYPO: N_("same year, one letter apart"),
    Likeness.YEAR_MISSING: N_("same name, year not known"),
    Likeness.YEAR_DIFFERS: N_("same name, one year apart"),
}


@dataclass(frozen=True, kw_only=True)
class KnownPerson:
    """A participant whom the person importing may see, as far as a comparison needs."""

    id: int
    code: str
    first_name: str
    last_name: str
    birth_year: int | None


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Who a line may be: a known person, or the person of an earlier line."""

    likeness: Likeness
    person: KnownPerson | None = None
    line: int | None = None


@dataclass(frozen=True, kw_only=True)
class Match:
    """What is known of one line, and with whom it was compared."""

    line: int
    standing: Standing
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class _Who:
    """A name ready to be compared, and the candidate it would make."""

    first: str
    last: str
    year: int | None
    spelt: str
    person: KnownPerson | None = None
    line: int | None = None

    @property
    def letters(self) -> str:
        return (self.last + self.first).replace(" ", "")


def probable_duplicates(
    lines: Sequence[RosterLine],
    known: Iterable[KnownPerson],
    *,
    decided: Mapping[str, int] | None = None,
) -> list[Match]:
    """What each line is: new, the same as somebody known, or to decide among candidates.

    The same folded name and year is the same known person; inside the file, accents too must agree.
    `decided` gives the person that a line was decided to be at an earlier import, by `RosterLine.key`.
    """
    people = {person.id: _known(person) for person in known}
    index = _Index(people.values())
    settled = decided or {}
    matches = []
    for line in lines:
        who = _of(line)
        earlier = people.get(settled[line.key]) if line.key in settled else None
        found = [(earlier, Likeness.SAME)] if earlier else list(index.like(who))
        matches.append(_match(line.line, who, found))
        if line.importable:
            index.add(who)
    return matches


def _match(line: int, who: _Who, found: list[tuple[_Who, Likeness]]) -> Match:
    same = [
        (other, Likeness.SAME)
        for other, likeness in found
        if likeness is Likeness.SAME and (other.person or other.spelt == who.spelt)
    ]
    standing = Standing.SAME if same else Standing.DUPLICATE if found else Standing.NEW
    candidates = tuple(
        Candidate(
            likeness=Likeness.SPELLING
            if likeness is Likeness.SAME and not other.person and other.spelt != who.spelt
            else likeness,
            person=other.person,
            line=other.line,
        )
        for other, likeness in same or found
    )
    return Match(line=line, standing=standing, candidates=candidates)


def _known(person: KnownPerson) -> _Who:
    return _who(person.first_name, person.last_name, person.birth_year, person=person)


def _of(line: RosterLine) -> _Who:
    return _who(line.first_name, line.last_name, line.birth_year, line=line.line)


def _who(
    first: str,
    last: str,
    year: int | None,
    *,
    person: KnownPerson | None = None,
    line: int | None = None,
) -> _Who:
    spelt = tidy(f"{last}|{first}").casefold()
    return _Who(folded(first), folded(last), year, spelt, person, line)


class _Index:
    """People found again by parts of their name, so that thousands compare in a moment."""

    def __init__(self, people: Iterable[_Who]) -> None:
        self._places: dict[object, list[_Who]] = defaultdict(list)
        for who in people:
            self.add(who)

    def add(self, who: _Who) -> None:
        for place in _places(who):
            self._places[place].append(who)

    def like(self, who: _Who) -> Iterator[tuple[_Who, Likeness]]:
        """Everybody like `who`, the likeliest first; nobody twice."""
        if not who.letters:
            return
        near = dict.fromkeys(
            other for place in _places(who) for other in self._places.get(place, ())
        )
        found = [(other, likeness) for other in near if (likeness := likeness_of(who, other))]
        yield from sorted(found, key=lambda pair: list(Likeness).index(pair[1]))


def _places(who: _Who) -> Iterator[object]:
    """Two people alike always share one: all their letters, or a year with two letters at an end."""
    yield "".join(sorted(who.letters))
    letters = who.letters
    if len(letters) >= SHORTEST_TYPO:
        yield who.year, "begins", letters[:2]
        yield who.year, "ends", letters[-2:]


def likeness_of(one: _Who, other: _Who) -> Likeness | None:
    """Why two names may be one person's, or None."""
    same_name = one.letters == other.letters
    swapped = one.letters == (other.first + other.last).replace(" ", "")
    if one.year is None or other.year is None:
        return Likeness.YEAR_MISSING if same_name or swapped else None
    if one.year != other.year:
        return Likeness.YEAR_DIFFERS if same_name and abs(one.year - other.year) == 1 else None
    if (one.first, one.last) == (other.first, other.last):
        return Likeness.SAME
    if same_name:
        return Likeness.SPELLING
    if swapped:
        return Likeness.ORDER
    return Likeness.TYPO if one_letter_apart(one.letters, other.letters) else None
