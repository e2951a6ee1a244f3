"""Which feedback came from a mentor and which is waited for: one for each day they met."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlite_utils import Database

from core.programmes import of_cohorts
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
        awaited[pair_id].append(day)
        if day + timedelta(days=programme.feedback_expected_after_days) < today:
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
