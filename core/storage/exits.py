"""The ends of supports, and what they must agree with."""

from typing import Any

from sqlite_utils import Database

from core.storage.rows import one


def of_enrolment(db: Database, enrolment_id: int) -> dict[str, Any] | None:
    """How a support ended; None while it goes on."""
    sql = """
        SELECT id, entered_on, ended_on, exit_kind, exit_reason, destination, version
        FROM enrolments WHERE id = ? AND ended_on IS NOT NULL
    """
    return one(db, sql, [enrolment_id])


def last_attended(db: Database, participant_id: int) -> str | None:
    """The day of the last session where somebody was present."""
    sql = """
        SELECT max(held_on) AS day FROM attendance JOIN sessions ON sessions.id = session_id
        WHERE participant_id = ? AND state = 'held' AND mark IN ('present', 'late')
    """
    row = one(db, sql, [participant_id])
    return row["day"] if row else None


def contacted_since(db: Database, enrolment_id: int) -> bool:
    """Whether a contact after this support was written down, and not thrown away."""
    sql = "SELECT 1 FROM follow_ups WHERE enrolment_id = ? AND trashed_at IS NULL"
    return one(db, sql, [enrolment_id]) is not None


def last_end(db: Database, participant_id: int) -> str | None:
    """The day on which somebody's latest support ended."""
    sql = "SELECT max(ended_on) AS day FROM enrolments WHERE participant_id = ?"
    row = one(db, sql, [participant_id])
    return row["day"] if row else None
