"""The choices of a forecast's fields: each value with its words, in the language in force."""

from collections.abc import Mapping
from typing import Any

from core.forecast.activities import ACTIVITIES
from core.forecast.loans import LoanKind
from core.forecast.months import MONTHS
from core.forecast.working_capital import BASES
from core.language import _, n_
from core.wording import count


def translated(labels: Mapping[Any, str]) -> dict[Any, str]:
    return {key: _(label) for key, label in labels.items()}


def paces() -> dict[Any, str]:
    return {
        1: _("every month"),
        2: _("every two months"),
        3: _("every quarter"),
        6: _("every half-year"),
        12: _("every year"),
    }


def loan_kinds() -> dict[Any, str]:
    return {
        LoanKind.ANNUITY: _("equal instalments"),
        LoanKind.CONSTANT_PRINCIPAL: _("equal shares of the loan"),
        LoanKind.IN_FINE: _("all at the end"),
    }


def months_of_activity() -> dict[Any, str]:
    """Month 0 is before the start."""
    return {0: _("before the start")} | {n: n_("month {n}", "month {n}", n) for n in range(1, 37)}


def activity_months() -> dict[Any, str]:
    return {n: label for n, label in months_of_activity().items() if n}


def last_months() -> dict[Any, str]:
    """Until when something is paid: to the end unless said otherwise."""
    return {MONTHS: _("the end")} | {n: each for n, each in activity_months().items() if n < MONTHS}


def other_activities() -> dict[Any, str]:
    """The activity of an offer: that of the business unless said otherwise."""
    return {None: _("as the business"), **translated(ACTIVITIES)}


def bases() -> dict[Any, str]:
    return {days: count(days) for days in sorted(BASES, reverse=True)}
