"""What a person says of their business: everything the forecast is computed from.

Amounts are in euros. Without VAT when the business is liable to it; as they are paid, VAT included, under
the franchise. Months are counted from 1, the first month of activity; 0 is before the start. Percentages are
fractions.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from core.errors import InvalidInput
from core.forecast.activities import Activity, Declaration, LegalForm, VatRegime
from core.forecast.money import ZERO, require_amount
from core.forecast.months import A_YEAR, YEARS, forecast_months
from core.forecast.needs import (
    FULL_VAT,
    Deposit,
    Equipment,
    FixedCost,
    Grant,
    Loan,
    StartUpCost,
    require_month,
    require_vat,
)
from core.forecast.terms import CASH, require_days
from core.forecast.working_capital import BASES
from core.language import _

LONGEST_STOCK = 365  # days
MOST_HOURS = 744  # in a month
HIGHEST_GROWTH = 100  # times


@dataclass(frozen=True, kw_only=True)
class Offer:
    """Something sold.

    `units` are the quantities of the first twelve months, the first being the month of the start; `growth`
    is what years 2 and 3 sell more than the year before (0.10 is 10 % more, negative is less).
    `unit_cost` is what one unit costs in goods and materials, `hours` the work it takes. `activity` is
    named when it is not the plan's.
    """

    name: str
    price: Decimal
    units: tuple[Decimal, ...]
    unit: str = ""
    unit_cost: Decimal = ZERO
    growth: tuple[Decimal, Decimal] = (ZERO, ZERO)
    hours: Decimal = ZERO
    vat_rate: Decimal = FULL_VAT
    activity: Activity | None = None

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise InvalidInput(_("Name what you sell."))
        require_amount(self.price, _("A price cannot be negative."))
        require_amount(self.unit_cost, _("A cost cannot be negative."))
        require_amount(self.hours, _("Hours of work cannot be negative."))
        require_vat(self.vat_rate)
        if len(self.units) != A_YEAR:
            raise InvalidInput(_("Write how many are sold in each of the first twelve months."))
        for units in self.units:
            require_amount(units, _("A quantity cannot be negative."))
        if not all(g.is_finite() and -1 <= g <= HIGHEST_GROWTH for g in map(Decimal, self.growth)):
            raise InvalidInput(
                _("Sales cannot shrink by more than 100% from one year to the next.")
            )


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """A whole plan in figures.

    `start` is any day of the first month of activity. `seasonality` is empty or twelve coefficients from
    January to December (1 is an ordinary month, 0 a closed one). Terms are days → share, in whole months.
    `stock_days` is how many days of goods are kept; `starting_stock` is computed from it unless given.
    `start_up_years` is over how many years start-up costs are charged. `starting_cash` is a reserve asked
    for in the financing plan. `drawings` are what the owner takes each month of years 1, 2 and 3, from the
    month `drawings_from` on: the pay of the manager in a company. `hours_per_month` is the time there is
    to work, None when it is not known.
    """

    start: date
    activity: Activity
    form: LegalForm = LegalForm.MICRO
    offers: tuple[Offer, ...] = ()
    seasonality: tuple[Decimal, ...] = ()
    customer_terms: Mapping[int, Decimal] = field(default_factory=lambda: dict(CASH))
    supplier_terms: Mapping[int, Decimal] = field(default_factory=lambda: dict(CASH))
    purchases_vat_rate: Decimal = FULL_VAT
    stock_days: int = 0
    starting_stock: Decimal | None = None
    fixed_costs: tuple[FixedCost, ...] = ()
    equipment: tuple[Equipment, ...] = ()
    start_up_costs: tuple[StartUpCost, ...] = ()
    start_up_years: int = 1
    deposits: tuple[Deposit, ...] = ()
    own_money: Decimal = ZERO
    grants: tuple[Grant, ...] = ()
    loans: tuple[Loan, ...] = ()
    starting_cash: Decimal = ZERO
    drawings: tuple[Decimal, Decimal, Decimal] = (ZERO, ZERO, ZERO)
    drawings_from: int = 1
    vat: VatRegime = VatRegime.FRANCHISE
    acre: bool = False
    flat_tax: bool = False
    declaration: Declaration = Declaration.MONTHLY
    hours_per_month: Decimal | None = None
    basis: int = 365

    def __post_init__(self) -> None:
        require_days(self.customer_terms)
        require_days(self.supplier_terms)
        require_vat(self.purchases_vat_rate)
        require_amount(self.own_money, _("Your own money cannot be negative."))
        require_amount(self.starting_cash, _("The starting cash cannot be negative."))
        if self.seasonality and len(self.seasonality) != A_YEAR:
            raise InvalidInput(_("Write one coefficient for each month, from January to December."))
        for coefficient in self.seasonality:
            require_amount(coefficient, _("A coefficient of season cannot be negative."))
        if not 0 <= self.stock_days <= LONGEST_STOCK:
            raise InvalidInput(_("Goods are kept from 0 to 365 days."))
        if self.starting_stock is not None:
            require_amount(self.starting_stock, _("A stock cannot be negative."))
        if not 1 <= self.start_up_years <= 5:
            raise InvalidInput(_("Start-up costs are charged over 1 to 5 years."))
        if len(self.drawings) != YEARS:
            raise InvalidInput(_("Write what you take each month in years 1, 2 and 3."))
        for monthly in self.drawings:
            require_amount(monthly, _("What you take each month cannot be negative."))
        require_month(self.drawings_from, first=1)
        if self.hours_per_month is not None:
            require_amount(self.hours_per_month, _("Hours of work cannot be negative."))
            if self.hours_per_month > MOST_HOURS:
                raise InvalidInput(_("A month has no more than 744 hours."))
        if self.basis not in BASES:
            raise InvalidInput(_("A year is counted as 360 or 365 days."))

    @cached_property
    def months(self) -> tuple[date, ...]:
        """The first day of each of the thirty-six months."""
        return forecast_months(self.start)

    @property
    def created(self) -> date:
        """The day the business begins, for the rates: the first of its first month."""
        return self.months[0]

    @property
    def liable(self) -> bool:
        """Whether the business counts VAT."""
        return self.vat == VatRegime.LIABLE

    @property
    def takes_drawings(self) -> bool:
        """Whether what the owner takes is apart from the costs of the business."""
        return self.form in (LegalForm.MICRO, LegalForm.SOLE_TRADER)
