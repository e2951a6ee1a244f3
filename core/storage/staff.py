"""Accounts."""

from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, one

_STAFF = """
    SELECT staff.id, login, staff.name, role, organisation_id, organisations.name AS organisation,
           trade, language, active, password_hash IS NOT NULL AS has_password, staff.version
    FROM staff LEFT JOIN organisations ON organisations.id = organisation_id
"""


def by_id(db: Database, staff_id: int) -> dict[str, Any] | None:
    return one(db, f"{_STAFF} WHERE staff.id = ?", [staff_id])


def by_login(db: Database, login: str) -> dict[str, Any] | None:
    return one(db, f"{_STAFF} WHERE login = ?", [login])


def everybody(db: Database) -> list[dict[str, Any]]:
    return every(db, f"{_STAFF} ORDER BY active DESC, staff.name")


def near_cohort(db: Database, cohort_id: int) -> list[dict[str, Any]]:
    """Open accounts of those who work with a cohort, and of the leads."""
    sql = f"""
        {_STAFF} WHERE active = 1 AND (
            (role IN ('coach', 'mentor') AND organisation_id IN (
                SELECT organisation_id FROM cohort_organisations WHERE cohort_id = :cohort))
            OR (role = 'mentor' AND staff.id IN (
                SELECT mentor_id FROM mentor_pairs JOIN enrolments
                    ON enrolments.participant_id = mentor_pairs.participant_id
                WHERE cohort_id = :cohort))
            OR role = 'lead')
        ORDER BY role, staff.name
    """
    return every(db, sql, {"cohort": cohort_id})


def with_role(db: Database, role: str) -> list[dict[str, Any]]:
    return every(db, f"{_STAFF} WHERE role = ? AND active = 1 ORDER BY staff.name", [role])
