"""Cohorts and the organisations that run them."""

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, wanted
from core.storage.rows import insert as insert_row
from core.storage.rows import update as update_row


def insert(db: Database, values: Mapping[str, Any], organisations: Mapping[int, str]) -> int:
    cohort_id = insert_row(db, "cohorts", values)
    run_by(db, cohort_id, organisations)
    return cohort_id


def run_by(db: Database, cohort_id: int, organisations: Mapping[int, str]) -> None:
    """Say which organisations run the cohort, instead of those that did."""
    db.execute("DELETE FROM cohort_organisations WHERE cohort_id = ?", [cohort_id])
    for organisation_id, part in organisations.items():
        insert_row(
            db,
            "cohort_organisations",
            {"cohort_id": cohort_id, "organisation_id": organisation_id, "part": part},
        )


def update(db: Database, cohort_id: int, values: Mapping[str, Any]) -> None:
    update_row(db, "cohorts", cohort_id, values)


def names(db: Database) -> dict[int, str]:
    return {row["id"]: row["name"] for row in every(db, "SELECT id, name FROM cohorts")}


def visible(
    db: Database,
    organisation_id: int | None,
    *,
    cohort_id: int | None = None,
    most: int | None = None,
    also: int | None = None,
) -> list[dict[str, Any]]:
    """Cohorts run by an organisation (all of them if None), newest first; the `most` newest, `also` one of them.

    With how many people entered, and `run_by`: the organisations and their parts, as JSON.
    """
    scope = {"organisation": organisation_id, "cohort": cohort_id}
    within = wanted(
        scope,
        organisation="id IN (SELECT cohort_id FROM cohort_organisations WHERE organisation_id = :organisation)",
        cohort="id = :cohort",
    )
    sql = f"""
        SELECT cohorts.*,
               (SELECT count(DISTINCT participant_id) FROM enrolments
                WHERE cohort_id = cohorts.id) AS people,
               (SELECT json_group_object(organisation_id, part) FROM (
                    SELECT organisation_id, part FROM cohort_organisations
                    WHERE cohort_id = cohorts.id ORDER BY part)) AS run_by
        FROM (SELECT * FROM cohorts WHERE {within}
              ORDER BY id IS :also DESC, starts_on DESC, name LIMIT :most) AS cohorts
        ORDER BY starts_on DESC, name
    """
    return every(db, sql, {**scope, "also": also, "most": -1 if most is None else most})


def next_code(db: Database, cohort_id: int) -> str:
    """Take the cohort's next participant code; inside a transaction."""
    db.execute("UPDATE cohorts SET last_number = last_number + 1 WHERE id = ?", [cohort_id])
    (row,) = every(db, "SELECT prefix, last_number FROM cohorts WHERE id = ?", [cohort_id])
    return f"{row['prefix']}-{row['last_number']:03d}"
