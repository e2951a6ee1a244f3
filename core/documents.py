"""Files kept on somebody: a certificate, a letter, a photograph; in the tracker itself, and taken out with a trace."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from core import audit, participants, saves
from core.errors import InvalidInput, NotFound
from core.exchange.document_file import Kind, prepared
from core.language import N_, _
from core.notes import Level
from core.permissions import Action
from core.staff import Staff
from core.storage import documents as store
from core.storage.database import transaction
from core.wording import clean

MOST = 40  # documents of a person
MOST_BYTES = 25_000_000  # of all of them together
LONGEST_TITLE = 120  # signs
EARLIEST = date(1950, 1, 1)

LEVEL_MEANINGS = {
    Level.TEAM: N_("The coaches of this cohort and the programme lead open it."),
    Level.PARTICIPANT: N_("The team opens it; it may be given to the person."),
}


@dataclass(frozen=True, kw_only=True)
class Description:
    """What is said of a file: its title, the day it is of, and for whom it is."""

    title: str
    dated_on: date
    level: Level = Level.TEAM

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise InvalidInput(_("Give this document a title: “RIB”, “Training certificate”."))
        if self.level not in LEVEL_MEANINGS:
            raise InvalidInput(_("A document is for the team, or for the participant."))
        if self.dated_on < EARLIEST:
            raise InvalidInput(_("Check the date of the document."))


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document without its file; `size` in bytes, `at` in UTC."""

    id: int
    participant_id: int
    title: str
    dated_on: date
    level: Level
    kind: Kind
    size: int
    who: str
    at: str
    version: int
    trashed: bool


def add(
    db: Database, participant_id: int, name: str, content: bytes, said: Description, *, by: Staff,
    today: date, token: str | None = None,
) -> int:  # fmt: skip
    """Keep a file on somebody and return its id; of its `name` only the ending is read.

    Raises `UnusableFile` or `InvalidInput` with what to do instead.
    """
    person = participants.get(db, participant_id, by=by, to=Action.WRITE_DOCUMENTS)
    kind, kept = prepared(name, content)
    values = _values(said, today)
    with transaction(db):
        saves.once(db, token, by=by)
        _room(db, person.id, len(kept))
        document_id = store.add(
            db, **values, participant_id=person.id, kind=kind, content=kept, bytes=len(kept),
            recorded_by=by.id,
        )  # fmt: skip
        audit.changed(db, "document", document_id, {}, values, by=by, participant_id=person.id)
        audit.record(db, "document.added", by=by, subject="document", subject_id=document_id)
    return document_id


def change(
    db: Database, document_id: int, said: Description, *, by: Staff, today: date, version: int,
    token: str | None = None,
) -> None:  # fmt: skip
    """Correct what is said of a document. Raises `StaleRecord` if it changed in the meantime."""
    values = _values(said, today)
    _row(db, document_id, by=by, to=Action.WRITE_DOCUMENTS)
    with transaction(db):
        saves.once(db, token, by=by)
        row = _row(db, document_id, by=by, to=Action.WRITE_DOCUMENTS)
        saves.same_version(row["version"], version, theirs=row["title"], yours=values["title"])
        store.change(db, document_id, values)
        person = row["participant_id"]
        audit.changed(db, "document", document_id, row, values, by=by, participant_id=person)
        audit.record(db, "document.changed", by=by, subject="document", subject_id=document_id)


def throw(
    db: Database, document_id: int, *, by: Staff, version: int, token: str | None = None
) -> None:
    """Put a document in the trash, from where it can come back."""
    _move(db, document_id, trashed=True, by=by, version=version, token=token)


def restore(db: Database, document_id: int, *, by: Staff, token: str | None = None) -> None:
    """Take a document out of the trash, as it was."""
    _move(db, document_id, trashed=False, by=by, version=None, token=token)


def of(db: Database, participant_id: int, *, trash: bool = False, by: Staff) -> list[Document]:
    """Somebody's documents, the latest first, or those in the trash."""
    person = participants.get(db, participant_id, by=by, to=Action.READ_DOCUMENTS)
    return [_document(row) for row in store.of(db, person.id, trashed=trash)]


def get(db: Database, document_id: int, *, by: Staff) -> Document:
    """One document, in the trash or not."""
    return _document(_row(db, document_id, by=by, to=Action.READ_DOCUMENTS))


def take(db: Database, document_id: int, *, by: Staff) -> bytes:
    """The file of a document; who took it and when stays in the audit."""
    _row(db, document_id, by=by, to=Action.READ_DOCUMENTS)
    with transaction(db):
        audit.record(db, "document.taken", by=by, subject="document", subject_id=document_id)
    return store.file(db, document_id)


def _values(said: Description, today: date) -> dict[str, Any]:
    if said.dated_on > today:
        raise InvalidInput(_("A document is dated today at the latest."))
    return {
        "title": clean(said.title, longest=LONGEST_TITLE),
        "dated_on": said.dated_on.isoformat(),
        "level": said.level,
    }


def _move(
    db: Database, document_id: int, *, trashed: bool, by: Staff, version: int | None,
    token: str | None,
) -> None:  # fmt: skip
    _row(db, document_id, by=by, to=Action.WRITE_DOCUMENTS)
    with transaction(db):
        saves.once(db, token, by=by)
        row = _row(db, document_id, by=by, to=Action.WRITE_DOCUMENTS)
        if bool(row["trashed_at"]) is trashed:
            return
        if version is not None:
            saves.same_version(row["version"], version)
        if not trashed:
            _room(db, row["participant_id"], row["bytes"])
        store.throw(db, document_id, trashed=trashed)
        old, new = ({"trashed": "yes" if thrown else "no"} for thrown in (not trashed, trashed))
        person = row["participant_id"]
        audit.changed(db, "document", document_id, old, new, by=by, participant_id=person)
        event = "document.thrown" if trashed else "document.restored"
        audit.record(db, event, by=by, subject="document", subject_id=document_id)


def _room(db: Database, participant_id: int, more: int) -> None:
    kept, size = store.weight(db, participant_id)
    if kept >= MOST:
        raise InvalidInput(
            _("A file holds {most} documents at most: put one in the trash first.").format(
                most=MOST
            )
        )
    if size + more > MOST_BYTES:
        raise InvalidInput(
            _(
                "The documents of one person hold 25 MB at most: add a smaller file, or put one in the trash."
            )
        )


def _row(db: Database, document_id: int, *, by: Staff, to: Action) -> dict[str, Any]:
    row = store.by_id(db, document_id)
    if row is None:
        raise NotFound(_("This document is not in your follow-up."))
    participants.get(db, row["participant_id"], by=by, to=to)
    return row


def _document(row: dict[str, Any]) -> Document:
    return Document(
        id=row["id"],
        participant_id=row["participant_id"],
        title=row["title"],
        dated_on=date.fromisoformat(row["dated_on"]),
        level=Level(row["level"]),
        kind=Kind(row["kind"]),
        size=row["bytes"],
        who=row["who"],
        at=row["recorded_at"],
        version=row["version"],
        trashed=row["trashed_at"] is not None,
    )
