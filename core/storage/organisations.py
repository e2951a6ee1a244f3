"""Organisations and sites."""

from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, one
from core.storage.rows import insert as insert_row
from core.storage.rows import update as update_row


def insert(db: Database, table: str, values: dict[str, Any]) -> int:
    return insert_row(db, table, values)


def update(db: Database, table: str, record_id: int, values: dict[str, Any]) -> None:
    update_row(db, table, record_id, values)


def by_id(db: Database, table: str, record_id: int) -> dict[str, Any] | None:
    return one(db, f"SELECT * FROM {table} WHERE id = ?", [record_id])


def names(db: Database, table: str) -> dict[int, str]:
    return {row["id"]: row["name"] for row in every(db, f"SELECT id, name FROM {table}")}


def organisations(db: Database) -> list[dict[str, Any]]:
    return every(db, "SELECT * FROM organisations ORDER BY name")


def sites(db: Database) -> list[dict[str, Any]]:
    return every(db, "SELECT * FROM sites ORDER BY name")


def name(db: Database, site_id: int | None) -> str | None:
    """The name of a place, None where there is none."""
    row = one(db, "SELECT name FROM sites WHERE id = ?", [site_id])
    return row["name"] if row else None
