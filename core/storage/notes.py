"""Notes about somebody, each with its level."""

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, one
from core.storage.rows import insert as insert_row
from core.storage.rows import update as update_row
from core.storage.trash import never_used

_NOTE = """
    SELECT notes.*, staff.name AS author
    FROM notes JOIN staff ON staff.id = notes.recorded_by
"""


def insert(db: Database, values: Mapping[str, Any]) -> int:
    return insert_row(db, "notes", {"id": never_used(db, "note", "notes"), **values})


def update(db: Database, note_id: int, values: Mapping[str, Any]) -> None:
    update_row(db, "notes", note_id, values)


def by_id(db: Database, note_id: int, *, reader: int) -> dict[str, Any] | None:
    """One note, unless it is somebody else's private one."""
    sql = f"{_NOTE} WHERE notes.id = :id AND (level <> 'private' OR notes.recorded_by = :reader)"
    return one(db, sql, {"id": note_id, "reader": reader})


def of_participant(db: Database, participant_id: int, *, reader: int) -> list[dict[str, Any]]:
    """Newest first, without other people's private notes."""
    sql = f"""
        {_NOTE} WHERE participant_id = :person AND (level <> 'private' OR notes.recorded_by = :reader)
        ORDER BY written_on DESC, notes.id DESC
    """
    return every(db, sql, {"person": participant_id, "reader": reader})


def of_level(db: Database, participant_id: int, level: str) -> list[dict[str, Any]]:
    """Newest first, of one level only."""
    sql = f"{_NOTE} WHERE participant_id = ? AND level = ? ORDER BY written_on DESC, notes.id DESC"
    return every(db, sql, [participant_id, level])
