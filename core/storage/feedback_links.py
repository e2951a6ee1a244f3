"""Single-use links to a feedback form. Instants are seconds since 1970."""

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from core.storage import rows


def insert(db: Database, values: Mapping[str, Any]) -> int:
    return rows.insert(db, "feedback_links", values)


def open_link(db: Database, token_hash: str, *, at: float) -> dict[str, Any] | None:
    """A link that still opens: neither used nor too old, its pair going on, its mentor's account not closed."""
    sql = """
        SELECT l.id, l.pair_id, l.expires_at, p.mentor_id
        FROM feedback_links AS l
        JOIN mentor_pairs AS p ON p.id = l.pair_id
        JOIN staff ON staff.id = p.mentor_id
        WHERE token_hash = :hash AND closed_at IS NULL AND expires_at > :at
          AND p.ends_on IS NULL AND active = 1
    """
    return rows.one(db, sql, {"hash": token_hash, "at": at})


def close_all(db: Database, pair_id: int, *, at: float) -> None:
    """No link of this pair opens anything any more."""
    sql = "UPDATE feedback_links SET closed_at = ? WHERE pair_id = ? AND closed_at IS NULL"
    db.execute(sql, [at, pair_id])
