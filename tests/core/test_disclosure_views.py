"""Every view offered to somebody who sees no name, opened one after the other and attacked together."""

import random
from collections import Counter, defaultdict

import numpy as np
import pytest
from scipy.optimize import linprog

from core import rollups
from core.errors import InvalidInput
from core.evaluation import dashboard, publication
from core.evaluation.attack import Unit
from core.evaluation.joint import masked
from core.evaluation.people import furthest
from core.evaluation.views import Crowd, Scope, Split, Tally
from core.evaluation.work import _marks, _states
from core.permissions import Role
from tests.evaluated import TODAY, a_cohort, a_house, somebody

EVALUATOR = somebody(Role.EVALUATOR)


def a_world(chance, parts):
    """Cohorts in forms of support and territories, people in situations: what the attacker knows of it."""
    places = [
        (f"cohort:{n}", f"arm:{chance.choice('AB')}", f"territory:{chance.choice('XYZ')}",
         f"period:{chance.choice([1, 2])}")
        for n in range(chance.randint(1, 6))
    ]  # fmt: skip
    by_place = [Counter() for _ in places]
    by_situation = {f"situation:{kind}": Counter() for kind in ("inside", "free")}
    for counts in by_place:
        for _person in range(chance.randint(0, 14)):
            part = chance.choices(parts, [5, 3, 1, 1][: len(parts)])[0]
            counts[part] += 1
            by_situation[chance.choice(list(by_situation))][part] += 1
    return [
        [Unit(groups, dict.fromkeys(parts, 0) | dict(counts)) for groups, counts in zip(places, by_place, strict=True)],
        [Unit((kind,), dict.fromkeys(parts, 0) | dict(counts)) for kind, counts in by_situation.items()],
    ]  # fmt: skip


def given_back(blocks, shown, k):
    """Small counts that have one value only in every world that agrees with all that is shown.

    Written apart from the code under test: dense, with no shortcut. Counts of masked groups, of masked
    parts, and of every crossing of a form of support and a territory.
    """
    parts = list(shown["all"])
    parts.remove("")
    unknown = [
        (block, unit, part)
        for block, units in enumerate(blocks)
        for unit in range(len(units))
        if sum(units[unit].parts.values())
        for part in parts
    ]
    place = {key: at for at, key in enumerate(unknown)}

    def row(block, units, some):
        line = np.zeros(len(unknown))
        for unit in units:
            for part in some:
                if (block, unit, part) in place:
                    line[place[block, unit, part]] = 1
        return line

    where = defaultdict(list)
    for block, units in enumerate(blocks):
        for at, unit in enumerate(units):
            for group in unit.groups:
                where[group, block].append(at)
            where["all", block].append(at)
    equal, known, least = [], [], []
    for (group, block), units in where.items():
        for part in [*parts, ""]:
            line = row(block, units, [part] if part else parts)
            n = shown[group][part] if group in shown else 0
            if n is None:
                # Zero is shown, but in a line that is masked from end to end.
                if part == "" or any(shown[group][one] is not None for one in parts):
                    least.append(line)
            else:
                equal.append(line)
                known.append(n)
    for part in parts:
        equal.append(row(0, where["all", 0], [part]) - row(1, where["all", 1], [part]))
        known.append(0)
    targets = [(block, tuple(units)) for (_group, block), units in where.items()]
    crossing = defaultdict(list)
    for at, unit in enumerate(blocks[0]):
        crossing[unit.groups[1:3]].append(at)
    targets += [(0, tuple(units)) for units in crossing.values()]
    found = []
    for block, units in targets:
        for part in [*parts, ""]:
            some = [part] if part else parts
            truth = sum(blocks[block][unit].parts[one] for unit in units for one in some)
            if not 0 < truth < k:
                continue
            aim, ends = row(block, units, some), []
            for sense in (1, -1):
                answer = linprog(
                    sense * aim,
                    A_eq=np.array(equal), b_eq=known,
                    A_ub=-np.array(least) if least else None,
                    b_ub=-np.ones(len(least)) if least else None,
                    bounds=(0, 1000),
                )  # fmt: skip
                assert answer.status == 0
                ends.append(answer.fun * sense)
            if ends[1] - ends[0] < 1 - 1e-5:
                found.append((block, units, part, truth))
    return found


@pytest.mark.parametrize("seed", range(40))
def test_no_small_count_comes_back_from_all_the_views_together(seed):
    chance = random.Random(seed)
    parts = ["yes", "no", "unknown", "other"][: chance.randint(2, 4)]
    k = chance.choice([3, 5, 11])
    blocks = a_world(chance, parts)
    shown = masked(blocks, k)
    assert given_back(blocks, {"all": dict.fromkeys([*parts, ""], 0)} | shown, k) == []
    for line in shown.values():
        assert all(n is None or n == 0 or n >= k for n in line.values())


def test_a_dimension_that_repeats_another_masks_what_the_other_masks():
    # The territory Y is the form of support B: one comparison would say what the other hides.
    blocks = [
        [
            Unit(("arm:A", "territory:X"), {"yes": 20, "no": 20}),
            Unit(("arm:A", "territory:Z"), {"yes": 20, "no": 20}),
            Unit(("arm:B", "territory:Y"), {"yes": 2, "no": 20}),
        ]
    ]
    shown = masked(blocks, 5)
    assert shown["arm:B"]["yes"] is None
    assert shown["territory:Y"]["yes"] is None


