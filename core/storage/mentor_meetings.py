"""Meetings that a pair planned: sessions that name it."""

from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, one

_FIELDS = """
    s.id, s.pair_id, s.cohort_id, s.kind, s.held_on, s.starts_at, s.minutes, s.state, s.cause,
    s.version, p.participant_id, p.mentor_id
"""
_JOINED = "FROM sessions AS s JOIN mentor_pairs AS p ON p.id = s.pair_id"


def insert_pair(db: Database, session_id: int, pair_id: int) -> None:
    """Say of a new session that a pair planned it: the same save, so no new version."""
    db.execute("UPDATE sessions SET pair_id = ? WHERE id = ?", [pair_id, session_id])


def by_id(db: Database, session_id: int) -> dict[str, Any] | None:
    return one(db, f"SELECT {_FIELDS} {_JOINED} WHERE s.id = ?", [session_id])


def planned(db: Database, pairs: str) -> list[dict[str, Any]]:
    """The planned meetings of some pairs (a JSON list of ids), soonest first."""
    sql = f"""
        SELECT {_FIELDS} {_JOINED}
        WHERE s.state = 'planned' AND s.pair_id IN (SELECT value FROM json_each(?))
        ORDER BY held_on, starts_at, s.id
    """
    return every(db, sql, [pairs])


def on_day(db: Database, pair_id: int, day: str) -> dict[str, Any] | None:
    """The meeting of a pair on a day, whatever became of it; one still planned first."""
    sql = f"""
        SELECT {_FIELDS} {_JOINED} WHERE s.pair_id = ? AND held_on = ?
        ORDER BY s.state <> 'planned', s.id LIMIT 1
    """
    return one(db, sql, [pair_id, day])


def planned_near(db: Database, pair_id: int, first: str, last: str, day: str) -> dict[str, Any] | None:  # fmt: skip
    """The planned meeting of a pair nearest to a day, between two others."""
    sql = f"""
        SELECT {_FIELDS} {_JOINED}
        WHERE s.pair_id = ? AND s.state = 'planned' AND held_on BETWEEN ? AND ?
        ORDER BY abs(julianday(held_on) - julianday(?)), held_on LIMIT 1
    """
    return one(db, sql, [pair_id, first, last, day])


def attended(db: Database, participant_id: int, mentor_id: int, day: str) -> bool:
    """Whether a session held that day, by the mentor or the team, already has the person on its roll."""
    sql = """
        SELECT s.id FROM attendance AS a JOIN sessions AS s ON s.id = a.session_id
        JOIN staff ON staff.id = held_by
        WHERE a.participant_id = ? AND s.held_on = ? AND s.state = 'held'
          AND mark IN ('present', 'late') AND (staff.role <> 'mentor' OR held_by = ?) LIMIT 1
    """
    return one(db, sql, [participant_id, day, mentor_id]) is not None
