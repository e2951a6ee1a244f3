"""The people whom a coach follows now."""

from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, update


def followed(db: Database, coach_id: int) -> list[dict[str, Any]]:
    """The open enrolments of a coach."""
    sql = "SELECT id, participant_id, cohort_id FROM enrolments WHERE coach_id = ? AND ended_on IS NULL"
    return every(db, sql, [coach_id])


def give(db: Database, enrolment_id: int, coach_id: int | None) -> None:
    update(db, "enrolments", enrolment_id, {"coach_id": coach_id})


def not_run_by(db: Database, coach_id: int, successor_id: int) -> list[str]:
    """The cohorts where a coach follows people and which a coach's organisation does not run; a lead may all."""
    sql = """
        SELECT DISTINCT cohorts.name FROM enrolments JOIN cohorts ON cohorts.id = cohort_id
        JOIN staff ON staff.id = :successor
        WHERE coach_id = :coach AND ended_on IS NULL AND staff.role = 'coach'
          AND NOT EXISTS (SELECT 1 FROM cohort_organisations AS o
                          WHERE o.cohort_id = cohorts.id AND o.organisation_id = staff.organisation_id)
    """
    rows = every(db, sql, {"coach": coach_id, "successor": successor_id})
    return [row["name"] for row in rows]


def with_people(db: Database) -> list[dict[str, Any]]:
    """Whoever follows somebody now, with how many, accounts closed included."""
    sql = """
        SELECT staff.id, name, active, count(*) AS people
        FROM enrolments JOIN staff ON staff.id = coach_id
        WHERE ended_on IS NULL GROUP BY staff.id ORDER BY active, name
    """
    return every(db, sql)
