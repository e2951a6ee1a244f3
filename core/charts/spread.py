"""The drawings of durations and of change: every person a dot or a line, as long as they are few."""

from typing import Any

import altair as alt

from core.charts.drawings import DOTS_STEP, ROWS, Rows, key_line, labels, masked, room
from core.charts.theme import Palette

Chart = Any
BETWEEN = 2.2  # from the beginning of one pair of measures to the next; the pair itself is 1 wide


def strip(rows: Rows, colours: Palette, *, top: float, key: str = "") -> Chart:
    """Durations as dots on a line, those that go on as rings, and their median.

    Columns: label, kind (dot, ring, median, quarters, words or masked), x, x2, line (down a row: 0 to 1),
    text. `top` is the longest duration; `key` says what the marks stand for and what x counts.
    """
    x = (
        alt.X("x:Q")
        .scale(domain=[0, max(top, 1)], range=room(96), nice=False)
        .axis(format="d", grid=True, tickCount=5, tickMinStep=1)
    )
    base = alt.Chart(ROWS).encode(labels(rows))
    place = alt.YOffset("line:Q").scale(domain=[0, 1])
    return alt.layer(
        base.transform_filter("datum.kind === 'quarters'")
        .mark_rule(strokeWidth=9, color=colours.accent, opacity=0.3)
        .encode(x, alt.X2("x2:Q")),
        base.transform_filter("datum.kind === 'dot'")
        .mark_point(size=30, color=colours.accent)
        .encode(x, place),
        base.transform_filter("datum.kind === 'ring'")
        .mark_point(size=34, color=colours.series[1], filled=False, strokeWidth=1.8)
        .encode(x, place),
        base.transform_filter("datum.kind === 'median'")
        .mark_tick(thickness=3, size=26, color=colours.ink)
        .encode(x),
        base.transform_filter("datum.kind === 'words'")
        .mark_text(align="right", color=colours.muted)
        .encode(x=alt.value("width"), text=alt.Text("text:N")),
        masked(base.transform_filter("datum.kind === 'masked'"), x, colours),
    ).properties(height=alt.Step(DOTS_STEP), title=key_line(key, colours))


def slopes(_rows: Rows, colours: Palette, *, pairs: int) -> Chart:
    """Before and after, side by side for each questionnaire, on its full range.

    Columns: kind (line, mean, end, words or masked), one (which line it belongs to), x, value (0 to 1 of
    the range), side (left or right), n (people on the line), text. `pairs` is how many questionnaires
    stand side by side.
    """
    domain = [-0.55, (pairs - 1) * BETWEEN + 1.75]
    x = alt.X("x:Q").scale(domain=domain, nice=False).axis(None)
    y = alt.Y("value:Q").scale(domain=[-0.16, 1.16], nice=False).axis(None)
    base = alt.Chart(ROWS).encode(x, y)
    line = base.transform_filter("datum.kind === 'line'")
    mean = base.transform_filter("datum.kind === 'mean'")
    words = base.transform_filter("datum.kind === 'words'")
    ends = base.transform_filter("datum.kind === 'end'")
    return alt.layer(
        base.transform_filter("datum.kind === 'edge'")
        .mark_line(color=colours.grid, strokeWidth=2)
        .encode(alt.Detail("one:N")),
        line.mark_line(color=colours.quiet, opacity=0.75).encode(
            alt.Detail("one:N"),
            alt.StrokeWidth("n:Q").scale(domain=[1, 4], range=[1.6, 5], clamp=True).legend(None),
        ),
        line.mark_point(color=colours.quiet, size=34),
        mean.mark_line(color=colours.accent, strokeWidth=3.5).encode(alt.Detail("one:N")),
        mean.mark_point(color=colours.accent, size=80),
        ends.transform_filter("datum.side === 'left'")
        .mark_text(align="right", dx=-10, fontWeight=700)
        .encode(alt.Text("text:N")),
        ends.transform_filter("datum.side === 'right'")
        .mark_text(align="left", dx=10, fontWeight=700)
        .encode(alt.Text("text:N")),
        words.transform_filter("datum.side !== 'title'")
        .mark_text(color=colours.muted)
        .encode(alt.Text("text:N")),
        words.transform_filter("datum.side === 'title'")
        .mark_text(align="left", dx=-28, fontWeight=700)
        .encode(alt.Text("text:N")),
        base.transform_filter("datum.kind === 'masked'")
        .mark_text(fontStyle="italic", color=colours.muted)
        .encode(alt.Text("text:N")),
    ).properties(height=280)
