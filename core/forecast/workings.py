"""The workings of a forecast: every amount month by month, before it is laid out in tables."""

from dataclasses import dataclass
from decimal import Decimal

from core.forecast import charges, owner, vat
from core.forecast import sales as selling
from core.forecast.charges import Assets, Costs, Debts, at_months
from core.forecast.income import IncomeStatement, Line, statement
from core.forecast.inputs import Inputs
from core.forecast.money import ZERO, cents
from core.forecast.months import MONTHS
from core.forecast.needs import CostKind
from core.forecast.owner import Owner
from core.forecast.sales import NOTHING, Months, Sales, Supplies, add, over_year
from core.forecast.vat import VatMonth


@dataclass(frozen=True, kw_only=True)
class Workings:
    """Amounts in euros, without VAT unless their own description says so."""

    inputs: Inputs
    sales: Sales
    supplies: Supplies
    costs: Costs
    assets: Assets
    debts: Debts
    owner: Owner
    drawings: Months
    operating_grants: Months
    capital_grants: Months  # after the start
    starting_vat: Decimal
    vat: tuple[VatMonth, ...]
    statements: tuple[IncomeStatement, ...]

    @property
    def vat_paid(self) -> Months:
        """The VAT of each month is paid the month after."""
        return (ZERO, *(month.due for month in self.vat[:-1])) if self.vat else NOTHING

    def held_back(self, month: int) -> Decimal:
        """The working capital at the end of a month counted from 1; 0 is the start."""
        if not month:
            return self.supplies.starting_stock + self.starting_vat
        n = month - 1
        vat_owed = self.vat[n].due - self.vat[n].credit if self.vat else ZERO
        return (
            self.supplies.stock[n]
            + self.sales.owed[n]
            - self.supplies.owed[n]
            - vat_owed
            - self.sales.vat_waiting[n]
            - self._owed_by_owner(month)
        )

    def _owed_by_owner(self, month: int) -> Decimal:
        charged = (self.owner.contributions, self.owner.tax)
        paid = (self.owner.contributions_paid, self.owner.tax_paid)
        return sum((sum(one[:month], ZERO) for one in charged), ZERO) - sum(
            (sum(one[:month], ZERO) for one in paid), ZERO
        )


def work_out(inputs: Inputs) -> Workings:
    """Every amount of a plan. Raises `MissingRate` for a start before the rates files."""
    sales = selling.sold(inputs)
    supplies = selling.supplied(inputs, sales.used)
    costs, assets, debts = charges.fixed(inputs), charges.owned(inputs), charges.borrowed(inputs)
    grants = at_months((g.month, cents(g.amount)) for g in inputs.grants if g.operating)

    def result_before(year: int) -> Decimal:
        spent = add(sales.used, *costs.by_kind.values(), assets.charges, debts.interest)
        return over_year(sales.turnover, year) + over_year(grants, year) - over_year(spent, year)

    owners = owner.owed(inputs, sales, result_before)
    starting_vat = _starting_vat(inputs, supplies) if inputs.liable else ZERO
    deductible = add(supplies.vat, costs.vat, assets.vat)
    return Workings(
        inputs=inputs,
        sales=sales,
        supplies=supplies,
        costs=costs,
        assets=assets,
        debts=debts,
        owner=owners,
        drawings=owner.taken(inputs) if inputs.takes_drawings else NOTHING,
        operating_grants=grants,
        capital_grants=at_months(
            (g.month, cents(g.amount)) for g in inputs.grants if not g.operating
        ),
        starting_vat=starting_vat,
        vat=tuple(vat.due(sales.collected, deductible, starting_vat)) if inputs.liable else (),
        statements=tuple(
            _statement(n, sales, supplies, costs, assets, debts, owners, grants)
            for n in range(MONTHS)
        ),
    )


def _statement(
    n: int, sales: Sales, supplies: Supplies, costs: Costs, assets: Assets, debts: Debts,
    owners: Owner, grants: Months,
) -> IncomeStatement:  # fmt: skip
    """The income statement of a month; the starting stock is bought in the first one."""
    bought = supplies.bought[n] + (ZERO if n else supplies.starting_stock)
    stock_before = supplies.stock[n - 1] if n else ZERO
    return statement(
        {
            Line.TURNOVER: sales.turnover[n],
            Line.PURCHASES: bought,
            Line.STOCK_CHANGE: supplies.stock[n] - stock_before,
            Line.EXTERNAL_COSTS: costs.by_kind[CostKind.EXTERNAL][n],
            Line.OPERATING_GRANTS: grants[n],
            Line.TAXES: costs.by_kind[CostKind.TAX][n],
            Line.STAFF: costs.by_kind[CostKind.STAFF][n] + owners.pay[n],
            Line.OWNER_CONTRIBUTIONS: owners.contributions[n],
            Line.DEPRECIATION: assets.charges[n],
            Line.FINANCIAL_COSTS: debts.interest[n],
            Line.INCOME_TAX: owners.tax[n],
        }
    )


def _starting_vat(inputs: Inputs, supplies: Supplies) -> Decimal:
    """The VAT paid before the start, which the first months get back."""
    taxed = [(e.price, e.vat_rate) for e in inputs.equipment if not e.month]
    taxed += [(c.amount, c.vat_rate) for c in inputs.start_up_costs]
    taxed += [(supplies.starting_stock, inputs.purchases_vat_rate)]
    return sum((vat.on(cents(amount), rate) for amount, rate in taxed), ZERO)
