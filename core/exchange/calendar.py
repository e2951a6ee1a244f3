"""Planned sessions as an iCalendar file (RFC 5545), for the calendar one already uses."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from core.clock import PROGRAMME_ZONE
from core.session_parts import KeptSession

OURS = "-//Passerelle//FR"


def calendar_bytes(sessions: Iterable[KeptSession]) -> bytes:
    """One event for each session: what it is and its cohort, without a name or a place.

    A session without an hour is an event of the whole day. The same session keeps its identifier, so
    that taking the file in again moves it instead of adding it twice.
    """
    calendar = Calendar()
    calendar.add("prodid", OURS)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for session in sessions:
        calendar.add_component(_event(session))
    return bytes(calendar.to_ical())


def _event(session: KeptSession) -> Event:
    event = Event()
    event.add("uid", f"session-{session.id}@passerelle")
    event.add("sequence", session.version)
    event.add("dtstamp", datetime.fromisoformat(session.recorded_at))
    event.add("summary", session.name)
    event.add("description", session.cohort)
    event.add("class", "PRIVATE")
    if session.starts_at is None:
        event.add("dtstart", session.held_on)
        event.add("dtend", session.held_on + timedelta(days=1))
    else:
        start = datetime.combine(session.held_on, session.starts_at, tzinfo=PROGRAMME_ZONE)
        event.add("dtstart", start)
        event.add("dtend", start + timedelta(minutes=session.minutes))
    return event