def test_a_small_group_is_not_shown_at_all_nor_left_over():
    blocks = [
        [Unit(("arm:A",), {"n": 20}), Unit(("arm:B",), {"n": 30}), Unit(("arm:C",), {"n": 2})]
    ]
    shown = masked(blocks, 5)
    assert shown["arm:C"][""] is None
    assert [shown["arm:A"][""], shown["arm:B"][""]].count(None) == 1
    assert shown["all"][""] == 52


def test_a_crossing_that_two_comparisons_leave_over_is_protected():
    # Everybody of B is in X: X less B leaves the two people of A who are in X.
    blocks = [
        [
            Unit(("arm:A", "territory:X"), {"n": 2}),
            Unit(("arm:A", "territory:Y"), {"n": 40}),
            Unit(("arm:B", "territory:X"), {"n": 30}),
        ]
    ]
    shown = {group: line[""] for group, line in masked(blocks, 5).items()}
    assert None in shown.values()
    assert shown["all"] == 72


@pytest.fixture
def small_tracker(db):
    house = a_house(db)
    for name, people, arm in (
        ("Lyon", 12, "individual"), ("Grenoble", 15, "group"), ("Metz", 3, "group"), ("Arles", 9, "individual"),
    ):  # fmt: skip
        cohort = a_cohort(db, house, name, people=people, arm=arm)
        territory = {"Lyon": "Rhône", "Grenoble": "Isère", "Metz": "Moselle", "Arles": "Rhône"}[
            name
        ]
        db.execute("UPDATE cohorts SET territory = ? WHERE id = ?", [territory, cohort])
        enter_in_many_ways(db, house, cohort)
    rollups.refresh_all(db)
    return db


def enter_in_many_ways(db, house, cohort):
    people = db.execute(
        "SELECT participant_id FROM enrolments WHERE cohort_id = ?", [cohort]
    ).fetchall()
    for at, (person,) in enumerate(people):
        kind = ("inside", "inside", "probation", "free")[at % 4]
        db.execute(
            "INSERT INTO situation_entries (participant_id, kind, starts_on, recorded_by) VALUES (?, ?, ?, ?)",
            [person, kind, "2025-01-01", house["coach"]],
        )
        if at % 5 == 4:
            db.execute(
                "UPDATE enrolments SET entered_on = '2026-01-15', ended_on = NULL, exit_kind = NULL "
                "WHERE participant_id = ?", [person],
            )  # fmt: skip


@pytest.mark.parametrize(
    "divided",
    [furthest, _marks("workshop"), _states("idea"), lambda tally: {"n": tally.n("people")}],
    ids=["funnel", "attendance", "milestone", "people"],
)
def test_a_tracker_gives_no_small_count_back_whatever_is_counted(small_tracker, divided):
    crowd = publication.of_month(small_tracker, TODAY).crowd
    blocks = [
        [Unit(groups, dict(divided(tally))) for groups, tally in units] for units in crowd.divisions
    ]
    shown = crowd.parts(divided, 5)
    none = dict.fromkeys([*divided(Tally({})), ""], 0)
    every = {group: none | shown.get(group, {}) for group in crowd.tallies}
    assert given_back(blocks, every, 5) == []


def test_two_looks_before_and_after_somebody_enters_are_the_same(small_tracker, monkeypatch):
    before = figures(small_tracker)
    house = {"programme": 1, "business": 1, "coach": 1, "mentor": 2, "site": 1}
    a_cohort(small_tracker, house, "Nice", people=6)
    assert figures(small_tracker) == before
    later = TODAY.replace(month=12, day=1)
    assert figures(small_tracker, today=later) != before


def figures(db, today=TODAY):
    found = {}
    for split in Split:
        seen = dashboard.overview(db, Scope(), split=split, by=EVALUATOR, today=today)
        for result in (seen.figures, *seen.results):
            found[split, result.indicator.key] = result.answer.rows, result.answer.counted
    return found


def test_the_day_the_figures_were_fixed_is_said(small_tracker):
    dashboard.overview(small_tracker, Scope(), by=EVALUATOR, today=TODAY)
    seen = dashboard.overview(small_tracker, Scope(), by=EVALUATOR, today=TODAY.replace(day=29))
    assert seen.day == TODAY
    assert seen.figures.day == TODAY
    assert "20/11/2026" in seen.notes[0]


@pytest.mark.parametrize(
    ("scope", "split"),
    [
        (Scope(arm="individual", situation="inside"), Split.NONE),
        (Scope(territory="Rhône"), Split.PERIOD),
        (Scope(situation="inside"), Split.COHORT),
    ],
)
def test_those_who_see_no_name_cross_nothing(small_tracker, scope, split):
    assert dashboard.choices(small_tracker, by=EVALUATOR, today=TODAY).one_at_a_time
    with pytest.raises(InvalidInput, match="un seul critère"):
        dashboard.overview(small_tracker, scope, split=split, by=EVALUATOR, today=TODAY)
    dashboard.overview(small_tracker, scope, split=split, by=somebody(Role.LEAD), today=TODAY)


def test_the_same_question_keeps_its_answer():
    crowd = Crowd([[(("arm:A",), Tally({("people", "", ""): 12}))]])
    divided = lambda tally: {"n": tally.n("people")}  # noqa: E731
    assert crowd.parts(divided, 5) is crowd.parts(divided, 5)
