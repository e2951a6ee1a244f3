"""What each Word document says, as plain values; the verb that exports fills them from the nouns.

Labels (stages, kinds, criteria…) are already in the document's language.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.language import Language
from core.reports.exhibits import Exhibit


@dataclass(frozen=True, kw_only=True)
class Cover:
    """What every document says of itself."""

    language: Language
    association: str
    made_on: date
    author: str = ""  # goes into the file's properties

    def __post_init__(self) -> None:
        if not self.association.strip():
            raise ValueError("a document names the association it comes from")


@dataclass(frozen=True, kw_only=True)
class CanvasText:
    """A block of the canvas, by the programme's key and title; `text` has a line per idea."""

    key: str
    title: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A chapter of the plan; left out when it has neither text, nor canvas, nor exhibit."""

    title: str
    text: str = ""
    canvas: tuple[CanvasText, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()

    @property
    def has_canvas(self) -> bool:
        """Whether a block of the canvas was begun."""
        return any(block.text.strip() for block in self.canvas)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to print."""
        return not (self.text.strip() or self.has_canvas or self.exhibits)


@dataclass(frozen=True, kw_only=True)
class Photograph:
    """A picture printed among the annexes (JPEG or PNG), with the words that stand for it."""

    title: str
    alternative: str
    content: bytes
    width: int  # pixels
    height: int


@dataclass(frozen=True, kw_only=True)
class PlanContent(Cover):
    """A participant's business plan, theirs to hand to a bank: nothing here speaks of a measure."""

    project: str
    person: str
    chapters: tuple[Chapter, ...]
    project_line: str = ""  # one sentence, under the name of the project
    annexes: tuple[str, ...] = ()
    photographs: tuple[Photograph, ...] = ()
    working_version: bool = True


class MilestoneState(StrEnum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    VALIDATED = "validated"
    NOT_APPLICABLE = "not_applicable"


class NoteLevel(StrEnum):
    """The two levels that may enter a document; private and team notes have no name here."""

    MENTOR = "mentor"
    PARTICIPANT = "participant"


@dataclass(frozen=True, kw_only=True)
class SituationPeriod:
    label: str
    site: str
    started_on: date
    ended_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class StageStep:
    """A stage of the journey: reached on a day, or still to come."""

    label: str
    reached_on: date | None = None
    is_current: bool = False


@dataclass(frozen=True, kw_only=True)
class MilestoneLine:
    title: str
    state: MilestoneState
    planned_on: date | None = None
    changed_on: date | None = None  # the day of the present state
    evidence: str = ""
    validated_by: str = ""
    reason: str = ""  # why it was returned


@dataclass(frozen=True, kw_only=True)
class SessionTotal:
    """Sessions of one kind offered to the person, held, and attended; minutes likewise."""

    kind: str
    offered: int
    held: int
    attended: int
    minutes_offered: int
    minutes_held: int
    minutes_attended: int

    def __post_init__(self) -> None:
        if not 0 <= self.attended <= self.held <= self.offered:
            raise ValueError("sessions attended are held, and sessions held were offered")


@dataclass(frozen=True, kw_only=True)
class SessionLine:
    held_on: date
    kind: str
    title: str
    minutes: int
    attendance: str
    cause: str = ""


@dataclass(frozen=True, kw_only=True)
class CriterionMarks:
    """What the mentor's forms said on one criterion: marks from 1 to 4, oldest first."""

    criterion: str
    marks: tuple[int, ...]

    def __post_init__(self) -> None:
        if any(mark not in range(1, 5) for mark in self.marks):
            raise ValueError("a mark is between 1 and 4")


@dataclass(frozen=True, kw_only=True)
class NoteLine:
    written_on: date
    author: str
    level: NoteLevel
    text: str


@dataclass(frozen=True, kw_only=True)
class SummaryContent(Cover):
    """One person's journey; the version for the person prints neither situation nor place."""

    name: str
    code: str
    cohort: str
    coach: str
    mentor: str = ""
    birth_year: int | None = None
    departement: str = ""
    project: str = ""
    entered_on: date | None = None
    situations: tuple[SituationPeriod, ...] = ()
    stages: tuple[StageStep, ...] = ()
    milestones: tuple[MilestoneLine, ...] = ()
    session_totals: tuple[SessionTotal, ...] = ()
    sessions: tuple[SessionLine, ...] = ()
    feedback: tuple[CriterionMarks, ...] = ()
    strengths: tuple[str, ...] = ()  # as the mentor wrote them
    notes: tuple[NoteLine, ...] = ()
    next_step: str = ""
    next_step_on: date | None = None
