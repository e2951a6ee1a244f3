"""Agreements and permits of mentors that end soon, or have just ended."""

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from core.mentor_profiles import SOON
from core.permissions import Action, require
from core.staff import Staff
from core.storage import mentor_pool as store
from core.wording import days_before

LONGEST = 200  # lines


@dataclass(frozen=True, kw_only=True)
class Ending:
    """An agreement, or a permit to a place, that ends soon or has just ended."""

    mentor_id: int
    mentor: str
    permit_site: str  # empty for an agreement
    until: date


def ending(
    db: Database, *, by: Staff, today: date, coach_id: int | None, organisation_id: int | None
) -> list[Ending]:
    """What ends within a month, or ended within the last, the first to end first.

    Of the mentors of a coach's people, of an organisation and its cohorts, or all of them (None, None).
    """
    require(by.role, Action.KEEP_MENTORS)
    first, last = days_before(today, SOON.days), today + SOON
    scope = {
        "since": first.isoformat(), "by": last.isoformat(), "longest": LONGEST, "coach": coach_id,
        "organisation": None if coach_id else organisation_id,
    }  # fmt: skip
    found = [
        Ending(mentor_id=row["id"], mentor=row["name"], permit_site=site or "", until=until)
        for row in store.ending(db, scope)
        for site, end in ((None, row["agreed_until"]), (row["permit_site"], row["permit_until"]))
        if end and first <= (until := date.fromisoformat(end)) <= last
    ]
    return sorted(found, key=lambda one: (one.until, one.mentor_id))
