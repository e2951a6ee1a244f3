"""What is counted for evaluation, support by support: durations, plans, barriers, questionnaires, follow-up.

A measure has up to two keys, a and b, and counts supports (enrolments) unless stated. Sheets of people
who refuse that their answers serve the evaluation are in none of change, sheet, began and finished.

    stage_time      shared stage, weeks     passages that led to another stage
    stage_since     shared stage, date      supports still there, since that day
    stage_left      shared stage            supports that ended there
    milestone_wait  milestone, days         from the first submission to the first validation
    milestone_kept  milestone, days         validated so many days after the planned date (0: on time)
    milestone_due   milestone, date         planned for that day, not validated, support not ended
    chapter         chapter, status         people who wrote something in the chapter of their plan
    began           date                    supports, by their first day
    finished        date, exit kind         supports that ended, by their last day
    awaited         kind of session, date   meetings with a mentor that day, without feedback
    barrier         barrier, standing       open, worked_on, lifted or lifted_worked_on
    change          questionnaire, scores   "27.0>31.0": the same person at entry and at exit
    sheet           questionnaire, "wave outcome"   sheets: scored, unscored, refused or not_given
    sheet_began     "questionnaire wave", date      the same sheets, by the support's first day
    sheet_finished  "questionnaire wave", "date exit kind"    and by its last one, if it ended
    after           "date exit kind", "3=answered,6=refused;"   supports that ended; then again or declined
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

LONGEST = 9999  # days and weeks keep four digits, so that they sort


class Counted(NamedTuple):
    """One support that counts in a measure under its keys."""

    support: int
    measure: str
    a: str
    b: str
    n: int = 1


def delays(
    lines: Iterable[tuple[int, str, str | None, str | None, str | None, str | None]],
) -> Iterator[Counted]:
    """The measures of `DELAYS`: how long a validation took, and how it stands to the planned date."""
    for support, milestone, submitted, validated, planned, ended in lines:
        if submitted and validated:
            yield Counted(support, "milestone_wait", milestone, _days(submitted, validated))
        if planned and validated:
            yield Counted(support, "milestone_kept", milestone, _days(planned, validated))
        elif planned and not ended:
            yield Counted(support, "milestone_due", milestone, planned)


def in_stages(
    moves: Iterable[tuple[int, str | None, str, str]], stages: Mapping[str, str]
) -> Iterator[Counted]:
    """How long each stage lasted; stages that are shared as one count as one as long as they follow."""
    for support, lines in groupby(moves, key=itemgetter(0)):
        here, since, ended_on = "", "", None
        for _support, ends, stage, moved_on in lines:
            ended_on = ends
            shared = stages.get(stage, "")
            if shared == here:
                continue
            if here:
                yield Counted(support, "stage_time", here, _weeks(since, moved_on))
            here, since = shared, moved_on
        if here and ended_on:
            yield Counted(support, "stage_left", here, "")
        elif here:
            yield Counted(support, "stage_since", here, since)


def _days(first: str, last: str) -> str:
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days
    return f"{min(max(days, 0), LONGEST):04d}"


def _weeks(first: str, last: str) -> str:
    return f"{int(_days(first, last)) // 7:04d}"


# The plus keeps SQLite from walking through every move that cancels nothing: nearly all of them.
MOVES = """
    SELECT e.id, ended_on, stage, moved_on FROM enrolments AS e
    JOIN stage_moves AS m ON m.enrolment_id = e.id
    WHERE e.cohort_id = :cohort AND +m.cancels IS NULL
      AND NOT EXISTS (SELECT 1 FROM stage_moves AS c WHERE c.cancels = m.id)
    ORDER BY e.id, moved_on, m.id
"""
DELAYS = """
    SELECT support, milestone, min(submitted), min(validated), min(planned), ended_on FROM (
        SELECT e.id AS support, ended_on, milestone, iif(state = 'submitted', moved_on, NULL) AS submitted,
               iif(state = 'validated', moved_on, NULL) AS validated, NULL AS planned
        FROM enrolments AS e JOIN milestone_moves ON enrolment_id = e.id
        WHERE cohort_id = :cohort AND state IN ('submitted', 'validated')
        UNION ALL
        SELECT e.id, ended_on, milestone, NULL, NULL, planned_on
        FROM enrolments AS e JOIN milestone_dates ON enrolment_id = e.id WHERE cohort_id = :cohort)
    GROUP BY support, milestone
"""
# Measures of people, counted as they stand: participant, measure, a, b, n.
OF_PEOPLE = """
    SELECT DISTINCT e.participant_id, 'chapter', key, status, 1 FROM enrolments AS e
    JOIN plan_texts AS t ON t.participant_id = e.participant_id
    WHERE cohort_id = :cohort AND body <> '' AND key NOT LIKE 'canvas/%'
"""
# Answers may serve the evaluation unless the person refused, or withdrew.
_USABLE = """
    ifnull((SELECT answer FROM consents AS c
            WHERE c.participant_id = e.participant_id AND kind = 'research'
            ORDER BY given_on DESC, c.id DESC LIMIT 1), 'given') = 'given'
