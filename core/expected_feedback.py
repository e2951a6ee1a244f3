"""Which feedback came from a mentor and which is waited for: one for each day they met."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlite_utils import Database

from core.programme import Programme
from core.programmes import meetings_with_feedback, of_cohorts
from core.storage import mentors as store


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What came from the mentor of a pair, and what is waited for."""

    received: int = 0
    awaited: tuple[date, ...] = ()  # days they met, without feedback yet
    overdue: bool = False  # one of those days is older than the programme's delay
    last_on: date | None = None  # the day of the last feedback
    alert: bool = False  # raised in the last feedback

    @property
    def total(self) -> int:
        """How many there would be if none was missing."""
        return self.received + len(self.awaited)


NONE = Expected()


@dataclass(frozen=True, kw_only=True)
class Missing:
    """A pair whose feedback is overdue, since the earliest day without one."""

    pair_id: int
    participant_id: int
    code: str
    name: str
    mentor: str
    since: date


def of_pairs(db: Database, pair_ids: Sequence[int], *, today: date) -> dict[int, Expected]:
    """What each pair's mentor gave and still has to give; rights are checked where the pairs come from."""
    given: dict[int, dict[date, bool]] = {pair_id: {} for pair_id in pair_ids}
    for row in store.feedback_days(db, pair_ids):
        given[row["pair_id"]][date.fromisoformat(row["met_on"])] = bool(row["alert"])

    meetings = store.meetings(db, pair_ids, today=today.isoformat())
    programmes = of_cohorts(db, (row["cohort_id"] for row in meetings))
    awaited: dict[int, list[date]] = {pair_id: [] for pair_id in pair_ids}
    overdue: set[int] = set()
    for row in meetings:
        programme, pair_id = programmes[row["cohort_id"]], row["pair_id"]
        day = date.fromisoformat(row["held_on"])
        if day in given[pair_id] or not programme.kind(row["kind"]).expects_feedback:
            continue
        if day not in awaited[pair_id]:
            awaited[pair_id].append(day)
        if _overdue(day, programme, today):
            overdue.add(pair_id)
    return {
        pair_id: Expected(
            received=len(days),
            awaited=tuple(awaited[pair_id]),
            overdue=pair_id in overdue,
            last_on=max(days, default=None),
            alert=bool(days) and days[max(days)],
        )
        for pair_id, days in given.items()
    }


def missing(
    db: Database, *, today: date, coach_id: int | None, organisation_id: int | None
) -> list[Missing]:
    """The pairs whose feedback is overdue, once each, the longest silence first.

    Of the people of a coach, of an organisation's cohorts, or of everybody (None); rights are checked
    by who asks. The same rule as `of_pairs`.
    """
    scope = {
        "coach": coach_id, "organisation": organisation_id, "today": today.isoformat(),
        "kinds": json.dumps(meetings_with_feedback(db)),
    }  # fmt: skip
    rows = store.unanswered(db, scope)
    programmes = of_cohorts(db, (row["cohort_id"] for row in rows))
    found: dict[int, Missing] = {}
    for row in rows:
        programme, day = programmes[row["cohort_id"]], date.fromisoformat(row["held_on"])
        if programme.kind(row["kind"]).expects_feedback and _overdue(day, programme, today):
            found.setdefault(
                row["pair_id"],
                Missing(
                    pair_id=row["pair_id"], participant_id=row["id"], code=row["code"],
                    name=f"{row['first_name']} {row['last_name']}".strip(),
                    mentor=row["mentor"], since=day,
                ),
            )  # fmt: skip
    return list(found.values())


def _overdue(day: date, programme: Programme, today: date) -> bool:
    return day + timedelta(days=programme.feedback_expected_after_days) < today
