"""The drawings of a forecast: years side by side, a curve with its low point, lines that cross, what came in.

As in `core.charts.drawings`: every word arrives ready in the rows; a value of None is a gap.
"""

from typing import Any

import altair as alt
import pandas as pd

from core.charts.drawings import Rows
from core.charts.theme import Palette

Chart = Any
EUROS = ",.0f"
HEIGHT = 260  # px
ROOM = 24  # px, under the low point for its amount


def years(rows: Rows, colours: Palette) -> Chart:
    """Bars side by side for each year, their amounts written on them.

    Columns: label (the year), series, value, text.
    """
    series = _series(rows)
    base = alt.Chart(pd.DataFrame(rows)).encode(
        _along(rows), alt.XOffset("series:N").sort(series), _amounts()
    )
    bars = base.mark_bar().encode(_colour(series, colours))
    above = base.transform_filter("datum.value >= 0").mark_text(dy=-8)
    below = base.transform_filter("datum.value < 0").mark_text(dy=10)
    return alt.layer(
        bars, above.encode(alt.Text("text:N")), below.encode(alt.Text("text:N"))
    ).properties(height=HEIGHT)


def curve(rows: Rows, colours: Palette) -> Chart:
    """A line from month to month, its low point ringed and written, zero drawn when it is crossed.

    Columns: label, value, low (whether it is the low point), text.
    """
    frame = pd.DataFrame(rows)
    base = alt.Chart(frame).encode(_along(rows), _amounts().scale(padding=ROOM))
    low = base.transform_filter("datum.low")
    near_the_end = len(rows) > 1 and any(row["low"] for row in rows[-2:])
    zero = alt.Chart(pd.DataFrame({"value": [0]})).mark_rule(color=colours.quiet, strokeWidth=1.5)
    return alt.layer(
        zero.encode(alt.Y("value:Q")),
        base.mark_line(color=colours.accent),
        base.mark_point(color=colours.accent, size=40),
        low.mark_point(color=colours.ink, filled=False, size=170, strokeWidth=2.5),
        low.mark_text(dx=-40 if near_the_end else 40, dy=14, fontWeight=700).encode(
            alt.Text("text:N")
        ),
    ).properties(height=HEIGHT)


def crossing(rows: Rows, colours: Palette) -> Chart:
    """Lines over what is sold; the place where they cross is ringed and written.

    Columns: at (what is sold, euros), series, value, meets (whether they cross there), text.
    """
    series = _series(rows)
    x = alt.X("at:Q").axis(format=EUROS, grid=False, labelFlush=True, tickCount=5)
    base = alt.Chart(pd.DataFrame(rows)).encode(x, _amounts())
    meets = base.transform_filter("datum.meets")
    return alt.layer(
        base.mark_line().encode(
            _colour(series, colours, symbol="stroke"),
            alt.StrokeDash("series:N")
            .scale(domain=series, range=[[1, 0], [7, 4]])
            .legend(orient="top", symbolType="stroke"),
        ),
        meets.mark_point(color=colours.ink, filled=False, size=170, strokeWidth=2.5),
        meets.mark_text(align="right", dx=-14, dy=-8, fontWeight=700).encode(alt.Text("text:N")),
    ).properties(height=HEIGHT)


def beside(rows: Rows, colours: Palette) -> Chart:
    """What came in as bars, what was expected as a mark across them.

    Columns: label (the month), series (the first one is expected), value (None: not written yet).
    """
    series = _series(rows)
    base = alt.Chart(pd.DataFrame(rows)).transform_filter("datum.value !== null")
    base = base.encode(_along(rows), _amounts())
    chosen = [base.transform_filter(alt.datum.series == one) for one in series]
    key = (
        alt.Color("series:N")
        .scale(domain=series, range=[colours.series[1], colours.series[0]])
        .legend(orient="top", symbolType="square")
    )
    bars = [each.mark_bar(width={"band": 0.5}).encode(key) for each in chosen[1:]]
    return alt.layer(
        *bars, chosen[0].mark_tick(thickness=3, size=34, opacity=1).encode(key)
    ).properties(height=HEIGHT)  # fmt: skip


def _series(rows: Rows) -> list[str]:
    return list(dict.fromkeys(row["series"] for row in rows))


def _along(rows: Rows) -> alt.X:
    """Months or years from left to right, in the order of the rows."""
    return (
        alt.X("label:N")
        .sort(list(dict.fromkeys(row["label"] for row in rows)))
        .axis(labelAngle=0, labelOverlap="parity", labelSeparation=4)
    )


def _amounts() -> alt.Y:
    return alt.Y("value:Q").axis(format=EUROS, grid=True, tickCount=5)


def _colour(series: list[str], colours: Palette, symbol: str = "square") -> alt.Color:
    return (
        alt.Color("series:N")
        .scale(domain=series, range=list(colours.series[: len(series)]))
        .legend(orient="top", symbolType=symbol)
    )
