"""The demonstration and the large files: believable, whole, and nobody real."""

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlite_utils import Database

from core import (
    actuals,
    barriers,
    caution,
    clock,
    cohorts,
    demonstration,
    feedback,
    forecasts,
    jury,
    jury_decisions,
    jury_marks,
    mentors,
    milestones,
    participants,
    plan_comments,
    plan_versions,
    plans,
    referrals,
    rollups,
    sign_in,
    situations,
    staff,
    to_do,
    tracker,
)
from core.barrier_parts import Standing
from core.demo import demonstration as stories
from core.demo import large, tales
from core.demo.large import OWN_COHORTS, PEOPLE, Size
from core.errors import UnusableTracker
from core.forecast.results import Severity
from core.jury_parts import State as JuryState
from core.jury_parts import Verdict
from core.milestones import MOVES, State
from core.permissions import Action, Role
from core.plans import Status
from core.programmes import programme_of
from core.referral_parts import Answer
from core.situations import SituationKind
from core.storage.rows import every
from core.to_do import Reason

SUNDAY = date(2026, 11, 22)
WEDNESDAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The demonstration, made on a Sunday: most days of its stories have to be moved."""
    path = stories.make(tmp_path_factory.mktemp("demo") / "demonstration.db", today=SUNDAY)
    with tracker.open_tracker(path) as db:
        yield db


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The smallest of the large files."""
    path = large.make(tmp_path_factory.mktemp("large") / "s.db", Size.S, seed=7, today=SUNDAY)
    with tracker.open_tracker(path) as db:
        yield db


@pytest.fixture(params=["told", "small"])
def either(request: pytest.FixtureRequest) -> Database:
    """What holds for the demonstration holds for the large files."""
    return request.getfixturevalue(request.param)


def dump(path: Path) -> str:
    with sqlite3.connect(path) as connection:
        text = "\n".join(connection.iterdump())
    connection.close()
    return text


# ------------------------------------------------------------------------------- Both


def test_every_ready_account_signs_in(either):
    accounts = demonstration.ready_accounts(either)
    assert [account.role for account in accounts] == list(Role)
    for account in accounts:
        assert len(account.password) >= 16
        assert sign_in.sign_in(either, account.login, account.password, now=clock.now())
        assert staff.find(either, account.login).role is account.role


def test_every_constraint_and_every_reference_holds(either):
    assert either.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert either.execute("PRAGMA foreign_key_check").fetchall() == []


def test_the_counts_kept_are_those_one_would_count(either):
    def kept():
        return every(either, "SELECT * FROM cohort_counts ORDER BY cohort_id, measure, a, b")

    before = kept()
    rollups.refresh_all(either)
    assert before
    assert kept() == before


def test_cohorts_have_eight_to_fifteen_people(either):
    for row in every(either, "SELECT count(*) AS n FROM enrolments GROUP BY cohort_id"):
        assert 8 <= row["n"] <= 15


def test_somebody_has_one_situation_on_a_day_the_first_from_their_entry(either):
    rows = every(
        either,
        """SELECT situations.participant_id, starts_on, entered_on
           FROM situations JOIN enrolments USING (participant_id)
           ORDER BY participant_id, situations.id""",
    )
    periods = defaultdict(list)
    for row in rows:
        periods[row["participant_id"]].append(row["starts_on"])
    for starts in periods.values():
        assert all(one < next_one for one, next_one in pairwise(starts))
    assert all(row["starts_on"] >= row["entered_on"] for row in rows)


def test_stages_begin_with_the_first_and_are_written_down_in_the_order_of_days(either):
    moves = defaultdict(list)
    for row in every(either, "SELECT * FROM stage_moves ORDER BY id"):
        moves[row["enrolment_id"]].append(row)
    for entries in moves.values():
        assert entries[0]["stage"] == "oriented"
        assert all(one["moved_on"] <= following["moved_on"] for one, following in pairwise(entries))


