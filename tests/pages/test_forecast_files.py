"""The files of a forecast, taken from the person's file on screen."""

from core import forecasts
from core.participants import get
from core.permissions import Action
from tests.core.reports_samples.forecast import a_bicycle_workshop
from tests.factories import a_coach, a_participant


def test_the_workbook_is_offered_once_the_forecast_is_begun(tracker, visit):
    coach = a_coach(tracker)
    person = a_participant(tracker, coach=coach)
    code = get(tracker, person, by=coach, to=Action.READ_IDENTITY).code

    page = visit("participant.py", as_=coach, code=code)
    page = page.button(key="file_word").click().run()
    assert not page.exception
    assert "forecast_workbook" not in _buttons(page)

    forecasts.write(tracker, person, a_bicycle_workshop(), version=0, by=coach)
    page = visit("participant.py", as_=coach, code=code)
    page = page.button(key="file_word").click().run()
    assert not page.exception
    assert {"word_plan", "forecast_workbook"} <= _buttons(page)


def _buttons(page):
    return {one.key for one in page.get("download_button")}
