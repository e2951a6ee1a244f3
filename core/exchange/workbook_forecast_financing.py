"""The financing of the workbook: needs and resources at the start and over three years, working capital."""

from openpyxl.workbook.workbook import Workbook

from core.exchange.workbook_forecast_pages import Formula, Line, Page, quoted
from core.exchange.workbook_forecast_results import YEARLY, Workings
from core.forecast.financing import NEEDS, RESOURCES, Need, Resource
from core.forecast.months import A_YEAR
from core.forecast.needs import LOAN_SOURCES, LoanSource
from core.language import _, p_

_SOURCES = {
    Resource.HONOUR_LOANS: LoanSource.HONOUR,
    Resource.MICRO_CREDITS: LoanSource.MICRO_CREDIT,
    Resource.BANK_LOANS: LoanSource.BANK,
}


def financing_page(book: Workbook, done: Workings, statement: dict[str, Line]) -> None:
    """Write the page."""
    page = Page(book, p_("sheet", "Financing"), _("Financing over three years"), _("In euros."))
    page.row = 2
    starts = _initial(page, done)
    held = _held(page, done)
    _over_years(page, done, statement, starts, held)
    _average(page, done)
    page.finish(YEARLY, upright=True, freeze="B3")


def _initial(page: Page, done: Workings) -> dict[str, str]:
    """Needs, then resources; the cells by need or resource."""
    typed, costs = done.typed, done.costs
    amounts: dict[str, str] = {
        Need.START_UP_COSTS: _sum(done, "start_up", 2),
        Need.EQUIPMENT: _sum(done, "equipment", 2, month=4),
        Need.DEPOSITS: _sum(done, "deposits", 2),
        Need.STOCK: costs.stock.start,
        Need.VAT: costs.vat_credit.start,
        Need.STARTING_CASH: f"ROUND({typed['starting_cash']},2)",
        Resource.OWN_MONEY: f"ROUND({typed['own_money']},2)",
        Resource.GRANTS: _sum(done, "grants", 2, month=3),
        **{resource: _lent(done, source) for resource, source in _SOURCES.items()},
    }
    cells: dict[str, str] = {}
    totals = []
    for title, names, total in (
        (
            _("Needs at the start"),
            {str(key): name for key, name in NEEDS.items()},
            _("Total needs"),
        ),
        (
            _("Resources at the start"),
            {str(key): name for key, name in RESOURCES.items()},
            _("Total resources"),
        ),
    ):
        page.heading(title, _("Amount"))
        first = page.row + 1
        for key in (key for key in names if key in amounts):
            page.put(1, _(names[key]), down=True)
            cells[key] = page.formula(2, amounts[key])
        page.put(1, total, down=True)
        totals.append(page.formula(2, f"ROUND(SUM(B{first}:B{page.row - 1}),2)", strong=True))
    page.put(1, _("Balance (resources − needs)"), down=True)
    cells["balance"] = page.formula(2, f"ROUND({totals[1]}-{totals[0]},2)", strong=True)
    return cells


def _held(page: Page, done: Workings) -> Line:
    """What the months hold back at the end of each year."""
    sales, costs, owner = done.sales, done.costs, done.owner

    def at_end(year: int) -> str:
        n = (year + 1) * A_YEAR - 1
        owed = "+".join(f"SUM({one.over(0, n)})" for one in (owner.contributions, owner.tax))
        settled = "-".join(
            f"SUM({one.over(0, n)})" for one in (owner.contributions_paid, owner.tax_paid)
        )
        return (
            f"ROUND({costs.stock.at(n)}+{sales.owed.at(n)}-{costs.owed.at(n)}-{costs.vat_due.at(n)}"
            f"+{costs.vat_credit.at(n)}-{sales.vat_waiting.at(n)}-({owed}-{settled}),2)"
        )

    _years(page, _("Working capital held at the end of the year"))
    return page.of_years(_("Stock, customers and VAT, less what is owed"), at_end)


