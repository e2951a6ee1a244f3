"""Planning the meetings of a pair, moving one, calling one off: the same forms for the coach and the mentor."""

from collections.abc import Sequence
from datetime import date, time

import streamlit as st

from core import mentor_meetings
from core.errors import InvalidInput
from core.language import _
from core.mentor_meetings import Meeting
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import short_date
from pages.shared.feedback import save_token, saving, seen
from pages.shared.markup import Safe, link, safe, section
from pages.shared.widgets import day, save_button


def plan_form(visitor: Staff, pair_id: int, who: str, today: date, *, back: str) -> None:
    """The day and, if it is known, the hour of the next meeting."""
    section(_("Plan a meeting with {name}").format(name=who))
    form = f"plan-{pair_id}"
    with st.form(form, border=False):
        on, at = _day_and_hour(form, None, None)
        pressed = save_button(_("Plan the meeting"), key=f"{form}-save")
    st.html(link(_("Leave it"), back))
    if not pressed:
        return
    with saving(_("Meeting planned."), form=form, done=_plan_left), open_tracker() as db:
        mentor_meetings.plan(
            db, pair_id, on=_said(on), at=at, by=visitor, today=today, token=save_token(form)
        )


def move_form(visitor: Staff, meeting: Meeting, who: str, today: date, *, back: str) -> None:
    """Another day or hour for a planned meeting, or none at all."""
    section(_("Meeting with {name}, {day}").format(name=who, day=short_date(meeting.on)))
    form = f"move-{meeting.id}"
    version = seen(form, meeting.version)
    with st.form(form, border=False):
        on, at = _day_and_hour(form, meeting.on, meeting.at)
        with st.container(horizontal=True):
            pressed = save_button(_("Move the meeting"), key=f"{form}-save")
            off = st.form_submit_button(_("Call the meeting off"), key=f"{form}-off")
    st.html(link(_("Leave it"), back))
    if pressed:
        with saving(_("Meeting moved."), form=form, done=_move_left), open_tracker() as db:
            mentor_meetings.move(
                db, meeting.id, on=_said(on), at=at, by=visitor, today=today, version=version,
                token=save_token(form),
            )  # fmt: skip
    if off:
        with saving(_("Meeting called off."), form=form, done=_move_left), open_tracker() as db:
            mentor_meetings.call_off(
                db, meeting.id, by=visitor, version=version, token=save_token(form)
            )


def coming_lines(
    meetings: Sequence[Meeting], today: date, *, back: str, tell: bool = False
) -> list[Safe]:
    """A line for each planned meeting and the way to move it; with `tell`, to say how it went once it is there."""
    lines = []
    for meeting in meetings:
        when = short_date(meeting.on)
        if meeting.hour:
            when = _("planned for {day} at {hour}").format(day=when, hour=meeting.hour)
        else:
            when = _("planned for {day}").format(day=when)
        if tell and meeting.on <= today:
            way = link(_("Say how it went"), "feedback", pair=meeting.pair_id, meeting=meeting.id)
        else:
            way = link(_("Move or call off"), back, move=meeting.id)
        lines.append(Safe(f"{safe(when)}<br>{way}"))
    return lines


def _day_and_hour(form: str, on: date | None, at: time | None) -> tuple[date | None, time | None]:
    left, right, _rest = st.columns([1.4, 1, 2])
    with left:
        picked = day(_("Day of the meeting"), key=f"{form}-on", value=on)
    hour = right.time_input(_("Hour (optional)"), value=at, key=f"{form}-at", step=900)
    return picked, hour


def _said(on: date | None) -> date:
    if on is None:
        raise InvalidInput(_("Choose the day of the meeting."))
    return on


def _plan_left() -> None:
    st.query_params.pop("plan", None)


def _move_left() -> None:
    st.query_params.pop("move", None)
