"""Sessions as a light table, and how their day, their number and their state are said."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core import clock, sessions, wording
from core.language import _, n_
from core.session_parts import KeptSession, State, hours, starting
from core.sessions import PAGE
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import count, long_date, short_date
from pages.shared.markup import (
    Cell,
    Column,
    Safe,
    empty,
    lead,
    link,
    section,
    state,
    strong,
    table,
    two_lines,
)
from pages.shared.widgets import pages_below


def still_to_come(session: KeptSession, today: date) -> bool:
    """Whether a session is planned for today or later."""
    return session.state is State.PLANNED and session.held_on >= today


def id_in(text: str) -> int | None:
    """The id that an address asks for, or None where it holds none."""
    return int(text) if text.isdecimal() and len(text) <= 18 else None


def place_in(options: Sequence[Any], value: object) -> int | None:
    """Where a value stands among options, or None: what an address asks for may be gone."""
    return options.index(value) if value in options else None


def keep_in_address(**filters: str | int | None) -> None:
    """Write the filters in the page's address, so that it can be kept and sent."""
    for name, value in filters.items():
        if value is None:
            st.query_params.pop(name, None)
        elif st.query_params.get(name) != str(value):
            st.query_params[name] = str(value)


def month_said(key: str) -> str:
    """Novembre 2026, from 2026-11."""
    words = wording.month(date.fromisoformat(f"{key}-01"))
    return words[0].upper() + words[1:]


def sessions_list(
    visitor: Staff, place: DeltaGenerator, cohort_id: int | None, month: str | None
) -> None:
    """The sessions to come, then the past ones, page by page; how many there are stands at `place`."""
    today = clock.today()
    turning = f"sessions_page_{cohort_id}_{month}"  # another filter begins at its first page
    page = int(st.session_state.get(turning, 1))
    with open_tracker() as db:
        found = sessions.page(
            db, by=visitor, cohort_id=cohort_id, month=month, offset=(page - 1) * PAGE
        )
        if not found.rows and page > 1:
            st.session_state[turning] = page = 1
            found = sessions.page(db, by=visitor, cohort_id=cohort_id, month=month)
    with place:
        lead(n_("{n} session", "{n} sessions", found.total))
    coming = [row for row in found.rows if still_to_come(row, today)]
    past = [row for row in found.rows if not still_to_come(row, today)]
    if coming:
        section(_("To come"))
        coming_sessions_table(coming[::-1])
    if past:
        section(_("Past"))
        past_sessions_table(past, today)
    if not found.rows and (cohort_id or month):
        empty(_("No session here. Choose another cohort or another month."))
    elif not found.rows:
        empty(_("No session yet. Write down the first one: the list will stand here."))
    if found.total > PAGE:
        pages_below(found.total, PAGE, key=turning)


def coming_sessions_table(rows: Sequence[KeptSession]) -> None:
    """Sessions to come: when, what, with whom, who holds them."""
    head = [*_head(), Column(_("Held by"), width="narrow")]
    body = [[*_begin(session), session.holder] for session in rows]
    table(head, body, caption=_("Sessions to come"))


def past_sessions_table(rows: Sequence[KeptSession], today: date) -> None:
    """Past sessions: when, what, with whom, who was there."""
    head = [*_head(), Column(_("There"), width="narrow"), Column(_("State"), width="narrow")]
    body = [[*_begin(session), _there(session), _state(session, today)] for session in rows]
    table(head, body, caption=_("Past sessions"))


def _head() -> list[Column]:
    return [
        Column(_("Date"), width="narrow"),
        Column(_("Session")),
        Column(_("Cohort"), width="third"),
    ]


def _begin(session: KeptSession) -> list[Cell]:
    day, at = short_date(session.held_on), starting(session)
    name = strong(link(session.name, "session", id=session.id))
    more = " · ".join(filter(None, [session.title and session.kind_name, session.person]))
    return [
        two_lines(day, at) if at else day,
        two_lines(name, more) if more else name,
        two_lines(session.cohort, session.site) if session.site else session.cohort,
    ]


def _there(session: KeptSession) -> Cell:
    if session.headcount is not None:
        return n_("{n} person", "{n} people", session.headcount)
    if not session.expected:
        return None
    return _("{present} of {expected}").format(
        present=count(session.present), expected=count(session.expected)
    )


def _state(session: KeptSession, today: date) -> Safe:
    if session.state is State.PLANNED and session.held_on < today:
        return state("late", _("To write down"))
    return {
        State.PLANNED: lambda: state("not_started", _("Planned")),
        State.HELD: lambda: state("validated", _("Held")),
        State.NOT_HELD: lambda: state("not_applicable", _("Not held")),
    }[session.state]()


def session_line(session: KeptSession) -> str:
    """Mardi 10 novembre 2026 · 14 h 00 à 16 h 00 · MA de Lyon-Corbas · Lyon, printemps 2026."""
    day = long_date(session.held_on)
    parts = [day[0].upper() + day[1:], hours(session), session.site, session.cohort]
    return " · ".join(filter(None, parts))
