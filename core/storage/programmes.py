"""Programme versions."""

import json
from collections.abc import Iterable
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


def definitions(db: Database) -> list[str]:
    """Of every version, newest first."""
    rows = every(db, "SELECT definition FROM programmes ORDER BY key, version DESC")
    return [row["definition"] for row in rows]


def of_cohorts(db: Database, cohort_ids: Iterable[int]) -> dict[int, str]:
    """The definition that each of these cohorts runs; each definition is read once."""
    sql = "SELECT id, programme_id FROM cohorts WHERE id IN (SELECT value FROM json_each(?))"
    runs = {row["id"]: row["programme_id"] for row in every(db, sql, [json.dumps([*cohort_ids])])}
    sql = "SELECT id, definition FROM programmes WHERE id IN (SELECT value FROM json_each(?))"
    used = json.dumps(sorted(set(runs.values())))
    kept = {row["id"]: row["definition"] for row in every(db, sql, [used])}
    return {cohort_id: kept[programme_id] for cohort_id, programme_id in runs.items()}


def definition_of_cohort(db: Database, cohort_id: int) -> str | None:
    sql = """
        SELECT definition FROM programmes JOIN cohorts ON programme_id = programmes.id
        WHERE cohorts.id = ?
    """
    row = one(db, sql, [cohort_id])
    return row["definition"] if row else None
