"""The money that daily business holds back: stock, and what customers owe, less what suppliers wait for."""

from decimal import Decimal

from core.errors import InvalidInput
from core.forecast.money import ZERO, cents, require_amount
from core.forecast.terms import Terms, require_terms
from core.language import _

BASES = (360, 365)  # days in a year, as one likes to count


def receivables(turnover_with_vat: Decimal, terms: Terms, *, basis: int = 365) -> Decimal:
    """What customers owe on average, in euros, for a year's turnover; `terms` are days → share."""
    require_amount(turnover_with_vat, _("A turnover cannot be negative."))
    return _waiting(turnover_with_vat, terms, basis)


def payables(purchases_with_vat: Decimal, terms: Terms, *, basis: int = 365) -> Decimal:
    """What suppliers wait for on average, in euros, for a year's purchases; `terms` are days → share."""
    require_amount(purchases_with_vat, _("Purchases cannot be negative."))
    return _waiting(purchases_with_vat, terms, basis)


def need(stock: Decimal, receivables: Decimal, payables: Decimal) -> Decimal:
    """The working capital needed, in euros; negative when suppliers finance the business."""
    return cents(stock + receivables - payables)


def _waiting(amount: Decimal, terms: Terms, basis: int) -> Decimal:
    require_terms(terms)
    if basis not in BASES:
        raise InvalidInput(_("A year is counted as 360 or 365 days."))
    days = sum((share * days for days, share in terms.items()), ZERO)
    return cents(amount * days / basis)
