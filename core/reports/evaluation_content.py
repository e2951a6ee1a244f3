"""What an evaluation report says, as plain values taken from a frozen snapshot.

Every text is in the document's language already; a cell that is None is masked.
"""

from dataclasses import dataclass
from datetime import date

from core.reports.content import Cover
from core.reports.exhibits import Cell, Table


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A chart (PNG), the group it is about ("" for everybody), and the words that stand for it."""

    group: str
    png: bytes
    alt: str

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError("a picture needs words for those who do not see it")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """An indicator: its question, charts, table, and what it rests on.

    `brief` is its line in the summary; `rules` are names (population, numerator…) and sentences.
    """

    title: str
    brief: str
    counted: str
    missing: str
    remark: str
    day: date
    definition: str
    rules: tuple[tuple[str, str], ...]
    table: Table
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Changed:
    """An indicator beside the earlier report: the table of what moved, or a sentence on why there is none."""

    title: str
    table: Table | None = None
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """The earlier report of the same scope, and what changed since."""

    name: str
    day: date
    changed: tuple[Changed, ...]
    same_programme: bool = True


@dataclass(frozen=True, kw_only=True)
class Quote:
    """An observation of a team: what it is about, its date, its words."""

    about: str
    day: date
    words: str


@dataclass(frozen=True, kw_only=True)
class EvaluationContent(Cover):
    """A report for funders or for a steering committee; `smallest` is the count from which one is shown.

    `facts` say what was counted, as label and value; `mark` is the fingerprint of the figures; `empty`
    names the indicators that had nothing to count.
    """

    name: str
    readers: str
    for_committee: bool
    facts: tuple[tuple[str, str], ...]
    mark: str
    smallest: int | None
    figures: tuple[tuple[str, Cell], ...]
    figures_basis: str
    findings: tuple[Finding, ...]
    earlier: Earlier | None
    empty: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    groups: tuple[str, ...] = ()
    left_out: int = 0
