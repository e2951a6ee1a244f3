"""A sheet of attendance marks: one line per person, one column per day, one letter in each cell."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from core.exchange.cells import Severity, date_of
from core.exchange.columns import RosterField, field_of, names_last_name_first
from core.exchange.names import part
from core.exchange.roster_line import Problem
from core.exchange.tables import RawRow, RawTable
from core.exchange.vocabulary import is_nothing
from core.language import _
from core.wording import clean, folded


class Mark(StrEnum):
    """What a letter on the sheet says of one person on one day."""

    PRESENT = auto()
    LATE = auto()
    ABSENT = auto()
    EXCUSED = auto()
    CANCELLED = auto()  # by the establishment: nobody's absence


MARKS: Mapping[str, Mark] = (
    dict.fromkeys(("p", "present", "presente", "1"), Mark.PRESENT)
    | dict.fromkeys(("r", "retard", "en retard", "late"), Mark.LATE)
    | dict.fromkeys(("a", "abs", "absent", "absente", "0"), Mark.ABSENT)
    | dict.fromkeys(("e", "exc", "excuse", "excusee", "excused"), Mark.EXCUSED)
    | dict.fromkeys(("x", "annule", "annulee", "cancelled"), Mark.CANCELLED)
)


@dataclass(frozen=True, kw_only=True)
class AttendanceLine:
    """One person's marks, by day; a day without a mark is absent from them."""

    line: int
    first_name: str
    last_name: str
    marks: Mapping[date, Mark]


@dataclass(frozen=True, kw_only=True)
class AttendanceSheet:
    """The days of a sheet, its people, and what could not be read."""

    days: tuple[date, ...]
    lines: tuple[AttendanceLine, ...]
    problems: tuple[Problem, ...] = ()


def read_attendance(table: RawTable, *, today: date) -> AttendanceSheet | None:
    """The marks of a sheet, or None when no line of it names days beside people."""
    heading = next((row for row in table.rows[:30] if len(_days(row, today)) > 0), None)
    if heading is None or (name := _name_column(heading)) is None:
        return None
    days = _days(heading, today)
    last_first = names_last_name_first(heading.cells[name])
    lines, problems = [], []
    for row in table.rows:
        if row.line <= heading.line or name not in row.filled() or len(row.filled()) < 2:
            continue
        if folded(row.cells[name]).startswith("total"):
            continue
        marks, odd_ones = _marks(row, days)
        problems += odd_ones
        who = part(clean(row.cells[name], longest=160), last_name_first=last_first)
        lines.append(
            AttendanceLine(
                line=row.line, first_name=who.first_name, last_name=who.last_name, marks=marks
            )
        )
    return AttendanceSheet(
        days=tuple(dict.fromkeys(days.values())), lines=tuple(lines), problems=tuple(problems)
    )


def _days(row: RawRow, today: date) -> dict[int, date]:
    if _name_column(row) is None:
        return {}
    read = {column: date_of(text, today=today).value for column, text in row.filled().items()}
    return {column: day for column, day in read.items() if day}


def _name_column(row: RawRow) -> int | None:
    names = {RosterField.FULL_NAME, RosterField.LAST_NAME}
    return next((column for column, text in row.filled().items() if field_of(text) in names), None)


def _marks(row: RawRow, days: Mapping[int, date]) -> tuple[dict[date, Mark], list[Problem]]:
    marks: dict[date, Mark] = {}
    problems = []
    for column, day in days.items():
        text = row.cells[column] if column < len(row.cells) else ""
        if (mark := MARKS.get(folded(text))) is not None:
            marks[day] = mark
        elif not is_nothing(text):
            problems.append(
                Problem(
                    line=row.line,
                    column=day.isoformat(),
                    sentence=_("This mark is not known, it is left out: write P, R, A, E or X."),
                    severity=Severity.WARNING,
                )
            )
    return marks, problems
