"""The agenda on a page: a week or a month as days, the way to the days before and after, the calendar file."""

from datetime import date

import streamlit as st

from core import agenda, clock
from core.agenda import Agenda, Span
from core.language import N_, _
from core.session_parts import STATES, KeptSession, State, starting
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import long_date, month, short_date
from pages.shared.markup import Safe, link, safe, small

LIST = "list"
_VIEWS = {LIST: N_("List"), Span.WEEK: N_("Week"), Span.MONTH: N_("Month")}
_MARKS = {State.PLANNED: "not_started", State.HELD: "validated", State.NOT_HELD: "not_applicable"}


def chosen_view() -> str:
    """List, week or month: what the address asks for, or what was chosen last."""
    asked = st.query_params.get("view", LIST)
    view = st.segmented_control(
        _("View"), list(_VIEWS), default=asked if asked in _VIEWS else LIST, required=True,
        key="sessions_view", format_func=lambda one: _(_VIEWS[one]), label_visibility="collapsed",
    ) or LIST  # fmt: skip
    return str(view)


def whose_sessions() -> bool:
    """Whether only the sessions that the visitor holds are shown."""
    return st.toggle(_("Only those I hold"), key="sessions_mine")


def agenda_view(visitor: Staff, span: Span, cohort_id: int | None, mine: bool) -> None:
    """The days of a week or of a month; a session leads to its page."""
    with open_tracker() as db:
        shown = agenda.read(db, span, _day_asked(), cohort_id=cohort_id, mine=mine, by=visitor)
    st.html(_head(shown) + _days(shown))
    if shown.left_out:
        small(_("There are more sessions than fit here: choose a cohort."))


def calendar_button(visitor: Staff, cohort_id: int | None, mine: bool) -> None:
    """Planned sessions for one's own calendar; made when it is clicked."""

    def made() -> bytes:
        with open_tracker() as db:
            return agenda.calendar_file(
                db, cohort_id=cohort_id, mine=mine, by=visitor, today=clock.today()
            )

    st.download_button(
        _("For my calendar (.ics)"), data=made, file_name="passerelle.ics", mime="text/calendar",
        key="agenda_ics", on_click="ignore",
        help=_("Planned sessions within a year, without any name or place."),
    )  # fmt: skip


def _day_asked() -> date:
    try:
        return date.fromisoformat(st.query_params.get("day", ""))
    except ValueError:
        return clock.today()


def _head(shown: Agenda) -> Safe:
    if shown.span is Span.MONTH:
        words = month(shown.day)
    else:
        words = _("{first} to {last}").format(
            first=short_date(shown.days[0]), last=short_date(shown.days[-1])
        )
    ways = (_("Before"), shown.before), (_("Today"), clock.today()), (_("After"), shown.after)
    links = " · ".join(
        link(text, "sessions", view=shown.span, day=day.isoformat()) for text, day in ways
    )
    heading = safe(words[0].upper() + words[1:])
    return Safe(f'<div class="agenda-head"><h2>{heading}</h2><p>{links}</p></div>')


def _days(shown: Agenda) -> Safe:
    days = "".join(_one_day(shown, day) for day in shown.days)
    return Safe(f'<ol class="agenda {shown.span}">{days}</ol>')


def _one_day(shown: Agenda, day: date) -> Safe:
    sessions = shown.sessions[day]
    kinds = [
        "" if sessions else "nothing", "" if shown.within(day) else "beside",
        "today" if day == clock.today() else "",
    ]  # fmt: skip
    said = long_date(day)
    number = safe(day.day if shown.span is Span.MONTH else short_date(day)[:5])
    weekday = safe(said.split()[0].strip(","))
    heading = f'<h3 title="{safe(said)}"><span>{weekday}</span> {number}</h3>'
    lines = "".join(f"<li>{_session(session)}</li>" for session in sessions)
    inside = f"<ul>{lines}</ul>" if sessions else ""
    return Safe(f'<li class="{" ".join(filter(None, kinds))}">{heading}{inside}</li>')


def _session(session: KeptSession) -> Safe:
    mark = _MARKS[session.state]
    if session.state is State.PLANNED and session.held_on < clock.today():
        mark = "late"
    hour, word = starting(session), _(STATES[session.state])
    name = link(session.name, "session", id=session.id)
    more = session.person or session.cohort
    at = f'{safe(hour) if hour else ""}<span class="unseen">{safe(word)}</span>'
    return Safe(
        f'<span class="state mark-{mark}">{at}</span> {name}'
        f'<br><span class="muted small">{safe(more)}</span>'
    )
