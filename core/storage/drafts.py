"""Texts that are being typed, one row for each person and field."""

from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from core.storage.rows import every


def put(
    db: Database, key: str, *, staff_id: int, participant_id: int, body: str, version_seen: int
) -> None:
    """Keep a draft, over the one that was there."""
    db.execute(
        """
        INSERT INTO drafts (staff_id, key, participant_id, body, version_seen)
        VALUES (:staff_id, :key, :participant_id, :body, :version_seen)
        ON CONFLICT (staff_id, key) DO UPDATE SET body = excluded.body,
            version_seen = excluded.version_seen, saved_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
        """,
        {
            "staff_id": staff_id,
            "key": key,
            "participant_id": participant_id,
            "body": body,
            "version_seen": version_seen,
        },
    )


def of(db: Database, keys: Sequence[str], *, staff_id: int) -> list[dict[str, Any]]:
    marks = ", ".join("?" for _key in keys)
    sql = f"SELECT key, body, version_seen, saved_at FROM drafts WHERE staff_id = ? AND key IN ({marks})"
    return every(db, sql, [staff_id, *keys])


def remove(db: Database, keys: Sequence[str], *, staff_id: int) -> None:
    marks = ", ".join("?" for _key in keys)
    db.execute(f"DELETE FROM drafts WHERE staff_id = ? AND key IN ({marks})", [staff_id, *keys])


def remove_older(db: Database, instant: str, *, staff_id: int) -> None:
    """Remove what somebody left aside before `instant`."""
    db.execute("DELETE FROM drafts WHERE staff_id = ? AND saved_at < ?", [staff_id, instant])
