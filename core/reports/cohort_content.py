"""What the summary of a cohort says, as plain values: counts that point at nobody.

Labels, definitions and sentences come from the registry of indicators, in the document's language.
A count or a share that is None is masked; a share that is NaN is a share of nobody, printed as a dash.
"""

from dataclasses import dataclass
from datetime import date
from math import nan

from core.reports.content import Cover
from core.reports.exhibits import Table

Count = int | None
Share = float | None  # a fraction of one


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What a figure rests on: sentences such as "n = 24 people." and "Without a stage: 2."

    `remark` is a finding, printed above the table as an ordinary sentence.
    """

    definition: str
    counted: str
    missing: str = ""
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class KeyFigure:
    label: str
    value: Count


@dataclass(frozen=True, kw_only=True)
class FunnelStep:
    """People who ever reached a stage, their share, and the bounds of its 95 % interval."""

    label: str
    reached: Count
    share: Share
    low: Share = nan
    high: Share = nan


@dataclass(frozen=True, kw_only=True)
class SessionVolume:
    """Sessions of one kind that were offered and held, with their hours and the hours attended."""

    kind: str
    offered: int
    held: int
    hours_offered: float
    hours_held: float
    hours_attended: float | None


@dataclass(frozen=True, kw_only=True)
class AttendanceLine:
    """Attendances of one kind of session: expected, attended, missed for the establishment's causes.

    `rate` is attended out of expected; `fair_rate` leaves the establishment's causes out.
    """

    kind: str
    expected: Count
    attended: Count
    establishment: Count
    rate: Share
    fair_rate: Share


@dataclass(frozen=True, kw_only=True)
class MilestoneCount:
    """People who ever submitted a milestone, and people for whom it was validated."""

    title: str
    submitted: Count
    validated: Count


@dataclass(frozen=True, kw_only=True)
class CriterionCount:
    """How many forms gave each of the four levels of a criterion, the lowest first."""

    criterion: str
    levels: tuple[Count, Count, Count, Count]
    median: float | None = nan


@dataclass(frozen=True, kw_only=True)
class ExitCount:
    """Exits of one official class; the share is NaN for the neutralised ones."""

    label: str
    count: Count
    share: Share


@dataclass(frozen=True, kw_only=True)
class Section:
    """Any other indicator: its table and, if it has one, its picture (PNG) with words for it."""

    title: str
    table: Table
    basis: Basis
    png: bytes = b""
    alt: str = ""

    def __post_init__(self) -> None:
        if self.png and not self.alt.strip():
            raise ValueError("a picture needs words for those who do not see it")


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What an indicator counts, out of what: names (population, numerator…) and sentences."""

    title: str
    sentences: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class CohortContent(Cover):
    """What happened to a cohort; `smallest` is the count from which a cell is shown, if some are not."""

    cohort: str
    programme: str
    arm: str
    territory: str
    started_on: date
    ended_on: date | None = None
    by_month: bool = False  # no day is told to those who see no name
    smallest: int | None = None
    key_figures: tuple[KeyFigure, ...]
    key_figures_basis: Basis
    funnel: tuple[FunnelStep, ...]
    funnel_basis: Basis
    attendance: tuple[AttendanceLine, ...]
    attendance_basis: Basis
    volume: tuple[SessionVolume, ...] = ()
    milestones: tuple[MilestoneCount, ...]
    milestones_basis: Basis
    feedback: tuple[CriterionCount, ...]
    feedback_basis: Basis
    exits: tuple[ExitCount, ...]
    exits_basis: Basis
    sections: tuple[Section, ...] = ()
    rules: tuple[Rules, ...] = ()
    method: str = ""  # the programme's own method note, after ours
