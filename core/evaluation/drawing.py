"""How an indicator is drawn: its rows in the words and order that a chart needs."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from core.evaluation import shapes
from core.evaluation.results import Kind, Number, Result, Row, said
from core.language import _, n_

MARKS = (1, 2, 3, 4)
DOTS_A_LINE, LINES = 5, 4  # around one mark; beyond, one dot stands for several
ACROSS, DOWN = 0.16, 0.22  # from one dot to the next: of a mark, of a line of the chart


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A drawing of `core.charts`: its name, its rows, its options, and what it says to who cannot see it."""

    name: str
    rows: tuple[Mapping[str, Any], ...]
    options: Mapping[str, Any]
    alt: str


def drawing(result: Result, group: str = "") -> Drawing | None:
    """How to draw an indicator for one of its groups; None if there is nothing to draw."""
    rows = result.rows_of(group)
    if not rows or not result.indicator.chart:
        return None
    name, make = DRAWINGS[result.indicator.chart]
    drawn, options = make(result, rows, group)
    lines = "; ".join(_line(result, row) for row in rows)
    title = _(result.indicator.title)
    alt = f"{title} {lines}."
    return Drawing(name=name, rows=tuple(drawn), options=options, alt=alt)


def comparison(result: Result) -> Drawing | None:
    """How to draw the groups of an indicator together, as shares with their intervals; None if it has none."""
    if not any(column.kind is Kind.INTERVAL for column in result.indicator.columns):
        return None
    drawn, options = shapes.intervals(result)
    lines = "; ".join(", ".join([row.group, _line(result, row)]) for row in result.answer.rows)
    title = _(result.indicator.title)
    alt = f"{title} {lines}."
    return Drawing(name="intervals", rows=tuple(drawn), options=options, alt=alt)


def _line(result: Result, row: Row) -> str:
    values = (" ".join([_(column.title), row.said(column)]) for column in result.indicator.columns)
    return f"{row.label}: {', '.join(values)}"


Made = tuple[list[dict[str, Any]], dict[str, Any]]


def _bars(result: Result, rows: tuple[Row, ...], _group: str) -> Made:
    most = max((row.numbers["n"] or 0 for row in result.answer.rows), default=0)
    drawn = [
        {
            "label": row.label,
            "n": row.numbers["n"],
            "text": said(row.numbers["n"]),
            "aside": "" if row.numbers["n"] is None else _aside(row.numbers["share"]),
        }
        for row in rows
    ]
    return drawn, {"most": most}


def _aside(share: Number) -> str:
    return "" if share is None or math.isnan(share) else said(share, Kind.SHARE)


def _rates(_result: Result, rows: tuple[Row, ...], _group: str) -> Made:
    names = {"share": _("all causes"), "fair": _("without the establishment's")}
    return _paired(rows, names, Kind.SHARE), {"top": 1, "shares": True}


def _steps(result: Result, rows: tuple[Row, ...], _group: str) -> Made:
    names = {"validated": _("milestone validated"), "submitted": _("milestone submitted")}
    known = [row.numbers[name] or 0 for row in result.answer.rows for name in names]
    top = max(known, default=0) or 1
    return _paired(rows, names, Kind.COUNT), {"top": top, "hollow": True}


def _paired(rows: tuple[Row, ...], names: Mapping[str, str], kind: Kind) -> list[dict[str, Any]]:
    """Two lines of the drawing for each row; said once where both are equal or both masked."""
    drawn = []
    for row in rows:
        (left, low), (right, high) = ((name, _known(row.numbers[name])) for name in names)
        for name, value, other, side in ((left, low, high, "left"), (right, high, low, "right")):
            twice = side == "left" and value == other
            beside = "" if other is None else "mark" if side == "right" else "text"
            drawn.append(
                {
                    "label": row.label,
                    "series": names[name],
                    "value": value,
                    "text": "" if twice else said(row.numbers[name], kind),
                    "side": side,
                    "start": other or 0,
                    "beside": beside,
                }
            )
    return drawn


