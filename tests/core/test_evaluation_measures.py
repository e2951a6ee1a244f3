"""Durations, plans, barriers, questionnaires, follow-up and creation, against a tracker counted by hand."""

import json
import math
from datetime import date

import pytest

from core import rollups
from core.errors import InvalidInput
from core.evaluation import dashboard
from core.evaluation.crossing import crossing, days_compared
from core.evaluation.dimensions import quarters
from core.evaluation.drawing import comparison, drawing
from core.evaluation.durations import middle
from core.evaluation.registry import INDICATORS
from core.evaluation.statistics import paired_change
from core.evaluation.views import Scope, Split
from core.permissions import Role
from core.storage.rows import insert
from tests.evaluated import a_cohort, a_house, somebody

TODAY = date(2026, 11, 20)
LEAD = somebody(Role.LEAD)
EVALUATOR = somebody(Role.EVALUATOR)


class Small:
    """A cohort of few people, written straight into the tables."""

    def __init__(self, db):
        self.db = db
        self.house = a_house(db)
        self.who = {"recorded_by": self.house["coach"]}
        self.cohort = a_cohort(db, self.house, "Lyon", people=0)

    def support(self, entered_on="2026-01-05", **ended):
        n = self.db.table("participants").count
        person = insert(
            self.db, "participants",
            {"code": f"P-{n:03d}", "first_name": "Ana", "last_name": "Roy", "search": "ana"},
        )  # fmt: skip
        values = {"participant_id": person, "cohort_id": self.cohort, "entered_on": entered_on}
        return insert(self.db, "enrolments", values | ended | self.who)

    def stages(self, support, *moves):
        for stage, moved_on in moves:
            self.add("stage_moves", enrolment_id=support, stage=stage, moved_on=moved_on)

    def add(self, table, **values):
        return insert(self.db, table, values | self.who)

    def sheet(self, support, wave, score, **more):
        values = {"enrolment_id": support, "instrument": "gse", "wave": wave, "answers": "{}"}
        self.add("answer_sheets", **values, collected_on="2026-01-06", score=score, **more)

    def person_of(self, support):
        sql = "SELECT participant_id FROM enrolments WHERE id = ?"
        return self.db.execute(sql, [support]).fetchone()[0]

    def asked(self, key, *, by=LEAD, **more):
        rollups.refresh(self.db, self.cohort)
        return dashboard.indicator(self.db, key, Scope(), by=by, today=TODAY, **more)

    def lines(self, key, **more):
        return {row.key: row.numbers for row in self.asked(key, **more).answer.rows}


@pytest.fixture
def small(db):
    return Small(db)


def test_time_in_stage_sets_those_who_are_still_there_apart(small):
    for days, left in (("2026-02-02", {}), ("2026-02-16", {}), ("2026-03-02", {})):
        support = small.support(**left)
        small.stages(support, ("oriented", "2026-01-05"), ("met", days))
    gone = small.support(ended_on="2026-04-01", exit_kind="own_request")
    small.stages(gone, ("oriented", "2026-01-05"))
    lines = small.lines("time_in_stage")
    # 4, 6 and 8 weeks to move on; one support ended there; three are in the next stage.
    assert lines["oriented"] | {"so_far": None} == {
        "moved": 3, "median": 6, "still": 0, "so_far": None, "left": 1,
    }  # fmt: skip
    assert math.isnan(lines["oriented"]["so_far"])
    assert lines["met"]["still"] == 3
    assert lines["met"]["moved"] == 0
    assert lines["met"]["so_far"] == 39  # 16 February to 20 November


def test_a_move_that_was_cancelled_leaves_no_duration(small):
    support = small.support()
    small.stages(support, ("oriented", "2026-01-05"))
    wrong = small.add("stage_moves", enrolment_id=support, stage="met", moved_on="2026-01-12")
    small.add(
        "stage_moves", enrolment_id=support, stage="met", moved_on="2026-01-12", cancels=wrong
    )
    assert small.lines("time_in_stage")["oriented"]["still"] == 1


