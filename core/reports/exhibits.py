"""Tables and charts as plain values, before anything is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto

from core.language import Language
from core.wording import NOTHING

Cell = str | None  # None: masked, because so small a number could point at somebody


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with its head; `widths` are relative, equal when there are none.

    `numeric` names the columns set to the right, `strong` the rows of subtotals; with `total`, the
    last row is the total. None is printed as the word for a masked cell.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...] = ()
    numeric: frozenset[int] = frozenset()
    strong: frozenset[int] = frozenset()
    total: bool = False
    small: bool = False
    empty: str = NOTHING  # what an empty cell prints
    note: str = ""
    width: float = 16  # centimetres: the text of an upright page

    def __post_init__(self) -> None:
        if any(len(row) != len(self.head) for row in self.rows):
            raise ValueError("every row of a table needs one cell per column")
        if self.widths and len(self.widths) != len(self.head):
            raise ValueError("a table needs one width per column, or none")

    @property
    def masks(self) -> bool:
        """Whether a cell is masked."""
        return any(cell is None for row in self.rows for cell in row)


class ChartKind(StrEnum):
    BAR = auto()
    HORIZONTAL_BAR = auto()
    LINE = auto()


class NumberFormat(StrEnum):
    """How the numbers of a chart are written; percentages are fractions of one."""

    COUNT = auto()
    EUROS = auto()
    PERCENT = auto()


# The country's code makes every reader group digits the same way, whatever its own settings.
_COUNTRY = {Language.FRENCH: "[$-40C]", Language.ENGLISH: "[$-809]"}
_PATTERNS = {
    NumberFormat.COUNT: {Language.FRENCH: "#,##0", Language.ENGLISH: "#,##0"},
    NumberFormat.EUROS: {Language.FRENCH: '#,##0\\ "€"', Language.ENGLISH: '"€"#,##0'},
    NumberFormat.PERCENT: {Language.FRENCH: "0\\ %", Language.ENGLISH: "0\\ %"},
}


def format_code(number_format: NumberFormat, language: Language) -> str:
    """The spreadsheet format of a kind of number in a language."""
    return _COUNTRY[language] + _PATTERNS[number_format][language]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart: one value per category and series, None where there is none (a gap, not a zero).

    `alt` says in words what the chart shows; without it, the values are said one by one.
    `highlight` is the index of the one point of the first line that carries a mark and a label.
    """

    title: str
    kind: ChartKind
    categories: tuple[str, ...]
    series: Mapping[str, tuple[float | None, ...]]
    number_format: NumberFormat = NumberFormat.COUNT
    highlight: int | None = None
    highest: float | None = None  # the end of the axis: 1 for percentages
    alt: str = ""
    note: str = ""
    height: float = field(default=0)  # centimetres; 0: as high as the kind needs
    width: float = 16  # centimetres: the text of an upright page

    def __post_init__(self) -> None:
        if not self.categories or not self.series:
            raise ValueError("a chart needs categories and at least one series")
        if any(len(values) != len(self.categories) for values in self.series.values()):
            raise ValueError("every series of a chart needs one value per category")
        if len(self.series) > len("BCDEF"):
            raise ValueError("a chart holds five series at most")


@dataclass(frozen=True, kw_only=True)
class Prose:
    """Words among tables: a heading, a text or both; a key point opens with its `lead`, in a box."""

    heading: str = ""
    lead: str = ""
    text: str = ""
    key_point: bool = False


@dataclass(frozen=True, kw_only=True)
class Landscape:
    """Tables and charts on a page of their own, turned sideways."""

    exhibits: tuple[Table | Chart, ...]


Exhibit = Table | Chart | Prose | Landscape
