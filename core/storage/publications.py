"""Counts fixed for a month: what was read by those who see no name, and when it was fixed."""

from sqlite_utils import Database

from core.storage.counting import tuples


def of(db: Database, month: str) -> tuple[str, str] | None:
    """The day a month's figures were fixed, and their fingerprint."""
    sql = "SELECT fixed_on, fingerprint FROM published_counts WHERE month = :month"
    found = tuples(db, sql, {"month": month})
    return found[0] if found else None


def content(db: Database, month: str) -> bytes:
    sql = "SELECT content FROM published_counts WHERE month = :month"
    return bytes(tuples(db, sql, {"month": month})[0][0])


def keep(db: Database, month: str, fixed_on: str, fingerprint: str, packed: bytes) -> None:
    """Fix a month's figures, unless somebody just did; those of earlier months go."""
    db.execute(
        "INSERT INTO published_counts VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [month, fixed_on, fingerprint, packed],
    )
    db.execute("DELETE FROM published_counts WHERE month < ?", [month])
