"""Pairs of a participant and a mentor, with the meetings they had."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, one, wanted
from core.storage.rows import insert as insert_row
from core.storage.rows import update as update_row

_FIELDS = """
    p.id, p.participant_id, p.mentor_id, p.starts_on, p.ends_on, p.end_reason, p.version,
    code, first_name, last_name, project, standing, mentor.name AS mentor
"""
_JOINED = """
    FROM mentor_pairs AS p
    JOIN participants ON participants.id = p.participant_id
    JOIN staff AS mentor ON mentor.id = p.mentor_id
"""
_LATEST = """
    JOIN enrolments ON enrolments.id = (
        SELECT id FROM enrolments AS e WHERE e.participant_id = p.participant_id
        ORDER BY (ended_on IS NULL) DESC, entered_on DESC, id DESC LIMIT 1)
"""


def _within(scope: Mapping[str, Any]) -> str:
    # First whoever was ever ours, found in the indexes; then those whose latest enrolment is.
    ours = """p.participant_id IN (
        SELECT participant_id FROM enrolments WHERE coach_id = :coach UNION
        SELECT participant_id FROM enrolments WHERE cohort_id IN (
            SELECT cohort_id FROM cohort_organisations WHERE organisation_id = :organisation))
        AND (enrolments.coach_id = :coach OR enrolments.cohort_id IN (
            SELECT cohort_id FROM cohort_organisations WHERE organisation_id = :organisation))"""
    return f"WHERE standing = 'active' AND {wanted(scope, organisation=ours)}"


def insert(db: Database, values: Mapping[str, Any]) -> int:
    return insert_row(db, "mentor_pairs", values)


def update(db: Database, pair_id: int, values: Mapping[str, Any]) -> None:
    update_row(db, "mentor_pairs", pair_id, values)


def by_id(db: Database, pair_id: int) -> dict[str, Any] | None:
    return one(db, f"SELECT {_FIELDS} {_JOINED} WHERE p.id = ?", [pair_id])


def of(db: Database, participant_id: int) -> list[dict[str, Any]]:
    """Somebody's pairs, the current ones first, then the latest."""
    sql = f"""
        SELECT {_FIELDS} {_JOINED} WHERE p.participant_id = ?
        ORDER BY p.ends_on IS NOT NULL, p.starts_on DESC, p.id DESC
    """
    return every(db, sql, [participant_id])


def open_pair(db: Database, participant_id: int, mentor_id: int) -> dict[str, Any] | None:
    sql = """
        SELECT id FROM mentor_pairs WHERE participant_id = ? AND mentor_id = ? AND ends_on IS NULL
    """
    return one(db, sql, [participant_id, mentor_id])


def page(
    db: Database, scope: Mapping[str, Any], *, limit: int, offset: int
) -> list[dict[str, Any]]:
    """Some pairs, the current ones first, by name; scope: organisation and coach (None = any)."""
    sql = f"""
        SELECT {_FIELDS} {_JOINED} {_LATEST} {_within(scope)}
        ORDER BY p.ends_on IS NOT NULL, last_name, first_name, p.id LIMIT :limit OFFSET :offset
    """
    return every(db, sql, {**scope, "limit": limit, "offset": offset})


def count(db: Database, scope: Mapping[str, Any]) -> int:
    return int(
        every(db, f"SELECT count(*) AS n {_JOINED} {_LATEST} {_within(scope)}", scope)[0]["n"]
    )


def mentees(db: Database, mentor_id: int) -> list[dict[str, Any]]:
    """A mentor's current pairs: a first name, a project, and the step of the last meeting held."""
    sql = """
        SELECT p.id, p.starts_on, first_name, project, last.next_step, last.next_step_on
        FROM mentor_pairs AS p JOIN participants ON participants.id = p.participant_id
        LEFT JOIN feedback AS last ON last.id = (
            SELECT id FROM feedback WHERE pair_id = p.id AND held = 1
            ORDER BY met_on DESC LIMIT 1)
        WHERE p.mentor_id = ? AND p.ends_on IS NULL AND standing = 'active'
        ORDER BY first_name, p.id
    """
    return every(db, sql, [mentor_id])


def meetings(db: Database, pair_ids: Sequence[int], *, today: str) -> list[dict[str, Any]]:
    """The days on which the pairs met, as `_met` says, in their order."""
    which = "p.id IN (SELECT value FROM json_each(:pairs))"
    sql = f"SELECT * FROM ({_met(which)}) ORDER BY held_on"
    return every(db, sql, {"pairs": json.dumps(list(pair_ids)), "today": today})


def unanswered(db: Database, scope: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The days without feedback of the current pairs of people followed now, the earliest first.

    Scope: coach, organisation (None = any), kinds (a JSON list of kinds of session), today.
    """
    ours = """cohort_id IN (
        SELECT cohort_id FROM cohort_organisations WHERE organisation_id = :organisation)"""
    which = f"""p.ends_on IS NULL AND p.participant_id IN (
        SELECT participant_id FROM enrolments
        WHERE ended_on IS NULL AND {wanted(scope, coach="coach_id = :coach", organisation=ours)})"""
    sql = f"""
        SELECT met.*, participants.id, code, first_name, last_name, mentor.name AS mentor
        FROM ({_met(which)}) AS met
        JOIN mentor_pairs AS p ON p.id = met.pair_id
        JOIN participants ON participants.id = p.participant_id AND standing = 'active'
        JOIN staff AS mentor ON mentor.id = p.mentor_id
        WHERE met.kind IN (SELECT value FROM json_each(:kinds))
          AND NOT EXISTS (SELECT 1 FROM feedback WHERE pair_id = met.pair_id AND met_on = met.held_on)
        ORDER BY met.held_on, met.pair_id
    """
    return every(db, sql, scope)


def _met(which: str) -> str:
    """The one rule of when a pair met: pair, cohort, kind and day.

    Sessions that its participant attended while the pair lasted, except another mentor's; and those that
    the pair planned, whose day has passed, and that nobody wrote down.
    """
    lasting = "s.held_on BETWEEN p.starts_on AND ifnull(p.ends_on, :today)"
    return f"""
        SELECT p.id AS pair_id, s.cohort_id, s.kind, s.held_on
        FROM mentor_pairs AS p
        JOIN attendance AS a ON a.participant_id = p.participant_id AND mark IN ('present', 'late')
        JOIN sessions AS s ON s.id = a.session_id AND s.state = 'held' AND {lasting}
        JOIN staff ON staff.id = s.held_by
        WHERE {which} AND (staff.role <> 'mentor' OR s.held_by = p.mentor_id)
        UNION
        SELECT p.id, s.cohort_id, s.kind, s.held_on
        FROM mentor_pairs AS p JOIN sessions AS s ON s.pair_id = p.id AND {lasting}
        WHERE {which} AND s.state = 'planned' AND s.held_on < :today
    """


def feedback_days(db: Database, pair_ids: Sequence[int]) -> list[dict[str, Any]]:
    """The days for which the pairs' mentors gave feedback, and whether they raised an alert."""
    marks = ", ".join("?" * len(pair_ids))
    sql = f"""
        SELECT pair_id, met_on, alert FROM feedback WHERE pair_id IN ({marks}) ORDER BY met_on
    """
    return every(db, sql, list(pair_ids))
