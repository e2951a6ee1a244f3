"""The tables and short forms of organisations and sites."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import streamlit as st

from core import organisations
from core.language import _, p_
from core.organisations import (
    ORGANISATION_KINDS,
    SITE_KINDS,
    Organisation,
    OrganisationKind,
    Site,
    SiteKind,
)
from core.staff import Staff
from core.tracker import open_tracker
from pages.shared.feedback import save_token, saving, seen
from pages.shared.labels import subsection
from pages.shared.markup import empty, link, strong, table
from pages.shared.widgets import choice


def organisations_table(known: Sequence[Organisation]) -> None:
    """Every organisation, each leading to its correction."""
    if not known:
        empty(_("No organisation yet. Write down the first association below."))
        return
    table(
        [_("Name"), _("What it is"), _("Département"), p_("column", "Correction")],
        [
            [
                strong(each.name), _(ORGANISATION_KINDS[each.kind]), each.departement,
                link(p_("deed", "Correct"), "organisations", organisation=each.id),
            ]
            for each in known
        ],
        caption=_("Organisations"),
    )  # fmt: skip


def sites_table(known: Sequence[Site]) -> None:
    """Every place, each leading to its correction."""
    if not known:
        empty(_("No site yet. Write down the places where the coaching happens, inside and out."))
        return
    table(
        [_("Name"), _("Kind of place"), _("Département"), p_("column", "Correction")],
        [
            [
                strong(each.name), _(SITE_KINDS[each.kind]), each.departement,
                link(p_("deed", "Correct"), "organisations", site=each.id),
            ]
            for each in known
        ],
        caption=_("Sites"),
    )  # fmt: skip


def organisation_form(visitor: Staff, kept: Organisation | None, *, first: bool) -> None:
    """A line to add an organisation, or to correct the one that is kept."""
    kinds = list(OrganisationKind)
    key = f"organisation_{kept.id if kept else _blank('organisation')}"
    version = seen(key, kept.version) if kept else 1
    _what_is_corrected(kept)
    with st.form(key, border=False):
        name, kind, where, save = st.columns([4, 4, 2, 2.4], vertical_alignment="bottom")
        with name:
            typed = st.text_input(
                _("Name"), kept.name if kept else "", key=f"{key}_name", max_chars=120
            )
        with kind:
            picked = choice(
                _("What it is"), kinds, key=f"{key}_kind",
                said=lambda one: _(ORGANISATION_KINDS[one]), index=kinds.index(kept.kind) if kept else 0,
            )  # fmt: skip
        with where:
            departement = st.text_input(
                _("Département"), kept.departement if kept else "", key=f"{key}_where", max_chars=60
            )
        with save:
            label = p_("deed", "Correct") if kept else _("Add the organisation")
            done = st.form_submit_button(
                label, type=_kind_of_button(first or bool(kept)), key=f"{key}_save"
            )
    if done and picked:
        with saving(_("Organisation kept."), form=key), open_tracker() as db:
            organisation = replace(
                kept or Organisation(name=typed, kind=picked),
                name=typed, kind=picked, departement=departement, version=version,
            )  # fmt: skip
            deed = organisations.edit if kept else organisations.add
            deed(db, organisation, by=visitor, token=save_token(key))
            st.query_params.clear()
            _turn_over("organisation")


def site_form(visitor: Staff, kept: Site | None, *, first: bool) -> None:
    """A line to add a place, or to correct the one that is kept."""
    kinds = list(SiteKind)
    key = f"site_{kept.id if kept else _blank('site')}"
    version = seen(key, kept.version) if kept else 1
    _what_is_corrected(kept)
    with st.form(key, border=False):
        name, kind, where, save = st.columns([4, 4, 2, 2.4], vertical_alignment="bottom")
        with name:
            typed = st.text_input(
                _("Name"), kept.name if kept else "", key=f"{key}_name", max_chars=120
            )
        with kind:
            picked = choice(
                _("Kind of place"), kinds, key=f"{key}_kind", said=lambda one: _(SITE_KINDS[one]),
                index=kinds.index(kept.kind) if kept else None,
            )  # fmt: skip
        with where:
            departement = st.text_input(
                _("Département"), kept.departement if kept else "", key=f"{key}_where", max_chars=60
            )
        with save:
            label = p_("deed", "Correct") if kept else _("Add the site")
            done = st.form_submit_button(
                label, type=_kind_of_button(first or bool(kept)), key=f"{key}_save"
            )
    if done:
        with saving(_("Site kept."), form=key), open_tracker() as db:
            site = Site(
                name=typed, kind=picked or SiteKind.OTHER, departement=departement,
                id=kept.id if kept else 0, version=version,
            )  # fmt: skip
            deed = organisations.edit_site if kept else organisations.add_site
            deed(db, site, by=visitor, token=save_token(key))
            st.query_params.clear()
            _turn_over("site")


def _blank(what: str) -> str:
    """The name of the form for a new one: another after each save, so that its fields are empty again."""
    return f"new{st.session_state.get(f'{what}_added', '')}"


def _turn_over(what: str) -> None:
    """The next form is a blank one; after a mistake there is none, and what was typed stays."""
    st.session_state[f"{what}_added"] = int(st.session_state.get(f"{what}_added", 0)) + 1


def _what_is_corrected(kept: Organisation | Site | None) -> None:
    if kept:
        subsection(_("Correct: {name}").format(name=kept.name))
        st.html(link(_("Leave it as it is"), "organisations"))


def _kind_of_button(first: bool) -> Literal["primary", "secondary"]:
    """One primary button a screen: the form that comes first now."""
    return "primary" if first else "secondary"
