"""Who is in a large file, and what its rows are drawn with. Days are counted back from today."""

from dataclasses import dataclass
from random import Random

from core.demo.crowd import PairOfAssociations, Words
from core.demo.rows import Days, Pile
from core.programme import Programme


@dataclass(frozen=True, kw_only=True)
class Workshop:
    """A collective session that was held: when, and who can come to it."""

    session_id: int
    ago: int
    inside: bool


@dataclass(frozen=True, kw_only=True)
class Group:
    """A cohort of a large file; days are counted back from today."""

    id: int
    prefix: str
    path: str
    starts: int
    closed: bool
    pair: PairOfAssociations
    workshops: list[Workshop]


@dataclass(frozen=True, kw_only=True)
class Life:
    """Somebody in a cohort: when they entered, when they left (0: still there), where they were."""

    id: int
    enrolment: int
    coach: int
    other_coach: int
    entered: int
    left: int
    ended: bool
    situations: list[tuple[int, str]]

    def inside(self, ago: int) -> bool:
        held = False
        for since, kind in self.situations:
            if since >= ago:
                held = kind == "inside"
        return held


@dataclass(frozen=True, kw_only=True)
class Author:
    """What every row is drawn with."""

    pile: Pile
    words: Words
    days: Days
    rng: Random
    programme: Programme
    evidence: dict[str, str]  # milestone → what is written as its proof

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def between(self, low: int, high: int) -> int:
        return low + int(self.rng.random() * (high - low + 1))

    def one_of(self, choices: list[str]) -> str:
        return choices[int(self.rng.random() * len(choices))]
