"""Fixed costs, equipment and loans, month by month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.forecast import depreciation, loans, vat
from core.forecast.depreciation import Depreciation
from core.forecast.inputs import Inputs
from core.forecast.loans import Instalment
from core.forecast.money import ZERO, cents, evenly
from core.forecast.months import A_YEAR, MONTHS, YEARS, months_of, year_of
from core.forecast.needs import CostKind, FixedCost, Loan
from core.forecast.sales import Months, add


@dataclass(frozen=True, kw_only=True)
class Costs:
    """Fixed costs without VAT, in all and by kind, and the VAT on them."""

    by_line: tuple[Months, ...]
    by_kind: dict[CostKind, Months]
    vat: Months


@dataclass(frozen=True, kw_only=True)
class DepreciationTable:
    """Something depreciated, start-up costs included, with the charge of each financial year."""

    name: str
    cost: Decimal
    in_service: date
    lines: tuple[Depreciation, ...]


@dataclass(frozen=True, kw_only=True)
class Assets:
    """Equipment bought month by month (the start apart), and what it loses of its value."""

    tables: tuple[DepreciationTable, ...]
    charges: Months
    bought: Months
    vat: Months


@dataclass(frozen=True, kw_only=True)
class LoanTable:
    """A loan and all its instalments, those after the forecast included."""

    loan: Loan
    instalments: tuple[Instalment, ...]


@dataclass(frozen=True, kw_only=True)
class Debts:
    """Loans month by month: what is received (the start apart) and paid back."""

    tables: tuple[LoanTable, ...]
    received: Months
    principal: Months
    interest: Months


def fixed(inputs: Inputs) -> Costs:
    """The fixed costs of a plan."""
    by_line = tuple(_over_months(cost) for cost in inputs.fixed_costs)
    taxed = [
        tuple(vat.on(amount, cost.vat_rate) for amount in months)
        for cost, months in zip(inputs.fixed_costs, by_line, strict=True)
        if inputs.liable and cost.kind == CostKind.EXTERNAL
    ]
    by_kind = {
        kind: add(*(m for c, m in zip(inputs.fixed_costs, by_line, strict=True) if c.kind == kind))
        for kind in CostKind
    }
    return Costs(by_line=by_line, by_kind=by_kind, vat=add(*taxed))


def owned(inputs: Inputs) -> Assets:
    """The equipment of a plan, and its start-up costs as something that loses all its value."""
    tables, charges = [], []
    lasting = [(e.name, e.price, e.residual, e.life_years, e.month) for e in inputs.equipment]
    once = [(c.name, c.amount, ZERO, inputs.start_up_years, 0) for c in inputs.start_up_costs]
    for name, cost, residual, life, month in lasting + once:
        first = max(month, 1) - 1
        lines = depreciation.straight_line(
            cost, residual=residual, life_years=life, in_service=inputs.months[first],
            year_end_month=inputs.months[A_YEAR - 1].month,
        )  # fmt: skip
        charges.append(_by_month(lines, first, life * A_YEAR))
        tables.append(
            DepreciationTable(
                name=name, cost=cost, in_service=inputs.months[first], lines=tuple(lines)
            )
        )
    later = [(e.month, cents(e.price), e.vat_rate) for e in inputs.equipment if e.month]
    rate_counts = int(inputs.liable)
    return Assets(
        tables=tuple(tables),
        charges=add(*charges),
        bought=at_months((month, price) for month, price, _rate in later),
        vat=at_months((month, vat.on(price, rate * rate_counts)) for month, price, rate in later),
    )


def borrowed(inputs: Inputs) -> Debts:
    """The loans of a plan."""
    tables = tuple(
        LoanTable(
            loan=loan,
            instalments=tuple(
                loans.schedule(
                    loan.amount, loan.annual_rate, loan.months, kind=loan.kind, deferred=loan.deferred
                )
            ),
        )
        for loan in inputs.loans
    )  # fmt: skip
    due = [(t.loan.month + one.number, one) for t in tables for one in t.instalments]
    return Debts(
        tables=tables,
        received=at_months((loan.month, cents(loan.amount)) for loan in inputs.loans),
        principal=at_months((month, one.principal) for month, one in due),
        interest=at_months((month, one.interest) for month, one in due),
    )


def at_months(amounts: Iterable[tuple[int, Decimal]]) -> Months:
    """Amounts by month counted from 1; those at the start or after the forecast are left out."""
    months = [ZERO] * MONTHS
    for month, amount in amounts:
        if 1 <= month <= MONTHS:
            months[month - 1] += amount
    return tuple(months)


def _over_months(cost: FixedCost) -> Months:
    return tuple(
        cents(cost.amount * (1 + cost.yearly_growth) ** year_of(n))
        if n + 1 <= cost.until_month and n + 1 >= cost.from_month
        and (n + 1 - cost.from_month) % cost.every == 0
        else ZERO
        for n in range(MONTHS)
    )  # fmt: skip


def _by_month(lines: Iterable[Depreciation], first: int, life: int) -> Months:
    """The charge of each year spread over its months in service."""
    months = [ZERO] * MONTHS
    for year, line in enumerate(lines, start=year_of(first)):
        if year >= YEARS:
            break
        served = [n for n in months_of(year) if first <= n < first + life]
        for month, part in zip(served, evenly(line.charge, len(served)), strict=True):
            months[month] = part
    return tuple(months)
