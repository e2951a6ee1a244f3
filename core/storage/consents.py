"""What people were told and asked: dated answers, of which the latest holds."""

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, one
from core.storage.rows import insert as insert_row


def insert(db: Database, values: Mapping[str, Any]) -> int:
    return insert_row(db, "consents", values)


def of_participant(db: Database, participant_id: int) -> list[dict[str, Any]]:
    """Every answer, newest first."""
    sql = """
        SELECT consents.*, staff.name AS who
        FROM consents JOIN staff ON staff.id = recorded_by
        WHERE participant_id = ? ORDER BY given_on DESC, consents.id DESC
    """
    return every(db, sql, [participant_id])


def latest(db: Database, participant_id: int, kind: str, on: str) -> dict[str, Any] | None:
    """The answer that holds on a day, or None if nothing was asked yet."""
    sql = """
        SELECT answer, given_on FROM consents
        WHERE participant_id = ? AND kind = ? AND given_on <= ?
        ORDER BY given_on DESC, id DESC LIMIT 1
    """
    return one(db, sql, [participant_id, kind, on])


def keep_notice_day(db: Database, participant_id: int) -> None:
    """The participant's row repeats the day of the latest notice; it is nobody's correction."""
    db.execute(
        """
        UPDATE participants SET informed_on = (
            SELECT max(given_on) FROM consents
            WHERE participant_id = participants.id AND kind = 'information')
        WHERE id = ?
        """,
        [participant_id],
    )
