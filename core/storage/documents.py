"""Files kept on somebody, whole in the tracker file."""

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from core.storage import rows

_FACTS = """
    SELECT documents.id, participant_id, title, dated_on, level, kind, bytes, trashed_at,
           documents.version, recorded_at, staff.name AS who
    FROM documents JOIN staff ON staff.id = recorded_by
"""


def of(db: Database, participant_id: int, *, trashed: bool) -> list[dict[str, Any]]:
    """Somebody's documents or those in the trash, the latest first, without their files."""
    sql = f"""
        {_FACTS} WHERE participant_id = ? AND (trashed_at IS NOT NULL) = ?
        ORDER BY dated_on DESC, documents.id DESC
    """
    return rows.every(db, sql, [participant_id, int(trashed)])


def by_id(db: Database, document_id: int) -> dict[str, Any] | None:
    return rows.one(db, f"{_FACTS} WHERE documents.id = ?", [document_id])


def file(db: Database, document_id: int) -> bytes:
    row = rows.one(db, "SELECT content FROM documents WHERE id = ?", [document_id])
    return bytes(row["content"]) if row else b""


def weight(db: Database, participant_id: int) -> tuple[int, int]:
    """How many documents somebody has out of the trash, and their bytes."""
    sql = """
        SELECT count(*) AS kept, coalesce(sum(bytes), 0) AS size
        FROM documents WHERE participant_id = ? AND trashed_at IS NULL
    """
    (row,) = rows.every(db, sql, [participant_id])
    return int(row["kept"]), int(row["size"])


def add(db: Database, **values: Any) -> int:
    return rows.insert(db, "documents", values)


def change(db: Database, document_id: int, values: Mapping[str, Any]) -> None:
    rows.update(db, "documents", document_id, values)


def throw(db: Database, document_id: int, *, trashed: bool) -> None:
    rows.throw(db, "documents", document_id, trashed=trashed)
