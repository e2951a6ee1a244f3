"""The results of a forecast: sentences first, then tables, charts, scenarios and legal forms side by side."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from core.errors import TrackerError
from core.forecast import Forecast, forms, scenarios
from core.forecast.activities import LEGAL_FORMS, LegalForm
from core.forecast.months import A_YEAR
from core.forecast.results import CASH_LINES, RECEIPTS, Check, Month
from core.forecast.scenarios import SCENARIOS
from core.language import _
from core.reports import forecast_cash as cash
from core.reports import forecast_rates as rates
from core.reports import forecast_tables as tables
from core.reports.forecast_words import established, whole, year_name
from core.wording import NOTHING, month
from pages.shared.forecast_charts import (
    break_even,
    cash_curve,
    exhibit,
    exhibit_markup,
    folded,
    turnover_and_costs,
)
from pages.shared.forecast_screen import three_sentences
from pages.shared.markup import (
    Cell,
    Column,
    empty,
    message,
    safe,
    section,
    small,
    table,
    table_markup,
)


def results(forecast: Forecast | None, checks: Sequence[Check], *, today: date) -> None:
    """Everything that comes out of a forecast, in the order in which a lender reads it."""
    section(_("In short"))
    if forecast is None:
        empty(_("No forecast yet. Write first what is sold."))
        return
    three_sentences(forecast, checks)
    small(_("A forecast, not a commitment.") + " " + established(forecast, today))
    section(_("What is needed to start"))
    exhibit(tables.initial_financing(forecast))
    section(_("Sales and results"))
    turnover_and_costs(forecast)
    exhibit(tables.income(forecast))
    if forecast.inputs.fixed_costs:
        folded(tables.fixed_costs(forecast).title, exhibit_markup(tables.fixed_costs(forecast)))
    section(_("Cash month by month"))
    cash_curve(forecast)
    _cash_tables(forecast)
    section(_("How much must be sold"))
    break_even(forecast)
    exhibit(tables.break_even(forecast))
    section(_("Financing over three years"))
    exhibit(tables.financing_years(forecast))
    exhibit(tables.working_capital(forecast))
    if forecast.loans:
        section(_("Loans"))
        exhibit(rates.loans(forecast))
        exhibit(rates.repayments(forecast))
    if forecast.depreciation:
        exhibit(rates.depreciation(forecast))
    section(_("Contributions"))
    exhibit(rates.contributions(forecast))
    if used := rates.rates(forecast):
        folded(used.title, exhibit_markup(used))
        small(used.note)
    _scenarios(forecast)
    _forms(forecast)


def _cash_tables(forecast: Forecast) -> None:
    """The first year open, the two others one click away."""
    first = cash.cash(forecast)
    st.html(
        f'<h3>{safe(first.title)}</h3><div class="across" tabindex="0">{exhibit_markup(first)}</div>'
    )
    small(first.note)
    for year in (2, 3):
        own = forecast.months[(year - 1) * A_YEAR : year * A_YEAR]
        title = _("Cash plan of year {number}, in euros").format(number=year)
        folded(title, _months(forecast, own, title))


def _months(forecast: Forecast, own: Sequence[Month], title: str) -> str:
    head = [
        Column(_("Line")),
        *(Column(cash.short_month(one.first_day), numeric=True) for one in own),
    ]
    rows: list[list[Cell]] = [
        [_("Cash at the beginning"), *(whole(one.opening) for one in own)],
    ]
    for line in forecast.cash_lines:
        side = "receipts" if line in RECEIPTS else "payments"
        amounts = [getattr(one, side)[line] for one in own]
        if any(amounts):
            rows.append([_(CASH_LINES[line]), *map(whole, amounts)])
    rows.append([_("Cash at the end"), *(whole(one.closing) for one in own)])
    return table_markup(head, rows, caption=title, total=True)


def _scenarios(forecast: Forecast) -> None:
    section(_("If it goes less well, or better"))
    small(_("Prudent: sales 20% lower and fixed costs 5% higher. Hopeful: sales 20% higher."))
    found = list(scenarios.vary(forecast.inputs).items())
    head = [
        Column(_("Line")),
        *(Column(_(SCENARIOS[one]), numeric=True) for one, _forecast in found),
    ]
    plans = [each for _one, each in found]
    rows: list[list[Cell]] = [
        [_("Turnover, year 1"), *(whole(each.years[0].turnover) for each in plans)],
        [_("Left to live on each month, year 1"), *(whole(each.years[0].real_income / 12) for each in plans)],
        [_("Left to live on each month, year 3"), *(whole(each.years[2].real_income / 12) for each in plans)],
        [
            _("Break-even turnover"),
            *(NOTHING if each.break_even.amount is None else whole(each.break_even.amount) for each in plans),
        ],
        [_("Lowest cash"), *(whole(each.lowest_cash.amount) for each in plans)],
        [
            _("When"),
            *(month(each.lowest_cash.month) if each.lowest_cash.number else _("at the start") for each in plans),
        ],
    ]  # fmt: skip
    table(head, rows, caption=_("If it goes less well, or better"))


def _forms(forecast: Forecast) -> None:
    section(_("The same plan in another legal form"))
    try:
        found = forms.compare(forecast.inputs)
    except TrackerError as problem:
        message(str(problem), kind="watch", role="note")
        return
    numbers = [
        Column(words, numeric=True)
        for words in (_("Contributions"), _("Income tax"), _("Left, year 1"), _("Left, year 2"), _("Left, year 3"))
    ]  # fmt: skip
    rows: list[list[Cell]] = [
        [
            _(LEGAL_FORMS[one.form]),
            whole(one.years[0].contributions),
            whole(one.years[0].income_tax),
            *(whole(year.left) for year in one.years),
        ]
        for one in found
        if one.form is not LegalForm.ASSOCIATION or forecast.inputs.form is LegalForm.ASSOCIATION
    ]
    table(
        [Column(_("Legal form")), *numbers], rows, caption=_("The same plan in another legal form")
    )
    small(
        _(
            "In euros. What is left is for the person and the business, {year} for contributions and tax."
            " Other forms than the micro-entreprise are orders of magnitude: ask an accountant."
        ).format(year=year_name(1).lower())
    )
