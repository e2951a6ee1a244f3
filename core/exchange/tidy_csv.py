"""Tidy tables as CSV: for a double click in a French Excel, and for any statistics program.

Semicolons, UTF-8 with its mark, dates as 2026-11-12 (Excel reads them as dates in every language),
names of columns and keys that stay the same in both languages. Decimals take a comma in French: Excel
would read 3.5 as the third of May.
"""

import csv
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

from core.exchange.text_cells import harmless
from core.language import Language, current

MARK = b"\xef\xbb\xbf"


class _Lines:
    """What the csv module writes to; each line is handed on at once."""

    def __init__(self, to: BinaryIO) -> None:
        self.to = to

    def write(self, line: str) -> int:
        return self.to.write(line.encode())


def write_csv(to: BinaryIO, names: Iterable[str], rows: Iterable[Iterable[Any]]) -> int:
    """Write a table and return its number of rows; one row is held at a time."""
    to.write(MARK)
    writer = csv.writer(_Lines(to), delimiter=";", lineterminator="\r\n")
    said = _speaking(current())
    writer.writerow([harmless(name) for name in names])
    written = 0
    for row in rows:
        writer.writerow([said(value) for value in row])
        written += 1
    return written


def _speaking(language: Language) -> Callable[[Any], str]:
    comma = language is Language.FRENCH

    def said(value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return str(int(value))
        if isinstance(value, int):
            return str(value)
        if isinstance(value, float):
            number = f"{value:.10g}"
            return number.replace(".", ",") if comma else number
        return harmless(str(value))

    return said
