"""The dashboard as each role opens it."""

import pytest

from tests.evaluated import CANARIES, a_cohort, a_house
from tests.factories import a_coach, a_lead, an_evaluator


@pytest.fixture
def house(tracker):
    house = a_house(tracker)
    a_cohort(tracker, house, "Lyon, printemps", people=12)
    a_cohort(tracker, house, "Metz, automne", people=9, arm="individual", organisation="justice")
    return house


def written(page):
    """Everything the page sends, chart data and alternative texts included."""
    return "".join(str(element.proto) for element in page.main) + "".join(
        node.proto.SerializeToString().decode("utf-8", "replace")
        for node in page.get("vega_lite_chart")
    )


def test_an_evaluator_sees_figures_and_no_name(tracker, house, visit):
    page = visit("dashboard.py", as_=an_evaluator(tracker))
    assert not page.exception
    assert "Jusqu’où vont les parcours" in written(page)
    assert "Sensibilisation" in written(page)  # chart data is looked at too
    assert "Masqué\u00a0: de 1 à 4 personnes" in written(page)
    assert len(page.get("vega_lite_chart")) == 6
    assert not any(canary in written(page) for canary in CANARIES)


def test_an_evaluator_compares_without_any_name(tracker, house, visit):
    evaluator = an_evaluator(tracker)
    page = visit("dashboard.py", as_=evaluator)
    page.selectbox(key="compare").select_index(1).run()
    assert not page.exception
    assert "Metz, automne" in written(page)
    assert "sans classement" in written(page)
    assert not any(canary in written(page) for canary in CANARIES)


def test_a_lead_sees_small_counts(tracker, house, visit):
    page = visit("dashboard.py", as_=a_lead(tracker))
    assert not page.exception
    assert "masqué" not in written(page)


def test_a_coach_sees_their_own_cohorts(tracker, house, visit):
    page = visit("dashboard.py", as_=a_coach(tracker, organisation_id=house["business"]))
    assert page.selectbox(key="cohort").options == ["Lyon, printemps"]
    assert "Metz" not in written(page)


def test_english_words_come_with_an_english_account(tracker, house, visit):
    page = visit("dashboard.py", as_=an_evaluator(tracker, language="en"))
    assert "How far do people come?" in written(page)
    assert "Masked: from 1 to 4 people" in written(page)


def test_an_empty_tracker_says_what_comes_next(tracker, visit):
    page = visit("dashboard.py", as_=an_evaluator(tracker))
    assert not page.exception
    assert "Aucune cohorte" in written(page)


def test_a_cohort_without_anybody_is_shown_without_a_crash(tracker, visit):
    a_cohort(tracker, a_house(tracker), "Vide", people=0)
    assert not visit("dashboard.py", as_=an_evaluator(tracker)).exception
