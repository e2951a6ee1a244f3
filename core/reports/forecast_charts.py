"""The three charts of a forecast: turnover and costs, the cash curve, the break-even."""

from decimal import ROUND_CEILING, Decimal

from core.forecast.months import A_YEAR
from core.forecast.outcome import Forecast
from core.language import _
from core.reports.exhibits import Chart, ChartKind, NumberFormat
from core.reports.forecast_cash import WIDE, short_month
from core.reports.forecast_words import euros, year_names
from core.wording import month, plain_date

MOST_STEPS = 12


def turnover_and_costs(forecast: Forecast) -> Chart:
    """Bars: turnover, everything it costs, what is left, over three years."""
    turnover = tuple(float(year.turnover) for year in forecast.years)
    left = tuple(float(year.statement.net_result) for year in forecast.years)
    costs = tuple(float(y.turnover - y.statement.net_result) for y in forecast.years)
    last = forecast.years[-1]
    title = _("Turnover goes from {first} in year 1 to {last} in year 3").format(
        first=euros(forecast.years[0].turnover), last=euros(last.turnover)
    )
    said = [
        _("year {number}: turnover {turnover}, costs {costs}, net result {left}").format(
            number=year.number,
            turnover=euros(year.turnover),
            costs=euros(year.turnover - year.statement.net_result),
            left=euros(year.statement.net_result),
        )
        for year in forecast.years
    ]
    return Chart(
        title=title,
        kind=ChartKind.BAR,
        categories=year_names(forecast),
        series={_("Turnover"): turnover, _("Costs"): costs, _("Net result"): left},
        number_format=NumberFormat.EUROS,
        alt=_("Bars by year: {years}.").format(years="; ".join(said)),
        height=6.5,
        note=_("Costs: everything between turnover and net result, operating grants deducted."),
    )


def cash_curve(forecast: Forecast, *, height: float) -> Chart:
    """The cash at the end of each of the first twelve months, its low point marked."""
    months = (forecast.start, *forecast.months[:A_YEAR])
    lowest = min(months, key=lambda one: one.closing)
    place = months.index(lowest)
    when = month(lowest.first_day) if place else _("the start")
    sentence = (
        _("Cash stays positive in year 1; its low point is {amount}, {when}")
        if lowest.closing >= 0
        else _("Cash goes down to {amount} in year 1, {when}")
    )
    names = (_("Start"), *(short_month(m.first_day) for m in months[1:]))
    return Chart(
        title=sentence.format(amount=euros(lowest.closing), when=when),
        kind=ChartKind.LINE,
        categories=names,
        series={_("Cash at the end of the month"): tuple(float(m.closing) for m in months)},
        number_format=NumberFormat.EUROS,
        highlight=place,
        alt=_(
            "Curve of cash at the end of each month: {first} at the start, {low} at the lowest ({when}),"
            " {last} at the end of the year."
        ).format(
            first=euros(months[0].closing), low=euros(lowest.closing), when=when,
            last=euros(months[-1].closing),
        ),
        height=height,
        width=WIDE,
    )  # fmt: skip


def break_even(forecast: Forecast) -> Chart | None:
    """Turnover and total costs as sales grow; they cross at the break-even. None without one."""
    point = forecast.break_even
    if not point.amount or point.variable_rate is None:
        return None
    upto = max(point.turnover, point.amount * Decimal("1.5"))
    divisions = next(
        (d for d in (4, 2, 1) if (upto * d / point.amount).to_integral_value(ROUND_CEILING) <= MOST_STEPS), 1
    )  # fmt: skip
    steps = min(int((upto * divisions / point.amount).to_integral_value(ROUND_CEILING)), MOST_STEPS)
    sold = [point.amount * n / divisions for n in range(steps + 1)]
    costs = [point.fixed_costs + amount * point.variable_rate for amount in sold]
    when = plain_date(point.day) if point.day else _("not in the first year")
    return Chart(
        title=_("Everything is paid for from {amount} of turnover on").format(amount=euros(point.amount)),
        kind=ChartKind.LINE,
        categories=tuple(euros(amount) for amount in sold),
        series={
            _("Turnover"): tuple(round(float(amount), 2) for amount in sold),
            _("Fixed and variable costs"): tuple(round(float(amount), 2) for amount in costs),
        },
        number_format=NumberFormat.EUROS,
        highlight=divisions,
        alt=_(
            "Two lines that cross at {amount} of turnover: below, costs are higher than turnover; above,"
            " turnover is higher. Date with regular sales: {when}."
        ).format(
            amount=euros(point.amount), when=when
        ),
        height=6.5,
        note=_("From left to right, what is sold in the year. Forecast for year 1: {turnover}.").format(
            turnover=euros(point.turnover)
        ),
    )  # fmt: skip
