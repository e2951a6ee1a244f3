"""The sales of the workbook, month by month: quantities, turnover, VAT, and when customers pay."""

from dataclasses import dataclass

from openpyxl.workbook.workbook import Workbook

from core.exchange.workbook_forecast_inputs import Typed, kinds_of
from core.exchange.workbook_forecast_pages import QUANTITY, Formula, Line, Page
from core.forecast.activities import ACTIVITIES, GOODS, Activity
from core.forecast.months import A_YEAR, year_of
from core.language import _, p_


@dataclass(frozen=True, kw_only=True)
class SalesLines:
    """The rows that other pages name."""

    dates: Line
    units: list[Line]
    by_kind: dict[Activity, Line]
    turnover: Line
    vat: Line
    received: dict[Activity, Line]
    received_with_vat: Line
    collected: Line
    owed: Line
    vat_waiting: Line
    used: Line


def sales_page(book: Workbook, typed: Typed) -> SalesLines:
    """Write the page."""
    offers, kinds = typed.inputs.offers, kinds_of(typed.inputs)
    page = Page(
        book,
        p_("sheet", "Sales"),
        _("Sales, month by month"),
        _("In euros, without VAT unless the line says so."),
    )
    start = typed["start"]
    dates = page.calendar(f"DATE(YEAR({start}),MONTH({start}),1)")
    own = [offer.activity or typed.inputs.activity for offer in offers]
    liable = typed.yes("liable")

    units = [
        page.line(
            _("{offer}: quantity").format(offer=offer.name),
            _units(typed, place, dates),
            shape=QUANTITY,
        )
        for place, offer in enumerate(offers)
    ]
    amounts = _each(page, typed, units, _("{offer}: turnover"), 4)
    taxes = [
        page.line(
            _("{offer}: VAT").format(offer=offer.name),
            lambda n, p=place: f"ROUND({amounts[p].at(n)}*{typed.of('offers', p, 6)},2)*{liable}",  # type: ignore[misc]
        )
        for place, offer in enumerate(offers)
    ]
    used = _each(page, typed, units, _("{offer}: goods used"), 5)
    turnover = page.line(_("Turnover"), total(amounts), strong=True)
    goods = page.line(_("Goods used"), total(used), strong=True)
    vat = page.line(_("VAT invoiced"), total(taxes))
    by_kind, tax_by_kind = {}, {}
    received, tax_received = {}, {}
    for kind in kinds:
        name = _(ACTIVITIES[kind])
        mine = [place for place, each in enumerate(own) if each is kind]
        by_kind[kind] = page.line(name, total([amounts[p] for p in mine]))
        tax_by_kind[kind] = page.line(
            _("{name}: VAT").format(name=name), total([taxes[p] for p in mine])
        )
        received[kind] = page.line(
            _("{name}: received").format(name=name), paid(typed, by_kind[kind], 4), strong=True
        )
        tax_received[kind] = page.line(
            _("{name}: VAT received").format(name=name), paid(typed, tax_by_kind[kind], 4)
        )
    with_vat = page.line(
        _("Received, VAT included"),
        total([*received.values(), *tax_received.values()]),
        strong=True,
    )
    due = [tax_by_kind[k] if k in GOODS else tax_received[k] for k in kinds]
    collected = page.line(_("VAT collected"), total(due))
    owed = page.line(
        _("Owed by customers, VAT included"),
        lambda n: f"ROUND({page.cell(2 + n)}+{turnover.at(n)}+{vat.at(n)}-{with_vat.at(n)},2)",
        start="0", years="LAST",
    )  # fmt: skip
    waiting = page.line(
        _("VAT not due until customers pay"),
        lambda n: f"ROUND({page.cell(2 + n)}+{vat.at(n)}-{collected.at(n)},2)", start="0", years="LAST",
    )  # fmt: skip
    return SalesLines(
        dates=dates, units=units, by_kind=by_kind, turnover=turnover, vat=vat, received=received,
        received_with_vat=with_vat, collected=collected, owed=owed, vat_waiting=waiting, used=goods,
    )  # fmt: skip


def total(lines: list[Line]) -> Formula:
    """The sum of rows, month by month; 0 without any."""
    return lambda n: f"ROUND({'+'.join(line.at(n) for line in lines)},2)" if lines else "0"


def paid(typed: Typed, line: Line, column: int) -> Formula:
    """Amounts as they are paid, by the cumulated shares in a column of the payment terms."""

    def formula(n: int) -> str:
        parts = []
        for delay in range(min(n + 1, len(typed.rows["terms"]))):
            amount, share = line.at(n - delay), typed.of("terms", delay, column)
            parts.append(f"ROUND({amount}*{share},2)")
            if delay:
                parts.append(f"-ROUND({amount}*{typed.of('terms', delay - 1, column)},2)")
        return "ROUND(" + "+".join(parts).replace("+-", "-") + ",2)"

    return formula


def _units(typed: Typed, place: int, dates: Line) -> Formula:
    """The quantity of the same month of the first year, with growth and season."""
    second, third = (typed.of("offers", place, column) for column in (7, 8))
    growth = ("", f"*(1+{second})", f"*(1+{second})*(1+{third})")

    def formula(n: int) -> str:
        season = f"INDEX({typed['season']},1,MONTH({dates.at(n)}))"
        return f"{typed.of('offers', place, 9 + n % A_YEAR)}{growth[year_of(n)]}*{season}"

    return formula


def _each(page: Page, typed: Typed, units: list[Line], name: str, column: int) -> list[Line]:
    """The quantity of each offer at what stands in a column of the offers."""
    return [
        page.line(
            name.format(offer=offer.name),
            lambda n, p=place: f"ROUND({units[p].at(n)}*{typed.of('offers', p, column)},2)",  # type: ignore[misc]
        )
        for place, offer in enumerate(typed.inputs.offers)
    ]
