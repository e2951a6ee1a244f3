"""A coach sees the sessions as a list, a week or a month, and opens or writes down one."""

import streamlit as st

from core import cohorts, sessions, trash
from core.agenda import Span
from core.language import _
from core.permissions import Action
from core.tracker import open_tracker
from pages.shared.access import visitor_allowed_to
from pages.shared.agenda_view import LIST, agenda_view, calendar_button, chosen_view, whose_sessions
from pages.shared.feedback import said
from pages.shared.jury_lists import duties_below
from pages.shared.markup import title
from pages.shared.menu import PAGES
from pages.shared.session_lists import id_in, keep_in_address, month_said, place_in, sessions_list
from pages.shared.trash_can import trash_can
from pages.shared.widgets import choice

visitor = visitor_allowed_to(Action.LIST_SESSIONS)

with open_tracker() as db:
    offered = cohorts.visible(
        db, by=visitor, most=cohorts.TO_CHOOSE_FROM, also=id_in(st.query_params.get("cohort", ""))
    )
    known = {cohort.id: cohort for cohort in offered}

name, button = st.columns([3, 1], vertical_alignment="bottom")
with name:
    title(_("Sessions"))
    place = st.container()
with button, st.container(horizontal=True, horizontal_alignment="right"):
    wanted = st.button(
        _("Write down a session"), type="primary", key="new_session",
        disabled=not any(cohort.open for cohort in known.values()),
    )  # fmt: skip
said()

shape, mine_or_all = st.columns([3, 2], vertical_alignment="center")
with shape:
    view = chosen_view()
with mine_or_all:
    mine = whose_sessions() if view != LIST else False
which, when, out = st.columns([2, 1.4, 2], vertical_alignment="bottom")
with which:
    cohort_id = choice(
        _("Cohort"), list(known), key="sessions_cohort", said=lambda key: known[key].name,
        index=place_in(list(known), id_in(st.query_params.get("cohort", ""))),
        placeholder=_("All cohorts"),
    )  # fmt: skip
month = None
if view == LIST:
    with open_tracker() as db, when:
        months = sessions.months(db, by=visitor, cohort_id=cohort_id)
        month = choice(
            _("Month"), months, key=f"sessions_month_{cohort_id}", said=month_said,
            index=place_in(months, st.query_params.get("month")), placeholder=_("All months"),
        )  # fmt: skip
with out, st.container(horizontal=True, horizontal_alignment="right"):
    calendar_button(visitor, cohort_id, mine)
keep_in_address(cohort=cohort_id, month=month, view=view if view != LIST else None)

if wanted:
    st.switch_page(
        PAGES / "session.py", query_params={"cohort": str(cohort_id)} if cohort_id else None
    )
if view == LIST:
    sessions_list(visitor, place, cohort_id, month)
else:
    agenda_view(visitor, Span(view), cohort_id, mine)
with open_tracker() as db:
    thrown = trash.sessions_thrown(db, by=visitor, cohort_id=cohort_id)
trash_can(visitor, thrown)
duties_below(visitor)
