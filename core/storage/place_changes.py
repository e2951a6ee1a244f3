"""Changes of place: what each did, the leaves among them, and the reviews that follow."""

import json
from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, one
from core.storage.rows import insert as insert_row
from core.storage.rows import update as update_row

# A change holds while neither it nor the situation that it opened was cancelled.
HOLDS = """
    +changed.cancels IS NULL
    AND NOT EXISTS (SELECT 1 FROM place_changes AS later WHERE later.cancels = changed.id)
    AND NOT EXISTS (SELECT 1 FROM situation_entries AS undone
                    WHERE undone.cancels = changed.situation_id)
"""


def insert(db: Database, values: Mapping[str, Any]) -> int:
    return insert_row(db, "place_changes", values)


def of(db: Database, participant_id: int) -> list[dict[str, Any]]:
    """The changes that hold, latest written first."""
    sql = f"""
        SELECT changed.*, sites.name AS site, staff.name AS who
        FROM place_changes AS changed JOIN staff ON staff.id = changed.recorded_by
        LEFT JOIN sites ON sites.id = changed.site_id
        WHERE changed.participant_id = ? AND {HOLDS} ORDER BY changed.id DESC
    """
    return every(db, sql, [participant_id])


def insert_review(db: Database, values: Mapping[str, Any]) -> int:
    return insert_row(db, "reviews", values)


def update_review(db: Database, review_id: int, values: Mapping[str, Any]) -> None:
    update_row(db, "reviews", review_id, values)


def throw_review(db: Database, review_id: int) -> None:
    """Into the trash: the change that asked for it was taken back."""
    db.execute(
        """
        UPDATE reviews SET trashed_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), version = version + 1
        WHERE id = ?
        """,
        [review_id],
    )


def review(db: Database, review_id: int) -> dict[str, Any] | None:
    return one(db, "SELECT * FROM reviews WHERE id = ?", [review_id])


def review_of_change(db: Database, change_id: int) -> dict[str, Any] | None:
    return one(db, "SELECT * FROM reviews WHERE change_id = ?", [change_id])


def reviews(db: Database, participant_id: int, interviews: list[str]) -> list[dict[str, Any]]:
    """Somebody's reviews, latest first, each with the first interview they came to since the change."""
    sql = f"""
        SELECT reviews.*, (
            SELECT min(held_on) FROM attendance JOIN sessions ON sessions.id = session_id
            WHERE participant_id = reviews.participant_id AND held_on > since AND state = 'held'
              AND mark IN ('present', 'late')
              AND sessions.kind IN (SELECT value FROM json_each(?))) AS met_on
        FROM reviews JOIN place_changes AS changed ON changed.id = change_id
        WHERE reviews.participant_id = ? AND trashed_at IS NULL AND {HOLDS}
        ORDER BY since DESC, reviews.id DESC
    """
    return every(db, sql, [json.dumps(interviews), participant_id])
