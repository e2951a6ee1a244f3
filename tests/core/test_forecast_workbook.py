"""The workbook of a forecast: live formulas that give the forecast's figures to the cent, and text that stays text."""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook
from openpyxl.formula import Tokenizer
from openpyxl.utils import range_boundaries

from core.exchange.workbook_forecast import forecast_workbook
from core.forecast import build
from core.forecast.activities import LegalForm, VatRegime
from core.forecast.financing import NEEDS, RESOURCES
from core.forecast.income import LINES, RESULTS
from core.forecast.results import CASH_LINES, PAYMENTS, RECEIPTS
from core.language import Language, _, p_, speaking
from tests.core.reports_samples.forecast import (
    MADE_ON,
    a_bicycle_workshop,
    a_quarterly_seller,
    a_shop_with_vat,
)
from tests.core.spreadsheet import EPOCH, Computed

CASES = {
    "micro-entreprise": a_bicycle_workshop(),
    "quarterly, two activities": a_quarterly_seller(),
    "EURL with VAT": a_shop_with_vat(),
    "SASU": a_shop_with_vat(form=LegalForm.SASU, vat=VatRegime.FRANCHISE, starting_stock=None),
    "sole trader": a_shop_with_vat(form=LegalForm.SOLE_TRADER, stock_days=0),
    "association": a_bicycle_workshop(form=LegalForm.ASSOCIATION),
    "nothing but a start": a_bicycle_workshop(
        offers=(), fixed_costs=(), equipment=(), start_up_costs=(), deposits=(), grants=(), loans=()
    ),
}
FUNCTIONS = {
    "AND", "DATE", "EDATE", "IF", "INDEX", "ISNUMBER", "LOOKUP", "MATCH", "MAX", "MIN", "MOD", "MONTH",
    "ROUND", "ROUNDUP", "SUM", "SUMIF", "SUMPRODUCT", "YEAR",
}  # fmt: skip


def a_workbook(inputs, language=Language.FRENCH, title="L’Atelier Roue Libre"):
    return forecast_workbook(inputs, language, title=title, made_on=MADE_ON)


class Sheet:
    """A page as somebody sees it: `cell(row, column).value`, computed."""

    def __init__(self, book, title):
        self.title, self.computed = title, book
        self.max_row = book.book[title].max_row

    def cell(self, line, column):
        return SimpleNamespace(value=self.computed(self.title, line, column))


class Book:
    """A workbook computed by the small spreadsheet program of `tests/core/spreadsheet.py`."""

    def __init__(self, content):
        self.computed = Computed(load_workbook(BytesIO(content)))

    def __getitem__(self, title):
        return Sheet(self.computed, title)


def calc():
    """LibreOffice with its spreadsheet, or None."""
    soffice = shutil.which("soffice")
    there = soffice and (Path(soffice).resolve().parent / "libsclo.so").exists()
    return soffice if there else None


