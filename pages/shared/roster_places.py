"""The places that a roster names: chosen among the sites, added by who may, or left empty."""

import streamlit as st

from core import organisations
from core.language import _, n_
from core.organisations import SITE_KINDS, Site, SiteKind
from core.permissions import Action
from core.rosters import Place, Preview
from core.staff import Staff
from core.tracker import open_tracker
from pages.shared.feedback import save_token, saving
from pages.shared.labels import plain_label, subsection
from pages.shared.markup import small
from pages.shared.widgets import choice


def ask_places(visitor: Staff, seen: Preview, file_id: str) -> dict[str, int | None]:
    """The site of each place that is not surely known; None leaves it empty."""
    if not seen.unknown_places:
        return {}
    with open_tracker() as db:
        sites = {site.id: site.name for site in organisations.all_sites(db, by=visitor)}
    unknown = len(seen.unknown_places)
    subsection(n_("{n} place to tell", "{n} places to tell", unknown))
    adds = visitor.may(Action.MANAGE_ORGANISATIONS)
    small(
        _("Choose the site that is meant, or add it; otherwise the place is left empty.")
        if adds
        else _(
            "Choose the site that is meant; otherwise the place is left empty. An administrator adds sites."
        )
    )
    chosen = {}
    for place in seen.unknown_places:
        chosen[place.text] = _ask(place, sites, file_id)
        if adds and chosen[place.text] is None:
            _add(visitor, place, file_id)
    return chosen


def _ask(place: Place, sites: dict[int, str], file_id: str) -> int | None:
    ids = [0, *sites]  # 0: left empty
    lines = n_("{n} line", "{n} lines", len(place.lines))
    label = f"{plain_label(place.text)} ({lines})"
    if place.site:
        label = _("{place}, perhaps {site}").format(place=label, site=plain_label(place.site))
    picked = choice(
        label, ids, key=f"roster_place_{file_id}_{place.text}",
        said=lambda one: sites[one] if one else _("Leave empty"), index=0,
    )  # fmt: skip
    return picked or None


def _add(visitor: Staff, place: Place, file_id: str) -> None:
    key = f"roster_site_{file_id}_{place.lines[0]}"
    kinds = list(SiteKind)
    with st.form(key, border=False):
        which, where, button = st.columns([3, 2, 2], vertical_alignment="bottom")
        with which:
            kind = choice(
                _("Kind of place"), kinds, key=f"{key}_kind", said=lambda one: _(SITE_KINDS[one]),
                index=kinds.index(place.kind),
            )  # fmt: skip
        with where:
            departement = st.text_input(_("Département"), key=f"{key}_where", max_chars=60)
        with button:
            done = st.form_submit_button(_("Add this site"), key=f"{key}_save")
    if done:
        with saving(_("Site kept."), form=key), open_tracker() as db:
            site = Site(name=place.text, kind=kind or SiteKind.OTHER, departement=departement)
            organisations.add_site(db, site, by=visitor, token=save_token(key))
