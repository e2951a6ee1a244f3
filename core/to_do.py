"""What waits for somebody today: one rule makes both the lists and their counters."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto
from itertools import chain
from typing import Any

from sqlite_utils import Database

from core import dismissals, to_do_lists, to_do_sources
from core.dismissals import Dismissal
from core.permissions import Action, Role, require
from core.programmes import of_cohorts
from core.staff import Staff
from core.storage import to_do as store
from core.to_do_reasons import GROUP_OF, GROUPS, Group, Item, Reason, said
from core.to_do_sources import Asked
from core.wording import clock_time

__all__ = [
    "GROUPS", "GROUP_OF", "Coming", "Group", "Item", "Reason", "Waiting", "Whose",
    "coming", "items", "said", "waiting",
]  # fmt: skip


class Whose(StrEnum):
    """Whose lines a coach looks at: those they coach, or everybody in their organisation's cohorts."""

    MINE = auto()
    COHORTS = auto()


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What waits, most urgent first, and what was put off with the reason and the day it comes back."""

    items: tuple[Item, ...]
    put_off: tuple[tuple[Item, Dismissal], ...]


@dataclass(frozen=True, kw_only=True)
class Coming:
    """A session to come."""

    session_id: int
    day: date
    hour: str  # in the language in force, empty where it is not known
    what: str
    cohort: str


_FOR_A_COACH: tuple[Callable[[Asked], Iterable[Item]], ...] = (
    to_do_sources.people,
    to_do_sources.milestones,
    to_do_sources.alerts,
    to_do_sources.sessions,
    to_do_sources.forecasts,
    to_do_sources.reviews,
    to_do_sources.contacts,
    to_do_lists.referrals_waiting,
    to_do_lists.juries,
    to_do_lists.questionnaires,
    to_do_lists.feedback,
    to_do_lists.engagements,
)
_FOR_A_LEAD = (
    to_do_sources.milestones, to_do_sources.alerts, to_do_sources.contacts, to_do_lists.juries,
    to_do_lists.engagements,
)  # fmt: skip


def waiting(db: Database, *, by: Staff, today: date, whose: Whose = Whose.MINE) -> Waiting:
    """Everything that waits for `by`, most urgent first, the oldest first within a reason.

    A coach: the people they coach (or all those of their organisation's cohorts), the sessions they
    hold, the milestones their organisation submitted. A lead: submissions and alerts of the whole
    programme, at most `LONGEST` of each, the oldest first. Raises `NotAllowed`.
    """
    require(by.role, Action.SEE_TO_DO)
    asked = _asked(db, by, today, whose)
    sources = _FOR_A_LEAD if asked.everybody else _FOR_A_COACH
    order = {reason: place for place, reason in enumerate(Reason)}
    found = sorted(
        chain.from_iterable(source(asked) for source in sources),
        key=lambda item: (order[item.reason], item.day or date.min, item.code),
    )
    off = dismissals.standing(db, by=by, today=today)
    return Waiting(
        items=tuple(item for item in found if item.key not in off),
        put_off=tuple((item, off[item.key]) for item in found if item.key in off),
    )


def items(db: Database, *, by: Staff, today: date, whose: Whose = Whose.MINE) -> list[Item]:
    """What waits and was not put off, in the order of `waiting`."""
    return list(waiting(db, by=by, today=today, whose=whose).items)


def coming(db: Database, *, by: Staff, today: date, limit: int = 6) -> list[Coming]:
    """The next planned sessions that `by` holds (a lead: all of them), soonest first."""
    require(by.role, Action.SEE_TO_DO)
    rows = store.coming_sessions(db, _asked(db, by, today, Whose.MINE).scope(), limit=limit)
    programmes = of_cohorts(db, (row["cohort_id"] for row in rows))
    return [
        Coming(
            session_id=row["id"], day=date.fromisoformat(row["held_on"]), hour=_hour(row),
            what=row["title"] or str(programmes[row["cohort_id"]].kind(row["kind"]).name),
            cohort=row["cohort"],
        )
        for row in rows
    ]  # fmt: skip


def _hour(row: dict[str, Any]) -> str:
    start = row["starts_at"]
    return clock_time(datetime.fromisoformat(f"{row['held_on']}T{start}")) if start else ""


def _asked(db: Database, by: Staff, today: date, whose: Whose) -> Asked:
    coaching = by.role is Role.COACH
    return Asked(
        db=db,
        by=by,
        today=today,
        organisation_id=(by.organisation_id or -1) if coaching else None,
        coach_id=by.id if coaching and whose is Whose.MINE else None,
    )
