"""Reads a workbook in a process of its own: XLSX bytes come in, cells leave as JSON.

Run as a script by `core.exchange.tables`, with limits on time and memory; it imports nothing of the project.
"""

import json
import sys
import warnings
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

# Spreadsheet cells are read as plain values: the arrays' library would only cost memory.
sys.modules["numpy"] = None  # type: ignore[assignment]

MOST_TEXT = 20_000_000  # characters in all: one long shared text may be repeated in every cell


class TooMuch(Exception):
    """A sheet is larger than the limits given."""


def limit(*, seconds: int, memory: int) -> None:
    """Bound this process, where the system knows how."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory)):
        resource.setrlimit(kind, (most, most))


def as_text(value: object) -> str:
    """A cell as text: dates in ISO form, whole numbers without decimals."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes") if value.time() != time() else str(value.date())
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def sheets(content: bytes, *, rows: int, columns: int) -> list[dict[str, Any]]:
    """Every visible sheet: its name and its rows, each [line, cells, columns with a formula]."""
    from openpyxl.reader.excel import load_workbook

    load: Any = load_workbook
    book = load(BytesIO(content), keep_links=False)
    seen = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    has_formula = any(cell.data_type == "f" for s in seen for cell in s._cells.values())
    # Formulas are never computed: the result last shown in the workbook is read instead.
    shown = load(BytesIO(content), data_only=True) if has_formula else book
    left = MOST_TEXT
    found = []
    for sheet in seen:
        cells, formulas = cells_of(sheet, shown[sheet.title])
        left -= sum(len(text) for text in cells.values())
        if left < 0:
            raise TooMuch
        found.append({"name": sheet.title, "rows": grid(cells, formulas, rows, columns)})
    return found


def cells_of(sheet: Any, shown: Any) -> tuple[dict[tuple[int, int], str], set[tuple[int, int]]]:
    """The cells that say something, by (line, column from 1), and those that hold a formula."""
    cells, formulas = {}, set()
    # The grid can announce a million empty lines; the cells that exist are few.
    for place, cell in sheet._cells.items():
        if cell.data_type == "f":
            formulas.add(place)
            cell = shown._cells.get(place)
        text = "" if cell is None or cell.data_type == "e" else as_text(cell.value)
        if text.strip():
            cells[place] = text
    for merged in sheet.merged_cells.ranges:
        text = cells.get((merged.min_row, merged.min_col), "")
        # A merge downwards says the same thing of each line; a merge across is a title.
        if text and merged.min_col == merged.max_col and merged.max_row - merged.min_row < 1000:
            for line in range(merged.min_row, merged.max_row + 1):
                cells[line, merged.min_col] = text
    return cells, formulas


def grid(
    cells: dict[tuple[int, int], str], formulas: set[tuple[int, int]], rows: int, columns: int
) -> list[list[Any]]:
    lines = sorted({line for line, _ in cells})
    width = max((column for _, column in cells), default=0)
    if len(lines) > rows or width > columns:
        raise TooMuch
    across = range(1, width + 1)
    return [
        [
            line,
            [cells.get((line, column), "") for column in across],
            [column - 1 for column in across if (line, column) in formulas],
        ]
        for line in lines
    ]


def main() -> None:
    seconds, memory, rows, columns = map(int, sys.argv[1:])
    limit(seconds=seconds, memory=memory)
    warnings.simplefilter("ignore")
    try:
        answer: dict[str, Any] = {
            "sheets": sheets(sys.stdin.buffer.read(), rows=rows, columns=columns)
        }
    except TooMuch:
        answer = {"too_much": True}
    # Whatever a foreign workbook breaks in the library, the answer is the same: it cannot be read.
    except Exception:
        answer = {"unreadable": True}
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    main()
