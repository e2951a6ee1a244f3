"""Where supports stood on two days."""

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, wanted

NOT_ENTERED, ENDED, NO_STAGE = "not_entered", "ended", "no_stage"

# What holds at the end of a day; a move that was cancelled never was.
_STAGE = """
    CASE WHEN entered_on > :{day} THEN 'not_entered' WHEN ended_on <= :{day} THEN 'ended' ELSE ifnull(
        (SELECT stage FROM stage_moves AS m
         WHERE m.enrolment_id = e.id AND moved_on <= :{day} AND +m.cancels IS NULL
           AND NOT EXISTS (SELECT 1 FROM stage_moves AS c WHERE c.cancels = m.id)
         ORDER BY moved_on DESC, m.id DESC LIMIT 1), 'no_stage') END
"""
_SITUATION = """
    ifnull((SELECT kind FROM situations AS s
            WHERE s.participant_id = e.participant_id AND s.starts_on <= e.entered_on
            ORDER BY s.starts_on DESC, s.id DESC LIMIT 1), 'unknown')
"""


def crossed(db: Database, scope: Mapping[str, Any]) -> list[tuple[str, str, int]]:
    """Stage on a first day, stage on a second day, how many supports; those in it on neither are left out.

    Scope: first and second (ISO days), and each condition that is not None: arm, territory, cohort,
    organisation, situation, since and until (the first and the last day of entry).
    """
    asked = wanted(
        scope,
        arm="arm = :arm",
        territory="territory = :territory",
        cohort="e.cohort_id = :cohort",
        organisation="""e.cohort_id IN (SELECT cohort_id FROM cohort_organisations
                                        WHERE organisation_id = :organisation)""",
        situation=f"{_SITUATION} = :situation",
        since="entered_on >= :since",
        until="entered_on <= :until",
    )
    sql = f"""
        SELECT before, later, count(*) AS n FROM (
            SELECT {_STAGE.format(day="first")} AS before, {_STAGE.format(day="second")} AS later
            FROM enrolments AS e JOIN cohorts ON cohorts.id = e.cohort_id
            WHERE entered_on <= :second AND (ended_on IS NULL OR ended_on > :first) AND {asked})
        GROUP BY 1, 2
    """
    return [(row["before"], row["later"], row["n"]) for row in every(db, sql, dict(scope))]
