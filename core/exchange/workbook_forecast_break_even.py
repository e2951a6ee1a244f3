"""The break-even of the workbook: how much must be sold in each year."""

from openpyxl.workbook.workbook import Workbook

from core.exchange.workbook_forecast_pages import Line, Page, quoted
from core.exchange.workbook_forecast_results import YEARLY, Workings, rounded, years_heading
from core.forecast.income import Line as Statement
from core.forecast.months import A_YEAR
from core.language import _, p_


def break_even_page(book: Workbook, done: Workings, statement: dict[str, Line]) -> None:
    """How much must be sold in each year."""
    typed, sales, costs, owner = done.typed, done.sales, done.costs, done.owner
    page = Page(
        book, p_("sheet", "Break-even"), _("Break-even over three years, in euros"),
        _("Break-even turnover = fixed costs ÷ (1 − share of variable costs)."),
    )  # fmt: skip
    years_heading(page)
    always = [
        *costs.by_kind.values(),
        costs.depreciation,
        owner.interest,
        owner.pay,
        owner.drawings,
    ]

    def fixed(year: int) -> str:
        kept = "+".join(line.year(year) for line in always)
        if owner.rates:
            return kept
        if typed.inputs.takes_drawings:
            share = f"{owner.contributions.page}{owner_share(done, year)}"
            return f"{kept}+ROUND({owner.drawings.year(year)}*{share},2)"
        return f"{kept}+{owner.contributions.year(year)}"

    def variable(year: int) -> str:
        taken = [
            f"SUMPRODUCT({sales.by_kind[kind].months(year)},{rate.months(year)})"
            for kind, rate in owner.rates.items()
            if kind in sales.by_kind
        ]
        return "+".join([sales.used.year(year), *taken])

    turnover = page.of_years(_("Forecast turnover"), statement[Statement.TURNOVER].at)
    fixed_costs = page.of_years(_("Fixed costs, with what the owner wants to take"), rounded(fixed))
    part = page.of_years(_("Variable costs"), variable)
    share = page.of_years(
        _("Variable costs, as a share of turnover"),
        lambda y: f'IF({turnover.at(y)}=0,"",{part.at(y)}/{turnover.at(y)})', shape="0.00%",
    )  # fmt: skip
    none = quoted(_("none"))

    def threshold(year: int) -> str:
        sold = f"ROUND({fixed_costs.at(year)}/(1-{share.at(year)}),2)"
        return f"IF({turnover.at(year)}=0,{none},IF({share.at(year)}>=1,{none},{sold}))"

    point = page.of_years(_("Break-even turnover"), threshold, strong=True)

    late_word = quoted(_("not in the year"))

    def day(year: int) -> str:
        after = f"ROUNDUP(ROUND({point.at(year)}*365/{turnover.at(year)},9),0)"
        reached = f"{sales.dates.at(year * A_YEAR)}+MAX({after}-1,0)"
        late = f"IF({point.at(year)}>{turnover.at(year)},{late_word},{reached})"
        return f"IF(ISNUMBER({point.at(year)}),{late},{none})"

    page.of_years(_("Reached on (regular sales)"), day, shape="dd/mm/yyyy")
    for place, offer in enumerate(typed.inputs.offers):
        units = sales.units[place]
        page.of_years(
            _("that is, for “{offer}”").format(offer=offer.name),
            lambda y, u=units: f'IF(ISNUMBER({point.at(y)}),'  # type: ignore[misc]
            f"ROUNDUP(ROUND({u.year(y)}*{point.at(y)}/{turnover.at(y)},9),0),\"\")",
            shape="#,##0",
        )  # fmt: skip
    page.finish(YEARLY, upright=True, freeze="B4")


def owner_share(done: Workings, year: int) -> str:
    """The cell of a sole trader's rate of contributions: the first row of the owner's part."""
    row = done.owner.pay.row + 1
    return Line(page="", row=row, monthly=True).year(year)