def test_a_step_back_has_a_reason(either):
    order = [stage.key for stage in _programme(either).stages]
    moves = defaultdict(list)
    for row in every(either, "SELECT * FROM stage_moves ORDER BY id"):
        moves[row["enrolment_id"]].append(row)
    for entries in moves.values():
        for one, following in pairwise(entries):
            if order.index(following["stage"]) < order.index(one["stage"]):
                assert following["reason"]


def test_milestones_change_only_as_they_may(either):
    states = defaultdict(lambda: State.NOT_STARTED)
    submitted = {}
    for row in every(either, "SELECT * FROM milestone_moves ORDER BY id"):
        key = row["enrolment_id"], row["milestone"]
        state = State(row["state"])
        assert state in MOVES[states[key]]
        states[key] = state
        if state is State.SUBMITTED:
            assert row["evidence"]
            submitted[key] = row["recorded_by"]
        if state is State.VALIDATED:
            assert row["self_validated"] == (submitted[key] == row["recorded_by"])


def test_only_those_enrolled_on_the_day_are_on_a_roll_call(either):
    outside = every(
        either,
        """SELECT 1 FROM attendance JOIN sessions ON sessions.id = session_id
           JOIN enrolments USING (participant_id, cohort_id)
           WHERE held_on < entered_on OR held_on > coalesce(ended_on, held_on) OR state <> 'held'""",
    )
    wrong_cohort = every(
        either,
        """SELECT 1 FROM attendance AS a JOIN sessions AS s ON s.id = session_id
           WHERE NOT EXISTS (SELECT 1 FROM enrolments AS e WHERE e.cohort_id = s.cohort_id
                             AND e.participant_id = a.participant_id)""",
    )
    assert not outside
    assert not wrong_cohort


def test_every_key_that_is_kept_is_one_of_the_programme(either):
    programme = _programme(either)
    known = {
        ("stage_moves", "stage"): programme.stages,
        ("milestone_moves", "milestone"): programme.milestones,
        ("sessions", "kind"): programme.session_kinds,
        ("sessions", "cause"): programme.causes,
        ("attendance", "cause"): programme.causes,
        ("feedback", "cause"): programme.causes,
        ("feedback_marks", "criterion"): programme.criteria,
        ("enrolments", "exit_kind"): programme.exit_kinds,
        ("cohorts", "arm"): programme.arms,
        ("barrier_moves", "barrier"): programme.barriers,
        ("referrals", "barrier"): programme.barriers,
    }
    for (table, column), parts in known.items():
        kept = {
            row["key"] for row in every(either, f"SELECT DISTINCT {column} AS key FROM {table}")
        }
        assert kept - {None} <= {part.key for part in parts}, (table, column)


def test_feedback_falls_inside_its_pair(either):
    assert not every(
        either,
        """SELECT 1 FROM feedback JOIN mentor_pairs ON mentor_pairs.id = pair_id
           WHERE met_on < starts_on OR met_on > coalesce(ends_on, met_on)""",
    )


def test_only_plans_lie_in_the_future(either):
    today = SUNDAY.isoformat()
    done = {
        "enrolments": "coalesce(ended_on, entered_on)",
        "situations": "starts_on",
        "stage_moves": "moved_on",
        "milestone_moves": "moved_on",
        "notes": "written_on",
        "feedback": "met_on",
        "mentor_pairs": "starts_on",
        "barrier_moves": "noted_on",
        "referrals": "max(sent_on, coalesce(answered_on, sent_on))",
    }
    for table, day in done.items():
        assert not every(either, f"SELECT 1 FROM {table} WHERE {day} > ?", [today]), table
    assert not every(either, "SELECT 1 FROM sessions WHERE held_on > ? AND state <> 'planned'", [today])  # fmt: skip
    assert every(either, "SELECT 1 FROM sessions WHERE held_on > ? AND state = 'planned'", [today])


