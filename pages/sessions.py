"""A coach sees the sessions to come and past ones, and opens or writes down one."""

import streamlit as st

from core import clock, cohorts, sessions, trash
from core.language import _, n_
from core.permissions import Action
from core.sessions import PAGE
from core.tracker import open_tracker
from pages.shared.access import visitor_allowed_to
from pages.shared.feedback import said
from pages.shared.jury_lists import duties_below
from pages.shared.markup import empty, lead, section, title
from pages.shared.menu import PAGES
from pages.shared.session_lists import (
    coming_sessions_table,
    id_in,
    keep_in_address,
    month_said,
    past_sessions_table,
    place_in,
    still_to_come,
)
from pages.shared.trash_can import trash_can
from pages.shared.widgets import choice, pages_below

visitor = visitor_allowed_to(Action.LIST_SESSIONS)
today = clock.today()

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

which, when, _rest = st.columns([2, 1.4, 2])
with which:
    cohort_id = choice(
        _("Cohort"), list(known), key="sessions_cohort", said=lambda key: known[key].name,
        index=place_in(list(known), id_in(st.query_params.get("cohort", ""))),
        placeholder=_("All cohorts"),
    )  # fmt: skip
with open_tracker() as db, when:
    months = sessions.months(db, by=visitor, cohort_id=cohort_id)
    month = choice(
        _("Month"), months, key=f"sessions_month_{cohort_id}", said=month_said,
        index=place_in(months, st.query_params.get("month")), placeholder=_("All months"),
    )  # fmt: skip
keep_in_address(cohort=cohort_id, month=month)

if wanted:
    st.switch_page(
        PAGES / "session.py", query_params={"cohort": str(cohort_id)} if cohort_id else None
    )

turning = f"sessions_page_{cohort_id}_{month}"  # another filter begins at its first page
page = int(st.session_state.get(turning, 1))
with open_tracker() as db:
    found = sessions.page(
        db, by=visitor, cohort_id=cohort_id, month=month, offset=(page - 1) * PAGE
    )
    if not found.rows and page > 1:
        st.session_state[turning] = page = 1
        found = sessions.page(db, by=visitor, cohort_id=cohort_id, month=month)

with place:
    lead(n_("{n} session", "{n} sessions", found.total))
coming = [row for row in found.rows if still_to_come(row, today)]
past = [row for row in found.rows if not still_to_come(row, today)]
if coming:
    section(_("To come"))
    coming_sessions_table(coming[::-1])
if past:
    section(_("Past"))
    past_sessions_table(past, today)
if not found.rows and (cohort_id or month):
    empty(_("No session here. Choose another cohort or another month."))
elif not found.rows:
    empty(_("No session yet. Write down the first one: the list will stand here."))
if found.total > PAGE:
    pages_below(found.total, PAGE, key=turning)
with open_tracker() as db:
    thrown = trash.sessions_thrown(db, by=visitor, cohort_id=cohort_id)
trash_can(visitor, thrown)
duties_below(visitor)
