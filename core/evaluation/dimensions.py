"""What people are divided by on a dashboard, in words."""

from collections.abc import Iterable
from datetime import date, timedelta

from core.language import N_, _
from core.situations import SITUATIONS, SituationKind
from core.storage.counting import UNKNOWN

SITUATION_MEANT = N_(
    "Situation at entry: the one in force on the day of entry. It stays the same when the situation changes."
)
PERIOD_MEANT = N_(
    "Period: the half-year of the day of entry, from January to June or from July to December."
)
FIXED = N_(
    "Figures fixed on {day}: they stay the same until the end of the month, so that two looks at them "
    "tell nothing about anybody."
)
QUARTERS = 8  # that are offered to compare
HALVES = {"1": N_("January to June {year}"), "2": N_("July to December {year}")}


def labels(groups: Iterable[str], dimension: str) -> list[str]:
    """The keys of a dimension among groups named "dimension:key", in order."""
    start = f"{dimension}:"
    return sorted(group.removeprefix(start) for group in groups if group.startswith(start))


def said_situation(keys: Iterable[str]) -> dict[str, str]:
    """Situations in the order of the programme, those not written down last."""
    found = set(keys)
    named = {str(kind): _(SITUATIONS[kind]) for kind in SituationKind if kind in found}
    return named | ({UNKNOWN: _("Not written down")} if UNKNOWN in found else {})


def said_period(keys: Iterable[str]) -> dict[str, str]:
    """Half-years, the latest first."""
    found = sorted(set(keys), reverse=True)
    return {
        key: _(HALVES[key[-1]]).format(year=key[:4]) if key != UNKNOWN else _("Not written down")
        for key in found
    }


def quarters(today: date) -> list[date]:
    """The first days of the last quarters, the latest first."""
    days = [date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)]
    while len(days) < QUARTERS:
        before = days[-1] - timedelta(days=1)
        days.append(date(before.year, 3 * ((before.month - 1) // 3) + 1, 1))
    return days
