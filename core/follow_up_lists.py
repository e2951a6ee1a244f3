"""Whom to contact after their support, and how the contacts of a cohort went."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from core import cohorts, programmes
from core.follow_up_parts import Outcome
from core.follow_up_windows import CLOSES_AFTER, OPENS_BEFORE, State, Window, standing
from core.forecast.months import add_months
from core.permissions import Action, Role, require
from core.staff import Staff
from core.storage import follow_ups as store

LONGEST = 200  # lines of a list: a longer one is not read any more
READ_AT_ONCE = 2000  # supports, most of whose contacts are made or to come


@dataclass(frozen=True, kw_only=True)
class Due:
    """Somebody to contact: `day` is the horizon's own day, `closes` the last one that counts."""

    participant_id: int
    code: str
    name: str
    horizon: int
    day: date
    closes: date


@dataclass(frozen=True, kw_only=True)
class Count:
    """One horizon of a cohort: how many contacts were to be made by now, and how they went."""

    horizon: int
    expected: int
    answered: int
    unreachable: int
    refused: int
    not_wanted: int  # said no beforehand: not among the expected

    @property
    def reached(self) -> int:
        """Those who were spoken to, whether they answered or not."""
        return self.answered + self.refused

    @property
    def missing(self) -> int:
        """Those whom nobody has tried to contact yet."""
        return self.expected - self.reached - self.unreachable


def due(db: Database, *, by: Staff, today: date, whole_team: bool = False) -> list[Due]:
    """Whom to contact now, the oldest first: those whom `by` coached, or their organisation's cohorts.

    A lead: those without a coach. Not in it: whoever refused or withdrew, or is followed again.
    """
    require(by.role, Action.SEE_TO_DO)
    horizons = programmes.follow_up_months(db)
    if not horizons:
        return []
    coach = by.role is Role.COACH
    scope = {
        "coach": by.id if coach and not whole_team else None,
        "organisation": (by.organisation_id or -1) if coach and whole_team else None,
        "orphan": None if coach else True,
        "first": add_months(today, -(max(horizons) + CLOSES_AFTER + 1)).isoformat(),
        "last": (add_months(today, -min(horizons)) + OPENS_BEFORE * 2).isoformat(),
        "today": today.isoformat(),
        "longest": READ_AT_ONCE,
    }
    rows = store.ended(db, scope)
    definitions = programmes.of_cohorts(db, (row["cohort_id"] for row in rows))
    found = []
    for row in rows:
        recorded = set(map(int, json.loads(row["recorded"])))
        programme = definitions[row["cohort_id"]]
        for window, state in standing(row, programme, recorded=recorded, today=today):
            if state is State.DUE:
                found.append(_due(row, window))
    return sorted(found, key=lambda one: (one.day, one.code))[:LONGEST]


def _due(row: Mapping[str, Any], window: Window) -> Due:
    return Due(
        participant_id=row["id"], code=row["code"], horizon=window.horizon, day=window.day,
        name=f"{row['first_name']} {row['last_name']}".strip(), closes=window.closes,
    )  # fmt: skip


def counts(db: Database, cohort_id: int, *, by: Staff, today: date) -> list[Count]:
    """How the contacts of a cohort went, by horizon; for the team, which may see small numbers."""
    require(by.role, Action.LIST_PARTICIPANTS)
    cohort = cohorts.get(db, cohort_id, by=by)
    programme = programmes.programme_of(db, cohort.id)
    found: dict[int, list[str]] = {horizon: [] for horizon in programme.follow_up_months}
    for row in store.ended_in(db, cohort.id, today.isoformat()):
        outcomes = {int(horizon): how for horizon, how in json.loads(row["recorded"]).items()}
        for window, state in standing(row, programme, recorded=outcomes, today=today):
            found[window.horizon].append(outcomes.get(window.horizon, state))
    return [_count(horizon, ways) for horizon, ways in found.items()]


def _count(horizon: int, ways: list[str]) -> Count:
    made = [ways.count(outcome) for outcome in Outcome]
    return Count(
        horizon=horizon,
        expected=sum(made) + ways.count(State.DUE) + ways.count(State.MISSED),
        answered=ways.count(Outcome.ANSWERED),
        unreachable=ways.count(Outcome.UNREACHABLE),
        refused=ways.count(Outcome.REFUSED),
        not_wanted=ways.count(State.NOT_WANTED),
    )
