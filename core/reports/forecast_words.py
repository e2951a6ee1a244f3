"""How the figures of a forecast are said on paper: whole euros, rates, and the few sentences before the tables."""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_currency, format_percent

from core.forecast.outcome import Forecast
from core.language import Language, _, current
from core.wording import NOTHING, count, locale, month, plain_date

MINUS = "\u2212"
_RATES = {Language.FRENCH: "#,##0.###\u00a0%", Language.ENGLISH: "#,##0.###%"}


def whole(amount: Decimal) -> str:
    """1 235 in a table that says it is in euros; a dash for nothing."""
    return _signed(amount, count(int(abs(rounded(amount))))) if amount else NOTHING


def with_cents(amount: Decimal) -> str:
    """128,36 in a table that says it is in euros."""
    digits = str(format_currency(abs(amount), "EUR", "#,##0.00", locale=locale()))
    return _signed(amount, digits.replace("\u202f", "\u00a0"))


def euros(amount: Decimal) -> str:
    """1 235 € in a sentence, to the euro."""
    digits = count(int(abs(rounded(amount))))
    return _signed(amount, f"{digits}\u00a0€" if current() is Language.FRENCH else f"€{digits}")


def rate(share: Decimal) -> str:
    """21,2 % in French, 21.2% in English; at most three decimals."""
    shown = format_percent(share, _RATES[current()], locale=locale())
    return str(shown).replace("\u202f", "\u00a0")


def rounded(amount: Decimal) -> Decimal:
    """To the euro; half a euro goes up."""
    return amount.quantize(Decimal(1), rounding=ROUND_HALF_UP)


def year_name(number: int) -> str:
    return _("Year {number}").format(number=number)


def year_names(forecast: Forecast) -> tuple[str, ...]:
    """The heads of the columns of a table over three years."""
    return tuple(year_name(year.number) for year in forecast.years)


def sentences(forecast: Forecast) -> str:
    """What a lender looks for first, as one paragraph."""
    return " ".join(_said(forecast))


def established(forecast: Forecast, made_on: date) -> str:
    """When the forecast was made, and under which rates."""
    return _("Forecast made on {date}, with the rates in force on {rates}.").format(
        date=plain_date(made_on), rates=plain_date(forecast.rates_known_since)
    )


def _said(forecast: Forecast) -> Iterator[str]:
    first, point, lowest = forecast.years[0], forecast.break_even, forecast.lowest_cash
    yield _("In the first year ({start} to {end}), the forecast turnover is {turnover}.").format(
        start=month(first.start), end=month(first.end), turnover=euros(first.turnover)
    )
    if point.amount is not None:
        sentence = _("The break-even turnover is {amount} a year.")
        if point.day:
            sentence = _(
                "The break-even turnover is {amount}: with regular sales, it is reached on {day}."
            )
        yield sentence.format(
            amount=euros(point.amount), day=plain_date(point.day) if point.day else ""
        )
    when = _("at the start") if not lowest.number else _("at the end of {month}").format(
        month=month(lowest.month)
    )  # fmt: skip
    yield _("Over three years, cash is at its lowest {when}: {amount}.").format(
        when=when, amount=euros(lowest.amount)
    )
    balance = forecast.financing.balance
    plan = _("The starting needs are {needs} and the resources {resources}: ").format(
        needs=euros(forecast.financing.total_needs),
        resources=euros(forecast.financing.total_resources),
    )
    if rounded(balance) > 0:
        yield plan + _("{amount} remain for the first months.").format(amount=euros(balance))
    elif rounded(balance) < 0:
        yield plan + _("{amount} are still to be found.").format(amount=euros(-balance))
    else:
        yield plan + _("the plan is balanced.")


def _signed(amount: Decimal, digits: str) -> str:
    return f"{MINUS}{digits}" if amount < 0 and digits.strip("0.,\u00a0€") else digits