def _known(number: Number) -> float | None:
    return None if number is None or math.isnan(number) else number


def _dots(_result: Result, rows: tuple[Row, ...], _group: str) -> Made:
    most = max((row.numbers[f"mark{mark}"] or 0 for row in rows for mark in MARKS), default=0)
    stands_for = max(1, math.ceil(most / (DOTS_A_LINE * LINES)))
    drawn: list[dict[str, Any]] = []
    for row in rows:
        blank = {"label": row.label, "line": 0.5, "text": ""}
        for mark in MARKS:
            n = row.numbers[f"mark{mark}"]
            if n is None:
                drawn.append(blank | {"kind": "masked", "x": mark, "text": _("masked")})
                continue
            places = _heap(math.ceil(n / stands_for))
            drawn += [
                blank | {"kind": "dot", "x": round(mark + x, 3), "line": line} for x, line in places
            ]
        median = row.numbers["median"]
        if median is not None:
            drawn.append(
                blank | {"kind": "none" if math.isnan(median) else "median", "x": _known(median)}
            )
    key = (
        n_("one dot: {n} mark", "one dot: {n} marks", stands_for),
        _("the line: the median"),
    )
    return drawn, {"key": ", ".join(key)}


def _heap(n: int) -> Iterator[tuple[float, float]]:
    """Where n dots stand around a mark: across (in marks) and down (0 to 1), in centred lines."""
    lines = math.ceil(n / DOTS_A_LINE)
    for line in range(lines):
        here = n // lines + (line < n % lines)
        for place in range(here):
            yield (place - (here - 1) / 2) * ACROSS, 0.5 + (line - (lines - 1) / 2) * DOWN


def _curves(result: Result, rows: tuple[Row, ...], group: str) -> Made:
    names = {"net": _("Net"), "gross": _("Gross")}
    blank = {"series": "", "months": 0.0, "value": 0.0, "low": None, "high": None, "text": ""}
    if rows[0].numbers["gross"] is None:
        return [blank | {"kind": "masked", "value": 0.5, "text": _("masked")}], {}
    drawn = []
    points = [point for point in result.answer.points if point["group"] == group]
    for key, name in names.items():
        corners = [point for point in points if point["series"] == key]
        for point in corners:
            kept = {one: round(point[one], 4) for one in ("months", "value", "low", "high")}
            drawn.append(blank | kept | {"kind": "curve", "series": name})
        drawn.append(blank | kept | {"kind": "end", "text": name})
    _apart([row for row in drawn if row["kind"] == "end"])
    for row in rows:
        month = float(row.key)
        for value, text in ((-0.22, said(row.numbers["at_risk"])), (-0.36, row.key)):
            drawn.append(blank | {"kind": "month", "months": month, "value": value, "text": text})
    drawn.append(blank | {"kind": "words", "value": -0.1, "text": _("people followed, by month")})
    return drawn, {}


def _apart(ends: list[dict[str, Any]]) -> None:
    """Two names at the ends of curves that meet would cover each other."""
    upper, lower = ends
    if upper["value"] - lower["value"] < 0.1:
        middle = (upper["value"] + lower["value"]) / 2
        upper["value"], lower["value"] = min(middle + 0.05, 0.98), middle - 0.05


DRAWINGS: dict[str, tuple[str, Callable[[Result, tuple[Row, ...], str], Made]]] = {
    "bars": ("bars", _bars),
    "rates": ("pairs", _rates),
    "steps": ("pairs", _steps),
    "dots": ("dots", _dots),
    "curves": ("curves", _curves),
    "stack": ("stack", shapes.stack),
    "strip": ("strip", shapes.strip),
    "slopes": ("slopes", shapes.slopes),
    "crossing": ("crossing_table", shapes.crossing),
}
