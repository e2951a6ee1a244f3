"""Tables about the work done: sessions, attendance, milestones, mentors' marks, barriers."""

from core.storage.data_out_sources import (
    EVALUATOR_KEY,
    TEAM_KEY,
    Source,
    since_entry,
    support_on,
)

_EXPECTED = "(SELECT count(*) FROM attendance AS a WHERE a.session_id = s.id)"
_ATTENDED = """(SELECT count(*) FROM attendance AS a
    WHERE a.session_id = s.id AND a.mark IN ('present', 'late'))"""


def _large(count: str) -> str:
    return f"({count} = 0 OR {count} >= :k)"


SESSIONS = Source(
    team_from="sessions AS s JOIN cohorts AS c ON c.id = s.cohort_id",
    team_joined="LEFT JOIN sites ON sites.id = s.site_id",
    evaluator_from="sessions AS s JOIN cohorts AS c ON c.id = s.cohort_id",
    evaluator_where="1",
    evaluator_arm="c.arm = :arm",
    team={
        "session": "s.id",
        "cohort": "c.name",
        "arm": "c.arm",
        "kind": "s.kind",
        "title": "s.title",
        "held_on": "s.held_on",
        "starts_at": "s.starts_at",
        "minutes": "s.minutes",
        "site": "sites.name",
        "state": "s.state",
        "cause": "s.cause",
        "side": ":sides ->> s.cause",
        "expected": _EXPECTED,
        "attended": _ATTENDED,
        "headcount": "s.headcount",
    },
    evaluator={
        "month": "substr(s.held_on, 1, 7)",
        "arm": "c.arm",
        "kind": "s.kind",
        "minutes": "s.minutes",
        "state": "s.state",
        "side": ":sides ->> s.cause",
        "expected": f"iif({_large(_EXPECTED)}, {_EXPECTED}, NULL)",
        # Shown with those expected, it also tells how many were absent.
        "attended": f"""iif({_large(_EXPECTED)} AND {_large(_ATTENDED)}
            AND {_large(f"({_EXPECTED} - {_ATTENDED})")}, {_ATTENDED}, NULL)""",
        "headcount": f"iif({_large('s.headcount')}, s.headcount, NULL)",
    },
    order="s.held_on, s.id",
)

ATTENDANCE = Source(
    joined=f"""JOIN attendance AS a ON a.participant_id = e.participant_id
        JOIN sessions AS s ON s.id = a.session_id AND s.cohort_id = e.cohort_id
            AND s.state = 'held'
            AND {support_on("s.held_on", also="b.cohort_id = s.cohort_id")}""",
    team={
        **TEAM_KEY,
        "session": "s.id",
        "kind": "s.kind",
        "held_on": "s.held_on",
        "minutes": "s.minutes",
        "mark": "a.mark",
        "cause": "a.cause",
        "side": ":sides ->> a.cause",
    },
    evaluator={
        **EVALUATOR_KEY,
        "months": since_entry("s.held_on"),
        "kind": "s.kind",
        "minutes": "s.minutes",
        "mark": "a.mark",
        "side": ":sides ->> a.cause",
    },
    order="p.code, s.held_on, s.id",
)

_FIRST_SUBMITTED = "min(iif(m.state IN ('submitted', 'validated'), m.moved_on, NULL))"
_FIRST_VALIDATED = "min(iif(m.state = 'validated', m.moved_on, NULL))"
_STATES = {
    "milestone": "m.milestone",
    "state": "substr(max(printf('%012d', m.id) || m.state), 13)",
}
_DEEDS = {"returns": "sum(m.state = 'returned')", "self_validated": "max(m.self_validated)"}
MILESTONES = Source(
    joined="JOIN milestone_moves AS m ON m.enrolment_id = e.id",
    grouped="e.id, m.milestone",
    team={
        **TEAM_KEY,
        **_STATES,
        "planned_on": """(SELECT planned_on FROM milestone_dates AS d
            WHERE d.enrolment_id = e.id AND d.milestone = m.milestone)""",
        "submitted_on": _FIRST_SUBMITTED,
        "validated_on": _FIRST_VALIDATED,
        **_DEEDS,
    },
    evaluator={
        **EVALUATOR_KEY,
        **_STATES,
        "months_submitted": since_entry(_FIRST_SUBMITTED),
        "months_validated": since_entry(_FIRST_VALIDATED),
        **_DEEDS,
    },
    order="p.code, e.entered_on, e.id, min(m.id)",
)

MARKS = Source(
    joined="""JOIN mentor_pairs AS mp ON mp.participant_id = e.participant_id
        JOIN feedback AS f ON f.pair_id = mp.id AND f.held = 1
        JOIN feedback_marks AS fm ON fm.feedback_id = f.id
            AND e.id = (SELECT b.id FROM enrolments AS b
                WHERE b.participant_id = e.participant_id AND b.entered_on <= f.met_on
                ORDER BY b.entered_on DESC, b.id DESC LIMIT 1)""",
    team={
        **TEAM_KEY,
        "meeting": "f.id",
        "met_on": "f.met_on",
        "criterion": "fm.criterion",
        "level": "fm.mark",
        "answer": "f.answer",
    },
    evaluator={
        **EVALUATOR_KEY,
        "months": since_entry("f.met_on"),
        "criterion": "fm.criterion",
        "level": "fm.mark",
        "answer": "f.answer",
    },
    order="p.code, f.met_on, f.id, fm.criterion",
)

_MOVE = "m.noted_on || printf('%012d', m.id)"  # 22 signs, in order of time
_LAST_STATE = f"substr(max({_MOVE} || m.state), 23)"
_LIFTED = f"({_LAST_STATE} = 'closed' AND max(m.state = 'open'))"
_STANDING = {
    "barrier": "m.barrier",
    "state": _LAST_STATE,
    "impact": f"nullif(substr(max({_MOVE} || coalesce(m.impact, '')), 23), '')",
    "priority": f"CAST(substr(max({_MOVE} || m.priority), 23) AS INTEGER)",
    "identified": "max(m.state = 'open')",
    "worked_on": "max(m.state = 'open' AND m.objectives <> '[]')",
    "lifted": _LIFTED,
}
_FIRST_OPEN = "min(iif(m.state = 'open', m.noted_on, NULL))"
_CLOSED = f"iif({_LIFTED}, max(iif(m.state = 'closed', m.noted_on, NULL)), NULL)"
BARRIERS = Source(
    joined="""JOIN barrier_moves AS m ON m.enrolment_id = e.id AND m.cancels IS NULL
        AND NOT EXISTS (SELECT 1 FROM barrier_moves AS x WHERE x.cancels = m.id)""",
    grouped="e.id, m.barrier",
    withheld="m.barrier IN (SELECT value FROM json_each(:health))",
    team={**TEAM_KEY, **_STANDING, "opened_on": _FIRST_OPEN, "lifted_on": _CLOSED},
    evaluator={
        **EVALUATOR_KEY,
        **_STANDING,
        "months_opened": since_entry(_FIRST_OPEN),
        "months_lifted": since_entry(_CLOSED),
    },
    order="p.code, e.entered_on, e.id, m.barrier",
)

WORK_SOURCES = {
    "sessions": SESSIONS,
    "attendance": ATTENDANCE,
    "milestones": MILESTONES,
    "marks": MARKS,
    "barriers": BARRIERS,
}