def _over_years(
    page: Page, done: Workings, statement: dict[str, Line], starts: dict[str, str], held: Line
) -> None:
    costs, owner = done.costs, done.owner

    def from_start(key: str, later: Formula) -> Formula:
        return lambda y: later(y) if y else f"{starts[key]}+{later(y)}"

    def lent(source: LoanSource) -> Formula:
        return lambda y: _lent(done, source, year=y)

    opening = f"({starts[Need.STOCK]}+{starts[Need.VAT]})"
    needs: dict[Need, Formula] = {
        Need.START_UP_COSTS: from_start(Need.START_UP_COSTS, lambda _year: "0"),
        Need.EQUIPMENT: from_start(Need.EQUIPMENT, costs.equipment.year),
        Need.DEPOSITS: from_start(Need.DEPOSITS, lambda _year: "0"),
        Need.STOCK: from_start(Need.STOCK, lambda _year: "0"),
        Need.VAT: from_start(Need.VAT, lambda _year: "0"),
        Need.WORKING_CAPITAL: lambda y: f"{held.at(y)}-{held.at(y - 1) if y else opening}",
        Need.PRINCIPAL: owner.principal.year,
        Need.DRAWINGS: owner.drawings.year,
    }
    resources: dict[Resource, Formula] = {
        Resource.OWN_MONEY: from_start(Resource.OWN_MONEY, lambda _year: "0"),
        Resource.GRANTS: from_start(Resource.GRANTS, costs.lasting_grants.year),
        **{one: from_start(one, lent(source)) for one, source in _SOURCES.items()},
        Resource.SELF_FINANCING: statement["self_financing_capacity"].at,
    }
    _years(page, _("Financing plan over three years"))
    needed = _side(page, {_(NEEDS[key]): one for key, one in needs.items()}, _("Total needs"))
    found = _side(
        page, {_(RESOURCES[key]): one for key, one in resources.items()}, _("Total resources")
    )
    balance = page.of_years(
        _("Balance of the year"), lambda y: f"ROUND({found.at(y)}-{needed.at(y)},2)", strong=True
    )
    page.of_years(
        _("Balance since the start"),
        lambda y: "ROUND(" + "+".join(balance.at(each) for each in range(y + 1)) + ",2)", strong=True,
    )  # fmt: skip


def _side(page: Page, rows: dict[str, Formula], total: str) -> Line:
    lines = [page.of_years(name, _cents(formula)) for name, formula in rows.items()]
    return page.of_years(
        total,
        lambda y: f"ROUND(SUM({lines[0].at(y)}:{lines[-1].at(y).removeprefix(page.prefix)}),2)", strong=True,
    )  # fmt: skip


def _average(page: Page, done: Workings) -> None:
    """The yearly averages, counted from the payment terms."""
    typed, sales, costs = done.typed, done.sales, done.costs
    stock, basis = costs.stock, typed["basis"]
    days = typed.column("terms", 1)

    def waiting(invoiced: str, column: int) -> str:
        return f"ROUND(({invoiced})*SUMPRODUCT({days},{typed.column('terms', column)})/{basis},2)"

    _years(page, _("Working capital needed, on average"))
    kept = page.of_years(
        _("Average stock"),
        lambda y: f"ROUND(({stock.year(y)}+{stock.year(y - 1) if y else stock.start})/2,2)",
    )
    owing = page.of_years(
        _("+ owed by customers"),
        lambda y: waiting(f"{sales.turnover.year(y)}+{sales.vat.year(y)}", 2),
    )
    owed = page.of_years(
        _("− owed to suppliers"),
        lambda y: waiting(f"{costs.bought.year(y)}+{costs.bought_vat.year(y)}", 3),
    )
    page.of_years(
        _("Working capital needed"),
        lambda y: f"ROUND({kept.at(y)}+{owing.at(y)}-{owed.at(y)},2)", strong=True,
    )  # fmt: skip


def _years(page: Page, title: str) -> None:
    page.heading(title, *(_("Year {number}").format(number=number) for number in (1, 2, 3)))


def _cents(formula: Formula) -> Formula:
    return lambda year: f"ROUND({formula(year)},2)"


def _sum(done: Workings, table: str, amount: int, *, month: int = 0) -> str:
    if not done.typed.rows[table]:
        return "0"
    which = f"({done.typed.column(table, month)}=0)*" if month else ""
    return f"SUMPRODUCT({which}ROUND({done.typed.column(table, amount)},2))"


def _lent(done: Workings, source: LoanSource, *, year: int | None = None) -> str:
    """What a kind of lender lends at the start, or later in a year counted from 0."""
    typed = done.typed
    if not typed.inputs.loans:
        return "0"
    lender = quoted(_(LOAN_SOURCES[source]))
    months, amounts, lenders = (typed.column("loans", column) for column in (8, 4, 2))
    when = f"({months}=0)"
    if year is not None:
        when = f"({months}>{year * A_YEAR})*({months}<={(year + 1) * A_YEAR})"
    return f"SUMPRODUCT({when}*({lenders}={lender})*ROUND({amounts},2))"
