"""A forecast said in sentences, before its tables."""

from core.forecast.activities import Declaration, LegalForm
from core.forecast.money import ZERO
from core.forecast.outcome import Forecast
from core.language import _
from core.wording import count, euros, listed, month, plain_date


def sentences(forecast: Forecast) -> tuple[str, ...]:
    """What matters first: financing, break-even, lowest cash."""
    return (financing(forecast), break_even(forecast), lowest_cash(forecast))


def financing(forecast: Forecast) -> str:
    """Whether the money at the start is enough."""
    plan = forecast.financing
    if plan.balance < 0:
        sentence = _(
            "To start, {needs} are needed and {resources} are there: {missing} are missing."
        )
    elif plan.balance > 0:
        sentence = _("To start, {needs} are needed and {resources} are there: {left} are left.")
    else:
        sentence = _(
            "To start, {needs} are needed and {resources} are there: the plan is balanced."
        )
    return sentence.format(
        needs=euros(plan.total_needs),
        resources=euros(plan.total_resources),
        missing=euros(-plan.balance),
        left=euros(plan.balance),
    )


def break_even(forecast: Forecast) -> str:
    """What must be sold in the first year, in euros and in units, and when it is reached."""
    point = forecast.break_even
    if not point.turnover:
        return _("Nothing is sold in the first year yet: the break-even cannot be computed.")
    if point.amount is None:
        return _("Sales bring no margin: no turnover is enough to pay for everything.")
    if not point.amount:
        return _("There is nothing to pay before the first sale: each sale brings money.")
    amount = euros(point.amount)
    each = _("{units} × “{offer}”")  # an offer is named as it was typed, never inside a sentence
    needed = listed(
        each.format(units=count(units), offer=name) for name, units in point.units if units
    )
    if point.day is None:
        sentence = _(
            "In the first year, {amount} must be sold to pay for everything, drawings included ({units}):"
            " {turnover} is forecast."
        )
    else:
        sentence = _(
            "In the first year, {amount} must be sold to pay for everything, drawings included ({units}):"
            " with regular sales,"
            " this is reached on {day}."
        )
    return sentence.format(
        amount=amount,
        units=needed or amount,
        turnover=euros(point.turnover),
        day=plain_date(point.day or forecast.months[0].first_day),
    )


def lowest_cash(forecast: Forecast) -> str:
    """The month with the least money."""
    lowest = forecast.lowest_cash
    if not lowest.number:
        return _("Cash is lowest at the start: {amount}.").format(amount=euros(lowest.amount))
    return _("Cash is lowest in {month}: {amount} at the end of the month.").format(
        month=month(lowest.month), amount=euros(lowest.amount)
    )


def contributions(forecast: Forecast) -> str:
    """On what contributions are counted and when they are paid."""
    inputs = forecast.inputs
    if inputs.form != LegalForm.MICRO:
        return _(
            "Contributions are an order of magnitude: ask an accountant for the exact amounts."
        )
    if inputs.declaration == Declaration.MONTHLY:
        return _(
            "Contributions are counted on the turnover received, declared every month and paid the month after."
        )
    return _(
        "Contributions are counted on the turnover received, declared every quarter and paid the month after."
    )


def rates(forecast: Forecast) -> str:
    """With which rates the forecast was made, those of the years to come not being known."""
    since, last = forecast.rates_known_since, forecast.months[-1].first_day
    if last.year > since.year:
        sentence = _("Counted with the rates in force since {day}, the years that follow included.")
    else:
        sentence = _("Counted with the rates in force since {day}.")
    return sentence.format(day=plain_date(since))


def real_income(forecast: Forecast) -> str:
    """What the first year leaves to the person, each month on average."""
    left = forecast.years[0].real_income / 12
    return _("In the first year, the activity leaves {amount} a month on average.").format(
        amount=euros(left if left else ZERO)
    )
