"""Counts by cohort and by group: counted anew inside a save, added up by a dashboard.

The measures are named in `core.storage.counting`. Groups are everybody, a form of support, a
territory, a situation at entry, a period of entry.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlite_utils import Database

from core.storage import settings
from core.storage.counting import Counts, Key, Rules, counted, tuples
from core.storage.rows import wanted

ALL = "all"
DIMENSIONS = (ALL, "arm", "territory", "situation", "period")
STATE = "counts.state"  # raised by every change of a count: what a kept answer is held against
VERSION = "counts.version"  # the way of counting that this file was counted with

Sums = dict[tuple[str, str, str], int]  # measure, a, b

RUN_BY = "id IN (SELECT cohort_id FROM cohort_organisations WHERE organisation_id = :organisation)"


class Home(NamedTuple):
    """Where a cohort is added up."""

    arm: str
    territory: str


class InView(NamedTuple):
    """A cohort that may be looked at."""

    id: int
    name: str
    arm: str
    territory: str


def refresh_cohort(db: Database, cohort_id: int, rules: Rules) -> None:
    """Count one cohort anew and write what changed; inside the transaction of a save."""
    sql = "SELECT situation, period, measure, a, b, n FROM cohort_counts WHERE cohort_id = :cohort"
    old = Counts({Key(*key): n for *key, n in tuples(db, sql, cohort_id)})
    new = counted(db, cohort_id, rules)
    change = {key: new[key] - old[key] for key in new.keys() | old.keys() if new[key] != old[key]}
    if not change:
        return
    db.conn.executemany(
        """
        INSERT INTO cohort_counts (cohort_id, situation, period, measure, a, b, n)
        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = excluded.n
        """,
        [(cohort_id, *key, new[key]) for key in change if key in new],
    )
    db.conn.executemany(
        """
        DELETE FROM cohort_counts WHERE cohort_id = ? AND situation = ? AND period = ?
            AND measure = ? AND a = ? AND b = ?
        """,
        [(cohort_id, *key) for key in change if key not in new],
    )
    _add_to_groups(db, _home(old), _home(new), old, new, change)
    settings.keep(db, STATE, str(state(db) + 1))


def state(db: Database) -> int:
    """A number that every change of a count raises."""
    return int(settings.read(db, STATE) or 0)


def cohorts_to_count(db: Database) -> list[int]:
    return [cohort_id for (cohort_id,) in tuples(db, "SELECT id FROM cohorts ORDER BY id")]


def of_groups(db: Database, dimension: str, which: Iterable[str] | None = None) -> dict[str, Sums]:
    """The counts of the groups of a dimension, added up beforehand."""
    sql = "SELECT which, measure, a, b, n FROM group_counts WHERE dimension = :dimension AND n"
    if which is None:
        return _grouped(tuples(db, sql, {"dimension": dimension}))
    one = f"{sql} AND which = :which"
    found = [tuples(db, one, {"dimension": dimension, "which": group}) for group in which]
    return _grouped(row for rows in found for row in rows)


def of_cohorts(
    db: Database,
    by: str,
    *,
    organisation_id: int | None = None,
    arm: str | None = None,
    territory: str | None = None,
    cohort: str | None = None,
    only: Collection[str] | None = None,
    situation: str | None = None,
    period: str | None = None,
) -> dict[str, Sums]:
    """The counts of the cohorts and entries that meet every condition given, added up `by` a dimension.

    `by` is one of `DIMENSIONS`, or "cohort" (ids as text); `only` keeps some cohorts.
    """
    conditions = {
        "cohort": cohort,
        "arm": arm,
        "territory": territory,
        "organisation": organisation_id,
        "situation": situation,
        "period": period,
    }
    asked = wanted(
        conditions,
        cohort="cohorts.id = :cohort",
        arm="arm = :arm",
        territory="territory = :territory",
        organisation=f"cohorts.{RUN_BY}",
        situation="situation = :situation",
        period="period = :period",
    )
    # Entries attached to nobody have no situation and no period: they are in no such group.
    attached = f"{by} <> ''" if by in ("situation", "period") else "1"
    some = "1" if only is None else f"cohorts.id IN ({', '.join(map(str, map(int, only)))})"
    sql = f"""
        SELECT {_BY[by]}, measure, a, b, sum(n)
        FROM cohorts CROSS JOIN cohort_counts ON cohort_id = cohorts.id
        WHERE {asked} AND {attached} AND {some} GROUP BY 1, 2, 3, 4
    """
    return _grouped(tuples(db, sql, conditions))


def keys_in_view(db: Database, dimension: str, *, organisation_id: int | None = None) -> list[str]:
    """The situations or periods at which somebody entered a cohort that an organisation runs."""
    if organisation_id is None:
        sql = """
            SELECT which FROM group_counts WHERE dimension = :dimension AND measure = 'people' AND n
        """
        return [key for (key,) in tuples(db, sql, {"dimension": dimension})]
    found = of_cohorts(db, dimension, organisation_id=organisation_id)
    return [key for key, sums in found.items() if sums.get(("people", "", ""))]


_BY = {
    ALL: f"'{ALL}'",
    "arm": "arm",
    "territory": "territory",
    "situation": "situation",
    "period": "period",
    "cohort": "CAST(cohort_id AS TEXT)",
}


def cohorts_in_view(db: Database, *, organisation_id: int | None = None) -> list[InView]:
    """The cohorts an organisation runs (None: all of them), newest first."""
    scope = {"organisation": organisation_id}
    asked = wanted(scope, organisation=RUN_BY)
    sql = f"""
        SELECT id, name, arm, territory FROM cohorts WHERE {asked} ORDER BY starts_on DESC, name
    """
    return [InView(*row) for row in tuples(db, sql, scope)]


def programmes_in_use(db: Database) -> list[tuple[int, str]]:
    """Id and definition of the programme versions that cohorts run."""
    sql = "SELECT id, definition FROM programmes WHERE id IN (SELECT programme_id FROM cohorts)"
    return tuples(db, sql)


def definitions_in_use(db: Database) -> list[str]:
    """The definitions of the programmes that cohorts run, newest first."""
    sql = """
        SELECT definition FROM programmes
        WHERE id IN (SELECT programme_id FROM cohorts) ORDER BY key, version DESC
    """
    return [definition for (definition,) in tuples(db, sql)]


def _home(counts: Counts) -> Home | None:
    return next((Home(key.a, key.b) for key in counts if key.measure == "cohort"), None)


def _add_to_groups(
    db: Database,
    was: Home | None,
    home: Home | None,
    old: Counts,
    new: Counts,
    change: dict[Key, int],
) -> None:
    lines = dict[tuple[str, str, str, str, str], int]()

    def add(dimension: str, which: str, key: Key, n: int) -> None:
        place = (dimension, which, key.measure, key.a, key.b)
        lines[place] = lines.get(place, 0) + n

    for key, n in change.items():
        add(ALL, "", key, n)
        if key.situation:
            add("situation", key.situation, key, n)
            add("period", key.period, key, n)
    # A cohort that changed its form of support or its territory takes all its counts along.
    moves = [(home, change, 1)] if was in (None, home) else [(was, old, -1), (home, new, 1)]
    for where, counts, sign in moves:
        if where is None:
            continue
        for key, n in counts.items():
            add("arm", where.arm, key, sign * n)
            add("territory", where.territory, key, sign * n)
    db.conn.executemany(
        """
        INSERT INTO group_counts (dimension, which, measure, a, b, n) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET n = n + excluded.n
        """,
        [(*place, n) for place, n in lines.items() if n],
    )


def _grouped(rows: Iterable[tuple[str, str, str, str, int]]) -> dict[str, Sums]:
    groups: dict[str, Sums] = {}
    for group, measure, a, b, n in rows:
        groups.setdefault(group, {})[measure, a, b] = n
    return groups
