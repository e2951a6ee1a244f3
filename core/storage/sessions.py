"""Sessions, and who was there."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, one, wanted
from core.storage.rows import insert as insert_row
from core.storage.rows import update as update_row
from core.storage.trash import never_used

_SESSION = """
    SELECT sessions.*, cohorts.name AS cohort, sites.name AS site, holder.name AS holder,
           recorder.name AS recorder
    FROM sessions
    JOIN cohorts ON cohorts.id = cohort_id
    JOIN staff AS holder ON holder.id = held_by
    JOIN staff AS recorder ON recorder.id = sessions.recorded_by
    LEFT JOIN sites ON sites.id = site_id
"""

_WITH_COUNTS = """
        SELECT found.*,
            (SELECT count(*) FROM attendance WHERE session_id = found.id) AS expected,
            (SELECT count(*) FROM attendance
             WHERE session_id = found.id AND mark IN ('present', 'late')) AS present,
            ifnull((SELECT iif(count(*) = 1, max(first_name || ' ' || last_name), NULL)
             FROM attendance JOIN participants ON participants.id = participant_id
             WHERE session_id = found.id),
             (SELECT first_name || ' ' || last_name
              FROM mentor_pairs JOIN participants ON participants.id = participant_id
              WHERE mentor_pairs.id = found.pair_id)) AS person
"""


def insert(db: Database, values: Mapping[str, Any]) -> int:
    return insert_row(db, "sessions", {"id": never_used(db, "session", "sessions"), **values})


def update(db: Database, session_id: int, values: Mapping[str, Any]) -> None:
    update_row(db, "sessions", session_id, values)


def _within(scope: Mapping[str, Any]) -> str:
    return wanted(
        scope,
        cohort="cohort_id = :cohort",
        holder="held_by = :holder",
        month="held_on BETWEEN :month || '-01' AND :month || '-31'",
        organisation="cohort_id IN (SELECT cohort_id FROM cohort_organisations WHERE organisation_id = :organisation)",
    )


def by_id(db: Database, session_id: int) -> dict[str, Any] | None:
    return one(db, f"{_SESSION} WHERE sessions.id = ?", [session_id])


def page(
    db: Database, scope: Mapping[str, Any], *, limit: int, offset: int
) -> list[dict[str, Any]]:
    """Some sessions, newest first, with how many were there and expected, or the one person.

    Scope: cohort, month, organisation.
    """
    sql = f"""
        {_WITH_COUNTS}
        FROM ({_SESSION} WHERE {_within(scope)}
              ORDER BY held_on DESC, starts_at DESC, sessions.id DESC LIMIT :limit OFFSET :offset) AS found
    """
    return every(db, sql, {**scope, "limit": limit, "offset": offset})


def between(
    db: Database, scope: Mapping[str, Any], first: str, last: str, *, most: int
) -> list[dict[str, Any]]:
    """Sessions from one day to another, in the order of their hours. Scope: cohort, organisation, holder."""
    sql = f"""
        {_WITH_COUNTS}
        FROM ({_SESSION} WHERE held_on BETWEEN :first AND :last AND {_within(scope)}
              ORDER BY held_on, starts_at IS NULL, starts_at, sessions.id LIMIT :most) AS found
    """
    return every(db, sql, {**scope, "first": first, "last": last, "most": most})


def count(db: Database, scope: Mapping[str, Any]) -> int:
    return int(
        every(db, f"SELECT count(*) AS n FROM sessions WHERE {_within(scope)}", scope)[0]["n"]
    )


def months(db: Database, scope: Mapping[str, Any]) -> list[str]:
    """The months that have sessions, YYYY-MM, newest first."""
    within = _within({**scope, "month": None})
    latest = f"SELECT substr(max(held_on), 1, 7) FROM sessions WHERE {within}"
    # From one month to the one before it: one look in the index each, however many sessions there are.
    sql = f"""
        WITH RECURSIVE found (month) AS (
            {latest} UNION ALL
            SELECT ({latest} AND held_on < month) FROM found WHERE month IS NOT NULL)
        SELECT month FROM found WHERE month IS NOT NULL
    """
    return [row["month"] for row in every(db, sql, scope)]


def of_participant(db: Database, participant_id: int) -> list[dict[str, Any]]:
    """Held sessions where somebody was expected, newest first, with their mark and its cause."""
    sql = f"""
        {_SESSION.replace("FROM sessions", ", mark, attendance.cause AS mark_cause FROM sessions", 1)}
        JOIN attendance ON session_id = sessions.id
        WHERE participant_id = ? ORDER BY held_on DESC, starts_at DESC, sessions.id DESC
    """
    return every(db, sql, [participant_id])


def enrolled(db: Database, cohort_id: int, on: str) -> list[dict[str, Any]]:
    """Everybody who was in a cohort on a day, once each, where they were; a later situation ends a leave."""
    sql = """
        SELECT DISTINCT participants.id, code, first_name, last_name, standing,
               situations.kind AS situation, situations.site_id, leave.id IS NOT NULL AS on_leave
        FROM enrolments JOIN participants ON participants.id = enrolments.participant_id
        LEFT JOIN situation_entries AS situations ON situations.id = (
            SELECT id FROM situations AS s
            WHERE s.participant_id = participants.id AND s.starts_on <= :day
            ORDER BY starts_on DESC, id DESC LIMIT 1)
        LEFT JOIN place_changes AS leave ON leave.id = (
            SELECT id FROM place_changes AS l
            WHERE l.participant_id = participants.id AND l.kind = 'leave' AND +l.cancels IS NULL
              AND :day BETWEEN l.starts_on AND l.returns_on AND situations.starts_on <= l.starts_on
              AND NOT EXISTS (SELECT 1 FROM place_changes AS c WHERE c.cancels = l.id))
        WHERE cohort_id = :cohort AND entered_on <= :day AND (ended_on IS NULL OR ended_on >= :day)
    """
    return every(db, sql, {"cohort": cohort_id, "day": on})


def marks(db: Database, session_id: int) -> list[dict[str, Any]]:
    sql = "SELECT participant_id, mark, cause FROM attendance WHERE session_id = ?"
    return every(db, sql, [session_id])


def put_mark(db: Database, session_id: int, participant_id: int, mark: str, cause: str | None) -> None:  # fmt: skip
    db.execute(
        """
        INSERT INTO attendance (session_id, participant_id, mark, cause) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET mark = excluded.mark, cause = excluded.cause
        """,
        [session_id, participant_id, mark, cause],
    )


def remove_marks(db: Database, session_id: int, people: Iterable[int]) -> None:
    for person in people:
        db.execute(
            "DELETE FROM attendance WHERE session_id = ? AND participant_id = ?",
            [session_id, person],
        )


def site_name(db: Database, site_id: int | None) -> str:
    row = one(db, "SELECT name FROM sites WHERE id = ?", [site_id])
    return str(row["name"]) if row else ""
