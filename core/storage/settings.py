"""What the tracker file says of itself, by key."""

from sqlite_utils import Database

from core.storage.rows import one


def read(db: Database, key: str) -> str | None:
    row = one(db, "SELECT value FROM settings WHERE key = ?", [key])
    return None if row is None else str(row["value"])


def keep(db: Database, key: str, value: str) -> None:
    sql = (
        "INSERT INTO settings VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
    )
    db.execute(sql, [key, value])
