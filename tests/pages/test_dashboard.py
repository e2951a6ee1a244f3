"""The dashboard as each role opens it."""

import pytest

from core.language import Language, _, speaking
from pages.shared.dashboard_sections import SECTIONS, TITLES
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
    hidden = written(page).count("tous les nombres de ce chiffre sont masqués")
    assert len(page.get("vega_lite_chart")) == 6 - hidden
    assert not any(canary in written(page) for canary in CANARIES)


def test_an_evaluator_compares_without_any_name(tracker, house, visit):
    evaluator = an_evaluator(tracker)
    page = visit("dashboard.py", as_=evaluator)
    page.selectbox(key="compare").set_value("arm").run()
    assert not page.exception
    assert "Individuel dès le départ" in written(page)
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


@pytest.mark.parametrize("open_as", [a_lead, an_evaluator], ids=["lead", "evaluator"])
def test_every_figure_opens_when_it_is_asked_for(tracker, house, visit, open_as):
    page = visit("dashboard.py", as_=open_as(tracker))
    for section in SECTIONS:
        page.session_state[f"more_{section.key}"] = list(section.more)
    page.run()
    assert not page.exception
    for section in SECTIONS:
        for key in (*section.drawn, *section.more):
            with speaking(Language.FRENCH):
                assert _(TITLES[key]) in written(page)
    assert not any(canary in written(page) for canary in CANARIES)


def test_an_address_says_what_is_looked_at_by_key(tracker, house, visit):
    page = visit("dashboard.py", as_=a_lead(tracker), support="individual")
    assert page.selectbox(key="support").value == "individual"
    page.selectbox(key="compare").set_value("arm").run()
    assert page.query_params["compare"] in ("arm", ["arm"])
    page.selectbox(key="compare").set_value(None).run()
    assert "compare" not in page.query_params


def test_an_address_that_names_an_unknown_group_says_so(tracker, house, visit):
    page = visit("dashboard.py", as_=a_lead(tracker), support="nothing_of_ours")
    assert not page.exception
    assert "Jusqu’où vont les parcours" not in written(page)


def test_an_evaluator_chooses_one_condition_at_a_time(tracker, house, visit):
    page = visit("dashboard.py", as_=an_evaluator(tracker), support="individual")
    assert not page.selectbox(key="support").disabled
    assert page.selectbox(key="compare").disabled
    assert page.selectbox(key="period").disabled
    assert "cohort" not in [one.key for one in page.selectbox]  # too small to be looked at alone


def test_when_everything_is_masked_one_sentence_says_it(tracker, visit):
    a_cohort(tracker, a_house(tracker), "Petite", people=3)
    page = visit("dashboard.py", as_=an_evaluator(tracker))
    assert not page.exception
    assert "Trop peu de personnes ici pour un chiffre" in written(page)
    assert not page.get("vega_lite_chart")


def test_a_count_leads_a_coach_to_the_people_behind_it(tracker, house, visit):
    coach = a_coach(tracker, organisation_id=house["business"])
    page = visit("dashboard.py", as_=coach)
    assert "/dashboard?behind=funnel.pitch.n" in written(page)
    page = visit("dashboard.py", as_=coach, behind="funnel.pitch.n")
    assert not page.exception
    assert "Derrière le chiffre" in written(page)
    assert CANARIES[0] in written(page)


def test_an_address_leads_an_evaluator_to_nobody(tracker, house, visit):
    page = visit("dashboard.py", as_=an_evaluator(tracker), behind="funnel.pitch.n")
    assert not page.exception
    assert "behind=" not in written(page)
    assert not any(canary in written(page) for canary in CANARIES)
