"""What was chosen for somebody's plan: its size, and whether their mentor reads it."""

from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, one


def of(db: Database, participant_id: int) -> dict[str, Any] | None:
    sql = "SELECT short, shared, version FROM plan_settings WHERE participant_id = ?"
    return one(db, sql, [participant_id])


def put(db: Database, participant_id: int, *, short: bool, shared: bool) -> None:
    """Keep both choices; the version rises."""
    db.execute(
        """
        INSERT INTO plan_settings (participant_id, short, shared) VALUES (?, ?, ?)
        ON CONFLICT (participant_id) DO UPDATE SET short = excluded.short,
            shared = excluded.shared, version = version + 1
        """,
        [participant_id, int(short), int(shared)],
    )


def shared_with(db: Database, mentor_id: int) -> set[int]:
    """The mentor's current pairs whose plan is shared, by their ids."""
    sql = """
        SELECT mentor_pairs.id FROM mentor_pairs JOIN plan_settings USING (participant_id)
        WHERE mentor_id = ? AND ends_on IS NULL AND shared = 1
    """
    return {row["id"] for row in every(db, sql, [mentor_id])}