def test_a_milestone_takes_the_days_from_its_submission_to_its_validation(small):
    moves = (("2026-02-01", "2026-02-05"), ("2026-02-01", "2026-02-11"), ("2026-02-01", None))
    for submitted, validated in moves:
        support = small.support()
        for state, day in (("submitted", submitted), ("validated", validated)):
            if day:
                small.add(
                    "milestone_entries",
                    enrolment_id=support,
                    milestone="idea",
                    state=state,
                    moved_on=day,
                )
        dates = {"enrolment_id": support, "milestone": "idea", "planned_on": "2026-02-08"}
        insert(small.db, "milestone_dates", dates)
    assert small.lines("milestone_delays")["idea"] == {
        "n": 2, "median": 7, "on_time": 1, "late": 1, "overdue": 1,
    }  # fmt: skip


def test_a_chapter_without_words_is_still_to_write(small):
    for body, status in (("Une boulangerie.", "done"), ("Un début.", "draft"), ("", "done")):
        person = small.person_of(small.support())
        values = {"participant_id": person, "key": "presentation", "body": body, "status": status}
        insert(small.db, "plan_texts", values | {"updated_by": small.house["coach"]})
    small.support()
    chapter = next(iter(small.lines("plan")))
    small.db.execute("UPDATE plan_texts SET key = ?", [chapter])
    assert small.lines("plan")[chapter] == {
        "done": 1, "draft": 1, "to_review": 0, "empty": 2, "of": 4,
    }  # fmt: skip


def test_a_barrier_is_lifted_only_after_it_was_there(small):
    def said(support, state, on, objectives="[]"):
        small.add(
            "barrier_moves",
            enrolment_id=support,
            barrier="housing",
            state=state,
            noted_on=on,
            objectives=objectives,
        )

    lifted, worked, never_there, silent = (small.support() for _ in range(4))
    said(lifted, "open", "2026-02-01", '["find_housing"]')
    said(lifted, "closed", "2026-03-01")
    said(worked, "open", "2026-02-01", '["find_housing"]')
    said(never_there, "closed", "2026-02-01")
    assert silent
    numbers = small.lines("barriers")["housing"]
    assert {key: numbers[key] for key in ("identified", "worked_on", "lifted", "of")} == {
        "identified": 2, "worked_on": 2, "lifted": 1, "of": 4,
    }  # fmt: skip


def with_scores(small, *pairs):
    for before, after in pairs:
        support = small.support()
        small.sheet(support, "entry", before)
        if after is not None:
            small.sheet(support, "exit", after)


def test_only_matched_pairs_are_compared_and_few_of_them_get_no_mean(small):
    with_scores(small, (25, 30), (28, 28), (31, 29), (22, None))
    numbers = small.lines("change")["gse"]
    counts = {key: numbers[key] for key in ("n", "of", "share", "rose", "same", "fell")}
    assert counts == {"n": 3, "of": 4, "share": 0.75, "rose": 1, "same": 1, "fell": 1}
    assert math.isnan(numbers["mean"])
    assert math.isnan(numbers["p"])
    lines = [row for row in drawing(small.asked("change")).rows if row["kind"] == "line"]
    assert len(lines) == 2 * 3  # both ends of each person's line
    assert not [row for row in drawing(small.asked("change")).rows if row["kind"] == "mean"]


SHARES = {"share", "low", "high", "gross", "net", "median", "so_far"}
PAIRS = [(20 + n, 24 + n + (n % 3)) for n in range(12)]


def test_enough_pairs_say_what_paired_change_says(small):
    with_scores(small, *PAIRS)
    numbers = small.lines("change")["gse"]
    known = paired_change([before for before, _ in PAIRS], [after for _, after in PAIRS])
    assert numbers["mean"] == pytest.approx(known.mean)
    assert (numbers["low"], numbers["high"]) == pytest.approx((known.low, known.high))
    assert (numbers["d_z"], numbers["hedges"]) == pytest.approx((known.d_z, known.hedges))
    assert numbers["p"] == pytest.approx(known.wilcoxon_p)


