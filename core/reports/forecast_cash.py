"""The cash of a forecast: month by month on a page turned sideways, then year by year."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from babel.dates import format_date

from core.forecast.months import A_YEAR
from core.forecast.outcome import Forecast, Year
from core.forecast.results import CASH_LINES, PAYMENTS, RECEIPTS, CashLine, Month
from core.language import _
from core.reports.exhibits import Table
from core.reports.forecast_tables import over_years
from core.reports.forecast_words import whole
from core.wording import locale

WIDE = 26.1  # centimetres: the text of a page turned sideways


def cash(forecast: Forecast) -> Table:
    """The twelve months of the first year, and their total, for a page turned sideways."""
    months = forecast.months[:A_YEAR]
    lines = [
        line
        for line in forecast.cash_lines
        if any(m.receipts.get(line) or m.payments.get(line) for m in months)
    ]
    first, last = months[0], months[-1]
    receipts = [_cash_row(forecast, line) for line in RECEIPTS if line in lines]
    payments = [_cash_row(forecast, line) for line in PAYMENTS if line in lines]
    rows = [
        (_("Cash at the beginning"), *(whole(m.opening) for m in months), whole(first.opening)),
        *receipts,
        _summed(_("Total received"), [m.total_in for m in months]),
        *payments,
        _summed(_("Total paid"), [m.total_out for m in months]),
        _summed(_("Change"), [m.total_in - m.total_out for m in months]),
        (_("Cash at the end"), *(whole(m.closing) for m in months), whole(last.closing)),
    ]
    after_receipts = len(receipts) + 1
    return Table(
        title=_("Cash plan of the first year, in euros, VAT included")
        if forecast.inputs.liable
        else _("Cash plan of the first year, in euros"),
        head=(" ", *(short_month(m.first_day) for m in months), _("Year 1")),
        rows=tuple(rows),
        widths=(5.9, *(1.53,) * A_YEAR, 1.84),
        numeric=frozenset(range(1, A_YEAR + 2)),
        strong=frozenset({after_receipts, after_receipts + len(payments) + 1}),
        total=True,
        small=True,
        width=WIDE,
        note=_(
            "The cash of the first month is what the starting financing plan leaves before any reserve."
        ),
    )


def cash_years(forecast: Forecast) -> Table:
    """Cash year by year, once the months of the first one have been read."""

    def totals(line: CashLine) -> list[Decimal]:
        side = "receipts" if line in RECEIPTS else "payments"
        return [
            sum((getattr(m, side)[line] for m in _months(forecast, year)), Decimal(0))
            for year in forecast.years
        ]

    rows = [(_("Cash at the beginning"), *(whole(year.opening_cash) for year in forecast.years))]
    strong = set()
    for lines, name, each in (
        (RECEIPTS, _("Total received"), "total_in"),
        (PAYMENTS, _("Total paid"), "total_out"),
    ):
        rows += [
            (_(CASH_LINES[line]), *map(whole, totals(line))) for line in lines if any(totals(line))
        ]
        strong.add(len(rows))
        rows.append(
            (name, *(whole(sum((getattr(m, each) for m in _months(forecast, y)), Decimal(0))) for y in forecast.years))
        )  # fmt: skip
    rows.append((_("Cash at the end"), *(whole(year.closing_cash) for year in forecast.years)))
    title = (
        _("Cash over three years, in euros, VAT included")
        if forecast.inputs.liable
        else _("Cash over three years, in euros")
    )
    return over_years(forecast, title, rows, strong=strong)


def _months(forecast: Forecast, year: Year) -> Sequence[Month]:
    return forecast.months[(year.number - 1) * A_YEAR : year.number * A_YEAR]


def _cash_row(forecast: Forecast, line: CashLine) -> tuple[str, ...]:
    months = forecast.months[:A_YEAR]
    side = "receipts" if line in RECEIPTS else "payments"
    return _summed(_(CASH_LINES[line]), [getattr(m, side)[line] for m in months])


def _summed(name: str, amounts: Sequence[Decimal]) -> tuple[str, ...]:
    return (name, *map(whole, amounts), whole(sum(amounts, Decimal(0))))


def short_month(day: date) -> str:
    """janv. 27, for a narrow column."""
    return str(format_date(day, "MMM yy", locale=locale()))
