"""Audit, history and save tokens."""

from typing import Any

from sqlite_utils import Database

from core.storage import rows
from core.storage.rows import insert


def insert_audit(db: Database, **values: Any) -> None:
    insert(db, "audit", values)


def insert_history(db: Database, **values: Any) -> None:
    insert(db, "history", values)


def use_token(db: Database, token: str, *, staff_id: int) -> bool:
    """Whether the token was still unused."""
    sql = "INSERT OR IGNORE INTO save_tokens (token, staff_id) VALUES (?, ?)"
    return bool(db.execute(sql, [token, staff_id]).rowcount == 1)


def history_of(
    db: Database, participant_id: int, *, noun: str | None = None, limit: int = 200
) -> list[dict[str, Any]]:
    """Newest first, with the name of who changed it, the session of a presence, the title of a document."""
    asked = rows.wanted({"noun": noun}, noun="(noun = :noun OR noun LIKE :noun || ' %')")
    sql = f"""
        SELECT history.at, noun, record_id, field, old, new, staff.name AS who,
               sessions.kind, sessions.title, sessions.held_on, documents.title AS document
        FROM history JOIN staff ON staff.id = history.staff_id
        LEFT JOIN sessions ON noun IN ('attendance', 'session') AND sessions.id = record_id
        LEFT JOIN documents ON noun = 'document' AND documents.id = record_id
        WHERE history.participant_id = :person AND {asked}
        ORDER BY history.id DESC LIMIT :limit
    """
    return rows.every(db, sql, {"person": participant_id, "noun": noun, "limit": limit})


def nouns_of(db: Database, participant_id: int) -> list[str]:
    sql = "SELECT DISTINCT noun FROM history WHERE participant_id = ?"
    return [row["noun"] for row in rows.every(db, sql, [participant_id])]
