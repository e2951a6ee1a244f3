"""How much must be sold before everything is paid for."""

from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from core.errors import InvalidInput
from core.forecast.money import cents, require_amount
from core.language import _


def threshold(fixed_costs: Decimal, variable_rate: Decimal) -> Decimal | None:
    """The turnover that covers the fixed costs, in euros; None when each sale costs what it brings.

    `variable_rate` is the share of the turnover that variable costs take, a fraction.
    """
    _require_fixed(fixed_costs)
    if not Decimal(variable_rate).is_finite() or variable_rate < 0:
        raise InvalidInput(_("The share of variable costs cannot be negative."))
    if variable_rate >= 1:
        return None
    return cents(fixed_costs / (1 - Decimal(variable_rate)))


def units(fixed_costs: Decimal, price: Decimal, unit_cost: Decimal) -> int | None:
    """How many whole units cover the fixed costs, rounded up; None when a unit brings nothing."""
    _require_fixed(fixed_costs)
    require_amount(price, _("A price cannot be negative."))
    require_amount(unit_cost, _("A cost cannot be negative."))
    if price <= unit_cost:
        return None
    return int((Decimal(fixed_costs) / (price - unit_cost)).to_integral_value(ROUND_CEILING))


def reached_after(threshold: Decimal, turnover: Decimal, *, days: int = 365) -> int | None:
    """After how many days the threshold is reached if sales are regular; None if not in the year."""
    if turnover <= 0 or threshold > turnover:
        return None
    return int((Decimal(threshold) * days / turnover).to_integral_value(ROUND_CEILING))


def reached_on(
    threshold: Decimal, turnover: Decimal, start: date, *, days: int = 365
) -> date | None:
    """The day the threshold is reached if sales are regular from `start` on; None if not in the year."""
    after = reached_after(threshold, turnover, days=days)
    return None if after is None else start + timedelta(days=max(after - 1, 0))


def _require_fixed(fixed_costs: Decimal) -> None:
    if not Decimal(fixed_costs).is_finite() or fixed_costs < 0:
        raise InvalidInput(_("Fixed costs cannot be negative."))
