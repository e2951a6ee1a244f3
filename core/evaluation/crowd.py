"""Counts of groups of people, and what may be shown of all the groups that make up a crowd."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from core.evaluation.attack import EVERYBODY, TOTAL, Unit
from core.evaluation.joint import Shown, masked


class Tally:
    """The counts of one group of people, by measure and up to two keys."""

    def __init__(self, counts: Mapping[tuple[str, str, str], int]) -> None:
        self._counts: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        for (measure, a, b), n in counts.items():
            self._counts[measure][a, b] += n

    def n(self, measure: str, a: str | None = None, b: str | None = None) -> int:
        """How many, over every key that is not given."""
        counts = self.pairs(measure)
        if a is not None and b is not None:
            return counts.get((a, b), 0)
        return sum(
            n for (x, y), n in counts.items() if (a is None or a == x) and (b is None or b == y)
        )

    def keys(self, measure: str) -> set[str]:
        """The first keys that a measure has here."""
        return {a for (a, _), n in self._counts.get(measure, {}).items() if n}

    def pairs(self, measure: str) -> Mapping[tuple[str, str], int]:
        return self._counts.get(measure, {})

    def add(self, other: "Tally") -> None:
        for measure, counts in other._counts.items():
            self._counts[measure].update(counts)


Divided = Callable[[Tally], Mapping[str, int]]


class Memory(Protocol):
    """Where what was masked once is kept, longer than a process."""

    def read(self, asked: object) -> Shown | None: ...

    def keep(self, asked: object, shown: Shown) -> Shown: ...


class Crowd:
    """Everybody, divided in units in one way or more, and what may be shown of their groups.

    Each division holds everybody; a unit names the groups it is in. What was masked once stays as it
    was: the same question has the same answer for as long as the crowd is the same.
    """

    def __init__(self, divisions: Sequence[Sequence[tuple[tuple[str, ...], Tally]]]) -> None:
        self.divisions = divisions
        self._masked: dict[tuple[object, ...], Shown] = {}
        self._groups: dict[int, Shown] = {}
        self.tallies: dict[str, Tally] = {EVERYBODY: Tally({})}
        for number, units in enumerate(divisions):
            for groups, tally in units:
                for group in (EVERYBODY, *groups) if number == 0 else groups:
                    self.tallies.setdefault(group, Tally({})).add(tally)

    def _people(self, k: int, memory: Memory | None) -> Shown:
        """Which groups are large enough to be shown."""
        if k not in self._groups:
            blocks = [
                [Unit(groups, {"n": tally.n("people")}) for groups, tally in units]
                for units in self.divisions
            ]
            asked = (k, "people", blocks)
            kept = memory.read(asked) if memory else None
            shown = masked(blocks, k) if kept is None else kept
            self._groups[k] = memory.keep(asked, shown) if memory and kept is None else shown
        return self._groups[k]

    def parts(self, divided: Divided, k: int, memory: Memory | None = None) -> Shown:
        """Every group → part → how many (None: masked), and their total under ""; `memory` outlives us."""
        asked = (k, *((group, *divided(tally).items()) for group, tally in self.tallies.items()))
        if asked not in self._masked and memory and (kept := memory.read(asked)) is not None:
            self._masked[asked] = kept
        if asked not in self._masked:
            blocks = [
                [Unit(groups, dict(divided(tally))) for groups, tally in units]
                for units in self.divisions
            ]
            # Whatever is counted of a group too small to be shown is about those few people.
            out = frozenset(
                group for group, line in self._people(k, memory).items() if line[TOTAL] is None
            )
            shown = masked(blocks, k, out)
            nothing = dict.fromkeys([*divided(Tally({})), TOTAL])
            shown |= dict.fromkeys(out - shown.keys(), nothing)
            self._masked[asked] = memory.keep(asked, shown) if memory else shown
        return self._masked[asked]
