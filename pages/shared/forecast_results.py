"""The results of a forecast: sentences first, then tables."""

from core.forecast import Forecast
from core.language import _
from core.participants import Participant
from core.staff import Staff
from pages.shared.forecast_screen import three_sentences
from pages.shared.markup import empty, section


def results(
    visitor: Staff, person: Participant, forecast: Forecast | None, *, may_write: bool
) -> None:
    section(_("In short"))
    if forecast is None:
        empty(_("No forecast yet. Write first what is sold."))
        return
    three_sentences(forecast)
