"""The reports' page as each role opens it."""

from datetime import date

import pytest

from core import snapshots
from core.permissions import Role
from core.snapshots import Audience, Wish
from tests.evaluated import CANARIES, a_cohort, a_house, somebody
from tests.factories import a_coach, a_lead, an_evaluator

JUNE = date(2026, 6, 30)


@pytest.fixture
def house(tracker):
    house = a_house(tracker)
    a_cohort(tracker, house, "Lyon, printemps", people=12)
    return house


def written(page):
    return "".join(str(element.proto) for element in page.main)


def taken(tracker, **values):
    asked = {"name": "Bilan du printemps", "audience": Audience.COMMITTEE, "smallest": None}
    lead = somebody(Role.LEAD)
    return snapshots.take(tracker, Wish(**asked | values), by=lead, today=JUNE)


def test_a_lead_freezes_the_figures_and_finds_them_in_the_list(tracker, house, visit):
    page = visit("reports.py", as_=a_lead(tracker))
    page.text_input(key="snapshot_name-0").input("Rapport de novembre")
    page.button(key="snapshot_save").click().run()
    assert not page.exception
    assert "Chiffres figés" in written(page)
    assert "Rapport de novembre" in written(page)
    (kept,) = tracker.execute("SELECT name, audience, smallest FROM snapshots").fetchall()
    assert kept == ("Rapport de novembre", "funder", 11)


def test_without_a_name_nothing_is_frozen_and_nothing_is_lost(tracker, house, visit):
    page = visit("reports.py", as_=a_lead(tracker))
    page.multiselect(key="snapshot_keys-0").select("funnel")
    page.button(key="snapshot_save").click().run()
    assert "Donnez un nom" in written(page)
    assert page.multiselect(key="snapshot_keys-0").value == ["funnel"]
    assert tracker.table("snapshots").count == 0


def test_a_report_is_shown_with_its_files_and_what_changed(tracker, house, visit):
    taken(tracker)
    a_cohort(tracker, house, "Metz, automne", people=9, organisation="justice")
    latest = taken(tracker, name="Rapport de novembre")
    page = visit("reports.py", as_=a_lead(tracker), snapshot=latest)
    assert not page.exception
    assert [one.label for one in page.get("download_button")] == ["Word, français", "Word, English"]
    assert "11 → 19" in written(page)


def test_an_evaluator_neither_sees_small_numbers_nor_a_name(tracker, house, visit):
    shown = taken(tracker)
    evaluator = an_evaluator(tracker)
    assert "Bilan du printemps" not in written(visit("reports.py", as_=evaluator))
    page = visit("reports.py", as_=evaluator, snapshot=shown)
    assert "dans votre périmètre" in written(page)
    assert not any(canary in written(page) for canary in CANARIES)


def test_a_coach_does_not_see_what_others_froze(tracker, house, visit):
    taken(tracker)
    page = visit("reports.py", as_=a_coach(tracker, organisation_id=house["justice"]))
    assert not page.exception
    assert "Bilan du printemps" not in written(page)


def test_an_empty_tracker_says_what_comes_first(tracker, visit):
    page = visit("reports.py", as_=a_lead(tracker))
    assert "Aucune cohorte n’a commencé" in written(page)
    assert not page.button