def test_no_note_speaks_of_a_case_and_nobody_has_a_telephone(either):
    texts = every(either, "SELECT body AS text FROM notes UNION SELECT project FROM participants")
    assert not [row for row in texts if caution.watched_words(row["text"])]
    assert not every(either, "SELECT 1 FROM participants WHERE phone IS NOT NULL")


# ----------------------------------------------------------------------- The demonstration


def test_the_demonstration_has_three_cohorts_with_a_form_of_support_each(told):
    lead = staff.find(told, "responsable")
    kept = cohorts.visible(told, by=lead)
    assert [cohort.prefix for cohort in kept] == ["STR", "SEI", "LYO"]
    assert len({cohort.arm for cohort in kept}) == 3
    assert all(len(cohort.organisations) == 2 for cohort in kept)


def test_community_service_is_never_inside(told):
    kinds = {row["kind"] for row in _situations_in(told, "SEI")}
    assert "community_service" in kinds
    assert kinds <= {"community_service", "probation", "free"}


def test_the_lyon_people_are_inside_then_under_a_measure_then_free_and_some_are_transferred(told):
    rows = _situations_in(told, "LYO")
    kinds = {row["kind"] for row in rows}
    assert {"inside", "semi_release", "electronic_monitoring", "probation", "free"} <= kinds
    sites = defaultdict(set)
    for row in rows:
        if row["kind"] == SituationKind.INSIDE:
            sites[row["participant_id"]].add(row["site_id"])
    assert any(len(places) == 2 for places in sites.values())


def test_nobody_outside_is_called_to_a_workshop_inside(told):
    lead = staff.find(told, "responsable")
    rows = every(
        told,
        """SELECT participant_id, held_on FROM attendance JOIN sessions ON sessions.id = session_id
           JOIN sites ON sites.id = sessions.site_id
           WHERE sessions.kind = 'workshop' AND sites.kind IN ('MA', 'CP')""",
    )
    assert rows
    for row in rows:
        on = date.fromisoformat(row["held_on"])
        (now,) = (
            period
            for period in situations.of(told, row["participant_id"], by=lead)
            if period.starts_on <= on and (period.ends_on is None or on < period.ends_on)
        )
        assert now.kind is SituationKind.INSIDE


def test_the_establishment_prevents_some_sessions_and_some_people(told):
    causes = Counter(
        row["cause"]
        for row in every(told, "SELECT cause FROM sessions UNION ALL SELECT cause FROM attendance")
    )
    for cause in ("lockdown", "staffing", "search", "visit", "transfer", "health", "speaker"):
        assert causes[cause], cause


def test_milestones_come_back_with_a_reason_and_succeed_later(told):
    returned = every(told, "SELECT * FROM milestone_moves WHERE state = 'returned'")
    assert len(returned) >= 6
    assert any(
        every(
            told,
            """SELECT 1 FROM milestone_moves WHERE enrolment_id = ? AND milestone = ?
               AND state = 'validated' AND id > ?""",
            [row["enrolment_id"], row["milestone"], row["id"]],
        )
        for row in returned
    )


def test_two_mentors_disagree_about_the_same_person(told):
    lead = staff.find(told, "responsable")
    samir = participants.by_code(told, "LYO-002", by=lead, to=Action.READ_JOURNEY)
    pairs = mentors.of(told, samir.id, by=lead)
    assert len(pairs) == 2
    marks = defaultdict(list)
    for given in feedback.of(told, samir.id, by=lead):
        marks[given.mentor].append(given.feedback.marks["engagement"][0])
    high, low = sorted((max(said) for said in marks.values()), reverse=True)
    assert high - low >= 2


def test_a_project_is_dropped_after_thought_and_a_company_has_started(told):
    kinds = {row["exit_kind"] for row in every(told, "SELECT exit_kind FROM enrolments")}
    assert {"informed_stop", "transfer", "permanent_contract", "qualifying_training"} <= kinds
    (started,) = every(told, "SELECT enrolment_id FROM stage_moves WHERE stage = 'started'")
    lead = staff.find(told, "responsable")
    table = milestones.table(told, started["enrolment_id"], by=lead)
    states = {line.milestone.key: line.state for line in table}
    assert states["launch"] is State.VALIDATED


