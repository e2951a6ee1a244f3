"""What somebody looks at: groups of people and their counts, masked for those who see no name."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum, auto

from core.evaluation.attack import EVERYBODY, TOTAL
from core.evaluation.crowd import Crowd, Divided, Memory, Tally
from core.language import N_

__all__ = [
    "EVERYBODY", "NOT_BY_PERSON", "Crowd", "Divided", "Group", "Scope", "Split", "Tally", "Unread", "View",
]  # fmt: skip

NOT_BY_PERSON = N_(
    "Sessions, hours and people counted without a name belong to a cohort, not to somebody: they have "
    "no figure by situation or by period."
)


class Split(StrEnum):
    """What a dashboard compares."""

    NONE = auto()
    ARM = auto()  # forms of support
    TERRITORY = auto()
    SITUATION = auto()  # at entry
    PERIOD = auto()  # half-year of entry
    COHORT = auto()


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Whom one looks at: everybody that one may see, or those who meet each condition given."""

    arm: str | None = None
    territory: str | None = None
    situation: str | None = None
    period: str | None = None
    cohort_id: int | None = None

    def conditions(self) -> dict[str, str | int]:
        """What is asked, by field."""
        asked = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in asked.items() if value is not None}


class Unread(Mapping[str, Tally]):
    """Tallies by group, read from the file only if somebody asks."""

    def __init__(self, read: Callable[[], Mapping[str, Tally]]) -> None:
        self._read = read
        self._found: Mapping[str, Tally] | None = None

    def _tallies(self) -> Mapping[str, Tally]:
        if self._found is None:
            self._found = self._read()
        return self._found

    def __getitem__(self, group: str) -> Tally:
        return self._tallies()[group]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tallies())

    def __len__(self) -> int:
        return len(self._tallies())


@dataclass(frozen=True, kw_only=True)
class Group:
    """Some of the people in view, and what they are called together ("" for everybody in view)."""

    key: str
    label: str


@dataclass(frozen=True, kw_only=True)
class View:
    """Groups to show. With `k`, whatever is read from it is masked below k, through the `crowd`.

    `by_person` says that the groups were made by situation or period of entry: what belongs to a
    cohort and to nobody in it has no figure there.
    """

    groups: tuple[Group, ...]
    tallies: Mapping[str, Tally]
    k: int | None = None
    crowd: Crowd | None = None
    by_person: bool = False
    memory: Memory | None = None

    def parts(self, divided: Divided) -> dict[str, dict[str, int | None]]:
        """Group → part → how many people (None: masked), and their total under "".

        `divided` cuts a group into parts that do not overlap and that leave nobody out.
        """
        if self.k is None or self.crowd is None:
            found = {group.key: dict(divided(self.tallies[group.key])) for group in self.groups}
            return {key: {**parts, TOTAL: sum(parts.values())} for key, parts in found.items()}
        shown = self.crowd.parts(divided, self.k, self.memory)
        parts = [*divided(Tally({})), TOTAL]
        none, zero = dict.fromkeys(parts), dict.fromkeys(parts, 0)
        return {
            group.key: {
                **(zero if group.key in self.crowd.tallies else none),
                **shown.get(group.key, {}),
            }
            for group in self.groups
        }

    def cumulated(self, divided: Divided, order: Sequence[str]) -> dict[str, dict[str, int | None]]:
        """Group → part → how many people in this part or a later one of `order`; all of them under "".

        `order` names every part. Where counts are masked, neighbouring parts are put together until
        they are large: a bar says how many only where it differs from the next one by enough people.
        """
        if self.k is None or self.crowd is None:
            kept = list(order)
        else:
            kept = _steps(divided(self.crowd.tallies[EVERYBODY]), order, self.k)
        found: dict[str, dict[str, int | None]] = {}
        for group, parts in self.parts(lambda tally: _merged(divided(tally), order, kept)).items():
            found[group] = {TOTAL: parts[TOTAL]} | dict.fromkeys(order)
            for at, part in enumerate(kept):
                found[group][part] = self.large_enough(_rest(parts, kept[:at], kept[at:]))
        return found

    def large_enough(self, n: int | None) -> int | None:
        """A number worked out from others, masked if it is small."""
        return None if n is not None and self.k is not None and 0 < n < self.k else n

    def any(self, measure: str, a: str) -> bool:
        """Whether a measure has this key in some group shown."""
        return any(self.tallies[group.key].n(measure, a) for group in self.groups)

    def sum(self, measure: str, a: str | None = None, b: str | None = None) -> int:
        """How many in all the groups shown together: for what is not people (sessions, hours)."""
        return sum(self.tallies[group.key].n(measure, a, b) for group in self.groups)


def _merged(counts: Mapping[str, int], order: Sequence[str], kept: Sequence[str]) -> dict[str, int]:
    """Counts with each part that is not kept put together with the one before it."""
    found: dict[str, int] = {}
    for part in order:
        into = part if part in kept else next(reversed(found))
        found[into] = found.get(into, 0) + counts[part]
    return found


def _steps(counts: Mapping[str, int], order: Sequence[str], k: int) -> list[str]:
    """The parts that a step leads to: each holds enough people up to the next one, of everybody."""
    enough = k
    kept: list[str] = []
    waiting = 0
    for part in reversed(order[1:]):
        waiting += counts[part]
        if waiting >= enough:
            kept.append(part)
            waiting = 0
    return [order[0], *reversed(kept)]


def _rest(
    parts: Mapping[str, int | None], before: Sequence[str], after: Sequence[str]
) -> int | None:
    """What `after` adds up to, or what `before` leaves of the whole; None where neither is known."""
    later = [parts.get(part, 0) for part in after]
    if None not in later:
        return sum(n for n in later if n is not None)
    earlier, whole = [parts.get(part, 0) for part in before], parts[TOTAL]
    if whole is None or None in earlier:
        return None
    return whole - sum(n for n in earlier if n is not None)
