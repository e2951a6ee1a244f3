"""A coach finds the people they follow, by name, code or project."""

import streamlit as st

from core import cohorts, search
from core.language import _, n_
from core.permissions import Action
from core.search import PAGE, Filters
from core.tracker import open_tracker
from pages.shared.access import visitor_allowed_to
from pages.shared.address import number
from pages.shared.feedback import said
from pages.shared.markup import empty, lead, link, title
from pages.shared.people import people_table
from pages.shared.widgets import choice, pages_below

visitor = visitor_allowed_to(Action.LIST_PARTICIPANTS)

with open_tracker() as db:
    offered = cohorts.visible(db, by=visitor, most=cohorts.TO_CHOOSE_FROM, also=number("cohort"))
    known = {cohort.id: cohort for cohort in offered}

title(_("Participants"))
said()

where, which, state = st.columns([4, 3, 2.4], vertical_alignment="bottom")
with where:
    words = st.text_input(
        _("Search by name, code or project"), key="participants_words", max_chars=80
    )
with which:
    cohort_id = choice(
        _("Cohort"), list(known), key="cohort", said=lambda key: known[key].name,
        placeholder=_("All cohorts"), bind="query-params",
    )  # fmt: skip
with state:
    ended = st.segmented_control(
        _("Support"),
        [False, True],
        default=False,
        key="participants_ended",
        format_func=lambda over: _("Ended") if over else _("Current"),
    )

filters = Filters(cohort_id=cohort_id, ended=ended)
place = st.container()
page = int(st.session_state.get("participants_page", 1))
with open_tracker() as db:
    found = search.people(db, words, filters, by=visitor, page=page)
    if not found.lines and page > 1:
        page = 1
        found = search.people(db, words, filters, by=visitor)

with place:
    if found.lines:
        lead(n_("{n} person", "{n} people", found.total))
        people_table(found.lines)
    elif words or cohort_id:
        empty(_("Nobody matches. Try fewer letters, another cohort, or “Ended”."))
    else:
        empty(_("Nobody yet. Import a roster to begin: the list will stand here."))
if found.total > PAGE:
    pages_below(found.total, PAGE, key="participants_page")
ways = {
    Action.MOVE_STAGE: link(
        _("The same thing for several people"),
        "together",
        **({"cohort": cohort_id} if cohort_id else {}),
    ),
    Action.IMPORT_ROSTER: link(_("Import a roster"), "import-roster"),
}
st.html(" · ".join(way for action, way in ways.items() if visitor.may(action)))
