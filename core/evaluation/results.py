"""What an indicator is, and what it answers: numbers with their definition, never alone."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, auto
from typing import Any

from core.evaluation.statistics import proportion
from core.evaluation.views import View
from core.evaluation.words import Vocabulary
from core.language import _, n_
from core.wording import NOTHING, count, percent

DENOMINATOR = "of"  # the key of what a share is out of, in every indicator
FEW = 10
Number = float | None  # None is masked, NaN is a share of nobody


class Kind(StrEnum):
    """How a number is said."""

    COUNT = auto()
    SHARE = auto()
    INTERVAL = auto()  # from the numbers `low` and `high`, both shares
    LEVEL = auto()  # a median of marks: 2, 2.5
    SCORE = auto()  # 27.4
    CHANGE = auto()  # +3.1
    SPAN = auto()  # from the numbers `low` and `high`, both changes
    EFFECT = auto()  # 0.42
    P = auto()  # 0.03, or below 0.001


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of an indicator's table: the number it shows, its title (to translate), its kind."""

    key: str
    title: str
    kind: Kind = Kind.COUNT

    def numbers(self) -> tuple[tuple[str, str], ...]:
        """The title and the key of each number that the column holds, in the language in force."""
        title = _(self.title) if self.title else ""
        if self.kind not in (Kind.INTERVAL, Kind.SPAN):
            return ((title, self.key),)
        low, high = _("{title}, low").format(title=title), _("{title}, high").format(title=title)
        return (low, "low"), (high, "high")


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of an indicator: what it is about, in which group, and its numbers."""

    key: str
    label: str
    group: str
    numbers: Mapping[str, Number]

    def plain(self, key: str) -> int | float | str | None:
        """A number as a table of numbers holds it: "masked", or None where there is nothing to divide by."""
        number = self.numbers[key]
        if number is None:
            return _("masked")
        if math.isnan(number):
            return None
        return int(number) if number == int(number) else number

    def said(self, column: Column) -> str:
        """The number of a column in the language in force; "masked" where it is."""
        if column.kind in (Kind.INTERVAL, Kind.SPAN):
            low, high = self.numbers["low"], self.numbers["high"]
            if low is None or high is None or math.isnan(low):
                return said(low)
            if column.kind is Kind.SPAN:
                return _("{low} to {high}").format(low=signed(low), high=signed(high))
            return _("{low} to {high}").format(low=count(round(low * 100)), high=percent(high))
        return said(self.numbers[column.key], column.kind)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What an indicator's function gives back: lines, how many were counted, and what is missing.

    `counted` and `missing` are sentences in the language in force; `points` is what only a chart needs.
    """

    rows: tuple[Row, ...]
    counted: str
    missing: str = ""
    remark: str = ""
    points: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """An indicator, defined once. Texts are marked for translation; `answer` counts it in a view."""

    key: str
    title: str
    definition: str
    population: str
    numerator: str
    denominator: str
    missing_rule: str
    columns: tuple[Column, ...]
    answer: Callable[[View, Vocabulary, date], Answer] = field(repr=False)
    chart: str = ""

    def rules(self) -> Iterator[tuple[str, str]]:
        """What is counted and out of what, as label and sentence, in the language in force."""
        yield _("Population"), _(self.population)
        yield _("Numerator"), _(self.numerator)
        yield _("Denominator"), _(self.denominator)
        yield _("Missing values"), _(self.missing_rule)


@dataclass(frozen=True, kw_only=True)
class Result:
    """An indicator on a scope, on a day, ready to be shown: whatever had to be masked is."""

    indicator: Indicator
    answer: Answer
    day: date

    @property
    def masked(self) -> bool:
        """Whether anything was masked."""
        return any(None in row.numbers.values() for row in self.answer.rows)

    @property
    def hidden(self) -> bool:
        """Whether masking left nothing to look at: no number above zero, but for what it is divided by."""
        numbers = (item for row in self.answer.rows for item in row.numbers.items())
        return self.masked and not any(
            n is not None and n > 0 for key, n in numbers if key != DENOMINATOR
        )

    @property
    def few(self) -> bool:
        """Whether a share is out of fewer than ten: one person moves it by more than ten points."""
        wholes = (
            row.numbers.get(DENOMINATOR) for row in self.answer.rows if "share" in row.numbers
        )
        return any(whole is not None and 0 < whole < FEW for whole in wholes)

    def rows_of(self, group: str) -> tuple[Row, ...]:
        return tuple(row for row in self.answer.rows if row.group == group)

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Titles and lines of text, in the language in force; a column for the group if there are several."""
        several = len({row.group for row in self.answer.rows}) > 1
        titles = [_("Group")] * several + [""] + [_(c.title) for c in self.indicator.columns]
        lines = [
            [row.group] * several
            + [row.label]
            + [row.said(column) for column in self.indicator.columns]
            for row in self.answer.rows
        ]
        return titles, lines


def said(number: Number, kind: Kind = Kind.COUNT) -> str:
    """A number in the language in force: "masked" if it is, a dash if there is nothing to divide by."""
    if number is None:
        return _("masked")
    if math.isnan(number):
        return NOTHING
    return _SAID.get(kind, count)(number)


def signed(number: float) -> str:
    """A change with its sign: +3.1, −0.4, 0."""
    rounded = round(number, 1) or 0.0
    return ("+" if rounded > 0 else "\u2212" if rounded < 0 else "") + count(abs(rounded))


def _p_value(number: float) -> str:
    return f"<\u00a0{count(0.001)}" if number < 0.001 else count(round(number, 3))


_SAID: dict[Kind, Callable[[float], str]] = {
    Kind.SHARE: percent,
    Kind.SCORE: lambda number: count(round(number, 1)),
    Kind.CHANGE: signed,
    Kind.EFFECT: lambda number: count(round(number, 2)),
    Kind.P: _p_value,
}


def share(part: Number, whole: Number) -> Number:
    """A part of a whole: masked if either is, NaN out of nobody."""
    if part is None or whole is None:
        return None
    return part / whole if whole else math.nan


def interval(part: int | None, whole: int | None) -> dict[str, Number]:
    """The Wilson interval of a share: masked if either count is, NaN out of nobody."""
    if part is None or whole is None:
        return {"low": None, "high": None}
    if not whole:
        return {"low": math.nan, "high": math.nan}
    estimate = proportion(part, whole)
    return {"low": estimate.low, "high": estimate.high}


def added(numbers: Iterable[int | None]) -> int | None:
    """A sum; masked as soon as one of the numbers is."""
    known = list(numbers)
    return None if None in known else sum(n for n in known if n is not None)


def people_counted(view: View) -> str:
    """How many people are in view: "n = 152 people"."""
    parts = view.parts(lambda tally: {"n": tally.n("people")})
    people = added(parts[group.key]["n"] for group in view.groups)
    return _("n is masked.") if people is None else n_("n = {n} person.", "n = {n} people.", people)
