"""A list somebody gives as CSV or XLSX, as lines of text: nothing computed, nothing shifted."""

import csv
import json
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from pathlib import Path

from core.errors import UnusableFile
from core.exchange.guards import check_workbook, is_workbook
from core.language import _

MOST_ROWS = 5_000
MOST_COLUMNS = 100
MOST_CELL = 32 * 1024  # bytes
SECONDS = 10
MEMORY = 512 * 1024 * 1024  # bytes

DELIMITERS = (";", ",", "\t")
SAMPLE = 200  # lines that decide which separator a file uses
READER = Path(__file__).with_name("workbook_reader.py")


@dataclass(frozen=True, kw_only=True)
class RawRow:
    """One line as it stands in the file; `formulas` are the columns (from 0) that held a formula."""

    line: int
    cells: tuple[str, ...]
    formulas: frozenset[int] = frozenset()

    def filled(self) -> dict[int, str]:
        """The cells that say something, by column."""
        return {column: text for column, text in enumerate(self.cells) if text.strip()}


@dataclass(frozen=True, kw_only=True)
class RawTable:
    """One sheet: its name and its lines that are not empty, in the order of the file."""

    name: str
    rows: tuple[RawRow, ...]


def read_table(name: str, content: bytes) -> list[RawTable]:
    """Every sheet of a CSV or XLSX file (a CSV file is one sheet); `UnusableFile` says what to do.

    Lines of a CSV file keep the width they have; lines of a sheet are as wide as its widest.
    """
    tables = _from_workbook(content) if is_workbook(name, content) else [_from_csv(name, content)]
    kept = [table for table in tables if table.rows]
    if not kept:
        raise UnusableFile(_("This file has no line to read."))
    for table in kept:
        _check_limits(table)
    return kept


def _check_limits(table: RawTable) -> None:
    if len(table.rows) > MOST_ROWS or any(len(row.cells) > MOST_COLUMNS for row in table.rows):
        raise _too_much()
    for row in table.rows:
        for text in row.cells:
            if "\0" in text:
                raise _not_text()
            if len(text) * 4 > MOST_CELL and len(text.encode(errors="replace")) > MOST_CELL:
                raise UnusableFile(
                    _("Line {line}: one cell is far too long (more than 32 kB).").format(
                        line=row.line
                    )
                )


def _from_csv(name: str, content: bytes) -> RawTable:
    if b"\0" in content:
        raise _not_text()
    text = _decoded(content)
    first, _end, rest = text.partition("\n")
    told = first.strip().removeprefix("sep=")
    if first.startswith("sep=") and told in DELIMITERS:  # how some spreadsheets announce it
        return RawTable(name=name, rows=_records(rest, told, after=1))
    delimiter = max(DELIMITERS, key=lambda sign: _regularity(text, sign))
    return RawTable(name=name, rows=_records(text, delimiter))


def _regularity(text: str, delimiter: str) -> tuple[int, int]:
    """How well a delimiter explains the first lines: how many have the commonest width, and that width."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths = Counter(len(cells) for cells in islice(reader, SAMPLE) if len(cells) > 1)
    except csv.Error:
        return 0, 0
    return max(((lines, width) for width, lines in widths.items()), default=(0, 0))


def _records(text: str, delimiter: str, *, after: int = 0) -> tuple[RawRow, ...]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[RawRow] = []
    line = after + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(RawRow(line=line, cells=tuple(cells)))
            line = after + reader.line_num + 1
            if len(rows) > MOST_ROWS:
                raise _too_much()
    except csv.Error as problem:
        raise UnusableFile(
            _("Line {line}: a quotation mark is misplaced or not closed; correct it.").format(
                line=line
            )
        ) from problem
    return tuple(rows)


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _not_text()


def _from_workbook(content: bytes) -> list[RawTable]:
    check_workbook(content)
    limits = [str(limit) for limit in (SECONDS, MEMORY, MOST_ROWS, MOST_COLUMNS)]
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(READER), *limits],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
        answer = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError) as problem:
        raise _unreadable() from problem
    if "too_much" in answer:
        raise _too_much()
    if "sheets" not in answer:
        raise _unreadable()
    return [
        RawTable(
            name=sheet["name"],
            rows=tuple(
                RawRow(line=line, cells=tuple(cells), formulas=frozenset(formulas))
                for line, cells, formulas in sheet["rows"]
            ),
        )
        for sheet in answer["sheets"]
    ]


def _too_much() -> UnusableFile:
    return UnusableFile(
        _("A list has at most 5,000 lines and 100 columns: split it into several files.")
    )


def _not_text() -> UnusableFile:
    return UnusableFile(_("This text cannot be read: export the list again as CSV UTF-8."))


def _unreadable() -> UnusableFile:
    return UnusableFile(
        _("This workbook cannot be read: copy the list into a new one, or export it as CSV.")
    )
