"""A workshop that comes back: the same session planned on several days, all of them or none."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum, auto

from sqlite_utils import Database

from core import rollups, saves, sessions
from core.errors import InvalidInput
from core.language import N_, _
from core.sessions import Session, State
from core.staff import Staff
from core.storage.database import transaction

FEWEST, MOST = 2, 30  # sessions planned at once


class Every(StrEnum):
    WEEK = auto()
    TWO_WEEKS = auto()
    MONTH = auto()


EVERY = {
    Every.WEEK: N_("every week"),
    Every.TWO_WEEKS: N_("every two weeks"),
    Every.MONTH: N_("every month, the same weekday"),
}


@dataclass(frozen=True, kw_only=True)
class Series:
    """How often a session comes back, and how many times in all. Raises `InvalidInput`."""

    every: Every
    times: int

    def __post_init__(self) -> None:
        if not FEWEST <= self.times <= MOST:
            sentence = _("Between {fewest} and {most} sessions are planned at once.")
            raise InvalidInput(sentence.format(fewest=FEWEST, most=MOST))

    def days(self, first: date) -> list[date]:
        """The days of the series, the first one included."""
        return list(_days(self.every, first, self.times))


def plan(
    db: Database, session: Session, series: Series, *, by: Staff, today: date, token: str | None = None
) -> list[int]:  # fmt: skip
    """Plan a session on every day of a series and return their ids. Raises as `sessions.record`."""
    if session.state is not State.PLANNED:
        raise InvalidInput(_("Only planned sessions are repeated."))
    with transaction(db), rollups.counted_once(db):
        saves.once(db, token, by=by)
        return [
            sessions.keep(db, replace(session, held_on=day), {}, (), None, by=by, today=today)
            for day in series.days(session.held_on)
        ]


def _days(every: Every, first: date, times: int) -> Iterator[date]:
    """A month later is the same weekday of the same rank: the second Tuesday, or the last one."""
    if every is not Every.MONTH:
        step = timedelta(weeks=1 if every is Every.WEEK else 2)
        yield from (first + n * step for n in range(times))
        return
    rank = (first.day - 1) // 7
    for n in range(times):
        year, month = divmod(first.year * 12 + first.month - 1 + n, 12)
        start = date(year, month + 1, 1)
        day = 1 + (first.weekday() - start.weekday()) % 7 + 7 * rank
        last = monthrange(year, month + 1)[1]
        yield start.replace(day=day if day <= last else day - 7)
