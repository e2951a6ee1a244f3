"""The supports and the people that a count holds, under the rules of `core.storage.counting`."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, wanted

_RUN_BY = (
    "c.id IN (SELECT cohort_id FROM cohort_organisations WHERE organisation_id = :organisation)"
)
_SITUATION = """
    ifnull((SELECT kind FROM situations AS s
            WHERE s.participant_id = e.participant_id AND s.starts_on <= e.entered_on
            ORDER BY s.starts_on DESC, s.id DESC LIMIT 1), 'unknown')
"""
_PERIOD = "substr(e.entered_on, 1, 4) || iif(substr(e.entered_on, 6, 2) <= '06', '-1', '-2')"
# Somebody back in the same cohort is one person there, with their first entry.
_ONCE = """
    e.id = (SELECT id FROM enrolments AS f
            WHERE f.cohort_id = e.cohort_id AND f.participant_id = e.participant_id
            ORDER BY entered_on, id LIMIT 1)
"""


def who_reached(
    db: Database, stages: Collection[tuple[int, str]], scope: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """People who ever reached one of these stages, as (programme id, stage); once per cohort."""
    what = f"""
        {_ONCE} AND EXISTS (
            SELECT 1 FROM enrolments AS f JOIN stage_moves AS m ON m.enrolment_id = f.id
            WHERE f.cohort_id = e.cohort_id AND f.participant_id = e.participant_id
              AND +m.cancels IS NULL
              AND NOT EXISTS (SELECT 1 FROM stage_moves AS u WHERE u.cancels = m.id)
              AND c.programme_id || '/' || m.stage IN (SELECT value FROM json_each(:some)))
    """
    return _found(db, what, [f"{programme}/{stage}" for programme, stage in stages], scope)


def who_left(
    db: Database, kinds: Collection[str], scope: Mapping[str, Any], *, among: bool
) -> list[dict[str, Any]]:
    """Supports that ended in one of these ways, or (not `among`) in another one."""
    what = f"e.ended_on IS NOT NULL AND e.exit_kind {'' if among else 'NOT '}IN (SELECT value FROM json_each(:some))"
    return _found(db, what, list(kinds), scope)


def who_has(
    db: Database, milestone: str, states: Collection[str], scope: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Supports where a milestone was in one of these states at least once."""
    what = """
        EXISTS (SELECT 1 FROM milestone_moves AS m
                WHERE m.enrolment_id = e.id AND m.milestone = :milestone
                  AND m.state IN (SELECT value FROM json_each(:some)))
    """
    return _found(db, what, list(states), {**scope, "milestone": milestone})


def _found(
    db: Database, what: str, some: list[str], scope: Mapping[str, Any]
) -> list[dict[str, Any]]:
    asked = wanted(
        scope,
        cohort_id="c.id = :cohort_id",
        arm="c.arm = :arm",
        territory="c.territory = :territory",
        organisation=_RUN_BY,
        situation=f"{_SITUATION} = :situation",
        period=f"{_PERIOD} = :period",
    )
    sql = f"""
        SELECT p.code, p.first_name, p.last_name, p.standing, c.name AS cohort
        FROM cohorts AS c JOIN enrolments AS e ON e.cohort_id = c.id
        JOIN participants AS p ON p.id = e.participant_id
        WHERE {asked} AND {what} ORDER BY c.starts_on DESC, c.name, p.code, e.id
    """
    return every(db, sql, {**scope, "some": json.dumps(some)})
