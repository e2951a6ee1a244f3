"""Backups: a copy that is verified before it bears its name."""

from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from sqlite_utils import Database

from core import audit
from core.errors import UnusableFile, UnusableTracker
from core.language import _
from core.storage import copies as store
from core.storage.database import APPLICATION_ID, DatabaseError, transaction


@dataclass(frozen=True, kw_only=True)
class Inspected:
    """What a sound file holds; `sha256` of a backup only."""

    participants: int
    rows: int
    sha256: str = ""


def make(db: Database, path: Path) -> Inspected:
    """Copy the tracker to `path`, while others may write, and verify the copy.

    For whoever holds the machine, hence no `by`. Raises `UnusableFile` if there is already a file or it
    cannot be written, `UnusableTracker` if the copy is not sound: then no file is left.
    """
    if path.exists():
        raise UnusableFile(_("There is already a file here. Choose another name."))
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    try:
        draft.touch(mode=0o600, exist_ok=False)  # names are in it: for its owner only
        rows = store.copy(db, draft)
        inspected = _verified(draft, rows)
        store.put_in_place(draft, path)
    except OSError as problem:
        raise UnusableFile(
            _("This file cannot be written. Check the folder and its rights.")
        ) from problem
    except DatabaseError as problem:
        raise UnusableTracker(_("The copy could not be made. Check the free space.")) from problem
    finally:
        draft.unlink(missing_ok=True)
    with transaction(db):
        audit.record(db, "backup.made", by=None)
    return inspected


def inspect(db: Database) -> Inspected:
    """What the file holds, if it is sound. Raises `UnusableTracker`."""
    try:
        if store.problems(db):
            raise UnusableTracker(
                _("The tracker file is damaged. Put the latest backup in its place.")
            )
        return _holding(store.row_counts(db))
    except DatabaseError as problem:
        raise UnusableTracker(
            _("The tracker file is damaged. Put the latest backup in its place.")
        ) from problem


def _verified(draft: Path, rows: dict[str, int]) -> Inspected:
    copy = store.opened(draft)
    try:
        ours = store.application_id(copy) == APPLICATION_ID
        same = store.row_counts(copy) == rows
        sound = ours and same and not store.problems(copy)
    finally:
        copy.conn.close()
    if not sound:
        raise UnusableTracker(_("The copy is not the same as the tracker: it was removed."))
    with draft.open("rb") as written:
        sha256 = file_digest(written, "sha256").hexdigest()
    found = _holding(rows)
    return Inspected(participants=found.participants, rows=found.rows, sha256=sha256)


def _holding(rows: dict[str, int]) -> Inspected:
    return Inspected(participants=rows.get("participants", 0), rows=sum(rows.values()))
