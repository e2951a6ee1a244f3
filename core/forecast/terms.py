"""Payment terms: which share of an amount is paid after how long."""

from collections.abc import Mapping
from decimal import Decimal

from core.errors import InvalidInput
from core.forecast.money import ONE
from core.language import _
from core.wording import count

Terms = Mapping[int, Decimal]  # delay → share
CASH: Terms = {0: ONE}
DAYS_IN_MONTH = 30
LONGEST = 180  # days


def require_terms(terms: Terms) -> None:
    """Refuse shares that do not add up to the whole, and delays before the sale."""
    total = sum(terms.values(), Decimal(0))
    if any(not Decimal(share).is_finite() or share < 0 for share in terms.values()):
        raise InvalidInput(_("A share of the payment terms is between 0% and 100%."))
    if total != 1:
        short = _("The shares of the payment terms add up to {total}%: {apart}% are missing.")
        beyond = _("The shares of the payment terms add up to {total}%: {apart}% too many.")
        raise InvalidInput(
            (short if total < 1 else beyond).format(total=_said(total), apart=_said(abs(1 - total)))
        )
    if any(delay < 0 for delay in terms):
        raise InvalidInput(_("A payment delay cannot be negative. Write 0 for paid at once."))


def require_days(terms: Terms) -> None:
    """Refuse terms in days that the monthly plan cannot follow."""
    require_terms(terms)
    if any(days % DAYS_IN_MONTH or days > LONGEST for days in terms):
        raise InvalidInput(
            _("Payment delays are counted in whole months: 0, 30, 60 or 90 days, up to 180.")
        )


def in_months(terms: Terms) -> dict[int, Decimal]:
    """Terms in days (30, 60…) as terms in months (1, 2…)."""
    return {days // DAYS_IN_MONTH: share for days, share in terms.items()}


def _said(total: Decimal) -> str:
    return count(float(total * 100))
