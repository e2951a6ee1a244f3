"""The rates that the law can change: what holds on a day, with its date of effect and its source.

A day before the first date of effect is an error that names the file; a day after the last one takes
the last values known, whose date is shown with the figures.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.errors import InvalidInput
from core.forecast.activities import Activity
from core.language import _
from core.wording import short_date

Rate = Annotated[Decimal, Field(ge=0, le=1)]
Amount = Annotated[Decimal, Field(ge=0)]


class MissingRate(InvalidInput):
    """No value is known for that day; the sentence names the file and what to add."""


class Dated(BaseModel):
    """Anything with a date of effect and the place where it was read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    since: date = Field(alias="from")
    source: str = Field(min_length=1)


class Amounts(Dated):
    """One amount for each activity, in euros a year."""

    sale_trade: Amount
    sale_craft: Amount
    service_trade: Amount
    service_craft: Amount
    liberal: Amount
    liberal_cipav: Amount
    tourist_let: Amount

    def of(self, activity: Activity) -> Decimal:
        return Decimal(getattr(self, activity))


class Rates(Amounts):
    """One rate for each activity, a fraction."""

    @model_validator(mode="after")
    def _are_fractions(self) -> Self:
        if any(self.of(activity) > 1 for activity in Activity):
            raise InvalidInput(_("a rate is a fraction: write 0.123 for 12.3%."))
        return self


class Deduction(Rates):
    minimum: Amount


class Acre(Dated):
    """The share of the contributions that remains, for so many months, for those created since then."""

    share: Rate
    months: int = Field(ge=1, le=60)
    step: Decimal = Field(gt=0, le=1)


class AcreException(Dated):
    """A rate with ACRE set apart from the share, for those created between two days."""

    activity: Activity
    created_from: date
    created_until: date
    rate: Rate


class OtherContributions(Dated):
    sole_trader: Amount
    eurl: Amount
    sasu: Amount
    association: Amount


class CompanyTax(Dated):
    """`reduced` up to `limit` euros of profit a year, `normal` above."""

    reduced: Rate
    limit: Amount
    normal: Rate
    paid_after: int = Field(ge=1, le=12)


D = TypeVar("D", bound=Dated)
Table = Annotated[tuple[D, ...], Field(min_length=1)]


class RatesFile(BaseModel):
    """Dated tables, each in the order of its dates."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def __hash__(self) -> int:
        """A file is read once: what is looked up in it is remembered for that reading."""
        return id(self)

    @model_validator(mode="after")
    def _follow_one_another(self) -> Self:
        for name in type(self).model_fields.keys() - {"acre_exceptions"}:
            days = [entry.since for entry in getattr(self, name)]
            if days != sorted(set(days)):
                sentence = _("put the tables [[{name}]] in the order of their dates.")
                raise InvalidInput(sentence.format(name=name))
        return self


class MicroRates(RatesFile):
    social: Table[Rates]
    acre: Table[Acre]
    acre_exceptions: tuple[AcreException, ...] = ()
    training_levy: Table[Rates]
    chamber_levy: Table[Rates]
    flat_tax: Table[Rates]
    deduction: Table[Deduction]
    ceiling: Table[Amounts]
    vat_threshold: Table[Amounts]
    vat_upper_threshold: Table[Amounts]


class OtherRates(RatesFile):
    contributions: Table[OtherContributions]
    company_tax: Table[CompanyTax]


def in_force(entries: Sequence[D], day: date, *, table: str, file: str) -> D:
    """The entry that holds on a day. Raises `MissingRate` when they all begin later."""
    found = last_before(entries, day)
    if found is None:
        raise MissingRate(
            _(
                "No rate is known for {date} in data/rates/{file}: the table [[{table}]] begins on {first}."
                " Choose a later date, or add the values of that time to the file."
            ).format(
                date=short_date(day), file=file, table=table, first=short_date(entries[0].since)
            )
        )
    return found


def last_before(entries: Sequence[D], day: date) -> D | None:
    """The last entry that begins on that day or before."""
    return next((entry for entry in reversed(entries) if entry.since <= day), None)
