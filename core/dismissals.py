"""Putting a line of what waits off until a day, with the reason: for oneself, and never for good."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto

from sqlite_utils import Database

from core import audit, saves
from core.errors import InvalidInput
from core.language import N_, _
from core.permissions import Action, require
from core.staff import Staff
from core.storage import dismissals as store
from core.storage.database import transaction
from core.wording import short_date

LONGEST = timedelta(days=92)  # a quarter: what can wait longer deserves a next step of its own


class Why(StrEnum):
    """Why something can wait. A list, so that nothing personal is written there."""

    ANSWER_EXPECTED = auto()
    NOT_REACHABLE = auto()
    PLANNED = auto()
    SOMEBODY_ELSE = auto()
    NOT_RELEVANT = auto()


WHY = {
    Why.ANSWER_EXPECTED: N_("An answer is expected"),
    Why.NOT_REACHABLE: N_("The person cannot be reached for now"),
    Why.PLANNED: N_("Already planned"),
    Why.SOMEBODY_ELSE: N_("Somebody else is dealing with it"),
    Why.NOT_RELEVANT: N_("Does not apply for now"),
}


@dataclass(frozen=True, kw_only=True)
class Dismissal:
    """A line put off: its key (`Item.key`), why, and the day on which it comes back."""

    line: str
    why: Why
    until: date


def put_off(
    db: Database, dismissal: Dismissal, *, by: Staff, today: date, token: str | None = None
) -> None:
    """Put a line off for `by` alone. Raises `InvalidInput` for a day that is past or too far."""
    require(by.role, Action.SEE_TO_DO)
    if not today < dismissal.until <= today + LONGEST:
        sentence = _("Choose a day after today, at the latest {last}.")
        raise InvalidInput(sentence.format(last=short_date(today + LONGEST)))
    with transaction(db):
        saves.once(db, token, by=by)
        store.take_back(db, by.id, dismissal.line)
        values = {
            "staff_id": by.id, "line": dismissal.line, "why": dismissal.why,
            "until": dismissal.until.isoformat(), "recorded_by": by.id,
        }  # fmt: skip
        record_id = store.insert(db, values)
        audit.record(db, "to_do.put_off", by=by, subject="dismissal", subject_id=record_id)


def take_back(db: Database, line: str, *, by: Staff, token: str | None = None) -> None:
    """The line waits again."""
    require(by.role, Action.SEE_TO_DO)
    with transaction(db):
        saves.once(db, token, by=by)
        store.take_back(db, by.id, line)
        audit.record(db, "to_do.taken_back", by=by)


def standing(db: Database, *, by: Staff, today: date) -> dict[str, Dismissal]:
    """What `by` put off and that has not come back yet, by line."""
    require(by.role, Action.SEE_TO_DO)
    return {
        row["line"]: Dismissal(
            line=row["line"], why=Why(row["why"]), until=date.fromisoformat(row["until"])
        )
        for row in store.standing(db, by.id, today=today.isoformat())
    }
