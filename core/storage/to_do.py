"""What waits: open enrolments with their last dates, submissions, alerts, sessions without a roll call."""

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from core.storage.place_changes import HOLDS
from core.storage.rows import every, wanted

_RUN_BY_OURS = "cohort_id IN (SELECT cohort_id FROM cohort_organisations WHERE organisation_id = :organisation)"
_WHO = "participants.id, code, first_name, last_name, enrolments.cohort_id"


def open_people(db: Database, scope: Mapping[str, Any]) -> list[dict[str, Any]]:
    """People followed now, with what they last did and what their file lacks."""
    sql = f"""
        SELECT {_WHO}, next_step, next_step_on, entered_on, coach_id, informed_on IS NOT NULL AS informed,
            EXISTS (SELECT 1 FROM situations WHERE participant_id = participants.id) AS situated,
            (SELECT max(held_on) FROM attendance JOIN sessions ON sessions.id = session_id
              WHERE participant_id = participants.id AND mark IN ('present', 'late')
            ) AS last_session,
            (SELECT max(moved_on) FROM milestone_moves WHERE enrolment_id = enrolments.id) AS last_move
        FROM enrolments JOIN participants ON participants.id = participant_id
        WHERE enrolments.ended_on IS NULL AND standing = 'active'
          AND {wanted(scope, coach="coach_id = :coach", organisation=f"enrolments.{_RUN_BY_OURS}")}
    """
    return every(db, sql, scope)


def submitted_milestones(db: Database, scope: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Milestones that wait for a second person: not those that `me` submitted."""
    sql = f"""
        SELECT {_WHO}, milestone, moved_on
        FROM enrolments JOIN participants ON participants.id = participant_id
        JOIN milestone_moves AS m ON m.enrolment_id = enrolments.id
        WHERE enrolments.ended_on IS NULL AND standing = 'active'
          AND {wanted(scope, organisation=f"enrolments.{_RUN_BY_OURS}")}
          AND state = 'submitted' AND m.recorded_by <> :me
          AND NOT EXISTS (SELECT 1 FROM milestone_moves AS later
                          WHERE later.enrolment_id = m.enrolment_id
                            AND later.milestone = m.milestone AND later.id > m.id)
        ORDER BY moved_on, participants.id LIMIT :longest
    """
    return every(db, sql, scope)


def alerts(db: Database, scope: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A mentor's alert about somebody whom no coach has met alone since: a workshop is no answer."""
    sql = f"""
        SELECT {_WHO}, met_on, staff.name AS mentor
        FROM enrolments JOIN participants ON participants.id = enrolments.participant_id
        JOIN mentor_pairs ON mentor_pairs.participant_id = participants.id
        JOIN feedback ON pair_id = mentor_pairs.id
        JOIN staff ON staff.id = mentor_id
        WHERE enrolments.ended_on IS NULL AND standing = 'active' AND alert = 1
          AND {wanted(scope, coach="coach_id = :coach", organisation=f"enrolments.{_RUN_BY_OURS}")}
          AND NOT EXISTS (SELECT 1 FROM attendance JOIN sessions ON sessions.id = session_id
                          WHERE attendance.participant_id = participants.id AND held_on > met_on
                            AND state = 'held' AND mark IN ('present', 'late')
                            AND kind IN (SELECT value FROM json_each(:interviews)))
        ORDER BY met_on, participants.id LIMIT :longest
    """
    return every(db, sql, scope)


def forecasts_to_review(db: Database, scope: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Forecasts with something to look at, of people followed now; counted when they were saved."""
    sql = f"""
        SELECT {_WHO}, checks
        FROM enrolments JOIN participants ON participants.id = enrolments.participant_id
        JOIN forecasts ON forecasts.participant_id = participants.id
        WHERE enrolments.ended_on IS NULL AND standing = 'active' AND checks > 0
          AND {wanted(scope, coach="coach_id = :coach", organisation=f"enrolments.{_RUN_BY_OURS}")}
        ORDER BY participants.id LIMIT :longest
    """
    return every(db, sql, scope)


def reviews_to_do(db: Database, scope: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Reviews after a change that holds, of people followed now whom no coach has met alone since."""
    sql = f"""
        SELECT {_WHO}, reviews.id AS review, cause, due_on
        FROM reviews CROSS JOIN place_changes AS changed ON changed.id = change_id
        JOIN participants ON participants.id = reviews.participant_id
        JOIN enrolments ON enrolments.participant_id = participants.id
        WHERE done_on IS NULL AND trashed_at IS NULL AND since <= :today AND {HOLDS}
          AND enrolments.ended_on IS NULL AND standing = 'active'
          AND {wanted(scope, coach="coach_id = :coach", organisation=f"enrolments.{_RUN_BY_OURS}")}
          AND NOT EXISTS (SELECT 1 FROM attendance JOIN sessions ON sessions.id = session_id
                          WHERE attendance.participant_id = participants.id AND held_on > since
                            AND state = 'held' AND mark IN ('present', 'late')
                            AND sessions.kind IN (SELECT value FROM json_each(:interviews)))
        ORDER BY due_on, participants.id LIMIT :longest
    """
    return every(db, sql, scope)


def sessions_to_record(db: Database, scope: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Planned sessions whose day has come; one that a pair planned waits for its mentor's feedback instead."""
    sql = f"""
        SELECT sessions.id, cohort_id, cohorts.name AS cohort, kind, title, held_on
        FROM sessions JOIN cohorts ON cohorts.id = cohort_id
        WHERE state = 'planned' AND held_on < :today
          AND (pair_id IS NULL OR pair_id IN (
            SELECT id FROM mentor_pairs WHERE ends_on IS NOT NULL AND ends_on < held_on))
          AND {wanted(scope, coach="held_by = :coach", organisation=_RUN_BY_OURS)}
    """
    return every(db, sql, scope)


def coming_sessions(db: Database, scope: Mapping[str, Any], *, limit: int) -> list[dict[str, Any]]:
    """The next sessions, soonest first."""
    sql = f"""
        SELECT sessions.id, cohort_id, cohorts.name AS cohort, kind, title, held_on, starts_at
        FROM sessions JOIN cohorts ON cohorts.id = cohort_id
        WHERE state = 'planned' AND held_on >= :today
          AND {wanted(scope, coach="held_by = :coach", organisation=_RUN_BY_OURS)}
        ORDER BY held_on, starts_at LIMIT :limit
    """
    return every(db, sql, {**scope, "limit": limit})
