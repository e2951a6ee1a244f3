"""What a programme lead steers by: targets, people without a coach, workload, waiting milestones, marks."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlite_utils import Database

from core.storage.rows import every

_CURRENT = "enrolments.ended_on IS NULL AND standing = 'active'"


def targets(db: Database, cohorts: Iterable[int]) -> list[dict[str, Any]]:
    marks = ", ".join(str(int(cohort)) for cohort in cohorts)
    return every(db, f"SELECT cohort_id, figure, target FROM cohort_targets WHERE cohort_id IN ({marks})")  # fmt: skip


def set_targets(db: Database, cohort_id: int, targets: Mapping[str, int]) -> None:
    db.execute("DELETE FROM cohort_targets WHERE cohort_id = ?", [cohort_id])
    db.conn.executemany(
        "INSERT INTO cohort_targets (cohort_id, figure, target) VALUES (?, ?, ?)",
        [(cohort_id, figure, target) for figure, target in targets.items()],
    )


def without_a_coach(db: Database, *, most: int) -> list[dict[str, Any]]:
    """People followed now whom nobody coaches, or somebody whose account is closed; the longest first."""
    sql = f"""
        SELECT participants.id, code, first_name, last_name, cohorts.name AS cohort, entered_on,
               staff.name AS coach, count(*) OVER () AS total
        FROM enrolments JOIN participants ON participants.id = participant_id
        JOIN cohorts ON cohorts.id = cohort_id
        LEFT JOIN staff ON staff.id = coach_id
        WHERE {_CURRENT} AND (coach_id IS NULL OR staff.active = 0)
        ORDER BY entered_on, participants.id LIMIT :most
    """
    return every(db, sql, {"most": most})


def workload(db: Database, *, today: str) -> list[dict[str, Any]]:
    """For each coach: people followed now, next steps overdue, sessions that wait for their roll call."""
    sql = f"""
        WITH followed AS (
            SELECT coach_id, count(*) AS people,
                   sum(next_step_on < :today) AS overdue, sum(next_step_on IS NULL) AS no_step
            FROM enrolments JOIN participants ON participants.id = participant_id
            WHERE {_CURRENT} AND coach_id IS NOT NULL GROUP BY coach_id),
        waiting AS (
            SELECT held_by, count(*) AS sessions FROM sessions
            WHERE state = 'planned' AND held_on < :today GROUP BY held_by)
        SELECT staff.id, staff.name, organisations.name AS organisation, coalesce(people, 0) AS people,
               coalesce(overdue, 0) AS overdue, coalesce(no_step, 0) AS no_step,
               coalesce(sessions, 0) AS sessions
        FROM staff LEFT JOIN organisations ON organisations.id = organisation_id
        LEFT JOIN followed ON followed.coach_id = staff.id
        LEFT JOIN waiting ON waiting.held_by = staff.id
        WHERE staff.active = 1 AND role IN ('coach', 'lead') AND (role = 'coach' OR people > 0)
        ORDER BY people DESC, staff.name
    """
    return every(db, sql, {"today": today})


def waiting_milestones(db: Database, *, today: str) -> list[dict[str, Any]]:
    """Milestones submitted and not yet read over, with the days they have waited; by cohort."""
    sql = f"""
        SELECT enrolments.cohort_id, cohorts.name AS cohort,
               CAST(julianday(:today) - julianday(m.moved_on) AS INTEGER) AS days
        FROM milestone_moves AS m JOIN enrolments ON enrolments.id = m.enrolment_id
        JOIN participants ON participants.id = participant_id
        JOIN cohorts ON cohorts.id = cohort_id
        WHERE state = 'submitted' AND {_CURRENT}
          AND NOT EXISTS (SELECT 1 FROM milestone_moves AS later
                          WHERE later.enrolment_id = m.enrolment_id
                            AND later.milestone = m.milestone AND later.id > m.id)
        ORDER BY cohorts.name, days
    """
    return every(db, sql, {"today": today})


def marks_by_mentor(db: Database) -> list[dict[str, Any]]:
    """How many marks of each level each mentor gave."""
    sql = """
        SELECT staff.id, staff.name, mark, count(*) AS n
        FROM feedback_marks AS m JOIN feedback AS f ON f.id = m.feedback_id
        JOIN mentor_pairs AS p ON p.id = f.pair_id JOIN staff ON staff.id = p.mentor_id
        GROUP BY staff.id, mark ORDER BY staff.name
    """
    return every(db, sql)


def people_by_mentor(db: Database) -> dict[int, int]:
    """How many people each mentor spoke about."""
    sql = """
        SELECT p.mentor_id, count(DISTINCT p.participant_id) AS n
        FROM feedback AS f JOIN mentor_pairs AS p ON p.id = f.pair_id WHERE held = 1 GROUP BY 1
    """
    return {row["mentor_id"]: row["n"] for row in every(db, sql)}
