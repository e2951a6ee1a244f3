"""The steering page: for leads, with targets that can be set there."""

from core import portfolio
from core.portfolio import Figure
from tests.factories import a_coach, a_cohort, a_lead, a_participant


def html(page):
    return " ".join(element.value for element in page.get("html"))


def test_a_lead_sets_a_target_and_sees_it(tracker, visit):
    coach, lead = a_coach(tracker), a_lead(tracker)
    cohort = a_cohort(tracker, coach=coach)
    a_participant(tracker, coach=coach, cohort_id=cohort)
    page = visit("portfolio.py", as_=lead, targets=str(cohort))
    page.number_input(key=f"targets_{cohort}_{Figure.PEOPLE}").set_value(8)
    page.button(key=f"targets_{cohort}_save").click().run()
    assert not page.exception
    assert "sur 8" in html(page)
    seen = portfolio.read(tracker, by=lead, today=portfolio.date(2026, 11, 12))
    assert seen.lines[0].targets == {Figure.PEOPLE: 8}
