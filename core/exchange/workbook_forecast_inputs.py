"""The first page of the workbook: everything that was typed, and the rates, in cells that may be changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from core.exchange.workbook_forecast_pages import (
    AMOUNT,
    DAY,
    QUANTITY,
    RATE,
    WHOLE,
    Page,
    Value,
    quoted,
)
from core.forecast.activities import ACTIVITIES, DECLARATIONS, LEGAL_FORMS, Activity, LegalForm
from core.forecast.inputs import Inputs
from core.forecast.loans import LoanKind
from core.forecast.months import A_YEAR
from core.forecast.needs import COST_KINDS, LOAN_SOURCES
from core.language import N_, _, p_

LOAN_KINDS = {
    LoanKind.ANNUITY: N_("Constant instalments"),
    LoanKind.CONSTANT_PRINCIPAL: N_("Constant principal"),
    LoanKind.IN_FINE: N_("Paid back at the end"),
}
SHORTEST_TERMS = 3  # months: terms shown even when they are not used


@dataclass
class Typed:
    """Where each thing that was typed stands: single cells by name, tables by name and column."""

    page: Page
    inputs: Inputs
    cells: dict[str, str] = field(default_factory=dict)
    rows: dict[str, tuple[int, ...]] = field(default_factory=dict)
    months: dict[str, tuple[str, ...]] = field(default_factory=dict)  # units of offers by column

    def __getitem__(self, name: str) -> str:
        return self.cells[name]

    def yes(self, name: str) -> str:
        """A condition: whether the cell says yes."""
        yes = quoted(_("Yes"))
        return f"({self.cells[name]}={yes})"

    def of(self, table: str, place: int, column: int) -> str:
        """The cell of a line of a table."""
        return self.page.cell(column, self.rows[table][place])

    def column(self, table: str, column: int) -> str:
        """A whole column of a table, a range; the table has at least one line."""
        first, last = self.rows[table][0], self.rows[table][-1]
        end = self.page.cell(column, last).removeprefix(self.page.prefix)
        return f"{self.page.cell(column, first)}:{end}"


def typed_page(book: Workbook, inputs: Inputs, title: str) -> Typed:
    """Write the page, and remember where everything stands."""
    page = Page(
        book, p_("sheet", "Assumptions"), title,
        _("Change the yellow cells: every other page is computed again. Amounts in euros."),
    )  # fmt: skip
    typed = Typed(page=page, inputs=inputs)
    _general(typed)
    _offers(typed)
    _season_and_terms(typed)
    _tables(typed)
    yes_or_no = DataValidation(
        type="list", formula1=quoted(",".join((_("Yes"), _("No")))), allow_blank=False
    )
    page.sheet.add_data_validation(yes_or_no)
    for name in ("liable", "acre", "flat_tax"):
        yes_or_no.add(typed[name].removeprefix(page.prefix).replace("$", ""))
    page.finish([40, 22, 26, 13, 13, 13, 13, 13, *(9,) * 12], freeze="B3")
    return typed


def _general(typed: Typed) -> None:
    inputs, page = typed.inputs, typed.page
    page.heading(_("The business"), "")
    fixed: list[tuple[str, str]] = [
        (_("Legal form"), _(LEGAL_FORMS[inputs.form])),
        (_("Activity"), _(ACTIVITIES[inputs.activity])),
    ]
    for name, words in fixed:
        page.put(1, name, down=True)
        page.put(2, words)
    stock = inputs.starting_stock
    lines: list[tuple[str, str, Value, str]] = [
        ("start", _("First month"), inputs.created, DAY),
        ("liable", _("With VAT"), _yes(inputs.liable), ""),
        ("acre", _("Reduced contributions (Acre)"), _yes(inputs.acre), ""),
        ("flat_tax", _("Income tax paid with the contributions"), _yes(inputs.flat_tax), ""),
        ("declaration", _("Declaration of turnover"), _(DECLARATIONS[inputs.declaration]), ""),
        ("own_money", _("Own money"), inputs.own_money, AMOUNT),
        ("starting_cash", _("Starting cash asked for"), inputs.starting_cash, AMOUNT),
        ("stock_days", _("Days of stock"), inputs.stock_days, WHOLE),
        ("starting_stock", _("Starting stock (empty: computed)"), stock, AMOUNT),
        ("purchases_vat", _("VAT on goods"), inputs.purchases_vat_rate, RATE),
        ("basis", _("Days in a year"), inputs.basis, WHOLE),
        ("start_up_years", _("Years over which start-up costs are charged"), inputs.start_up_years, WHOLE),
        *((f"drawings{year}", _("Owner’s pay each month, year {number}").format(number=year + 1), amount, AMOUNT)
          for year, amount in enumerate(inputs.drawings)),
        ("drawings_from", _("Owner’s pay from month"), inputs.drawings_from, WHOLE),
    ]  # fmt: skip
    for key, name, value, shape in lines:
        page.put(1, name, down=True)
        typed.cells[key] = page.put(2, value, shape=shape, typed=True)


def _offers(typed: Typed) -> None:
    page, inputs = typed.page, typed.inputs
    page.heading(
        _("Offers"), _("Unit"), _("Activity"), _("Price"), _("Unit cost"), _("VAT"), _("Growth, year 2"),
        _("Growth, year 3"), *(_("Month {number}").format(number=n + 1) for n in range(A_YEAR)),
    )  # fmt: skip
    rows: list[int] = []
    for offer in inputs.offers:
        page.put(1, offer.name, typed=True, down=True)
        page.put(2, offer.unit, typed=True)
        page.put(3, _(ACTIVITIES[offer.activity or inputs.activity]))
        for column, value, shape in (
            (4, offer.price, AMOUNT), (5, offer.unit_cost, AMOUNT), (6, offer.vat_rate, RATE),
            (7, Decimal(offer.growth[0]), RATE), (8, Decimal(offer.growth[1]), RATE),
        ):  # fmt: skip
            page.put(column, value, shape=shape, typed=True)
        for n, units in enumerate(offer.units):
            page.put(9 + n, units, shape=QUANTITY, typed=True)
        rows.append(page.row)
    typed.rows["offers"] = tuple(rows)


def _season_and_terms(typed: Typed) -> None:
    page, inputs = typed.page, typed.inputs
    names = (_("Jan."), _("Feb."), _("Mar."), _("Apr."), _("May"), _("June"), _("July"), _("Aug."),
             _("Sept."), _("Oct."), _("Nov."), _("Dec."))  # fmt: skip
    page.heading(_("Strong and weak months (1: ordinary)"), *names)
    page.put(1, _("Coefficient"), down=True)
    for n, coefficient in enumerate(inputs.seasonality or (Decimal(1),) * A_YEAR):
        page.put(2 + n, coefficient, shape="0.00", typed=True)
    typed.cells["season"] = f"{page.cell(2)}:$M${page.row}"
    page.heading(
        _("Payment terms, in days"), _("Customers"), _("Suppliers"),
        _("Customers, cumulated"), _("Suppliers, cumulated"),
    )  # fmt: skip
    longest = max(*inputs.customer_terms, *inputs.supplier_terms, 30 * SHORTEST_TERMS)
    rows: list[int] = []
    for days in range(0, longest + 30, 30):
        page.put(1, days, shape=WHOLE, down=True)
        rows.append(page.row)
        for column, terms in ((2, inputs.customer_terms), (3, inputs.supplier_terms)):
            page.put(column, terms.get(days, Decimal(0)), shape=RATE, typed=True)
            first = page.cell(column, rows[0])
            # Ten decimals: shares written with a comma add up to exactly 1.
            upto = page.cell(column).removeprefix(page.prefix)
            page.formula(column + 2, f"ROUND(SUM({first}:{upto}),10)", shape=RATE)
    typed.rows["terms"] = tuple(rows)


def _tables(typed: Typed) -> None:
    inputs = typed.inputs
    _table(typed, "costs", (
        _("Fixed costs"), _("Kind"), "", _("Amount"), _("Every … months"), _("From month"), _("Until month"),
        _("More each year"), _("VAT"),
    ), [(c.name, _(COST_KINDS[c.kind]), None, c.amount, c.every, c.from_month, c.until_month,
         c.yearly_growth, c.vat_rate) for c in inputs.fixed_costs],
        ("", "", "", AMOUNT, WHOLE, WHOLE, WHOLE, RATE, RATE))  # fmt: skip
    _table(typed, "equipment", (
        _("Equipment"), _("Price"), _("Years of use"), _("Month (0: start)"), _("Value at the end"), _("VAT"),
    ), [(e.name, e.price, e.life_years, e.month, e.residual, e.vat_rate) for e in inputs.equipment],
        ("", AMOUNT, WHOLE, WHOLE, AMOUNT, RATE))  # fmt: skip
    _table(typed, "start_up", (_("Start-up costs"), _("Amount"), _("VAT")),
           [(c.name, c.amount, c.vat_rate) for c in inputs.start_up_costs], ("", AMOUNT, RATE))  # fmt: skip
    _table(typed, "deposits", (_("Deposits"), _("Amount")),
           [(one.name, one.amount) for one in inputs.deposits], ("", AMOUNT))  # fmt: skip
    _table(typed, "grants", (_("Grants"), _("Amount"), _("Month (0: start)"), _("For running costs")),
           [(g.name, g.amount, g.month, _yes(g.operating)) for g in inputs.grants],
           ("", AMOUNT, WHOLE, ""))  # fmt: skip
    _table(typed, "loans", (
        _("Loans"), _("Lender"), _("Kind"), _("Amount"), _("Rate a year"), _("Months"),
        _("Months of interest only"), _("Month (0: start)"),
    ), [(one.name, _(LOAN_SOURCES[one.source]), _(LOAN_KINDS[one.kind]), one.amount, one.annual_rate,
         one.months, one.deferred, one.month) for one in inputs.loans],
        ("", "", "", AMOUNT, RATE, WHOLE, WHOLE, WHOLE))  # fmt: skip


def _table(
    typed: Typed, name: str, head: Sequence[str], lines: Sequence[Sequence[Value]],
    shapes: Sequence[str],
) -> None:  # fmt: skip
    page = typed.page
    page.heading(*head)
    rows: list[int] = []
    for line in lines:
        page.row += 1
        rows.append(page.row)
        for column, (value, shape) in enumerate(zip(line, shapes, strict=True), start=1):
            if value is not None:
                page.put(column, value, shape=shape, typed=True)
    typed.rows[name] = tuple(rows)


def kinds_of(inputs: Inputs) -> list[Activity]:
    """The activities of the offers, in their order."""
    return list(dict.fromkeys(offer.activity or inputs.activity for offer in inputs.offers))


def is_micro(inputs: Inputs) -> bool:
    return inputs.form is LegalForm.MICRO


def _yes(answer: bool) -> str:
    return _("Yes") if answer else _("No")
