"""The break-even of each year of a plan: what is fixed, what follows sales, and when it is reached."""

from decimal import ROUND_CEILING, Decimal

from core.forecast import break_even, rate_files
from core.forecast.activities import LegalForm
from core.forecast.inputs import Inputs
from core.forecast.money import ZERO, cents
from core.forecast.months import A_YEAR, months_of
from core.forecast.rates import in_force
from core.forecast.results import BreakEven
from core.forecast.sales import over_year
from core.forecast.workings import Workings


def of_year(plan: Workings, year: int) -> BreakEven:
    """The break-even of a year counted from 0, what the owner wants to take being a fixed cost."""
    turnover = over_year(plan.sales.turnover, year)
    fixed = _fixed(plan, year)
    rate = _variable(plan, year) / turnover if turnover else None
    amount = None if rate is None else break_even.threshold(fixed, rate)
    return BreakEven(
        fixed_costs=fixed,
        variable_rate=rate,
        turnover=turnover,
        amount=amount,
        units=() if amount is None else _units(plan, year, amount / turnover),
        day=None
        if amount is None
        else break_even.reached_on(amount, turnover, plan.inputs.months[year * A_YEAR]),
    )


def _fixed(plan: Workings, year: int) -> Decimal:
    costs = (
        *plan.costs.by_kind.values(),
        plan.assets.charges,
        plan.debts.interest,
        plan.owner.pay,
        plan.drawings,
    )
    fixed = sum((over_year(one, year) for one in costs), ZERO)
    if plan.inputs.form == LegalForm.MICRO:
        return fixed
    if plan.inputs.form == LegalForm.SOLE_TRADER:
        return fixed + cents(over_year(plan.drawings, year) * _share(plan.inputs, year))
    return fixed + over_year(plan.owner.contributions, year)


def _share(inputs: Inputs, year: int) -> Decimal:
    """The contributions that a sole trader pays on what is left."""
    rules = rate_files.other_rates().contributions
    day = inputs.months[year * A_YEAR]
    return in_force(rules, day, table="contributions", file=rate_files.OTHER).sole_trader


def _variable(plan: Workings, year: int) -> Decimal:
    """Goods used, and what contributions take of the turnover once it is paid."""
    taken = sum(
        (
            plan.sales.by_activity[kind][n] * rates[n]
            for kind, rates in plan.owner.variable_rates.items()
            if kind in plan.sales.by_activity
            for n in months_of(year)
        ),
        ZERO,
    )
    return over_year(plan.sales.used, year) + taken


def _units(plan: Workings, year: int, share: Decimal) -> tuple[tuple[str, int], ...]:
    """The units of each offer when so much of the year's sales is made."""
    return tuple(
        (
            offer.name,
            int((over_year(units, year) * share).to_integral_value(ROUND_CEILING)),
        )
        for offer, units in zip(plan.inputs.offers, plan.sales.units, strict=True)
    )
