"""The few facts that stand under somebody's name."""

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from core.storage import rows

_FACTS = """
    SELECT pinned_facts.*, staff.name AS who
    FROM pinned_facts JOIN staff ON staff.id = recorded_by
"""


def of(db: Database, participant_id: int, *, trashed: bool) -> list[dict[str, Any]]:
    """In the order in which they were pinned."""
    sql = f"{_FACTS} WHERE participant_id = ? AND (trashed_at IS NOT NULL) = ? ORDER BY pinned_facts.id"
    return rows.every(db, sql, [participant_id, int(trashed)])


def by_id(db: Database, fact_id: int) -> dict[str, Any] | None:
    return rows.one(db, f"{_FACTS} WHERE pinned_facts.id = ?", [fact_id])


def add(db: Database, **values: Any) -> int:
    return rows.insert(db, "pinned_facts", values)


def change(db: Database, fact_id: int, values: Mapping[str, Any]) -> None:
    rows.update(db, "pinned_facts", fact_id, values)


def throw(db: Database, fact_id: int, *, trashed: bool) -> None:
    rows.throw(db, "pinned_facts", fact_id, trashed=trashed)
