"""The tracker file as everybody opens it: ours, whole, up to date, or a sentence that says why not."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from core import rollups
from core.errors import UnusableTracker
from core.language import _
from core.storage.database import (
    APPLICATION_ID,
    DatabaseError,
    connect,
    tracker_path,
)
from core.storage.migrations import known_migrations, migrations

_READY: set[tuple[Path, int]] = set()


@contextmanager
def open_tracker(path: Path | None = None) -> Iterator[Database]:
    """A fresh connection for one operation (0.2 ms), closed at the end.

    Raises `UnusableTracker` if the file is missing, foreign, damaged or made by a later version.
    """
    file = path or tracker_path()
    _prepare(file)
    db = connect(file)
    try:
        yield db
    except DatabaseError as problem:
        if type(problem) is DatabaseError:  # damaged since: its kinds mean something else
            raise _damaged() from problem
        raise
    finally:
        db.conn.close()


def exists(path: Path | None = None) -> bool:
    """Whether there is a tracker file yet."""
    return (path or tracker_path()).exists()


def create(path: Path | None = None) -> Path:
    """Make a new, empty tracker file and return where it is. Raises `UnusableTracker` if one is there."""
    file = path or tracker_path()
    if file.exists():
        raise UnusableTracker(_("There is already a tracker file here. It was left as it is."))
    file.parent.mkdir(parents=True, exist_ok=True)
    db = connect(file)
    db.execute("PRAGMA journal_mode=WAL")
    migrate(db)
    rollups.recount_if_needed(db)
    db.conn.close()
    return file


def migrate(db: Database) -> None:
    """Bring the schema up to date, each step whole or not at all."""
    db.execute("PRAGMA foreign_keys=OFF")  # a rebuilt table would otherwise cascade
    migrations.apply(db)
    db.execute("PRAGMA foreign_keys=ON")


def _prepare(file: Path) -> None:
    """Check a file once per process and per file; bring it up to date if it is ours and older."""
    if not file.exists():
        raise UnusableTracker(
            _("The tracker file is missing. Check PASSERELLE_DB, or set up a new one.")
        )
    mark = (file, file.stat().st_ino)
    if mark in _READY:
        return
    try:
        db = connect(file)
        try:
            _check(db)
            migrate(db)
            rollups.recount_if_needed(db)
        finally:
            db.conn.close()
    except DatabaseError as problem:
        raise _damaged() from problem
    _READY.add(mark)


def _damaged() -> UnusableTracker:
    return UnusableTracker(
        _("This file cannot be read as a tracker. Put a backup in its place; it was left as it is.")
    )


def _check(db: Database) -> None:
    (application,) = db.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID:
        raise UnusableTracker(
            _("This file was not made by Passerelle. It was left as it is: check PASSERELLE_DB.")
        )
    if {migration.name for migration in migrations.applied(db)} - known_migrations():
        raise UnusableTracker(
            _(
                "This tracker file was made by a later version of Passerelle. Update Passerelle first."
            )
        )
