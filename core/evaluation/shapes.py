"""How durations, parts of a whole, change and comparisons are drawn: rows as `core.charts` wants them."""

import math
from collections.abc import Iterator, Sequence
from typing import Any

from core.evaluation.results import DENOMINATOR, Kind, Result, Row, said
from core.language import N_, _, n_

Made = tuple[list[dict[str, Any]], dict[str, Any]]
Rows = tuple[Row, ...]

PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "barriers": (
        ("lifted", N_("lifted")),
        ("open_worked_on", N_("worked on")),
        ("open", N_("identified")),
        ("none", N_("not identified")),
    ),
    "plan": (
        ("done", N_("finished")),
        ("to_review", N_("to read over")),
        ("draft", N_("begun")),
        ("empty", N_("to write")),
    ),
    "follow_up": (
        ("answered", N_("answer given")),
        ("refused", N_("did not wish to answer")),
        ("unreachable", N_("unreachable")),
        ("waiting", N_("not contacted")),
    ),
}
LENGTHS = {"time_in_stage": "moved", "milestone_delays": "n"}  # what the median rests on
DOTS_HIGH, DOWN = 4, 0.22  # dots one above the other; from one to the next, of a line of the chart
BETWEEN = 2.2  # from one pair of measures to the next: as in core.charts.spread


def stack(result: Result, rows: Rows, _group: str) -> Made:
    """Parts of each line, in order; a line with a masked part is a word."""
    parts = PARTS[result.indicator.key]
    names = tuple(_(name) for _key, name in parts)
    drawn: list[dict[str, Any]] = []
    for row in rows:
        counts = [row.numbers[key] for key, _name in parts]
        whole = None not in counts
        reached = 0.0
        for place, (n, name) in enumerate(zip(counts, names, strict=True)):
            drawn.append(
                {
                    "label": row.label, "part": name, "place": place, "whole": whole,
                    "n": n if whole else None, "middle": reached + (n or 0) / 2 if whole else None,
                    "text": said(n) if whole else "", "aside": "" if whole else said(None),
                }
            )  # fmt: skip
            reached += n or 0
    return drawn, {
        "top": max((_length(row, parts) for row in result.answer.rows), default=1),
        "parts": names,
    }


def _length(row: Row, parts: Sequence[tuple[str, str]]) -> float:
    return sum(row.numbers[key] or 0 for key, _name in parts)


def strip(result: Result, rows: Rows, group: str) -> Made:
    """Durations as dots, or their middle half where they are many, with their median in words."""
    based_on = LENGTHS[result.indicator.key]
    points = [point for point in result.answer.points if point["group"] == group]
    most = max((point.get("n", 1) for point in result.answer.points), default=1)
    stands_for = math.ceil(most / DOTS_HIGH)
    drawn: list[dict[str, Any]] = []
    for row in rows:
        blank = {"label": row.label, "x": None, "x2": None, "line": 0.5, "text": ""}
        n, median = row.numbers[based_on], row.numbers["median"]
        if n is None or median is None:
            drawn.append(blank | {"kind": "masked", "x": 0, "text": said(None)})
            continue
        for point in (point for point in points if point["row"] == row.key):
            if point["kind"] == "quarters":
                drawn.append(blank | {"kind": "quarters", "x": point["at"], "x2": point["to"]})
                continue
            drawn += [
                blank | {"kind": point["kind"], "x": point["at"], "line": line}
                for line in _heap(math.ceil(point["n"] / stands_for))
            ]
        if not math.isnan(median):
            words = _("{median} (n = {n})").format(median=said(median), n=said(n))
            drawn.append(blank | {"kind": "median", "x": median})
            drawn.append(blank | {"kind": "words", "text": words})
        elif not any(one["label"] == row.label for one in drawn):
            drawn.append(blank | {"kind": "words", "text": said(math.nan)})
    every = [max(point["at"], point.get("to", 0)) for point in result.answer.points]
    every += [row.numbers["median"] or 0 for row in result.answer.rows]
    top = max((one for one in every if not math.isnan(one)), default=0)
    return drawn, {"top": top, "key": _strip_key(result, stands_for)}


def _strip_key(result: Result, stands_for: int) -> str:
    """What the marks of a strip stand for, in two lines."""
    stages = result.indicator.key == "time_in_stage"
    unit = _("weeks; the line: the median") if stages else _("days; the line: the median")
    if all(point["kind"] == "quarters" for point in result.answer.points):
        band = _("the band: the middle half")
        return f"{unit}\n{band}" if result.answer.points else unit
    dot = n_("one dot: {n} time", "one dot: up to {n} times", stands_for)
    ring = _("a ring: somebody still there")
    return f"{unit}\n{dot}; {ring}" if stages else f"{unit}\n{dot}"


