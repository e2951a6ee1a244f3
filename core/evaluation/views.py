"""What somebody looks at: groups of people and their counts, masked for those who see no name."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import lru_cache

from core.evaluation.disclosure import mask_tree

EVERYBODY = "all"


class Split(StrEnum):
    """What a dashboard compares."""

    NONE = auto()
    ARM = auto()  # forms of support
    COHORT = auto()


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Which cohorts are looked at: all that one may see, those of a form of support, or one."""

    arm: str | None = None
    cohort_id: int | None = None


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


@dataclass(frozen=True, kw_only=True)
class Group:
    """Some of the people in view, and what they are called together ("" for everybody in view)."""

    key: str
    label: str


@dataclass(frozen=True, kw_only=True)
class View:
    """Groups to show. With `k`, whatever is read from it is masked below k.

    `tallies` holds more than the groups shown when masking: all that adds up to one another, named
    in `parents`, so that no other view of the same people gives back what this one masks.
    """

    groups: tuple[Group, ...]
    tallies: Mapping[str, Tally]
    parents: Mapping[str, str | None]
    k: int | None = None

    def parts(
        self, divided: Callable[[Tally], Mapping[str, int]]
    ) -> dict[str, dict[str, int | None]]:
        """Group → part → how many people (None: masked), and their total under "".

        `divided` cuts a group into parts that do not overlap and that leave nobody out.
        """
        if self.k is None:
            found = {group.key: dict(divided(self.tallies[group.key])) for group in self.groups}
            return {key: {**parts, "": sum(parts.values())} for key, parts in found.items()}
        everything = {key: dict(divided(tally)) for key, tally in self.tallies.items()}
        masked = _masked(
            tuple((key, tuple(parts.items())) for key, parts in everything.items()),
            tuple(self.parents.items()),
            self.k,
        )
        return {group.key: dict(masked[group.key]) for group in self.groups}

    def large_enough(self, n: int | None) -> int | None:
        """A number worked out from others, masked if it is small."""
        return None if n is not None and self.k is not None and 0 < n < self.k else n

    def any(self, measure: str, a: str) -> bool:
        """Whether a measure has this key in some group shown."""
        return any(self.tallies[group.key].n(measure, a) for group in self.groups)

    def sum(self, measure: str, a: str | None = None, b: str | None = None) -> int:
        """How many in all the groups shown together: for what is not people (sessions, hours)."""
        return sum(self.tallies[group.key].n(measure, a, b) for group in self.groups)


@lru_cache(maxsize=1024)
def _masked(
    parts: tuple[tuple[str, tuple[tuple[str, int], ...]], ...],
    parents: tuple[tuple[str, str | None], ...],
    k: int,
) -> Mapping[str, Mapping[str, int | None]]:
    """The same counts are masked once: every page of every visitor then reads the same answer."""
    return mask_tree({key: dict(counts) for key, counts in parts}, dict(parents), k)
