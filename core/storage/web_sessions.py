"""Sessions of the browser. Instants are seconds since 1970."""

from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, insert, one


def add(db: Database, *, key: str, staff_id: int, at: float) -> None:
    insert(db, "web_sessions", {"key": key, "staff_id": staff_id, "created_at": at, "seen_at": at})


def alive(
    db: Database, key: str, *, created_after: float, seen_after: float
) -> dict[str, Any] | None:
    """The session and whose it is, unless it is revoked, too old, idle, or the account is closed."""
    sql = """
        SELECT staff_id, seen_at
        FROM web_sessions JOIN staff ON staff.id = staff_id
        WHERE key = ? AND revoked_at IS NULL AND web_sessions.created_at > ? AND seen_at > ?
              AND active = 1
    """
    return one(db, sql, [key, created_after, seen_after])


def touch(db: Database, key: str, *, at: float) -> None:
    db.execute("UPDATE web_sessions SET seen_at = ? WHERE key = ?", [at, key])


def revoke(db: Database, key: str, *, at: float) -> None:
    db.execute(
        "UPDATE web_sessions SET revoked_at = ? WHERE key = ? AND revoked_at IS NULL", [at, key]
    )


def revoke_all(db: Database, staff_id: int, *, at: float, but: str) -> list[str]:
    """Revoke every open session of an account, but one, and return their keys."""
    sql = "SELECT key FROM web_sessions WHERE staff_id = ? AND revoked_at IS NULL AND key <> ?"
    keys = [row["key"] for row in every(db, sql, [staff_id, but])]
    for key in keys:
        revoke(db, key, at=at)
    return keys


def forget_before(db: Database, at: float) -> None:
    db.execute("DELETE FROM web_sessions WHERE created_at < ?", [at])
