"""Documents that left."""

from typing import Any

from sqlite_utils import Database

from core.storage.rows import insert as insert_row


def insert(db: Database, **values: Any) -> int:
    return insert_row(db, "exports", values)
