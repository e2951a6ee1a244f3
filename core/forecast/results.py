"""What a forecast gives: months, years and tables, ready to be shown, charted, written and exported.

Every amount is in euros; months are known by their first day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum, auto

from core.forecast.income import IncomeStatement
from core.forecast.money import ZERO
from core.language import N_


class CashLine(StrEnum):
    """Where money comes from and goes to, VAT included."""

    SALES = auto()
    OWN_MONEY = auto()
    GRANTS = auto()
    LOANS = auto()
    START_UP_COSTS = auto()
    EQUIPMENT = auto()
    DEPOSITS = auto()
    PURCHASES = auto()
    EXTERNAL_COSTS = auto()
    TAXES = auto()
    STAFF = auto()
    OWNER_PAY = auto()
    CONTRIBUTIONS = auto()
    INCOME_TAX = auto()
    VAT = auto()
    PRINCIPAL = auto()
    INTEREST = auto()
    DRAWINGS = auto()


CASH_LINES = {
    CashLine.SALES: N_("Sales paid by customers"),
    CashLine.OWN_MONEY: N_("Own money"),
    CashLine.GRANTS: N_("Grants"),
    CashLine.LOANS: N_("Loans received"),
    CashLine.START_UP_COSTS: N_("Start-up costs"),
    CashLine.EQUIPMENT: N_("Equipment"),
    CashLine.DEPOSITS: N_("Deposits"),
    CashLine.PURCHASES: N_("Goods and materials"),
    CashLine.EXTERNAL_COSTS: N_("Fixed costs"),
    CashLine.TAXES: N_("Taxes other than on income"),
    CashLine.STAFF: N_("Staff"),
    CashLine.OWNER_PAY: N_("Owner’s pay"),
    CashLine.CONTRIBUTIONS: N_("Owner’s social contributions"),
    CashLine.INCOME_TAX: N_("Tax on income"),
    CashLine.VAT: N_("VAT paid"),
    CashLine.PRINCIPAL: N_("Loans paid back (principal)"),
    CashLine.INTEREST: N_("Loan interest"),
    CashLine.DRAWINGS: N_("Owner’s drawings"),
}
RECEIPTS = (CashLine.SALES, CashLine.OWN_MONEY, CashLine.GRANTS, CashLine.LOANS)
PAYMENTS = tuple(line for line in CashLine if line not in RECEIPTS)


@dataclass(frozen=True, kw_only=True)
class Month:
    """One month: its cash, VAT included, and its income statement, without.

    `number` goes from 1 to 36; 0 is what happens before the start. `receipts` and `payments` have every
    line of `RECEIPTS` and `PAYMENTS`, in that order, zeros included.
    """

    number: int
    first_day: date
    opening: Decimal
    receipts: Mapping[CashLine, Decimal]
    payments: Mapping[CashLine, Decimal]
    statement: IncomeStatement

    @property
    def total_in(self) -> Decimal:
        return sum(self.receipts.values(), ZERO)

    @property
    def total_out(self) -> Decimal:
        return sum(self.payments.values(), ZERO)

    @property
    def closing(self) -> Decimal:
        return self.opening + self.total_in - self.total_out


@dataclass(frozen=True, kw_only=True)
class LowestCash:
    """The lowest balance at the end of a month, `number` 0 being the start."""

    number: int
    month: date
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class BreakEven:
    """How much must be sold in a year before everything is paid for.

    `fixed_costs` count what the owner wants to take; `variable_rate` is the share of the turnover taken by
    goods and by contributions on turnover. `amount` is None when sales bring no margin, `day` when the
    year does not reach it. `units` are whole units of each offer, at the same mix, by name; empty without
    amount. `turnover` is what the year is expected to sell.
    """

    fixed_costs: Decimal
    variable_rate: Decimal | None
    turnover: Decimal
    amount: Decimal | None
    units: tuple[tuple[str, int], ...]
    day: date | None

    @property
    def reached(self) -> bool:
        return self.amount is not None and self.turnover >= self.amount


@dataclass(frozen=True, kw_only=True)
class WorkingCapital:
    """The working capital of a year, and its change since the year before.

    `stock`, `receivables`, `payables` and `need` are the yearly average counted from the payment terms;
    `held` is what the months of the plan really hold back at the end of the year (VAT, contributions and
    tax still owed included), and `change` what it grew by: that is what the financing plan uses.
    """

    stock: Decimal
    receivables: Decimal
    payables: Decimal
    need: Decimal
    held: Decimal
    change: Decimal


class Severity(StrEnum):
    """How much a check matters: it stops the project, it is to be looked at, it is good to know."""

    SERIOUS = auto()
    WARNING = auto()
    NOTE = auto()


SEVERITIES = {
    Severity.SERIOUS: N_("To settle before going on"),
    Severity.WARNING: N_("To look at"),
    Severity.NOTE: N_("Good to know"),
}


@dataclass(frozen=True, kw_only=True)
class Check:
    """Something to look at in a plan, as a sentence in the language in force when it was found.

    `month` is the first month concerned and `amount` the amount in euros that the sentence speaks of
    (hours for the hours), when there is one.
    """

    key: str
    severity: Severity
    sentence: str
    month: date | None = None
    amount: Decimal | None = None
