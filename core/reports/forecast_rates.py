"""Loans, depreciation and contributions of a forecast, with the rates they were counted at."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from core.forecast import micro
from core.forecast.activities import ACTIVITIES, Activity
from core.forecast.charges import LoanTable
from core.forecast.months import A_YEAR, YEARS, add_months
from core.forecast.outcome import Forecast
from core.language import N_, _, n_
from core.reports.exhibits import Table
from core.reports.forecast_words import rate, whole, with_cents, year_names
from core.wording import NOTHING, month, short_date

Row = tuple[str, ...]
_LEVIES = (
    ("social", N_("Social contributions")),
    ("training_levy", N_("Training levy (CFP)")),
    ("chamber_levy", N_("Chamber levy")),
    ("income_tax", N_("Income tax paid with the contributions")),
)


def loans(forecast: Forecast) -> Table:
    """Each loan as it was granted."""
    return Table(
        title=_("Loans, in euros"),
        head=(_("Loan"), _("Amount"), _("Rate a year"), _("Length"), _("First instalment"),
              _("Instalment"), _("Interest in all")),
        rows=tuple(_loan(table, forecast) for table in forecast.loans),
        widths=(3.4, 1.8, 1.5, 2.9, 2.3, 2.2, 1.9),
        numeric=frozenset({1, 2, 5, 6}),
    )  # fmt: skip


def repayments(forecast: Forecast) -> Table:
    """What is paid back in each year, and what remains."""
    rows: list[Row] = []
    for table in forecast.loans:
        years = [_of_year(table, year) for year in range(YEARS)]
        name = table.loan.name
        rows += [
            (_("{loan}: principal").format(loan=name), *(whole(p) for p, _i, _left in years)),
            (_("{loan}: interest").format(loan=name), *(whole(i) for _p, i, _left in years)),
            (_("{loan}: still owed").format(loan=name), *(whole(left) for _p, _i, left in years)),
        ]
    paid = (whole(year.principal + year.interest) for year in forecast.years)
    return Table(
        title=_("Loans paid back over three years, in euros"),
        head=(" ", *year_names(forecast)),
        rows=(*rows, (_("Paid in the year"), *paid)),
        widths=(8.5, 2.5, 2.5, 2.5),
        numeric=frozenset({1, 2, 3}),
        total=True,
    )


def depreciation(forecast: Forecast) -> Table:
    """What equipment and start-up costs lose of their value each financial year of the plan."""
    starts = [year.end.year for year in forecast.years]
    rows = []
    for table in forecast.depreciation:
        charges = {line.year: line.charge for line in table.lines}
        rows.append(
            (table.name, whole(table.cost), short_date(table.in_service),
             *(whole(charges.get(year, Decimal(0))) for year in starts))
        )  # fmt: skip
    sums = (whole(year.statement.depreciation) for year in forecast.years)
    return Table(
        title=_("Depreciation of equipment and start-up costs, in euros"),
        head=(_("Name"), _("Price"), _("In use from"), *year_names(forecast)),
        rows=(*rows, (_("Total"), " ", " ", *sums)),
        widths=(5.2, 2.2, 2.3, 2.1, 2.1, 2.1),
        numeric=frozenset({1, 3, 4, 5}),
        total=True,
        empty=" ",
    )


def contributions(forecast: Forecast) -> Table:
    """What is owed for each year."""
    micro_years = [year.contributions for year in forecast.years if year.contributions]
    if micro_years:
        rows: list[Row] = [
            (_("Turnover received"), *(whole(one.turnover) for one in micro_years)),
            *((_(name), *(whole(getattr(one, key)) for one in micro_years)) for key, name in _LEVIES
              if any(getattr(one, key) for one in micro_years)),
            (_("Total"), *(whole(one.total) for one in micro_years)),
        ]  # fmt: skip
    else:
        rows = [
            (_("Amount on which contributions are counted"), *_sums(forecast, "base")),
            (_("Total"), *_sums(forecast, "contributions")),
        ]
    return Table(
        title=_("Owner’s contributions over three years, in euros"),
        head=(" ", *year_names(forecast)),
        rows=tuple(rows),
        widths=(8.5, 2.5, 2.5, 2.5),
        numeric=frozenset({1, 2, 3}),
        total=True,
        note=_("Contributions are due on the turnover received, month by month: nothing received, nothing due.")
        if micro_years
        else _("Order of magnitude, to be confirmed with an accountant."),
    )  # fmt: skip


def rates(forecast: Forecast) -> Table | None:
    """The rates of a micro-entreprise over the plan, each period with its dates; None elsewhere."""
    if not forecast.years[0].contributions:
        return None
    kinds = list(forecast.received) or [forecast.inputs.activity]
    return Table(
        title=_("Rates of contributions used"),
        head=(_("Activity and period"), _("Social contributions"), _("CFP"), _("Chamber levy"),
              _("Income tax"), _("In all")),
        rows=tuple(row for kind in kinds for row in _periods(forecast, kind)),
        widths=(6.2, 2.8, 1.5, 1.9, 1.8, 1.8),
        numeric=frozenset(range(1, 6)),
        note=_acre_note(forecast),
    )  # fmt: skip


def _periods(forecast: Forecast, kind: Activity) -> Iterator[Row]:
    """One row for each stretch of months at the same rates."""
    inputs = forecast.inputs

    def on(day: date) -> tuple[Decimal, ...]:
        found = micro.rates_on(
            kind, on=day, created=inputs.created, acre=inputs.acre, flat_tax=inputs.flat_tax
        )
        return (found.social, found.training_levy, found.chamber_levy, found.flat_tax, found.total)

    for shares, days in groupby(inputs.months, on):
        stretch = list(days)
        until = add_months(stretch[-1], 1) - timedelta(days=1)
        yield (
            _("{activity}, {start} to {end}").format(
                activity=_(ACTIVITIES[kind]), start=short_date(stretch[0]), end=short_date(until)
            ),
            *(rate(share) if share else NOTHING for share in shares),
        )


def _acre_note(forecast: Forecast) -> str:
    known = _("Rates known since {date}, taken as unchanged afterwards.").format(
        date=short_date(forecast.rates_known_since)
    )
    if not forecast.inputs.acre:
        return known
    until = micro.acre_ends(forecast.inputs.created) - timedelta(days=1)
    return (
        known + " " + _("Reduced contributions (Acre) until {date}.").format(date=short_date(until))
    )


def _loan(table: LoanTable, forecast: Forecast) -> Row:
    loan, lines = table.loan, table.instalments
    typical = lines[loan.deferred].payment
    first = next((one.number for one in lines if one.payment), 1)
    length = n_("{n} month", "{n} months", loan.months)
    if loan.deferred:
        length += _(" ({n} of interest only)").format(n=loan.deferred)
    return (
        loan.name,
        whole(loan.amount),
        rate(loan.annual_rate) if loan.annual_rate else rate(Decimal(0)),
        length,
        month(add_months(forecast.inputs.created, loan.month + first - 1)),
        with_cents(typical),
        with_cents(sum((line.interest for line in lines), Decimal(0))),
    )


def _of_year(table: LoanTable, year: int) -> tuple[Decimal, Decimal, Decimal]:
    """Principal, interest, and what is owed at the end of a year counted from 0."""
    first = table.loan.month
    paid = [one for one in table.instalments if first + one.number <= (year + 1) * A_YEAR]
    own = [one for one in paid if first + one.number > year * A_YEAR]
    taken = table.loan.amount if first <= (year + 1) * A_YEAR else Decimal(0)
    left = taken - sum((one.principal for one in paid), Decimal(0))
    return (
        sum((one.principal for one in own), Decimal(0)),
        sum((one.interest for one in own), Decimal(0)),
        left,
    )


def _sums(forecast: Forecast, name: str) -> Iterator[str]:
    for year in range(YEARS):
        own = forecast.contributions[year * A_YEAR : (year + 1) * A_YEAR]
        yield whole(sum((getattr(one, name) for one in own), Decimal(0)))
