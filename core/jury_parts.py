"""What a jury is made of: seats, grids, marks and their middle, decisions and their conditions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, auto
from math import ceil, floor
from statistics import median

from core.errors import InvalidInput
from core.language import N_, _
from core.programme import JuryCriterion

LOWEST, HIGHEST = 1, 4
LONGEST = 2000  # signs
FAR_APART = 2  # levels between two marks that the jury should talk about first

Middle = tuple[int, int]  # the two levels around the median; the same one twice when it is whole


class State(StrEnum):
    """Where a jury stands."""

    MARKING = auto()
    DELIBERATING = auto()
    DECIDED = auto()
    CALLED_OFF = auto()


STATES = {
    State.MARKING: N_("Each juror alone"),
    State.DELIBERATING: N_("Deliberation open"),
    State.DECIDED: N_("Decision taken"),
    State.CALLED_OFF: N_("Called off"),
}


class Verdict(StrEnum):
    FAVOURABLE = auto()
    CONDITIONAL = auto()
    REWORK = auto()


VERDICTS = {
    Verdict.FAVOURABLE: N_("Favourable"),
    Verdict.CONDITIONAL: N_("Favourable with conditions"),
    Verdict.REWORK: N_("To rework"),
}


class Tie(StrEnum):
    """What a juror already is to the participant: said to everybody, forbidden to nobody."""

    NONE = auto()
    COACH = auto()
    MENTOR = auto()


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A place on a jury: an account, or a name typed by the coach with what the person does."""

    staff_id: int | None = None
    name: str = ""
    capacity: str = ""

    def __post_init__(self) -> None:
        if (self.staff_id is None) == (not self.name.strip()):
            raise InvalidInput(_("A juror has an account, or a name that you type."))


@dataclass(frozen=True, kw_only=True)
class Juror:
    """Somebody who sits on a jury, as everybody may see it: never what they marked."""

    id: int
    staff_id: int | None
    name: str
    capacity: str
    tie: Tie
    excused: bool
    handed_in_at: str
    typed_by: str
    typist_id: int | None
    version: int


@dataclass(frozen=True, kw_only=True)
class Jury:
    """A jury for one participant on one day. To a juror from outside the team, `code` is empty and `name`
    is a first name."""

    id: int
    participant_id: int
    name: str
    code: str
    project: str
    held_on: date
    state: State
    criteria: tuple[JuryCriterion, ...]
    jurors: tuple[Juror, ...]
    own: Juror | None  # the visitor's own place, if they sit
    holds: bool  # whether the visitor may hold it
    verdict: Verdict | None
    opened_at: str
    opened_by: str
    called_off: str
    plan_version_id: int | None  # the version that the jury reads; None for the plan as it stands
    plan_frozen_on: date | None
    convened_by: int
    convener: str
    version: int

    @property
    def sitting(self) -> list[Juror]:
        """Those whose grid counts."""
        return [juror for juror in self.jurors if not juror.excused]

    def has_read(self, staff_id: int | None) -> bool:
        """Whether somebody typed the paper grid of another: they can no longer mark alone."""
        return any(one.staff_id is None and one.typist_id == staff_id for one in self.jurors)

    @property
    def awaited(self) -> list[Juror]:
        """Those whose grid is not handed in yet."""
        return [juror for juror in self.sitting if not juror.handed_in_at]


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A level from 1 to 4, and what led to it."""

    level: int
    comment: str = ""

    def __post_init__(self) -> None:
        if not LOWEST <= self.level <= HIGHEST:
            raise InvalidInput(_("A mark goes from 1 to 4."))


@dataclass(frozen=True, kw_only=True)
class Grid:
    """What one juror writes: criterion → mark, and a few words about the whole."""

    marks: Mapping[str, Mark] = field(default_factory=dict)
    remarks: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A criterion in the deliberation: every juror's mark, in the order of the jury."""

    criterion: JuryCriterion
    marks: tuple[tuple[str, Mark], ...]

    @property
    def levels(self) -> list[int]:
        return [mark.level for _who, mark in self.marks]

    @property
    def middle(self) -> Middle:
        return middle(self.levels)

    @property
    def far_apart(self) -> bool:
        """Whether the jury should begin with this one."""
        return max(self.levels) - min(self.levels) >= FAR_APART


@dataclass(frozen=True, kw_only=True)
class Deliberation:
    """All the grids side by side; `result` is the weighted middle of all the marks."""

    lines: tuple[Line, ...]
    remarks: tuple[tuple[str, str], ...]
    result: Middle


@dataclass(frozen=True, kw_only=True)
class Condition:
    """Something to do before going on, and by when."""

    what: str
    due_on: date

    def __post_init__(self) -> None:
        if not self.what.strip():
            raise InvalidInput(_("Write the condition down, or take its date off."))


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What the jury decides, with reasons that the person will read."""

    verdict: Verdict
    reasons: str
    decided_on: date
    conditions: tuple[Condition, ...] = ()

    def __post_init__(self) -> None:
        if not self.reasons.strip():
            raise InvalidInput(_("Write the reasons down: the person will read them."))
        if self.verdict is Verdict.CONDITIONAL and not self.conditions:
            raise InvalidInput(_("Write down at least one condition, with its date."))
        if self.verdict is not Verdict.CONDITIONAL and self.conditions:
            raise InvalidInput(
                _("Conditions go with a decision “Favourable with conditions” only.")
            )
        if any(condition.due_on < self.decided_on for condition in self.conditions):
            raise InvalidInput(_("A condition is due after the decision."))


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A decision as it is kept: a dated entry with its author."""

    id: int
    decision: Decision
    who: str
    recorded_at: str


def middle(levels: Iterable[int]) -> Middle:
    """The median as whole levels: as many marks above as below; between two levels, both are said."""
    found = median(levels)
    return floor(found), ceil(found)


def weighted_middle(lines: Iterable[Line]) -> Middle:
    """The median of all the marks, each counted as many times as the weight of its criterion."""
    return middle([level for line in lines for level in line.levels * line.criterion.weight])
