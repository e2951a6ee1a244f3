"""The programme's cohorts: who follows what, where, since when; a lead or an administrator opens one."""

import streamlit as st

from core import clock, cohorts, programmes
from core.evaluation import cohort_sizes
from core.language import _, current
from core.permissions import Action, Role
from core.tracker import open_tracker
from pages.shared.access import visitor_allowed_to
from pages.shared.cohort_form import cohort_form
from pages.shared.cohort_views import cohort_page, cohorts_table, how_counted
from pages.shared.feedback import explained, said
from pages.shared.markup import lead, link, section, title
from pages.shared.plan_archive import archive_below

visitor = visitor_allowed_to(Action.VIEW_COHORTS)
chosen = str(st.query_params.get("cohort", ""))
manages = visitor.may(Action.MANAGE_COHORTS)

with explained(), open_tracker() as db:
    if chosen:
        one = cohorts.get(db, int(chosen) if chosen.isdecimal() else 0, by=visitor)
        (cohort,), day = cohort_sizes.counted(db, [one], by=visitor, today=clock.today())
    else:
        every = cohorts.visible(db, by=visitor)
        known, day = cohort_sizes.counted(db, every, by=visitor, today=clock.today())
        used = {one.programme_id for one in known}
        definitions = {key: programmes.by_id(db, key) for key in used}

if chosen:
    st.html(link(_("All cohorts"), "cohorts"))
    cohort_page(visitor, cohort, today=clock.today())
    how_counted([cohort], day)
    st.stop()

title(_("Cohorts"))
lead(_("A cohort starts together, in one programme, one form of support, one territory."))
said()
cohorts_table(known, definitions, visitor)
how_counted(known, day)
if visitor.role is Role.COACH and len(known) > 1:
    archive_below(visitor, None, file="plans", today=clock.today(), language=current())
if manages:
    section(_("Open a cohort"))
    cohort_form(visitor, None)
