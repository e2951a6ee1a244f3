"""The drawings: rows whose columns each function names, in; an Altair chart, out.

Every word arrives ready in the rows, in the reader's language. A masked value is None, and is drawn
as the word that its text holds.
"""

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any, Literal

import altair as alt

from core.charts.theme import SIZE, Palette

Rows = Sequence[Mapping[str, Any]]
Chart = Any  # a layered chart: Altair's own types stop half-way

ROWS = alt.NamedData(
    name="rows"
)  # put in once the chart is made: it would be copied with every part
STEP = 27  # px from one line of a chart to the next
TWO_LINES = 39  # px, the same where a name takes two lines
KEY_HEIGHT = 34  # px, above the plot
DOTS_STEP = 42  # px, four dots high
LONGEST_LINE = 28  # letters of a name, before it goes on below
LETTER = 7.2  # px, the mean width of a letter at the charts' size, and a little more


def bars(rows: Rows, colours: Palette, *, most: float = 0) -> Chart:
    """Horizontal bars with their counts, and something muted at the right edge.

    Columns: label, n (None: masked), text, aside. `most` is the longest bar of the charts beside it.
    """
    top = max([most, 1, *(row["n"] or 0 for row in rows)])
    x = alt.X("n:Q").scale(domain=[0, top], range=room(92), nice=False).axis(None)
    base = alt.Chart(ROWS).encode(labels(rows))
    return alt.layer(
        base.transform_filter("datum.n !== null").mark_bar(height=15).encode(x),
        base.transform_filter("datum.n !== null")
        .mark_text(align="left", dx=7, fontWeight=700)
        .encode(x, alt.Text("text:N")),
        masked(base.transform_filter("datum.n === null"), alt.X("start:Q"), colours),
        base.mark_text(align="right", color=colours.muted).encode(
            x=alt.value("width"), text=alt.Text("aside:N")
        ),
    ).properties(height=step(rows))


def pairs(
    rows: Rows, colours: Palette, *, top: float, shares: bool = False, hollow: bool = False
) -> Chart:
    """Two values of the same thing on one line, each with its own shape.

    Columns: label, series, value (None: masked), text, side (left or right of the mark); for the word
    of a masked value: start, and beside ("", or the mark or the text of the other value). `hollow`
    draws the second series as a ring.
    """
    series = list(dict.fromkeys(row["series"] for row in rows))
    axis = alt.Axis(format=".0%", values=[0, 0.5, 1], grid=True) if shares else None
    x = alt.X("value:Q").scale(domain=[0, top], range=room(44), nice=False).axis(axis)
    known = alt.Chart(ROWS).transform_filter("datum.value !== null").encode(labels(rows))
    shapes, fills = ["square", "circle"], [colours.series[1], colours.series[0]]
    if hollow:
        shapes, fills = ["circle", _RING], [colours.series[0], colours.series[0]]
    marks = known.mark_point().encode(
        x,
        alt.Shape("series:N")
        .scale(domain=series, range=shapes)
        .legend(orient="none", legendX=-names(rows), legendY=-KEY_HEIGHT + 4, symbolOpacity=1),
        alt.Color("series:N").scale(domain=series, range=fills),
    )
    lines = known.transform_aggregate(low="min(value)", high="max(value)", groupby=["label"])
    return alt.layer(
        lines.mark_rule().encode(alt.X("low:Q"), alt.X2("high:Q")),
        marks,
        known.transform_filter("datum.side === 'left'")
        .mark_text(align="right", dx=-9, color=colours.muted)
        .encode(x, alt.Text("text:N")),
        known.transform_filter("datum.side === 'right'")
        .mark_text(align="left", dx=9, fontWeight=700)
        .encode(x, alt.Text("text:N")),
        *(
            masked(
                alt.Chart(ROWS)
                .transform_filter(f"datum.value === null && datum.beside === '{beside}'")
                .encode(labels(rows)),
                alt.X("start:Q"),
                colours,
                dx,
            )
            for beside, dx in (("", 2), ("mark", 12), ("text", 36))
        ),
    ).properties(
        height=step(rows, STEP + 3),
        padding={"top": KEY_HEIGHT, "left": 0, "right": 0, "bottom": 5},
    )


