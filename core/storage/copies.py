"""Copies of the tracker file, and what can be checked of one."""

import os
import sqlite3
from pathlib import Path

from sqlite_utils import Database

from core.storage.database import connect


def copy(db: Database, path: Path) -> dict[str, int]:
    """Copy the file as it stands at one moment, whoever writes; return the rows of each table then."""
    db.conn.execute("BEGIN")  # the counts and the copy see the same moment
    try:
        rows = row_counts(db)
        target = sqlite3.connect(path, isolation_level=None)
        try:
            db.conn.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
        finally:
            target.close()
    finally:
        db.conn.execute("ROLLBACK")
    with path.open("rb") as written:
        os.fsync(written.fileno())
    return rows


def problems(db: Database) -> list[str]:
    """What SQLite finds wrong: pages, indexes, references. Empty for a sound file."""
    found = [row[0] for row in db.conn.execute("PRAGMA integrity_check(5)").fetchall()]
    broken = db.conn.execute("PRAGMA foreign_key_check").fetchall()
    return [text for text in found if text != "ok"] + [f"foreign key: {row[0]}" for row in broken]


def row_counts(db: Database) -> dict[str, int]:
    """The number of rows of each table."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    tables = [name for (name,) in db.conn.execute(sql).fetchall()]
    return {
        table: db.conn.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
        for table in sorted(tables)
    }


def application_id(db: Database) -> int:
    return int(db.conn.execute("PRAGMA application_id").fetchone()[0])


def opened(path: Path) -> Database:
    """A copy, opened to be checked."""
    return connect(path)


def put_in_place(draft: Path, path: Path) -> None:
    """Give a finished copy its name, so that it is there after a power cut too."""
    draft.rename(path)
    if hasattr(os, "O_DIRECTORY"):  # elsewhere a folder cannot be opened
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
