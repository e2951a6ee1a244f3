"""Counts fixed for a month: what was read by those who see no name, and when it was fixed."""

from collections.abc import Collection

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


def keep(db: Database, month: str, fixed_on: str, fingerprint: str, packed: bytes) -> None:
    """Fix a month's figures, unless somebody just did; those of earlier months go."""
    db.execute(
        "INSERT INTO published_counts VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [month, fixed_on, fingerprint, packed],
    )
    db.execute("DELETE FROM published_counts WHERE month < ?", [month])


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
