"""What every reading shares: rows as dictionaries, and only the conditions that are asked."""

from datetime import date

from core import programmes
from core.cohorts import Part
from core.storage import sessions as session_store
from core.storage.rows import every, one, wanted
from tests.factories import a_cohort, an_organisation


def test_rows_are_read_with_their_names_and_nothing_is_left_open(db):
    assert every(db, "SELECT 1 AS a, 'x' AS b UNION ALL SELECT 2, 'y'") == [
        {"a": 1, "b": "x"},
        {"a": 2, "b": "y"},
    ]
    assert one(db, "SELECT 1 AS a WHERE 0") is None
    assert not db.conn.in_transaction


def test_a_condition_without_a_value_asks_nothing():
    conditions = {"cohort": "cohort_id = :cohort", "month": "month = :month"}
    assert wanted({"cohort": 3, "month": None}, **conditions) == "cohort_id = :cohort"
    assert (
        wanted({"cohort": 0, "month": ""}, **conditions) == "cohort_id = :cohort AND month = :month"
    )
    assert wanted({}, **conditions) == "1"


def test_each_cohort_has_its_own_programme_in_one_reading(db):
    first, second = a_cohort(db), a_cohort(db)
    found = programmes.of_cohorts(db, [first, second, first])
    assert found == {cohort: programmes.programme_of(db, cohort) for cohort in (first, second)}
    assert programmes.of_cohorts(db, []) == {}


def test_months_come_newest_first_without_the_empty_ones(db):
    organisation = an_organisation(db)
    cohort = a_cohort(db, organisations={organisation: Part.BUSINESS})
    (staff,) = every(db, "SELECT id FROM staff LIMIT 1")
    for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 31), date(2026, 11, 2)):
        values = {
            "cohort_id": cohort,
            "kind": "workshop",
            "held_on": day.isoformat(),
            "minutes": 60,
        }
        people = {"held_by": staff["id"], "recorded_by": staff["id"], "state": "held"}
        session_store.insert(db, {**values, **people})
    scope = {"cohort": None, "month": "2026-01", "organisation": organisation}
    assert session_store.months(db, scope) == ["2026-11", "2026-01", "2025-12"]
    assert session_store.months(db, {**scope, "organisation": -1}) == []
