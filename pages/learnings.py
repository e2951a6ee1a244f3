"""The team writes down what works, hinders or puzzles it, finds it again, and lets a report quote it."""

import streamlit as st

from core import cohorts, learnings
from core.cohorts import TO_CHOOSE_FROM
from core.language import _
from core.permissions import Action
from core.tracker import open_tracker
from pages.shared.access import visitor_allowed_to
from pages.shared.address import number
from pages.shared.feedback import explained, said
from pages.shared.learning_views import Choices, filters, learning_form, log_table, trash
from pages.shared.markup import lead, section, title

visitor = visitor_allowed_to(Action.KEEP_LEARNINGS)
opened = number("learning")

with explained(), open_tracker() as db:
    known = cohorts.visible(db, by=visitor, most=TO_CHOOSE_FROM)
    choices = Choices(
        cohorts={cohort.id: cohort.name for cohort in known}, arms=learnings.arms(db, by=visitor)
    )
    kept = next(iter(learnings.chosen(db, [opened], by=visitor)), None)

title(_("Learning log"))
lead(_("What the teams observe of the programme itself. A report can quote it; nobody is named."))
said()
learning_form(visitor, choices, kept)
if kept:
    st.stop()

section(_("What was observed"))
cohort, arm, kind = filters(choices)
with open_tracker() as db:
    found = learnings.of(db, cohort_id=cohort, arm=arm, kind=kind, by=visitor)
    thrown = learnings.of(db, cohort_id=cohort, arm=arm, kind=kind, trashed=True, by=visitor)
log_table(found)
trash(visitor, thrown)
