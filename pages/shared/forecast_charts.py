"""The charts of a forecast on a page: the question, the drawing, and the table one click away."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import streamlit as st

from core import charts
from core.actuals import Compared
from core.forecast import Forecast
from core.language import _, current
from core.reports import forecast_charts as drawn
from core.reports.exhibits import Chart, Table
from core.reports.forecast_cash import short_month
from core.reports.forecast_words import euros, whole
from core.wording import NOTHING, month
from pages.shared.markup import Cell, Column, Safe, safe, small, strong, table_markup


def turnover_and_costs(forecast: Forecast) -> None:
    chart = drawn.turnover_and_costs(forecast)
    rows = [
        {"label": label, "series": name, "value": value, "text": _whole(value)}
        for name, values in chart.series.items()
        for label, value in zip(chart.categories, values, strict=True)
    ]
    _chart("years", rows, chart)


def cash_curve(forecast: Forecast) -> None:
    chart = drawn.cash_curve(forecast, height=0)
    (values,) = chart.series.values()
    rows = [
        {"label": label, "value": value, "low": at == chart.highlight, "text": _euros(value)}
        for at, (label, value) in enumerate(zip(chart.categories, values, strict=True))
    ]
    _chart("curve", rows, chart)


def break_even(forecast: Forecast) -> None:
    chart = drawn.break_even(forecast)
    if chart is None:
        return
    sold = next(iter(chart.series.values()))  # the turnover is what is sold
    point = forecast.break_even
    rows = [
        {
            "at": at,
            "series": name,
            "value": value,
            "meets": number == chart.highlight and not place,
            "text": euros(point.amount) if point.amount else "",
        }
        for place, (name, values) in enumerate(chart.series.items())
        for number, (at, value) in enumerate(zip(sold, values, strict=True))
    ]
    _chart("crossing", rows, chart)


def actual_against_forecast(compared: Sequence[Compared]) -> None:
    """What came in beside what was expected, a year around the last month written."""
    expected, received = _("As forecast"), _("Really received")
    rows: list[dict[str, Any]] = []
    for one in compared:
        label = short_month(one.month)
        got = None if one.received is None else float(one.received)
        rows.append({"label": label, "series": expected, "value": float(one.expected)})
        rows.append({"label": label, "series": received, "value": got})
    said = "; ".join(
        f"{month(one.month)}: {euros(one.expected)}, {NOTHING if one.received is None else euros(one.received)}"
        for one in compared
    )
    _drawing("beside", rows, f"{expected} / {received}. {said}")


def exhibit(table: Table) -> None:
    """A table of the forecast, the same as in the Word file."""
    st.html(f"<h3>{safe(table.title)}</h3>{exhibit_markup(table)}")
    if table.note:
        small(table.note)


def exhibit_markup(table: Table) -> Safe:
    head = [
        Column(title.strip() or _("Line"), numeric=at in table.numeric)
        for at, title in enumerate(table.head)
    ]
    rows: Iterable[Sequence[Cell]] = [
        [strong(cell) if at in table.strong else _blank(cell) for cell in row]
        for at, row in enumerate(table.rows)
    ]
    return table_markup(head, rows, caption=table.title, total=table.total)


def folded(summary: str, inside: str) -> None:
    """Something on demand, one click away."""
    across = f'<div class="across" tabindex="0">{inside}</div>'
    st.html(f'<details class="more"><summary>{safe(summary)}</summary>{across}</details>')


def _blank(cell: str | None) -> Cell:
    return Safe("&nbsp;") if cell is not None and not cell.strip() else cell


def _chart(name: str, rows: Sequence[Mapping[str, Any]], chart: Chart) -> None:
    st.html(f"<h3>{safe(chart.title)}</h3>")
    _drawing(name, rows, chart.alt)
    if chart.note:
        small(chart.note)
    series = list(chart.series.items())
    head = [Column(_("Line")), *(Column(title, numeric=True) for title, _values in series)]
    lines = [
        [label, *(_whole(values[at]) for _title, values in series)]
        for at, label in enumerate(chart.categories)
    ]
    folded(_("See the table"), table_markup(head, lines, caption=chart.title))


def _drawing(name: str, rows: Sequence[Mapping[str, Any]], alt: str) -> None:
    dark = st.context.theme.type == "dark"
    spec = charts.spec(name, rows, dark=dark, language=current())
    st.vega_lite_chart(spec=spec, theme=None, alt=alt)


def _whole(value: float | None) -> str:
    return NOTHING if value is None else whole(Decimal(str(value)))


def _euros(value: float | None) -> str:
    return NOTHING if value is None else euros(Decimal(str(value)))
