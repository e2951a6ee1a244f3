"""The results of the workbook: income statement, cash, financing and break-even, all of them formulas."""

from dataclasses import dataclass

from openpyxl.workbook.workbook import Workbook

from core.exchange.workbook_forecast_costs import CostLines
from core.exchange.workbook_forecast_inputs import Typed
from core.exchange.workbook_forecast_owner import OwnerLines
from core.exchange.workbook_forecast_pages import Formula, Line, Page
from core.exchange.workbook_forecast_sales import SalesLines
from core.forecast.income import LINES, RESULTS
from core.forecast.income import Line as Statement
from core.forecast.months import MONTHS, YEARS
from core.forecast.needs import CostKind
from core.forecast.results import CASH_LINES, PAYMENTS, RECEIPTS, CashLine
from core.language import _, p_

YEARLY = (46.0, 15.0, 15.0, 15.0)


@dataclass(frozen=True, kw_only=True)
class Workings:
    """Every page that the results are made from."""

    typed: Typed
    sales: SalesLines
    costs: CostLines
    owner: OwnerLines


def income_page(book: Workbook, done: Workings) -> dict[str, Line]:
    """The income statement of three years; its rows by the name of the line or of the result."""
    sales, costs, owner = done.sales, done.costs, done.owner
    page = Page(
        book,
        p_("sheet", "Income statement"),
        _("Income statement over three years, in euros"),
        _("In euros, without VAT."),
    )
    years_heading(page)
    stock = costs.stock
    amounts: dict[str, Formula] = {
        Statement.TURNOVER: sales.turnover.year,
        # The starting stock is bought in the first year.
        Statement.PURCHASES: lambda y: (
            costs.bought.year(y) + ("" if y else f"+{costs.bought.start}")
        ),
        Statement.STOCK_CHANGE: lambda y: f"{stock.year(y)}-{stock.year(y - 1) if y else '0'}",
        "purchases_used": lambda y: (
            f"{r[Statement.PURCHASES].at(y)}-{r[Statement.STOCK_CHANGE].at(y)}"
        ),
        "gross_margin": lambda y: f"{r[Statement.TURNOVER].at(y)}-{r['purchases_used'].at(y)}",
        Statement.EXTERNAL_COSTS: costs.by_kind[CostKind.EXTERNAL].year,
        "value_added": lambda y: f"{r['gross_margin'].at(y)}-{r[Statement.EXTERNAL_COSTS].at(y)}",
        Statement.OPERATING_GRANTS: costs.running_grants.year,
        Statement.TAXES: costs.by_kind[CostKind.TAX].year,
        Statement.STAFF: lambda y: f"{costs.by_kind[CostKind.STAFF].year(y)}+{owner.pay.year(y)}",
        Statement.OWNER_CONTRIBUTIONS: owner.contributions.year,
        "ebitda": lambda y: (
            f"{r['value_added'].at(y)}+{r[Statement.OPERATING_GRANTS].at(y)}-"
            + "-".join(
                r[line].at(y)
                for line in (Statement.TAXES, Statement.STAFF, Statement.OWNER_CONTRIBUTIONS)
            )
        ),
        Statement.DEPRECIATION: costs.depreciation.year,
        "operating_result": lambda y: f"{r['ebitda'].at(y)}-{r[Statement.DEPRECIATION].at(y)}",
        Statement.FINANCIAL_COSTS: owner.interest.year,
        "current_result": lambda y: (
            f"{r['operating_result'].at(y)}-{r[Statement.FINANCIAL_COSTS].at(y)}"
        ),
        Statement.INCOME_TAX: owner.tax.year,
        "net_result": lambda y: f"{r['current_result'].at(y)}-{r[Statement.INCOME_TAX].at(y)}",
        "self_financing_capacity": lambda y: (
            f"{r['net_result'].at(y)}+{r[Statement.DEPRECIATION].at(y)}"
        ),
    }
    r: dict[str, Line] = {}
    for name, formula in amounts.items():
        label = RESULTS[name] if name in RESULTS else LINES[Statement(name)]
        to_cents = rounded(formula)
        r[name] = page.of_years(_(label), to_cents, strong=name in RESULTS)
    page.finish(YEARLY, upright=True, freeze="B4")
    return r


