"""The administrator opens, closes and helps accounts; a link made here is shown once and handed over."""

import streamlit as st

from core import clock, organisations, staff
from core.language import _
from core.permissions import Action
from core.tracker import open_tracker
from pages.shared.access import visitor_allowed_to
from pages.shared.account_forms import account_deeds, account_form, accounts_table, link_shown
from pages.shared.feedback import said
from pages.shared.markup import lead, link, section, title

visitor = visitor_allowed_to(Action.MANAGE_STAFF)
chosen = str(st.query_params.get("account", ""))
now = clock.now()

with open_tracker() as db:
    team = staff.everybody(db, by=visitor)
    known = organisations.all_organisations(db, by=visitor)
account = next((one for one in team if str(one.id) == chosen), None)

title(_("Team and access"))
lead(_("Each person has their own account. Links are handed over by hand: no mail is sent."))
said()
link_shown()

if account:
    st.html(link(_("All accounts"), "team"))
    account_deeds(visitor, account, now=now)
else:
    accounts_table(team)
    section(_("Open an account"))
    account_form(visitor, known, now=now)
