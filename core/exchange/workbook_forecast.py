"""A forecast as a workbook with live formulas: change a yellow cell, and everything is computed again."""

from datetime import date
from io import BytesIO

from openpyxl.workbook.workbook import Workbook

from core.exchange.workbook_forecast_break_even import break_even_page
from core.exchange.workbook_forecast_costs import costs_page
from core.exchange.workbook_forecast_financing import financing_page
from core.exchange.workbook_forecast_inputs import typed_page
from core.exchange.workbook_forecast_loans import loans_page
from core.exchange.workbook_forecast_owner import owner_lines
from core.exchange.workbook_forecast_rates import rates
from core.exchange.workbook_forecast_results import Workings, cash_page, income_page
from core.exchange.workbook_forecast_sales import sales_page
from core.forecast.inputs import Inputs
from core.language import Language, _, speaking
from core.wording import clean, short_date


def forecast_workbook(inputs: Inputs, language: Language, *, title: str, made_on: date) -> bytes:
    """The XLSX file of a plan in figures: assumptions, sales, costs, results, cash, financing, loans, break-even.

    It holds no computed value: a spreadsheet program computes every figure when it opens the file.
    """
    with speaking(language):
        book = Workbook()
        book.remove(book.worksheets[0])
        heading = _("{title} – forecast of {date}").format(title=title, date=short_date(made_on))
        typed = typed_page(book, inputs, heading)
        rates(typed)
        sales = sales_page(book, typed)
        costs = costs_page(book, typed, sales)
        loans = loans_page(book, typed)
        owner = owner_lines(typed, sales, costs, loans)
        done = Workings(typed=typed, sales=sales, costs=costs, owner=owner)
        statement = income_page(book, done)
        cash_page(book, done)
        financing_page(book, done, statement)
        break_even_page(book, done, statement)
        loan_sheet = book.worksheets[3]
        book.move_sheet(loan_sheet, offset=3)
    book.calculation.fullCalcOnLoad = True
    book.properties.title, book.properties.creator = clean(title, longest=255), "Passerelle"
    file = BytesIO()
    book.save(file)
    return file.getvalue()
