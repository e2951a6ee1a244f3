"""Lines put off, by the person who put them off."""

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from core.storage import rows


def insert(db: Database, values: Mapping[str, Any]) -> int:
    return rows.insert(db, "dismissals", values)


def standing(db: Database, staff_id: int, *, today: str) -> list[dict[str, Any]]:
    """Those that still hold today, the first to come back first."""
    sql = """
        SELECT id, line, why, until FROM dismissals
        WHERE staff_id = :staff AND taken_back_at IS NULL AND until > :today ORDER BY until, id
    """
    return rows.every(db, sql, {"staff": staff_id, "today": today})


def take_back(db: Database, staff_id: int, line: str) -> None:
    """The line waits again, if it had been put off."""
    sql = """
        UPDATE dismissals SET taken_back_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
        WHERE staff_id = ? AND line = ? AND taken_back_at IS NULL
    """
    db.execute(sql, [staff_id, line])
