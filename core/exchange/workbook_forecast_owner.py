"""The owner's part of the workbook: contributions, tax and pay, in each legal form."""

from dataclasses import dataclass

from core.exchange.workbook_forecast_costs import CostLines
from core.exchange.workbook_forecast_inputs import Typed, is_micro
from core.exchange.workbook_forecast_loans import LoanColumns
from core.exchange.workbook_forecast_pages import DAY, RATE, Formula, Line, quoted
from core.exchange.workbook_forecast_rates import in_force
from core.exchange.workbook_forecast_sales import SalesLines, total
from core.forecast.activities import (
    ACTIVITIES,
    COMPANIES,
    DECLARATIONS,
    Activity,
    Declaration,
    LegalForm,
)
from core.forecast.months import A_YEAR, MONTHS, YEARS, year_of
from core.language import _


@dataclass(frozen=True, kw_only=True)
class OwnerLines:
    """The rows that other pages name; `rates` are the shares taken of each month's turnover, by activity."""

    pay: Line
    drawings: Line
    contributions: Line
    contributions_paid: Line
    tax: Line
    tax_paid: Line
    interest: Line
    principal: Line
    rates: dict[Activity, Line]


def owner_lines(
    typed: Typed, sales: SalesLines, costs: CostLines, loans: LoanColumns
) -> OwnerLines:
    """Write the end of the page of costs."""
    page, inputs = costs.page, typed.inputs
    page.heading(_("Loans"))
    principal = page.line(_("Principal paid back"), lambda n: loans.paid(n, 1))
    interest = page.line(_("Interest"), lambda n: loans.paid(n, 2))
    page.heading(_("Owner"))

    def taken(n: int) -> str:
        return f"IF({n + 1}>={typed['drawings_from']},ROUND({typed[f'drawings{year_of(n)}']},2),0)"

    drawings = page.line(_("Drawings"), taken if inputs.takes_drawings else _nothing)
    pay = page.line(_("Pay"), _nothing if inputs.takes_drawings else taken)
    rates: dict[Activity, Line] = {}
    if is_micro(inputs):
        contributions, paid, tax, tax_paid, rates = _micro(typed, sales, costs)
    else:
        contributions, tax, tax_paid = _other(typed, sales, costs, pay, interest)
        paid = contributions
    return OwnerLines(
        pay=pay, drawings=drawings, contributions=contributions, contributions_paid=paid, tax=tax,
        tax_paid=tax_paid, interest=interest, principal=principal, rates=rates,
    )  # fmt: skip


def _nothing(_n: int) -> str:
    return "0"


def _micro(
    typed: Typed, sales: SalesLines, costs: CostLines
) -> tuple[Line, Line, Line, Line, dict[Activity, Line]]:
    page, dates = costs.page, sales.dates
    social, taxes, rates = [], [], {}
    kinds = list(sales.received) or [typed.inputs.activity]
    zero = page.line(_("No turnover"), _nothing) if not sales.received else None
    for kind in kinds:
        name = _(ACTIVITIES[kind])
        received = sales.received.get(kind) or zero
        assert received is not None
        parts = [
            (_("Social contributions"), _social(typed, kind, dates)),
            (_("Training levy (CFP)"), _looked_up(typed, kind, dates, 3)),
            (_("Chamber levy"), _looked_up(typed, kind, dates, 4)),
            (
                _("Income tax"),
                _only_if(typed.yes("flat_tax"), _looked_up(typed, kind, dates, 5)),
            ),
        ]
        shares = [
            page.line(
                _("{name}: rate, {levy}").format(name=name, levy=levy),
                formula,
                shape=RATE,
                years="",
            )
            for levy, formula in parts
        ]
        rates[kind] = page.line(
            _("{name}: rate in all").format(name=name),
            lambda n, s=tuple(shares): "+".join(one.at(n) for one in s),  # type: ignore[misc]
            shape=RATE, years="",
        )  # fmt: skip
        dues = [
            page.line(
                _("{name}: {levy}").format(name=name, levy=levy),
                lambda n, s=share, r=received: f"ROUND({r.at(n)}*{s.at(n)},2)",  # type: ignore[misc]
            )
            for (levy, _formula), share in zip(parts, shares, strict=True)
        ]
        social += dues[:3]
        taxes.append(dues[3])
    contributions = page.line(_("Contributions due"), total(social), strong=True)
    tax = page.line(_("Income tax due"), total(taxes), strong=True)
    each_month = quoted(_(DECLARATIONS[Declaration.MONTHLY]))
    monthly = f"{typed['declaration']}={each_month}"
    paid_in = page.line(
        _("Paid in"),
        lambda n: f"EDATE({dates.at(n)},IF({monthly},1,MOD(-MONTH({dates.at(n)}),3)+1))",
        shape=DAY, years="",
    )  # fmt: skip
    when = paid_in.over(0, MONTHS - 1)
    paid, tax_paid = (
        page.line(
            name,
            lambda n, d=due: f"SUMIF({when},{dates.at(n)},{d.over(0, MONTHS - 1)})",  # type: ignore[misc]
        )
        for name, due in ((_("Contributions paid"), contributions), (_("Income tax paid"), tax))
    )
    return contributions, paid, tax, tax_paid, rates


