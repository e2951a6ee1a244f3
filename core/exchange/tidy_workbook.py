"""Tidy tables as a workbook: a sheet for what to know, the dictionary, then a sheet for each table."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, BinaryIO

from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.styles.alignment import Alignment
from openpyxl.styles.fills import PatternFill
from openpyxl.styles.fonts import Font
from openpyxl.utils.cell import get_column_letter
from openpyxl.workbook.workbook import Workbook

from core.errors import UnusableFile
from core.exchange.text_cells import LONGEST, may_run
from core.language import _
from core.wording import clean

MOST_ROWS = 1_048_575  # under the head, in a sheet
DAY = "yyyy-mm-dd"
ACCENT, TINT = "17616B", "F3F0EA"


class TidyWorkbook:
    """A workbook written from the top; rows go to a file of their own as they come."""

    def __init__(self) -> None:
        self.book = Workbook(write_only=True)

    def page(
        self,
        title: str,
        head: Iterable[str],
        rows: Iterable[Iterable[Any]],
        *,
        widths: Iterable[int] = (),
        words: Mapping[int, Mapping[str, str]] | None = None,
        dates: frozenset[int] = frozenset(),
    ) -> int:
        """Add a sheet and return its number of rows. `words` and `dates` by place of the column.

        Raises `UnusableFile` when a sheet cannot hold them all.
        """
        sheet: Any = self.book.create_sheet(title[:31])
        titles = list(head)
        for place, width in enumerate(widths or (_width(one) for one in titles), start=1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.freeze_panes = "A2"
        sheet.append([_heading(sheet, one) for one in titles])
        written = 0
        for row in rows:
            if written == MOST_ROWS:
                raise UnusableFile(
                    _("This table has too many rows for a workbook. Take the CSV file instead.")
                )
            sheet.append(
                [
                    _cell(sheet, value, (words or {}).get(place), day=place in dates)
                    for place, value in enumerate(row)
                ]
            )
            written += 1
        if written:
            sheet.auto_filter.ref = f"A1:{get_column_letter(len(titles))}{written + 1}"
        return written

    def save(self, to: BinaryIO) -> None:
        self.book.save(to)


def _heading(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, clean(text, longest=LONGEST))
    cell.data_type = "s"
    cell.font = Font(name="Arial", size=10, bold=True, color=ACCENT)
    cell.fill = PatternFill("solid", fgColor=TINT)
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    return cell


def _cell(sheet: Any, value: Any, words: Mapping[str, str] | None, *, day: bool) -> Any:
    if words is not None:
        value = words.get(str(value), value)
    if value is None or isinstance(value, int | float):
        return value
    text = str(value)
    if day:
        cell = WriteOnlyCell(sheet, date.fromisoformat(text[:10]))
        cell.number_format = DAY
        return cell
    return _text(sheet, text)


def _text(sheet: Any, text: str) -> Any:
    """Text as text; a cell of its own, marked as text, only where a spreadsheet might run it."""
    plain = clean(text, longest=LONGEST)
    if not may_run(plain):
        return plain
    cell = WriteOnlyCell(sheet, plain)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def _width(title: str) -> int:
    return min(max(len(title) + 3, 11), 34)
