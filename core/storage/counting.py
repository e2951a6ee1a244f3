"""What is counted in one cohort, by situation at entry and by period of entry.

A measure has up to two keys, a and b:

    cohort          form, territory      1: where the cohort is added up
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
    home            département          where people live
    held_in         département          where sessions were held

Sessions and what happens in them belong to no person: their situation and their period are "".
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlite_utils import Database

from core.storage import counting_evaluation as evaluated

NO_CAUSE = "none"
UNKNOWN = "unknown"
SEEN = ("present", "late")
HALF = 6  # months


class Entry(NamedTuple):
    """Where somebody stood, and when, on entering: "" for what is attached to nobody."""

    situation: str = ""
    period: str = ""


class Key(NamedTuple):
    """A line of the counts: the entry it is counted under, its measure and two keys."""

    situation: str
    period: str
    measure: str
    a: str
    b: str


Counts = Counter[Key]
NOBODY = Entry()
STRANGER = Entry(UNKNOWN, UNKNOWN)  # on a roll call without having entered


class Rules(NamedTuple):
    """What counting needs of a programme.

    The shared stage of each stage, in order; the side of each cause; the kinds of exit nobody chose.
    """

    stages: Mapping[str, str]
    causes: Mapping[str, str]
    involuntary: Collection[str] = ()


class _Tally:
    """Counts being made, under the entries of the cohort's supports and people."""

    def __init__(self, supports: Iterable[tuple[int, int, str, str | None]]) -> None:
        self.counts = Counts()
        self.of_support: dict[int, Entry] = {}
        self.of_person: dict[int, Entry] = {}
        for support, person, entered_on, situation in supports:
            entry = Entry(situation or UNKNOWN, period_of(entered_on))
            self.of_support[support] = entry
            self.of_person.setdefault(
                person, entry
            )  # somebody back is counted with their first entry

    def add(self, entry: Entry, measure: str, a: str = "", b: str = "", n: int = 1) -> None:
        self.counts[Key(*entry, measure, a, b)] += n

    def person(self, person: int, measure: str, a: str = "", b: str = "", n: int = 1) -> None:
        self.add(self.of_person.get(person, STRANGER), measure, a, b, n)

    def support(self, support: int, measure: str, a: str = "", b: str = "", n: int = 1) -> None:
        self.add(self.of_support[support], measure, a, b, n)


def period_of(day: str) -> str:
    """The half-year of an ISO date: "2026-1" until June, "2026-2" from July."""
    return f"{day[:4]}-{1 if int(day[5:7]) <= HALF else 2}"


def counted(db: Database, cohort_id: int, rules: Rules) -> Counts:
    """Every measure of one cohort."""
    supports = tuples(db, _SUPPORTS, cohort_id)
    tally = _Tally(
        (support, person, entered, situation)
        for support, person, entered, situation, *_ in supports
    )
    for arm, territory in tuples(db, _HOME, cohort_id):
        tally.add(NOBODY, "cohort", arm, territory)
    for person in tally.of_person:
        tally.person(person, "people")
    _count_stays(tally, supports, rules)
    _count_stages(tally, tuples(db, _STAGES, cohort_id), rules.stages)
    for kind, state, cause, n, minutes, headcount in tuples(db, _SESSIONS, cohort_id):
        tally.add(NOBODY, "sessions", kind, state, n)
        tally.add(NOBODY, "minutes", kind, state, minutes)
        if state == "not_held":
            tally.add(NOBODY, "not_held", kind, _side(cause, rules.causes), n)
        elif state == "held" and headcount:
            tally.add(NOBODY, "headcount", kind, "", headcount)
    for person, kind, mark, cause, n in tuples(db, _ATTENDANCE, cohort_id):
        shown = mark if mark in SEEN else _side(cause, rules.causes)
        tally.person(person, "attendance", kind, shown, n)
    for person, cause, n in tuples(db, _MEETINGS, cohort_id):
        tally.person(person, "meeting", _side(cause, rules.causes) if cause else "held", "", n)
    for measure, a, b, n in tuples(db, _BY_COHORT, cohort_id):
        tally.add(NOBODY, measure, a, b, n)
    by_person = f"{_BY_PERSON} UNION ALL {evaluated.OF_PEOPLE}"
    for person, measure, a, b, n in tuples(db, by_person, cohort_id):
        tally.person(person, measure, a, b, n)
    by_support = f"{_BY_SUPPORT} UNION ALL {evaluated.OF_SUPPORTS}"
    for support, measure, a, b, n in [
        *tuples(db, by_support, cohort_id),
        *evaluated.in_stages(tuples(db, evaluated.MOVES, cohort_id), rules.stages),
        *evaluated.delays(tuples(db, evaluated.DELAYS, cohort_id)),
    ]:
        tally.support(support, measure, a, b, n)
    return Counts({key: n for key, n in tally.counts.items() if n})


def _count_stays(tally: _Tally, supports: Iterable[tuple[Any, ...]], rules: Rules) -> None:
    for support, _person, entered_on, _situation, ended_on, exit_kind in supports:
        if ended_on is None or exit_kind is None:
            tally.support(support, "staying", entered_on)
            continue
        weeks = (date.fromisoformat(ended_on) - date.fromisoformat(entered_on)).days // 7
        how = "involuntary" if exit_kind in rules.involuntary else "chosen"
        tally.support(support, "ended", exit_kind)
        tally.support(support, "stayed", f"{weeks:04d}", how)