def test_three_plans_are_rich_and_none_tells_where_somebody_has_been(told):
    lead = staff.find(told, "responsable")
    people = [row["id"] for row in every(told, "SELECT id FROM participants")]
    written = {person: plans.read(told, person, by=lead) for person in people}
    rich = [
        plan
        for plan in written.values()
        if sum(text.status is not Status.EMPTY for text in plan.chapters) >= 9
        and all(block.body for block in plan.blocks)
    ]
    assert len(rich) == 3
    for plan in written.values():
        for text in (*plan.chapters, *plan.blocks):
            assert not plans.telltale(text.body), text.key
            assert "{" not in text.body


def test_the_three_rich_plans_have_a_forecast_that_is_financed(told):
    for code in ("LYO-001", "STR-001", "SEI-001"):
        forecast = _forecast_of(told, code)
        assert forecast.financing.balance >= 0, code
        assert all(year.break_even.reached for year in forecast.years), code


def test_a_forecast_is_in_order_and_another_falls_below_zero_in_one_month(told):
    lead = staff.find(told, "responsable")
    fine, tight = (_forecast_of(told, code) for code in ("LYO-001", "LYO-010"))
    kept = forecasts.read(told, _person(told, "LYO-001").id, by=lead)
    assert kept.checks == 0
    assert fine.lowest_cash.amount > 0
    assert [check.key for check in tight.checks if check.severity is Severity.SERIOUS] == [
        "cash_below_zero"
    ]
    assert sum(month.closing < 0 for month in tight.months) == 1


def test_the_company_that_started_writes_down_what_its_first_months_received(told):
    lead = staff.find(told, "responsable")
    received = actuals.read(told, _person(told, "LYO-001").id, by=lead)
    months = [month.first_day for month in _forecast_of(told, "LYO-001").months]
    assert list(received) == months[: len(received)]
    assert len(received) >= 2
    assert max(received) < SUNDAY.replace(day=1)


def test_a_jury_was_favourable_with_a_condition_after_each_juror_marked_alone(told):
    coach = staff.find(told, "coach")
    (held,) = jury.of(told, _person(told, "LYO-001").id, by=coach)
    assert held.verdict is Verdict.CONDITIONAL
    assert held.plan_frozen_on
    assert held.plan_frozen_on < held.held_on
    assert [juror.name for juror in held.jurors if juror.staff_id is None] == ["Nathalie Brunet"]
    assert "Marianne Aubry" in {juror.name for juror in held.jurors}
    lines = jury_marks.deliberation(told, held.id, by=coach).lines
    spreads = {max(line.levels) - min(line.levels) for line in lines}
    assert spreads == {0, 1, 2}
    (taken,) = jury_decisions.of(told, held.id, by=coach)
    (condition,) = taken.decision.conditions
    assert condition.due_on > taken.decision.decided_on


def test_a_jury_is_called_for_the_coming_jury_session_of_the_coach(told):
    coach, mentor = staff.find(told, "coach"), staff.find(told, "mentor")
    (called,) = jury.of(told, _person(told, "LYO-010").id, by=coach)
    assert called.state is JuryState.MARKING
    sessions = every(
        told,
        """SELECT held_on FROM sessions WHERE kind = 'jury' AND state = 'planned' AND held_by = ?""",
        [coach.id],
    )
    assert [row["held_on"] for row in sessions] == [called.held_on.isoformat()]
    assert [duty.jury_id for duty in jury.duties(told, by=mentor)] == [called.id]


def test_the_mentor_comments_a_shared_plan_and_the_coach_answers(told):
    mentor = staff.find(told, "mentor")
    said = plan_comments.of(told, _person(told, "LYO-002").id, by=mentor)
    comments = [comment for chapter in said.values() for comment in chapter]
    assert {comment.author for comment in comments} == {mentor.name}
    assert len(comments) == 2
    (answer,) = [answer for comment in comments for answer in comment.answers]
    assert answer.author == "Claire Vasseur"


