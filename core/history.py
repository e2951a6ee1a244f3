"""What changed in somebody's file: who, when, the old and the new value."""

from dataclasses import dataclass

from sqlite_utils import Database

from core import participants
from core.permissions import Action
from core.staff import Staff
from core.storage import traces as store

# Nouns whose changes hold texts, by their first word, and the right that opens them.
_READERS = {
    "note": Action.READ_NOTES,
    "fact": Action.READ_NOTES,
    "document": Action.READ_DOCUMENTS,
    "feedback": Action.READ_FEEDBACK,
    "follow_up": Action.READ_JOURNEY,
    "plan": Action.READ_PLAN,
    "forecast": Action.READ_PLAN,
    "turnover": Action.READ_PLAN,
    "comment": Action.READ_PLAN,
    "version": Action.READ_PLAN,
    "annex": Action.READ_PLAN,
    "jury": Action.READ_PLAN,
    "questionnaire": Action.READ_ANSWERS,
    "barrier": Action.READ_BARRIERS,
    "referral": Action.READ_BARRIERS,
}


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

    Texts of private notes are never in it; other texts are for whoever may read them elsewhere.
    """
    participants.get(db, participant_id, by=by, to=Action.READ_HISTORY)
    return [
        Change(
            at=row["at"], who=row["who"], noun=row["noun"], field=row["field"],
            old=row["old"] or "", new=row["new"] or "",
        )
        for row in store.history_of(db, participant_id)
        if by.may(_READERS.get(row["noun"].split()[0], Action.READ_HISTORY))
    ]  # fmt: skip