def _count_stages(
    tally: _Tally, reached: Iterable[tuple[int, str | None]], stages: Mapping[str, str]
) -> None:
    order = {stage: place for place, stage in enumerate(stages, start=1)}
    furthest: dict[int, int] = {}
    for person, stage in reached:
        furthest[person] = max(furthest.get(person, 0), order.get(stage or "", 0))
    names = ["", *stages.values()]
    for person, place in furthest.items():
        tally.person(person, "furthest", names[place])


def _side(cause: str | None, causes: Mapping[str, str]) -> str:
    return NO_CAUSE if cause is None else str(causes.get(cause, UNKNOWN))


def tuples(db: Database, sql: str, values: int | Mapping[str, object] | None = None) -> list[Any]:
    """Tuples, all read at once: thousands of small rows, and no dictionary for each."""
    named = {"cohort": values} if isinstance(values, int) else values or {}
    return list(db.conn.execute(sql, dict(named)).fetchall())


_HOME = "SELECT arm, territory FROM cohorts WHERE id = :cohort"
# The situation at entry is the latest one that had begun on that day.
_SUPPORTS = """
    SELECT id, participant_id, entered_on,
           (SELECT kind FROM situations AS s
            WHERE s.participant_id = e.participant_id AND s.starts_on <= e.entered_on
            ORDER BY s.starts_on DESC, s.id DESC LIMIT 1),
           ended_on, exit_kind
    FROM enrolments AS e WHERE cohort_id = :cohort ORDER BY entered_on, id
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
    SELECT participant_id, kind, mark, a.cause, count(*)
    FROM sessions AS s JOIN attendance AS a ON session_id = s.id
    WHERE cohort_id = :cohort AND state = 'held' GROUP BY 1, 2, 3, 4
"""
# A meeting belongs to the cohort where the person was on that day: their latest entry before it.
_FEEDBACK = """
    SELECT f.id, f.cause, p.participant_id FROM mentor_pairs AS p JOIN feedback AS f ON f.pair_id = p.id
    WHERE p.participant_id IN (SELECT participant_id FROM enrolments WHERE cohort_id = :cohort)
      AND EXISTS (
        SELECT 1 FROM enrolments AS e
        WHERE e.participant_id = p.participant_id AND e.cohort_id = :cohort AND entered_on <= met_on
          AND NOT EXISTS (
            SELECT 1 FROM enrolments AS later
            WHERE later.participant_id = p.participant_id AND later.entered_on > e.entered_on
              AND later.cohort_id <> :cohort AND later.entered_on <= met_on))
"""
_MEETINGS = f"SELECT participant_id, cause, count(*) FROM ({_FEEDBACK}) GROUP BY 1, 2"
# Attached to nobody: measure, a, b, n.
_BY_COHORT = """
    SELECT 'held_in', departement, '', count(*) FROM sessions JOIN sites ON sites.id = site_id
    WHERE cohort_id = :cohort AND state = 'held' GROUP BY departement
"""
# One person of the cohort after the other: participant, measure, a, b, n.
_BY_PERSON = f"""
    SELECT DISTINCT a.participant_id, 'seen', '', '', 1
    FROM sessions AS s JOIN attendance AS a ON session_id = s.id
    WHERE cohort_id = :cohort AND state = 'held' AND mark IN ('present', 'late')
    UNION ALL
    SELECT participant_id, 'mark', criterion, CAST(mark AS TEXT), count(*)
    FROM ({_FEEDBACK}) AS f JOIN feedback_marks AS m ON feedback_id = f.id GROUP BY 1, 3, 4
    UNION ALL
    SELECT DISTINCT participant_id, 'home', departement, '', 1 FROM enrolments AS e
    JOIN participants AS p ON p.id = participant_id
    WHERE cohort_id = :cohort AND departement IS NOT NULL
"""
# One support (enrolment) after the other: enrolment, measure, a, b, n.
_BY_SUPPORT = """
    SELECT enrolment_id, 'milestone', milestone, state, 1 FROM (
        SELECT enrolment_id, milestone, state, max(m.id) FROM enrolments AS e
        JOIN milestone_moves AS m ON enrolment_id = e.id
        WHERE cohort_id = :cohort GROUP BY enrolment_id, milestone)
    UNION ALL
    SELECT enrolment_id, 'milestone_ever', milestone,
           iif(max(state = 'validated'), 'validated', 'submitted'), 1 FROM enrolments AS e
    JOIN milestone_moves AS m ON enrolment_id = e.id
    WHERE cohort_id = :cohort AND state IN ('submitted', 'validated')
    GROUP BY enrolment_id, milestone
    UNION ALL
    SELECT DISTINCT enrolment_id, 'self_validated', milestone, '', 1 FROM enrolments AS e
    JOIN milestone_moves AS m ON enrolment_id = e.id
    WHERE cohort_id = :cohort AND self_validated
"""
