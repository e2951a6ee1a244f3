"""What is paid back of a loan, instalment by instalment, closed to the cent."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto

from core.errors import InvalidInput
from core.forecast.money import ZERO, cents, require_amount, require_rate
from core.language import _

PER_YEAR = (1, 2, 4, 12)  # instalments


class LoanKind(StrEnum):
    ANNUITY = auto()
    CONSTANT_PRINCIPAL = auto()
    IN_FINE = auto()


@dataclass(frozen=True, kw_only=True)
class Instalment:
    """One payment, in euros: `payment = interest + principal`, `closing = opening - principal`."""

    number: int
    opening: Decimal
    interest: Decimal
    principal: Decimal
    payment: Decimal
    closing: Decimal


def schedule(
    principal: Decimal,
    annual_rate: Decimal,
    periods: int,
    *,
    per_year: int = 12,
    kind: str = LoanKind.ANNUITY,
    deferred: int = 0,
) -> list[Instalment]:
    """Every instalment of a loan; the principals add up to the loan.

    `annual_rate` is a fraction, `periods` the number of instalments and `per_year` how many there are in
    a year; the first `deferred` of them pay interest only. `kind` is one of `LoanKind`.
    """
    require_loan(principal, annual_rate, periods, per_year=per_year, kind=kind, deferred=deferred)
    rate = Decimal(annual_rate) / per_year
    part = _PARTS[LoanKind(kind)](Decimal(principal), rate, periods - deferred)
    lines: list[Instalment] = []
    opening = cents(principal)
    for number in range(1, periods + 1):
        interest = cents(opening * rate)
        paid_back = ZERO if number <= deferred else part(interest)
        paid_back = opening if number == periods else min(max(paid_back, ZERO), opening)
        lines.append(
            Instalment(
                number=number,
                opening=opening,
                interest=interest,
                principal=paid_back,
                payment=interest + paid_back,
                closing=opening - paid_back,
            )
        )
        opening -= paid_back
    return lines


def require_loan(
    principal: Decimal, annual_rate: Decimal, periods: int, *, per_year: int, kind: str, deferred: int
) -> None:  # fmt: skip
    """Refuse a loan that cannot be paid back as it is written."""
    require_amount(principal, _("The amount of a loan cannot be negative."))
    require_rate(annual_rate, _("The rate of a loan is between 0% and 100% a year."))
    if kind not in set(LoanKind):
        raise InvalidInput(
            _("A loan is paid back by constant instalments, by constant principal or at its end.")
        )
    if per_year not in PER_YEAR:
        raise InvalidInput(_("A loan has 1, 2, 4 or 12 instalments a year."))
    if periods < 1:
        raise InvalidInput(_("A loan has at least one instalment."))
    if not 0 <= deferred < periods:
        raise InvalidInput(
            _(
                "The deferral ({deferred}) must be shorter than the loan ({periods} instalments):"
                " lengthen the loan or shorten the deferral."
            ).format(deferred=deferred, periods=periods)
        )


Part = Callable[[Decimal], Decimal]  # the interest of an instalment → the principal it pays back


def _annuity(principal: Decimal, rate: Decimal, periods: int) -> Part:
    factor = 1 - (1 + rate) ** -periods
    constant = cents(principal * rate / factor if factor else principal / periods)
    return lambda interest: constant - interest


def _constant_principal(principal: Decimal, rate: Decimal, periods: int) -> Part:  # noqa: ARG001
    constant = cents(principal / periods)
    return lambda interest: constant  # noqa: ARG005


def _in_fine(principal: Decimal, rate: Decimal, periods: int) -> Part:  # noqa: ARG001
    return lambda interest: ZERO  # noqa: ARG005


_PARTS: dict[LoanKind, Callable[[Decimal, Decimal, int], Part]] = {
    LoanKind.ANNUITY: _annuity,
    LoanKind.CONSTANT_PRINCIPAL: _constant_principal,
    LoanKind.IN_FINE: _in_fine,
}
