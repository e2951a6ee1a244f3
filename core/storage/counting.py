"""What is counted in one cohort.

A measure has up to two keys, a and b:

    cohort          programme, form      1: where the cohort is added up
    people          –                    people who entered
    seen            –                    people present at least once
    furthest        shared stage or ''   people, by the furthest stage they ever reached
    ended           kind of exit         supports that ended
    stayed          weeks, chosen or involuntary
    staying         date of entry        supports that go on
    sessions        kind, state          sessions; `minutes`: how long they lasted together
    not_held        kind, side           sessions not held, by the side responsible
    headcount       kind                 people counted without a name
    attendance      kind, mark           present, late, or the side responsible for the absence
    milestone       milestone, state     supports, by the present state of the milestone
    milestone_ever  milestone, state     supports where it was validated, or else submitted, at least once
    self_validated  milestone            supports where it was validated by the one who submitted it
    meeting         held, or a side      mentor meetings, or why there was none
    mark            criterion, mark      mentors' marks
    departement     département          where people live or sessions were held
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from sqlite_utils import Database

Key = tuple[str, str, str]
Counts = Counter[Key]

NO_CAUSE = "none"
UNKNOWN_SIDE = "unknown"
SEEN = ("present", "late")


def counted(
    db: Database,
    cohort_id: int,
    stages: Mapping[str, str],
    causes: Mapping[str, str],
    involuntary: Collection[str],
) -> Counts:
    """Every measure of one cohort; arguments as in `refresh_cohort`."""
    counts = Counts()
    for programme, arm in tuples(db, _HOME, cohort_id):
        counts["cohort", programme, arm] = 1
    _count_people(counts, tuples(db, _PEOPLE, cohort_id), involuntary)
    _count_stages(counts, tuples(db, _STAGES, cohort_id), stages)
    for kind, state, cause, n, minutes, headcount in tuples(db, _SESSIONS, cohort_id):
        counts["sessions", kind, state] += n
        counts["minutes", kind, state] += minutes
        if state == "not_held":
            counts["not_held", kind, _side(cause, causes)] += n
        elif state == "held" and headcount:
            counts["headcount", kind, ""] += headcount
    for kind, mark, cause, n in tuples(db, _ATTENDANCE, cohort_id):
        counts["attendance", kind, mark if mark in SEEN else _side(cause, causes)] += n
    for measure, a, b, n in tuples(db, _READY, cohort_id):
        counts[measure, a, b] += n
    for cause, n in tuples(db, _MEETINGS, cohort_id):
        counts["meeting", _side(cause, causes) if cause else "held", ""] += n
    return Counts({key: n for key, n in counts.items() if n})


def _count_people(
    counts: Counts,
    enrolments: Iterable[tuple[int, str, str | None, str | None]],
    involuntary: Collection[str],
) -> None:
    people = set()
    for person, entered_on, ended_on, exit_kind in enrolments:
        people.add(person)
        if ended_on is None or exit_kind is None:
            counts["staying", entered_on, ""] += 1
            continue
        weeks = (date.fromisoformat(ended_on) - date.fromisoformat(entered_on)).days // 7
        counts["ended", exit_kind, ""] += 1
        how = "involuntary" if exit_kind in involuntary else "chosen"
        counts["stayed", f"{weeks:04d}", how] += 1
    counts["people", "", ""] = len(people)


def _count_stages(
    counts: Counts, reached: Iterable[tuple[int, str | None]], stages: Mapping[str, str]
) -> None:
    order = {stage: place for place, stage in enumerate(stages, start=1)}
    furthest: dict[int, int] = {}
    for person, stage in reached:
        furthest[person] = max(furthest.get(person, 0), order.get(stage or "", 0))
    names = ["", *stages.values()]
    for place in furthest.values():
        counts["furthest", names[place], ""] += 1


def _side(cause: str | None, causes: Mapping[str, str]) -> str:
    return NO_CAUSE if cause is None else str(causes.get(cause, UNKNOWN_SIDE))


def tuples(db: Database, sql: str, values: int | Mapping[str, object] | None = None) -> list[Any]:
    """Tuples, all read at once: thousands of small rows, and no dictionary for each."""
    named = {"cohort": values} if isinstance(values, int) else values or {}
    return list(db.conn.execute(sql, dict(named)).fetchall())


_HOME = """
    SELECT programmes.key, arm FROM cohorts JOIN programmes ON programmes.id = programme_id
    WHERE cohorts.id = :cohort
