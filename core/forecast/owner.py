"""What the owner's contributions and the tax on income cost, month by month, in each legal form."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.forecast import micro, rate_files
from core.forecast.activities import COMPANIES, Activity, Declaration, LegalForm
from core.forecast.inputs import Inputs
from core.forecast.money import ZERO, cents, evenly
from core.forecast.months import A_YEAR, MONTHS, YEARS, add_months, months_of, year_of
from core.forecast.rates import CompanyTax, OtherContributions, in_force
from core.forecast.sales import NOTHING, Months, Sales, over_year


@dataclass(frozen=True, kw_only=True)
class ContributionMonth:
    """What is due for one month, in euros, and the month in which it is paid.

    `base` is what it is counted on: the turnover received in a micro-entreprise, the profit of a sole
    trader, the pay elsewhere. `income_tax` is the versement libératoire.
    """

    month: date
    paid_in: date
    base: Decimal
    social: Decimal
    training_levy: Decimal = ZERO
    chamber_levy: Decimal = ZERO
    income_tax: Decimal = ZERO

    @property
    def contributions(self) -> Decimal:
        return self.social + self.training_levy + self.chamber_levy

    @property
    def total(self) -> Decimal:
        return self.contributions + self.income_tax


@dataclass(frozen=True, kw_only=True)
class Owner:
    """The owner's side of the plan, as it is charged and as it is paid.

    `variable_rates` are the shares that micro contributions take of each month's turnover, by activity.
    `known_since` is the date of effect of the latest rates used.
    """

    table: tuple[ContributionMonth, ...]
    pay: Months
    contributions: Months
    contributions_paid: Months
    tax: Months
    tax_paid: Months
    variable_rates: Mapping[Activity, Months]
    known_since: date


ResultBefore = Callable[
    [int], Decimal
]  # a year from 0 → its result before pay, contributions and tax


def owed(inputs: Inputs, sales: Sales, result_before: ResultBefore) -> Owner:
    """What the owner's contributions and tax come to. Raises `MissingRate` before the rates files."""
    if inputs.form == LegalForm.MICRO:
        return _micro(inputs, sales)
    return _other(inputs, result_before)


def taken(inputs: Inputs) -> Months:
    """What the owner takes each month, to the cent."""
    return tuple(
        cents(inputs.drawings[year_of(n)]) if n + 1 >= inputs.drawings_from else ZERO
        for n in range(MONTHS)
    )


def _micro(inputs: Inputs, sales: Sales) -> Owner:
    received = sales.received or {inputs.activity: NOTHING}
    rates = {
        kind: [
            micro.rates_on(
                kind, on=day, created=inputs.created, acre=inputs.acre, flat_tax=inputs.flat_tax
            )
            for day in inputs.months
        ]
        for kind in received
    }

    def due(n: int, levy: str) -> Decimal:
        parts = (cents(received[kind][n] * getattr(rates[kind][n], levy)) for kind in received)
        return sum(parts, ZERO)

    table = tuple(
        ContributionMonth(
            month=day,
            paid_in=_paid_in(day, inputs.declaration),
            base=sum((amounts[n] for amounts in received.values()), ZERO),
            social=due(n, "social"),
            training_levy=due(n, "training_levy"),
            chamber_levy=due(n, "chamber_levy"),
            income_tax=due(n, "flat_tax"),
        )
        for n, day in enumerate(inputs.months)
    )
    return Owner(
        table=table,
        pay=NOTHING,
        contributions=tuple(one.contributions for one in table),
        contributions_paid=_by_month(inputs, ((one.paid_in, one.contributions) for one in table)),
        tax=tuple(one.income_tax for one in table),
        tax_paid=_by_month(inputs, ((one.paid_in, one.income_tax) for one in table)),
        variable_rates={kind: tuple(rate.total for rate in each) for kind, each in rates.items()},
        known_since=max(rate.known_since for each in rates.values() for rate in each),
    )


def _other(inputs: Inputs, result_before: ResultBefore) -> Owner:
    file = rate_files.other_rates()
    starts = [inputs.months[year * A_YEAR] for year in range(YEARS)]
    shares = [
        in_force(file.contributions, day, table="contributions", file=rate_files.OTHER)
        for day in starts
    ]
    if inputs.form == LegalForm.SOLE_TRADER:
        base, social, pay = _on_profit(shares, result_before)
    else:
        base = pay = taken(inputs)
        social = tuple(
            cents(pay[n] * getattr(shares[year_of(n)], inputs.form)) for n in range(MONTHS)
        )
    profits = [result_before(y) - over_year(pay, y) - over_year(social, y) for y in range(YEARS)]
    taxes = [
        in_force(file.company_tax, day, table="company_tax", file=rate_files.OTHER)
        for day in starts
    ]
    due = _company_tax(profits, taxes) if inputs.form in COMPANIES else [ZERO] * YEARS
    ends = [inputs.months[months_of(year)[-1]] for year in range(YEARS)]
    later = [add_months(end, tax.paid_after) for end, tax in zip(ends, taxes, strict=True)]
    return Owner(
        table=tuple(
            ContributionMonth(month=day, paid_in=day, base=base[n], social=social[n])
            for n, day in enumerate(inputs.months)
        ),
        pay=pay,
        contributions=social,
        contributions_paid=social,
        tax=_by_month(inputs, zip(ends, due, strict=True)),
        tax_paid=_by_month(inputs, zip(later, due, strict=True)),
        variable_rates={},
        known_since=shares[-1].since,
    )


def _on_profit(
    shares: list[OtherContributions], result_before: ResultBefore
) -> tuple[Months, Months, Months]:
    """The profit, and contributions of a share of what is left of it, in equal parts over the year."""
    base: list[Decimal] = []
    social: list[Decimal] = []
    for year, share in enumerate(shares):
        profit = max(result_before(year), ZERO)
        base += evenly(profit, A_YEAR)
        social += evenly(cents(profit * share.sole_trader / (1 + share.sole_trader)), A_YEAR)
    return tuple(base), tuple(social), NOTHING


def _company_tax(profits: list[Decimal], rules: list[CompanyTax]) -> list[Decimal]:
    """The tax of each year, once the losses of the years before are used up."""
    losses, due = ZERO, []
    for profit, rule in zip(profits, rules, strict=True):
        taxed = max(profit - losses, ZERO)
        losses = max(losses - profit, ZERO)
        low = min(taxed, rule.limit)
        due.append(cents(low * rule.reduced + (taxed - low) * rule.normal))
    return due


def _paid_in(day: date, declaration: Declaration) -> date:
    """The month in which what is received in a month is paid for: the one after its declaration."""
    last = day if declaration == Declaration.MONTHLY else add_months(day, -(day.month) % 3)
    return add_months(last, 1)


def _by_month(inputs: Inputs, amounts: Iterable[tuple[date, Decimal]]) -> Months:
    """Amounts by the first day of their month; those after the forecast are left out."""
    months = dict.fromkeys(inputs.months, ZERO)
    for day, amount in amounts:
        if day in months:
            months[day] += amount
    return tuple(months.values())
