"""What a snapshot is: what was wished for, its line in a list, and what it holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, auto

from core.errors import InvalidInput
from core.evaluation.disclosure import LEAST_K, OUTSIDE_K
from core.evaluation.registry import INDICATORS
from core.evaluation.results import Result
from core.evaluation.views import Scope, Split
from core.language import N_, _
from core.wording import clean

LONGEST_NAME = 80  # signs


class Audience(StrEnum):
    """Whom a report is for."""

    FUNDER = auto()
    COMMITTEE = auto()


AUDIENCES = {Audience.FUNDER: N_("Funders"), Audience.COMMITTEE: N_("Steering committee")}


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What to freeze: a scope, a comparison, indicators in the order of the report, quotes by id.

    Counts below `smallest` are masked; None masks nothing, which is for a steering committee only.
    """

    name: str
    audience: Audience
    scope: Scope = field(default_factory=Scope)
    split: Split = Split.NONE
    indicators: tuple[str, ...] = tuple(INDICATORS)
    smallest: int | None = OUTSIDE_K
    quotes: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", clean(self.name, longest=LONGEST_NAME))
        if not self.name:
            raise InvalidInput(_("Give this snapshot a name, for example “Report of June”."))
        if not self.indicators:
            raise InvalidInput(_("Choose at least one indicator."))
        if unknown := set(self.indicators) - set(INDICATORS):
            raise InvalidInput(_("There is no indicator {key}.").format(key=min(unknown)))
        if self.smallest is not None and self.smallest < LEAST_K:
            raise InvalidInput(_("Small numbers are masked from {n} on.").format(n=LEAST_K))
        if self.smallest is None and self.audience is Audience.FUNDER:
            raise InvalidInput(_("A report for funders masks small numbers."))


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """A snapshot in a list; `at` is UTC; `previous_id` is the one its report is compared with.

    `facts` say what was counted, as label and value in the language in force.
    """

    id: int
    name: str
    audience: Audience
    taken_on: date
    smallest: int | None
    fingerprint: str
    previous_id: int | None
    who: str
    at: str
    facts: tuple[tuple[str, str], ...]

    @property
    def mark(self) -> str:
        """The fingerprint as it is printed: enough to tell one from another."""
        return self.fingerprint[:12]


@dataclass(frozen=True, kw_only=True)
class Frozen:
    """A snapshot and what it holds, in the language in force.

    `programmes` are the versions that were run, as (key, version, name).
    """

    snapshot: Snapshot
    association: str
    programmes: tuple[tuple[str, int, str], ...]
    results: tuple[Result, ...]
    left_out: int
    quotes: tuple[Mapping[str, str], ...]
