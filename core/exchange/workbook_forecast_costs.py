"""The costs of the workbook, month by month: goods and stock, fixed costs, equipment, VAT."""

from dataclasses import dataclass, field

from openpyxl.workbook.workbook import Workbook

from core.exchange.workbook_forecast_inputs import Typed
from core.exchange.workbook_forecast_pages import WHOLE, Formula, Line, Page, quoted
from core.exchange.workbook_forecast_sales import SalesLines, paid, total
from core.forecast.months import A_YEAR, year_of
from core.forecast.needs import COST_KINDS, CostKind
from core.language import _, p_


@dataclass(kw_only=True)
class CostLines:
    """The rows that other pages name; `page` is still open for the owner's contributions."""

    page: Page
    stock: Line
    bought: Line
    bought_vat: Line
    bought_paid: Line
    owed: Line
    by_kind: dict[CostKind, Line] = field(default_factory=dict)
    costs_vat: Line
    depreciation: Line
    equipment: Line
    equipment_vat: Line
    vat_due: Line
    vat_credit: Line
    vat_paid: Line
    running_grants: Line
    lasting_grants: Line


def costs_page(book: Workbook, typed: Typed, sales: SalesLines) -> CostLines:
    """Write the page, but for the owner's part."""
    page = Page(
        book,
        p_("sheet", "Costs"),
        _("Costs, month by month"),
        _("In euros, without VAT unless the line says so."),
    )
    page.calendar(sales.dates.at(0))
    stock, bought, bought_vat, bought_paid, owed = _goods(page, typed, sales)
    by_kind, costs_vat = _fixed(page, typed)
    page.heading(_("Depreciation"))
    lines = [
        _depreciated(page, typed, "equipment", place)
        for place in range(len(typed.inputs.equipment))
    ]
    lines += [
        _depreciated(page, typed, "start_up", n) for n in range(len(typed.inputs.start_up_costs))
    ]
    depreciation = page.line(_("Depreciation"), total(lines), strong=True)
    page.heading(_("Equipment bought and grants received after the start"))
    liable = typed.yes("liable")
    equipment = page.line(_("Equipment"), in_month(typed, "equipment", 4, 2))
    equipment_vat = page.line(
        _("VAT on equipment"),
        lambda n: f"{in_month(typed, 'equipment', 4, 2, rate=6)(n)}*{liable}",
    )
    running = page.line(_("Grants for running costs"), _granted(typed, running=True))
    lasting = page.line(_("Other grants"), _granted(typed, running=False))
    page.heading(_("VAT"))
    starting = f"({starting_vat(typed, stock)})"
    # The credit stands two rows below what is due of the month before: its row is known beforehand.
    credit_row = page.row + 2
    credit = Line(page=page.prefix, row=credit_row, monthly=True)

    def balance(n: int) -> str:
        spent = f"{bought_vat.at(n)}-{costs_vat.at(n)}-{equipment_vat.at(n)}"
        return f"ROUND({sales.collected.at(n)}-{spent}-{credit.before(n)},2)"

    due = page.line(_("VAT due"), lambda n: f"MAX({balance(n)},0)")
    page.line(_("VAT credit kept"), lambda n: f"MAX(-{balance(n)},0)", start=starting, years="LAST")
    vat_paid = page.line(_("VAT paid the month after"), lambda n: due.at(n - 1) if n else "0")
    return CostLines(
        page=page, stock=stock, bought=bought, bought_vat=bought_vat, bought_paid=bought_paid,
        owed=owed, by_kind=by_kind, costs_vat=costs_vat, depreciation=depreciation,
        equipment=equipment, equipment_vat=equipment_vat, vat_due=due, vat_credit=credit,
        vat_paid=vat_paid, running_grants=running, lasting_grants=lasting,
    )  # fmt: skip


def starting_vat(typed: Typed, stock: Line) -> str:
    """The VAT paid before the start, got back later."""
    parts = [f"ROUND({stock.start}*{typed['purchases_vat']},2)"]
    if typed.inputs.equipment:
        months, prices, rates = (typed.column("equipment", column) for column in (4, 2, 6))
        parts.append(f"SUMPRODUCT(({months}=0)*ROUND(ROUND({prices},2)*{rates},2))")
    if typed.inputs.start_up_costs:
        amounts, rates = (typed.column("start_up", column) for column in (2, 3))
        parts.append(f"SUMPRODUCT(ROUND(ROUND({amounts},2)*{rates},2))")
    return f"{typed.yes('liable')}*({'+'.join(parts)})"


def in_month(typed: Typed, table: str, month: int, amount: int, *, rate: int = 0) -> Formula:
    """The amounts of a table that fall in a month, or the VAT on them; columns by number."""
    if not typed.rows[table]:
        return lambda _n: "0"
    months, amounts = typed.column(table, month), typed.column(table, amount)
    taxed = f"{amounts}*{typed.column(table, rate)}" if rate else amounts
    return lambda n: f"SUMPRODUCT(({months}={n + 1})*ROUND({taxed},2))"


