"""Photographs and quotes joined to plans, kept whole in the tracker file."""

from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, insert, one, update

_FACTS = """
    SELECT annexes.id, participant_id, title, alternative, kind, place, trashed_at, annexes.version,
           recorded_at, width, height, bytes, preview, staff.name AS who
    FROM annexes JOIN staff ON staff.id = recorded_by
"""


def of(db: Database, participant_id: int) -> list[dict[str, Any]]:
    """The annexes of a plan in their order, those in the trash too, without their files."""
    sql = f"{_FACTS} WHERE participant_id = ? ORDER BY place, annexes.id"
    return every(db, sql, [participant_id])


def by_id(db: Database, annex_id: int) -> dict[str, Any] | None:
    return one(db, f"{_FACTS} WHERE annexes.id = ?", [annex_id])


def file(db: Database, annex_id: int) -> bytes:
    row = one(db, "SELECT content FROM annexes WHERE id = ?", [annex_id])
    return bytes(row["content"]) if row else b""


def add(db: Database, **values: Any) -> int:
    return insert(db, "annexes", values)


def change(db: Database, annex_id: int, **values: Any) -> None:
    update(db, "annexes", annex_id, values)


def place(db: Database, annex_id: int, number: int) -> None:
    """Put an annex in its place; its version stays, as its words do."""
    db.execute("UPDATE annexes SET place = ? WHERE id = ?", [number, annex_id])


def throw(db: Database, annex_id: int, *, trashed: bool) -> None:
    """Put an annex in the trash, or take it out."""
    db.execute(
        """
        UPDATE annexes SET version = version + 1, trashed_at = CASE WHEN ? THEN
            strftime('%Y-%m-%dT%H:%M:%fZ', 'now') END WHERE id = ?
        """,
        [int(trashed), annex_id],
    )
