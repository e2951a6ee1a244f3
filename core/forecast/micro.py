"""What a micro-entreprise pays on the turnover it receives, at the rates in force on a day."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from core.errors import InvalidInput
from core.forecast import rate_files
from core.forecast.activities import Activity
from core.forecast.money import ZERO, cents, require_amount
from core.forecast.months import add_months
from core.forecast.rates import Amounts, D, MicroRates, in_force, last_before
from core.language import _

DAYS = 365  # a first year is counted in days


@dataclass(frozen=True, kw_only=True)
class MicroRatesOn:
    """The rates for one activity on one day, as fractions; `known_since` is their latest date of effect."""

    social: Decimal
    training_levy: Decimal
    chamber_levy: Decimal
    flat_tax: Decimal
    deduction: Decimal
    minimum_deduction: Decimal
    known_since: date

    @property
    def total(self) -> Decimal:
        """What each euro received costs, versement libératoire included."""
        return self.social + self.training_levy + self.chamber_levy + self.flat_tax


@dataclass(frozen=True, kw_only=True)
class MicroContributions:
    """What is due on a turnover, in euros.

    `income_tax` is the versement libératoire, zero without it: income tax then depends on the whole
    household and is not counted. `taxable_income` is the turnover less the flat deduction.
    `net = turnover - total`, before the real costs.
    """

    turnover: Decimal
    social: Decimal
    training_levy: Decimal
    chamber_levy: Decimal
    income_tax: Decimal
    taxable_income: Decimal

    @property
    def total(self) -> Decimal:
        return self.social + self.training_levy + self.chamber_levy + self.income_tax

    @property
    def net(self) -> Decimal:
        return self.turnover - self.total


@dataclass(frozen=True, kw_only=True)
class VatThresholds:
    """Turnover in euros: above `base` VAT begins the year after, above `upper` at once."""

    base: Decimal
    upper: Decimal


def contributions(
    turnover: Decimal,
    activity: str,
    *,
    on: date,
    created: date | None = None,
    acre: bool = False,
    flat_tax: bool = False,
) -> MicroContributions:
    """What is due on turnover received around the day `on`, a year's or less, in euros.

    `created` is the day the business began (by default `on`): with ACRE, contributions are reduced for
    the months that follow it. The minimum of the flat deduction counts once per call.
    """
    require_amount(turnover, _("A turnover cannot be negative."))
    rates = rates_on(activity, on=on, created=created, acre=acre, flat_tax=flat_tax)
    received = Decimal(turnover)
    deducted = min(received, max(cents(received * rates.deduction), rates.minimum_deduction))
    return MicroContributions(
        turnover=received,
        social=cents(received * rates.social),
        training_levy=cents(received * rates.training_levy),
        chamber_levy=cents(received * rates.chamber_levy),
        income_tax=cents(received * rates.flat_tax),
        taxable_income=received - deducted,
    )


def rates_on(
    activity: str,
    *,
    on: date,
    created: date | None = None,
    acre: bool = False,
    flat_tax: bool = False,
) -> MicroRatesOn:
    """The rates for an activity on a day. Raises `MissingRate` for a day before the rates file."""
    return _rates_on(
        rate_files.micro_rates(), _activity(activity), on, created or on, acre, flat_tax
    )


@lru_cache(maxsize=4096)
def _rates_on(
    file: MicroRates, kind: Activity, on: date, created: date, acre: bool, flat_tax: bool
) -> MicroRatesOn:
    social = _holding(file.social, on, "social")
    training_levy = _holding(file.training_levy, on, "training_levy")
    chamber_levy = _holding(file.chamber_levy, on, "chamber_levy")
    tax = _holding(file.flat_tax, on, "flat_tax")
    deduction = _holding(file.deduction, on, "deduction")
    rate = social.of(kind)
    return MicroRatesOn(
        social=_reduced(rate, kind, on=on, created=created) if acre else rate,
        training_levy=training_levy.of(kind),
        chamber_levy=chamber_levy.of(kind),
        flat_tax=tax.of(kind) if flat_tax else ZERO,
        deduction=deduction.of(kind),
        minimum_deduction=deduction.minimum,
        known_since=max(one.since for one in (social, training_levy, chamber_levy, tax, deduction)),
    )


def ceiling(activity: str, *, on: date, started: date | None = None) -> Decimal:
    """The turnover of the regime for the calendar year of `on`, in euros; by the day in the first year."""
    return _pro_rata("ceiling", activity, on, started)


def vat_thresholds(activity: str, *, on: date, started: date | None = None) -> VatThresholds:
    """The limits of the VAT franchise for the calendar year of `on`; by the day in the first year."""
    return VatThresholds(
        base=_pro_rata("vat_threshold", activity, on, started),
        upper=_pro_rata("vat_upper_threshold", activity, on, started),
    )


def acre_ends(created: date) -> date:
    """The first day without ACRE for a business created on a day."""
    rule = _holding(rate_files.micro_rates().acre, created, "acre")
    return add_months(created, rule.months)


def _reduced(rate: Decimal, activity: Activity, *, on: date, created: date) -> Decimal:
    if created > on:
        raise InvalidInput(_("The business must be created before it receives its turnover."))
    if on >= acre_ends(created):
        return rate
    file = rate_files.micro_rates()
    exceptions = [
        entry
        for entry in file.acre_exceptions
        if entry.activity == activity and entry.created_from <= created <= entry.created_until
    ]
    if exception := last_before(exceptions, on):
        return exception.rate
    rule = _holding(file.acre, created, "acre")
    steps = (rate * rule.share / rule.step).to_integral_value(ROUND_HALF_UP)
    return steps * rule.step


def _pro_rata(table: str, activity: str, on: date, started: date | None) -> Decimal:
    entries: tuple[Amounts, ...] = getattr(rate_files.micro_rates(), table)
    amount = _holding(entries, on, table).of(_activity(activity))
    if started is None or started.year < on.year:
        return amount
    if started.year > on.year:
        raise InvalidInput(_("The activity begins after that year: choose a later year."))
    days = (date(on.year, 12, 31) - started).days + 1
    return cents(amount * min(days, DAYS) / DAYS)


def _holding(entries: tuple[D, ...], on: date, table: str) -> D:
    return in_force(entries, on, table=table, file=rate_files.MICRO)


def _activity(activity: str) -> Activity:
    try:
        return Activity(activity)
    except ValueError as problem:
        raise InvalidInput(_("Choose the kind of activity in the list.")) from problem
