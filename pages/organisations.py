"""The administrator writes down who runs the programme and where: associations, partners, sites."""

import streamlit as st

from core import organisations
from core.language import _
from core.permissions import Action
from core.tracker import open_tracker
from pages.shared.access import visitor_allowed_to
from pages.shared.feedback import said
from pages.shared.markup import lead, section, title
from pages.shared.places import (
    organisation_form,
    organisations_table,
    site_form,
    sites_table,
)

visitor = visitor_allowed_to(Action.MANAGE_ORGANISATIONS)
with open_tracker() as db:
    known = organisations.all_organisations(db, by=visitor)
    sites = organisations.all_sites(db, by=visitor)
chosen = {name: st.query_params.get(name) for name in ("organisation", "site")}

title(_("Organisations and sites"))
lead(
    _("Who runs the programme, and where it happens.")
    if len(known) > 1 and sites
    else _("Begin with your two associations, then the places: a cohort needs them.")
)
said()

section(_("Organisations"))
organisations_table(known)
organisation_form(
    visitor,
    next((each for each in known if str(each.id) == chosen["organisation"]), None),
    first=len(known) < 2,
)

section(_("Sites"))
sites_table(sites)
site_form(
    visitor,
    next((each for each in sites if str(each.id) == chosen["site"]), None),
    first=len(known) >= 2 and chosen["organisation"] is None,
)
