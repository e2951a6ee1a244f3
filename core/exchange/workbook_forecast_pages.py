"""The pages of a workbook with live formulas: rows by month or by year, whose cells other rows can name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openpyxl.cell.cell import Cell
from openpyxl.styles.alignment import Alignment
from openpyxl.styles.borders import Border, Side
from openpyxl.styles.fills import PatternFill
from openpyxl.styles.fonts import Font
from openpyxl.utils.cell import get_column_letter, quote_sheetname
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from core.forecast.months import A_YEAR, MONTHS, YEARS, months_of
from core.language import Language, _, current
from core.wording import clean

Value = str | int | Decimal | date | None
Formula = Callable[[int], str]  # of a month, or a year, counted from 0
LONGEST = 250  # signs in a cell
ACCENT, TINT, TYPED, HAIRLINE, MUTED = "17616B", "F3F0EA", "FFF8DC", "DDD8CE", "5A605F"
_FIRST = {True: 3, False: 2}  # column of the first month, of the first year
_COUNTRY = {Language.FRENCH: "[$-40C]", Language.ENGLISH: "[$-809]"}
AMOUNT = '#,##0.00;-#,##0.00;"–"'  # a dash for nothing
WHOLE, RATE, DAY, MONTH = "0", "0.00##%", "dd/mm/yyyy", "mmm\\ yy"
QUANTITY = "#,##0.##"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row of a page by month (with its start and its years) or by year; everything it gives is a reference."""

    page: str
    row: int
    monthly: bool

    @property
    def start(self) -> str:
        """The cell before the first month."""
        return f"{self.page}$B${self.row}"

    def at(self, n: int) -> str:
        """The month, or the year, counted from 0."""
        return f"{self.page}{get_column_letter(_FIRST[self.monthly] + n)}${self.row}"

    def before(self, n: int) -> str:
        """The month before the month `n`: the start for the first one."""
        return self.at(n - 1) if n else self.start

    def over(self, first: int, last: int) -> str:
        """A range of months, both ends counted from 0 and included."""
        start, end = (get_column_letter(_FIRST[self.monthly] + n) for n in (first, last))
        return f"{self.page}${start}${self.row}:${end}${self.row}"

    def months(self, year: int) -> str:
        """The months of a year counted from 0."""
        own = months_of(year)
        return self.over(own[0], own[-1])

    def year(self, year: int) -> str:
        """The year's cell of a row by month."""
        return f"{self.page}${get_column_letter(_FIRST[True] + MONTHS + year)}${self.row}"


