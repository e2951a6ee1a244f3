"""The forms of the pool: what a mentor offers, and a mentor who has no account."""

from collections.abc import Callable, Iterable
from functools import partial

import streamlit as st

from core import mentor_pool
from core.language import _
from core.mentor_pool import Mentor
from core.mentor_profiles import (
    AVAILABILITY,
    LONGEST_LIST,
    LONGEST_NOTE,
    MOST,
    Availability,
    Profile,
)
from core.staff import Staff
from core.tracker import open_tracker
from pages.shared.feedback import save_token, saving, seen
from pages.shared.markup import message, section, small
from pages.shared.widgets import choice, day, save_button


def profile_form(visitor: Staff, mentor: Mentor) -> None:
    """Correct what a mentor offers."""
    section(_("What this mentor offers"))
    form = f"mentor_{mentor.id}"
    version = seen(form, mentor.profile.version)
    with st.form(form, border=False):
        profile = _fields(visitor, form, mentor.profile)
        pressed = save_button(_("Save the card"), key=f"{form}_save")
    if pressed:
        with saving(_("Card saved."), form=form), open_tracker() as db:
            mentor_pool.keep(
                db, mentor.id, profile(), by=visitor, version=version, token=save_token(form)
            )


def new_mentor_form(visitor: Staff) -> None:
    """Add a mentor who has no account; a name that looks like another one asks to be looked at."""
    section(_("Add a mentor without an account"))
    small(
        _(
            "They answer through single-use links. The person who opens accounts can invite them later."
        )
    )
    turn = int(st.session_state.get("mentor_turn", 0))
    form = f"mentor_new{turn}"
    name = st.text_input(_("First and last name"), key=f"{form}_name", max_chars=120)
    alike: list[str] = []
    if name.strip():
        with open_tracker() as db:
            alike = mentor_pool.like(db, name, by=visitor)
    with st.form(form, border=False):
        namesake = False
        if alike:
            message(_("Already in the pool: {names}.").format(names=", ".join(alike)), kind="watch")
            namesake = st.checkbox(_("It is somebody else"), key=f"{form}_namesake")
        profile = _fields(visitor, form, Profile())
        pressed = save_button(_("Add the mentor"), key=f"{form}_save")
    if pressed:
        with saving(_("Mentor added."), form=form, done=_turn_over), open_tracker() as db:
            mentor_pool.add(
                db, name, profile(), by=visitor, namesake=namesake, token=save_token(form)
            )


def _fields(visitor: Staff, form: str, now: Profile) -> Callable[[], Profile]:
    """The fields of a card, and what makes a profile of them; it may refuse."""
    with open_tracker() as db:
        everybody = mentor_pool.pool(db, by=visitor)
        places = {one.id: one for one in mentor_pool.places(db, by=visitor)}
    trades, where, many = st.columns([3, 3, 1.4], vertical_alignment="bottom")
    with trades:
        picked_trades = _several(
            _("Trades"), now.trades, (one.profile.trades for one in everybody), f"{form}_trades"
        )
    with where:
        known = [*(one.profile.departements for one in everybody)]
        known.append(tuple(place.departement for place in places.values()))
        picked_where = _several(
            _("Territory (départements)"), now.departements, known, f"{form}_where"
        )
    capacity = many.number_input(
        _("People at once"), 0, MOST, value=now.capacity, key=f"{form}_capacity"
    )
    when, words = st.columns([3, 3], vertical_alignment="bottom")
    availability = when.multiselect(
        _("Availability"), list(Availability), default=list(now.availability),
        key=f"{form}_when", format_func=lambda one: _(AVAILABILITY[one]), placeholder=_("Choose"),
    )  # fmt: skip
    note = words.text_input(
        _("In a few words"), now.availability_note, key=f"{form}_words", max_chars=LONGEST_NOTE
    )
    signed, until = st.columns(2, vertical_alignment="bottom")
    with signed:
        signed_on = day(_("Agreement signed on"), key=f"{form}_signed", value=now.signed_on)
    with until:
        agreed_until = day(_("Agreement until"), key=f"{form}_until", value=now.agreed_until)
    place, asked, granted = st.columns([3, 1.5, 1.5], vertical_alignment="bottom")
    ids = list(places)
    with place:
        site = choice(
            _("Access permit for"), ids, key=f"{form}_site", said=lambda key: places[key].name,
            index=ids.index(now.permit_site_id) if now.permit_site_id in places else None,
        )  # fmt: skip
    with asked:
        permit_asked_on = day(_("Asked for on"), key=f"{form}_asked", value=now.permit_asked_on)
    with granted:
        permit_until = day(_("Granted until"), key=f"{form}_granted", value=now.permit_until)
    return partial(
        Profile,
        trades=tuple(picked_trades), departements=tuple(picked_where), capacity=int(capacity),
        availability=tuple(availability), availability_note=note, signed_on=signed_on,
        agreed_until=agreed_until, permit_site_id=site, permit_asked_on=permit_asked_on,
        permit_until=permit_until,
    )  # fmt: skip


def _several(
    label: str, now: tuple[str, ...], known: Iterable[tuple[str, ...]], key: str
) -> list[str]:
    """Words chosen among those that others have, or typed anew."""
    options = sorted({*now, *(word for words in known for word in words)})
    return st.multiselect(
        label, options, default=list(now), key=key, accept_new_options=True,
        max_selections=LONGEST_LIST, placeholder=_("Choose or type"),
    )  # fmt: skip


def _turn_over() -> None:
    """The next form for a new mentor is blank."""
    st.session_state["mentor_turn"] = int(st.session_state.get("mentor_turn", 0)) + 1
