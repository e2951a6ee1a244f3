"""Sessions as they are read: one, a page of a list, those of somebody."""

from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from core import cohorts, participants, staff
from core.attendance import Mark, Presence
from core.errors import NotFound
from core.language import _
from core.permissions import Action, Role, require
from core.programmes import of_cohorts, programme_of
from core.session_parts import KeptSession, from_row
from core.staff import Staff
from core.storage import sessions as store
from core.storage import staff as staff_store

HOLDERS = (Role.COACH, Role.LEAD, Role.MENTOR)
PAGE = 25  # lines


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some sessions of a list, and how many there are in all."""

    rows: list[KeptSession]
    total: int


@dataclass(frozen=True, kw_only=True)
class Attended:
    """A session of somebody's file, with their mark."""

    session: KeptSession
    mark: Mark


def get(db: Database, session_id: int, *, by: Staff) -> KeptSession:
    """One session of a cohort that `by` records for. Raises `NotFound`."""
    row = opened(db, session_id, by)
    return from_row(row, programme_of(db, row["cohort_id"]))


def page(
    db: Database,
    *,
    by: Staff,
    cohort_id: int | None = None,
    month: str | None = None,
    limit: int = PAGE,
    offset: int = 0,
) -> Page:
    """Sessions of the cohorts that `by` sees, newest first; `month` is YYYY-MM. Raises `NotAllowed`."""
    scope = _scope(by, cohort_id, month)
    rows = store.page(db, scope, limit=limit, offset=offset)
    programmes = of_cohorts(db, (row["cohort_id"] for row in rows))
    return Page(
        rows=[from_row(row, programmes[row["cohort_id"]]) for row in rows],
        total=store.count(db, scope),
    )


def months(db: Database, *, by: Staff, cohort_id: int | None = None) -> list[str]:
    """The months that have sessions (YYYY-MM), newest first."""
    return store.months(db, _scope(by, cohort_id, None))


def of_participant(db: Database, participant_id: int, *, by: Staff) -> list[Attended]:
    """The sessions where somebody was called, newest first, with their mark."""
    participants.get(db, participant_id, by=by, to=Action.READ_JOURNEY)
    rows = store.of_participant(db, participant_id)
    programmes = of_cohorts(db, (row["cohort_id"] for row in rows))
    return [
        Attended(
            session=from_row(row, programmes[row["cohort_id"]]),
            mark=Mark(mark=Presence(row["mark"]), cause=row["mark_cause"] or ""),
        )
        for row in rows
    ]


def holders(db: Database, cohort_id: int, *, by: Staff) -> list[Staff]:
    """Who may hold a session of a cohort: its associations' coaches and mentors, its people's mentors, the leads."""
    cohorts.get(db, cohort_id, by=by, to=Action.RECORD_SESSION)
    return [staff.from_row(row) for row in staff_store.near_cohort(db, cohort_id)]


def opened(db: Database, session_id: int, by: Staff) -> dict[str, Any]:
    """The stored row of a session of a cohort that `by` records for. Raises `NotFound`."""
    row = store.by_id(db, session_id)
    if row is None:
        raise NotFound(_("This session does not exist."))
    try:
        cohorts.get(db, row["cohort_id"], by=by, to=Action.RECORD_SESSION)
    except NotFound as problem:  # whether it exists elsewhere is not said
        raise NotFound(_("This session does not exist.")) from problem
    return row


def _scope(by: Staff, cohort_id: int | None, month: str | None) -> dict[str, Any]:
    require(by.role, Action.LIST_SESSIONS)
    organisation = (by.organisation_id or -1) if by.role is Role.COACH else None
    return {"organisation": organisation, "cohort": cohort_id, "month": month}
