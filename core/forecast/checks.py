"""What somebody who lends would ask about a forecast, each as a sentence with its month and its amount."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from core.forecast import legal_checks
from core.forecast.financing import Resource
from core.forecast.money import ZERO, cents
from core.forecast.outcome import Forecast
from core.forecast.results import Check, Severity
from core.language import _
from core.wording import count, euros, month

OWN_SHARE = Decimal("0.30")  # of the needs, honour loan included
HEAVIEST_LOAN = Decimal(1) / 3  # of what the activity leaves before it is paid back

Finder = Callable[[Forecast], Iterator[Check]]


def found_in(forecast: Forecast) -> Iterator[Check]:
    """Everything to look at in a forecast, the serious things first."""
    found = [check for finder in FINDERS for check in finder(forecast)]
    yield from sorted(found, key=lambda check: list(Severity).index(check.severity))


def _nothing_sold(forecast: Forecast) -> Iterator[Check]:
    if forecast.is_empty:
        yield Check(
            key="nothing_sold",
            severity=Severity.WARNING,
            sentence=_("Nothing is sold yet: write what you sell, its price and how many a month."),
        )


def _cash_below_zero(forecast: Forecast) -> Iterator[Check]:
    below = [one for one in forecast.months if one.closing < 0]
    if not below:
        return
    first, lowest = below[0], min(below, key=lambda one: one.closing)
    if first is lowest:
        sentence = _("Cash falls below zero in {first}: {amount} at the end of the month.")
    else:
        sentence = _("Cash falls below zero in {first}, and down to {amount} in {lowest}.")
    yield Check(
        key="cash_below_zero",
        severity=Severity.SERIOUS,
        sentence=sentence.format(
            first=month(first.first_day),
            amount=euros(lowest.closing),
            lowest=month(lowest.first_day),
        ),
        month=first.first_day,
        amount=lowest.closing,
    )


def _not_financed(forecast: Forecast) -> Iterator[Check]:
    balance = forecast.financing.balance
    if balance < 0:
        yield Check(
            key="financing_not_balanced",
            severity=Severity.SERIOUS,
            sentence=_(
                "The financing plan lacks {amount}: find this money, or start with less."
            ).format(amount=euros(-balance)),
            month=forecast.start.first_day,
            amount=balance,
        )


def _little_own_money(forecast: Forecast) -> Iterator[Check]:
    plan = forecast.financing
    own = plan.resources[Resource.OWN_MONEY] + plan.resources[Resource.HONOUR_LOANS]
    wanted = cents(plan.total_needs * OWN_SHARE)
    if own < wanted:
        yield Check(
            key="little_own_money",
            severity=Severity.WARNING,
            sentence=_(
                "Own money and honour loans come to {amount}, under 30% of the needs ({wanted}):"
                " lenders often ask for that much."
            ).format(amount=euros(own), wanted=euros(wanted)),
            amount=own,
        )


def _drawings_too_high(forecast: Forecast) -> Iterator[Check]:
    for year in forecast.years:
        left = year.statement.self_financing_capacity
        if year.drawings > max(left, ZERO):
            yield Check(
                key="drawings_above_caf",
                severity=Severity.WARNING,
                sentence=_(
                    "In year {year}, drawings ({drawings}) are more than what the activity leaves ({left})."
                ).format(year=year.number, drawings=euros(year.drawings), left=euros(left)),
                month=year.start,
                amount=year.drawings - left,
            )
            return


def _break_even_not_reached(forecast: Forecast) -> Iterator[Check]:
    for year in forecast.years:
        point = year.break_even
        if not year.turnover or point.reached:
            continue
        if point.amount is None:
            sentence = _(
                "In year {year}, sales cost as much as they bring: nothing can be paid with them."
            )
        else:
            sentence = _(
                "In year {year}, {amount} must be sold to pay for everything, and {turnover} is forecast."
            )
        yield Check(
            key="break_even_not_reached",
            severity=Severity.WARNING,
            sentence=sentence.format(
                year=year.number,
                amount=euros(point.amount or ZERO),
                turnover=euros(year.turnover),
            ),
            month=year.start,
            amount=point.amount,
        )
        return


def _below_cost(forecast: Forecast) -> Iterator[Check]:
    for offer in forecast.inputs.offers:
        if offer.unit_cost and offer.price <= offer.unit_cost:
            yield Check(
                key="price_below_cost",
                severity=Severity.SERIOUS,
                sentence=_(
                    "“{offer}” is sold at {price} and costs {cost}: it brings nothing."
                ).format(offer=offer.name, price=euros(offer.price), cost=euros(offer.unit_cost)),
                amount=offer.price - offer.unit_cost,
            )


def _too_many_hours(forecast: Forecast) -> Iterator[Check]:
    available = forecast.inputs.hours_per_month
    if available is None:
        return
    over = [n for n, hours in enumerate(forecast.hours) if hours > available]
    if over:
        first, most = forecast.months[over[0]].first_day, max(forecast.hours)
        yield Check(
            key="more_hours_than_exist",
            severity=Severity.SERIOUS,
            sentence=_(
                "From {month} on, sales take more hours than there are: up to {hours} a month for {available}."
            ).format(month=month(first), hours=count(_whole(most)), available=count(_whole(available))),
            month=first,
            amount=most,
        )  # fmt: skip


def _heavy_loan(forecast: Forecast) -> Iterator[Check]:
    for year in forecast.years:
        paid = year.principal + year.interest
        left = year.statement.self_financing_capacity + year.interest
        if paid and paid > left * HEAVIEST_LOAN:
            yield Check(
                key="heavy_loan",
                severity=Severity.WARNING,
                sentence=_(
                    "In year {year}, loan instalments take {amount} a month, more than a third of what the"
                    " activity leaves ({left} a month)."
                ).format(year=year.number, amount=euros(cents(paid / 12)), left=euros(cents(left / 12))),
                month=year.start,
                amount=cents(paid / 12),
            )  # fmt: skip
            return


def _whole(hours: Decimal) -> int:
    return int(hours.to_integral_value())


# Where several years are concerned, the first one is named.
FINDERS: tuple[Finder, ...] = (
    _nothing_sold,
    _cash_below_zero,
    _not_financed,
    _little_own_money,
    legal_checks.above_ceiling,
    legal_checks.above_vat_threshold,
    _drawings_too_high,
    _break_even_not_reached,
    _below_cost,
    _too_many_hours,
    _heavy_loan,
)
