"""Figures as people type them: with a comma or a point, with or without spaces, € or %."""

from decimal import Decimal

from core.errors import InvalidInput
from core.language import _
from core.wording import amount_from


def amount(text: str) -> Decimal:
    """The amount typed; `InvalidInput` shows how to write it."""
    value = amount_from(text)
    if value is None or not value.is_finite():
        raise InvalidInput(
            _(
                "“{text}” is not an amount. Write for example 1234,50 without a point for thousands."
            ).format(text=text.strip()[:20])
        )
    return value


def rate(text: str) -> Decimal:
    """The percentage typed, as a fraction: "8,13 %" is 0.0813."""
    return amount(text.replace("%", "")) / 100