def cash_page(book: Workbook, done: Workings) -> dict[str, Line]:
    """Thirty-six months of cash, VAT included; rows by line of cash, `opening`, `closing` and totals."""
    typed, sales, costs, owner = done.typed, done.sales, done.costs, done.owner
    page = Page(
        book, p_("sheet", "Cash, 36 months"), _("Cash month by month"), _("In euros, VAT included.")
    )
    page.calendar(sales.dates.at(0))
    heads = page.row
    loans, liable = typed.inputs.loans, typed.yes("liable")

    def lent(n: int) -> str:
        if not loans:
            return "0"
        return (
            f"SUMPRODUCT(({typed.column('loans', 8)}={n + 1})*ROUND({typed.column('loans', 4)},2))"
        )

    def granted(n: int) -> str:
        return f"{costs.running_grants.at(n)}+{costs.lasting_grants.at(n)}"

    months: dict[CashLine, Formula] = {
        CashLine.SALES: sales.received_with_vat.at,
        CashLine.GRANTS: granted,
        CashLine.LOANS: lent,
        CashLine.EQUIPMENT: lambda n: f"{costs.equipment.at(n)}+{costs.equipment_vat.at(n)}",
        CashLine.PURCHASES: costs.bought_paid.at,
        CashLine.EXTERNAL_COSTS: lambda n: (
            f"{costs.by_kind[CostKind.EXTERNAL].at(n)}+{costs.costs_vat.at(n)}"
        ),
        CashLine.TAXES: costs.by_kind[CostKind.TAX].at,
        CashLine.STAFF: costs.by_kind[CostKind.STAFF].at,
        CashLine.OWNER_PAY: owner.pay.at,
        CashLine.CONTRIBUTIONS: owner.contributions_paid.at,
        CashLine.INCOME_TAX: owner.tax_paid.at,
        CashLine.VAT: costs.vat_paid.at,
        CashLine.PRINCIPAL: owner.principal.at,
        CashLine.INTEREST: owner.interest.at,
        CashLine.DRAWINGS: owner.drawings.at,
    }
    stock = f"ROUND({costs.stock.start}*{typed['purchases_vat']},2)*{liable}"
    starts = {
        CashLine.OWN_MONEY: f"ROUND({typed['own_money']},2)",
        CashLine.GRANTS: _starting(typed, "grants", 2, 3),
        CashLine.LOANS: _starting(typed, "loans", 4, 8),
        CashLine.START_UP_COSTS: _with_vat(typed, "start_up", 2, 3),
        CashLine.EQUIPMENT: _with_vat(typed, "equipment", 2, 6, month=4),
        CashLine.DEPOSITS: _starting(typed, "deposits", 2),
        CashLine.PURCHASES: f"{costs.stock.start}+{stock}",
    }
    rows: dict[str, Line] = {}
    closing = Line(page=page.prefix, row=heads + len(CashLine) + 4, monthly=True)
    rows["opening"] = page.line(_("Cash at the beginning"), closing.before, start="0", years="")
    for lines, total, name in (
        (RECEIPTS, "total_in", _("Total received")), (PAYMENTS, "total_out", _("Total paid")),
    ):  # fmt: skip
        for line in lines:
            rows[line] = page.line(
                _(CASH_LINES[line]), months.get(line, lambda _n: "0"), start=starts.get(line, "0")
            )
        first, last = rows[lines[0]], rows[lines[-1]]
        summed = page.line(
            name,
            lambda n, a=first, b=last: f"ROUND(SUM({a.at(n)}:{b.at(n).removeprefix(b.page)}),2)",  # type: ignore[misc]
            start=f"ROUND(SUM({first.start}:{last.start.removeprefix(last.page)}),2)", strong=True,
        )  # fmt: skip
        rows[total] = summed
    rows["closing"] = page.line(
        _("Cash at the end"),
        lambda n: f"ROUND({rows['opening'].at(n)}+{rows['total_in'].at(n)}-{rows['total_out'].at(n)},2)",
        start=f"ROUND({rows['total_in'].start}-{rows['total_out'].start},2)", years="LAST", strong=True,
    )  # fmt: skip
    assert rows["closing"] == closing
    everything = f"{closing.start}:{closing.at(MONTHS - 1).removeprefix(closing.page)}"
    page.put(1, _("Lowest cash"), down=True)
    lowest = page.formula(2, f"MIN({everything})", strong=True)
    page.put(1, _("in month (0: start)"), down=True)
    page.formula(2, f"MATCH({lowest},{everything},0)-1", shape="0")
    return rows


def years_heading(page: Page) -> None:
    """The heads of a page by year."""
    page.row = 2
    page.heading("", *(_("Year {number}").format(number=year + 1) for year in range(YEARS)))


def rounded(formula: Formula) -> Formula:
    """To the cent: sums of cents carry dust in a spreadsheet."""
    return lambda year: f"ROUND({formula(year)},2)"


def _starting(typed: Typed, table: str, amount: int, month: int = 0) -> str:
    """The amounts of a table that come before the first month."""
    if not typed.rows[table]:
        return "0"
    which = f"({typed.column(table, month)}=0)*" if month else ""
    return f"SUMPRODUCT({which}ROUND({typed.column(table, amount)},2))"


def _with_vat(typed: Typed, table: str, amount: int, rate: int, *, month: int = 0) -> str:
    if not typed.rows[table]:
        return "0"
    which = f"({typed.column(table, month)}=0)*" if month else ""
    taxes = f"ROUND(ROUND({typed.column(table, amount)},2)*{typed.column(table, rate)},2)"
    return (
        f"{_starting(typed, table, amount, month)}+SUMPRODUCT({which}{taxes})*{typed.yes('liable')}"
    )