def test_an_evaluator_reads_no_single_line_and_no_exact_mean(small):
    with_scores(small, *PAIRS)
    result = small.asked("change", by=EVALUATOR)
    (row,) = result.answer.rows
    assert row.numbers["n"] == 12
    for key in ("before", "after", "mean", "low", "high", "sd"):
        assert row.numbers[key] * 2 == int(row.numbers[key] * 2)
    assert not [one for one in drawing(result).rows if one["kind"] == "line"]
    assert not [point for point in result.answer.points if "before" in point]


def test_answers_that_may_not_serve_are_not_counted(small):
    with_scores(small, (25, 30), (28, 28))
    consent = {"kind": "research", "answer": "refused", "given_on": "2026-01-05"}
    small.add("consents", participant_id=1, **consent)
    assert small.lines("change")["gse"]["n"] == 1


def test_response_rates_count_what_was_due(small):
    answered, refused, _silent = (small.support() for _ in range(3))
    small.sheet(answered, "entry", 30)
    small.sheet(refused, "entry", None, outcome="refused")
    gone = small.support(ended_on="2026-06-01", exit_kind="company")
    small.sheet(gone, "exit", 31)
    lines = small.lines("response")
    entry = {key: lines["gse entry"][key] for key in ("n", "refused", "waiting", "of")}
    assert entry == {"n": 1, "refused": 1, "waiting": 2, "of": 4}
    assert lines["gse exit"]["share"] == 1
    # The first of December is not yet there: nothing is due six months after.
    assert "gse six_months" not in lines


def test_a_sheet_given_before_it_is_due_stands_for_nobody_elses(small):
    early = small.support()
    small.sheet(early, "exit", 31)  # the end of the support is not written down yet
    small.support(ended_on="2026-06-01", exit_kind="company")
    line = small.lines("response")["gse exit"]
    assert (line["n"], line["waiting"], line["of"]) == (1, 1, 2)
    for _ in range(12):
        small.support()
    rollups.refresh(small.db, small.cohort)
    for split in Split:  # the groups add up to everybody: nothing is refused while it is masked
        dashboard.overview(small.db, Scope(), split=split, by=EVALUATOR, today=TODAY)


def test_follow_up_counts_contacts_once_they_are_due(small):
    ended = {"exit_kind": "company", "ended_on": "2026-06-01"}
    supports = [small.support(**ended) for _ in range(3)]
    for support, outcome in zip(supports, ("answered", "unreachable"), strict=False):
        heard = {"activity": "own_company", "housing": "stable"} if outcome == "answered" else {}
        contact = {
            "horizon": 3,
            "contacted_on": "2026-09-02",
            "outcome": outcome,
            "channel": "phone",
        }
        small.add("follow_ups", enrolment_id=support, **contact, **heard)
    lines = small.lines("follow_up")
    assert lines["3"]["of"] == 3
    assert [lines["3"][key] for key in ("answered", "unreachable", "refused", "waiting")] == [
        1,
        1,
        0,
        1,
    ]
    assert lines["3"]["reached"] == 1
    assert lines["6"]["waiting"] == 3  # its window opens two weeks before the first of December
    assert "12" not in lines


def test_creation_keeps_registered_and_started_apart(small):
    for stages in (("registered",), ("registered", "started"), ("plan",)):
        support = small.support()
        small.stages(support, *((stage, "2026-05-01") for stage in stages))
    lines = small.lines("creation")
    assert (lines["registered"]["n"], lines["started"]["n"]) == (2, 1)
    assert lines["registered"]["of"] == 3


def test_feedback_expected_is_what_was_received_and_what_is_waited_for(small):
    person = small.person_of(small.support())
    pair = small.add(
        "mentor_pairs",
        participant_id=person,
        mentor_id=small.house["mentor"],
        starts_on="2026-01-10",
    )
    for day in ("2026-02-01", "2026-03-01"):
        session = small.add(
            "sessions",
            cohort_id=small.cohort,
            kind="mentor_meeting",
            held_on=day,
            minutes=60,
            state="held",
            held_by=small.house["mentor"],
        )
        insert(
            small.db,
            "attendance",
            {"session_id": session, "participant_id": person, "mark": "present"},
        )
    small.add("feedback", pair_id=pair, met_on="2026-02-01", held=1)
    lines = small.lines("mentoring")
    assert (lines["received"]["n"], lines["awaited"]["n"]) == (1, 1)
    assert lines["received"]["share"] == 0.5