def opened_by_libreoffice(folder, contents):
    """The workbooks as LibreOffice computes them, in the order given."""
    files = [folder / f"{number}.xlsx" for number in range(len(contents))]
    for file, content in zip(files, contents, strict=True):
        file.write_bytes(content)
    command = [calc(), f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out")]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=300)
    return [load_workbook(folder / "out" / file.name, data_only=True) for file in files]


def cents(value):
    return Decimal(repr(value)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP) + 0


def row(sheet, label, *, after=1):
    """The number of the row with this label, the first one from `after` on."""
    for line in range(after, sheet.max_row + 1):
        if sheet.cell(line, 1).value == label:
            return line
    raise AssertionError(f"no row {label!r} in {sheet.title}")


def figures(sheet, label, columns, *, after=1):
    line = row(sheet, label, after=after)
    return [cents(sheet.cell(line, column).value) for column in columns]


@pytest.mark.parametrize("name", CASES)
def test_every_figure_recomputed_is_the_one_of_the_forecast(name):
    _compare(Book(a_workbook(CASES[name])), build(CASES[name]))


@pytest.mark.skipif(
    not calc(), reason="no LibreOffice Calc here: computed by tests/core/spreadsheet.py only"
)
def test_libreoffice_computes_the_same_figures(tmp_path):
    books = opened_by_libreoffice(tmp_path, [a_workbook(inputs) for inputs in CASES.values()])
    for book, inputs in zip(books, CASES.values(), strict=True):
        _compare(book, build(inputs))
        values = [cell.value for sheet in book for line in sheet.iter_rows() for cell in line]
        assert not [value for value in values if str(value).startswith(("#", "Err:"))]


def _compare(book, forecast):
    with speaking(Language.FRENCH):
        _compare_income(book[p_("sheet", "Income statement")], forecast)
        _compare_cash(book[p_("sheet", "Cash, 36 months")], forecast)
        _compare_financing(book[p_("sheet", "Financing")], forecast)
        _compare_break_even(book[p_("sheet", "Break-even")], forecast)
        _compare_loans(book[p_("sheet", "Loans")], forecast)


def _compare_income(sheet, forecast):
    years = range(2, 5)
    names = {**{str(line): name for line, name in LINES.items()}, **RESULTS}
    shown = {sheet.cell(n, 1).value for n in range(1, sheet.max_row + 1)}
    for key, name in names.items():
        wanted = [getattr(year.statement, key) for year in forecast.years]
        if _(name) in shown:
            assert figures(sheet, _(name), years) == wanted, key
        else:
            assert not any(wanted), key


def _compare_cash(sheet, forecast):
    months = (forecast.start, *forecast.months)
    columns = range(2, 39)
    for side, lines in (("receipts", RECEIPTS), ("payments", PAYMENTS)):
        for line in lines:
            wanted = [getattr(month, side)[line] for month in months]
            assert figures(sheet, _(CASH_LINES[line]), columns) == wanted, line
    for label, key in (
        (_("Cash at the beginning"), "opening"),
        (_("Total received"), "total_in"),
        (_("Total paid"), "total_out"),
        (_("Cash at the end"), "closing"),
    ):
        assert figures(sheet, label, columns) == [getattr(month, key) for month in months], key
    lowest = row(sheet, _("Lowest cash"))
    assert cents(sheet.cell(lowest, 2).value) == forecast.lowest_cash.amount
    assert sheet.cell(lowest + 1, 2).value == forecast.lowest_cash.number


def _compare_financing(sheet, forecast):
    first = row(sheet, _("Needs at the start"))
    for names, amounts in (
        (NEEDS, forecast.financing.needs),
        (RESOURCES, forecast.financing.resources),
    ):
        for key, amount in amounts.items():
            assert figures(sheet, _(names[key]), [2], after=first) == [amount], key
    balance = _("Balance (resources − needs)")
    assert figures(sheet, balance, [2]) == [forecast.financing.balance]
    plans, years = forecast.financing_years, range(2, 5)
    first = row(sheet, _("Financing plan over three years"))
    middle = row(sheet, _("Total needs"), after=first)
    for names, side, after in ((NEEDS, "needs", first), (RESOURCES, "resources", middle)):
        for key in {key for plan in plans for key in getattr(plan, side)}:
            wanted = [getattr(plan, side).get(key, 0) for plan in plans]
            assert figures(sheet, _(names[key]), years, after=after) == wanted, key
    for label, key in (
        (_("Total needs"), "total_needs"),
        (_("Total resources"), "total_resources"),
        (_("Balance of the year"), "balance"),
        (_("Balance since the start"), "cumulated"),
    ):
        assert figures(sheet, label, years, after=first) == [getattr(p, key) for p in plans], key
    for label, key in (
        (_("Average stock"), "stock"),
        (_("+ owed by customers"), "receivables"),
        (_("− owed to suppliers"), "payables"),
        (_("Working capital needed"), "need"),
        (_("Stock, customers and VAT, less what is owed"), "held"),
    ):
        wanted = [getattr(year.working_capital, key) for year in forecast.years]
        assert figures(sheet, label, years) == wanted, key


def _compare_break_even(sheet, forecast):
    points = [year.break_even for year in forecast.years]
    fixed = _("Fixed costs, with what the owner wants to take")
    assert figures(sheet, fixed, range(2, 5)) == [point.fixed_costs for point in points]
    for column, point in enumerate(points, start=2):
        shown = sheet.cell(row(sheet, _("Break-even turnover")), column).value
        day = sheet.cell(row(sheet, _("Reached on (regular sales)")), column).value
        if point.amount is None:
            assert shown == _("none")
            continue
        assert cents(shown) == point.amount
        assert _as_day(day) == point.day
        for name, units in point.units:
            label = _("that is, for “{offer}”").format(offer=name)
            assert sheet.cell(row(sheet, label), column).value == units


def _as_day(value):
    if isinstance(value, datetime):
        return value.date()
    return EPOCH + timedelta(days=int(value)) if isinstance(value, float) else None


def _compare_loans(sheet, forecast):
    for place, table in enumerate(forecast.loans):
        left = 1 + 8 * place
        for one in table.instalments:
            line = [sheet.cell(6 + one.number, left + column).value for column in range(2, 7)]
            wanted = [one.opening, one.interest, one.principal, one.payment, one.closing]
            assert [cents(value) for value in line] == wanted


def test_changing_assumptions_recomputes_every_page():
    """Cells are changed in the file itself, as somebody would, and the forecast is built again."""
    with speaking(Language.FRENCH):
        inputs = a_bicycle_workshop()
        book = load_workbook(BytesIO(a_workbook(inputs)))
        sheet = book[p_("sheet", "Assumptions")]
        changes = {
            (_("First month"), 2): date(2026, 5, 1),
            (_("Reduced contributions (Acre)"), 2): _("Yes"),
            (_("Income tax paid with the contributions"), 2): _("Yes"),
            (_("Declaration of turnover"), 2): _("Every quarter"),
            (_("Days of stock"), 2): 45,
            (inputs.offers[0].name, 4): 72.5,
            (inputs.fixed_costs[0].name, 4): 260,
            (inputs.equipment[0].name, 3): 2,
            (inputs.loans[1].name, 6): 60,
            (inputs.loans[1].name, 3): _("Constant principal"),
        }
        for (label, column), value in changes.items():
            sheet.cell(row(sheet, label), column).value = value
        file = BytesIO()
        book.save(file)
        changed = replace(
            inputs,
            start=date(2026, 5, 1), flat_tax=True, declaration="quarterly", stock_days=45,
            offers=(replace(inputs.offers[0], price=Decimal("72.5")), *inputs.offers[1:]),
            fixed_costs=(replace(inputs.fixed_costs[0], amount=Decimal(260)), *inputs.fixed_costs[1:]),
            equipment=(replace(inputs.equipment[0], life_years=2), *inputs.equipment[1:]),
            loans=(inputs.loans[0], replace(inputs.loans[1], months=60, kind="constant_principal")),
        )  # fmt: skip
        forecast = build(changed)
        again = Book(file.getvalue())
        _compare(again, forecast)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("language", Language)
def test_every_formula_uses_known_functions_and_cells_that_hold_something(name, language):
    book = load_workbook(BytesIO(a_workbook(CASES[name], language)))
    counted = 0
    for sheet in book:
        for line in sheet.iter_rows():
            for cell in line:
                if cell.data_type == "f":
                    counted += 1
                    _check(book, sheet, cell)
    assert counted > 1500


REFERENCE = re.compile(
    r"^(?:'(?P<quoted>[^']+)'!|(?P<plain>\w+)!)?(?P<cells>\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)$"
)


def _check(book, sheet, cell):
    for token in Tokenizer(cell.value).items:
        if token.type == "FUNC" and token.subtype == "OPEN":
            assert token.value.rstrip("(") in FUNCTIONS, cell.value
        if token.type == "OPERAND" and token.subtype == "RANGE":
            found = REFERENCE.match(token.value)
            assert found, token.value
            other = book[found["quoted"] or found["plain"] or sheet.title]
            left, top, right, bottom = range_boundaries(found["cells"].replace("$", ""))
            if (left, top) == (right, bottom):
                empty = other.cell(top, left).value is None
                assert not empty or "AND(" in cell.value or '<>""' in cell.value, (
                    cell.coordinate,
                    token.value,
                )


def test_totals_and_results_are_formulas_and_what_was_typed_is_not():
    with speaking(Language.FRENCH):
        book = load_workbook(BytesIO(a_workbook(a_bicycle_workshop())))
        typed = p_("sheet", "Assumptions")
    assert len(book.sheetnames) == 8
    for sheet in book:
        numbers = [
            cell.coordinate
            for line in sheet.iter_rows(min_row=4, min_col=2)
            for cell in line
            if cell.data_type == "n" and cell.value is not None
        ]
        # Elsewhere the only plain numbers are those of the instalments.
        assert bool(numbers) == (sheet.title == typed or sheet.title == book.sheetnames[6]), (
            sheet.title
        )


def test_a_text_that_looks_like_a_formula_stays_a_text():
    bad = '=HYPERLINK("http://example.org","Prix")'
    offers = tuple(
        replace(offer, name=name, unit="@SUM(1)")
        for offer, name in zip(
            a_bicycle_workshop().offers, (bad, "+1+1", "-cmd|' /C calc'!A0"), strict=True
        )
    )
    book = load_workbook(BytesIO(a_workbook(a_bicycle_workshop(offers=offers), title="=1+1\x07")))
    for sheet in book:
        for line in sheet.iter_rows():
            for cell in line:
                if cell.data_type == "f":
                    assert "HYPERLINK" not in cell.value
                    assert "cmd|" not in cell.value
    sheet = book.worksheets[0]
    first = row(sheet, bad)
    assert sheet.cell(first, 1).data_type == "s"
    assert sheet.cell(first, 1).quotePrefix
    assert sheet.cell(1, 1).value.startswith("=1+1")
    assert sheet.cell(1, 1).data_type == "s"


def test_pages_are_a4_with_frozen_panes_and_french_formats():
    book = load_workbook(BytesIO(a_workbook(a_bicycle_workshop())))
    for sheet in book:
        assert str(sheet.page_setup.paperSize) == "9"
        assert sheet.freeze_panes
        formats = {
            cell.number_format
            for line in sheet.iter_rows()
            for cell in line
            if cell.data_type == "f"
        }
        assert all(each == "General" or each.startswith("[$-40C]") for each in formats)
    cash = book.worksheets[4]
    assert cash.print_title_cols == "$A:$B"
    assert [brk.id for brk in cash.col_breaks.brk] == [14, 26, 38]


def test_the_english_workbook_speaks_english():
    book = load_workbook(BytesIO(a_workbook(a_bicycle_workshop(), Language.ENGLISH)))
    assert book.sheetnames == [
        "Assumptions", "Sales", "Costs", "Income statement", "Cash, 36 months", "Financing",
        "Loans", "Break-even",
    ]  # fmt: skip
