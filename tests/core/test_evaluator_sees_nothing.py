"""Everything an evaluator can be given, walked with canaries, and held against what they were given before."""

import json
import re
from datetime import timedelta

import pytest

from core import campaigns, rollups, tracker
from core.evaluation import dashboard
from core.evaluation.views import Scope
from core.figures import Form
from core.language import Language, speaking
from core.storage.database import connect
from core.storage.rows import every, insert
from tests import seen
from tests.evaluated import CANARIES, START, TODAY, a_cohort, a_house
from tests.factories import a_lead, an_evaluator

CANARY = "Zébulonne Quarxidis"
DAY = "1987-06-13"  # a day that nothing of the interface holds, as it is written down and as it is said
DAYS = (DAY, "13/06/1987", "06/13/1987", "13 juin 1987", "13 June 1987", "June 13, 1987")
BEGUN = (START.isoformat(), "03/11/2025", "3 novembre 2025", "3 November 2025")
SECRETS = (*CANARIES, "LYO-0", "MET-0", "33611223344", "Claire Morel", "Marc Petit", *DAYS, *BEGUN)


def filled(db):
    """Two forms of support, with canaries wherever somebody can write a text or a day."""
    house = a_house(db)
    a_cohort(db, house, "Lyon, printemps", people=26)
    a_cohort(db, house, "Metz, automne", people=24, arm="individual", organisation="justice")
    db.execute("UPDATE cohorts SET territory = 'Moselle' WHERE id = 2")
    who = {"recorded_by": house["coach"]}
    for row in every(db, "SELECT id, participant_id FROM enrolments ORDER BY id"):
        support, person = row["id"], row["participant_id"]
        enter = {"enrolment_id": support} | who
        kind = ("inside", "free", "probation")[person % 3]
        insert(db, "situation_entries", {"participant_id": person, "kind": kind, "site_id": house["site"],
                                         "starts_on": DAY} | who)  # fmt: skip
        insert(db, "notes", {"participant_id": person, "level": "team", "body": CANARY,
                             "written_on": DAY} | who)  # fmt: skip
        for wave, score in (("entry", 24.5 + person % 4), ("exit", 27 + person % 7)):
            insert(db, "answer_sheets",
                   {"instrument": "gse", "wave": wave, "collected_on": "2025-12-01", "score": score,
                    "answers": json.dumps({"1": 3, "2": 4}), "missing": 8} | enter)  # fmt: skip
        insert(db, "barrier_moves", {"barrier": "housing", "state": "open", "noted_on": "2025-12-01",
                                     "objectives": '["plan"]'} | enter)  # fmt: skip
        insert(db, "follow_ups",
               {"horizon": 6, "contacted_on": "2026-11-01", "outcome": "answered", "channel": "phone",
                "situation": "free", "activity": "own_company", "turnover_started": 1,
                "housing": "stable", "note": CANARY} | enter)  # fmt: skip
    for sentence in (
        "UPDATE sites SET name = :canary",
        "UPDATE sessions SET title = :canary, speakers = :canary, held_on = :day WHERE id % 5 = 0",
        "UPDATE enrolments SET exit_reason = :canary",
        "UPDATE feedback SET worked_on = :canary, strengths = :canary, answer_comment = :canary",
        "UPDATE feedback_marks SET example = :canary",
        "UPDATE participants SET project = :canary, phone = '+33611223344'",
    ):
        db.execute(sentence, {"canary": CANARY, "day": DAY})
    rollups.refresh_all(db)
    return house


@pytest.fixture(scope="module")
def written():
    db = connect(":memory:")
    tracker.migrate(db)
    house = filled(db)
    yield db, house
    db.conn.close()


@pytest.fixture
def house(db, written):
    kept, house = written
    kept.conn.backup(db.conn)
    return house


@pytest.fixture
def evaluator(db, house):
    campaigns.start(db, "Année 1", k=5, by=a_lead(db), today=TODAY)
    return an_evaluator(db)


def test_no_name_code_place_day_or_text_is_in_anything_an_evaluator_gets(db, evaluator):
    for name, content in seen.everything(db, by=evaluator, today=TODAY).items():
        for secret in SECRETS:
            assert secret not in content, f"{secret} in {name}"


def test_the_canaries_are_where_the_team_reads_them(db, house):
    told = "".join(seen.tables(db, by=a_lead(db), today=TODAY).values())
    for secret in (*CANARIES, "LYO-0", DAY, START.isoformat()):
        assert secret in told


def test_an_evaluators_files_say_of_which_day_they_are(db, evaluator):
    later = TODAY + timedelta(days=8)
    dashboard.overview(db, Scope(), by=evaluator, today=TODAY)  # the first look of the month
    found = seen.everything(db, by=evaluator, today=later)
    for name, content in found.items():
        if name.endswith(("xlsx", "zip", "said", "notes")) or name.startswith("all"):
            assert "20/11/2026" in content, name
        if name.startswith(("cohort 1 fr", "report")) and "fr" in name:
            assert "20 novembre 2026" in content or "20/11/2026" in content, name


