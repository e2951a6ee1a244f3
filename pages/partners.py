"""A coach keeps the organisations that people are sent to, and sees what each of them answered."""

import streamlit as st

from core import partners
from core.language import _, n_
from core.permissions import Action
from core.tracker import open_tracker
from pages.shared.access import visitor_allowed_to
from pages.shared.address import number
from pages.shared.feedback import explained, said
from pages.shared.markup import empty, lead, link, section, title
from pages.shared.partner_views import one_partner, partner_form, partners_table

visitor = visitor_allowed_to(Action.KEEP_PARTNERS)
chosen = number("partner")

with explained(), open_tracker() as db:
    kept = partners.get(db, chosen, by=visitor) if chosen else None
    known = [] if kept else partners.all_partners(db, by=visitor)
    sent = partners.referrals_to(db, chosen, by=visitor) if kept else []

title(kept.name if kept else _("Partners"))
said()
if kept:
    st.html(link(_("All the partners"), "partners"))
    one_partner(visitor, kept, sent)
    st.stop()

if known:
    referrals = sum(partner.sent for partner in known)
    lead(
        " · ".join(
            [
                n_("{n} partner", "{n} partners", len(known)),
                n_("{n} referral", "{n} referrals", referrals),
            ]
        )
    )
    partners_table(known)
else:
    empty(_("No partner yet. Write down the first organisation that people are sent to."))
section(_("Add a partner"))
partner_form(visitor, None)
