"""Tables about people: who entered, where they stand, what they answered, how it ended."""

from core.storage.data_out_sources import (
    EVALUATOR_KEY,
    SUPPORT,
    TEAM_KEY,
    Source,
    group_of,
    opened,
    since_entry,
    support_on,
)

MOST_ITEMS = 20  # of a questionnaire
_ATTENDED = """
    (SELECT count(*) FROM attendance AS a JOIN sessions AS s ON s.id = a.session_id
     WHERE a.participant_id = e.participant_id AND s.cohort_id = e.cohort_id AND s.state = 'held'
       AND {also} AND {own})
"""
_OWN = support_on("s.held_on", also="b.cohort_id = s.cohort_id")
_WORK = {
    "sessions_expected": _ATTENDED.format(also="1", own=_OWN),
    "sessions_attended": _ATTENDED.format(also="a.mark IN ('present', 'late')", own=_OWN),
    "milestones_submitted": """(SELECT count(DISTINCT milestone) FROM milestone_moves
        WHERE enrolment_id = e.id AND state IN ('submitted', 'validated'))""",
    "milestones_validated": """(SELECT count(DISTINCT milestone) FROM milestone_moves
        WHERE enrolment_id = e.id AND state = 'validated')""",
}
_LATEST = """(SELECT kind FROM situations AS t WHERE t.participant_id = e.participant_id {until}
    ORDER BY t.starts_on DESC, t.id DESC LIMIT 1)"""
_RESEARCH = """(SELECT answer FROM consents AS k
    WHERE k.participant_id = e.participant_id AND k.kind = 'research'
    ORDER BY k.given_on DESC, k.id DESC LIMIT 1)"""

PEOPLE = Source(
    team={
        "code": opened("p.code"),
        "name": opened("p.first_name || ' ' || p.last_name"),
        "support": SUPPORT,
        "cohort": "c.name",
        "arm": "c.arm",
        "territory": "c.territory",
        "sex": opened("p.sex"),
        "birth_year": opened("p.birth_year"),
        "departement": opened("p.departement"),
        "entered_on": "e.entered_on",
        "situation_at_entry": _LATEST.format(until="AND t.starts_on <= e.entered_on"),
        "situation": _LATEST.format(until=""),
        "research": _RESEARCH,
        **_WORK,
        "ended_on": "e.ended_on",
        "exit_kind": "e.exit_kind",
        "exit_class": ":exit_classes ->> e.exit_kind",
    },
    evaluator={
        **EVALUATOR_KEY,
        "arm": "cp.arm",
        "entered": "cp.entered",
        "age": "cp.age",
        "sex": "cp.sex",
        "situation_group": "cp.situation",
        "departement": "cp.departement",
        **_WORK,
        "months_followed": since_entry("e.ended_on"),
        "exit_class": ":exit_classes ->> e.exit_kind",
    },
)

SITUATIONS = Source(
    joined=f"""JOIN situations AS t ON t.participant_id = e.participant_id
        AND NOT EXISTS (SELECT 1 FROM situations AS x WHERE x.participant_id = t.participant_id
                        AND x.starts_on = t.starts_on AND x.id > t.id)
        AND {support_on("t.starts_on")}""",
    team_joined="LEFT JOIN sites ON sites.id = t.site_id",
    # What came before the entry would tell how long it had lasted.
    evaluator_where="""cp.campaign_id = :campaign AND (t.starts_on > e.entered_on
        OR NOT EXISTS (SELECT 1 FROM situations AS x WHERE x.participant_id = t.participant_id
                       AND x.starts_on > t.starts_on AND x.starts_on <= e.entered_on))""",
    team={
        **TEAM_KEY,
        "situation": "t.kind",
        "site": "sites.name",
        "starts_on": "t.starts_on",
        "ends_on": """(SELECT min(x.starts_on) FROM situations AS x
            WHERE x.participant_id = t.participant_id AND x.starts_on > t.starts_on)""",
    },
    evaluator={
        **EVALUATOR_KEY,
        "months": f"max(0, {since_entry('t.starts_on')})",
        "situation_group": group_of("t.kind"),
    },
    order="p.code, t.starts_on, t.id",
)

STAGES = Source(
    joined="""JOIN stage_moves AS m ON m.enrolment_id = e.id AND m.cancels IS NULL
        AND NOT EXISTS (SELECT 1 FROM stage_moves AS x WHERE x.cancels = m.id)""",
    grouped="e.id, m.stage",
    team={
        **TEAM_KEY,
        "stage": "m.stage",
        "shared_stage": ":shared ->> m.stage",
        "reached_on": "min(m.moved_on)",
    },
    evaluator={
        **EVALUATOR_KEY,
        "stage": "m.stage",
        "shared_stage": ":shared ->> m.stage",
        "months": since_entry("min(m.moved_on)"),
    },
    order="p.code, e.entered_on, e.id, min(m.moved_on), min(m.id)",
)

_ITEMS = {f"item_{n}": f"""json_extract(q.answers, '$."{n}"')""" for n in range(1, MOST_ITEMS + 1)}
_SHEET = {"score": "q.score", "missing": "q.missing", "read_aloud": "q.read_aloud", **_ITEMS}
QUESTIONNAIRES = Source(
    joined="JOIN answer_sheets AS q ON q.enrolment_id = e.id AND q.trashed_at IS NULL",
    withheld=f"coalesce({_RESEARCH}, '') IN ('refused', 'withdrawn')",
    team={
        **TEAM_KEY,
        "instrument": "q.instrument",
        "wave": "q.wave",
        "outcome": "q.outcome",
        "collected_on": "q.collected_on",
        **_SHEET,
    },
    evaluator={
        **EVALUATOR_KEY,
        "instrument": "q.instrument",
        "wave": "q.wave",
        "outcome": "q.outcome",
        "months": since_entry("q.collected_on"),
        **_SHEET,
    },
    order="p.code, q.instrument, q.collected_on, q.id",
)

_CONTACT = {
    "activity": "f.activity",
    "turnover_started": "f.turnover_started",
    "housing": "f.housing",
}
FOLLOW_UPS = Source(
    joined="JOIN follow_ups AS f ON f.enrolment_id = e.id AND f.trashed_at IS NULL",
    team={
        **TEAM_KEY,
        "horizon": "f.horizon",
        "contacted_on": "f.contacted_on",
        "outcome": "f.outcome",
        "channel": "f.channel",
        "situation": "f.situation",
        **_CONTACT,
    },
    evaluator={
        **EVALUATOR_KEY,
        "horizon": "f.horizon",
        "outcome": "f.outcome",
        "situation_group": group_of("f.situation"),
        **_CONTACT,
    },
    order="p.code, f.horizon, f.id",
)

EXITS = Source(
    where="e.ended_on IS NOT NULL",
    team={
        **TEAM_KEY,
        "ended_on": "e.ended_on",
        "months": since_entry("e.ended_on"),
        "exit_kind": "e.exit_kind",
        "exit_class": ":exit_classes ->> e.exit_kind",
    },
    evaluator={
        **EVALUATOR_KEY,
        "months": since_entry("e.ended_on"),
        "exit_class": ":exit_classes ->> e.exit_kind",
    },
)

PEOPLE_SOURCES = {
    "people": PEOPLE,
    "situations": SITUATIONS,
    "stages": STAGES,
    "questionnaires": QUESTIONNAIRES,
    "follow_ups": FOLLOW_UPS,
    "exits": EXITS,
}