def _only_if(condition: str, formula: Formula) -> Formula:
    return lambda n: f"{formula(n)}*{condition}"


def _looked_up(typed: Typed, kind: Activity, dates: Line, column: int) -> Formula:
    return lambda n: in_force(typed, f"rates {kind}", dates.at(n), column)


def _social(typed: Typed, kind: Activity, dates: Line) -> Formula:
    """The rate of a month, reduced with Acre for the months that follow the start."""
    created = dates.at(0)
    share, months, step = (in_force(typed, "acre_rules", created, column) for column in (2, 3, 4))
    exceptions = f"exceptions {kind}"

    def formula(n: int) -> str:
        day, rate = dates.at(n), _looked_up(typed, kind, dates, 2)(n)
        reduced = f"ROUND({rate}*{share}/{step},0)*{step}"
        for place in range(len(typed.rows.get(exceptions, ()))):
            since, first, last, instead = (
                typed.of(exceptions, place, column) for column in (1, 2, 3, 4)
            )
            holds = f"AND({created}>={first},{created}<={last},{day}>={since})"
            reduced = f"IF({holds},{instead},{reduced})"
        return f"IF(AND({typed.yes('acre')},{day}<EDATE({created},{months})),{reduced},{rate})"

    return formula


def _other(
    typed: Typed, sales: SalesLines, costs: CostLines, pay: Line, interest: Line
) -> tuple[Line, Line, Line]:
    page, form = costs.page, typed.inputs.form
    starts = [sales.dates.at(year * A_YEAR) for year in range(YEARS)]
    share = page.in_year_columns(
        _("Rate of contributions"), lambda y: in_force(typed, "shares", starts[y], 2), shape=RATE
    )
    spent = [sales.used, *costs.by_kind.values(), costs.depreciation, interest]
    before = page.in_year_columns(
        _("Result before the owner’s part"),
        lambda y: (
            f"ROUND({sales.turnover.year(y)}+{costs.running_grants.year(y)}-"
            + "-".join(line.year(y) for line in spent)
            + ",2)"
        ),
    )
    if form is LegalForm.SOLE_TRADER:
        owed = page.in_year_columns(
            _("Contributions of the year"),
            lambda y: f"ROUND(MAX({before.year(y)},0)*{share.year(y)}/(1+{share.year(y)}),2)",
        )
        contributions = page.line(
            _("Contributions"), lambda n: _twelfth(owed.year(year_of(n)), n), strong=True
        )
    else:
        contributions = page.line(
            _("Contributions"),
            lambda n: f"ROUND({pay.at(n)}*{share.year(year_of(n))},2)",
            strong=True,
        )
    if form not in COMPANIES:
        return (
            contributions,
            page.line(_("Company tax"), _nothing),
            page.line(_("Company tax paid"), _nothing),
        )

    def rule(year: int, column: int) -> str:
        return in_force(typed, "company_tax", starts[year], column)

    profit = page.in_year_columns(
        _("Profit before tax"),
        lambda y: f"ROUND({before.year(y)}-{pay.year(y)}-{contributions.year(y)},2)",
    )
    losses = Line(page=page.prefix, row=page.row + 1, monthly=True)
    page.in_year_columns(
        _("Losses carried forward"),
        lambda y: f"MAX({losses.year(y - 1) if y else '0'}-{profit.year(y)},0)",
    )
    taxed = page.in_year_columns(
        _("Taxed profit"), lambda y: f"MAX({profit.year(y)}-{losses.year(y - 1) if y else '0'},0)"
    )
    due = page.in_year_columns(
        _("Company tax of the year"),
        lambda y: (
            f"ROUND(MIN({taxed.year(y)},{rule(y, 3)})*{rule(y, 2)}"
            f"+MAX({taxed.year(y)}-{rule(y, 3)},0)*{rule(y, 4)},2)"
        ),
    )
    tax = page.line(
        _("Company tax"), lambda n: due.year(year_of(n)) if n % A_YEAR == A_YEAR - 1 else "0"
    )
    tax_paid = page.line(
        _("Company tax paid"),
        lambda n: "+".join(
            f"IF({n + 1}={A_YEAR * (y + 1)}+{rule(y, 5)},{due.year(y)},0)" for y in range(YEARS)
        ),
    )
    return contributions, tax, tax_paid


def _twelfth(amount: str, n: int) -> str:
    """A month's part of a year's amount: the twelve add up to it."""
    nth = n % A_YEAR + 1
    return f"ROUND({amount}*{nth}/12,2)-ROUND({amount}*{nth - 1}/12,2)"
