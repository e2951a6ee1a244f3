"""From what a person says of their business to the whole forecast."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from core.forecast import micro, tables, thresholds
from core.forecast.checks import found_in
from core.forecast.income import total
from core.forecast.inputs import Inputs
from core.forecast.micro import MicroContributions
from core.forecast.money import ZERO
from core.forecast.months import A_YEAR, YEARS, add_months, months_of
from core.forecast.outcome import Forecast, Year
from core.forecast.results import LowestCash, Month
from core.forecast.sales import over_year
from core.forecast.workings import Workings, work_out


def build(inputs: Inputs) -> Forecast:
    """The forecast of a plan, its checks in the language in force.

    Raises `MissingRate`, a `ValueError`, for a start before the rates files: the sentence names the file.
    """
    plan = work_out(inputs)
    start = tables.start(plan)
    months = tables.months(plan, start.closing)
    forecast = Forecast(
        inputs=inputs,
        start=start,
        months=months,
        years=tuple(_year(plan, months, year) for year in range(YEARS)),
        financing=tables.initial(plan),
        financing_years=tables.over_years(plan),
        loans=plan.debts.tables,
        depreciation=plan.assets.tables,
        vat=plan.vat,
        contributions=plan.owner.table,
        received=plan.sales.received,
        hours=plan.sales.hours,
        lowest_cash=_lowest((start, *months)),
        rates_known_since=plan.owner.known_since,
    )
    return replace(forecast, checks=tuple(found_in(forecast)))


def _year(plan: Workings, months: Sequence[Month], year: int) -> Year:
    inputs, own = plan.inputs, months_of(year)
    units = [over_year(each, year) for each in plan.sales.units]
    offers = [over_year(each, year) for each in plan.sales.by_offer]
    lines = [over_year(each, year) for each in plan.costs.by_line]
    return Year(
        number=year + 1,
        start=inputs.months[own[0]],
        end=add_months(inputs.months[own[0]], A_YEAR) - timedelta(days=1),
        statement=total(plan.statements[n] for n in own),
        offers=tuple(zip((offer.name for offer in inputs.offers), offers, strict=True)),
        units=tuple(zip((offer.name for offer in inputs.offers), units, strict=True)),
        fixed_costs=tuple(zip((cost.name for cost in inputs.fixed_costs), lines, strict=True)),
        received=sum((over_year(each, year) for each in plan.sales.received.values()), ZERO),
        contributions=_contributions(plan, year),
        drawings=over_year(plan.drawings, year),
        pay=over_year(plan.owner.pay, year),
        principal=over_year(plan.debts.principal, year),
        interest=over_year(plan.debts.interest, year),
        working_capital=tables.capital(plan, year),
        break_even=thresholds.of_year(plan, year),
        opening_cash=months[own[0]].opening,
        closing_cash=months[own[-1]].closing,
    )


def _contributions(plan: Workings, year: int) -> MicroContributions | None:
    """What a micro-entreprise owes for a year: the sum of its months."""
    if not plan.owner.variable_rates:
        return None
    table = [plan.owner.table[n] for n in months_of(year)]
    received = {kind: over_year(each, year) for kind, each in plan.sales.received.items()}
    day = plan.inputs.months[year * A_YEAR]
    return MicroContributions(
        turnover=sum(received.values(), ZERO),
        social=sum((month.social for month in table), ZERO),
        training_levy=sum((month.training_levy for month in table), ZERO),
        chamber_levy=sum((month.chamber_levy for month in table), ZERO),
        income_tax=sum((month.income_tax for month in table), ZERO),
        taxable_income=sum(
            (micro.contributions(each, kind, on=day).taxable_income for kind, each in received.items()),
            Decimal(0),
        ),
    )  # fmt: skip


def _lowest(months: Sequence[Month]) -> LowestCash:
    """The month that ends with the least cash, the first of them when several do."""
    month = min(months, key=lambda one: one.closing)
    return LowestCash(number=month.number, month=month.first_day, amount=month.closing)