def test_a_plan_was_frozen_for_the_jury(told):
    lead = staff.find(told, "responsable")
    (version,) = plan_versions.of(told, _person(told, "LYO-001").id, by=lead)
    assert version.name == "Pour le jury"


def test_barriers_are_lifted_referrals_answered_and_some_wait(told):
    coach = staff.find(told, "coach")
    assessed = "SELECT enrolment_id FROM barrier_moves"
    people = every(told, f"SELECT participant_id FROM enrolments WHERE id IN ({assessed})")
    lead = staff.find(told, "responsable")
    standings = {
        line.standing
        for row in people
        for line in barriers.state_of(told, row["participant_id"], by=lead).lines
    }
    assert standings == set(Standing)
    assert len(referrals.waiting(told, by=coach, today=SUNDAY)) == 2
    assert {row["answer"] for row in every(told, "SELECT answer FROM referrals")} == set(Answer)


def test_stories_are_shown_with_the_apostrophes_and_spaces_of_a_book(either):
    for table in ("participants", "notes", "plan_texts", "sessions", "feedback", "jury_decisions"):
        for row in either[table].rows:
            for value in row.values():
                if isinstance(value, str) and not value.startswith("{"):
                    assert "'" not in value, value
                    assert not re.search(r" [:;!?%€»]|« ", value), value


def test_every_level_of_note_is_there(told):
    levels = {row["level"] for row in every(told, "SELECT DISTINCT level FROM notes")}
    assert levels == {"private", "team", "mentor", "participant"}


def test_the_coach_has_something_of_everything_to_deal_with(told):
    coach = staff.find(told, "coach")
    reasons = {item.reason for item in to_do.items(told, by=coach, today=SUNDAY)}
    assert reasons == set(Reason) - {Reason.STEP_MISSING}
    assert to_do.coming(told, by=coach, today=SUNDAY)


def test_the_mentor_sees_three_people(told):
    mentor = staff.find(told, "mentor")
    assert len(mentors.mentees(told, by=mentor, today=SUNDAY)) == 3


def test_what_was_done_was_typed_in_on_its_day(told):
    moments = every(told, "SELECT min(at) AS first, max(at) AS last FROM history")[0]
    assert datetime.fromisoformat(moments["first"]).date() < SUNDAY - timedelta(days=340)
    late = every(
        told,
        """SELECT 1 FROM stage_moves WHERE substr(recorded_at, 1, 10) <> moved_on
           UNION ALL SELECT 1 FROM feedback WHERE substr(recorded_at, 1, 10) <> met_on""",
    )
    assert not late
    assert every(told, "SELECT count(*) AS n FROM audit")[0]["n"] > 1000


def test_the_stories_hold_on_another_day_of_the_week(tmp_path):
    path = stories.make(tmp_path / "demonstration.db", today=WEDNESDAY)
    with tracker.open_tracker(path) as db:
        assert every(db, "SELECT count(*) AS n FROM participants")[0]["n"] == 32
        coach = staff.find(db, "coach")
        assert len(to_do.items(db, by=coach, today=WEDNESDAY)) >= 8


def test_days_of_stories_are_working_days_in_their_order():
    days = [tales.day(at, SUNDAY) for at in range(-400, 0)]
    assert all(day.weekday() < 5 for day in days)
    assert days == sorted(days)
    assert tales.day(0, SUNDAY) == SUNDAY
    assert tales.day(6, SUNDAY) == date(2026, 11, 30)  # a Saturday to come becomes the Monday


def test_days_and_months_are_written_out_in_a_text():
    text = tales.filled_in("Le {+3}, puis en {m-11}.", SUNDAY)
    assert text == "Le 25 novembre 2026, puis en décembre 2025."
    assert tales.filled_in("Un.\nDeux.\n", SUNDAY) == "Un.\n\nDeux."
    calendar = tales.filled_in("{+1} : achat.\n{+2} : vente.", SUNDAY)
    assert calendar == "23 novembre 2026 : achat.\n24 novembre 2026 : vente."


