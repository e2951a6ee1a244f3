"""The income statement: from what is sold to what is left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum, auto
from typing import Self

from core.errors import InvalidInput
from core.forecast.money import ZERO
from core.language import N_, _


class Line(StrEnum):
    """What an income statement is made of, in euros without VAT; costs are positive amounts."""

    TURNOVER = auto()
    PURCHASES = auto()  # bought, whether used or not
    STOCK_CHANGE = auto()  # closing less opening stock
    EXTERNAL_COSTS = auto()
    OPERATING_GRANTS = auto()
    TAXES = auto()
    STAFF = auto()
    OWNER_CONTRIBUTIONS = auto()
    DEPRECIATION = auto()
    REVERSALS = auto()
    FINANCIAL_INCOME = auto()
    FINANCIAL_COSTS = auto()
    DISPOSAL_PROCEEDS = auto()
    BOOK_VALUE_DISPOSED = auto()
    INCOME_TAX = auto()


LINES = {
    Line.TURNOVER: N_("Turnover"),
    Line.PURCHASES: N_("Purchases"),
    Line.STOCK_CHANGE: N_("Change in stock"),
    Line.EXTERNAL_COSTS: N_("Other purchases and external costs"),
    Line.OPERATING_GRANTS: N_("Operating grants"),
    Line.TAXES: N_("Taxes other than on income"),
    Line.STAFF: N_("Staff"),
    Line.OWNER_CONTRIBUTIONS: N_("Owner’s social contributions"),
    Line.DEPRECIATION: N_("Depreciation"),
    Line.REVERSALS: N_("Reversals"),
    Line.FINANCIAL_INCOME: N_("Financial income"),
    Line.FINANCIAL_COSTS: N_("Financial costs"),
    Line.DISPOSAL_PROCEEDS: N_("Sale of equipment"),
    Line.BOOK_VALUE_DISPOSED: N_("Book value of equipment sold"),
    Line.INCOME_TAX: N_("Tax on income"),
}
# The results, in the order of the statement: the names of properties of `IncomeStatement`.
RESULTS = {
    "purchases_used": N_("Purchases used"),
    "gross_margin": N_("Gross margin"),
    "value_added": N_("Value added"),
    "ebitda": N_("EBITDA"),
    "operating_result": N_("Operating result"),
    "current_result": N_("Current result"),
    "net_result": N_("Net result"),
    "self_financing_capacity": N_("Self-financing capacity"),
}


@dataclass(frozen=True, kw_only=True)
class IncomeStatement:
    """One period's lines (see `Line`) and the results they give, in euros without VAT."""

    turnover: Decimal = ZERO
    purchases: Decimal = ZERO
    stock_change: Decimal = ZERO
    external_costs: Decimal = ZERO
    operating_grants: Decimal = ZERO
    taxes: Decimal = ZERO
    staff: Decimal = ZERO
    owner_contributions: Decimal = ZERO
    depreciation: Decimal = ZERO
    reversals: Decimal = ZERO
    financial_income: Decimal = ZERO
    financial_costs: Decimal = ZERO
    disposal_proceeds: Decimal = ZERO
    book_value_disposed: Decimal = ZERO
    income_tax: Decimal = ZERO

    @property
    def purchases_used(self) -> Decimal:
        return self.purchases - self.stock_change

    @property
    def gross_margin(self) -> Decimal:
        return self.turnover - self.purchases_used

    @property
    def value_added(self) -> Decimal:
        return self.gross_margin - self.external_costs

    @property
    def ebitda(self) -> Decimal:
        costs = self.taxes + self.staff + self.owner_contributions
        return self.value_added + self.operating_grants - costs

    @property
    def operating_result(self) -> Decimal:
        return self.ebitda - self.depreciation + self.reversals

    @property
    def current_result(self) -> Decimal:
        return self.operating_result + self.financial_income - self.financial_costs

    @property
    def net_result(self) -> Decimal:
        exceptional = self.disposal_proceeds - self.book_value_disposed
        return self.current_result + exceptional - self.income_tax

    @property
    def self_financing_capacity(self) -> Decimal:
        """The CAF: what the period leaves in money, before anything is paid back or taken out."""
        not_in_cash = self.depreciation - self.reversals
        disposed = self.book_value_disposed - self.disposal_proceeds
        return self.net_result + not_in_cash + disposed

    def __add__(self, other: "IncomeStatement") -> Self:
        return type(self)(
            **{line: getattr(self, line) + getattr(other, line) for line in _NAMES}
        )  # fmt: skip


_NAMES = tuple(field.name for field in fields(IncomeStatement))


def statement(
    lines: Mapping[str, Decimal] | Mapping[Line, Decimal] | Iterable[tuple[str, Decimal]],
) -> IncomeStatement:
    """The statement of these lines (see `Line`); a line written several times is added up."""
    amounts: dict[str, Decimal] = {}
    for line, amount in lines.items() if isinstance(lines, Mapping) else lines:
        if line not in _NAMES:
            raise InvalidInput(
                _("The income statement has no line “{line}”. Choose one of: {lines}.").format(
                    line=line, lines=", ".join(_NAMES)
                )
            )
        amounts[str(line)] = amounts.get(str(line), ZERO) + amount
    return IncomeStatement(**amounts)


def total(statements: Iterable[IncomeStatement]) -> IncomeStatement:
    """Several periods as one."""
    lines = list(statements)
    return IncomeStatement(
        **{name: sum((getattr(one, name) for one in lines), ZERO) for name in _NAMES}
    )
