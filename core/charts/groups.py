"""The drawings that compare: parts of a whole, groups with their intervals, where people went."""

from typing import Any

import altair as alt

from core.charts.drawings import (
    KEY_HEIGHT,
    ROWS,
    STEP,
    Rows,
    key_line,
    labels,
    masked,
    names,
    room,
    step,
)
from core.charts.theme import Palette

Chart = Any
NARROWEST = 0.07  # of the line: a part narrower than this leaves its number to the table
ONE_LINE = 34  # letters of a key that stands in one line, in the narrower charts
SQUARE = 34  # px, a cell of the crossing table


def stack(rows: Rows, colours: Palette, *, top: float, parts: tuple[str, ...]) -> Chart:
    """Each line cut in parts, their counts written on them; the last part is what is missing, in grey.

    Columns: label, part, place (of the part), n (None: masked), text. `parts` are in order; `top` is the
    longest line. A line with a masked part is drawn as words alone.
    """
    fills = [*colours.series[: len(parts) - 1], colours.grid]
    two_lines = sum(map(len, parts)) > ONE_LINE
    above = KEY_HEIGHT + 20 * two_lines
    x = alt.X("n:Q").stack("zero").scale(domain=[0, top or 1], range=room(8), nice=False).axis(None)
    base = alt.Chart(ROWS).encode(labels(rows))
    known = base.transform_filter("datum.whole")
    order = alt.Order("place:Q")
    middle = alt.X("middle:Q").scale(domain=[0, top or 1], range=room(8), nice=False).axis(None)
    colour = (
        alt.Color("part:N")
        .scale(domain=list(parts), range=fills)
        .legend(
            orient="none", legendX=-names(rows), legendY=-above + 4, symbolType="square",
            columns=2 if two_lines else 0,
        )
    )  # fmt: skip
    plate = known.transform_filter(f"datum.n >= {NARROWEST * (top or 1)}")
    return alt.layer(
        known.mark_bar(height=17, cornerRadiusEnd=0).encode(x, colour, order),
        *(
            plate.transform_filter(alt.datum.part == part)
            .mark_text(fontWeight=700, color=_on(fill))
            .encode(middle, alt.Text("text:N"))
            for part, fill in zip(parts, fills, strict=True)
        ),
        masked(
            base.transform_filter("!datum.whole && datum.place === 0"),
            alt.X("start:Q"),
            colours,
        ).encode(alt.Text("aside:N")),
    ).properties(
        height=step(rows, STEP + 1),
        padding={"top": above, "left": 0, "right": 0, "bottom": 5},
    )


def intervals(rows: Rows, colours: Palette, *, groups: tuple[str, ...]) -> Chart:
    """The same share in several groups: a mark, its 95 % interval, and what it rests on.

    Columns: label, series (the group), value, low, high (None: masked), text, few (fewer than ten).
    """
    shapes = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down"]
    fills = [*colours.series, colours.quiet][: len(groups)]
    x = (
        alt.X("value:Q")
        .scale(domain=[0, 1], range=room(118), nice=False)
        .axis(format=".0%", values=[0, 0.5, 1], grid=True)
    )
    inside = alt.YOffset("series:N").sort(list(groups)).scale(paddingInner=0.1, paddingOuter=0.25)
    base = alt.Chart(ROWS).encode(labels(rows), inside)
    known = base.transform_filter("datum.value !== null")
    key = alt.Legend(
        orient="none", legendX=-names(rows), legendY=-KEY_HEIGHT * len(groups) / 2 + 4,
        direction="vertical", symbolOpacity=1,
    )  # fmt: skip
    colour = alt.Color("series:N").scale(domain=list(groups), range=fills).legend(key)
    words = base.mark_text(align="right", color=colours.muted).encode(
        x=alt.value("width"), text=alt.Text("text:N")
    )
    return alt.layer(
        known.mark_rule(strokeWidth=2.5).encode(
            alt.X("low:Q").scale(domain=[0, 1]), alt.X2("high:Q"), colour
        ),
        known.mark_point(size=70).encode(
            x,
            colour,
            alt.Shape("series:N").scale(domain=list(groups), range=shapes).legend(key),
        ),
        words,
    ).properties(
        height=alt.Step(18),
        padding={"top": KEY_HEIGHT * len(groups) / 2 + 6, "left": 0, "right": 0, "bottom": 5},
    )


def crossing_table(rows: Rows, colours: Palette, *, words: str = "") -> Chart:
    """Where people were (lines) and where they are now (columns, by number): counts on a tint.

    Columns: label, to (the column's number), n (None: masked), text, stays (whether nothing changed).
    `words` stands above the columns.
    """
    top = max([1, *(row["n"] or 0 for row in rows)])
    columns = sorted({row["to"] for row in rows})
    x = alt.X("to:O").sort(columns).axis(orient="top", labelAngle=0, labelColor=colours.ink)
    base = alt.Chart(ROWS).encode(x, labels(rows))
    tint = (
        alt.when("datum.stays").then(alt.value(colours.quiet)).otherwise(alt.value(colours.accent))
    )
    shade = alt.Opacity("n:Q").scale(domain=[0, top], range=[0.04, 0.45]).legend(None)
    known = base.transform_filter("datum.n > 0")
    hidden = base.transform_filter("datum.n === null")
    return alt.layer(
        known.mark_rect(cornerRadius=2).encode(shade, color=tint),
        known.mark_text(fontWeight=700).encode(alt.Text("text:N")),
        hidden.mark_text(fontStyle="italic", color=colours.muted, fontSize=11).encode(
            alt.Text("text:N")
        ),
    ).properties(height=alt.Step(SQUARE), title=key_line(words, colours))


def _on(fill: str) -> str:
    """What is readable on a fill: ink, or the paper's white."""
    red, green, blue = (int(fill[at : at + 2], 16) / 255 for at in (1, 3, 5))
    light = 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2
    return "#FFFFFF" if light < 0.2 else "#1B1F20"
