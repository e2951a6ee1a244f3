"""The rows of the tables that leave: what the team reads by code, and an evaluator by pseudonym.

An evaluator's queries start from `campaign_people`: they never join the tables of names, cohorts or sites.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlite_utils import Database

from core.storage.counting import tuples
from core.storage.data_out_people import PEOPLE_SOURCES
from core.storage.data_out_sources import Source
from core.storage.data_out_work import WORK_SOURCES
from core.storage.rows import wanted

SOURCES: dict[str, Source] = PEOPLE_SOURCES | WORK_SOURCES
_RUN_BY = """c.id IN (SELECT cohort_id FROM cohort_organisations
    WHERE organisation_id = :organisation)"""


@contextmanager
def one_moment(db: Database) -> Iterator[None]:
    """Everything read inside is as it was at one moment; others go on writing."""
    db.conn.execute("BEGIN")
    try:
        yield
    finally:
        db.conn.execute("COMMIT")


def columns(table: str, *, evaluator: bool) -> tuple[str, ...]:
    """The names of a table's columns, in order."""
    source = SOURCES[table]
    return tuple(source.evaluator if evaluator else source.team)


def stream(
    db: Database, table: str, names: tuple[str, ...], values: Mapping[str, Any], *, evaluator: bool
) -> Iterator[tuple[Any, ...]]:
    """The rows of a table one after the other, with the columns named; nothing is held in memory.

    An evaluator's have their form of support at the end.
    """
    source = SOURCES[table]
    expressions = source.evaluator if evaluator else source.team
    shown = ", ".join(f"{expressions[name]} AS {name}" for name in names)
    if evaluator:  # what a form of support is chosen by, after the columns
        shown = f"{shown}, {source.evaluator_arm.partition(' = ')[0]}"
    order = _order(source, names, evaluator=evaluator)
    sql = f"SELECT {shown} {_rows(source, values, evaluator=evaluator)} ORDER BY {order}"
    yield from db.conn.execute(sql, dict(values))


def count(db: Database, table: str, values: Mapping[str, Any], *, evaluator: bool) -> int:
    source = SOURCES[table]
    sql = f"SELECT count(*) FROM (SELECT 1 {_rows(source, values, evaluator=evaluator)})"
    ((n,),) = tuples(db, sql, values)
    return int(n)


def withheld(db: Database, table: str, values: Mapping[str, Any]) -> int:
    """How many rows an evaluator is not given: of people who refused, or about health."""
    source = SOURCES[table]
    if not source.withheld:
        return 0
    body = _rows(source, values, evaluator=True, withheld=True)
    ((n,),) = tuples(db, f"SELECT count(*) FROM (SELECT 1 {body})", values)
    return int(n)


def _rows(
    source: Source, values: Mapping[str, Any], *, evaluator: bool, withheld: bool = False
) -> str:
    """From FROM to GROUP BY."""
    if evaluator:
        asked = wanted(values, arm=source.evaluator_arm)
        conditions = [source.evaluator_where, asked, source.where]
        if source.withheld:
            conditions.append(source.withheld if withheld else f"NOT ({source.withheld})")
        start, joined = source.evaluator_from, source.joined
    else:
        asked = wanted(values, organisation=_RUN_BY, cohort="c.id = :cohort", arm="c.arm = :arm")
        conditions = [asked, source.where]
        start, joined = source.team_from, f"{source.joined} {source.team_joined}"
    grouped = f"GROUP BY {source.grouped}" if source.grouped else ""
    return f"FROM {start} {joined} WHERE {' AND '.join(conditions)} {grouped}"


def _order(source: Source, names: tuple[str, ...], *, evaluator: bool) -> str:
    """For an evaluator by what is shown, never by the order of entry into the tracker."""
    return ", ".join(str(place + 1) for place in range(len(names))) if evaluator else source.order


def by_month(db: Database, values: Mapping[str, Any]) -> list[tuple[str, str, str, int]]:
    """Measure, month (2026-09), form of support, how many; `collective` holds the kinds of workshops as JSON."""
    scope = wanted(values, organisation=_RUN_BY, cohort="c.id = :cohort", arm="c.arm = :arm")
    return tuples(db, _BY_MONTH.replace(":scope", scope), values)


_BY_MONTH = """
    WITH e AS (SELECT e.*, c.arm FROM enrolments AS e JOIN cohorts AS c ON c.id = e.cohort_id
               WHERE :scope),
         s AS (SELECT s.*, c.arm FROM sessions AS s JOIN cohorts AS c ON c.id = s.cohort_id
               WHERE :scope AND s.state = 'held'),
         a AS (SELECT s.arm, substr(s.held_on, 1, 7) AS month, a.participant_id FROM s
               JOIN attendance AS a ON a.session_id = s.id
               WHERE a.mark IN ('present', 'late'))
    SELECT 'entries', substr(entered_on, 1, 7), arm, count(*) FROM e GROUP BY 2, 3
    UNION ALL
    SELECT 'exits', substr(ended_on, 1, 7), arm, count(*) FROM e
    WHERE ended_on IS NOT NULL GROUP BY 2, 3
    UNION ALL
    SELECT 'sessions', substr(held_on, 1, 7), arm, count(*) FROM s GROUP BY 2, 3
    UNION ALL
    SELECT 'workshops', substr(held_on, 1, 7), arm, count(*) FROM s
    WHERE kind IN (SELECT value FROM json_each(:collective)) GROUP BY 2, 3
    UNION ALL
    SELECT 'minutes', substr(held_on, 1, 7), arm, sum(minutes) FROM s GROUP BY 2, 3
    UNION ALL
    SELECT 'attended', month, arm, count(*) FROM a GROUP BY 2, 3
    UNION ALL
    SELECT 'seen', month, arm, count(DISTINCT participant_id) FROM a GROUP BY 2, 3
    UNION ALL
    SELECT 'validated', substr(day, 1, 7), arm, count(*) FROM (
        SELECT e.arm, min(m.moved_on) AS day FROM e JOIN milestone_moves AS m ON m.enrolment_id = e.id
        WHERE m.state = 'validated' GROUP BY e.id, m.milestone)
    GROUP BY 2, 3
"""
