"""Accounts."""

from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, one

_STAFF = """
    SELECT staff.id, login, staff.name, role, organisation_id, organisations.name AS organisation,
           trade, language, active, password_hash IS NOT NULL AS has_password, staff.version
    FROM staff LEFT JOIN organisations ON organisations.id = organisation_id
"""


def by_id(db: Database, staff_id: int) -> dict[str, Any] | None:
    return one(db, f"{_STAFF} WHERE staff.id = ?", [staff_id])


def by_login(db: Database, login: str) -> dict[str, Any] | None:
    return one(db, f"{_STAFF} WHERE login = ?", [login])


def everybody(db: Database) -> list[dict[str, Any]]:
    return every(db, f"{_STAFF} ORDER BY active DESC, staff.name")


def with_role(db: Database, role: str) -> list[dict[str, Any]]:
    return every(db, f"{_STAFF} WHERE role = ? AND active = 1 ORDER BY staff.name", [role])
