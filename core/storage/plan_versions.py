"""Frozen versions of plans: their content is one document in JSON that never changes."""

import json
from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, insert, one

_VERSION = """
    SELECT plan_versions.id, participant_id, plan_versions.name, frozen_on, recorded_at, staff.name AS who
    {more} FROM plan_versions JOIN staff ON staff.id = recorded_by
"""


def of(db: Database, participant_id: int) -> list[dict[str, Any]]:
    """The versions of a plan without their content, the latest first."""
    sql = _VERSION.format(more="") + "WHERE participant_id = ? ORDER BY plan_versions.id DESC"
    return every(db, sql, [participant_id])


def by_id(db: Database, version_id: int) -> dict[str, Any] | None:
    """One version with its content, read from JSON."""
    row = one(db, _VERSION.format(more=", content") + "WHERE plan_versions.id = ?", [version_id])
    return row and {**row, "content": json.loads(row["content"])}


def add(db: Database, *, content: dict[str, Any], **values: Any) -> int:
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return insert(db, "plan_versions", {**values, "content": written})
