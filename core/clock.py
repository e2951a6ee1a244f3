"""What time it is, in one place: nothing else in the project reads a clock."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

PROGRAMME_ZONE = ZoneInfo("Europe/Paris")


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day it is where the programme takes place."""
    return now().astimezone(PROGRAMME_ZONE).date()


def local(instant: str) -> datetime:
    """A kept instant (ISO 8601, UTC) as the programme's clocks show it."""
    return datetime.fromisoformat(instant).astimezone(PROGRAMME_ZONE)
