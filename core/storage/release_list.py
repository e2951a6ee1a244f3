"""The needs of a release and the first appointment outside: dated entries, of which the latest holds."""

from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, one
from core.storage.rows import insert as insert_row


def insert(db: Database, **values: Any) -> int:
    return insert_row(db, "release_moves", values)


def states(db: Database, participant_id: int) -> list[dict[str, Any]]:
    """The entry that holds for each need: that of the latest day, of the same day the one typed last."""
    sql = """
        SELECT item, state, noted_on, staff.name AS who
        FROM release_moves AS m JOIN staff ON staff.id = recorded_by
        WHERE participant_id = :person AND NOT EXISTS (
            SELECT 1 FROM release_moves AS later
            WHERE later.participant_id = :person AND later.item = m.item
              AND (later.noted_on, later.id) > (m.noted_on, m.id))
    """
    return every(db, sql, {"person": participant_id})


def insert_appointment(db: Database, **values: Any) -> int:
    return insert_row(db, "first_appointments", values)


def appointment(db: Database, participant_id: int) -> dict[str, Any] | None:
    """The one written down last, whoever it is with; None if there never was one."""
    sql = """
        SELECT a.organisation_id, meets_on, organisations.name AS organisation, staff.name AS who
        FROM first_appointments AS a JOIN staff ON staff.id = recorded_by
        LEFT JOIN organisations ON organisations.id = a.organisation_id
        WHERE participant_id = ? ORDER BY a.id DESC LIMIT 1
    """
    return one(db, sql, [participant_id])


def begun(db: Database, participant_id: int) -> bool:
    """Whether anything of a release was ever written down."""
    sql = """
        SELECT EXISTS (SELECT 1 FROM release_moves WHERE participant_id = :person)
            OR EXISTS (SELECT 1 FROM first_appointments WHERE participant_id = :person) AS begun
    """
    return bool(every(db, sql, {"person": participant_id})[0]["begun"])
