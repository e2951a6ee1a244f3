"""The business plan tab of somebody's file: what was received since the launch, in one line."""

from datetime import date
from decimal import Decimal

from core import actuals, forecasts
from tests.core.test_forecasts import PLAN
from tests.pages.test_forecast import NB, a_person
from tests.pages.test_mentees import shown

LATER = date(2027, 4, 2)


def opened(visit, coach, code):
    page = visit("participant.py", as_=coach, code=code)
    page.session_state["file_tabs"] = "Plan d’affaires"
    page.run()
    assert not page.exception
    return shown(page)


def test_the_turnover_received_is_one_line_that_leads_to_the_forecast(tracker, visit):
    coach, person, code = a_person(tracker)
    forecasts.write(tracker, person, PLAN, version=0, by=coach)
    received = {date(2027, 1, 1): Decimal(1600), date(2027, 2, 1): Decimal("2610.20")}
    actuals.write(tracker, person, received, seen={}, by=coach, today=LATER)
    page = opened(visit, coach, code)
    said = f"Chiffre d’affaires encaissé{NB}: 2 mois, 4{NB}210{NB}€ (prévu 4{NB}080{NB}€)"
    assert said in page
    assert f'href="/forecast?code={code}"' in page.split(said)[0].rsplit("<a ", 1)[1]


def test_the_line_is_absent_while_nothing_was_received(tracker, visit):
    coach, person, code = a_person(tracker)
    forecasts.write(tracker, person, PLAN, version=0, by=coach)
    assert "Chiffre d’affaires encaissé" not in opened(visit, coach, code)