def test_the_crossing_table_says_who_was_where_and_who_is_where(small):
    stays, moves, enters, ends = (small.support() for _ in range(4))
    small.stages(stays, ("met", "2026-01-05"))
    small.stages(moves, ("met", "2026-01-05"), ("support", "2026-06-01"))
    small.db.execute("UPDATE enrolments SET entered_on = '2026-05-01' WHERE id = ?", [enters])
    small.stages(enters, ("met", "2026-05-02"))
    small.stages(ends, ("met", "2026-01-05"))
    small.db.execute(
        "UPDATE enrolments SET ended_on = '2026-07-01', exit_kind = 'company' WHERE id = ?", [ends]
    )
    days = {"first": date(2026, 4, 1), "second": date(2026, 10, 1)}
    result = crossing(small.db, Scope(), **days, by=LEAD, today=TODAY)
    lines = {row.key: row.numbers for row in result.answer.rows}
    assert lines["met"] == {"met": 1, "support": 1, "ended": 1, "of": 3}
    assert lines["not_entered"]["met"] == 1
    assert drawing(result).name == "crossing_table"
    titles, rows = result.table()
    assert all(len(row) == len(titles) for row in rows)


def test_those_who_see_no_name_get_one_fixed_crossing_table(small):
    for _ in range(12):
        small.support()
    rollups.refresh(small.db, small.cohort)
    first, second = days_compared(small.db, by=EVALUATOR, today=TODAY)
    result = crossing(small.db, Scope(), first=first, second=second, by=EVALUATOR, today=TODAY)
    small.support()
    again = crossing(
        small.db, Scope(), first=first, second=second, by=EVALUATOR, today=TODAY.replace(day=28)
    )
    assert again.answer.rows == result.answer.rows
    other = quarters(TODAY)[1]
    with pytest.raises(InvalidInput):
        crossing(small.db, Scope(), first=other, second=second, by=EVALUATOR, today=TODAY)
    with pytest.raises(InvalidInput):
        crossing(small.db, Scope(), first=first, second=TODAY, by=EVALUATOR, today=TODAY)
    with pytest.raises(InvalidInput):
        crossing(
            small.db,
            Scope(arm="group_then_individual"),
            first=first,
            second=second,
            by=EVALUATOR,
            today=TODAY,
        )


@pytest.mark.parametrize("people", [0, 1, 3, 8])
@pytest.mark.parametrize("by", [LEAD, EVALUATOR], ids=["lead", "evaluator"])
def test_few_people_never_crash_nor_mislead(small, people, by):
    with_scores(small, *PAIRS[:people])
    for support in range(1, people + 1):
        small.stages(support, ("met", "2026-01-05"), ("registered", "2026-05-05"))
    for key in INDICATORS:
        result = small.asked(key, by=by)
        drawn = drawing(result)
        json.dumps(drawn.rows if drawn else [], allow_nan=False)
        if by is EVALUATOR and key not in {"key_figures", "attendance"} and people < 5:
            assert not [
                n for row in result.answer.rows for name, n in row.numbers.items()
                if name not in SHARES and n is not None and 0 < n < 5
            ]  # fmt: skip


def test_groups_are_compared_with_their_intervals(small):
    a_cohort(small.db, small.house, "Metz", people=9, arm="individual")
    small.support()
    rollups.refresh(small.db, small.cohort)
    result = dashboard.indicator(
        small.db, "creation", Scope(), split=Split.ARM, by=LEAD, today=TODAY
    )
    drawn = comparison(result)
    assert len(drawn.options["groups"]) == 2
    assert all(
        row["low"] is None or row["low"] <= row["value"] <= row["high"] for row in drawn.rows
    )


def test_the_middle_of_counted_values_is_the_middle_of_the_values():
    assert middle({4: 1, 6: 1, 8: 1}) == (5, 6, 7)
    assert middle({2: 3, 10: 1}) == (2, 2, 4)
