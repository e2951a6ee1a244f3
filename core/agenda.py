"""The agenda: the sessions of a week or of a month, day by day."""

from calendar import Calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto

from sqlite_utils import Database

from core import audit
from core.permissions import Action, Role, require
from core.programmes import of_cohorts
from core.session_parts import KeptSession, State, from_row
from core.staff import Staff
from core.storage import sessions as store
from core.storage.database import transaction

MOST = 400  # sessions shown at once: a month of a large programme is read cohort by cohort
AHEAD = timedelta(days=365)  # what a calendar file holds


class Span(StrEnum):
    WEEK = auto()
    MONTH = auto()


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """Whole weeks, from a Monday to a Sunday; `within` says which days belong to the month asked for."""

    span: Span
    day: date
    days: tuple[date, ...]
    sessions: Mapping[date, tuple[KeptSession, ...]]
    left_out: bool

    def within(self, day: date) -> bool:
        return self.span is Span.WEEK or day.month == self.day.month

    @property
    def before(self) -> date:
        """A day of the week or month before."""
        if self.span is Span.WEEK:
            return self.day - timedelta(days=7)
        return self.day.replace(day=1) - timedelta(days=1)

    @property
    def after(self) -> date:
        if self.span is Span.WEEK:
            return self.day + timedelta(days=7)
        return (self.day.replace(day=28) + timedelta(days=4)).replace(day=1)


def read(
    db: Database, span: Span, day: date, *, cohort_id: int | None = None, mine: bool = False, by: Staff
) -> Agenda:  # fmt: skip
    """The week or month of a day, of the cohorts that `by` sees; `mine` keeps those that they hold."""
    days = _days(span, day)
    rows = _between(db, days[0], days[-1], cohort_id, mine, by=by)
    return Agenda(
        span=span,
        day=day,
        days=days,
        sessions={
            one: tuple(session for session in rows[:MOST] if session.held_on == one) for one in days
        },
        left_out=len(rows) > MOST,
    )


def planned(
    db: Database, *, cohort_id: int | None = None, mine: bool = False, by: Staff, today: date
) -> list[KeptSession]:  # fmt: skip
    """Sessions planned from today on, within a year."""
    found = _between(db, today, today + AHEAD, cohort_id, mine, by=by)
    return [session for session in found if session.state is State.PLANNED]


def calendar_file(
    db: Database, *, cohort_id: int | None = None, mine: bool = False, by: Staff, today: date
) -> bytes:  # fmt: skip
    """Planned sessions as a file for a calendar: no name of a participant and no place in it.

    A calendar often lives on somebody else's server, and a place says where people are kept.
    """
    from core.exchange.calendar import calendar_bytes  # loaded with the first file asked for

    file = calendar_bytes(planned(db, cohort_id=cohort_id, mine=mine, by=by, today=today))
    with transaction(db):
        audit.record(db, "agenda.exported", by=by, subject="cohort", subject_id=cohort_id)
    return file


def _days(span: Span, day: date) -> tuple[date, ...]:
    if span is Span.MONTH:
        return tuple(Calendar().itermonthdates(day.year, day.month))
    monday = day - timedelta(days=day.weekday())
    return tuple(monday + timedelta(days=n) for n in range(7))


def _between(
    db: Database, first: date, last: date, cohort_id: int | None, mine: bool, *, by: Staff
) -> list[KeptSession]:
    require(by.role, Action.LIST_SESSIONS)
    scope = {
        "organisation": (by.organisation_id or -1) if by.role is Role.COACH else None,
        "cohort": cohort_id,
        "holder": by.id if mine else None,
    }
    rows = store.between(db, scope, first.isoformat(), last.isoformat(), most=MOST + 1)
    programmes = of_cohorts(db, (row["cohort_id"] for row in rows))
    return [from_row(row, programmes[row["cohort_id"]]) for row in rows]