def _heap(n: int) -> Iterator[float]:
    """Where n dots stand, one above the other."""
    yield from (0.5 + (place - (n - 1) / 2) * DOWN for place in range(n))


def slopes(result: Result, rows: Rows, group: str) -> Made:
    """Before and after: a line for each person while they are few, the means from ten pairs on."""
    drawn: list[dict[str, Any]] = []
    points = [point for point in result.answer.points if point["group"] == group]
    for place, row in enumerate(rows):
        mine = [point for point in points if point["row"] == row.key]
        bounds = next(point for point in mine if "low" in point)
        drawn += _pair(row, place * BETWEEN, bounds, [one for one in mine if "before" in one])
    return drawn, {"pairs": len(rows)}


def _pair(row: Row, x: float, bounds: Any, lines: list[Any]) -> Iterator[dict[str, Any]]:
    low, high = bounds["low"], bounds["high"]
    blank = {"one": "", "x": x, "value": 0.0, "side": "", "n": 1, "text": ""}

    def at(score: float) -> float:
        return float(round((score - low) / (high - low), 4))

    n = row.numbers["n"]
    yield blank | {
        "kind": "words", "side": "title", "value": 1.12,
        "text": _("{questionnaire} (n = {n})").format(questionnaire=bounds["short"], n=said(n)),
    }  # fmt: skip
    for side, words in ((0, _("entry")), (1, _("exit"))):
        yield blank | {"kind": "words", "x": x + side, "value": -0.1, "text": words}
        for end, score in ((0.0, low), (1.0, high)):
            yield blank | {"kind": "edge", "one": f"{row.key} {side}", "x": x + side, "value": end}
            if not side:
                yield blank | {"kind": "words", "x": x - 0.16, "value": end, "text": said(score)}
    for number, line in enumerate(lines):
        for side, score in ((0, line["before"]), (1, line["after"])):
            yield blank | {
                "kind": "line", "one": f"{row.key} {number}", "x": x + side, "value": at(score),
                "n": line["n"],
            }  # fmt: skip
    before, after = row.numbers["before"], row.numbers["after"]
    if before is None or after is None:
        yield blank | {"kind": "masked", "x": x + 0.5, "value": 0.5, "text": said(None)}
    elif not math.isnan(before):
        for side, score, name in ((0, before, "left"), (1, after, "right")):
            spot = {"x": x + side, "value": at(score)}
            yield blank | spot | {"kind": "mean", "one": f"{row.key} mean"}
            yield blank | spot | {"kind": "end", "side": name, "text": said(score, Kind.SCORE)}


def crossing(result: Result, rows: Rows, _group: str) -> Made:
    """Where people were against where they are: the columns carry the numbers of the lines."""
    columns = [column for column in result.indicator.columns if column.key != DENOMINATOR]
    places = {point["key"]: str(n) for n, point in enumerate(result.answer.points, start=1)}
    drawn = [
        {
            "label": f"{places[row.key]}. {row.label}", "to": int(places[column.key]),
            "n": row.numbers[column.key], "text": said(row.numbers[column.key]),
            "stays": column.key == row.key,
        }
        for row in rows
        for column in columns
    ]  # fmt: skip
    lines = {row.key for row in rows}
    others = ", ".join(
        f"{places[column.key]}. {column.title}" for column in columns if column.key not in lines
    )
    words = _("Lines: where people were. Columns: where they are.")
    return drawn, {"words": f"{words}\n{others}".strip()}


def intervals(result: Result) -> Made:
    """A share in every group, with its interval and its counts."""
    groups = list(dict.fromkeys(row.group for row in result.answer.rows))
    drawn = []
    for row in result.answer.rows:
        share = row.numbers["share"]
        known = share is not None and not math.isnan(share)
        n, of = row.numbers["n"], row.numbers["of"]
        words = _("{n} of {of}").format(n=said(n), of=said(of)) if n is not None else said(None)
        drawn.append(
            {
                "label": row.label, "series": row.group, "value": share if known else None,
                "low": row.numbers["low"] if known else None,
                "high": row.numbers["high"] if known else None, "text": words,
            }
        )  # fmt: skip
    return drawn, {"groups": tuple(groups)}
