"""What changed in somebody's file: who, when, the old and the new value."""

from dataclasses import dataclass

from sqlite_utils import Database

from core import participants
from core.permissions import Action
from core.staff import Staff
from core.storage import traces as store


@dataclass(frozen=True, kw_only=True)
class Change:
    """One field that changed; `at` is an instant in UTC (ISO 8601)."""

    at: str
    who: str
    noun: str
    field: str
    old: str
    new: str


def of(db: Database, participant_id: int, *, by: Staff) -> list[Change]:
    """The latest changes of somebody's file, newest first.

    Texts of private notes are never in it; those of the others are for whoever may read notes.
    """
    participants.get(db, participant_id, by=by, to=Action.READ_HISTORY)
    return [
        Change(
            at=row["at"], who=row["who"], noun=row["noun"], field=row["field"],
            old=row["old"] or "", new=row["new"] or "",
        )
        for row in store.history_of(db, participant_id)
        if row["noun"] != "note" or by.may(Action.READ_NOTES)
    ]  # fmt: skip
