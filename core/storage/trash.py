"""What was thrown away: whole rows as JSON, by table, taken out and put back in their order."""

import json
from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from core.storage import rows

Content = dict[str, list[dict[str, Any]]]

_PARTS = {  # in the order in which they are put back: what is referred to comes first
    "session": {
        "sessions": "id = :id",
        "attendance": "session_id = :id",
        "notes": "session_id = :id",
    },
    "note": {"notes": "id = :id"},
}


def take_out(db: Database, noun: str, record_id: int) -> Content:
    """Remove a record with all that belongs to it, and return it."""
    parts = _PARTS[noun]
    found = {
        table: rows.every(db, f"SELECT * FROM {table} WHERE {where}", {"id": record_id})
        for table, where in parts.items()
    }
    for table, where in reversed(parts.items()):
        db.execute(f"DELETE FROM {table} WHERE {where}", {"id": record_id})
    return found


def put_back(db: Database, noun: str, content: Content) -> None:
    for table in _PARTS[noun]:
        for row in content[table]:
            rows.insert(db, table, row)


def keep(db: Database, values: Mapping[str, Any], content: Content) -> int:
    return rows.insert(db, "trash", {**values, "content": json.dumps(content)})


def by_id(db: Database, trash_id: int) -> dict[str, Any] | None:
    """One thing that is still in the trash."""
    return rows.one(db, f"{_THROWN} AND trash.id = :id", {"id": trash_id})


def waiting(db: Database, scope: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What is in the trash, the latest first. Scope: noun, cohort, person, organisation, longest."""
    asked = rows.wanted(
        scope,
        noun="noun = :noun",
        cohort="trash.cohort_id = :cohort",
        person="""(participant_id = :person OR EXISTS (
            SELECT 1 FROM json_each(content, '$.attendance')
            WHERE json_extract(value, '$.participant_id') = :person))""",
        organisation="trash.cohort_id IN "
        "(SELECT cohort_id FROM cohort_organisations WHERE organisation_id = :organisation)",
    )
    return rows.every(db, f"{_THROWN} AND {asked} ORDER BY trash.id DESC LIMIT :longest", scope)


def restored(db: Database, trash_id: int) -> None:
    now = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"
    db.execute(f"UPDATE trash SET restored_at = {now} WHERE id = ?", [trash_id])


def never_used(db: Database, noun: str, table: str) -> int:
    """An id for a new record that nothing in the trash may want back."""
    sql = f"""
        SELECT max(coalesce((SELECT max(id) FROM {table}), 0),
                   coalesce((SELECT max(record_id) FROM trash WHERE noun = :noun), 0)) + 1 AS id
    """
    return int(rows.every(db, sql, {"noun": noun})[0]["id"])


_THROWN = """
    SELECT trash.*, staff.name AS who, cohorts.name AS cohort
    FROM trash JOIN staff ON staff.id = trash.recorded_by JOIN cohorts ON cohorts.id = trash.cohort_id
    WHERE restored_at IS NULL
"""
