"""What waits today, on the page: for me, for my cohorts, put off and taken back."""

from datetime import timedelta

from core import clock, to_do
from core.to_do import Whose
from tests.factories import a_coach, a_participant


def html(page):
    return " ".join(element.value for element in page.get("html"))


def test_a_coach_puts_a_line_off_and_has_it_back(tracker, visit):
    coach = a_coach(tracker)
    a_participant(tracker, coach=coach)
    line, *_others = to_do.items(tracker, by=coach, today=clock.today())

    page = visit("to_do.py", as_=coach, aside=line.key)
    page.selectbox(key="put_off_why").select_index(0)
    page.button(key="put_off_save").click().run()
    assert not page.exception
    assert line not in to_do.items(tracker, by=coach, today=clock.today())
    assert "Remis à plus tard à" in html(page)

    page.selectbox(key="put_off_back").select_index(0).run()
    page.button(key="put_off_return").click().run()
    assert not page.exception
    assert line in to_do.items(tracker, by=coach, today=clock.today())


def test_a_line_is_not_put_off_without_a_reason(tracker, visit):
    coach = a_coach(tracker)
    a_participant(tracker, coach=coach)
    line, *_others = to_do.items(tracker, by=coach, today=clock.today())
    page = visit("to_do.py", as_=coach, aside=line.key)
    page.date_input(key="put_off_until").set_value(clock.today() + timedelta(days=2))
    page.button(key="put_off_save").click().run()
    assert "Dites pourquoi cela peut attendre" in html(page)
    assert line in to_do.items(tracker, by=coach, today=clock.today())


def test_a_coach_sees_the_lines_of_their_cohorts_when_they_ask(tracker, visit):
    claire = a_coach(tracker)
    paul = a_coach(tracker, organisation_id=claire.organisation_id)
    a_participant(tracker, coach=claire)
    page = visit("to_do.py", as_=paul)
    assert "Nadia Tahri" not in html(page)
    page.segmented_control(key="whose").set_value(Whose.COHORTS).run()
    assert not page.exception
    assert "Nadia Tahri" in html(page)
