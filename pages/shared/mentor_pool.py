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
from core.wording import listed, short_date
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
            two_lines(strong(link(one.name, "mentors", mentor=one.id)), _whose(one)),
            ", ".join(one.profile.trades),
            ", ".join(one.profile.departements),
            _people(one),
            _ends(one, today),
            short_date(one.last_feedback) if one.last_feedback else muted(_("none yet")),
        ]
        for one in found
    ]
    table(head, [[safe(cell) for cell in row] for row in rows], caption=_("Pool"))


def _whose(mentor: Mentor) -> str:
    account = "" if mentor.has_account else _("without an account")
    return " · ".join(filter(None, [mentor.organisation, account])) or _("independent")


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
        return Safe(f"{shown}<br>{_permit(mentor, today)}")
    return shown


def _agreement(mentor: Mentor, today: date) -> Safe:
    until = mentor.profile.agreed_until
    standing = mentor.profile.agreement(today)
    if standing is Standing.NONE:
        return muted(p_("agreement", "not signed"))
    day = short_date(until)
    words = {
        Standing.GOING_ON: p_("agreement", "until {day}").format(day=day)
        if until
        else p_("agreement", "signed"),
        Standing.ENDING: p_("agreement", "ends on {day}").format(day=day),
        Standing.ENDED: p_("agreement", "ended on {day}").format(day=day),
    }
    return state(_MARKS[standing], words[standing])


def _permit(mentor: Mentor, today: date) -> Safe:
    standing = mentor.profile.permit(today)
    if standing is Standing.NONE:
        return muted(_("none"))
    day, asked = short_date(mentor.profile.permit_until), mentor.profile.permit_asked_on
    words = {
        Standing.EXPECTED: p_("permit", "permit asked for on {day}").format(day=short_date(asked)),
        Standing.GOING_ON: p_("permit", "permit until {day}").format(day=day),
        Standing.ENDING: p_("permit", "permit ends on {day}").format(day=day),
        Standing.ENDED: p_("permit", "permit ended on {day}").format(day=day),
    }
    return two_lines(state(_MARKS[standing], words[standing]), mentor.permit_site)


def _available(when: Sequence[str], note: str) -> Safe | None:
    said = listed(when) if when else ""
    if said and note:
        return two_lines(said, note)
    return safe(said or note) if said or note else None
