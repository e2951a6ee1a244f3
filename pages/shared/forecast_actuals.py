"""What was really received, month by month, beside the forecast."""

from datetime import date

import streamlit as st

from core import actuals
from core.forecast import Forecast
from core.language import _
from core.participants import Participant
from core.reports.forecast_words import whole
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import NOTHING, month
from pages.shared.feedback import save_token, saving
from pages.shared.forecast_charts import actual_against_forecast
from pages.shared.forecast_fields import Field, draw, read
from pages.shared.markup import Cell, Column, section, small, table

SHOWN = 12  # months


def actuals_below(
    visitor: Staff, person: Participant, forecast: Forecast, *, today: date, may_write: bool
) -> None:
    """The months that have begun, to be typed; then the chart and its table."""
    section(_("What was really received"))
    months = [one.first_day for one in forecast.months if one.first_day <= today]
    if not months:
        small(
            _("From {month} on, write here what each month received.").format(
                month=month(forecast.months[0].first_day)
            )
        )
        return
    with open_tracker() as db:
        kept = actuals.read(db, person.id, by=visitor)
    form = f"actuals-{person.code}"
    again = int(st.session_state.get(f"{form}-again", 0))
    seen = st.session_state.setdefault(f"{form}-{again}-seen", kept)  # before others write
    small(_("Without VAT, as declared. Leave a month empty while you do not know."))
    with st.form(form, border=False, enter_to_submit=False):
        shown = months[-SHOWN:]
        drawn = []
        for start in range(0, len(shown), 4):
            for place, first in zip(st.columns(4), shown[start : start + 4], strict=False):
                with place:
                    one = Field(name=first.isoformat(), label=month(first), blank=None)
                    drawn.append(draw(one, kept.get(first), key=f"{form}-{again}-{first:%Y-%m}"))
        pressed = st.form_submit_button(_("Save what was received"), disabled=not may_write)
    if pressed and (answers := read(drawn)) is not None:
        amounts = {date.fromisoformat(name): amount for name, amount in answers.items()}
        with saving(_("Turnover received saved."), form=form), open_tracker() as db:
            actuals.write(
                db, person.id, amounts, seen=seen, by=visitor, today=today, token=save_token(form)
            )
            st.session_state[f"{form}-again"] = again + 1
    if kept:
        _compared(forecast, kept, today)


def _compared(forecast: Forecast, kept: actuals.Received, today: date) -> None:
    compared = [one for one in actuals.compared(forecast, kept) if one.month <= today][-SHOWN:]
    actual_against_forecast(compared)
    amounts = (_("As forecast"), _("Really received"), _("Difference"))
    head = [Column(_("Month")), *(Column(one, numeric=True) for one in amounts)]
    rows: list[list[Cell]] = [
        [
            month(one.month),
            whole(one.expected),
            NOTHING if one.received is None else whole(one.received),
            NOTHING if one.received is None else whole(one.received - one.expected),
        ]
        for one in compared
    ]
    table(head, rows, caption=_("What was really received"))
