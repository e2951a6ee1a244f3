"""Audit, history and save tokens."""

from typing import Any

from sqlite_utils import Database

from core.storage.rows import insert


def insert_audit(db: Database, **values: Any) -> None:
    insert(db, "audit", values)


def insert_history(db: Database, **values: Any) -> None:
    insert(db, "history", values)


def use_token(db: Database, token: str, *, staff_id: int) -> bool:
    """Whether the token was still unused."""
    sql = "INSERT OR IGNORE INTO save_tokens (token, staff_id) VALUES (?, ?)"
    return bool(db.execute(sql, [token, staff_id]).rowcount == 1)


def history_of(db: Database, participant_id: int, *, limit: int = 200) -> list[dict[str, Any]]:
    """Newest first, with the name of who changed it."""
    sql = """
        SELECT history.at, noun, field, old, new, staff.name AS who
        FROM history JOIN staff ON staff.id = history.staff_id
        WHERE participant_id = ? ORDER BY history.id DESC LIMIT ?
    """
    return list(db.query(sql, [participant_id, limit]))
