"""The loans of the workbook, instalment by instalment, closed to the cent."""

from dataclasses import dataclass

from openpyxl.workbook.workbook import Workbook

from core.exchange.workbook_forecast_inputs import LOAN_KINDS, Typed
from core.exchange.workbook_forecast_pages import WHOLE, Page, quoted
from core.forecast.loans import LoanKind
from core.language import _, p_

FEWEST = 84  # instalments there is room for, so that a loan may be made longer
_BLOCK = 8  # columns, an empty one included


@dataclass(frozen=True, kw_only=True)
class LoanColumns:
    """For each loan, the ranges of its instalments: month of the plan, principal, interest."""

    blocks: tuple[tuple[str, str, str], ...]

    def paid(self, n: int, column: int) -> str:
        """What falls in a month counted from 0: principal (1) or interest (2) of every loan."""
        return "+".join(f"SUMIF({one[0]},{n + 1},{one[column]})" for one in self.blocks) or "0"


def loans_page(book: Workbook, typed: Typed) -> LoanColumns:
    """Write the page."""
    loans = typed.inputs.loans
    page = Page(
        book, p_("sheet", "Loans"), _("Loans"), _("In euros. One block of columns for each loan.")
    )
    length = max([FEWEST, *(loan.months for loan in loans)])
    first = 7
    blocks = []
    for place in range(len(loans)):
        left = 1 + place * _BLOCK
        page.row = 3
        page.formula(left, typed.of("loans", place, 1), shape="", strong=True)
        page.row = 4
        page.put(left, _("Constant part"))
        constant = page.formula(left + 1, _constant(typed, place))
        page.row = 5
        for column, words in enumerate(
            (_("No."), _("Month of the plan"), _("Still owed before"), _("Interest"), _("Principal"),
             _("Instalment"), _("Still owed after"))
        ):  # fmt: skip
            page.put(left + column, words)
        for number in range(1, length + 1):
            page.row = first + number - 1
            _instalment(page, typed, place, left, number, constant)
        blocks.append(tuple(_range(page, left + column, first, length) for column in (1, 4, 3)))
        page.row = 6
        page.put(left, _("Total"))
        for column in (3, 4, 5):
            page.formula(
                left + column, f"SUM({_range(page, left + column, first, length)})", strong=True
            )
    page.finish(
        [7, 11, 13, 12, 12, 12, 13, 3] * max(len(loans), 1), freeze="A7", upright=len(loans) < 2
    )
    page.sheet.print_title_rows = "1:6"
    return LoanColumns(blocks=tuple((a, b, c) for a, b, c in blocks))


def _constant(typed: Typed, place: int) -> str:
    """What every instalment, or its principal, comes to; nothing when all is paid at the end."""
    kind, amount, rate, months, deferred = (typed.of("loans", place, c) for c in (3, 4, 5, 6, 7))
    n = f"({months}-{deferred})"
    annuity = f"IF({rate}=0,{amount}/{n},{amount}*{rate}/12/(1-(1+{rate}/12)^-{n}))"
    return (
        f"IF({kind}={_named(LoanKind.ANNUITY)},ROUND({annuity},2),"
        f"IF({kind}={_named(LoanKind.CONSTANT_PRINCIPAL)},ROUND({amount}/{n},2),0))"
    )


def _instalment(
    page: Page, typed: Typed, place: int, left: int, number: int, constant: str
) -> None:
    kind, amount, rate, months, deferred, month = (
        typed.of("loans", place, c) for c in (3, 4, 5, 6, 7, 8)
    )
    row = page.row
    opening, interest, principal = (page.cell(left + column) for column in (2, 3, 4))
    annuity = f"{kind}={_named(LoanKind.ANNUITY)}"
    part = f"MIN(MAX(IF({annuity},{constant}-{interest},{constant}),0),{opening})"
    given = f"IF({number}<={deferred},0,ROUND({part},2))"
    over = f"{number}>{months}"
    page.put(left, number, shape=WHOLE)
    page.formula(left + 1, f"{month}+{number}", shape=WHOLE)
    page.formula(left + 2, page.cell(left + 6, row - 1) if number > 1 else f"ROUND({amount},2)")
    page.formula(left + 3, f"IF({over},0,ROUND({opening}*{rate}/12,2))")
    page.formula(left + 4, f"IF({over},0,IF({number}={months},{opening},{given}))")
    page.formula(left + 5, f"{interest}+{principal}")
    page.formula(left + 6, f"ROUND({opening}-{principal},2)")


def _named(kind: LoanKind) -> str:
    return quoted(_(LOAN_KINDS[kind]))


def _range(page: Page, column: int, first: int, length: int) -> str:
    end = page.cell(column, first + length - 1).removeprefix(page.prefix)
    return f"{page.cell(column, first)}:{end}"
