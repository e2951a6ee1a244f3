"""Insert, update and read rows: the deeds every table shares."""

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database


def insert(db: Database, table: str, values: Mapping[str, Any]) -> int:
    """Insert a row and return its id. Plain SQL: sqlite-utils would create a misspelt table."""
    columns = ", ".join(values)
    marks = ", ".join(f":{column}" for column in values)
    cursor = db.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", dict(values))
    return int(cursor.lastrowid or 0)


def update(db: Database, table: str, record_id: int, values: Mapping[str, Any]) -> None:
    """Change a versioned row and raise its version by one."""
    changes = ", ".join(f"{column} = :{column}" for column in values)
    db.execute(
        f"UPDATE {table} SET {changes}, version = version + 1 WHERE id = :id",
        {**values, "id": record_id},
    )


def throw(db: Database, table: str, record_id: int, *, trashed: bool) -> None:
    """Put a versioned row in the trash, or take it out."""
    db.execute(
        f"""
        UPDATE {table} SET version = version + 1, trashed_at = CASE WHEN ? THEN
            strftime('%Y-%m-%dT%H:%M:%fZ', 'now') END WHERE id = ?
        """,
        [int(trashed), record_id],
    )


def one(db: Database, sql: str, values: Any = ()) -> dict[str, Any] | None:
    """The first row, or None. The rest is read too: an open cursor holds the file's log back."""
    rows = every(db, sql, values)
    return rows[0] if rows else None


def every(db: Database, sql: str, values: Any = ()) -> list[dict[str, Any]]:
    """All the rows. The connection's own cursor: `db.query` adds a savepoint around each reading."""
    cursor = db.conn.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def wanted(values: Mapping[str, Any], **conditions: str) -> str:
    """The conditions whose value is given, joined; one whose value is None asks nothing.

    `:x IS NULL OR …` would say the same, but no index answers it.
    """
    asked = [sql for name, sql in conditions.items() if values.get(name) is not None]
    return " AND ".join(asked) or "1"
