"""A coach does the same thing for several people at once, and sees what it would change before saving."""

import streamlit as st

from core import clock, cohorts, search, together
from core.language import _, n_
from core.permissions import Action
from core.search import Filters
from core.tracker import open_tracker
from pages.shared.access import visitor_allowed_to
from pages.shared.address import number
from pages.shared.feedback import explained, said, save_token, saving
from pages.shared.markup import empty, lead, link, section, title
from pages.shared.together import asked, preview_table
from pages.shared.widgets import choice

visitor = visitor_allowed_to(Action.MOVE_STAGE)
today = clock.today()

with open_tracker() as db:
    offered = cohorts.visible(db, by=visitor, most=cohorts.TO_CHOOSE_FROM, also=number("cohort"))
known = {cohort.id: cohort for cohort in offered if cohort.open}

title(_("For several people"))
lead(
    _(
        "The same next step, stage, planned day or session, in one go. Nothing is kept before you save."
    )
)
said()
if not known:
    empty(_("No cohort is open: there is nobody to do this for."))
    st.stop()

which, who = st.columns([2, 4])
with which:
    first = list(known).index(number("cohort")) if number("cohort") in known else 0
    cohort_id = choice(
        _("Cohort"), list(known), key="together_cohort", said=lambda key: known[key].name, index=first
    )  # fmt: skip
with open_tracker() as db:
    found = search.people(db, "", Filters(cohort_id=cohort_id), by=visitor, size=together.MOST)
    people = {line.id: line for line in found.lines}
with who:
    chosen = st.multiselect(
        _("With whom"), list(people), key=f"together_people_{cohort_id}", placeholder=_("Choose"),
        format_func=lambda key: f"{people[key].name} · {people[key].code}",
    )  # fmt: skip
if cohort_id is None or not people:
    empty(_("Nobody is in this cohort at the moment."))
    st.stop()

section(_("What?"))
change = asked(visitor, known[cohort_id], today)
if not chosen:
    empty(_("Choose the people: what would change for each of them will stand here."))
elif change is not None:
    with explained(), open_tracker() as db:
        lines = together.preview(db, chosen, change, by=visitor, today=today)
    preview_table(lines)
    refused = sum(bool(line.problem) for line in lines)
    words = n_("Save for {n} person", "Save for {n} people", len(lines))
    if st.button(words, type="primary", key="together_save", disabled=bool(refused)):
        done = n_("Saved for {n} person.", "Saved for {n} people.", len(lines))
        with saving(done, form="together"), open_tracker() as db:
            token = save_token("together")
            together.apply(db, chosen, change, by=visitor, today=today, token=token)
st.html(link(_("Participants"), "participants"))
