"""When money really comes in and goes out."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from core.forecast.money import ZERO, split
from core.forecast.terms import Terms, require_terms


def timing(amounts: Sequence[Decimal], terms: Terms) -> list[Decimal]:
    """Amounts invoiced month by month as they are paid; `terms` are months → share.

    The list goes on after the last invoice until everything is paid, so nothing is lost: its sum is the
    sum of the amounts.
    """
    require_terms(terms)
    delays = sorted(terms)
    shares = [Decimal(terms[delay]) for delay in delays]
    paid = [ZERO] * (len(amounts) + delays[-1])
    for month, amount in enumerate(amounts):
        for delay, part in zip(delays, split(amount, shares), strict=True):
            paid[month + delay] += part
    return paid


def running(opening: Decimal, changes: Iterable[Decimal]) -> list[Decimal]:
    """The balance after each change."""
    balance, balances = opening, []
    for change in changes:
        balance += change
        balances.append(balance)
    return balances
