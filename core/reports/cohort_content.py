"""What the summary of a cohort says, as plain values: counts that point at nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.reports.content import Cover

Count = int | None  # None: masked, because so small a number could point at somebody
Share = float | None  # a fraction of one; None: masked


@dataclass(frozen=True, kw_only=True)
class KeyFigure:
    label: str
    value: Count


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What stands under a figure: its definition, the number it rests on, how many are missing."""

    definition: str
    n: Count
    missing: int = 0


@dataclass(frozen=True, kw_only=True)
class FunnelStep:
    label: str
    reached: Count
    share: Share


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
    """Attendances of one kind of session: expected, attended, and missed because of the site.

    `rate` is attended out of expected; `rate_without_site` leaves the site's causes out. Both are
    printed as a dash where nothing was expected.
    """

    kind: str
    expected: Count
    attended: Count
    missed_because_of_site: Count
    rate: Share
    rate_without_site: Share


@dataclass(frozen=True, kw_only=True)
class MilestoneCount:
    """People who ever submitted a milestone, and people for whom it was validated."""

    title: str
    submitted: Count
    validated: Count


@dataclass(frozen=True, kw_only=True)
class CriterionCount:
    """How many feedback forms gave each of the four levels of a criterion, the lowest first."""

    criterion: str
    levels: tuple[Count, Count, Count, Count]


class ExitClass(StrEnum):
    """The official classes of the inclusion sector; the first three are the dynamic exits."""

    LASTING_JOB = "lasting_job"
    TRANSITION_JOB = "transition_job"
    POSITIVE = "positive"
    OTHER = "other"
    NEUTRALISED = "neutralised"


@dataclass(frozen=True, kw_only=True)
class CohortContent(Cover):
    """What happened to a cohort; `smallest` is the count from which a cell is shown."""

    cohort: str
    programme: str
    arm: str
    territory: str
    started_on: date
    ended_on: date | None = None
    smallest: int
    key_figures: tuple[KeyFigure, ...]
    funnel: tuple[FunnelStep, ...]
    funnel_basis: Basis
    volume: tuple[SessionVolume, ...]
    attendance: tuple[AttendanceLine, ...]
    attendance_basis: Basis
    milestones: tuple[MilestoneCount, ...]
    milestones_basis: Basis
    feedback: tuple[CriterionCount, ...] = ()
    feedback_expected: Count = 0
    feedback_received: Count = 0
    feedback_basis: Basis
    exits: Mapping[ExitClass, Count]
    exits_dynamic: Count
    exits_total: Count
    exits_basis: Basis
    method: str = ""  # the programme's own method note, after ours
