"""The tracker file: how it is opened, and how a change is kept whole or not at all."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

APPLICATION_ID = 0x50534C4C  # "PSLL" in the file's header: tells our file from any other
DEFAULT_PATH = Path(__file__).parent.parent.parent / "data" / "passerelle.db"

# Durable before an answer is given (FULL), waits for its turn, leaves no trace of what is erased.
PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA synchronous=FULL",
    "PRAGMA busy_timeout=5000",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
)

IntegrityError = sqlite3.IntegrityError
DatabaseError = sqlite3.DatabaseError
OperationalError = sqlite3.OperationalError


def tracker_path() -> Path:
    """Where the tracker file is: `PASSERELLE_DB`, or `data/passerelle.db`."""
    return Path(os.environ.get("PASSERELLE_DB") or DEFAULT_PATH)


def connect(path: Path | str) -> Database:
    """A fresh connection with the house's settings. `:memory:` for tests."""
    connection = sqlite3.connect(path, timeout=5, isolation_level=None, check_same_thread=False)
    for pragma in PRAGMAS:
        connection.execute(pragma)
    return Database(connection)


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """Keep every change made inside, or none.

    Takes the write lock before the first read: a deferred transaction that reads, then writes,
    is refused at once when somebody else writes, whatever the waiting time.
    """
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.conn.execute("COMMIT")
    except BaseException:
        if db.conn.in_transaction:  # a failed statement may already have rolled back
            db.conn.execute("ROLLBACK")
        raise


def file_of(db: Database) -> tuple[str, int] | None:
    """Which file a connection is open on: its path and its number on the disk; None in memory."""
    (_at, _name, path) = db.conn.execute("PRAGMA database_list").fetchone()
    return (path, Path(path).stat().st_ino) if path else None


@contextmanager
def attempt(db: Database, *, keep: bool = True) -> Iterator[None]:
    """A part of a transaction that may fail alone; with `keep=False`, only a rehearsal of it."""
    db.conn.execute("SAVEPOINT attempt")
    try:
        yield
    except BaseException:
        keep = False
        raise
    finally:
        if not keep:
            db.conn.execute("ROLLBACK TO attempt")
        db.conn.execute("RELEASE attempt")
