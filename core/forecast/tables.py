"""The tables of a forecast, laid out from its workings: cash, financing plan, working capital, break-even."""

from collections.abc import Iterable
from decimal import Decimal

from core.forecast import financing, vat, working_capital
from core.forecast.financing import FinancingPlan, Need, Resource, YearPlan
from core.forecast.income import IncomeStatement, total
from core.forecast.money import ZERO, cents
from core.forecast.months import A_YEAR, YEARS, months_of
from core.forecast.needs import CostKind, LoanSource
from core.forecast.results import (
    PAYMENTS,
    RECEIPTS,
    CashLine,
    Month,
    WorkingCapital,
)
from core.forecast.sales import over_year
from core.forecast.workings import Workings

_BY_SOURCE = {
    LoanSource.HONOUR: Resource.HONOUR_LOANS,
    LoanSource.MICRO_CREDIT: Resource.MICRO_CREDITS,
    LoanSource.BANK: Resource.BANK_LOANS,
}


def start(plan: Workings) -> Month:
    """Month zero: what comes in and goes out before the first month, VAT included."""
    inputs = plan.inputs
    bought = [(e.price, e.vat_rate) for e in inputs.equipment if not e.month]
    once = [(c.amount, c.vat_rate) for c in inputs.start_up_costs]
    stock = [(plan.supplies.starting_stock, inputs.purchases_vat_rate)]
    amounts = {
        CashLine.OWN_MONEY: cents(inputs.own_money),
        CashLine.GRANTS: _sum(g.amount for g in inputs.grants if not g.month),
        CashLine.LOANS: _sum(loan.amount for loan in inputs.loans if not loan.month),
        CashLine.START_UP_COSTS: _with_vat(once, liable=inputs.liable),
        CashLine.EQUIPMENT: _with_vat(bought, liable=inputs.liable),
        CashLine.DEPOSITS: _sum(deposit.amount for deposit in inputs.deposits),
        CashLine.PURCHASES: _with_vat(stock, liable=inputs.liable),
    }
    return _month(0, plan, amounts, ZERO, IncomeStatement())


def months(plan: Workings, opening: Decimal) -> tuple[Month, ...]:
    """The thirty-six months, the first one opening with `opening`."""
    by_kind, lines = plan.costs.by_kind, []
    vat_paid = plan.vat_paid
    for n, statement in enumerate(plan.statements):
        amounts = {
            CashLine.SALES: plan.sales.received_with_vat[n],
            CashLine.GRANTS: plan.operating_grants[n] + plan.capital_grants[n],
            CashLine.LOANS: plan.debts.received[n],
            CashLine.EQUIPMENT: plan.assets.bought[n] + plan.assets.vat[n],
            CashLine.PURCHASES: plan.supplies.paid[n],
            CashLine.EXTERNAL_COSTS: by_kind[CostKind.EXTERNAL][n] + plan.costs.vat[n],
            CashLine.TAXES: by_kind[CostKind.TAX][n],
            CashLine.STAFF: by_kind[CostKind.STAFF][n],
            CashLine.OWNER_PAY: plan.owner.pay[n],
            CashLine.CONTRIBUTIONS: plan.owner.contributions_paid[n],
            CashLine.INCOME_TAX: plan.owner.tax_paid[n],
            CashLine.VAT: vat_paid[n],
            CashLine.PRINCIPAL: plan.debts.principal[n],
            CashLine.INTEREST: plan.debts.interest[n],
            CashLine.DRAWINGS: plan.drawings[n],
        }
        lines.append(_month(n + 1, plan, amounts, opening, statement))
        opening = lines[-1].closing
    return tuple(lines)


def initial(plan: Workings) -> FinancingPlan:
    """The financing plan at the start, every line present; the reserve asked for is one of the needs."""
    return financing.initial(
        {**_starting_needs(plan), Need.STARTING_CASH: cents(plan.inputs.starting_cash)},
        _starting_resources(plan),
    )


