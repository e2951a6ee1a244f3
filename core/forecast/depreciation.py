"""What equipment loses of its value, year after year, in equal parts."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.errors import InvalidInput
from core.forecast.money import ZERO, cents, require_amount
from core.language import _

MONTH, YEAR = 30, 360  # days, as accountants count them
LONGEST_LIFE = 50  # years


@dataclass(frozen=True, kw_only=True)
class Depreciation:
    """The charge of one financial year, in euros, and the value that remains after it.

    `year` is the calendar year in which the financial year ends.
    """

    year: int
    charge: Decimal
    book_value: Decimal


def straight_line(
    cost: Decimal,
    *,
    residual: Decimal | int = 0,
    life_years: int,
    in_service: date,
    year_end_month: int = 12,
) -> list[Depreciation]:
    """Equal charges over `life_years` from the day in service, in months of 30 days.

    The first year counts its days only and the last one takes the rest: the charges add up to
    `cost - residual`. Financial years end with the month `year_end_month`.
    """
    require_life(cost, residual, life_years)
    if not 1 <= year_end_month <= 12:
        raise InvalidInput(_("A financial year ends in a month from 1 to 12."))
    base = cents(cost - residual)
    year = in_service.year + (in_service.month > year_end_month)
    months_after = (year_end_month - in_service.month) % 12
    days = MONTH * months_after + MONTH - min(in_service.day, MONTH) + 1
    lines, charged, counted = [], ZERO, 0
    while counted < life_years * YEAR:
        counted = min(counted + days, life_years * YEAR)
        last = counted == life_years * YEAR
        rest = base - charged
        charge = rest if last else min(rest, cents(base * days / (life_years * YEAR)))
        charged += charge
        lines.append(Depreciation(year=year, charge=charge, book_value=cents(cost) - charged))
        year, days = year + 1, YEAR
    return lines


def require_life(cost: Decimal, residual: Decimal | int, life_years: int) -> None:
    """Refuse equipment that cannot be depreciated as it is written."""
    require_amount(cost, _("The price of equipment cannot be negative."))
    require_amount(residual, _("The value at the end of use cannot be negative."))
    if residual > cost:
        raise InvalidInput(_("The value at the end of use cannot exceed the price."))
    if not 1 <= life_years <= LONGEST_LIFE:
        raise InvalidInput(_("Equipment is used for 1 to 50 years. Write a whole number."))
