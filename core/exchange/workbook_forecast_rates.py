"""The rates of the workbook, each with its date of effect: a start moved to another month finds its own."""

from collections.abc import Sequence
from decimal import Decimal

from core.exchange.workbook_forecast_inputs import Typed, is_micro, kinds_of
from core.exchange.workbook_forecast_pages import AMOUNT, DAY, RATE, WHOLE, Value
from core.forecast import rate_files
from core.forecast.activities import ACTIVITIES, Activity
from core.forecast.rates import Dated, last_before
from core.language import _

_TABLES = ("social", "training_levy", "chamber_levy", "flat_tax")


def rates(typed: Typed) -> None:
    """Write the dated tables that the plan needs under what was typed."""
    if not is_micro(typed.inputs):
        _other(typed)
        return
    for kind in kinds_of(typed.inputs) or [typed.inputs.activity]:
        _micro(typed, kind)
    acre = rate_files.micro_rates().acre
    _dated(typed, "acre_rules", (_("Acre: created since"), _("Share that remains"), _("Months"), _("Rounded to")),
           [(one.since, one.share, one.months, one.step) for one in acre],
           (DAY, RATE, WHOLE, RATE))  # fmt: skip


def _micro(typed: Typed, kind: Activity) -> None:
    file = rate_files.micro_rates()
    tables: list[Sequence[Dated]] = [getattr(file, name) for name in _TABLES]
    first = max(table[0].since for table in tables)
    days = sorted({max(entry.since, first) for table in tables for entry in table})
    lines = [
        (day, *(last_before(table, day).of(kind) for table in tables))  # type: ignore[union-attr]
        for day in days
    ]
    _dated(
        typed, f"rates {kind}",
        (_("Rates since: {activity}").format(activity=_(ACTIVITIES[kind])), _("Social contributions"),
         _("Training levy (CFP)"), _("Chamber levy"), _("Income tax")),
        lines, (DAY, RATE, RATE, RATE, RATE),
    )  # fmt: skip
    exceptions = [one for one in file.acre_exceptions if one.activity is kind]
    if exceptions:
        _dated(
            typed, f"exceptions {kind}",
            (_("Rates with Acre since"), _("Created from"), _("Created until"), _("Rate")),
            [(one.since, one.created_from, one.created_until, one.rate) for one in exceptions],
            (DAY, DAY, DAY, RATE),
        )  # fmt: skip


def _other(typed: Typed) -> None:
    file, form = rate_files.other_rates(), typed.inputs.form
    _dated(typed, "shares", (_("Contributions since"), _("Rate")),
           [(one.since, Decimal(getattr(one, form))) for one in file.contributions],
           (DAY, RATE))  # fmt: skip
    _dated(
        typed, "company_tax",
        (_("Company tax since"), _("Reduced rate"), _("Up to"), _("Normal rate"), _("Paid after, months")),
        [(one.since, one.reduced, one.limit, one.normal, one.paid_after) for one in file.company_tax],
        (DAY, RATE, AMOUNT, RATE, WHOLE),
    )  # fmt: skip


def in_force(typed: Typed, table: str, day: str, column: int) -> str:
    """What holds on a day, looked up in a dated table."""
    return f"LOOKUP({day},{typed.column(table, 1)},{typed.column(table, column)})"


def _dated(
    typed: Typed, name: str, head: Sequence[str], lines: Sequence[Sequence[Value]],
    shapes: Sequence[str],
) -> None:  # fmt: skip
    page = typed.page
    page.heading(*head)
    rows = []
    for line in lines:
        page.row += 1
        rows.append(page.row)
        for column, (value, shape) in enumerate(zip(line, shapes, strict=True), start=1):
            page.put(column, value, shape=shape, typed=True)
    typed.rows[name] = tuple(rows)