def over_years(plan: Workings) -> tuple[YearPlan, ...]:
    """The financing plan of each year; its cumulated balance is the cash at the end of the year."""
    plans, cumulated = [], ZERO
    for year in range(YEARS):
        needs = {**_starting_needs(plan)} if not year else {}
        resources = {**_starting_resources(plan)} if not year else {}
        needs[Need.EQUIPMENT] = needs.get(Need.EQUIPMENT, ZERO) + over_year(
            plan.assets.bought, year
        )
        needs[Need.WORKING_CAPITAL] = change_in_working_capital(plan, year)
        needs[Need.PRINCIPAL] = over_year(plan.debts.principal, year)
        needs[Need.DRAWINGS] = over_year(plan.drawings, year)
        caf = total(plan.statements[n] for n in months_of(year)).self_financing_capacity
        resources[Resource.SELF_FINANCING] = caf
        resources[Resource.GRANTS] = resources.get(Resource.GRANTS, ZERO) + over_year(
            plan.capital_grants, year
        )
        for loan in plan.inputs.loans:
            if loan.month and loan.month - 1 in months_of(year):
                source = _BY_SOURCE[loan.source]
                resources[source] = resources.get(source, ZERO) + cents(loan.amount)
        cumulated += sum(resources.values(), ZERO) - sum(needs.values(), ZERO)
        plans.append(YearPlan(year=year + 1, needs=needs, resources=resources, cumulated=cumulated))
    return tuple(plans)


def change_in_working_capital(plan: Workings, year: int) -> Decimal:
    """What the working capital grew by in a year counted from 0."""
    return plan.held_back((year + 1) * A_YEAR) - plan.held_back(year * A_YEAR)


def capital(plan: Workings, year: int) -> WorkingCapital:
    """The working capital of a year counted from 0."""
    inputs, sales, supplies = plan.inputs, plan.sales, plan.supplies
    opening = supplies.stock[year * A_YEAR - 1] if year else supplies.starting_stock
    stock = cents((opening + supplies.stock[(year + 1) * A_YEAR - 1]) / 2)
    invoiced = over_year(sales.turnover, year) + over_year(sales.vat, year)
    bought = over_year(supplies.bought, year) + over_year(supplies.vat, year)
    owing = working_capital.receivables(invoiced, inputs.customer_terms, basis=inputs.basis)
    waiting = working_capital.payables(bought, inputs.supplier_terms, basis=inputs.basis)
    return WorkingCapital(
        stock=stock,
        receivables=owing,
        payables=waiting,
        need=working_capital.need(stock, owing, waiting),
        held=plan.held_back((year + 1) * A_YEAR),
        change=change_in_working_capital(plan, year),
    )


def _starting_needs(plan: Workings) -> dict[str, Decimal]:
    inputs = plan.inputs
    return {
        Need.START_UP_COSTS: _sum(cost.amount for cost in inputs.start_up_costs),
        Need.EQUIPMENT: _sum(one.price for one in inputs.equipment if not one.month),
        Need.DEPOSITS: _sum(deposit.amount for deposit in inputs.deposits),
        Need.STOCK: plan.supplies.starting_stock,
        Need.VAT: plan.starting_vat,
    }


def _starting_resources(plan: Workings) -> dict[str, Decimal]:
    inputs = plan.inputs
    lent: dict[str, Decimal] = {
        resource: _sum(
            loan.amount for loan in inputs.loans if not loan.month and loan.source == source
        )
        for source, resource in _BY_SOURCE.items()
    }
    return {
        Resource.OWN_MONEY: cents(inputs.own_money),
        Resource.GRANTS: _sum(grant.amount for grant in inputs.grants if not grant.month),
        **lent,
    }


def _month(
    number: int, plan: Workings, amounts: dict[CashLine, Decimal], opening: Decimal,
    statement: IncomeStatement,
) -> Month:  # fmt: skip
    return Month(
        number=number,
        first_day=plan.inputs.months[max(number, 1) - 1],
        opening=opening,
        receipts={line: amounts.get(line, ZERO) for line in RECEIPTS},
        payments={line: amounts.get(line, ZERO) for line in PAYMENTS},
        statement=statement,
    )


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum((cents(amount) for amount in amounts), ZERO)


def _with_vat(amounts: Iterable[tuple[Decimal, Decimal]], *, liable: bool) -> Decimal:
    rounded = [(cents(amount), rate) for amount, rate in amounts]
    taxes = (vat.on(amount, rate) for amount, rate in rounded) if liable else ()
    return sum((amount for amount, _rate in rounded), ZERO) + sum(taxes, ZERO)
