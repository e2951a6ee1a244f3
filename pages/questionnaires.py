"""Which questionnaires came back, whose is still due, the paper to print, and files of answers to bring in."""

from functools import partial

import streamlit as st

from core import answer_sheets, clock, cohorts
from core.evaluation import dashboard
from core.evaluation.views import Scope
from core.export_questionnaire import questionnaire_as_word
from core.language import Language, _
from core.permissions import Action
from core.tracker import open_tracker
from pages.shared.access import visitor_allowed_to
from pages.shared.download import word_button
from pages.shared.feedback import explained, said
from pages.shared.markup import lead, link, section, small, title
from pages.shared.sheet_lists import due_table, rates_table
from pages.shared.widgets import choice

visitor = visitor_allowed_to(Action.VIEW_RESPONSE_RATES)
today = clock.today()
follows = visitor.may(Action.RECORD_ANSWERS)

title(_("Questionnaires"))
lead(_("What is asked for, and what comes back."))
said()

cohort_id: int | None = None
if follows:
    with open_tracker() as db:
        offered = cohorts.visible(db, by=visitor, most=cohorts.TO_CHOOSE_FROM)
    names = {cohort.id: cohort.name for cohort in offered}
    cohort_id = choice(
        _("Cohort"), [0, *names], key="questionnaires_cohort", index=0,
        said=lambda key: names.get(key, _("All cohorts")),
    ) or None  # fmt: skip

with explained(), open_tracker() as db:
    scope = Scope(cohort_id=cohort_id)
    rates = dashboard.indicator(db, "response", scope, by=visitor, today=today)
    waiting = answer_sheets.due(db, by=visitor, today=today, cohort_id=cohort_id) if follows else []
    papers = answer_sheets.instruments_in_use(db, by=visitor)

section(_("Answers received"))
rates_table(rates)
if follows:
    section(_("Still due"))
    due_table(waiting)
    st.html(link(_("Import a file of answers"), "import-answers"))
    section(_("Paper to print"))
    small(
        _("Large print, short sentences, the same order as on the screen. No name on it: a code.")
    )
    with st.container(horizontal=True):
        for instrument in papers:
            for language in Language:
                label = f"{instrument.short}, {language.upper()}"
                make = partial(
                    questionnaire_as_word, instrument=instrument.key, by=visitor, today=today,
                    language=language,
                )  # fmt: skip
                word_button(
                    label, make, file=f"{instrument.key}-{language}",
                    key=f"paper_{instrument.key}_{language}",
                )  # fmt: skip
