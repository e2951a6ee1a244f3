"""Comments on the chapters of a plan, and the answers to them."""

from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, insert, one, update

_COMMENT = """
    SELECT plan_comments.*, staff.name AS author
    FROM plan_comments JOIN staff ON staff.id = plan_comments.recorded_by
"""


def of(db: Database, participant_id: int) -> list[dict[str, Any]]:
    """Comments and answers of a plan, in the order they were written."""
    sql = f"{_COMMENT} WHERE participant_id = ? ORDER BY plan_comments.id"
    return every(db, sql, [participant_id])


def by_id(db: Database, comment_id: int) -> dict[str, Any] | None:
    return one(db, f"{_COMMENT} WHERE plan_comments.id = ?", [comment_id])


def add(db: Database, **values: Any) -> int:
    return insert(db, "plan_comments", values)


def correct(db: Database, comment_id: int, body: str) -> None:
    """Another text in its place; the version rises."""
    db.execute(
        """
        UPDATE plan_comments SET body = ?, version = version + 1,
               corrected_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = ?
        """,
        [body, comment_id],
    )


def throw(db: Database, comment_id: int, *, trashed: bool) -> None:
    """Put a comment in the trash, or take it out; the version rises."""
    db.execute(
        """
        UPDATE plan_comments SET version = version + 1, trashed_at = CASE WHEN ? THEN
            strftime('%Y-%m-%dT%H:%M:%fZ', 'now') END WHERE id = ?
        """,
        [int(trashed), comment_id],
    )


def change(db: Database, comment_id: int, **values: Any) -> None:
    update(db, "plan_comments", comment_id, values)
