"""A whole forecast: three years, thirty-six months and every table of the plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.forecast.activities import Activity
from core.forecast.charges import DepreciationTable, LoanTable
from core.forecast.financing import FinancingPlan, YearPlan
from core.forecast.income import IncomeStatement
from core.forecast.inputs import Inputs
from core.forecast.micro import MicroContributions
from core.forecast.money import ZERO
from core.forecast.owner import ContributionMonth
from core.forecast.results import (
    BreakEven,
    CashLine,
    Check,
    LowestCash,
    Month,
    WorkingCapital,
)
from core.forecast.sales import Months
from core.forecast.vat import VatMonth


@dataclass(frozen=True, kw_only=True)
class Year:
    """One of the three years, twelve months from `start` to the last day `end`.

    `offers` and `fixed_costs` are amounts by name, without VAT; `units` are quantities. `received` is the
    turnover received, without VAT. `contributions` is only there for a micro-entreprise. `self_financing`
    is the CAF less drawings, `real_income` what the person has left: the net result, and their pay.
    """

    number: int
    start: date
    end: date
    statement: IncomeStatement
    offers: tuple[tuple[str, Decimal], ...]
    units: tuple[tuple[str, Decimal], ...]
    fixed_costs: tuple[tuple[str, Decimal], ...]
    received: Decimal
    contributions: MicroContributions | None
    drawings: Decimal
    pay: Decimal
    principal: Decimal
    interest: Decimal
    working_capital: WorkingCapital
    break_even: BreakEven
    opening_cash: Decimal
    closing_cash: Decimal

    @property
    def turnover(self) -> Decimal:
        return self.statement.turnover

    @property
    def self_financing(self) -> Decimal:
        return self.statement.self_financing_capacity - self.drawings

    @property
    def real_income(self) -> Decimal:
        return self.statement.net_result + self.pay


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """Everything computed from `inputs`.

    `start` is the month zero (what happens before the first month): its closing is the cash that opens
    month 1, and the balance of the `financing` plan before any reserve. `financing_years` is the plan over
    three years. `vat` has one line a month, empty under the franchise; each `due` is paid the month after.
    `contributions` has one line a month with the month of its payment. `received` is the turnover received
    each month, without VAT, by activity, and `hours` the hours it takes. `rates_known_since` is the date of
    effect of the latest rates used.
    """

    inputs: Inputs
    start: Month
    months: tuple[Month, ...]
    years: tuple[Year, ...]
    financing: FinancingPlan
    financing_years: tuple[YearPlan, ...]
    loans: tuple[LoanTable, ...]
    depreciation: tuple[DepreciationTable, ...]
    vat: tuple[VatMonth, ...]
    contributions: tuple[ContributionMonth, ...]
    received: Mapping[Activity, Months]
    hours: Months
    lowest_cash: LowestCash
    rates_known_since: date
    checks: tuple[Check, ...] = ()

    @property
    def break_even(self) -> BreakEven:
        """The break-even of the first year."""
        return self.years[0].break_even

    @property
    def cash_lines(self) -> tuple[CashLine, ...]:
        """The lines of cash that are not empty, receipts first: the rows of a table."""
        months = (self.start, *self.months)
        return tuple(
            line
            for line in CashLine
            if any(month.receipts.get(line) or month.payments.get(line) for month in months)
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing is sold yet."""
        return not sum((year.turnover for year in self.years), ZERO)
