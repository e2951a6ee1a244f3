"""What waits for somebody today: one rule makes both the lists and their counters."""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum, auto
from itertools import chain
from typing import Any

from sqlite_utils import Database

from core.language import N_, _, n_
from core.permissions import Action, Role, require
from core.programme import Programme
from core.programmes import interviews, meetings_with_feedback, of_cohorts
from core.staff import Staff
from core.storage import to_do as store
from core.wording import clock_time

LONGEST = 200  # lines of one reason: a longer list is not read any more


class Reason(StrEnum):
    """Why a line is there, in order of urgency."""

    STEP_OVERDUE = auto()
    SESSION_TO_RECORD = auto()
    STEP_TODAY = auto()
    MILESTONE_SUBMITTED = auto()
    ALERT = auto()
    FEEDBACK_MISSING = auto()
    STALLED = auto()
    STEP_MISSING = auto()
    PLAN_CHECKS = auto()


class Group(StrEnum):
    LATE = auto()
    NOW = auto()
    COMPLETE = auto()


GROUPS = {
    Group.LATE: N_("Overdue"),
    Group.NOW: N_("To deal with"),
    Group.COMPLETE: N_("To complete"),
}

GROUP_OF = {
    Reason.STEP_OVERDUE: Group.LATE,
    Reason.SESSION_TO_RECORD: Group.LATE,
    Reason.STEP_TODAY: Group.NOW,
    Reason.MILESTONE_SUBMITTED: Group.NOW,
    Reason.ALERT: Group.NOW,
    Reason.FEEDBACK_MISSING: Group.NOW,
    Reason.STALLED: Group.COMPLETE,
    Reason.STEP_MISSING: Group.COMPLETE,
    Reason.PLAN_CHECKS: Group.COMPLETE,
}


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing to deal with: whom it is about, why, since or until when, and where it is dealt with."""

    reason: Reason
    code: str
    name: str
    what: str
    day: date | None
    session_id: int | None = None
    points: int = 0  # to look at, in a forecast

    @property
    def group(self) -> Group:
        return GROUP_OF[self.reason]


@dataclass(frozen=True, kw_only=True)
class Coming:
    """A session to come."""

    session_id: int
    day: date
    hour: str  # in the language in force, empty where it is not known
    what: str
    cohort: str


def items(db: Database, *, by: Staff, today: date) -> list[Item]:
    """Everything that waits for `by`, most urgent first, the oldest first within a reason.

    A coach: the people they coach, the sessions they hold, the milestones their organisation submitted.
    A lead: submissions and alerts of the whole programme, at most `LONGEST` of each, the oldest first.
    """
    require(by.role, Action.SEE_TO_DO)
    kinds = {"meetings": meetings_with_feedback(db), "interviews": interviews(db)}
    scope = {**_scope(by, today), **{name: json.dumps(keys) for name, keys in kinds.items()}}
    coaching = by.role is Role.COACH
    people = store.open_people(db, scope) if coaching else []
    submitted = store.submitted_milestones(db, scope)
    planned = store.sessions_to_record(db, scope) if coaching else []
    programmes = of_cohorts(db, (row["cohort_id"] for row in chain(people, submitted, planned)))
    found: list[Item] = []
    for row in people:
        found += _of_person(row, programmes[row["cohort_id"]], today)
    for row in submitted:
        what = str(programmes[row["cohort_id"]].milestone(row["milestone"]).name)
        found.append(_item(Reason.MILESTONE_SUBMITTED, row, what, row["moved_on"]))
    for row in store.alerts(db, scope):
        found.append(_item(Reason.ALERT, row, row["mentor"], row["met_on"]))
    for row in planned:
        what = row["title"] or str(programmes[row["cohort_id"]].kind(row["kind"]).name)
        item = Item(
            reason=Reason.SESSION_TO_RECORD, code="", name=row["cohort"], what=what,
            day=date.fromisoformat(row["held_on"]), session_id=row["id"],
        )  # fmt: skip
        found.append(item)
    for row in store.forecasts_to_review(db, scope) if coaching else ():
        found.append(replace(_item(Reason.PLAN_CHECKS, row, "", None), points=row["checks"]))
    order = list(Reason)
    return sorted(
        found, key=lambda item: (order.index(item.reason), item.day or date.min, item.code)
    )


def _of_person(row: dict[str, Any], programme: Programme, today: date) -> list[Item]:
    found = []
    due = row["next_step_on"]
    if due and due < today.isoformat():
        found.append(_item(Reason.STEP_OVERDUE, row, row["next_step"], due))
    elif due == today.isoformat():
        found.append(_item(Reason.STEP_TODAY, row, row["next_step"], due))
    last = max(filter(None, (row["last_session"], row["last_move"], row["entered_on"])))
    if last <= (today - timedelta(days=programme.stalled_after_days)).isoformat():
        found.append(_item(Reason.STALLED, row, "", last))
    elif not due:
        found.append(_item(Reason.STEP_MISSING, row, "", None))
    late = today - timedelta(days=programme.feedback_expected_after_days)
    met = row["met_mentor"]
    if met and met <= late.isoformat() and (row["last_feedback"] or "") < met:
        found.append(_item(Reason.FEEDBACK_MISSING, row, row["mentor"] or "", met))
    return found


def _item(reason: Reason, row: dict[str, Any], what: str | None, day: str | None) -> Item:
    return Item(
        reason=reason,
        code=row["code"],
        name=f"{row['first_name']} {row['last_name']}".strip(),
        what=what or "",
        day=date.fromisoformat(day) if day else None,
    )


def coming(db: Database, *, by: Staff, today: date, limit: int = 6) -> list[Coming]:
    """The next planned sessions that `by` holds (a lead: all of them), soonest first."""
    require(by.role, Action.SEE_TO_DO)
    rows = store.coming_sessions(db, _scope(by, today), limit=limit)
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


def _scope(by: Staff, today: date) -> dict[str, Any]:
    return {
        "organisation": (by.organisation_id or -1) if by.role is Role.COACH else None,
        "coach": by.id if by.role is Role.COACH else None,
        "me": by.id,
        "today": today.isoformat(),
        "longest": LONGEST,
    }


def said(item: Item, today: date) -> str:
    """What the line says: the fact, in words."""
    days = (today - item.day).days if item.day else 0
    return {
        Reason.STEP_OVERDUE: _("Next step overdue"),
        Reason.SESSION_TO_RECORD: _("Session to write down"),
        Reason.STEP_TODAY: _("Next step due today"),
        Reason.MILESTONE_SUBMITTED: _("Milestone submitted, to read over"),
        Reason.ALERT: _("Alert from the mentor"),
        Reason.FEEDBACK_MISSING: _("Mentor feedback expected"),
        Reason.STALLED: _("No news for {n} days").format(n=days),
        Reason.STEP_MISSING: _("No next step"),
        Reason.PLAN_CHECKS: n_(
            "Forecast: {n} point to look at", "Forecast: {n} points to look at", item.points
        ),
    }[item.reason]
