"""A roster before it is imported: its columns, its places, its lines, and what is to be decided."""

from dataclasses import dataclass
from enum import StrEnum, auto

from core.enrolments import Entry
from core.errors import InvalidInput
from core.exchange.cells import Severity
from core.exchange.columns import RosterField
from core.exchange.duplicates import LIKENESS_LABELS, Likeness
from core.exchange.roster_line import Problem, RosterLine
from core.language import _
from core.organisations import SiteKind
from core.wording import folded


class Status(StrEnum):
    """What an import would do with a line."""

    NEW = auto()
    SAME = auto()
    TO_DECIDE = auto()
    REFUSED = auto()


class Choice(StrEnum):
    """What somebody decides about a line."""

    NEW = auto()
    SAME = auto()
    SKIP = auto()


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A decision on one line; the same as a known person (by id) or as an earlier line (by number)."""

    choice: Choice
    participant_id: int | None = None
    line: int | None = None

    def __post_init__(self) -> None:
        named = (self.participant_id is not None) + (self.line is not None)
        if named != (self.choice is Choice.SAME):
            raise InvalidInput(_("Say whom this line is the same person as."))


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A column: `number` from 0, its title, what it says; `why` it is not imported, or empty.

    `correctable` is False for a column that is never read, whatever somebody says of it.
    """

    number: int
    title: str
    field: RosterField | None
    why: str = ""
    correctable: bool = True


@dataclass(frozen=True, kw_only=True)
class Lookalike:
    """Somebody a line may be: a known person, or the person of an earlier line of the same file."""

    likeness: Likeness
    name: str
    birth_year: int | None
    participant_id: int | None = None
    code: str = ""
    cohort: str = ""
    line: int | None = None

    @property
    def why(self) -> str:
        return _(LIKENESS_LABELS[self.likeness])

    def decision(self) -> Decision:
        """The decision that says: it is this person."""
        return Decision(choice=Choice.SAME, participant_id=self.participant_id, line=self.line)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line as it was read, what an import would do with it, and why."""

    read: RosterLine
    status: Status
    problems: tuple[Problem, ...] = ()
    lookalikes: tuple[Lookalike, ...] = ()
    entry: Entry | None = None

    @property
    def number(self) -> int:
        return self.read.line

    @property
    def name(self) -> str:
        return f"{self.read.first_name} {self.read.last_name}".strip()

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity is Severity.WARNING]


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place that lines name: the site it means if that is `sure`, or the likely one to confirm."""

    text: str
    lines: tuple[int, ...]
    site_id: int | None = None
    site: str = ""
    sure: bool = False

    @property
    def kind(self) -> SiteKind:
        """The kind of place that its name tells, or another place."""
        words = folded(self.text).split()
        return next((kind for kind in SiteKind if kind.casefold() in words), SiteKind.OTHER)


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What an import of this sheet into this cohort would do."""

    cohort_id: int
    sheet: str
    sheets: tuple[str, ...]
    headings: tuple[Heading, ...]
    places: tuple[Place, ...]
    lines: tuple[Line, ...]

    def having(self, status: Status) -> list[Line]:
        return [line for line in self.lines if line.status is status]

    @property
    def flagged(self) -> list[Line]:
        """The lines with words that look like an offence or a sentence."""
        return [line for line in self.lines if line.read.flagged]

    @property
    def unknown_places(self) -> list[Place]:
        return [place for place in self.places if not place.sure]


class Fate(StrEnum):
    """What became of a line."""

    ADDED = auto()
    ALREADY = auto()
    SKIPPED = auto()
    UNDECIDED = auto()
    REFUSED = auto()


@dataclass(frozen=True, kw_only=True)
class Report:
    """What an import did: what became of each line, and the code of each person added, by line."""

    fates: dict[int, Fate]
    codes: dict[int, str]

    def lines(self, fate: Fate) -> list[int]:
        return [line for line, became in self.fates.items() if became is fate]