def _goods(page: Page, typed: Typed, sales: SalesLines) -> tuple[Line, Line, Line, Line, Line]:
    page.heading(_("Goods and materials"))
    given, days = typed["starting_stock"], typed["stock_days"]

    def level(year: int) -> str:
        counted = f"ROUND({sales.used.year(year)}*{days}/{typed['basis']},2)"
        kept = f"ROUND({given},2)"
        holds = f'AND({given}<>"",{days}=0)' if year else f'{given}<>""'
        return f"IF({holds},{kept},{counted})"

    wanted = page.in_year_columns(_("Stock wanted"), level)
    stock = page.line(
        _("Stock at the end of the month"),
        lambda n: f"ROUND(MAX({wanted.year(year_of(n))},{page.cell(2 + n)}-{sales.used.at(n)}),2)",
        start=wanted.year(0), years="LAST",
    )  # fmt: skip
    bought = page.line(
        _("Goods bought"),
        lambda n: f"ROUND({stock.at(n)}+{sales.used.at(n)}-{stock.before(n)},2)",
        start=stock.start,
    )
    rate = typed["purchases_vat"]
    taxed = typed.yes("liable")
    vat = page.line(_("VAT on goods"), lambda n: f"ROUND({bought.at(n)}*{rate},2)*{taxed}")
    invoiced = page.line(_("Goods bought, VAT included"), total([bought, vat]))
    settled = page.line(_("Goods paid, VAT included"), paid(typed, invoiced, 5), strong=True)
    owed = page.line(
        _("Owed to suppliers, VAT included"),
        lambda n: f"ROUND({page.cell(2 + n)}+{invoiced.at(n)}-{settled.at(n)},2)",
        start="0", years="LAST",
    )  # fmt: skip
    return stock, bought, vat, settled, owed


def _fixed(page: Page, typed: Typed) -> tuple[dict[CostKind, Line], Line]:
    page.heading(_("Fixed costs"))
    lines = []
    for place, cost in enumerate(typed.inputs.fixed_costs):
        amount, every, first, last, growth = (typed.of("costs", place, c) for c in (4, 5, 6, 7, 8))

        def formula(
            n: int, amount: str = amount, every: str = every, first: str = first, last: str = last,
            growth: str = growth,
        ) -> str:  # fmt: skip
            falls = f"AND({n + 1}>={first},{n + 1}<={last},MOD({n + 1}-{first},{every})=0)"
            return f"IF({falls},ROUND({amount}*(1+{growth})^{year_of(n)},2),0)"

        lines.append(page.line(cost.name, formula))
        page.formula(2, typed.of("costs", place, 2))
    top, end = (lines[0].row, lines[-1].row) if lines else (0, 0)
    kinds = f"{page.prefix}$B${top}:$B${end}"

    def of_kind(kind: CostKind) -> Formula:
        label = quoted(_(COST_KINDS[kind]))
        return lambda n: f"SUMIF({kinds},{label},{_column(lines, n)})" if lines else "0"

    by_kind = {
        kind: page.line(_(COST_KINDS[kind]), of_kind(kind), strong=True) for kind in CostKind
    }
    label = quoted(_(COST_KINDS[CostKind.EXTERNAL]))

    def vat(n: int) -> str:
        if not lines:
            return "0"
        taxes = f"ROUND({_column(lines, n)}*{typed.column('costs', 9)},2)"
        return f"SUMPRODUCT(({kinds}={label})*{taxes})*{typed.yes('liable')}"

    return by_kind, page.line(_("VAT on fixed costs"), vat)


def _column(lines: list[Line], n: int) -> str:
    """The cells of a month from the first to the last of consecutive rows."""
    end = lines[-1].at(n).removeprefix(lines[-1].page)
    return f"{lines[0].at(n)}:{end}"


def _depreciated(page: Page, typed: Typed, table: str, place: int) -> Line:
    """Months of use and charge of each year, then the charge of each month."""
    name, used, charged = typed.of(table, place, 1), _("months of use"), _("charge of the year")
    cost = typed.of(table, place, 2)
    base, first, life = f"ROUND({cost},2)", "1", f"(12*{typed['start_up_years']})"
    if table == "equipment":
        base = f"ROUND({cost}-{typed.of(table, place, 5)},2)"
        first, life = f"MAX({typed.of(table, place, 4)},1)", f"(12*{typed.of(table, place, 3)})"

    def from_month(year: int) -> str:
        return f"MAX({A_YEAR * year},{first}-1)"

    served = page.in_year_columns(
        "",
        lambda y: f"MAX(0,MIN({A_YEAR * (y + 1)},{first}-1+{life})-{from_month(y)})",
        shape=WHOLE,
    )
    page.formula(1, f"{name}&{quoted(' – ' + used)}", shape="")
    yearly = Line(page=page.prefix, row=page.row + 1, monthly=True)

    def charge(year: int) -> str:
        left = base + "".join(f"-{yearly.year(before)}" for before in range(year))
        part = f"ROUND({base}*{served.year(year)}/{life},2)"
        ends = f"{first}-1+{life}<={A_YEAR * (year + 1)}"
        return f"IF({served.year(year)}=0,0,IF({ends},ROUND({left},2),MIN(ROUND({left},2),{part})))"

    page.in_year_columns("", charge)
    page.formula(1, f"{name}&{quoted(' – ' + charged)}", shape="")

    def month(n: int) -> str:
        whole, months = yearly.year(year_of(n)), served.year(year_of(n))
        nth = f"({n + 1}-{from_month(year_of(n))})"
        upto = f"ROUND({whole}*{nth}/{months},2)-ROUND({whole}*({nth}-1)/{months},2)"
        return f"IF(AND({n + 1}>={first},{n + 1}<{first}+{life}),{upto},0)"

    line = page.line("", month)
    page.formula(1, name, shape="")
    return line


def _granted(typed: Typed, *, running: bool) -> Formula:
    """The grants of a month, those for running costs or the others."""
    if not typed.inputs.grants:
        return lambda _n: "0"
    amounts, months, kinds = (typed.column("grants", column) for column in (2, 3, 4))
    wanted = quoted(_("Yes") if running else _("No"))
    return lambda n: f"SUMPRODUCT(({months}={n + 1})*({kinds}={wanted})*ROUND({amounts},2))"
