"""Notes about somebody: who may read one is chosen before it is typed, and stays visible."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from typing import Any

from sqlite_utils import Database

from core import audit, caution, participants, saves
from core.errors import InvalidInput, NotAllowed, NotFound
from core.language import N_, _
from core.permissions import Action
from core.staff import Staff
from core.storage import notes as store
from core.storage.database import transaction
from core.wording import clean

LONGEST = 5000  # signs


class Level(StrEnum):
    """Who may read a note; only the last two may enter a document."""

    PRIVATE = auto()
    TEAM = auto()
    MENTOR = auto()
    PARTICIPANT = auto()


LEVELS = {
    Level.PRIVATE: N_("private"),
    Level.TEAM: N_("team"),
    Level.MENTOR: N_("team and mentor"),
    Level.PARTICIPANT: N_("for the participant"),
}

LEVEL_MEANINGS = {
    Level.PRIVATE: N_("You alone read it."),
    Level.TEAM: N_("The coaches of this cohort and the programme lead read it."),
    Level.MENTOR: N_("The team and this person's mentor read it."),
    Level.PARTICIPANT: N_("The team reads it; it may enter what the person is given."),
}


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What somebody is about to write down, and for whom."""

    body: str
    level: Level = Level.TEAM

    def __post_init__(self) -> None:
        if not self.body.strip():
            raise InvalidInput(_("Write at least a sentence in the note."))


@dataclass(frozen=True, kw_only=True)
class Note:
    """A note as it is kept; `mine` says whether the reader wrote it."""

    id: int
    participant_id: int
    session_id: int | None
    level: Level
    body: str
    written_on: date
    author: str
    recorded_at: str
    mine: bool
    version: int


def write(
    db: Database, participant_id: int, draft: Draft, *, session_id: int | None = None, by: Staff,
    today: date, token: str | None = None,
) -> int:  # fmt: skip
    """Keep a note and return its id. Raises `NotFound` or `NotAllowed` for somebody out of reach."""
    participants.get(db, participant_id, by=by, to=Action.WRITE_NOTE)
    with transaction(db):
        saves.once(db, token, by=by)
        return keep(db, participant_id, draft, session_id=session_id, written_on=today, by=by)


def keep(
    db: Database, participant_id: int, draft: Draft, *, session_id: int | None, written_on: date,
    by: Staff,
) -> int:  # fmt: skip
    """Keep a note with its traces; inside a transaction whose caller has checked the right."""
    values = {"level": draft.level, "body": clean(draft.body, longest=LONGEST)}
    note_id = store.insert(
        db,
        {
            **values,
            "participant_id": participant_id,
            "session_id": session_id,
            "written_on": written_on.isoformat(),
            "recorded_by": by.id,
        },
    )
    _trace(db, note_id, participant_id, {}, values, by=by)
    audit.record(db, "note.written", by=by, subject="note", subject_id=note_id)
    return note_id


def change(
    db: Database, note_id: int, draft: Draft, *, by: Staff, version: int, token: str | None = None
) -> None:
    """Correct a note. Raises `StaleRecord` with both texts if it changed in the meantime.

    The team corrects a shared note together; who may read it is only for its author to change.
    """
    values = {"level": draft.level, "body": clean(draft.body, longest=LONGEST)}
    note = get(db, note_id, by=by)
    participants.get(db, note.participant_id, by=by, to=Action.WRITE_NOTE)
    with transaction(db):
        saves.once(db, token, by=by)
        note = get(db, note_id, by=by)
        saves.same_version(note.version, version, theirs=note.body, yours=values["body"])
        if draft.level is not note.level and not note.mine:
            raise NotAllowed(_("Only the person who wrote a note decides who reads it."))
        store.update(db, note_id, values)
        old = {"level": note.level, "body": note.body}
        _trace(db, note_id, note.participant_id, old, values, by=by)
        audit.record(db, "note.changed", by=by, subject="note", subject_id=note_id)


def get(db: Database, note_id: int, *, by: Staff) -> Note:
    """One note that `by` may read. Raises `NotFound` for anything else."""
    row = store.by_id(db, note_id, reader=by.id)
    if row is None:
        raise NotFound(_("This note does not exist, or it is private."))
    participants.get(db, row["participant_id"], by=by, to=Action.READ_NOTES)
    return _from_row(row, by)


def of(db: Database, participant_id: int, *, by: Staff) -> list[Note]:
    """Somebody's notes that `by` may read, newest first: never another person's private ones."""
    participants.get(db, participant_id, by=by, to=Action.READ_NOTES)
    rows = store.of_participant(db, participant_id, reader=by.id)
    return [_from_row(row, by) for row in rows]


def shared_with_mentor(db: Database, participant_id: int, *, by: Staff) -> list[Note]:
    """What the team shares with somebody's mentor, newest first; for that mentor and the team."""
    participants.get(db, participant_id, by=by, to=Action.READ_FIRST_NAME)
    return [_from_row(row, by) for row in store.of_level(db, participant_id, Level.MENTOR)]


def sensitive_words(text: str) -> list[str]:
    """Words of a note that speak of an offence, a sentence or somebody of justice, as they were typed.

    A page shows them and lets the person save all the same.
    """
    return caution.as_written(caution.watched_words(text), text)


def _trace(
    db: Database, note_id: int, participant_id: int, old: dict[str, Any], new: dict[str, Any], *,
    by: Staff,
) -> None:  # fmt: skip
    """The history of a note; the text of a private one is for its author and never enters it."""
    shown = [
        {**values, "body": None} if values.get("level") == Level.PRIVATE else values
        for values in (old, new)
    ]
    audit.changed(db, "note", note_id, *shown, by=by, participant_id=participant_id)


def _from_row(row: dict[str, Any], by: Staff) -> Note:
    return Note(
        id=row["id"],
        participant_id=row["participant_id"],
        session_id=row["session_id"],
        level=Level(row["level"]),
        body=row["body"],
        written_on=date.fromisoformat(row["written_on"]),
        author=row["author"],
        recorded_at=row["recorded_at"],
        mine=row["recorded_by"] == by.id,
        version=row["version"],
    )
