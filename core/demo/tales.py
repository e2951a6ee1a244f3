"""The stories of the demonstration, as `data/demo/` writes them, and the days that they name."""

import re
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from core.wording import month, plain_date

FOLDER = Path(__file__).parent.parent.parent / "data" / "demo"
COHORTS = ("lyon", "strasbourg", "seine_maritime")

Tale = dict[str, Any]
_DAY = re.compile(r"\{([+-]\d+)\}")
_MONTH = re.compile(r"\{m([+-]\d+)\}")
# Where a line never breaks: before double signs and units, inside guillemets and numbers.
_HELD = re.compile(r" (?=[:;!?%€»])|(?<=«) |(?<=\d) (?=\d{3}\b|h\b|g\b|m²)")


def read(name: str) -> Tale:
    """One file of the folder, its texts as French is printed."""
    with (FOLDER / f"{name}.toml").open("rb") as source:
        tale: Tale = _typeset(tomllib.load(source))
        return tale


def day(days: int, today: date) -> date:
    """So many days from today, on a working day: before a weekend that has passed, after one to come."""
    on = today + timedelta(days=days)
    weekend = max(on.weekday() - 4, 0)  # 1 on Saturday, 2 on Sunday
    if days < 0:
        return on - timedelta(days=weekend)
    return on + timedelta(days=3 - weekend) if weekend and days else on


def weekday(week: int, number: int, today: date) -> date:
    """A working day (1 to 5) of the week so many weeks from this one."""
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(weeks=week, days=number - 1)


def months_away(months: int, today: date) -> date:
    """The first day of the month so many months from this one."""
    at = today.year * 12 + today.month - 1 + months
    return date(at // 12, at % 12 + 1, 1)


def filled_in(text: str, today: date) -> str:
    """A text with its days and months written out: {+30}, {m-2}; a line is a paragraph, but in a calendar."""

    def a_day(found: re.Match[str]) -> str:
        return plain_date(today + timedelta(days=int(found[1])))

    def a_month(found: re.Match[str]) -> str:
        return month(months_away(int(found[1]), today))

    lines = text.strip().splitlines()
    between = "\n" if all(_DAY.match(line) for line in lines) else "\n\n"
    return _MONTH.sub(a_month, _DAY.sub(a_day, between.join(lines)))


def _typeset(told: Any) -> Any:
    """Stories are typed with plain apostrophes and spaces, and shown with those of a book."""
    if isinstance(told, dict):
        return {key: _typeset(value) for key, value in told.items()}
    if isinstance(told, list):
        return [_typeset(value) for value in told]
    if isinstance(told, str):
        return _HELD.sub("\u00a0", told.replace("'", "’"))
    return told
