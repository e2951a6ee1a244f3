"""What changed in somebody's file: who, when, the old and the new value."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

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
    "leave": Action.READ_JOURNEY,
    "review": Action.READ_JOURNEY,
    "release": Action.READ_JOURNEY,
    "appointment": Action.READ_JOURNEY,
    "sharing": Action.READ_JOURNEY,
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


MOST = 200  # changed fields, the latest first
AT_ONCE = timedelta(seconds=1)  # two fields of one save are never further apart


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """The session that a presence was noted in."""

    kind: str
    title: str
    held_on: date


@dataclass(frozen=True, kw_only=True)
class Change:
    """One field that changed; `at` is an instant in UTC (ISO 8601)."""

    at: str
    who: str
    noun: str
    field: str
    old: str
    new: str
    record: int = 0
    meeting: Meeting | None = None
    title: str = ""  # of a document


@dataclass(frozen=True, kw_only=True)
class Save:
    """What one person changed at one instant, in the order in which it was written."""

    changes: tuple[Change, ...]

    @property
    def at(self) -> str:
        return self.changes[0].at

    @property
    def who(self) -> str:
        return self.changes[0].who


@dataclass(frozen=True, kw_only=True)
class Past:
    """The latest saves of a file, newest first; `more` says whether there are older ones."""

    saves: list[Save]
    more: bool


def of(
    db: Database, participant_id: int, *, about: str | None = None, most: int = MOST, by: Staff
) -> list[Change]:
    """The latest changes of somebody's file, newest first; `about` narrows them to one noun.

    Texts of private notes are never in it; other texts are for whoever may read them elsewhere.
    """
    return _read(db, participant_id, about, most, by)[0]


def read(
    db: Database, participant_id: int, *, about: str | None = None, most: int = MOST, by: Staff
) -> Past:
    """The same, one line for each save."""
    changes, more = _read(db, participant_id, about, most, by)
    return Past(saves=together(changes), more=more)


def nouns(db: Database, participant_id: int, *, by: Staff) -> list[str]:
    """What the changes of somebody's file are about, for those who may read them."""
    participants.get(db, participant_id, by=by, to=Action.READ_HISTORY)
    found = {noun.split()[0] for noun in store.nouns_of(db, participant_id)}
    return sorted(noun for noun in found if _readable(noun, by))


def together(changes: Sequence[Change]) -> list[Save]:
    """Changes, newest first, by save: the same person, within a second of the change before, no field twice."""
    groups: list[list[Change]] = []
    for change in changes:
        if groups and _belongs(change, groups[-1]):
            groups[-1].append(change)
        else:
            groups.append([change])
    return [Save(changes=tuple(reversed(group))) for group in groups]


def _belongs(change: Change, group: list[Change]) -> bool:
    later = group[-1]
    field = (change.noun, change.record, change.field)
    return (
        later.who == change.who
        and _instant(later) - _instant(change) <= AT_ONCE
        and field not in {(one.noun, one.record, one.field) for one in group}
    )


def _read(
    db: Database, participant_id: int, about: str | None, most: int, by: Staff
) -> tuple[list[Change], bool]:
    participants.get(db, participant_id, by=by, to=Action.READ_HISTORY)
    rows = store.history_of(db, participant_id, noun=about, limit=most + 1)
    changes = [_change(row) for row in rows[:most] if _readable(row["noun"].split()[0], by)]
    return changes, len(rows) > most


def _readable(noun: str, by: Staff) -> bool:
    return by.may(_READERS.get(noun, Action.READ_HISTORY))


def _instant(change: Change) -> datetime:
    return datetime.fromisoformat(change.at)


def _change(row: dict[str, Any]) -> Change:
    meeting = None
    if row["held_on"]:
        held_on = date.fromisoformat(row["held_on"])
        meeting = Meeting(kind=row["kind"], title=row["title"] or "", held_on=held_on)
    return Change(
        at=row["at"], who=row["who"], noun=row["noun"], field=row["field"], meeting=meeting, record=row["record_id"],
        old=row["old"] or "", new=row["new"] or "", title=row["document"] or "",
    )  # fmt: skip
