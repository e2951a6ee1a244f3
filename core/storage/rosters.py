"""What an import of a roster compares with, and what it remembers."""

from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from core.storage.rows import every


def people(db: Database, cohort_ids: Sequence[int], *, here: int) -> list[dict[str, Any]]:
    """Who is or was in these cohorts, with one of them by name; `is_here` if it is the cohort `here`."""
    marks = ", ".join("?" * len(cohort_ids))
    sql = f"""
        SELECT participants.id, code, first_name, last_name, birth_year,
               max(cohort_id = ?) AS is_here, cohorts.name AS cohort, max(entered_on) AS since
        FROM participants
        JOIN enrolments ON participant_id = participants.id
        JOIN cohorts ON cohorts.id = cohort_id
        WHERE cohort_id IN ({marks}) AND standing <> 'anonymous'
        GROUP BY participants.id
    """
    return every(db, sql, [here, *cohort_ids])


def decided(db: Database, cohort_id: int) -> dict[str, int]:
    """Fingerprint of a line → the person it was found or decided to be."""
    rows = every(
        db,
        "SELECT fingerprint, participant_id FROM roster_decisions WHERE cohort_id = ?",
        [cohort_id],
    )
    return {row["fingerprint"]: row["participant_id"] for row in rows}


def remember(db: Database, cohort_id: int, fingerprint: str, participant_id: int) -> None:
    """Keep who a line is; what was decided first stays."""
    db.execute(
        "INSERT OR IGNORE INTO roster_decisions (cohort_id, fingerprint, participant_id) VALUES (?, ?, ?)",
        [cohort_id, fingerprint, participant_id],
    )


def codes(db: Database, participant_ids: Sequence[int]) -> dict[int, str]:
    marks = ", ".join("?" * len(participant_ids))
    rows = every(db, f"SELECT id, code FROM participants WHERE id IN ({marks})", participant_ids)
    return {row["id"]: row["code"] for row in rows}
