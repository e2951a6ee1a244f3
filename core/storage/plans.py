"""The texts of a business plan: one row for each chapter or block of the canvas that was begun."""

import json
from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, insert, one


def of(db: Database, participant_id: int) -> list[dict[str, Any]]:
    sql = """
        SELECT key, body, status, updated_at, staff.name AS who, plan_texts.version
        FROM plan_texts JOIN staff ON staff.id = updated_by WHERE participant_id = ?
    """
    return every(db, sql, [participant_id])


def text(db: Database, participant_id: int, key: str) -> dict[str, Any] | None:
    sql = "SELECT * FROM plan_texts WHERE participant_id = ? AND key = ?"
    return one(db, sql, [participant_id, key])


def write(
    db: Database, participant_id: int, key: str, *, body: str, status: str, staff_id: int
) -> int:
    """Write a text for the first time, or over the one that is kept; return the row's id."""
    kept = text(db, participant_id, key)
    if kept is None:
        values = {"participant_id": participant_id, "key": key, "updated_by": staff_id}
        return insert(db, "plan_texts", {**values, "body": body, "status": status})
    db.execute(
        """
        UPDATE plan_texts SET body = ?, status = ?, updated_by = ?, version = version + 1,
               updated_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
        WHERE id = ?
        """,
        [body, status, staff_id, kept["id"]],
    )
    return int(kept["id"])


def begun_in(db: Database, cohort_ids: Sequence[int]) -> list[int]:
    """Who ever entered one of these cohorts and has a text of a plan, or a forecast."""
    sql = """
        SELECT DISTINCT participant_id FROM enrolments AS e
        WHERE cohort_id IN (SELECT value FROM json_each(?)) AND (
            EXISTS (SELECT 1 FROM plan_texts AS t
                    WHERE t.participant_id = e.participant_id AND t.body <> '')
            OR EXISTS (SELECT 1 FROM forecasts AS f
                       WHERE f.participant_id = e.participant_id AND f.inputs <> ''))
    """
    return [row["participant_id"] for row in every(db, sql, [json.dumps(list(cohort_ids))])]
