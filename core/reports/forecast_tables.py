"""The tables of a forecast as a lender reads them, in whole euros."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from core.forecast.financing import NEEDS, RESOURCES
from core.forecast.income import LINES, RESULTS, IncomeStatement, Line
from core.forecast.outcome import Forecast
from core.language import _
from core.reports.exhibits import Table
from core.reports.forecast_words import rate, whole, with_cents, year_names
from core.wording import NOTHING, count, short_date

# The income statement: a line, or a result of the lines above it.
STATEMENT: tuple[str, ...] = (
    Line.TURNOVER, "purchases_used", "gross_margin", Line.EXTERNAL_COSTS, "value_added",
    Line.OPERATING_GRANTS, Line.TAXES, Line.STAFF, Line.OWNER_CONTRIBUTIONS, "ebitda",
    Line.DEPRECIATION, "operating_result", Line.FINANCIAL_INCOME, Line.FINANCIAL_COSTS,
    "current_result", Line.INCOME_TAX, "net_result",
)  # fmt: skip
SUBTOTALS = ("gross_margin", "value_added", "ebitda", "operating_result", "current_result")
ALWAYS = frozenset({Line.TURNOVER, "net_result", *SUBTOTALS, "purchases_used"})


def initial_financing(forecast: Forecast) -> Table:
    """Needs beside resources at the start."""
    plan = forecast.financing
    needs = [(_(NEEDS[k]), whole(v)) for k, v in plan.needs.items() if v]  # type: ignore[index]
    resources = [(_(RESOURCES[k]), whole(v)) for k, v in plan.resources.items() if v]  # type: ignore[index]
    if plan.balance > 0:
        needs.append((_("Left for the first months"), whole(plan.balance)))
    elif plan.balance < 0:
        resources.append((_("Still to be found"), whole(-plan.balance)))
    lines = max(len(needs), len(resources))
    empty = (" ", " ")
    sides = zip(
        needs + [empty] * (lines - len(needs)),
        resources + [empty] * (lines - len(resources)),
        strict=True,
    )
    both = whole(max(plan.total_needs, plan.total_resources))
    return Table(
        title=_("Starting financing plan, in euros"),
        head=(_("Needs"), _("Amount"), _("Resources"), _("Amount")),
        rows=(*(left + right for left, right in sides), (_("Total"), both, _("Total"), both)),
        widths=(5.4, 2.6, 5.4, 2.6),
        numeric=frozenset({1, 3}),
        total=True,
        empty=" ",
        note=_vat_note(forecast),
    )


def sales(forecast: Forecast) -> Table:
    """What is sold: price, quantities of the first year, turnover of three years."""
    inputs = forecast.inputs
    rows = [
        (
            f"{offer.name} ({offer.unit})" if offer.unit else offer.name,
            with_cents(offer.price),
            with_cents(offer.unit_cost) if offer.unit_cost else NOTHING,
            _quantity(forecast.years[0].units[place][1]),
            *(whole(year.offers[place][1]) for year in forecast.years),
        )
        for place, offer in enumerate(inputs.offers)
    ]
    total = (_("Turnover"), " ", " ", " ", *(whole(year.turnover) for year in forecast.years))
    return Table(
        title=_("What is sold, in euros"),
        head=(_("Offer"), _("Price"), _("Unit cost"), _("Sold in year 1"), *year_names(forecast)),
        rows=(*rows, total),
        widths=(5.0, 1.75, 1.85, 2.0, 1.8, 1.8, 1.8),
        numeric=frozenset(range(1, 7)),
        total=True,
        empty=" ",
    )


def income(forecast: Forecast) -> Table:
    """The income statement of three years, with the self-financing capacity."""
    statements = [year.statement for year in forecast.years]
    shown = [
        line for line in STATEMENT if line in ALWAYS or any(getattr(s, line) for s in statements)
    ]
    rows = [(_statement_name(line), *_amounts(statements, line)) for line in shown]
    strong = {place for place, line in enumerate(shown) if line in SUBTOTALS}
    left = "self_financing_capacity"
    rows.append((_statement_name(left), *_amounts(statements, left)))
    return over_years(
        forecast, _("Income statement over three years, in euros"), rows,
        strong=strong | {len(shown) - 1}, total=False, note=_vat_note(forecast),
    )  # fmt: skip


def fixed_costs(forecast: Forecast) -> Table:
    """The fixed costs line by line."""
    names = [cost.name for cost in forecast.inputs.fixed_costs]
    rows = [
        (name, *(whole(year.fixed_costs[place][1]) for year in forecast.years))
        for place, name in enumerate(names)
    ]
    sums = (
        sum((amount for _name, amount in year.fixed_costs), Decimal(0)) for year in forecast.years
    )
    rows.append((_("Total"), *map(whole, sums)))
    return over_years(forecast, _("Fixed costs over three years, in euros"), rows)


def financing_years(forecast: Forecast) -> Table:
    """The financing plan over three years."""
    plans = forecast.financing_years
    rows: list[tuple[str, ...]] = []
    strong = set()
    for names, side, total in (
        (NEEDS, "needs", _("Total needs")),
        (RESOURCES, "resources", _("Total resources")),
    ):
        for key, name in names.items():
            amounts = [getattr(plan, side).get(key, Decimal(0)) for plan in plans]
            if any(amounts):
                rows.append((_(name), *map(whole, amounts)))
        strong.add(len(rows))
        rows.append((total, *(whole(getattr(plan, f"total_{side}")) for plan in plans)))
    rows.append((_("Balance of the year"), *(whole(plan.balance) for plan in plans)))
    rows.append((_("Balance since the start"), *(whole(plan.cumulated) for plan in plans)))
    return over_years(
        forecast, _("Financing plan over three years, in euros"), rows, strong=strong,
        note=_("The balance since the start is the cash in hand at the end of each year."),
    )  # fmt: skip


def break_even(forecast: Forecast) -> Table:
    """How much must be sold each year."""
    points = [year.break_even for year in forecast.years]
    rows: list[tuple[str, ...]] = [
        (
            _("Fixed costs, with what the owner wants to take"),
            *(whole(p.fixed_costs) for p in points),
        ),
        (
            _("Variable costs, as a share of turnover"),
            *(
                NOTHING if p.variable_rate is None else rate(round(p.variable_rate, 3))
                for p in points
            ),
        ),
        (_("Forecast turnover"), *(whole(p.turnover) for p in points)),
        (
            _("Break-even turnover"),
            *(_("none") if p.amount is None else whole(p.amount) for p in points),
        ),
    ]
    for place, offer in enumerate(forecast.inputs.offers):
        counts = [count(p.units[place][1]) if p.units else NOTHING for p in points]
        rows.append((_("that is, for “{offer}”").format(offer=offer.name), *counts))
    rows.append(
        (_("Reached on (regular sales)"), *(short_date(p.day) if p.day else _("not in the year") for p in points))
    )  # fmt: skip
    return over_years(
        forecast, _("Break-even over three years, in euros"), rows, strong={3}, total=False,
        note=_(
            "Break-even turnover = fixed costs ÷ (1 − share of variable costs): goods, materials and"
            " contributions on turnover follow sales. Units at the same mix of sales, rounded up."
        ),
    )  # fmt: skip


def working_capital(forecast: Forecast) -> Table:
    """What daily business holds back."""
    capital = [year.working_capital for year in forecast.years]
    names = (
        (_("Average stock"), "stock"),
        (_("+ owed by customers"), "receivables"),
        (_("− owed to suppliers"), "payables"),
        (_("Working capital needed"), "need"),
    )
    rows = [(name, *(whole(getattr(one, key)) for one in capital)) for name, key in names]
    return over_years(forecast, _("Working capital needed, in euros"), rows)


def over_years(
    forecast: Forecast, title: str, rows: Sequence[tuple[str, ...]], *,
    strong: Iterable[int] = (), total: bool = True, note: str = "",
) -> Table:  # fmt: skip
    return Table(
        title=title,
        head=(" ", *year_names(forecast)),
        rows=tuple(rows),
        widths=(8.5, 2.5, 2.5, 2.5),
        numeric=frozenset({1, 2, 3}),
        strong=frozenset(strong),
        total=total,
        note=note,
    )


def _amounts(statements: Iterable[IncomeStatement], line: str) -> tuple[str, ...]:
    return tuple(whole(getattr(statement, line)) for statement in statements)


def _statement_name(line: str) -> str:
    return _(LINES[Line(line)] if line in set(Line) else RESULTS[line])


def _quantity(units: Decimal) -> str:
    shown = units.quantize(Decimal("0.1")).normalize()
    return count(float(shown)) if shown % 1 else count(int(shown))


def _vat_note(forecast: Forecast) -> str:
    if forecast.inputs.liable:
        return _("Amounts without VAT.")
    return _(
        "No VAT under the franchise (article 293 B of the tax code): amounts as they are paid."
    )
