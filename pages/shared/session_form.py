"""The top of a session's page: cohort, kind, day, place, who held it, and whether it was held."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import partial

import streamlit as st

from core import clock, organisations, sessions
from core.attendance import cause_name
from core.cohorts import Cohort
from core.language import _
from core.organisations import Site
from core.programme import Programme, SessionKind
from core.programmes import programme_of
from core.session_series import EVERY, FEWEST, MOST, Every, Series
from core.sessions import STATES, KeptSession, Session, State
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import listed, short_date
from pages.shared.markup import small
from pages.shared.widgets import choice, day


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What the roll call needs from the top of the page; `draft` makes the session, or says what is missing."""

    form: str
    draft: Callable[[], Session]
    cohort_id: int
    held_on: date
    kind: SessionKind
    programme: Programme
    state: State
    kept: KeptSession | None
    site: Site | None = None
    series: Series | None = None


def session_form(
    visitor: Staff, known: Mapping[int, Cohort], kept: KeptSession | None, cohort_id: int | None
) -> Sheet | None:
    """Ask about the session; None until the cohort and the day are known."""
    form = f"session_{kept.id}" if kept else "session_new"
    *before_them, what, called = st.columns([2, 5] if kept else [2, 2, 3])
    chosen = kept.cohort_id if kept else cohort_id
    for place in before_them:
        with place:
            ids = list(known)
            chosen = choice(
                _("Cohort"), ids, key=f"{form}_cohort", said=lambda key: known[key].name,
                index=ids.index(cohort_id) if cohort_id in ids else None,
            )  # fmt: skip
    if chosen is None:
        return None
    with open_tracker() as db:
        programme = programme_of(db, chosen)
        sites = {site.id: site for site in organisations.all_sites(db, by=visitor)}
        holders = {person.id: person.name for person in sessions.holders(db, chosen, by=visitor)}
        latest = next(iter(sessions.page(db, by=visitor, cohort_id=chosen, limit=1).rows), None)
    kinds = {kind.key: kind for kind in programme.session_kinds}
    if kept:
        holders.setdefault(kept.held_by, kept.holder)
    before = kept or latest  # a new session proposes the hour and the place of the last one
    with what:
        key = choice(
            _("Kind"), list(kinds), key=f"{form}_kind_{chosen}", said=lambda key: str(kinds[key].name),
            index=list(kinds).index(kept.kind) if kept and kept.kind in kinds else 0,
        )  # fmt: skip
    kind = kinds[key or next(iter(kinds))]
    with called:
        title = st.text_input(
            _("Title (optional)"), value=kept.title if kept else "", key=f"{form}_title",
            max_chars=120,
        )  # fmt: skip
    when, at, long, where = st.columns([2, 1.2, 1.2, 3])
    with when:
        on = day(_("Date"), key=f"{form}_on", value=kept.held_on if kept else clock.today())
    starts_at = at.time_input(
        _("Time"), value=before.starts_at if before else None, key=f"{form}_at_{chosen}", step=900
    )
    proposed = kept.minutes if kept and kept.kind == kind.key else kind.minutes
    minutes = long.number_input(
        _("Minutes"), sessions.SHORTEST, sessions.LONGEST, value=proposed, step=15,
        key=f"{form}_minutes_{kind.key}",
    )  # fmt: skip
    with where:
        site_id = choice(
            _("Place"), list(sites), key=f"{form}_site_{chosen}", said=lambda key: sites[key].name,
            index=list(sites).index(before.site_id) if before and before.site_id in sites else None,
        )  # fmt: skip
    who, with_whom = st.columns([2, 3])
    with who:
        me = kept.held_by if kept else visitor.id
        held_by = choice(
            _("Held by"), list(holders), key=f"{form}_held_by", said=lambda key: holders[key],
            index=list(holders).index(me) if me in holders else None,
        )  # fmt: skip
    speakers = with_whom.text_input(
        _("Speakers (optional)"), value=kept.speakers if kept else "", key=f"{form}_speakers",
        max_chars=200,
    )  # fmt: skip
    if on is None:
        return None
    state, cause, headcount = _outcome(form, on, kind, programme, kept)
    draft = partial(
        Session, cohort_id=chosen, kind=kind.key, held_on=on, minutes=int(minutes),
        held_by=held_by or visitor.id, title=title, starts_at=_minute(starts_at), site_id=site_id,
        speakers=speakers, state=state, cause=cause or "", headcount=headcount,
    )  # fmt: skip
    return Sheet(
        form=form, draft=draft, cohort_id=chosen, held_on=on, kind=kind, programme=programme,
        state=state, kept=kept, site=sites.get(site_id) if site_id else None,
        series=_series(on) if state is State.PLANNED and kept is None else None,
    )  # fmt: skip


def _series(first: date) -> Series | None:
    """Whether a planned session comes back, how often, and on which days."""
    often, times, _rest = st.columns([2, 1.2, 3])
    with often:
        every = choice(
            _("Comes back (optional)"), list(Every), key="session_new_every",
            said=lambda one: _(EVERY[one]), placeholder=_("Only once"),
        )  # fmt: skip
    if every is None:
        return None
    n = times.number_input(
        _("Sessions in all"), FEWEST, MOST, value=6, step=1, key="session_new_times"
    )
    series = Series(every=every, times=int(n))
    small(_("On {days}.").format(days=listed(short_date(day) for day in series.days(first))))
    return series


def _outcome(
    form: str, on: date, kind: SessionKind, programme: Programme, kept: KeptSession | None
) -> tuple[State, str | None, int | None]:
    """Held, not held or planned; the cause, or how many people were counted."""
    to_come = on > clock.today()
    options = [State.PLANNED, State.NOT_HELD] if to_come else list(STATES)
    first = kept.state if kept and kept.state is not State.PLANNED else options[0]
    left, right = st.columns([2, 3])
    with left:
        state = st.segmented_control(
            _("State"), options, default=first if first in options else options[0], required=True,
            format_func=lambda state: _(STATES[state]), key=f"{form}_state_{to_come:d}",
        ) or options[0]  # fmt: skip
    with right:
        if state is State.NOT_HELD:
            causes = [cause.key for cause in programme.causes]
            cause = choice(
                _("Cause"), causes, key=f"{form}_cause", said=lambda key: cause_name(programme, key),
                index=causes.index(kept.cause) if kept and kept.cause in causes else None,
            )  # fmt: skip
            return state, cause, None
        if state is State.HELD and kind.headcount_only:
            counted = st.number_input(
                _("Number of people"), 0, 9999, value=kept.headcount if kept else None, step=1,
                key=f"{form}_headcount", placeholder=_("How many?"),
            )  # fmt: skip
            return state, None, None if counted is None else int(counted)
    return state, None, None


def _minute(at: time | None) -> time | None:
    return at.replace(second=0, microsecond=0) if at else None
