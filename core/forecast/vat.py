"""VAT month by month: what was collected, what may be deducted, what is owed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from core.forecast.money import ZERO, cents, require_amount
from core.language import _


@dataclass(frozen=True, kw_only=True)
class VatMonth:
    """One month's VAT, in euros: `due` is paid the month after, `credit` is kept for the next one."""

    collected: Decimal
    deductible: Decimal
    due: Decimal
    credit: Decimal


def due(
    collected: Sequence[Decimal], deductible: Sequence[Decimal], opening_credit: Decimal | int = 0
) -> list[VatMonth]:
    """The VAT of each month, a credit being used before anything is paid."""
    require_amount(opening_credit, _("A VAT credit cannot be negative."))
    credit, months = Decimal(opening_credit), []
    for taken, given in zip_longest(collected, deductible, fillvalue=ZERO):
        balance = taken - given - credit
        credit = max(-balance, ZERO)
        months.append(
            VatMonth(
                collected=taken, deductible=given, due=max(balance, ZERO), credit=credit
            )
        )  # fmt: skip
    return months


def on(amount: Decimal, rate: Decimal) -> Decimal:
    """The VAT on an amount without VAT, to the cent."""
    return cents(amount * rate)
