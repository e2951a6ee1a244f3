"""Where a forecast leaves what the law sets: ceilings, the VAT franchise, rates not known yet."""

from collections.abc import Iterator
from datetime import date

from core.forecast.activities import LegalForm, VatRegime
from core.forecast.limits import ceiling_exceeded, vat_threshold_exceeded
from core.forecast.outcome import Forecast
from core.forecast.results import Check, Severity
from core.language import _
from core.wording import euros, month, plain_date


def above_ceiling(forecast: Forecast) -> Iterator[Check]:
    if forecast.inputs.form != LegalForm.MICRO:
        return
    if found := ceiling_exceeded(forecast):
        yield Check(
            key="above_ceiling",
            severity=Severity.SERIOUS,
            sentence=_(
                "In {year}, the turnover received ({turnover}) goes above the ceiling of the"
                " micro-entreprise ({limit}), in {month}."
            ).format(
                year=found.year,
                turnover=euros(found.turnover),
                limit=euros(found.limit),
                month=month(found.month),
            ),
            month=found.month,
            amount=found.turnover - found.limit,
        )


def above_vat_threshold(forecast: Forecast) -> Iterator[Check]:
    if forecast.inputs.vat != VatRegime.FRANCHISE:
        return
    if found := vat_threshold_exceeded(forecast):
        if found.at_once:
            sentence = _(
                "In {month}, the turnover of {year} goes above {limit}: VAT is due from that day on."
            )
        else:
            sentence = _(
                "In {month}, the turnover of {year} goes above {limit}, the limit of the VAT franchise:"
                " VAT is due from the next 1 January on."
            )
        yield Check(
            key="above_vat_threshold",
            severity=Severity.WARNING,
            sentence=sentence.format(
                month=month(found.month), year=found.year, limit=euros(found.limit)
            ),
            month=found.month,
            amount=found.turnover - found.limit,
        )


def rates_to_confirm(forecast: Forecast) -> Iterator[Check]:
    last = forecast.months[-1].first_day
    if last.year > forecast.rates_known_since.year:
        yield Check(
            key="rates_to_confirm",
            severity=Severity.NOTE,
            sentence=_(
                "The latest rates known are those of {day}: the years that follow are counted with them."
            ).format(day=plain_date(forecast.rates_known_since)),
            month=date(forecast.rates_known_since.year + 1, 1, 1),
        )
