"""Where a forecast goes above what the law sets: the ceiling of the regime, the VAT franchise."""

from collections.abc import Iterator

from core.forecast.activities import LegalForm, VatRegime
from core.forecast.limits import ceiling_exceeded, vat_threshold_exceeded
from core.forecast.outcome import Forecast
from core.forecast.results import Check, Severity
from core.language import _
from core.wording import euros, month


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
            severity=Severity.WARNING if found.at_once else Severity.NOTE,
            sentence=sentence.format(
                month=month(found.month), year=found.year, limit=euros(found.limit)
            ),
            month=found.month,
            amount=found.turnover - found.limit,
        )