def dots(rows: Rows, colours: Palette, *, key: str = "") -> Chart:
    """Every mark from 1 to 4 as a dot, and their median as a line.

    Columns: label, kind (dot, median or masked), x, line (down a row: 0 to 1), text. `key` says what a
    dot stands for.
    """
    axis = alt.Axis(values=[1, 2, 3, 4], format="d", grid=True)
    x = alt.X("x:Q").scale(domain=[0.5, 4.5], nice=False).axis(axis)
    base = alt.Chart(ROWS).encode(labels(rows))
    return alt.layer(
        base.transform_filter("datum.kind === 'median'")
        .mark_tick(thickness=3, size=30, color=colours.ink)
        .encode(x),
        base.transform_filter("datum.kind === 'dot'")
        .mark_point(size=30, color=colours.accent)
        .encode(x, alt.YOffset("line:Q").scale(domain=[0, 1])),
        masked(base.transform_filter("datum.kind === 'masked'"), x, colours, 0, "center"),
    ).properties(
        height=alt.Step(DOTS_STEP),
        title=key_line(key, colours),
    )


def curves(rows: Rows, colours: Palette) -> Chart:
    """Survival curves with their bands, how many are followed under them, and the months.

    Columns: kind (curve, end, month or masked), series, months, value, low, high, text.
    """
    series = list(dict.fromkeys(row["series"] for row in rows if row["kind"] == "curve"))
    last = max([3, *(row["months"] for row in rows)])
    x = alt.X("months:Q").scale(domain=[0, last * 1.16], nice=False).axis(None)
    y = (
        alt.Y("value:Q")
        .scale(domain=[-0.46, 1.02], nice=False)
        .axis(values=[0, 0.25, 0.5, 0.75, 1], format=".0%", grid=True, labelColor=colours.muted)
    )
    colour = alt.Color("series:N").scale(domain=series, range=list(colours.series)).legend(None)
    base = alt.Chart(ROWS)
    curve = base.transform_filter("datum.kind === 'curve'")
    return alt.layer(
        curve.mark_area(interpolate="step-after", opacity=0.18).encode(
            x, alt.Y("low:Q").scale(domain=[-0.46, 1.02]), alt.Y2("high:Q"), colour
        ),
        curve.mark_line(interpolate="step-after").encode(x, y, colour),
        base.transform_filter("datum.kind === 'end'")
        .mark_text(align="left", dx=6, fontWeight=700)
        .encode(x, y, alt.Text("text:N")),
        base.transform_filter("datum.kind === 'month'")
        .mark_text(align="center")
        .encode(x, y, alt.Text("text:N")),
        base.transform_filter("datum.kind === 'words'")
        .mark_text(align="left", color=colours.muted)
        .encode(x, y, alt.Text("text:N")),
        masked(base.transform_filter("datum.kind === 'masked'"), x, colours).encode(y),
    ).properties(height=270)


# A circle with a hole.
_RING = (
    "M0,-1A1,1,0,1,1,0,1A1,1,0,1,1,0,-1ZM0,-0.55A0.55,0.55,0,1,0,0,0.55A0.55,0.55,0,1,0,0,-0.55Z"
)


def key_line(words: str, colours: Palette) -> alt.TitleParams:
    """What the marks of a chart stand for, above it."""
    return alt.Title(
        words.split("\n"), anchor="start", frame="bounds", fontSize=SIZE, fontWeight="normal",
        color=colours.muted, offset=10,
    )  # fmt: skip


def prepared(rows: Rows) -> list[dict[str, Any]]:
    """The rows as a chart reads them: names cut in lines, and a place for what starts at zero."""
    return [
        {"start": 0, **row, **({"label": _lines(row["label"])} if "label" in row else {})}
        for row in rows
    ]


def _lines(label: str) -> str:
    return "\n".join(wrap(label, LONGEST_LINE, break_on_hyphens=False))


def step(rows: Rows, least: int = STEP) -> alt.Step:
    several = any("\n" in _lines(row["label"]) for row in rows)
    return alt.Step(TWO_LINES if several else least)


def labels(rows: Rows) -> alt.Y:
    """The lines' names at the left, in the rows' order, aligned with the title above."""
    return (
        alt.Y("label:N")
        .sort(list(dict.fromkeys(_lines(row["label"]) for row in rows)))
        .axis(
            labelAlign="left",
            labelPadding=names(rows),
            labelLimit=0,
            labelExpr="split(datum.label, '\\n')",
            labelLineHeight=16,
            labelOverlap=False,
        )
    )


def names(rows: Rows) -> float:
    """The width that the lines' names take, px."""
    lines = [line for row in rows for line in _lines(row["label"]).split("\n")]
    return max(map(len, lines), default=0) * LETTER + 8


def room(px: int) -> list[Any]:
    """A scale that leaves room at the right for words, however narrow the chart is."""
    return [0, alt.ExprRef(f"max(width - {px}, 20)")]


def masked(
    base: alt.Chart,
    x: alt.X,
    colours: Palette,
    dx: int = 2,
    align: Literal["left", "center"] = "left",
) -> Chart:
    return base.mark_text(align=align, dx=dx, fontStyle="italic", color=colours.muted).encode(
        x, alt.Text("text:N")
    )
