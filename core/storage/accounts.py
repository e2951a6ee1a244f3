"""Accounts as they are opened and entered: passwords, invitations, attempts. Instants are seconds since 1970."""

from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, insert, one, update


def add(db: Database, **values: Any) -> int:
    return insert(db, "staff", values)


def change(db: Database, staff_id: int, **values: Any) -> None:
    update(db, "staff", staff_id, values)


def rehash(db: Database, staff_id: int, password_hash: str) -> None:
    """Keep the same password under a newer hash: not a change to the account, so no new version."""
    db.execute("UPDATE staff SET password_hash = ? WHERE id = ?", [password_hash, staff_id])


def add_organisation(db: Database, name: str) -> int:
    return insert(db, "organisations", {"name": name, "kind": "operator"})


def credentials(db: Database, login: str) -> dict[str, Any] | None:
    """The id, the hash and whether the account is open, for a sign-in name."""
    return one(db, "SELECT id, password_hash, active FROM staff WHERE login = ?", [login])


def working_administrators(db: Database) -> set[int]:
    """Administrators who can sign in: open accounts that have a password."""
    sql = """
        SELECT id FROM staff
        WHERE role = 'administrator' AND active = 1 AND password_hash IS NOT NULL
    """
    return {row["id"] for row in every(db, sql)}


def add_invitation(db: Database, **values: Any) -> int:
    return insert(db, "invitations", values)


def invitation(db: Database, token_hash: str, *, at: float) -> dict[str, Any] | None:
    """The invitation, unless it was used, is too old, or its account is closed."""
    sql = """
        SELECT invitations.id, staff_id, purpose
        FROM invitations JOIN staff ON staff.id = staff_id
        WHERE token_hash = ? AND used_at IS NULL AND expires_at > ? AND active = 1
    """
    return one(db, sql, [token_hash, at])


def close_invitations(db: Database, staff_id: int, *, at: float) -> None:
    """No link of this account opens anything any more."""
    db.execute(
        "UPDATE invitations SET used_at = ? WHERE staff_id = ? AND used_at IS NULL", [at, staff_id]
    )


def add_attempt(db: Database, login_hash: str, *, at: float) -> int:
    """Keep an attempt as failed until it succeeds, so that parallel ones all count."""
    return insert(db, "sign_in_attempts", {"login_hash": login_hash, "at": at, "succeeded": 0})


def attempt_succeeded(db: Database, attempt: int) -> None:
    db.execute("UPDATE sign_in_attempts SET succeeded = 1 WHERE rowid = ?", [attempt])


def add_success(db: Database, login_hash: str, *, at: float) -> None:
    insert(db, "sign_in_attempts", {"login_hash": login_hash, "at": at, "succeeded": 1})


def attempts(db: Database, login_hash: str, *, after: float) -> list[dict[str, Any]]:
    """Attempts since an instant, newest first."""
    sql = """
        SELECT at, succeeded FROM sign_in_attempts
        WHERE login_hash = ? AND at > ? ORDER BY at DESC, rowid DESC
    """
    return every(db, sql, [login_hash, after])


def forget_attempts_before(db: Database, at: float) -> None:
    db.execute("DELETE FROM sign_in_attempts WHERE at < ?", [at])