"""
_PEOPLE = """
    SELECT participant_id, entered_on, ended_on, exit_kind FROM enrolments WHERE cohort_id = :cohort
"""
# The plus keeps SQLite from walking through every move that cancels nothing: nearly all of them.
_STAGES = """
    SELECT participant_id, stage FROM enrolments AS e
    LEFT JOIN stage_moves AS m ON m.enrolment_id = e.id AND +m.cancels IS NULL
         AND NOT EXISTS (SELECT 1 FROM stage_moves AS c WHERE c.cancels = m.id)
    WHERE e.cohort_id = :cohort GROUP BY 1, 2
"""
_SESSIONS = """
    SELECT kind, state, cause, count(*), sum(minutes), sum(headcount) FROM sessions
    WHERE cohort_id = :cohort GROUP BY 1, 2, 3
"""
_ATTENDANCE = """
    SELECT kind, mark, a.cause, count(*) FROM sessions AS s JOIN attendance AS a ON session_id = s.id
    WHERE cohort_id = :cohort AND state = 'held' GROUP BY 1, 2, 3
"""
# A meeting belongs to the cohort where the person was on that day: their latest entry before it.
_FEEDBACK = """
    SELECT f.id, f.cause FROM mentor_pairs AS p JOIN feedback AS f ON f.pair_id = p.id
    WHERE p.participant_id IN (SELECT participant_id FROM enrolments WHERE cohort_id = :cohort)
      AND EXISTS (
        SELECT 1 FROM enrolments AS e
        WHERE e.participant_id = p.participant_id AND e.cohort_id = :cohort AND entered_on <= met_on
          AND NOT EXISTS (
            SELECT 1 FROM enrolments AS later
            WHERE later.participant_id = p.participant_id AND later.entered_on > e.entered_on
              AND later.cohort_id <> :cohort AND later.entered_on <= met_on))
"""
_MEETINGS = f"SELECT cause, count(*) FROM ({_FEEDBACK}) GROUP BY 1"
# What is counted as it stands: measure, a, b, n.
_READY = f"""
    SELECT 'seen', '', '', count(DISTINCT a.participant_id)
    FROM sessions AS s JOIN attendance AS a ON session_id = s.id
    WHERE cohort_id = :cohort AND state = 'held' AND mark IN ('present', 'late')
    UNION ALL
    SELECT 'milestone', milestone, state, count(*) FROM (
        SELECT milestone, state, max(m.id) FROM enrolments AS e
        JOIN milestone_moves AS m ON enrolment_id = e.id
        WHERE cohort_id = :cohort GROUP BY enrolment_id, milestone)
    GROUP BY milestone, state
    UNION ALL
    SELECT 'milestone_ever', milestone, iif(done, 'validated', 'submitted'), count(*) FROM (
        SELECT milestone, max(state = 'validated') AS done FROM enrolments AS e
        JOIN milestone_moves AS m ON enrolment_id = e.id
        WHERE cohort_id = :cohort AND state IN ('submitted', 'validated')
        GROUP BY enrolment_id, milestone)
    GROUP BY milestone, done
    UNION ALL
    SELECT 'self_validated', milestone, '', count(DISTINCT enrolment_id) FROM enrolments AS e
    JOIN milestone_moves AS m ON enrolment_id = e.id
    WHERE cohort_id = :cohort AND self_validated GROUP BY milestone
    UNION ALL
    SELECT 'mark', criterion, CAST(mark AS TEXT), count(*)
    FROM ({_FEEDBACK}) AS f JOIN feedback_marks AS m ON feedback_id = f.id GROUP BY 2, 3
    UNION ALL
    SELECT 'departement', departement, '', count(*) FROM (
        SELECT departement FROM enrolments AS e
        JOIN participants AS p ON p.id = participant_id WHERE cohort_id = :cohort
        UNION ALL
        SELECT departement FROM sessions JOIN sites ON sites.id = site_id
        WHERE cohort_id = :cohort AND state = 'held')
    WHERE departement IS NOT NULL GROUP BY departement
"""
