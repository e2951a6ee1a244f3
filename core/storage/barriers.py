"""What was said of somebody's barriers: append-only entries, an entry taken back by another."""

import json
from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, insert, one

LISTS = ("situations", "objectives")


def insert_move(db: Database, values: Mapping[str, Any]) -> int:
    kept = {
        name: json.dumps(value) if name in LISTS else value for name, value in values.items()
    }  # fmt: skip
    return insert(db, "barrier_moves", kept)


def moves(db: Database, enrolment_id: int) -> list[dict[str, Any]]:
    """The entries that hold, oldest first: neither cancelled nor cancelling."""
    sql = """
        SELECT m.*, staff.name AS who
        FROM barrier_moves AS m JOIN staff ON staff.id = m.recorded_by
        WHERE enrolment_id = ? AND +cancels IS NULL
          AND NOT EXISTS (SELECT 1 FROM barrier_moves AS c WHERE c.cancels = m.id)
        ORDER BY noted_on, m.id
    """
    rows = every(db, sql, [enrolment_id])
    return [{**row, **{name: tuple(json.loads(row[name])) for name in LISTS}} for row in rows]


def latest(db: Database, enrolment_id: int) -> int:
    """The number of the last entry of any kind, 0 if there is none: what a form has seen."""
    sql = "SELECT max(id) AS id FROM barrier_moves WHERE enrolment_id = ?"
    row = one(db, sql, [enrolment_id])
    return int(row["id"] or 0) if row else 0
