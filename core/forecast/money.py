"""Amounts of money: exact until they change hands, then to the cent, and nothing lost on the way."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from core.errors import InvalidInput
from core.language import _

CENT = Decimal("0.01")
ZERO = Decimal(0)
ONE = Decimal(1)
LARGEST = Decimal(999_999_999)


def cents(amount: Decimal | int) -> Decimal:
    """The amount to the cent; half a cent goes up."""
    return Decimal(amount).quantize(CENT, rounding=ROUND_HALF_UP)


def split(total: Decimal, shares: Sequence[Decimal]) -> list[Decimal]:
    """A total cut by shares that add up to 1: each part to the cent, their sum the total."""
    parts, given, reached = [], ZERO, ZERO
    for share in shares:
        reached += share
        upto = total if reached == 1 else cents(total * reached)
        parts.append(upto - given)
        given = upto
    return parts


def evenly(total: Decimal, parts: int) -> list[Decimal]:
    """A total cut in equal parts, to the cent; their sum is the total."""
    upto = [cents(total * n / parts) for n in range(parts)] + [total]
    return [after - before for before, after in pairwise(upto)]


def require_amount(amount: Decimal | int, sentence: str) -> None:
    """Refuse an amount that is negative, out of bounds or no number; `sentence` says what to do."""
    value = Decimal(amount)
    if not value.is_finite() or value < 0:
        raise InvalidInput(sentence)
    if value > LARGEST:
        raise InvalidInput(_("An amount of more than 999,999,999 is too large: check its digits."))


def require_rate(rate: Decimal | int, sentence: str) -> None:
    """Refuse a rate that is not a fraction from 0 to 1."""
    value = Decimal(rate)
    if not value.is_finite() or not 0 <= value <= 1:
        raise InvalidInput(sentence)
