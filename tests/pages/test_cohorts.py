"""The page of cohorts: opened by a lead, read by everybody else."""

from datetime import date

from core import cohorts, plans, programmes
from core.cohorts import Part
from tests.factories import (
    a_coach,
    a_cohort,
    a_lead,
    a_participant,
    an_administrator,
    an_evaluator,
    an_organisation,
)


def html(page):
    return " ".join(element.value for element in page.get("html"))


def keys(page):
    return {button.key for button in page.button}


def test_without_an_association_the_page_says_what_comes_first(tracker, visit):
    programmes.load_delivered(tracker)
    page = visit("cohorts.py", as_=an_administrator(tracker))
    assert not page.exception
    assert "Une cohorte a besoin d’au moins une association" in html(page)


def test_a_lead_opens_a_cohort_with_its_pair(tracker, visit):
    lead = a_lead(tracker)
    programmes.load_delivered(tracker)
    business, justice = (
        an_organisation(tracker, name="Réseau Rhône"),
        an_organisation(tracker, name="Les Foyers"),
    )

    page = visit("cohorts.py", as_=lead)
    page.text_input(key="cohort_new_name").input("Lyon, automne 2026")
    page.text_input(key="cohort_new_prefix").input("lyo")
    page.text_input(key="cohort_new_territory").input("Rhône")
    page.selectbox(key="cohort_new_arm").select_index(0)
    page.selectbox(key="cohort_new_business").set_value(business)
    page.selectbox(key="cohort_new_justice").set_value(justice)
    page.date_input(key="cohort_new_start").set_value(date(2026, 9, 3))
    page.button(key="cohort_new_save").click().run()

    assert not page.exception
    (cohort,) = cohorts.visible(tracker, by=lead)
    assert (cohort.prefix, cohort.starts_on) == ("LYO", date(2026, 9, 3))
    assert cohort.organisations == {business: Part.BUSINESS, justice: Part.JUSTICE}
    assert "Cohorte ouverte" in html(page)


def test_what_is_missing_is_said_and_nothing_is_kept(tracker, visit):
    lead = a_lead(tracker)
    programmes.load_delivered(tracker)
    an_organisation(tracker)
    page = visit("cohorts.py", as_=lead)
    page.button(key="cohort_new_save").click().run()
    assert "Indiquez le jour où la cohorte commence" in html(page)
    assert cohorts.visible(tracker, by=lead) == []


def test_closing_asks_for_a_confirmation_and_can_be_undone(tracker, visit):
    lead = a_lead(tracker)
    cohort = a_cohort(tracker)

    page = visit("cohorts.py", as_=lead, cohort=str(cohort))
    assert page.button(key=f"closing_{cohort}").disabled
    page.checkbox(key=f"closing_{cohort}_sure").check().run()
    page.button(key=f"closing_{cohort}").click().run()
    assert not cohorts.get(tracker, cohort, by=lead).open

    page.button(key=f"closing_{cohort}").click().run()
    assert not page.exception
    assert cohorts.get(tracker, cohort, by=lead).open


def test_a_coach_reads_their_cohorts_and_changes_none(tracker, visit):
    coach = a_coach(tracker)
    mine, other = a_cohort(tracker, coach=coach, name="Lyon"), a_cohort(tracker, name="Lille")

    page = visit("cohorts.py", as_=coach)
    assert not page.exception
    assert "Lyon" in html(page)
    assert "Lille" not in html(page)
    assert not keys(page)

    page = visit("cohorts.py", as_=coach, cohort=str(mine))
    assert "Importer une liste" in html(page)
    assert f"closing_{mine}" not in keys(page)
    page = visit("cohorts.py", as_=coach, cohort=str(other))
    assert "Cette cohorte n’existe pas" in html(page)


def test_an_evaluator_sees_small_cohorts_masked_and_no_way_to_people(tracker, visit):
    coach = a_coach(tracker)
    cohort = a_cohort(tracker, coach=coach)
    for number in range(3):
        a_participant(tracker, coach=coach, cohort_id=cohort, last_name=f"Nom {number}")

    for query in ({}, {"cohort": str(cohort)}):
        page = visit("cohorts.py", as_=an_evaluator(tracker), **query)
        assert not page.exception
        assert "masqué" in html(page)
        assert ">3<" not in html(page)
        assert "import-roster" not in html(page)
        assert not keys(page)


def test_a_cohort_that_does_not_exist_is_said(tracker, visit):
    page = visit("cohorts.py", as_=a_lead(tracker), cohort="abc")
    assert not page.exception
    assert "Cette cohorte n’existe pas" in html(page)


def test_a_coach_prepares_the_plans_of_a_cohort_and_takes_them_away(tracker, visit):
    coach = a_coach(tracker, organisation_id=an_organisation(tracker))
    cohort = a_cohort(tracker, coach=coach, prefix="LYO")
    for text in ("Réparer des vélos.", "Coudre des sacs."):
        person = a_participant(tracker, coach=coach, cohort_id=cohort)
        plans.write(tracker, person, "summary", text, version=0, by=coach)
    page = visit("cohorts.py", as_=coach, cohort=cohort)
    assert "2 plans commencés" in html(page)
    assert not [one for one in page.get("download_button") if "archive" in one.proto.id]
    page.button(key="plan_archive_prepare").click().run()
    assert not page.exception
    assert "2 plans sont prêts" in html(page)
    assert [one for one in page.get("download_button") if "plan_archive_file" in one.proto.id]
    (count,) = tracker.execute("SELECT count(*) FROM exports WHERE document = 'plan'").fetchone()
    assert count == 2


def test_a_cohort_without_a_plan_says_so_and_an_evaluator_sees_no_plan(tracker, visit):
    coach = a_coach(tracker, organisation_id=an_organisation(tracker))
    cohort = a_cohort(tracker, coach=coach)
    page = visit("cohorts.py", as_=coach, cohort=cohort)
    assert "Personne n’a encore commencé" in html(page)
    assert "plan_archive_prepare" not in keys(page)
    seen = visit("cohorts.py", as_=an_evaluator(tracker), cohort=cohort)
    assert "Plans d’affaires" not in html(seen)


def test_a_coach_of_several_cohorts_takes_all_their_plans_at_once(tracker, visit):
    coach = a_coach(tracker, organisation_id=an_organisation(tracker))
    for prefix in ("LYO", "VIL"):
        cohort = a_cohort(tracker, coach=coach, prefix=prefix, name=prefix)
        person = a_participant(tracker, coach=coach, cohort_id=cohort)
        plans.write(tracker, person, "summary", "Coudre des sacs.", version=0, by=coach)
    page = visit("cohorts.py", as_=coach)
    page.button(key="plan_archive_prepare").click().run()
    assert "2 plans sont prêts" in html(page)
