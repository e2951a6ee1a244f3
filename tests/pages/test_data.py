"""The page of the tables that leave, as each role opens it."""

import pytest

from core import campaigns
from tests.evaluated import CANARIES, TODAY, a_cohort, a_house
from tests.factories import a_coach, a_lead, a_mentor, an_administrator, an_evaluator


@pytest.fixture
def house(tracker):
    house = a_house(tracker)
    a_cohort(tracker, house, "Lyon, printemps", people=12)
    a_cohort(tracker, house, "Metz, automne", people=12, arm="individual", organisation="justice")
    return house


def written(page):
    return "".join(str(element.proto) for element in page.main)


def a_campaign(tracker):
    return campaigns.start(tracker, "Année 1", k=5, by=a_lead(tracker), today=TODAY)


def test_a_lead_reads_what_each_table_holds(tracker, house, visit):
    page = visit("data.py", as_=a_lead(tracker))
    assert not page.exception
    assert "Une ligne par personne et par accompagnement" in written(page)
    assert "entered_on" in written(page)
    for key in page.selectbox(key="table").options:
        page.selectbox(key="table").select(key).run()
        assert not page.exception, key


def test_a_lead_opens_and_closes_a_campaign(tracker, house, visit):
    page = visit("data.py", as_=a_lead(tracker))
    page.text_input(key="campaign_name").input("Année 1")
    page.button(key="open_campaign_save").click().run()
    assert not page.exception
    assert tracker["campaigns"].count == 1
    assert tracker["campaign_people"].count == 24
    page.button(key="close_campaign_save").click().run()
    assert not page.exception
    assert "Année 1" in written(page)  # among the past ones


def test_a_campaign_without_a_name_is_refused_gently(tracker, house, visit):
    page = visit("data.py", as_=a_lead(tracker))
    page.button(key="open_campaign_save").click().run()
    assert not page.exception
    assert "Donnez un nom à la campagne" in written(page)


def test_an_evaluator_waits_for_a_campaign(tracker, house, visit):
    page = visit("data.py", as_=an_evaluator(tracker))
    assert not page.exception
    assert "Aucune campagne" in written(page)
    assert not page.get("download_button")


def test_an_evaluator_sees_what_is_protected_and_no_name(tracker, house, visit):
    a_campaign(tracker)
    page = visit("data.py", as_=an_evaluator(tracker))
    assert not page.exception
    assert "pseudonym" in written(page)
    assert len(page.get("download_button")) == 2
    assert not any(box.key in {"cohort", "names"} for box in [*page.selectbox, *page.checkbox])
    for key in page.selectbox(key="table").options:
        page.selectbox(key="table").select(key).run()
        assert not page.exception, key
        assert not any(canary in written(page) for canary in CANARIES)


def test_a_coach_chooses_among_their_own_cohorts(tracker, house, visit):
    page = visit("data.py", as_=a_coach(tracker, organisation_id=house["business"]))
    assert page.selectbox(key="cohort").options == ["Lyon, printemps"]


def test_an_administrator_opens_campaigns_and_takes_nothing_away(tracker, house, visit):
    page = visit("data.py", as_=an_administrator(tracker))
    assert not page.exception
    assert page.text_input(key="campaign_name")
    assert not page.get("download_button")


def test_a_mentor_does_not_open_the_page(tracker, house, cold):
    page = cold("data.py", as_=a_mentor(tracker))
    assert page.error[0].value == "Cette page ne fait pas partie de votre rôle."


@pytest.mark.parametrize("role", [a_lead, an_evaluator, an_administrator])
def test_an_empty_tracker_is_shown_without_a_crash(tracker, visit, role):
    assert not visit("data.py", as_=role(tracker)).exception


def test_english_words_come_with_an_english_account(tracker, house, visit):
    page = visit("data.py", as_=a_lead(tracker, language="en"))
    assert "One row per person and support" in written(page)
