"""Organisations and sites."""

from typing import Any

from sqlite_utils import Database

from core.storage.rows import every
from core.storage.rows import insert as insert_row


def insert(db: Database, table: str, values: dict[str, Any]) -> int:
    return insert_row(db, table, values)


def organisations(db: Database) -> list[dict[str, Any]]:
    return every(db, "SELECT * FROM organisations ORDER BY name")


def sites(db: Database) -> list[dict[str, Any]]:
    return every(db, "SELECT * FROM sites ORDER BY name")
