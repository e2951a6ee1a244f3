"""A coach sees the pairs, what mentors still have to say, and makes or ends a pair."""

import streamlit as st

from core import clock, mentors
from core.language import _, n_
from core.permissions import Action
from core.tracker import open_tracker
from pages.shared.access import visitor_allowed_to
from pages.shared.account_forms import link_shown
from pages.shared.address import number
from pages.shared.feedback import explained, said
from pages.shared.markup import empty, lead, message, section, title
from pages.shared.mentoring import pairs_table
from pages.shared.pairing import end_form, link_form, pair_form
from pages.shared.widgets import pages_below

visitor = visitor_allowed_to(Action.PAIR_MENTOR)
today = clock.today()
ending, linking = number("end"), number("link")
page = int(st.session_state.get("mentors_page", 1))

with explained(), open_tracker() as db:
    total = mentors.count(db, by=visitor)
    pairs = mentors.pairs(db, by=visitor, today=today, page=page)
    leaving = mentors.get(db, ending, by=visitor, to=Action.PAIR_MENTOR) if ending else None
    linked = mentors.get(db, linking, by=visitor, to=Action.PAIR_MENTOR) if linking else None

title(_("Mentors"))
said()
link_shown()
if linked and not linked.ends_on:
    link_form(visitor, linked)
if leaving and leaving.ends_on:
    message(_("This pair has already ended."))
elif leaving:
    end_form(visitor, leaving, today)
if pairs:
    waits = sum(len(pair.feedback.awaited) for pair in pairs if not pair.ends_on)
    late = n_("{n} feedback expected", "{n} feedbacks expected", waits) if waits else ""
    lead(" · ".join(filter(None, [n_("{n} pair", "{n} pairs", total), late])))
    pairs_table(pairs)
    if total > mentors.PAGE:
        pages_below(total, mentors.PAGE, key="mentors_page")
else:
    empty(
        _("No pair yet. Make the first one below: the mentor then sees a first name and a project.")
    )
if not leaving or leaving.ends_on:
    section(_("Make a pair"))
    pair_form(visitor, today)
