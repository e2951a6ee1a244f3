"""Counts and tables fixed for a month: what was read by those who see no name, and when it was fixed."""

from collections.abc import Collection, Iterator, Sequence

from sqlite_utils import Database

from core.storage.counting import tuples
from core.storage.evaluation import RUN_BY, Sums
from core.storage.rows import wanted


def of(db: Database, month: str) -> tuple[str, str] | None:
    """The day a month's figures were fixed, and their fingerprint."""
    sql = "SELECT fixed_on, fingerprint FROM published_counts WHERE month = :month"
    found = tuples(db, sql, {"month": month})
    return found[0] if found else None


def content(db: Database, month: str) -> bytes:
    sql = "SELECT content FROM published_counts WHERE month = :month"
    return bytes(tuples(db, sql, {"month": month})[0][0])


def keep(db: Database, month: str, fixed_on: str, fingerprint: str, packed: bytes) -> bool:
    """Fix a month's figures; whatever was fixed before goes. False if somebody just did."""
    if of(db, month) is not None:
        return False
    forget(db)
    db.execute(
        "INSERT INTO published_counts VALUES (?, ?, ?, ?)", [month, fixed_on, fingerprint, packed]
    )
    return True


def forget(db: Database) -> None:
    """What was fixed is fixed anew at the next look; inside a transaction."""
    db.execute("DELETE FROM published_counts")
    db.execute("DELETE FROM published_tables")


def forget_tables(db: Database, campaign_id: int) -> None:
    """Nobody reads the tables of a campaign that is closed; inside a transaction."""
    db.execute("DELETE FROM published_tables WHERE campaign_id = ?", [campaign_id])


def keep_table(
    db: Database, month: str, name: str, campaign_id: int | None, told: str, parts: Sequence[bytes]
) -> None:
    """Fix a table with the figures of its month: what is told of it, then its rows, packed."""
    db.conn.executemany(
        "INSERT INTO published_tables VALUES (?, ?, ?, ?, ?, ?)",
        [
            (month, name, part, campaign_id, told if part == 0 else "", content)
            for part, content in enumerate(parts or [b""])
        ],
    )


def table(db: Database, month: str, name: str, campaign_id: int | None = None) -> str | None:
    """What is told of a table fixed in a month, for a campaign; None if it was not."""
    sql = """
        SELECT told FROM published_tables
        WHERE month = :month AND name = :name AND part = 0 AND campaign_id IS :campaign
    """
    found = tuples(db, sql, {"month": month, "name": name, "campaign": campaign_id})
    return str(found[0][0]) if found else None


def parts(db: Database, month: str, name: str, campaign_id: int | None = None) -> Iterator[bytes]:
    """The rows of a table, packed, one part after the other."""
    sql = """
        SELECT content FROM published_tables
        WHERE month = ? AND name = ? AND campaign_id IS ? AND content <> x'' ORDER BY part
    """
    for (content,) in db.conn.execute(sql, [month, name, campaign_id]):
        yield bytes(content)


def units(
    db: Database,
    *,
    cohorts: Collection[int] | None,
    periods: bool,
    organisation_id: int | None = None,
) -> list[tuple[tuple[str, ...], Sums]]:
    """Counts by cohort, form of support, territory and, with `periods`, period of entry.

    Groups are named "dimension:key". Cohorts that are not among `cohorts` (None: all are) count
    together, under none. A period is one only of the counts attached to somebody.
    """
    limit = {"organisation": organisation_id}
    alone = "1" if cohorts is None else f"cohort_id IN ({', '.join(map(str, map(int, cohorts)))})"
    sql = f"""
        SELECT iif({alone}, 'cohort:' || cohort_id, ''), 'arm:' || arm, 'territory:' || territory,
               iif({int(periods)} AND period <> '', 'period:' || period, ''), measure, a, b, sum(n)
        FROM cohorts CROSS JOIN cohort_counts ON cohort_id = cohorts.id
        WHERE {wanted(limit, organisation=f"cohorts.{RUN_BY}")} GROUP BY 1, 2, 3, 4, 5, 6, 7
    """
    found: dict[tuple[str, ...], Sums] = {}
    for *groups, measure, a, b, n in tuples(db, sql, limit):
        found.setdefault(tuple(filter(None, groups)), {})[measure, a, b] = n
    return list(found.items())


def smallest_cohort(db: Database) -> int:
    """How many people the smallest cohort has, of those that somebody entered."""
    sql = """
        SELECT min(n) FROM (SELECT sum(n) AS n FROM cohort_counts WHERE measure = 'people' GROUP BY cohort_id)
    """
    return int(tuples(db, sql)[0][0] or 0)


def of_nobody(db: Database) -> list[tuple[int, str, str, str, int]]:
    """What belongs to each cohort and to nobody in it: its sessions, their length, who was counted unnamed."""
    sql = """
        SELECT cohort_id, measure, a, b, n FROM cohort_counts WHERE situation = '' AND period = ''
    """
    return tuples(db, sql)
