"""What the benchmarks count and say, on an empty tracker; nothing here is timed."""

from io import BytesIO

import pytest
from docx import Document

from benchmarks import aims, counting, evaluation, plans, starting, telling
from benchmarks.places import PLACES, Place
from core.storage.rows import every
from core.tracker import open_tracker
from tests.evaluated import a_cohort, a_house
from tests.factories import a_lead


def test_openings_and_statements_are_counted_where_the_tracker_is_opened(tracker):
    with open_tracker():
        pass  # the first opening also checks the file
    with counting.counted() as work, open_tracker() as db:
        every(db, "SELECT name FROM staff")
    assert work.openings == 1
    assert "SELECT name FROM staff" in work.said
    assert not any(statement.startswith("PRAGMA") for statement in work.said)


def test_nothing_is_counted_any_more_afterwards(tracker):
    with counting.counted() as work:
        pass
    with open_tracker() as db:
        every(db, "SELECT name FROM staff")
    assert (work.openings, work.statements) == (0, 0)


def test_more_rows_are_more_instructions(tracker):
    def hundreds(number):
        rows = (
            f"WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < {number})"
        )
        with counting.counted() as work, open_tracker() as db:
            every(db, f"{rows} SELECT count(*) AS n FROM n")
        return work.hundreds

    assert hundreds(100) < hundreds(1_000) < hundreds(10_000)


def test_an_address_is_filled_from_what_the_file_holds():
    place = Place(name="Fiche", file="participant.py", query={"code": "{code}"})
    assert place.found_in({"code": "LYO-001", "cohort": "1"}) == {"code": "LYO-001"}


def test_every_page_that_is_measured_exists():
    from pages.shared.menu import MENU

    assert {place.file for place in PLACES} <= {entry.file for entry in MENU}


def figures(ms):
    gestures = {aim.gesture: {"ms": ms, "least": ms, "sent": 1_000.0} for aim in aims.AIMS}
    floor = {
        name: {"ms": 100.0, "least": 90.0, "sent": 10.0}
        for name in ("opening", "click", "turn", "charts")
    }
    return {"figures": {"floor": floor, "S": gestures, "L": gestures}, "memory": {"S": 200.0}}  # fmt: skip


@pytest.mark.parametrize(("ms", "held"), [(130.0, True), (220.0, False)])
def test_an_aim_is_held_or_not_beside_the_floor_of_the_same_run(ms, held):
    lines = aims.lines(figures(ms))
    assert {line.held for line in lines if "x" in line.aim} == {held}
    assert {line.ratio for line in lines} == {ms / 100}


def test_the_largest_file_is_compared_with_the_smallest():
    assert all(held for _name, _ratio, held in aims.grown(figures(100.0)))


def test_the_tables_say_each_page_each_size_and_each_verdict():
    line = {"page": "Participants", "openings": 2, "statements": 9, "thousands": 12.4}
    assert telling.counts({"S": [line], "L": [line]}).count("12") == 2
    said = telling.browser(figures(130.0))
    assert "held" in said
    assert "as fast" in said


def test_each_figure_about_plans_stands_beside_its_aim():
    found = [{"what": what, "ms": ms, "aim": 20} for what, ms in (("quick", 3.7), ("slow", 41.0))]
    quick, slow = telling.plans(found).splitlines()[2:]
    assert quick.split() == ["quick", "3.7", "20", "held"]
    assert slow.split() == ["slow", "41.0", "20", "ABOVE"]


def test_a_plan_is_computed_written_and_archived_to_be_measured():
    assert plans.again(rounds=1) > 0
    assert plans.written(rounds=1) > 0
    assert plans.archived(number=2) > 0


def test_a_report_is_frozen_and_written_to_be_measured(tracker):
    a_cohort(tracker, a_house(tracker), "Lyon, printemps", people=8)
    lead = a_lead(tracker)
    taken = evaluation.with_charts(tracker, lead, 2)
    assert Document(BytesIO(evaluation.written(tracker, taken, lead))).inline_shapes


def test_the_dearest_imports_are_read_from_what_python_says():
    said = "import time:       120 |        340 | core.language\nimport time: 9 | 5000 |   pandas"
    assert [row["module"] for row in starting.dearest(said)] == ["pandas", "core.language"]
