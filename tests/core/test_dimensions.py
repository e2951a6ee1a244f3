"""Territory, situation at entry and period: counted with every save, kept apart for each visitor."""

from datetime import date

import pytest

from core import rollups, tracker
from core.errors import InvalidInput, NotAllowed, NotFound
from core.evaluation import behind, dashboard, thresholds
from core.evaluation.thresholds import Thresholds
from core.evaluation.views import Scope, Split
from core.permissions import Role
from core.storage import evaluation as store
from core.storage import settings
from core.storage.counting import period_of
from core.storage.rows import every, update
from tests.evaluated import TODAY, a_cohort, a_house, somebody
from tests.factories import a_lead

LEAD = somebody(Role.LEAD)
EVALUATOR = somebody(Role.EVALUATOR)
DIMENSIONS = [Split.ARM, Split.TERRITORY, Split.SITUATION, Split.PERIOD, Split.COHORT]


@pytest.fixture
def house(db):
    return a_house(db)


@pytest.fixture
def world(db, house):
    """Two cohorts on two territories; every third person inside, every fourth entered later."""
    for name, people, arm in (("Lyon", 12, "individual"), ("Metz", 9, "group")):
        cohort = a_cohort(db, house, name, people=people, arm=arm)
        update(db, "cohorts", cohort, {"territory": {"Lyon": "Rhône", "Metz": "Moselle"}[name]})
        for at, row in enumerate(
            every(db, "SELECT * FROM enrolments WHERE cohort_id = ?", [cohort])
        ):
            if at % 3 == 0:
                stand(db, house, row["participant_id"], "inside", row["entered_on"])
                stand(db, house, row["participant_id"], "free", "2026-10-01")
            if at % 4 == 0 and row["ended_on"] is None:
                update(db, "enrolments", row["id"], {"entered_on": "2026-02-01"})
    rollups.refresh_all(db)
    return db


def stand(db, house, person, kind, day):
    db.execute(
        "INSERT INTO situation_entries (participant_id, kind, starts_on, recorded_by) VALUES (?, ?, ?, ?)",
        [person, kind, day, house["coach"]],
    )


def people(db, scope=None, *, split=Split.NONE, by=LEAD, stage="oriented"):
    result = dashboard.indicator(db, "funnel", scope or Scope(), split=split, by=by, today=TODAY)
    return {row.group: row.numbers["of"] for row in result.answer.rows if row.key == stage}


@pytest.mark.parametrize("split", DIMENSIONS)
def test_the_groups_of_a_dimension_add_up_to_everybody(world, split):
    assert sum(people(world, split=split).values()) == people(world)[""] == 21


def test_situation_is_that_of_the_day_of_entry_whatever_came_after(world):
    assert people(world, split=Split.SITUATION) == {"À l’intérieur": 7, "Non renseignée": 14}


def test_a_period_is_the_half_year_of_entry(world):
    assert period_of("2026-06-30") == "2026-1"
    assert period_of("2026-07-01") == "2026-2"
    offered = dashboard.choices(world, by=LEAD, today=TODAY).periods
    assert list(offered) == ["2026-1", "2025-2"]


@pytest.mark.parametrize(
    "scope",
    [
        Scope(arm="group", situation="inside"),
        Scope(territory="Rhône", period="2025-2"),
        Scope(arm="individual", territory="Rhône", situation="inside", period="2025-2"),
        Scope(arm="individual", territory="Moselle"),
    ],
)
def test_conditions_are_crossed_for_those_who_see_names(world, scope):
    asked = {"group": "Metz", "individual": "Lyon"}
    names = {asked.get(scope.arm or "", "")} - {""} or {"Lyon"}
    if (scope.arm, scope.territory) == ("individual", "Moselle"):
        names = set()
    expected = 0
    for row in every(
        world,
        """SELECT c.name, e.entered_on,
                  (SELECT kind FROM situations s WHERE s.participant_id = e.participant_id
                   AND s.starts_on <= e.entered_on) AS kind
           FROM enrolments e JOIN cohorts c ON c.id = e.cohort_id""",
    ):
        expected += (
            row["name"] in names
            and scope.situation in (None, row["kind"])
            and scope.period in (None, period_of(row["entered_on"]))
        )
    assert people(world, scope)[""] == expected


@pytest.mark.parametrize("split", [Split.SITUATION, Split.PERIOD])
def test_what_belongs_to_a_cohort_has_no_figure_by_person(world, split):
    result = dashboard.indicator(world, "key_figures", Scope(), split=split, by=LEAD, today=TODAY)
    table = {row.key: row.said(result.indicator.columns[0]) for row in result.answer.rows}
    assert table["workshops"] == table["hours"] == "–"
    assert table["accompanied"] != "–"
    assert "relèvent d’une cohorte" in result.answer.remark


@pytest.mark.parametrize(
    "scope",
    [Scope(territory="Nowhere"), Scope(situation="x"), Scope(period="1999-1"), Scope(arm="x")],
)
def test_a_group_that_does_not_exist_is_said(world, scope):
    for by in (LEAD, EVALUATOR):
        with pytest.raises(NotFound):
            dashboard.overview(world, scope, by=by, today=TODAY)


