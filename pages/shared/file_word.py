"""Taking somebody's documents away as Word files."""

from functools import partial

import streamlit as st

from core import clock, exports, forecasts
from core.language import Language, _, current
from core.participants import Participant
from core.permissions import Action, allows
from core.staff import Staff
from core.tracker import open_tracker
from pages.shared.download import word_button, workbook_button
from pages.shared.markup import small

LANGUAGES = {Language.FRENCH: "Français", Language.ENGLISH: "English"}


def word_panel(visitor: Staff, person: Participant) -> None:
    """The plan, the internal summary and the summary for the person, each in the language chosen."""
    language = st.segmented_control(
        _("Language of the document"),
        list(LANGUAGES),
        default=current(),
        key="word_language",
        required=True,
        format_func=LANGUAGES.__getitem__,
    )
    plan, summary, workbook = (
        partial(
            verb, participant_id=person.id, by=visitor, today=clock.today(),
            language=language or current(),
        )
        for verb in (
            exports.plan_as_word, exports.summary_as_word, exports.forecast_as_workbook,
        )
    )  # fmt: skip
    with st.container(horizontal=True):
        if allows(visitor.role, Action.EXPORT_PLAN, person.relation):
            word_button(
                _("Business plan"),
                plan,
                file=f"plan-{person.code}",
                key="word_plan",
            )
            if _has_forecast(visitor, person):
                workbook_button(
                    _("Forecast, spreadsheet"),
                    workbook,
                    file=f"previsionnel-{person.code}",
                    key="forecast_workbook",
                )
        if allows(visitor.role, Action.EXPORT_SUMMARY, person.relation):
            word_button(
                _("Individual summary, internal"),
                summary,
                file=f"bilan-{person.code}",
                key="word_summary",
            )
            word_button(
                _("Summary for the person"),
                partial(summary, for_person=True),
                file=f"bilan-personne-{person.code}",
                key="word_person",
            )
    small(
        _(
            "The plan and the summary for the person mention neither a measure nor a place of detention."
        )
    )


def _has_forecast(visitor: Staff, person: Participant) -> bool:
    """Whether somebody has begun the forecast: without it, there is no workbook to make."""
    with open_tracker() as db:
        return forecasts.read(db, person.id, by=visitor).inputs is not None