"""
# Measures of supports, counted as they stand: support, measure, a, b, n.
OF_SUPPORTS = f"""
    SELECT e.id, 'barrier', barrier,
           CASE WHEN state = 'closed' THEN 'lifted' ELSE 'open' END || iif(worked, '_worked_on', ''), 1
    FROM enrolments AS e
    JOIN (SELECT enrolment_id, barrier, state, max(state = 'open') OVER said AS ever_open,
                 max(state = 'open' AND objectives <> '[]') OVER said AS worked,
                 row_number() OVER (PARTITION BY enrolment_id, barrier
                                    ORDER BY noted_on DESC, id DESC) AS back
          FROM barrier_moves AS m WHERE +cancels IS NULL
            AND enrolment_id IN (SELECT id FROM enrolments WHERE cohort_id = :cohort)
            AND NOT EXISTS (SELECT 1 FROM barrier_moves AS c WHERE c.cancels = m.id)
          WINDOW said AS (PARTITION BY enrolment_id, barrier))
      ON enrolment_id = e.id
    WHERE cohort_id = :cohort AND back = 1 AND ever_open
    UNION ALL
    SELECT e.id, 'change', before.instrument, before.score || '>' || later.score, 1
    FROM enrolments AS e
    JOIN answer_sheets AS before ON before.enrolment_id = e.id AND before.wave = 'entry'
    JOIN answer_sheets AS later ON later.enrolment_id = e.id
         AND later.instrument = before.instrument AND later.wave = 'exit'
    WHERE cohort_id = :cohort AND before.trashed_at IS NULL AND later.trashed_at IS NULL
      AND before.score IS NOT NULL AND later.score IS NOT NULL AND {_USABLE}
    UNION ALL
    SELECT e.id, 'sheet', instrument, wave || ' ' ||
           CASE WHEN outcome <> 'answered' THEN outcome WHEN score IS NULL THEN 'unscored' ELSE 'scored' END, 1
    FROM enrolments AS e JOIN answer_sheets AS s ON s.enrolment_id = e.id
    WHERE cohort_id = :cohort AND trashed_at IS NULL AND {_USABLE}
    UNION ALL
    SELECT e.id, 'sheet_began', instrument || ' ' || wave, entered_on, 1
    FROM enrolments AS e JOIN answer_sheets AS s ON s.enrolment_id = e.id
    WHERE cohort_id = :cohort AND wave <> 'exit' AND trashed_at IS NULL AND {_USABLE}
    UNION ALL
    SELECT e.id, 'sheet_finished', instrument || ' ' || wave, ended_on || ' ' || exit_kind, 1
    FROM enrolments AS e JOIN answer_sheets AS s ON s.enrolment_id = e.id
    WHERE cohort_id = :cohort AND wave <> 'entry' AND ended_on IS NOT NULL AND trashed_at IS NULL
      AND {_USABLE}
    UNION ALL
    SELECT e.id, 'after', ended_on || ' ' || exit_kind, coalesce(
        (SELECT group_concat(horizon || '=' || outcome) FROM
            (SELECT horizon, outcome FROM follow_ups
             WHERE enrolment_id = e.id AND trashed_at IS NULL ORDER BY horizon)), '')
        || CASE WHEN EXISTS (SELECT 1 FROM enrolments AS later
                             WHERE later.participant_id = e.participant_id AND later.id <> e.id
                               AND (later.ended_on IS NULL OR later.entered_on >= e.ended_on))
                THEN ';again'
                WHEN (SELECT answer FROM consents AS c
                      WHERE c.participant_id = e.participant_id AND kind = 'contact'
                      ORDER BY given_on DESC, c.id DESC LIMIT 1) <> 'given' THEN ';declined'
                ELSE ';' END, 1
    FROM enrolments AS e WHERE cohort_id = :cohort AND ended_on IS NOT NULL
    UNION ALL
    SELECT e.id, 'began', entered_on, '', 1 FROM enrolments AS e
    WHERE cohort_id = :cohort AND {_USABLE}
    UNION ALL
    SELECT e.id, 'finished', ended_on, exit_kind, 1 FROM enrolments AS e
    WHERE cohort_id = :cohort AND ended_on IS NOT NULL AND {_USABLE}
    UNION ALL
    SELECT DISTINCT e.id, 'awaited', s.kind, s.held_on, 1
    FROM sessions AS s JOIN staff ON staff.id = s.held_by
    JOIN attendance AS a ON a.session_id = s.id AND mark IN ('present', 'late')
    JOIN enrolments AS e ON e.cohort_id = :cohort AND e.participant_id = a.participant_id
    JOIN mentor_pairs AS p ON p.participant_id = a.participant_id
         AND s.held_on BETWEEN p.starts_on AND ifnull(p.ends_on, '9999')
    WHERE s.cohort_id = :cohort AND s.state = 'held'
      AND (staff.role <> 'mentor' OR s.held_by = p.mentor_id)
      AND NOT EXISTS (SELECT 1 FROM feedback AS f WHERE f.pair_id = p.id AND f.met_on = s.held_on)
    UNION ALL
    SELECT DISTINCT e.id, 'awaited', s.kind, date(s.held_on, '+1 day'), 1  -- once its day has passed
    FROM sessions AS s JOIN mentor_pairs AS p ON p.id = s.pair_id
         AND s.held_on BETWEEN p.starts_on AND ifnull(p.ends_on, '9999')
    JOIN enrolments AS e ON e.cohort_id = :cohort AND e.participant_id = p.participant_id
    WHERE s.cohort_id = :cohort AND s.state = 'planned'
      AND NOT EXISTS (SELECT 1 FROM feedback AS f WHERE f.pair_id = p.id AND f.met_on = s.held_on)
"""
