"""What is sold over thirty-six months, when it is paid, and the goods that it takes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.forecast import cash, vat
from core.forecast.activities import GOODS, Activity
from core.forecast.inputs import Inputs, Offer
from core.forecast.money import ONE, ZERO, cents
from core.forecast.months import MONTHS, YEARS, months_of, year_of
from core.forecast.terms import in_months

Months = tuple[Decimal, ...]  # one amount for each of the thirty-six months
NOTHING: Months = (ZERO,) * MONTHS


@dataclass(frozen=True, kw_only=True)
class Sales:
    """Sales month by month; amounts in euros without VAT unless they say so.

    `owed` is what customers still owe at the end of each month, VAT included, and `vat_waiting` the VAT
    in it that is due only once they pay.
    """

    units: tuple[Months, ...]  # of each offer
    by_offer: tuple[Months, ...]
    by_activity: Mapping[Activity, Months]
    turnover: Months
    vat: Months  # on what is invoiced
    received: Mapping[Activity, Months]
    received_with_vat: Months
    collected: Months  # VAT
    owed: Months
    vat_waiting: Months
    used: Months  # goods and materials
    hours: Months


@dataclass(frozen=True, kw_only=True)
class Supplies:
    """Goods bought; amounts in euros without VAT unless they say so, `paid` and `owed` with it."""

    starting_stock: Decimal
    bought: Months
    vat: Months
    paid: Months
    stock: Months  # at the end of each month
    owed: Months


def sold(inputs: Inputs) -> Sales:
    """The sales of a plan."""
    units = tuple(_units(inputs, offer) for offer in inputs.offers)
    by_offer = tuple(_times(n, offer.price) for offer, n in zip(inputs.offers, units, strict=True))
    costs = [_times(n, offer.unit_cost) for offer, n in zip(inputs.offers, units, strict=True)]
    work = [
        tuple(n * offer.hours for n in each)
        for offer, each in zip(inputs.offers, units, strict=True)
    ]
    taxed = tuple(
        tuple(vat.on(amount, offer.vat_rate) for amount in each) if inputs.liable else NOTHING
        for offer, each in zip(inputs.offers, by_offer, strict=True)
    )
    kinds = [offer.activity or inputs.activity for offer in inputs.offers]
    turnover = {kind: _of(kind, kinds, by_offer) for kind in dict.fromkeys(kinds)}
    taxes = {kind: _of(kind, kinds, taxed) for kind in turnover}
    terms = in_months(inputs.customer_terms)
    received = {kind: _paid(months, terms) for kind, months in turnover.items()}
    tax_received = {kind: _paid(months, terms) for kind, months in taxes.items()}
    invoiced = add(*by_offer, *taxed)
    received_with_vat = add(*received.values(), *tax_received.values())
    invoiced_vat = add(*taxes.values())
    collected = add(*(taxes[k] if k in GOODS else tax_received[k] for k in turnover))
    return Sales(
        units=units,
        by_offer=by_offer,
        by_activity=turnover,
        turnover=add(*by_offer),
        vat=invoiced_vat,
        received=received,
        received_with_vat=received_with_vat,
        collected=collected,
        owed=_waiting(invoiced, received_with_vat),
        vat_waiting=_waiting(invoiced_vat, collected),
        used=add(*costs),
        hours=add(*work),
    )


def supplied(inputs: Inputs, used: Months) -> Supplies:
    """The goods bought so that each month uses its own and ends with the stock wanted."""
    levels = _stock_levels(inputs, used)
    held, bought, stock = levels[0], [], []
    for month, taken in enumerate(used):
        wanted = max(levels[year_of(month)], held - taken)
        bought.append(wanted + taken - held)
        stock.append(wanted)
        held = wanted
    rate = inputs.purchases_vat_rate if inputs.liable else ZERO
    taxes = tuple(vat.on(amount, rate) for amount in bought)
    invoiced = add(tuple(bought), taxes)
    paid = _paid(invoiced, in_months(inputs.supplier_terms))
    return Supplies(
        starting_stock=levels[0],
        bought=tuple(bought),
        vat=taxes,
        paid=paid,
        stock=tuple(stock),
        owed=_waiting(invoiced, paid),
    )


def add(*lists: Sequence[Decimal]) -> Months:
    """Several lists of months as one."""
    return tuple(map(sum, zip(*lists, strict=True))) if lists else NOTHING  # type: ignore[arg-type]


def over_year(months: Sequence[Decimal], year: int) -> Decimal:
    """The sum of a year's months; years are counted from 0."""
    return sum((months[month] for month in months_of(year)), ZERO)


def _units(inputs: Inputs, offer: Offer) -> Months:
    second, third = offer.growth
    growth = (ONE, 1 + second, (1 + second) * (1 + third))
    return tuple(
        offer.units[n % 12]
        * growth[year_of(n)]
        * (inputs.seasonality[day.month - 1] if inputs.seasonality else 1)
        for n, day in enumerate(inputs.months)
    )


def _times(units: Months, each: Decimal) -> Months:
    return tuple(cents(n * each) for n in units)


def _stock_levels(inputs: Inputs, used: Months) -> list[Decimal]:
    """The stock to hold in each of the three years."""
    levels = [
        cents(over_year(used, year) * inputs.stock_days / inputs.basis) for year in range(YEARS)
    ]
    if inputs.starting_stock is None:
        return levels
    start = cents(inputs.starting_stock)
    return [start, *(levels[1:] if inputs.stock_days else [start] * (YEARS - 1))]


def _of(kind: Activity, kinds: Iterable[Activity], lists: Iterable[Months]) -> Months:
    return add(*(months for each, months in zip(kinds, lists, strict=True) if each == kind))


def _paid(months: Sequence[Decimal], terms: Mapping[int, Decimal]) -> Months:
    return tuple(cash.timing(months, terms)[:MONTHS])


def _waiting(invoiced: Sequence[Decimal], paid: Sequence[Decimal]) -> Months:
    changes = [new - old for new, old in zip(invoiced, paid, strict=True)]
    return tuple(cash.running(ZERO, changes))
