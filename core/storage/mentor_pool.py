"""Mentors with what they offer, how many people they accompany now and when they last spoke."""

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, one, wanted
from core.storage.rows import insert as insert_row

_POOL = """
    SELECT staff.id, staff.name, staff.trade, staff.active, organisations.name AS organisation,
           password_hash IS NOT NULL AS has_account, sites.name AS permit_site, m.trades,
           m.departements, m.capacity, m.availability, m.availability_note, m.signed_on,
           m.agreed_until, m.permit_site_id, m.permit_asked_on, m.permit_until, m.version,
           (SELECT count(*) FROM mentor_pairs AS p JOIN participants ON participants.id = participant_id
             WHERE p.mentor_id = staff.id AND p.ends_on IS NULL AND standing = 'active') AS accompanied,
           (SELECT max(met_on) FROM mentor_pairs AS p JOIN feedback ON pair_id = p.id
             WHERE p.mentor_id = staff.id) AS last_feedback
    FROM staff LEFT JOIN mentor_profiles AS m ON m.staff_id = staff.id
    LEFT JOIN organisations ON organisations.id = staff.organisation_id
    LEFT JOIN sites ON sites.id = m.permit_site_id
    WHERE staff.role = 'mentor'
"""


def everybody(db: Database) -> list[dict[str, Any]]:
    """Mentors whose account is not closed."""
    return every(db, f"{_POOL} AND staff.active = 1")


def by_id(db: Database, staff_id: int) -> dict[str, Any] | None:
    return one(db, f"{_POOL} AND staff.id = ?", [staff_id])


def names(db: Database) -> dict[int, str]:
    """All the mentors that there ever were, by name."""
    return {
        row["id"]: row["name"]
        for row in every(db, "SELECT id, name FROM staff WHERE role = 'mentor'")
    }


def logins(db: Database, start: str) -> set[str]:
    """The sign-in names that begin like this one."""
    sql = "SELECT login FROM staff WHERE substr(login, 1, ?) = ?"
    return {row["login"] for row in every(db, sql, [len(start), start])}


def insert(db: Database, values: Mapping[str, Any]) -> None:
    insert_row(db, "mentor_profiles", values)


def update(db: Database, staff_id: int, values: Mapping[str, Any]) -> None:
    """Change a profile and raise its version by one."""
    changes = ", ".join(f"{column} = :{column}" for column in values)
    db.execute(
        f"UPDATE mentor_profiles SET {changes}, version = version + 1 WHERE staff_id = :mentor",
        {**values, "mentor": staff_id},
    )


def ending(db: Database, scope: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Agreements and permits that end by a day: of whom a coach's people have, of an organisation, or all.

    Scope: by (a day), since (ended before it, it is not said any more), coach, organisation, longest.
    """
    accompanies = """EXISTS (
        SELECT 1 FROM mentor_pairs AS p JOIN enrolments AS e ON e.participant_id = p.participant_id
        WHERE p.mentor_id = staff.id AND p.ends_on IS NULL AND e.ended_on IS NULL AND {whose})"""
    ours = """e.cohort_id IN (
        SELECT cohort_id FROM cohort_organisations WHERE organisation_id = :organisation)"""
    asked = wanted(
        scope,
        coach=accompanies.format(whose="e.coach_id = :coach"),
        organisation=f"(staff.organisation_id = :organisation OR {accompanies.format(whose=ours)})",
    )
    # CROSS keeps the order: profiles are few beside the pairs of a whole country.
    sql = f"""
        SELECT staff.id, staff.name, sites.name AS permit_site, agreed_until, permit_until
        FROM mentor_profiles AS m CROSS JOIN staff ON staff.id = m.staff_id
        LEFT JOIN sites ON sites.id = m.permit_site_id
        WHERE staff.active = 1 AND staff.role = 'mentor' AND {asked}
          AND (agreed_until BETWEEN :since AND :by OR permit_until BETWEEN :since AND :by)
        ORDER BY min(ifnull(agreed_until, '9999'), ifnull(permit_until, '9999')), staff.id
        LIMIT :longest
    """
    return every(db, sql, scope)
