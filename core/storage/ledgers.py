"""Dated, append-only entries: situations, stage moves, milestone moves."""

from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, insert, one


def insert_situation(db: Database, **values: Any) -> int:
    return insert(db, "situation_entries", values)


def situations(db: Database, participant_id: int) -> list[dict[str, Any]]:
    """Oldest first; of two entries for the same day the later one corrects the earlier."""
    sql = """
        SELECT situations.kind, sites.name AS site, sites.kind AS site_kind, starts_on, situations.id,
               site_id
        FROM situations LEFT JOIN sites ON sites.id = site_id
        WHERE participant_id = :person AND NOT EXISTS (
            SELECT 1 FROM situations AS later WHERE later.participant_id = :person
              AND later.starts_on = situations.starts_on AND later.id > situations.id)
        ORDER BY starts_on
    """
    return every(db, sql, {"person": participant_id})


def insert_stage_move(db: Database, **values: Any) -> int:
    return insert(db, "stage_moves", values)


def stage_moves(db: Database, enrolment_id: int) -> list[dict[str, Any]]:
    """The moves that hold, oldest first: neither cancelled nor cancelling.

    The plus keeps SQLite from walking through every move that cancels nothing: nearly all of them.
    """
    sql = """
        SELECT m.id, stage, moved_on, reason, m.recorded_at, staff.name AS who
        FROM stage_moves AS m JOIN staff ON staff.id = m.recorded_by
        WHERE enrolment_id = ? AND +cancels IS NULL
          AND NOT EXISTS (SELECT 1 FROM stage_moves AS c WHERE c.cancels = m.id)
        ORDER BY moved_on, m.id
    """
    return every(db, sql, [enrolment_id])


def insert_milestone_move(db: Database, **values: Any) -> int:
    return insert(db, "milestone_entries", values)


def milestone_states(db: Database, enrolment_id: int) -> list[dict[str, Any]]:
    """The latest entry of each milestone, with its planned date; and milestones that are only planned."""
    sql = """
        SELECT milestone, state, moved_on, evidence, reason, self_validated, recorded_by, who,
               planned_on, date_version
        FROM (
            SELECT m.milestone, m.state, m.moved_on, m.evidence, m.reason, m.self_validated,
                   m.recorded_by, staff.name AS who, d.planned_on, d.version AS date_version
            FROM milestone_moves AS m JOIN staff ON staff.id = m.recorded_by
            LEFT JOIN milestone_dates AS d
                   ON d.enrolment_id = m.enrolment_id AND d.milestone = m.milestone
            WHERE m.enrolment_id = :enrolment AND m.id = (
                SELECT max(id) FROM milestone_moves
                WHERE enrolment_id = :enrolment AND milestone = m.milestone)
            UNION ALL
            SELECT d.milestone, 'not_started', NULL, NULL, NULL, 0, NULL, NULL, d.planned_on, d.version
            FROM milestone_dates AS d
            WHERE d.enrolment_id = :enrolment AND NOT EXISTS (
                SELECT 1 FROM milestone_moves
                WHERE enrolment_id = :enrolment AND milestone = d.milestone))
    """
    return every(db, sql, {"enrolment": enrolment_id})


def last_milestone_move(db: Database, enrolment_id: int, milestone: str) -> dict[str, Any] | None:
    """The latest entry that holds for a milestone."""
    sql = """
        SELECT id, state FROM milestone_moves WHERE enrolment_id = ? AND milestone = ?
        ORDER BY id DESC LIMIT 1
    """
    return one(db, sql, [enrolment_id, milestone])


def milestone_evidence(db: Database, enrolment_id: int, milestone: str) -> dict[str, Any] | None:
    """The latest submission of a milestone: its evidence and who submitted it."""
    sql = """
        SELECT evidence, recorded_by FROM milestone_moves
        WHERE enrolment_id = ? AND milestone = ? AND state = 'submitted' ORDER BY id DESC LIMIT 1
    """
    rows = every(db, sql, [enrolment_id, milestone])
    return rows[0] if rows else None


def plan_milestone(db: Database, enrolment_id: int, milestone: str, planned_on: str) -> None:
    db.execute(
        """
        INSERT INTO milestone_dates (enrolment_id, milestone, planned_on) VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET planned_on = excluded.planned_on, version = version + 1
        """,
        [enrolment_id, milestone, planned_on],
    )
