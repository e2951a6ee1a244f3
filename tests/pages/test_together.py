"""The page of several people: what would change is shown, then saved once."""

from datetime import timedelta

from core import clock, participants
from core.permissions import Action
from tests.factories import a_coach, a_cohort, a_participant


def html(page):
    return " ".join(element.value for element in page.get("html"))


def test_a_coach_gives_several_people_the_same_next_step(tracker, visit):
    coach = a_coach(tracker)
    cohort = a_cohort(tracker, coach=coach)
    people = [a_participant(tracker, coach=coach, cohort_id=cohort) for _one in range(3)]
    page = visit("together.py", as_=coach, cohort=str(cohort))
    page.multiselect(key=f"together_people_{cohort}").set_value(people[:2]).run()
    page.text_input(key="together_step").input("Réunir les devis")
    page.date_input(key="together_due").set_value(clock.today() + timedelta(days=9)).run()
    assert "Réunir les devis" in html(page)
    page.button(key="together_save").click().run()
    assert not page.exception
    steps = [
        participants.get(tracker, one, by=coach, to=Action.READ_IDENTITY).next_step
        for one in people
    ]
    assert steps == ["Réunir les devis", "Réunir les devis", ""]
