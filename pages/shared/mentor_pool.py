"""The pool of mentors on screen: the list with its filters, one mentor's card."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from core import mentor_pool
from core.language import _, n_, p_
from core.mentor_pool import Mentor
from core.mentor_profiles import AVAILABILITY, Standing
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import short_date
from pages.shared.markup import (
    Safe,
    empty,
    facts,
    lead,
    link,
    muted,
    safe,
    small,
    state,
    strong,
    table,
    two_lines,
)
from pages.shared.widgets import choice

_MARKS = {
    Standing.EXPECTED: "submitted",
    Standing.GOING_ON: "validated",
    Standing.ENDING: "in_progress",
    Standing.ENDED: "late",
}


def pool_list(visitor: Staff, today: date) -> None:
    """The filters and the mentors that they leave, each leading to their card."""
    with open_tracker() as db:
        everybody = mentor_pool.pool(db, by=visitor)
    if not everybody:
        empty(_("No mentor yet. Add the first one below: an account is not needed."))
        return
    places = sum(one.places or 0 for one in everybody)
    lead(
        " · ".join(
            [
                n_("{n} mentor", "{n} mentors", len(everybody)),
                n_("{n} place left", "{n} places left", places),
            ]
        )
    )
    what, where, room = st.columns([3, 2, 2], vertical_alignment="bottom")
    words = what.text_input(_("Search by name or trade"), key="pool_words", max_chars=80)
    known = sorted({one for mentor in everybody for one in mentor.profile.departements})
    with where:
        departement = choice(
            _("Département"), known, key="pool_where", placeholder=_("All départements")
        )
    free = room.toggle(_("With a place left"), key="pool_free")
    with open_tracker() as db:
        found = mentor_pool.pool(
            db, by=visitor, words=words, departement=departement or "", free=free
        )
    if found:
        _pool_table(found, today)
    else:
        empty(_("No mentor like this in the pool. Take a filter off, or add one below."))


def mentor_card(mentor: Mentor, today: date) -> None:
    """What one mentor offers and where their agreement and their permit stand."""
    profile = mentor.profile
    when = [_(AVAILABILITY[one]) for one in profile.availability]
    facts(
        [
            (_("Trades"), ", ".join(profile.trades)),
            (_("Territory"), ", ".join(profile.departements)),
            (_("People now"), _people(mentor)),
            (_("Availability"), _available(when, profile.availability_note)),
            (_("Agreement"), _agreement(mentor, today)),
            (_("Access permit"), _permit(mentor, today)),
            (_("Last feedback"), short_date(mentor.last_feedback)),
        ]
    )
    if not mentor.has_account:
        small(
            _(
                "No account: feedback comes through single-use links. The person who opens accounts can "
                "send an invitation at any time."
            )
        )


def _pool_table(found: Sequence[Mentor], today: date) -> None:
    head = [
        _("Mentor"),
        _("Trades"),
        _("Territory"),
        _("People now"),
        _("Agreement"),
        _("Last feedback"),
    ]
    rows = [
        [
            _who(one),
            ", ".join(one.profile.trades),
            ", ".join(one.profile.departements),
            _people(one),
            _ends(one, today),
            short_date(one.last_feedback)
            if one.last_feedback
            else muted(p_("feedback", "none yet")),
        ]
        for one in found
    ]
    table(head, [[safe(cell) for cell in row] for row in rows], caption=_("Pool"))


def _who(mentor: Mentor) -> Safe:
    name = strong(link(mentor.name, "mentors", mentor=mentor.id))
    account = "" if mentor.has_account else _("without an account")
    aside = " · ".join(filter(None, [mentor.organisation, account]))
    return two_lines(name, aside) if aside else name


def _people(mentor: Mentor) -> Safe:
    if not mentor.said:
        return two_lines(str(mentor.accompanied), _("number not agreed"))
    n, most = mentor.accompanied, mentor.profile.capacity
    said = _("{n} of {total}").format(n=n, total=most)
    if mentor.places == 0:
        return state("not_applicable", p_("mentor", "{said}, full").format(said=said))
    return safe(said)


def _ends(mentor: Mentor, today: date) -> Safe:
    """The agreement; under it the permit, only when it needs somebody to look at it."""
    permit = mentor.profile.permit(today)
    shown = _agreement(mentor, today)
    if permit in {Standing.EXPECTED, Standing.ENDING, Standing.ENDED}:
        place = _("access to {place}").format(place=mentor.permit_site)
        return Safe(f"{shown}<br>{two_lines(_permit_state(mentor, today), place)}")
    return shown


def _agreement(mentor: Mentor, today: date) -> Safe:
    standing, until = mentor.profile.agreement(today), mentor.profile.agreed_until
    if standing is Standing.NONE:
        return muted(p_("agreement", "not signed"))
    if until is None:
        return state(_MARKS[standing], p_("agreement", "signed"))
    return state(_MARKS[standing], _until(standing, until))


def _permit(mentor: Mentor, today: date) -> Safe:
    if mentor.profile.permit(today) is Standing.NONE:
        return muted(p_("permit", "none"))
    return two_lines(_permit_state(mentor, today), mentor.permit_site)


def _permit_state(mentor: Mentor, today: date) -> Safe:
    profile, standing = mentor.profile, mentor.profile.permit(today)
    if profile.permit_until is None:
        asked = p_("permit", "asked for on {day}").format(day=short_date(profile.permit_asked_on))
        return state(_MARKS[standing], asked)
    return state(_MARKS[standing], _until(standing, profile.permit_until))


def _until(standing: Standing, until: date) -> str:
    """When an agreement or a permit ends, in words."""
    words = {
        Standing.GOING_ON: p_("agreement", "until {day}"),
        Standing.ENDING: p_("agreement", "ends on {day}"),
        Standing.ENDED: p_("agreement", "ended on {day}"),
    }
    return words[standing].format(day=short_date(until))


def _available(when: Sequence[str], note: str) -> Safe | None:
    said = "\n".join(when)
    if said and note:
        return two_lines(said, note)
    return safe(said or note) if said or note else None
