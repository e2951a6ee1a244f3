"""The calendar of a forecast: thirty-six months from the first day of one of them."""

from calendar import monthrange
from datetime import date

MONTHS, YEARS, A_YEAR = 36, 3, 12


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the last of a shorter month."""
    years, month = divmod(day.month - 1 + months, A_YEAR)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def forecast_months(start: date) -> tuple[date, ...]:
    """The first day of each month of a forecast."""
    return tuple(add_months(start.replace(day=1), n) for n in range(MONTHS))


def year_of(month: int) -> int:
    """The year of the forecast, 0 to 2, of a month counted from 0."""
    return month // A_YEAR


def months_of(year: int) -> range:
    """The months, counted from 0, of a year counted from 0."""
    return range(year * A_YEAR, (year + 1) * A_YEAR)