class Page:
    """A sheet written from the top; formulas name cells of any page, their own without its name."""

    def __init__(self, book: Workbook, name: str, title: str, note: str = "") -> None:
        self.sheet: Worksheet = book.create_sheet(name)
        self.prefix = f"{quote_sheetname(name)}!"
        self.row = 0
        self.put(1, title, font=Font(name="Arial", size=14, bold=True, color=ACCENT), down=True)
        self.put(1, note, font=Font(name="Arial", size=9, color=MUTED), down=True)
        self.sheet.sheet_view.showGridLines = False
        page = self.sheet.page_setup
        page.paperSize, page.orientation = self.sheet.PAPERSIZE_A4, "landscape"
        self.sheet.oddFooter.left.text = clean(title, longest=60).replace("&", "&&")
        self.sheet.oddFooter.right.text = "&P / &N"
        self.sheet.page_margins.left = self.sheet.page_margins.right = 0.5

    def cell(self, column: int, row: int | None = None) -> str:
        """The reference of a cell, by default of the row being written."""
        return f"{self.prefix}${get_column_letter(column)}${row or self.row}"

    def put(
        self, column: int, value: Value, *, shape: str = "", font: Font | None = None,
        typed: bool = False, down: bool = False,
    ) -> str:  # fmt: skip
        """Write a value: text stays text whatever it begins with. `typed` cells are those to change."""
        self.row += down
        cell = self.sheet.cell(self.row, column)
        if isinstance(value, str):
            cell.value = clean(value, longest=LONGEST)
            cell.data_type, cell.quotePrefix = "s", value[:1] in "=+-@\t\r"
        else:
            cell.value = value
        _dress(cell, shape, font or _PLAIN, typed)
        return self.cell(column)

    def formula(
        self, column: int, formula: str, *, shape: str = AMOUNT, strong: bool = False
    ) -> str:
        """Write a formula, without its equals sign."""
        cell = self.sheet.cell(self.row, column, f"={formula.replace(self.prefix, '')}")
        _dress(cell, shape, _STRONG if strong else _PLAIN, False)
        return self.cell(column)

    def heading(self, *words: str) -> None:
        """A row of heads, after an empty one."""
        self.row += 1
        for column, text in enumerate(words, start=1):
            self.put(column, text, font=_HEAD, down=column == 1)
            cell = self.sheet.cell(self.row, column)
            cell.fill = PatternFill("solid", fgColor=TINT)
            side = "left" if column == 1 else "right"
            cell.alignment = Alignment(wrap_text=True, vertical="bottom", horizontal=side)

    def calendar(self, first_day: str) -> Line:
        """The heads of a page by month: its first day, then the years; freezes them."""
        self.heading("", _("Start"))
        dates = Line(page=self.prefix, row=self.row, monthly=True)
        for n in range(MONTHS):
            self.formula(
                3 + n, f"EDATE({dates.at(n - 1)},1)" if n else first_day, shape=MONTH, strong=True
            )
        for year in range(YEARS):
            column = 3 + MONTHS + year
            self.put(column, _("Year {number}").format(number=year + 1), font=_HEAD)
        for (cell,) in self.sheet.iter_cols(2, 2 + MONTHS + YEARS, self.row, self.row):
            cell.fill, cell.alignment = (
                PatternFill("solid", fgColor=TINT),
                Alignment(horizontal="right"),
            )
        self._print_by_year()
        return dates

    def line(
        self, label: str, formula: Formula, *, start: str = "", years: str = "SUM",
        shape: str = AMOUNT, strong: bool = False,
    ) -> Line:  # fmt: skip
        """A row by month; `formula` is given the month from 0, `years` is the function of its years."""
        self.put(1, label, down=True, font=_STRONG if strong else _PLAIN)
        line = Line(page=self.prefix, row=self.row, monthly=True)
        if start:
            self.formula(2, start, shape=shape, strong=strong)
        for n in range(MONTHS):
            self.formula(3 + n, formula(n), shape=shape, strong=strong)
        for year in range(YEARS if years else 0):
            what = (
                f"{years}({line.months(year)})"
                if years != "LAST"
                else line.at((year + 1) * A_YEAR - 1)
            )
            self.formula(3 + MONTHS + year, what, shape=shape, strong=strong)
        self._rule(strong)
        return line

    def of_years(
        self, label: str, formula: Formula, *, shape: str = AMOUNT, strong: bool = False,
    ) -> Line:  # fmt: skip
        """A row by year on a page by year."""
        self.put(1, label, down=True, font=_STRONG if strong else _PLAIN)
        for year in range(YEARS):
            self.formula(2 + year, formula(year), shape=shape, strong=strong)
        self._rule(strong)
        return Line(page=self.prefix, row=self.row, monthly=False)

    def in_year_columns(self, label: str, formula: Formula, *, shape: str = AMOUNT) -> Line:
        """A row of a page by month that has cells for its years only."""
        self.put(1, label, down=True)
        for year in range(YEARS):
            self.formula(3 + MONTHS + year, formula(year), shape=shape)
        return Line(page=self.prefix, row=self.row, monthly=True)

    def finish(self, widths: Iterable[float], *, upright: bool = False, freeze: str = "") -> None:
        """Column widths, what stays on screen, and a page as wide as the paper."""
        for column, width in enumerate(widths, start=1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width
        if freeze:
            self.sheet.freeze_panes = freeze
        if not self.sheet.col_breaks.brk:
            self.sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
            self.sheet.page_setup.fitToWidth, self.sheet.page_setup.fitToHeight = 1, 0
        if upright:
            self.sheet.page_setup.orientation = "portrait"

    def _print_by_year(self) -> None:
        """Twelve months a page, names and heads repeated."""
        self.sheet.freeze_panes = f"C{self.row + 1}"
        self.sheet.print_title_cols, self.sheet.print_title_rows = "A:B", f"{self.row}:{self.row}"
        self.sheet.page_setup.scale = 58
        for year in range(1, YEARS + 1):
            self.sheet.col_breaks.append(Break(id=2 + year * A_YEAR))
        for column in range(1, 3 + MONTHS + YEARS):
            self.sheet.column_dimensions[get_column_letter(column)].width = (
                43 if column == 1 else 10.5
            )

    def _rule(self, strong: bool) -> None:
        if strong:
            for (cell,) in self.sheet.iter_cols(1, self.sheet.max_column, self.row, self.row):
                cell.border = _OVER


_PLAIN, _STRONG = Font(name="Arial", size=10), Font(name="Arial", size=10, bold=True)
_HEAD = Font(name="Arial", size=10, bold=True, color=ACCENT)
_EDGE = Side(style="thin", color=HAIRLINE)
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_OVER = Border(top=Side(style="thin", color=ACCENT))
_YELLOW = PatternFill("solid", fgColor=TYPED)


def quoted(text: str) -> str:
    """A text as a formula holds it."""
    return '"{}"'.format(text.replace('"', '""'))


def _dress(cell: Cell, shape: str, font: Font, typed: bool) -> None:
    cell.font = font
    if shape:
        country = _COUNTRY[current()]
        cell.number_format = ";".join(country + part for part in shape.split(";"))
    if typed:
        cell.fill, cell.border = _YELLOW, _BOX