def test_a_coach_chooses_among_their_own_cohorts_only(world, house):
    a_cohort(world, house, "Brest", people=5, organisation="justice", arm="mentor_led")
    coach = somebody(Role.COACH, organisation_id=house["justice"])
    offered = dashboard.choices(world, by=coach, today=TODAY)
    assert list(offered.arms) == ["mentor_led"]
    assert list(offered.territories) == ["Rhône"]
    assert not offered.one_at_a_time
    assert sum(people(world, split=Split.PERIOD, by=coach).values()) == 5
    with pytest.raises(NotFound):
        people(world, Scope(territory="Moselle"), by=coach)


def test_a_save_that_changes_nothing_leaves_the_counts_as_they_were(world):
    before = store.state(world)
    rollups.refresh_all(world)
    assert store.state(world) == before


def test_an_older_file_is_counted_anew_at_its_first_opening(world):
    def kept():
        return every(world, "SELECT * FROM group_counts WHERE n ORDER BY 1, 2, 3, 4, 5")

    whole = kept()
    world.execute("DELETE FROM cohort_counts")
    world.execute("DELETE FROM group_counts")
    settings.keep(world, store.VERSION, "1")
    rollups.recount_if_needed(world)
    assert kept() == whole
    state = store.state(world)
    rollups.recount_if_needed(world)
    assert store.state(world) == state


def test_a_file_is_counted_when_it_is_opened(tmp_path, monkeypatch):
    path = tracker.create(tmp_path / "old.db")
    with tracker.open_tracker(path) as db:
        a_cohort(db, a_house(db), "Lyon", people=6)
        db.execute("DELETE FROM cohort_counts")
        db.execute("DELETE FROM group_counts")
        db.execute("DELETE FROM settings WHERE key = 'counts.version'")
    tracker._READY.clear()
    with tracker.open_tracker(path) as db:
        assert people(db)[""] == 6


def test_what_is_kept_in_memory_is_not_another_visitors(tmp_path):
    path = tracker.create(tmp_path / "kept.db")
    with tracker.open_tracker(path) as db:
        house = a_house(db)
        cohort = a_cohort(db, house, "Lyon", people=12)
        a_cohort(db, house, "Metz", people=3, organisation="justice")
        business, justice = (
            somebody(Role.COACH, organisation_id=house[part]) for part in ("business", "justice")
        )
        seen = [people(db, by=by)[""] for by in (LEAD, business, justice, EVALUATOR)]
        assert seen == [people(db, by=by)[""] for by in (LEAD, business, justice, EVALUATOR)]
        assert seen[:3] == [15, 12, 3]
        # A change of the counts is seen at once by those who see names.
        db.execute("UPDATE enrolments SET cohort_id = 2 WHERE id = 1")
        rollups.refresh_all(db)
        assert [people(db, by=by)[""] for by in (business, justice)] == [11, 4]
        assert cohort


@pytest.mark.parametrize(("key", "column"), sorted(behind.ANSWERS))
@pytest.mark.parametrize(
    "scope",
    [
        Scope(), Scope(arm="group"), Scope(situation="inside"),
        Scope(period="2025-2", territory="Rhône"), Scope(cohort_id=1),
    ],
)  # fmt: skip
def test_behind_a_bar_are_as_many_people_as_it_says(world, key, column, scope):
    result = dashboard.indicator(world, key, scope, by=LEAD, today=TODAY)
    assert result.answer.rows
    for row in result.answer.rows:
        people = behind.people_behind(
            world, key, row.key, scope, column=column, by=LEAD, today=TODAY
        )
        assert len(people) == row.numbers[column], row


def test_names_are_behind_a_bar_for_those_who_may_read_them(world, house):
    coach = somebody(Role.COACH, organisation_id=house["business"])
    (one, *_others) = behind.people_behind(
        world, "funnel", "met", Scope(cohort_id=1), by=coach, today=TODAY
    )
    assert one.code.startswith("LYO-")
    assert one.name
    with pytest.raises(NotAllowed):
        behind.people_behind(world, "funnel", "met", Scope(), by=EVALUATOR, today=TODAY)
    with pytest.raises(NotFound):
        behind.people_behind(world, "attendance", "workshop", Scope(), by=coach, today=TODAY)
    other = somebody(Role.COACH, organisation_id=house["justice"])
    assert behind.people_behind(world, "funnel", "met", Scope(), by=other, today=TODAY) == []


def test_the_thresholds_are_changed_by_the_lead_alone_and_remembered(world):
    lead = a_lead(world)
    assert thresholds.of(world) == Thresholds(inside=5, outside=11)
    thresholds.change(world, Thresholds(inside=6, outside=12), by=lead)
    assert thresholds.of(world) == Thresholds(inside=6, outside=12)
    assert dashboard.overview(world, Scope(), by=EVALUATOR, today=date(2026, 11, 20)).k == 6
    events = every(world, "SELECT event, staff_id FROM audit WHERE event LIKE 'thresholds%'")
    assert events == [{"event": "thresholds.changed", "staff_id": lead.id}]
    with pytest.raises(NotAllowed):
        thresholds.change(world, Thresholds(), by=EVALUATOR)


@pytest.mark.parametrize(("inside", "outside"), [(2, 11), (5, 4)])
def test_a_threshold_that_protects_too_little_is_refused(inside, outside):
    with pytest.raises(InvalidInput):
        Thresholds(inside=inside, outside=outside)
