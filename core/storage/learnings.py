"""What the teams observe, with the cohort or the form of support it is about."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, one, wanted
from core.storage.rows import insert as insert_row
from core.storage.rows import throw as throw_row
from core.storage.rows import update as update_row

_LEARNING = """
    SELECT learnings.*, cohorts.name AS cohort, staff.name AS who, staff.organisation_id AS of_house
    FROM learnings JOIN staff ON staff.id = recorded_by LEFT JOIN cohorts ON cohorts.id = cohort_id
"""
# Those of our cohorts; without a cohort, those of our own colleagues.
_OURS = """
    (cohort_id IN (SELECT cohort_id FROM cohort_organisations WHERE organisation_id = :organisation)
     OR (cohort_id IS NULL AND staff.organisation_id = :organisation))
"""


def insert(db: Database, values: Mapping[str, Any]) -> int:
    return insert_row(db, "learnings", values)


def update(db: Database, learning_id: int, values: Mapping[str, Any]) -> None:
    update_row(db, "learnings", learning_id, values)


def by_id(db: Database, learning_id: int, organisation_id: int | None) -> dict[str, Any] | None:
    """One observation that an organisation may read (None: whoever)."""
    scope = {"organisation": organisation_id}
    sql = f"{_LEARNING} WHERE learnings.id = :id AND {wanted(scope, organisation=_OURS)}"
    return one(db, sql, {**scope, "id": learning_id})


def of(db: Database, scope: Mapping[str, Any], *, trash: bool, most: int) -> list[dict[str, Any]]:
    """Observations, newest first; scope: organisation, cohort, arm, kind, first, last (None: any)."""
    asked = wanted(
        scope,
        organisation=_OURS,
        cohort="cohort_id = :cohort",
        arm="learnings.arm = :arm",
        kind="kind = :kind",
        first="observed_on >= :first",
        last="observed_on <= :last",
    )
    sql = f"""
        {_LEARNING} WHERE {asked} AND trashed_at IS {"NOT " if trash else ""}NULL
        ORDER BY observed_on DESC, learnings.id DESC LIMIT :most
    """
    return every(db, sql, {**scope, "most": most})


def chosen(
    db: Database, ids: Sequence[int], organisation_id: int | None
) -> list[dict[str, Any]]:  # fmt: skip
    """These observations, oldest first, those in the trash left out."""
    scope = {"organisation": organisation_id}
    marks = ", ".join(f":id{at}" for at in range(len(ids)))
    sql = f"""
        {_LEARNING} WHERE learnings.id IN ({marks}) AND trashed_at IS NULL
          AND {wanted(scope, organisation=_OURS)}
        ORDER BY observed_on, learnings.id
    """
    return every(db, sql, {**scope, **{f"id{at}": each for at, each in enumerate(ids)}})


def names_in(db: Database, cohort_id: int) -> list[dict[str, Any]]:
    """First and last names of the people of a cohort."""
    sql = """
        SELECT first_name, last_name FROM participants
        WHERE id IN (SELECT participant_id FROM enrolments WHERE cohort_id = ?)
    """
    return every(db, sql, [cohort_id])


def throw(db: Database, learning_id: int, *, trashed: bool) -> None:
    """Put an observation in the trash, or take it out."""
    throw_row(db, "learnings", learning_id, trashed=trashed)