def one_person_enters(db, house):
    a_cohort(db, house, "Nice", people=1)


def one_session_is_recorded(db, house):
    session = insert(
        db, "sessions",
        {"cohort_id": 1, "kind": "workshop", "held_on": "2026-03-02", "minutes": 60, "state": "held",
         "recorded_by": house["coach"], "held_by": house["coach"], "site_id": house["site"]},
    )  # fmt: skip
    insert(db, "attendance", {"session_id": session, "participant_id": 1, "mark": "present"})


def one_support_ends_late(db, _house):
    db.execute("UPDATE enrolments SET ended_on = '2026-05-05', exit_kind = 'company' WHERE id = 1")


def one_sheet_is_entered(db, house):
    db.execute("UPDATE answer_sheets SET score = 12 WHERE enrolment_id = 1")
    insert(db, "answer_sheets",
           {"instrument": "gse", "wave": "six_months", "collected_on": "2026-06-01", "score": 31,
            "answers": "{}", "missing": 0, "enrolment_id": 1, "recorded_by": house["coach"]})  # fmt: skip


def one_research_agreement_is_withdrawn(db, house):
    insert(db, "consents", {"participant_id": 1, "kind": "research", "answer": "withdrawn",
                            "given_on": "2026-11-01", "recorded_by": house["coach"]})  # fmt: skip


def one_stage_and_milestone_move(db, house):
    who = {"recorded_by": house["coach"], "enrolment_id": 1}
    insert(db, "stage_moves", {"stage": "registered", "moved_on": "2026-04-04"} | who)
    insert(db, "milestone_entries",
           {"milestone": "idea", "state": "validated", "moved_on": "2026-04-04"} | who)  # fmt: skip


EVENTS = (
    one_person_enters, one_session_is_recorded, one_support_ends_late, one_sheet_is_entered,
    one_research_agreement_is_withdrawn, one_stage_and_milestone_move,
)  # fmt: skip


def what_subtracts(db, evaluator):
    """All but the documents of cohorts, which are as many as there are cohorts."""
    by = {"by": evaluator, "today": TODAY}
    figures = seen.saved_figures(db, **by, forms=(Form.CSV,))  # a picture is drawn from its lines
    found = seen.on_screen(db, **by) | figures | seen.tables(db, **by)
    found |= {
        name: content
        for name, content in seen.documents(db, **by).items()
        if name.startswith(("cohort 1 ", "cohort 2 "))
    }
    del found["cohorts"]
    return found


def test_whatever_happens_between_two_exports_nothing_changes_before_the_next_month(db, house, evaluator):  # fmt: skip
    before = what_subtracts(db, evaluator)
    for event in EVENTS:
        event(db, house)
    rollups.refresh_all(db)
    after = what_subtracts(db, evaluator)
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == []


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.__name__)
def test_the_same_event_is_in_the_next_months_tables(db, house, evaluator, event):
    before = seen.rows(db, by=evaluator, today=TODAY)
    event(db, house)
    rollups.refresh_all(db)
    assert seen.rows(db, by=evaluator, today=TODAY + timedelta(days=3)) == before
    assert seen.rows(db, by=evaluator, today=TODAY + timedelta(days=20)) != before


def test_a_campaign_that_opens_fixes_its_tables_and_the_figures_at_one_moment(db, house):
    evaluator = an_evaluator(db)
    first = dashboard.overview(db, Scope(), by=evaluator, today=TODAY)
    a_cohort(db, house, "Nice", people=12)
    later = TODAY + timedelta(days=5)
    campaigns.start(db, "Année 1", k=5, by=a_lead(db), today=later)
    again = dashboard.overview(db, Scope(), by=evaluator, today=later)
    assert (first.day, again.day) == (TODAY, later)
    assert (
        again.figures.answer.counted
        == f"n = {len(seen.rows(db, by=evaluator, today=later)['people'])} personnes."
    )


def test_a_report_shows_nothing_that_the_screen_hides(db, evaluator):
    """k = 11 and k = 5 held side by side: each number that leaves is one that may be read on screen."""
    for scope, split in seen.scopes(db, by=evaluator, today=TODAY):
        for key in ("key_figures", "funnel", "exits", "milestones", "attendance", "feedback"):
            screen, leaves = (
                dashboard.indicator(db, key, scope, split=split, k=k, by=evaluator, today=TODAY)
                for k in (None, 11)
            )
            known = {(row.group, row.key): row.numbers for row in screen.answer.rows}
            for row in leaves.answer.rows:
                for column, n in row.numbers.items():
                    if n is not None and n == n:
                        assert known[row.group, row.key][column] == n, (scope, split, row)


def test_a_word_about_a_masked_number_never_holds_it(db, evaluator):
    with speaking(Language.FRENCH):
        for name, content in seen.on_screen(db, by=evaluator, today=TODAY).items():
            assert not re.search(r"n = [1-4] ", content), name
