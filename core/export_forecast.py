"""A forecast as the plan's chapter prints it: sentences, then tables and charts. Its checks stay on the screen."""

from collections.abc import Iterator, Sequence
from datetime import date

from core.actuals import Compared, so_far
from core.forecast import Forecast
from core.language import Language, _, speaking
from core.reports import forecast_actuals, forecast_cash
from core.reports import forecast_charts as charts
from core.reports import forecast_rates as rates
from core.reports import forecast_tables as tables
from core.reports.exhibits import Exhibit, Landscape, Prose

TALL, ROW, LOWEST_HEIGHT = 12.0, 0.42, 3.6  # centimetres, on the page turned sideways


def forecast_exhibits(
    forecast: Forecast, language: Language, *, made_on: date, compared: Sequence[Compared] = ()
) -> tuple[Exhibit, ...]:
    """What the chapter of the forecast shows under its text; nothing for a forecast without figures.

    `compared` is its months beside what they received; without a month written, they are left out.
    """
    with speaking(language):
        return tuple(_shown(forecast, made_on, compared)) if _has_figures(forecast) else ()


def _has_figures(forecast: Forecast) -> bool:
    plan = forecast.financing
    return not forecast.is_empty or bool(plan.total_needs or plan.total_resources)


def _shown(forecast: Forecast, made_on: date, compared: Sequence[Compared]) -> Iterator[Exhibit]:
    from core.reports.forecast_words import established, sentences

    yield Prose(lead=_("In short."), text=sentences(forecast), key_point=True)
    yield Prose(text=established(forecast, made_on))
    if forecast.financing.total_needs or forecast.financing.total_resources:
        yield Prose(heading=_("What is needed to start"))
        yield tables.initial_financing(forecast)
    yield Prose(heading=_("Sales and results"))
    if forecast.inputs.offers:
        yield tables.sales(forecast)
    yield tables.income(forecast)
    if not forecast.is_empty:
        yield charts.turnover_and_costs(forecast)
    if so_far(compared).months:
        said = forecast_actuals.sentence(compared)
        yield Prose(heading=_("What was really received"), text=said)
        yield forecast_actuals.beside(compared)
        yield forecast_actuals.table(forecast, compared)
    cash = forecast_cash.cash(forecast)
    height = max(TALL - ROW * len(cash.rows), LOWEST_HEIGHT)
    yield Landscape(exhibits=(cash, charts.cash_curve(forecast, height=height)))
    yield Prose(heading=_("How much must be sold"))
    if forecast.inputs.fixed_costs:
        yield tables.fixed_costs(forecast)
    yield tables.break_even(forecast)
    if chart := charts.break_even(forecast):
        yield chart
    yield Prose(heading=_("Financing over three years"))
    yield tables.financing_years(forecast)
    yield forecast_cash.cash_years(forecast)
    yield tables.working_capital(forecast)
    if forecast.loans:
        yield Prose(heading=_("Loans"))
        yield rates.loans(forecast)
        yield rates.repayments(forecast)
    if forecast.depreciation:
        yield rates.depreciation(forecast)
    yield Prose(heading=_("Contributions"))
    yield rates.contributions(forecast)
    if used := rates.rates(forecast):
        yield used
