"""Contacts after the end of a support, one for each horizon of an enrolment."""

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, one, wanted
from core.storage.rows import insert as insert_row
from core.storage.rows import throw as throw_row
from core.storage.rows import update as update_row

_KEPT = """
    SELECT follow_ups.*, staff.name AS who, enrolments.participant_id, enrolments.cohort_id
    FROM follow_ups JOIN enrolments ON enrolments.id = enrolment_id
    JOIN staff ON staff.id = follow_ups.recorded_by
"""
_WANTS_CONTACT = """
    (SELECT answer FROM consents
     WHERE consents.participant_id = enrolments.participant_id AND kind = 'contact'
       AND given_on <= :today ORDER BY given_on DESC, consents.id DESC LIMIT 1)
"""
_RECORDED = """
    (SELECT json_group_object(horizon, outcome) FROM follow_ups
     WHERE enrolment_id = enrolments.id AND trashed_at IS NULL)
"""
_FOLLOWED_AGAIN = """
    EXISTS (SELECT 1 FROM enrolments AS later WHERE later.participant_id = enrolments.participant_id
            AND later.id <> enrolments.id
            AND (later.ended_on IS NULL OR later.entered_on >= enrolments.ended_on))
"""


def insert(db: Database, values: Mapping[str, Any]) -> int:
    return insert_row(db, "follow_ups", values)


def update(db: Database, follow_up_id: int, values: Mapping[str, Any]) -> None:
    update_row(db, "follow_ups", follow_up_id, values)


def by_id(db: Database, follow_up_id: int) -> dict[str, Any] | None:
    return one(db, f"{_KEPT} WHERE follow_ups.id = ?", [follow_up_id])


def at(db: Database, enrolment_id: int, horizon: int) -> dict[str, Any] | None:
    """The contact of a horizon, in the trash or not."""
    return one(db, f"{_KEPT} WHERE enrolment_id = ? AND horizon = ?", [enrolment_id, horizon])


def of_participant(db: Database, participant_id: int) -> list[dict[str, Any]]:
    """Every contact of somebody, in the trash or not, by support and horizon."""
    sql = f"{_KEPT} WHERE participant_id = ? ORDER BY enrolment_id, horizon"
    return every(db, sql, [participant_id])


def supports(db: Database, participant_id: int, today: str) -> list[dict[str, Any]]:
    """The supports of somebody that ended, latest first, with what they say about being contacted."""
    sql = f"""
        SELECT enrolments.id, cohort_id, cohorts.name AS cohort, entered_on, ended_on, exit_kind,
               {_WANTS_CONTACT} AS contact, {_FOLLOWED_AGAIN} AS again
        FROM enrolments JOIN cohorts ON cohorts.id = cohort_id
        WHERE participant_id = :person AND ended_on IS NOT NULL
        ORDER BY ended_on DESC, enrolments.id DESC
    """
    return every(db, sql, {"person": participant_id, "today": today})


def ended(db: Database, scope: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Supports ended between two days, of people whom nobody follows again, the oldest end first.

    Scope: coach, organisation, orphan (those without a coach), first, last, today, longest.
    """
    whose = wanted(
        scope, coach="coach_id = :coach", orphan="coach_id IS NULL",
        organisation="""cohort_id IN (
            SELECT cohort_id FROM cohort_organisations WHERE organisation_id = :organisation)""",
    )  # fmt: skip
    sql = f"""
        SELECT participants.id, code, first_name, last_name, enrolments.cohort_id,
               enrolments.id AS enrolment_id, ended_on, exit_kind,
               {_RECORDED} AS recorded, {_WANTS_CONTACT} AS contact
        FROM enrolments JOIN participants ON participants.id = enrolments.participant_id
        WHERE {whose} AND ended_on BETWEEN :first AND :last AND standing = 'active'
          AND NOT {_FOLLOWED_AGAIN}
        ORDER BY ended_on, enrolments.id LIMIT :longest
    """
    return every(db, sql, scope)


def ended_in(db: Database, cohort_id: int, today: str) -> list[dict[str, Any]]:
    """The supports of a cohort that ended, with the outcome of each contact."""
    sql = f"""
        SELECT ended_on, exit_kind, {_RECORDED} AS recorded, {_WANTS_CONTACT} AS contact,
               {_FOLLOWED_AGAIN} AS again
        FROM enrolments WHERE cohort_id = :cohort AND ended_on IS NOT NULL
    """
    return every(db, sql, {"cohort": cohort_id, "today": today})


def throw(db: Database, follow_up_id: int, *, trashed: bool) -> None:
    """Put a contact in the trash, or take it out."""
    throw_row(db, "follow_ups", follow_up_id, trashed=trashed)