def test_a_demonstration_is_not_made_over_another_file(tmp_path):
    path = tmp_path / "tracker.db"
    path.write_bytes(b"something")
    with pytest.raises(UnusableTracker):
        stories.make(path, today=SUNDAY)
    assert path.read_bytes() == b"something"


def test_a_demonstration_that_stops_midway_leaves_nothing(tmp_path):
    def interrupted(deeds, number):
        assert number > 1000
        yield from list(deeds)[:50]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stories.make(tmp_path / "demonstration.db", today=SUNDAY, watch=interrupted)
    assert not list(tmp_path.iterdir())


# --------------------------------------------------------------------------- Large files


def test_the_same_seed_makes_the_same_bytes_of_every_table(tmp_path):
    one = large.make(tmp_path / "one.db", Size.S, seed=3, today=SUNDAY)
    again = large.make(tmp_path / "again.db", Size.S, seed=3, today=SUNDAY)
    assert dump(one) == dump(again)


def test_another_seed_makes_other_people(small, tmp_path):
    other = large.make(tmp_path / "other.db", Size.S, seed=8, today=SUNDAY)
    with tracker.open_tracker(other) as db:
        for table in ("participants", "stage_moves", "attendance", "feedback_marks"):
            assert list(db[table].rows) != list(small[table].rows), table


def test_a_large_file_has_exactly_its_people(small):
    assert small["participants"].count == PEOPLE[Size.S] == small["enrolments"].count
    codes = [row["code"] for row in every(small, "SELECT code FROM participants")]
    assert len(set(codes)) == len(codes)


def test_ledgers_stay_within_what_a_year_can_hold(small):
    most = {
        "SELECT count(*) AS n FROM attendance GROUP BY participant_id": 30,
        "SELECT count(*) AS n FROM milestone_moves GROUP BY enrolment_id": 30,
        "SELECT count(*) AS n FROM feedback GROUP BY pair_id": 8,
        "SELECT count(*) AS n FROM answer_sheets GROUP BY enrolment_id": 3,
    }
    for sql, limit in most.items():
        counts = [row["n"] for row in every(small, sql)]
        assert counts, sql
        assert max(counts) <= limit, sql


def test_the_coach_of_a_large_file_follows_one_pair_of_about_forty_people(small):
    coach = staff.find(small, "coach")
    own = cohorts.visible(small, by=coach)
    assert sum(cohort.people for cohort in own) == sum(size for _starts, size in OWN_COHORTS) == 40
    assert all(cohort.open for cohort in own)
    assert to_do.items(small, by=coach, today=SUNDAY)


def test_a_large_file_has_several_associations_and_territories(small):
    assert len({row["territory"] for row in small["cohorts"].rows}) >= 4
    assert small["organisations"].count >= 8


def test_the_plans_of_a_large_file_have_their_dates(small):
    bodies = [row["body"] for row in small["plan_texts"].rows]
    assert bodies
    assert not any("{" in body for body in bodies)


def test_a_large_file_is_not_made_over_another(tmp_path):
    path = tmp_path / "there.db"
    path.touch()
    with pytest.raises(UnusableTracker):
        large.make(path, Size.S, seed=1, today=SUNDAY)


def _programme(db: Database):
    return programme_of(db, 1)


def _person(db: Database, code: str):
    return participants.by_code(db, code, by=staff.find(db, "responsable"), to=Action.READ_JOURNEY)


def _forecast_of(db: Database, code: str):
    return forecasts.forecast_of(db, _person(db, code).id, by=staff.find(db, "responsable"))


def _situations_in(db: Database, prefix: str):
    return every(
        db,
        """SELECT situations.* FROM situations JOIN enrolments USING (participant_id)
           JOIN cohorts ON cohorts.id = cohort_id WHERE prefix = ? ORDER BY situations.id""",
        [prefix],
    )
