"""People sent to organisations, and what these answered."""

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, one, wanted
from core.storage.rows import insert as insert_row
from core.storage.rows import update as update_row

_OURS = "cohort_id IN (SELECT cohort_id FROM cohort_organisations WHERE organisation_id = :organisation)"
_REFERRAL = """
    SELECT r.*, organisations.name AS organisation, staff.name AS author, code,
           first_name, last_name
    FROM referrals AS r
    JOIN participants ON participants.id = r.participant_id
    JOIN organisations ON organisations.id = r.organisation_id
    JOIN staff ON staff.id = r.recorded_by
"""


def insert(db: Database, values: Mapping[str, Any]) -> int:
    return insert_row(db, "referrals", values)


def update(db: Database, referral_id: int, values: Mapping[str, Any]) -> None:
    update_row(db, "referrals", referral_id, values)


def by_id(db: Database, referral_id: int) -> dict[str, Any] | None:
    return one(db, f"{_REFERRAL} WHERE r.id = ?", [referral_id])


def of_participant(db: Database, participant_id: int) -> list[dict[str, Any]]:
    """Newest first, those in the trash too."""
    sql = f"{_REFERRAL} WHERE r.participant_id = ? ORDER BY sent_on DESC, r.id DESC"
    return every(db, sql, [participant_id])


def _reached(scope: Mapping[str, Any]) -> str:
    """Of the people in reach: scope has organisation and me (None: everybody whose file is readable)."""
    latest = """
        enrolments.id = (SELECT id FROM enrolments AS e WHERE e.participant_id = r.participant_id
                         ORDER BY (ended_on IS NULL) DESC, entered_on DESC, id DESC LIMIT 1)
    """
    within = wanted(scope, me=f"(coach_id = :me OR enrolments.{_OURS})")
    standing = "'active'" if scope.get("me") is not None else "'active', 'archived'"
    return f"""
        trashed_at IS NULL AND participants.standing IN ({standing})
        AND EXISTS (SELECT 1 FROM enrolments WHERE participant_id = r.participant_id
                    AND {latest} AND {within})
    """


def to_organisation(
    db: Database, organisation_id: int, scope: Mapping[str, Any], *, longest: int
) -> list[dict[str, Any]]:
    """The referrals to one organisation of people in reach, newest first."""
    sql = f"""
        {_REFERRAL} WHERE r.organisation_id = :to AND {_reached(scope)}
        ORDER BY sent_on DESC, r.id DESC LIMIT :longest
    """
    return every(db, sql, {**scope, "to": organisation_id, "longest": longest})


def counts(db: Database, scope: Mapping[str, Any]) -> list[dict[str, Any]]:
    """How many referrals of people in reach, by organisation and answer."""
    sql = f"""
        SELECT r.organisation_id, answer, count(*) AS n
        FROM referrals AS r JOIN participants ON participants.id = r.participant_id
        WHERE {_reached(scope)} GROUP BY 1, 2
    """
    return every(db, sql, scope)


def waiting(db: Database, scope: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Sent before `before`, still without an answer, of people followed now; the oldest first."""
    sql = f"""
        SELECT r.id, r.participant_id, r.sent_on, code, first_name, last_name, organisations.name AS organisation
        FROM referrals AS r
        JOIN participants ON participants.id = r.participant_id
        JOIN enrolments ON enrolments.participant_id = r.participant_id AND ended_on IS NULL
        JOIN organisations ON organisations.id = r.organisation_id
        WHERE answer = 'waiting' AND trashed_at IS NULL AND sent_on <= :before
          AND standing = 'active' AND {wanted(scope, coach="coach_id = :coach", organisation=f"enrolments.{_OURS}")}
        ORDER BY sent_on, r.id LIMIT :longest
    """
    return every(db, sql, scope)
