"""Programme versions."""

from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, one
from core.storage.rows import insert as insert_row


def definition(db: Database, key: str, version: int) -> str | None:
    row = one(db, "SELECT definition FROM programmes WHERE key = ? AND version = ?", [key, version])
    return row["definition"] if row else None


def definition_by_id(db: Database, programme_id: int) -> str | None:
    row = one(db, "SELECT definition FROM programmes WHERE id = ?", [programme_id])
    return row["definition"] if row else None


def insert(db: Database, **values: Any) -> int:
    return insert_row(db, "programmes", values)


def newest(db: Database) -> list[dict[str, Any]]:
    sql = "SELECT id, key, max(version) AS version, definition FROM programmes GROUP BY key ORDER BY key"
    return every(db, sql)


def definition_of_cohort(db: Database, cohort_id: int) -> str | None:
    sql = """
        SELECT definition FROM programmes JOIN cohorts ON programme_id = programmes.id
        WHERE cohorts.id = ?
    """
    row = one(db, sql, [cohort_id])
    return row["definition"] if row else None
