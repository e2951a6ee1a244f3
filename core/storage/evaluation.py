"""Counts by cohort and by form of support: counted anew inside a save, added up by a dashboard.

The measures are named in `core.storage.counting`.
"""

from collections.abc import Collection, Iterable, Mapping

from sqlite_utils import Database

from core.storage.counting import Counts, counted, tuples
from core.storage.rows import wanted

_RUN_BY = "id IN (SELECT cohort_id FROM cohort_organisations WHERE organisation_id = :organisation)"


def refresh_cohort(
    db: Database,
    cohort_id: int,
    *,
    stages: Mapping[str, str],
    causes: Mapping[str, str],
    involuntary: Collection[str] = (),
) -> None:
    """Count one cohort anew and write what changed; inside the transaction of a save.

    `stages` gives the shared stage of each stage, in order; `causes` the side of each cause;
    `involuntary` the kinds of exit that nobody chose.
    """
    sql = "SELECT measure, a, b, n FROM cohort_counts WHERE cohort_id = :cohort"
    old = Counts({(measure, a, b): n for measure, a, b, n in tuples(db, sql, cohort_id)})
    new = counted(db, cohort_id, stages, causes, involuntary)
    change = Counts({key: new[key] - old[key] for key in new | old if new[key] != old[key]})
    db.conn.executemany(
        """
        INSERT INTO cohort_counts (cohort_id, measure, a, b, n) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET n = excluded.n
        """,
        [(cohort_id, *key, new[key]) for key in change if key in new],
    )
    db.conn.executemany(
        "DELETE FROM cohort_counts WHERE cohort_id = ? AND measure = ? AND a = ? AND b = ?",
        [(cohort_id, *key) for key in change if key not in new],
    )
    if _home(old) in (None, _home(new)):
        _add_to_arm(db, _home(new), change)
    else:  # the cohort changed its form of support
        _add_to_arm(db, _home(old), Counts({key: -n for key, n in old.items()}))
        _add_to_arm(db, _home(new), new)


def cohorts_to_count(db: Database) -> list[int]:
    return [cohort_id for (cohort_id,) in tuples(db, "SELECT id FROM cohorts ORDER BY id")]


def by_arm(db: Database, *, arm: str | None = None) -> dict[str, Counts]:
    """Counts of every form of support, from the rollup of the whole."""
    asked = wanted({"arm": arm}, arm="arm = :arm")
    sql = f"SELECT arm, measure, a, b, n FROM arm_counts WHERE n AND {asked}"
    return _grouped(tuples(db, sql, {"arm": arm}))


def by_cohort(
    db: Database,
    *,
    organisation_id: int | None = None,
    arm: str | None = None,
    territory: str | None = None,
    cohort_id: int | None = None,
) -> dict[str, Counts]:
    """Counts of each cohort that meets every condition given, by its id as text."""
    conditions = {
        "cohort": cohort_id,
        "arm": arm,
        "territory": territory,
        "organisation": organisation_id,
    }
    asked = wanted(
        conditions,
        cohort="cohorts.id = :cohort",
        arm="arm = :arm",
        territory="territory = :territory",
        organisation=f"cohorts.{_RUN_BY}",
    )
    sql = f"""
        SELECT CAST(cohort_id AS TEXT), measure, a, b, n
        FROM cohorts CROSS JOIN cohort_counts ON cohort_id = cohorts.id
        WHERE {asked}
    """
    return _grouped(tuples(db, sql, conditions))


def cohorts_in_view(
    db: Database, *, organisation_id: int | None = None
) -> list[tuple[int, str, str]]:
    """Id, name and form of support of the cohorts an organisation runs (None: of all), newest first."""
    scope = {"organisation": organisation_id}
    asked = wanted(scope, organisation=_RUN_BY)
    sql = f"SELECT id, name, arm FROM cohorts WHERE {asked} ORDER BY starts_on DESC, name"
    return tuples(db, sql, scope)


def definitions_in_use(db: Database) -> list[str]:
    """The definitions of the programmes that cohorts run, newest first."""
    sql = """
        SELECT definition FROM programmes
        WHERE id IN (SELECT programme_id FROM cohorts) ORDER BY key, version DESC
    """
    return [definition for (definition,) in tuples(db, sql)]


def _home(counts: Counts) -> tuple[str, str] | None:
    return next(((a, b) for measure, a, b in counts if measure == "cohort"), None)


def _add_to_arm(db: Database, home: tuple[str, str] | None, change: Counts) -> None:
    if home is None:
        return
    db.conn.executemany(
        """
        INSERT INTO arm_counts (programme, arm, measure, a, b, n) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET n = n + excluded.n
        """,
        [(*home, *key, n) for key, n in change.items()],
    )


def _grouped(rows: Iterable[tuple[str, str, str, str, int]]) -> dict[str, Counts]:
    groups: dict[str, Counts] = {}
    for group, measure, a, b, n in rows:
        groups.setdefault(group, Counts())[measure, a, b] += n
    return groups
