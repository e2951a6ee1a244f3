"""A coach sees the pairs and what mentors still have to say, makes or ends a pair, and keeps the pool of mentors."""

import streamlit as st

from core import clock, mentor_meetings, mentor_pool, mentors
from core.language import _, n_
from core.permissions import Action
from core.tracker import open_tracker
from pages.shared.access import visitor_allowed_to
from pages.shared.account_forms import link_shown
from pages.shared.address import number
from pages.shared.feedback import explained, said
from pages.shared.markup import empty, lead, link, message, section, title
from pages.shared.mentor_forms import new_mentor_form, profile_form
from pages.shared.mentor_meetings import move_form, plan_form
from pages.shared.mentor_pool import mentor_card, pool_list
from pages.shared.mentoring import POOL, chosen_part, pairs_table
from pages.shared.pairing import end_form, link_form, pair_form
from pages.shared.widgets import pages_below

visitor = visitor_allowed_to(Action.PAIR_MENTOR)
today = clock.today()
page = int(st.session_state.get("mentors_page", 1))
asked = {deed: number(deed) for deed in ("end", "link", "plan", "move")}

with explained(), open_tracker() as db:
    card = mentor_pool.get(db, number("mentor"), by=visitor) if number("mentor") else None
    moving = mentor_meetings.get(db, asked["move"], by=visitor) if asked["move"] else None
    pair_id = moving.pair_id if moving else asked["end"] or asked["link"] or asked["plan"]
    chosen = mentors.get(db, pair_id, by=visitor, to=Action.PAIR_MENTOR) if pair_id else None
    total = mentors.count(db, by=visitor)
    pairs = mentors.pairs(db, by=visitor, today=today, page=page)
    planned = mentor_meetings.planned(db, [pair.id for pair in pairs], by=visitor)

title(card.name if card else _("Mentors"), card.organisation if card else "")
said()
link_shown()
if card:
    st.html(link(_("The pool of mentors"), "mentors", part=POOL))
    mentor_card(card, today)
    profile_form(visitor, card)
    st.stop()
if chosen and chosen.ends_on:
    message(_("This pair has already ended."))
elif chosen and asked["end"]:
    end_form(visitor, chosen, today)
elif chosen and asked["link"]:
    link_form(visitor, chosen)
elif chosen and moving:
    move_form(visitor, moving, chosen.name, today, back="mentors")
elif chosen:
    plan_form(visitor, chosen.id, chosen.name, today, back="mentors")

if chosen_part() == POOL:
    pool_list(visitor, today)
    new_mentor_form(visitor)
    st.stop()
if pairs:
    waits = sum(len(pair.feedback.awaited) for pair in pairs if not pair.ends_on)
    late = n_("{n} feedback expected", "{n} feedbacks expected", waits) if waits else ""
    lead(" · ".join(filter(None, [n_("{n} pair", "{n} pairs", total), late])))
    pairs_table(pairs, planned, today)
    if total > mentors.PAGE:
        pages_below(total, mentors.PAGE, key="mentors_page")
else:
    empty(
        _("No pair yet. Make the first one below: the mentor then sees a first name and a project.")
    )
if not chosen or chosen.ends_on:
    section(_("Make a pair"))
    pair_form(visitor, today)
