"""What a business needs and where its money comes from, line by line: costs, equipment, loans, grants.

Amounts and months are counted as in `core.forecast.inputs`.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto

from core.errors import InvalidInput
from core.forecast import depreciation, loans
from core.forecast.loans import LoanKind
from core.forecast.money import ZERO, require_amount, require_rate
from core.forecast.months import MONTHS
from core.language import N_, _

FULL_VAT = Decimal("0.20")


class CostKind(StrEnum):
    """Where a cost stands in the income statement."""

    EXTERNAL = auto()
    TAX = auto()
    STAFF = auto()


COST_KINDS = {
    CostKind.EXTERNAL: N_("Purchase or service"),
    CostKind.TAX: N_("Tax"),
    CostKind.STAFF: N_("Staff"),
}


class LoanSource(StrEnum):
    HONOUR = auto()
    MICRO_CREDIT = auto()
    BANK = auto()


LOAN_SOURCES = {
    LoanSource.HONOUR: N_("Honour loan"),
    LoanSource.MICRO_CREDIT: N_("Micro-credit"),
    LoanSource.BANK: N_("Bank loan"),
}


@dataclass(frozen=True, kw_only=True)
class FixedCost:
    """A cost that does not follow sales: `amount` is paid every `every` months from `from_month` on.

    `yearly_growth` raises it in years 2 and 3. Staff costs and taxes carry no VAT.
    """

    name: str
    amount: Decimal
    every: int = 1
    from_month: int = 1
    until_month: int = MONTHS
    yearly_growth: Decimal = ZERO
    vat_rate: Decimal = FULL_VAT
    kind: CostKind = CostKind.EXTERNAL

    def __post_init__(self) -> None:
        _require_name(self.name)
        require_amount(self.amount, _("A cost cannot be negative."))
        require_month(self.from_month, first=1)
        require_month(self.until_month, first=1)
        if self.until_month < self.from_month:
            raise InvalidInput(_("A cost ends in the month it begins, or later."))
        require_vat(self.vat_rate)
        if self.every not in (1, 2, 3, 6, 12):
            raise InvalidInput(_("A cost comes every 1, 2, 3, 6 or 12 months."))
        if not Decimal(self.yearly_growth).is_finite() or not -1 <= self.yearly_growth <= 10:
            raise InvalidInput(_("A cost changes by -100% to 1,000% from one year to the next."))


@dataclass(frozen=True, kw_only=True)
class Equipment:
    """Something bought to last: used for `life_years` from the month it is bought on."""

    name: str
    price: Decimal
    life_years: int
    month: int = 0
    residual: Decimal = ZERO
    vat_rate: Decimal = FULL_VAT

    def __post_init__(self) -> None:
        _require_name(self.name)
        depreciation.require_life(self.price, self.residual, self.life_years)
        require_month(self.month)
        require_vat(self.vat_rate)


@dataclass(frozen=True, kw_only=True)
class StartUpCost:
    """Paid once before the start: formalities, training, first leaflets."""

    name: str
    amount: Decimal
    vat_rate: Decimal = FULL_VAT

    def __post_init__(self) -> None:
        _require_name(self.name)
        require_amount(self.amount, _("A cost cannot be negative."))
        require_vat(self.vat_rate)


@dataclass(frozen=True, kw_only=True)
class Deposit:
    """Money left as a guarantee before the start."""

    name: str
    amount: Decimal

    def __post_init__(self) -> None:
        _require_name(self.name)
        require_amount(self.amount, _("A deposit cannot be negative."))


@dataclass(frozen=True, kw_only=True)
class Grant:
    """Money given: for the start or equipment, or for running costs when it is `operating`."""

    name: str
    amount: Decimal
    month: int = 0
    operating: bool = False

    def __post_init__(self) -> None:
        _require_name(self.name)
        require_amount(self.amount, _("A grant cannot be negative."))
        require_month(self.month)
        if self.operating and not self.month:
            raise InvalidInput(
                _("A grant for running costs comes once the activity has begun: month 1 or later.")
            )


@dataclass(frozen=True, kw_only=True)
class Loan:
    """Money lent in the month `month` and paid back every month from the next one on.

    `annual_rate` is a fraction; `months` counts every instalment, the first `deferred` of them paying
    interest only.
    """

    name: str
    amount: Decimal
    months: int
    annual_rate: Decimal = ZERO
    deferred: int = 0
    kind: LoanKind = LoanKind.ANNUITY
    source: LoanSource = LoanSource.BANK
    month: int = 0

    def __post_init__(self) -> None:
        _require_name(self.name)
        loans.require_loan(
            self.amount, self.annual_rate, self.months,
            per_year=12, kind=self.kind, deferred=self.deferred,
        )  # fmt: skip
        require_month(self.month)


def require_month(month: int, *, first: int = 0) -> None:
    """Refuse a month out of the forecast."""
    if not first <= month <= MONTHS:
        raise InvalidInput(
            _("A month of the forecast goes from {first} to {last}.").format(
                first=first, last=MONTHS
            )
        )


def require_vat(rate: Decimal) -> None:
    require_rate(rate, _("A VAT rate is between 0% and 100%."))


def _require_name(name: str) -> None:
    if not name.strip():
        raise InvalidInput(_("Give each line a name."))
