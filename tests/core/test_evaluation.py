"""Indicators: counted once, kept up to date by every save, masked for those who see no name."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import rollups
from core.errors import NotAllowed, NotFound
from core.evaluation import dashboard
from core.evaluation.drawing import drawing
from core.evaluation.registry import INDICATORS
from core.evaluation.views import Scope, Split
from core.language import Language, speaking
from core.permissions import Role
from core.storage import evaluation as store
from core.storage.rows import insert
from tests.evaluated import CANARIES, TODAY, a_cohort, a_house, somebody

LEAD = somebody(Role.LEAD)
EVALUATOR = somebody(Role.EVALUATOR)


@pytest.fixture
def house(db):
    return a_house(db)


def numbers(result, column="n"):
    return {(row.group, row.key): row.numbers[column] for row in result.answer.rows}


def asked(db, key, scope=None, *, by=LEAD, split=Split.NONE, **more):
    return dashboard.indicator(db, key, scope or Scope(), split=split, by=by, today=TODAY, **more)


def test_the_funnel_counts_who_ever_reached_a_stage_or_a_later_one(db, house):
    cohort = a_cohort(db, house, "Lyon", people=12)
    (support, *_rest) = db.execute(
        "SELECT id FROM enrolments WHERE cohort_id = ? ORDER BY id DESC LIMIT 1", [cohort]
    ).fetchone()
    before = numbers(asked(db, "funnel"))
    # Stepping back takes nothing away.
    move = {"enrolment_id": support, "moved_on": "2026-06-01", "recorded_by": house["coach"]}
    insert(db, "stage_moves", move | {"stage": "met", "reason": "Reprise du parcours"})
    rollups.refresh(db, cohort)
    assert numbers(asked(db, "funnel")) == before
    assert list(before.values()) == sorted(before.values(), reverse=True)


def test_a_cancelled_move_does_not_count(db, house):
    cohort = a_cohort(db, house, "Lyon", people=1)
    (move, support) = db.execute(
        "SELECT id, enrolment_id FROM stage_moves WHERE stage = 'sustained'"
    ).fetchone()
    assert numbers(asked(db, "funnel"))["", "sustained"] == 1
    insert(
        db, "stage_moves",
        {"enrolment_id": support, "stage": "sustained", "moved_on": "2026-06-01", "cancels": move,
         "recorded_by": house["coach"]},
    )  # fmt: skip
    rollups.refresh(db, cohort)
    assert numbers(asked(db, "funnel"))["", "sustained"] == 0


def test_attendance_is_given_with_and_without_the_establishments_causes(db, house):
    a_cohort(db, house, "Lyon", people=12)
    (attended, expected, establishment) = db.execute("""
        SELECT sum(mark IN ('present', 'late')), count(*), sum(a.cause IN ('lockdown', 'transfer'))
        FROM attendance AS a JOIN sessions AS s ON s.id = session_id
        WHERE state = 'held' AND kind = 'workshop'
    """).fetchone()
    (row,) = [row for row in asked(db, "attendance").answer.rows if row.key == "workshop"]
    assert (row.numbers["n"], row.numbers["of"]) == (attended, expected)
    assert row.numbers["share"] == attended / expected
    assert row.numbers["fair"] == attended / (expected - establishment)


def test_milestones_validated_are_among_those_submitted(db, house):
    a_cohort(db, house, "Lyon", people=12)
    for row in asked(db, "milestones").answer.rows:
        assert row.numbers["validated"] <= row.numbers["submitted"] <= row.numbers["of"]
    assert numbers(asked(db, "milestones"), "validated")["", "idea"] == 9


def test_key_figures_are_those_of_the_tables(db, house):
    a_cohort(db, house, "Lyon", people=12)
    figures = {key: n for (_group, key), n in numbers(asked(db, "key_figures")).items()}
    assert figures == {
        "workshops": 9, "reached": 36, "accompanied": 12, "entrepreneurs": 6, "departements": 2,
        "hours": 24,
    }  # fmt: skip


def test_neutralised_exits_stay_out_of_the_denominator(db, house):
    a_cohort(db, house, "Lyon", people=24)
    result = asked(db, "exits")
    by_class = {row.key: row.numbers for row in result.answer.rows}
    counted = sum(row["n"] for key, row in by_class.items() if key != "neutral")
    assert by_class["lasting"]["share"] == by_class["lasting"]["n"] / counted
    assert "sur" in result.answer.remark


def test_involuntary_exits_lower_the_gross_curve_only(db, house):
    a_cohort(db, house, "Lyon", people=12)
    last = asked(db, "retention").answer.rows[-1].numbers
    assert last["gross"] == pytest.approx(8 / 12)
    assert last["net"] > last["gross"]


def test_every_save_keeps_both_rollups_equal(db, house):
    one = a_cohort(db, house, "Lyon", people=12)
    a_cohort(db, house, "Grenoble", people=7)
    a_cohort(db, house, "Metz", people=5, arm="individual")
    db.execute("UPDATE cohorts SET arm = 'group', territory = 'Isère' WHERE id = ?", [one])
    db.execute("DELETE FROM attendance WHERE mark = 'absent'")
    rollups.refresh_all(db)
    apart = db.execute("""
        SELECT dimension, which, measure, a, b, sum(n) FROM (
            SELECT dimension, which, measure, a, b, n FROM group_counts
            UNION ALL
            SELECT 'all', '', measure, a, b, -n FROM cohort_counts
            UNION ALL
            SELECT 'arm', arm, measure, a, b, -n FROM cohort_counts JOIN cohorts ON cohorts.id = cohort_id
            UNION ALL
            SELECT 'territory', territory, measure, a, b, -n
            FROM cohort_counts JOIN cohorts ON cohorts.id = cohort_id
            UNION ALL
            SELECT 'situation', situation, measure, a, b, -n FROM cohort_counts WHERE situation <> ''
            UNION ALL
            SELECT 'period', period, measure, a, b, -n FROM cohort_counts WHERE period <> '')
        GROUP BY dimension, which, measure, a, b HAVING sum(n) <> 0
    """).fetchall()
    assert apart == []
    assert set(store.of_groups(db, "arm")) == {"group", "group_then_individual", "individual"}
    assert set(store.of_groups(db, "territory")) == {"Rhône", "Isère"}


def test_a_coach_sees_their_organisations_cohorts_only(db, house):
    a_cohort(db, house, "Lyon", people=12)
    other = a_cohort(db, house, "Metz", people=9, organisation="justice")
    coach = somebody(Role.COACH, organisation_id=house["business"])
    assert numbers(asked(db, "funnel", by=coach), "of")["", "met"] == 12
    assert list(dashboard.choices(db, by=coach).cohorts.values()) == ["Lyon"]
    with pytest.raises(NotFound):
        asked(db, "funnel", Scope(cohort_id=other), by=coach)
    nowhere = somebody(Role.COACH)
    assert numbers(asked(db, "funnel", by=nowhere), "of").get(("", "met"), 0) == 0


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.MENTOR])
def test_the_dashboard_is_refused_to_other_roles(db, role):
    with pytest.raises(NotAllowed):
        dashboard.overview(db, Scope(), by=somebody(role), today=TODAY)


def test_an_evaluator_reads_no_number_from_1_to_4_about_people(db, house):
    for name, people in (("Lyon", 12), ("Grenoble", 15), ("Metz", 3)):
        a_cohort(db, house, name, people=people, arm="group" if name == "Metz" else "individual")
    for split in Split:
        overview = dashboard.overview(db, Scope(), split=split, by=EVALUATOR, today=TODAY)
        for result in (overview.figures, *overview.results):
            for row in result.answer.rows:
                shown = [
                    n for column, n in row.numbers.items()
                    if column not in {"share", "fair", "low", "high", "gross", "net", "median"}
                ]  # fmt: skip
                if row.key not in {"departements", "workshops", "hours"}:
                    assert not any(n in {1, 2, 3, 4} for n in shown), (result.indicator.key, row)


def test_a_document_that_leaves_is_masked_below_eleven_for_everybody(db, house):
    a_cohort(db, house, "Lyon", people=30)
    counts = numbers(asked(db, "funnel", by=LEAD, k=11)).values()
    assert None in counts
    assert all(n is None or n == 0 or n >= 11 for n in counts)


def test_an_evaluator_never_gets_a_lower_threshold_than_five(db, house):
    a_cohort(db, house, "Lyon", people=30)
    counts = numbers(asked(db, "funnel", by=EVALUATOR, k=3)).values()
    assert all(n is None or n == 0 or n >= 5 for n in counts)


def test_two_views_of_the_same_people_do_not_give_a_masked_count_back(db, house):
    for name, people in (("Lyon", 12), ("Grenoble", 15), ("Metz", 9)):
        a_cohort(db, house, name, people=people)
    whole = numbers(asked(db, "funnel", by=EVALUATOR))
    apart = numbers(asked(db, "funnel", by=EVALUATOR, split=Split.COHORT))
    for stage in {key for _group, key in whole}:
        parts = [n for (_group, key), n in apart.items() if key == stage]
        if whole["", stage] is not None:
            assert parts.count(None) != 1


@pytest.mark.parametrize("people", [0, 1, 3, 8])
@pytest.mark.parametrize("by", [LEAD, EVALUATOR], ids=["lead", "evaluator"])
@pytest.mark.parametrize("split", list(Split))
def test_small_cohorts_never_crash(db, house, people, by, split):
    a_cohort(db, house, "Lyon", people=people)
    overview = dashboard.overview(db, Scope(), split=split, by=by, today=TODAY)
    for result in (overview.figures, *overview.results):
        titles, lines = result.table()
        assert all(len(line) == len(titles) for line in lines)
        for group in overview.groups:
            drawing(result, group)


def test_an_empty_tracker_has_a_dashboard_too(db):
    overview = dashboard.overview(db, Scope(), by=LEAD, today=TODAY)
    assert {row.numbers["n"] for row in overview.figures.answer.rows} == {0}


def test_every_indicator_says_what_it_counts_in_both_languages():
    for indicator in INDICATORS.values():
        with speaking(Language.FRENCH):
            french = [indicator_text for _label, indicator_text in indicator.rules()]
        with speaking(Language.ENGLISH):
            english = [indicator_text for _label, indicator_text in indicator.rules()]
        assert all(french)
        assert all(one != other for one, other in zip(french, english, strict=True))


def test_no_name_is_anywhere_in_what_a_dashboard_holds(db, house):
    a_cohort(db, house, "Lyon", people=12)
    for by in (LEAD, EVALUATOR):
        overview = dashboard.overview(db, Scope(), by=by, today=TODAY)
        text = repr([(result, drawing(result)) for result in overview.results])
        assert not any(canary in text for canary in CANARIES)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(people=st.integers(0, 20))
def test_the_parts_of_the_whole_add_up(people):
    from core import tracker
    from core.storage.database import connect

    db = connect(":memory:")
    tracker.migrate(db)
    house = a_house(db)
    a_cohort(db, house, "Lyon", people=people)
    a_cohort(db, house, "Metz", people=5, arm="individual")
    whole = numbers(asked(db, "funnel"))
    apart = numbers(asked(db, "funnel", split=Split.ARM))
    for (_group, stage), n in whole.items():
        assert n == sum(part for (_arm, key), part in apart.items() if key == stage)
    db.conn.close()
