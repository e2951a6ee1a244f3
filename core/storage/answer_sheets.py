"""Answer sheets, who has not given theirs yet, and how many were received."""

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, one, throw, wanted
from core.storage.rows import insert as insert_row
from core.storage.rows import update as update_row

_SHEET = """
    SELECT s.*, enrolments.participant_id, enrolments.cohort_id, enrolments.entered_on,
        collector.name AS collector, recorder.name AS recorder
    FROM answer_sheets AS s JOIN enrolments ON enrolments.id = s.enrolment_id
    JOIN staff AS recorder ON recorder.id = s.recorded_by
    LEFT JOIN staff AS collector ON collector.id = s.collected_by
"""
_RUN_BY_OURS = "cohort_id IN (SELECT cohort_id FROM cohort_organisations WHERE organisation_id = :organisation)"

_SINCE = "CASE since WHEN 'entry' THEN entered_on ELSE ended_on END"

_MAY_BE_USED = """
    coalesce((SELECT answer FROM consents
              WHERE consents.participant_id = {person} AND kind = 'research'
              ORDER BY given_on DESC, consents.id DESC LIMIT 1), 'given') = 'given'
"""


def insert(db: Database, values: Mapping[str, Any]) -> int:
    return insert_row(db, "answer_sheets", values)


def update(db: Database, sheet_id: int, values: Mapping[str, Any]) -> None:
    update_row(db, "answer_sheets", sheet_id, values)


def set_trashed(db: Database, sheet_id: int, trashed: bool) -> None:
    throw(db, "answer_sheets", sheet_id, trashed=trashed)


def by_id(db: Database, sheet_id: int) -> dict[str, Any] | None:
    return one(db, f"{_SHEET} WHERE s.id = ?", [sheet_id])


def in_wave(
    db: Database, enrolment_id: int, instrument: str, wave: str
) -> dict[str, Any] | None:  # fmt: skip
    sql = f"{_SHEET} WHERE enrolment_id = ? AND instrument = ? AND wave = ? AND trashed_at IS NULL"
    return one(db, sql, [enrolment_id, instrument, wave])


def of_participant(db: Database, participant_id: int, *, trashed: bool) -> list[dict[str, Any]]:
    """In the order they were collected; those of the trash, or all the others."""
    sql = f"""
        {_SHEET} WHERE enrolments.participant_id = ? AND trashed_at IS {"NOT" if trashed else ""} NULL
        ORDER BY collected_on, s.id
    """
    return every(db, sql, [participant_id])


def may_be_used(db: Database, participant_id: int) -> bool:
    """Whether somebody has not refused, nor withdrawn from, the evaluation."""
    sql = f"SELECT {_MAY_BE_USED.format(person=':person')} AS used"
    return bool(every(db, sql, {"person": participant_id})[0]["used"])


def programmes_in_use(db: Database) -> list[tuple[int, str]]:
    """Id and definition of the programme versions that cohorts run, newest first."""
    sql = """
        SELECT id, definition FROM programmes
        WHERE id IN (SELECT programme_id FROM cohorts) ORDER BY key, version DESC
    """
    return [(row["id"], row["definition"]) for row in every(db, sql)]


def due(db: Database, scope: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Who may still be asked for which sheet, the longest due first.

    Scope: asked (JSON), today, longest, and coach, organisation, cohort or person (None = any).
    """
    mine = wanted(
        scope,
        coach="enrolments.coach_id = :coach",
        organisation=f"enrolments.{_RUN_BY_OURS}",
        cohort="enrolments.cohort_id = :cohort",
        person="enrolments.participant_id = :person",
    )
    # `earliest` and `latest` are wide of the mark: comparing texts first leaves few to look at closely.
    sql = f"""
        WITH asked AS MATERIALIZED (
            SELECT value ->> 'programme' AS programme, value ->> 'instrument' AS instrument,
                value ->> 'wave' AS wave, value ->> 'since' AS since, value ->> 'after' AS after,
                value ->> 'days' AS days, value ->> 'place' AS place, value -> 'neutral' AS neutral,
                value ->> 'earliest' AS earliest, value ->> 'latest' AS latest
            FROM json_each(:asked)
        ), near AS MATERIALIZED (
            SELECT asked.*, enrolments.id AS enrolment_id, participant_id, cohort_id, ended_on,
                exit_kind, date({_SINCE}, after) AS due_on
            FROM asked CROSS JOIN enrolments ON {_SINCE} BETWEEN earliest AND latest
            WHERE {mine}
        )
        SELECT participants.id, code, first_name, last_name, near.cohort_id,
            cohorts.name AS cohort, near.instrument, near.wave, due_on
        FROM near CROSS JOIN cohorts ON cohorts.id = near.cohort_id AND programme = programme_id
        CROSS JOIN participants ON participants.id = near.participant_id AND standing = 'active'
        WHERE due_on <= :today AND date(due_on, '+' || days || ' days') > :today
            AND (since = 'entry' AND near.ended_on IS NULL
                 OR since = 'exit' AND exit_kind NOT IN (SELECT value FROM json_each(neutral)))
            AND NOT EXISTS (SELECT 1 FROM answer_sheets AS s WHERE s.enrolment_id = near.enrolment_id
                            AND s.instrument = near.instrument AND s.wave = near.wave
                            AND trashed_at IS NULL)
            AND {_MAY_BE_USED.format(person="near.participant_id")}
        ORDER BY due_on, place, participants.id LIMIT :longest
    """
    return every(db, sql, scope)
