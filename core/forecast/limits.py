"""The month in which turnover goes above a limit that the law sets for a calendar year."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from core.forecast import cash, micro
from core.forecast.activities import Activity
from core.forecast.money import ZERO
from core.forecast.outcome import Forecast


@dataclass(frozen=True, kw_only=True)
class Exceeded:
    """A limit that the turnover received in a calendar year exceeds, and the month it happens.

    `turnover` is the whole year's; `at_once` says that the upper limit of the VAT franchise is passed.
    """

    year: int
    month: date
    turnover: Decimal
    limit: Decimal
    at_once: bool = False


Limit = Callable[[Activity, date], Decimal]  # in force on a day


def ceiling_exceeded(forecast: Forecast) -> Exceeded | None:
    """The first calendar year above the ceiling of the micro-entreprise."""
    started = forecast.inputs.created
    return _first(forecast, lambda kind, day: micro.ceiling(kind, on=day, started=started))


def vat_threshold_exceeded(forecast: Forecast) -> Exceeded | None:
    """The first calendar year above the VAT franchise; its upper limit when that one is passed too."""
    started = forecast.inputs.created
    found = _first(
        forecast, lambda kind, day: micro.vat_thresholds(kind, on=day, started=started).base
    )
    beyond = _first(
        forecast, lambda kind, day: micro.vat_thresholds(kind, on=day, started=started).upper
    )
    if found and beyond and beyond.year == found.year:
        return replace(beyond, at_once=True)
    return found


def _first(forecast: Forecast, limit: Limit) -> Exceeded | None:
    """The first year whose turnover goes above a limit.

    Where activities have different limits, each limit holds for those that have it or a lower one.
    """
    for year in dict.fromkeys(month.first_day.year for month in forecast.months):
        own = [n for n, month in enumerate(forecast.months) if month.first_day.year == year]
        limits = {
            kind: limit(kind, forecast.months[own[0]].first_day) for kind in forecast.received
        }
        for highest in sorted(set(limits.values())):
            kinds = [kind for kind, each in limits.items() if each <= highest]
            amounts = [sum((forecast.received[kind][n] for kind in kinds), ZERO) for n in own]
            reached = cash.running(ZERO, amounts)
            if reached[-1] > highest:
                month = next(n for n, so_far in zip(own, reached, strict=True) if so_far > highest)
                return Exceeded(
                    year=year,
                    month=forecast.months[month].first_day,
                    turnover=reached[-1],
                    limit=highest,
                )
    return None
