"""What people agreed to share at a hand-over: dated answers, of which the latest holds."""

from typing import Any

from sqlite_utils import Database

from core.storage.rows import every
from core.storage.rows import insert as insert_row


def insert(db: Database, **values: Any) -> int:
    return insert_row(db, "sharing_agreements", values)


def holding(db: Database, participant_id: int) -> list[dict[str, Any]]:
    """The answer that holds for each thing asked."""
    sql = """
        SELECT item, agreed, agreed_on, staff.name AS who
        FROM sharing_agreements AS a JOIN staff ON staff.id = recorded_by
        WHERE participant_id = :person AND NOT EXISTS (
            SELECT 1 FROM sharing_agreements AS later
            WHERE later.participant_id = :person AND later.item = a.item
              AND (later.agreed_on, later.id) > (a.agreed_on, a.id))
    """
    return every(db, sql, {"person": participant_id})
