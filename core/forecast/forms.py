"""The legal forms compared on the same inputs: what each leaves to the person.

For the micro-entreprise the rates are the law's; for the others they are orders of magnitude.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from core.forecast.activities import LegalForm
from core.forecast.inputs import Inputs
from core.forecast.outcome import Forecast, Year
from core.forecast.plan import build


@dataclass(frozen=True, kw_only=True)
class FormYear:
    """A year in one legal form, in euros.

    `costs` are everything but the owner: goods, fixed costs, depreciation, interest, less running grants.
    `income_tax` is the company tax or the versement libératoire. `left` is what remains for the person and
    the business: `turnover - costs - contributions - income_tax`, of which `pay` is taken as pay.
    """

    turnover: Decimal
    costs: Decimal
    contributions: Decimal
    income_tax: Decimal
    pay: Decimal
    left: Decimal


@dataclass(frozen=True, kw_only=True)
class FormOutcome:
    """One legal form over the three years, with the whole forecast behind it."""

    form: LegalForm
    years: tuple[FormYear, ...]
    forecast: Forecast


def compare(
    inputs: Inputs, forms: Sequence[LegalForm] = tuple(LegalForm)
) -> tuple[FormOutcome, ...]:
    """The same plan in each legal form, in the order given."""
    forecasts = {form: build(replace(inputs, form=form)) for form in forms}
    return tuple(
        FormOutcome(form=form, years=tuple(map(_year, forecast.years)), forecast=forecast)
        for form, forecast in forecasts.items()
    )


def _year(year: Year) -> FormYear:
    statement = year.statement
    left = statement.net_result + year.pay
    return FormYear(
        turnover=statement.turnover,
        costs=statement.turnover - left - statement.owner_contributions - statement.income_tax,
        contributions=statement.owner_contributions,
        income_tax=statement.income_tax,
        pay=year.pay,
        left=left,
    )
