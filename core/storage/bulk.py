"""Many rows at once into a file that nobody uses yet."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlite_utils import Database

from core.storage.database import transaction


@contextmanager
def filling(db: Database) -> Iterator[None]:
    """Write without waiting for the disk, and check every reference at the end instead of one by one."""
    db.execute("PRAGMA foreign_keys=OFF")
    db.execute("PRAGMA synchronous=OFF")
    yield
    broken = db.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        raise ValueError(f"a reference leads nowhere: {broken}")
    db.execute("PRAGMA foreign_keys=ON")
    db.execute("PRAGMA synchronous=FULL")


def insert_all(
    db: Database, tables: Iterable[tuple[str, Sequence[str], Sequence[Sequence[Any]]]]
) -> None:
    """Insert the rows of several tables (name, columns, rows) in one transaction."""
    with transaction(db):
        for table, columns, rows in tables:
            marks = ", ".join("?" * len(columns))
            db.conn.executemany(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows
            )


def date_migrations(db: Database, instant: str) -> None:
    """Date the making of the schema, so that a file can come out twice the same."""
    with transaction(db):
        db.execute("UPDATE _sqlite_migrations SET applied_at = ?", [instant])
