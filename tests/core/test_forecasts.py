"""The forecast of a participant: kept whole, with its trace, for those who may read it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from core import actuals, forecast_points, forecasts, history, plan_versions, plans, to_do
from core.errors import AlreadySaved, InvalidInput, NotAllowed, NotFound, StaleRecord
from core.forecast import Inputs, Offer
from core.forecast.activities import Activity
from core.forecast.needs import Equipment, FixedCost, Loan
from core.forecast.rates import MissingRate
from tests.factories import (
    TODAY,
    a_coach,
    a_lead,
    a_mentor,
    a_participant,
    an_administrator,
    an_evaluator,
)

MEAL = Offer(
    name="Plat du jour",
    price=Decimal("8.50"),
    unit_cost=Decimal("2.70"),
    units=(Decimal(300),) * 12,
)
PLAN = Inputs(
    start=date(2027, 1, 1),
    activity=Activity.SALE_TRADE,
    offers=(MEAL,),
    fixed_costs=(FixedCost(name="Assurance", amount=Decimal(42)),),
    own_money=Decimal(1500),
    drawings=(Decimal(800), Decimal(900), Decimal("1000.50")),
    customer_terms={0: Decimal("0.6"), 30: Decimal("0.4")},
)  # fmt: skip

TIGHT = replace(PLAN, equipment=(Equipment(name="Food truck", price=Decimal(18000), life_years=5),))


def a_followed_person(db):
    coach = a_coach(db)
    return coach, a_participant(db, coach=coach)


def test_a_forecast_nobody_began_is_empty(db):
    coach, person = a_followed_person(db)
    kept = forecasts.read(db, person, by=coach)
    assert (kept.inputs, kept.version, kept.steps) == (None, 0, frozenset())
    with pytest.raises(NotFound):
        forecasts.forecast_of(db, person, by=coach)


def test_a_forecast_comes_back_as_it_was_written_with_who_and_when(db):
    coach, person = a_followed_person(db)
    forecasts.write(db, person, PLAN, version=0, by=coach)
    kept = forecasts.read(db, person, by=coach)
    assert kept.inputs == PLAN
    assert (kept.version, kept.saved_by, bool(kept.saved_at)) == (1, coach.name, True)
    assert forecasts.forecast_of(db, person, by=coach).years[0].turnover == Decimal("30600.00")


def test_a_step_is_done_once_it_is_saved(db):
    coach, person = a_followed_person(db)
    forecasts.write(db, person, PLAN, version=0, by=coach, step="sell")
    assert forecasts.read(db, person, by=coach).steps == {"sell"}
    forecasts.write(db, person, PLAN, version=1, by=coach, step="paid")
    assert forecasts.read(db, person, by=coach).steps == {"sell", "paid"}
    with pytest.raises(InvalidInput):
        forecasts.write(db, person, PLAN, version=2, by=coach, step="horoscope")


def test_a_whole_forecast_has_every_step_done(db):
    coach, person = a_followed_person(db)
    forecasts.write(db, person, PLAN, version=0, by=coach)
    assert forecasts.read(db, person, by=coach).steps == set(forecasts.STEPS)


def test_the_checks_found_are_counted_when_it_is_saved(db):
    coach, person = a_followed_person(db)
    forecasts.write(db, person, TIGHT, version=0, by=coach)
    found = forecast_points.to_look_at(forecasts.forecast_of(db, person, by=coach).checks)
    assert found
    assert forecasts.read(db, person, by=coach).checks == found


def test_a_chapter_that_says_another_price_is_one_more_thing_to_look_at(db):
    coach, person = a_followed_person(db)
    forecasts.write(db, person, PLAN, version=0, by=coach)
    before = forecasts.read(db, person, by=coach).checks
    plans.write(db, person, "offer", "Le plat du jour est à 9 €.", version=0, by=coach)
    forecast = forecasts.forecast_of(db, person, by=coach)
    keys = [check.key for check in forecasts.checked(db, person, forecast, by=coach)]
    assert "price_differs" in keys
    assert forecasts.read(db, person, by=coach).checks == before + 1
    plans.write(db, person, "offer", "Le plat du jour est à 8,50 €.", version=1, by=coach)
    assert forecasts.read(db, person, by=coach).checks == before


def test_going_back_to_texts_that_contradict_the_forecast_counts_its_points_again(db):
    coach, person = a_followed_person(db)
    plans.write(db, person, "offer", "Le plat du jour est à 9 €.", version=0, by=coach)
    forecasts.write(db, person, PLAN, version=0, by=coach)
    frozen = plan_versions.freeze(db, person, "Jury", on=TODAY, by=coach)
    points = forecasts.read(db, person, by=coach).checks
    plans.write(db, person, "offer", "Le plat du jour est à 8,50 €.", version=1, by=coach)
    seen = plan_versions.standing(db, person, by=coach)
    assert forecasts.read(db, person, by=coach).checks == points - 1
    plan_versions.go_back(db, frozen, seen=seen, today=TODAY, by=coach)
    assert forecasts.read(db, person, by=coach).checks == points


def test_counting_points_again_is_no_change_of_the_forecast(db):
    coach, person = a_followed_person(db)
    forecasts.write(db, person, PLAN, version=0, by=coach)
    plans.write(db, person, "offer", "Le plat du jour est à 9 €.", version=0, by=coach)
    more = replace(PLAN, own_money=Decimal(1501))
    forecasts.write(db, person, more, version=1, by=coach)
    assert forecasts.read(db, person, by=coach).version == 2


def test_what_there_is_to_look_at_waits_for_the_coach_in_one_line(db):
    coach, person = a_followed_person(db)
    forecasts.write(db, person, TIGHT, version=0, by=coach)
    points = forecasts.read(db, person, by=coach).checks
    items = [one for one in to_do.items(db, by=coach, today=TODAY) if one.points]
    (item,) = items
    assert to_do.said(item, TODAY) == f"Prévisionnel\u00a0: {points} points à revoir"
    assert not [one for one in to_do.items(db, by=a_lead(db), today=TODAY) if one.points]


def test_the_history_of_figures_is_for_those_who_read_the_plan(db):
    coach, person = a_followed_person(db)
    forecasts.write(db, person, PLAN, version=0, by=coach)
    actuals.write(db, person, {date(2026, 10, 1): Decimal(5)}, seen={}, by=coach, today=TODAY)
    nouns = {change.noun for change in history.of(db, person, by=coach)}
    assert {"forecast", "turnover 2026-10"} <= nouns
    seen = {change.noun for change in history.of(db, person, by=an_administrator(db))}
    assert not {noun for noun in seen if noun.startswith(("forecast", "turnover"))}


def test_the_history_tells_what_changed_line_by_line(db):
    coach, person = a_followed_person(db)
    forecasts.write(db, person, PLAN, version=0, by=coach)
    more = replace(
        PLAN,
        own_money=Decimal("1800"),
        fixed_costs=(*PLAN.fixed_costs, FixedCost(name="Loyer", amount=Decimal(250))),
    )
    forecasts.write(db, person, more, version=1, by=coach)
    changes = {
        change.field: (change.old, change.new)
        for change in reversed(history.of(db, person, by=coach))
        if change.noun == "forecast"
    }
    assert changes["own_money"] == ("1\u00a0500", "1\u00a0800")
    old, new = changes["fixed_costs"]
    assert (old, new) == ("", "Loyer · Montant\u00a0: 250")
    assert changes["offers"][1].startswith("Plat du jour · Prix\u00a0: 8,5 · ")
    assert "basis" not in changes  # what nobody typed


def test_two_people_who_save_the_same_forecast_lose_neither(db):
    coach, person = a_followed_person(db)
    forecasts.write(db, person, PLAN, version=0, by=coach)
    forecasts.write(db, person, replace(PLAN, own_money=Decimal(2000)), version=1, by=a_lead(db))
    with pytest.raises(StaleRecord) as problem:
        forecasts.write(db, person, replace(PLAN, own_money=Decimal(900)), version=1, by=coach)
    assert (problem.value.theirs, problem.value.yours) == ("2\u00a0000", "900")
    assert forecasts.read(db, person, by=coach).inputs.own_money == 2000


def test_the_same_form_saved_twice_is_kept_once(db):
    coach, person = a_followed_person(db)
    forecasts.write(db, person, PLAN, version=0, by=coach, token="t1")
    with pytest.raises(AlreadySaved):
        forecasts.write(db, person, PLAN, version=1, by=coach, token="t1")


def test_saving_without_a_change_writes_nothing(db):
    coach, person = a_followed_person(db)
    forecasts.write(db, person, PLAN, version=0, by=coach)
    forecasts.write(db, person, PLAN, version=1, by=coach)
    assert forecasts.read(db, person, by=coach).version == 1


def test_a_start_before_the_rates_is_refused_and_the_sentence_names_the_file(db):
    coach, person = a_followed_person(db)
    with pytest.raises(MissingRate, match=r"data/rates/"):
        forecasts.write(db, person, replace(PLAN, start=date(2003, 1, 1)), version=0, by=coach)
    assert forecasts.read(db, person, by=coach).version == 0


def test_nothing_is_kept_when_the_trace_fails(db):
    coach, person = a_followed_person(db)
    db.execute("DROP TABLE audit")
    with pytest.raises(Exception, match="audit"):
        forecasts.write(db, person, PLAN, version=0, by=coach)
    assert forecasts.read(db, person, by=coach).version == 0


def test_those_who_are_not_of_the_team_neither_read_nor_write(db):
    coach, person = a_followed_person(db)
    forecasts.write(db, person, PLAN, version=0, by=coach)
    month = {date(2026, 11, 1): Decimal(10)}
    for somebody in (a_coach(db), a_mentor(db), an_evaluator(db), an_administrator(db)):
        with pytest.raises((NotAllowed, NotFound)):
            forecasts.read(db, person, by=somebody)
        with pytest.raises((NotAllowed, NotFound)):
            forecasts.forecast_of(db, person, by=somebody)
        with pytest.raises((NotAllowed, NotFound)):
            forecasts.write(db, person, PLAN, version=1, by=somebody)
        with pytest.raises((NotAllowed, NotFound)):
            actuals.read(db, person, by=somebody)
        with pytest.raises((NotAllowed, NotFound)):
            actuals.write(db, person, month, seen={}, by=somebody, today=TODAY)


def test_the_turnover_received_is_kept_month_by_month_and_taken_away(db):
    coach, person = a_followed_person(db)
    october, november = date(2026, 10, 1), date(2026, 11, 1)
    amounts = {november: Decimal("950.5"), october: Decimal(0)}
    actuals.write(db, person, amounts, seen={}, by=coach, today=TODAY)
    kept = actuals.read(db, person, by=coach)
    assert kept == {october: Decimal(0), november: Decimal("950.50")}
    actuals.write(db, person, {october: None}, seen=kept, by=coach, today=TODAY)
    assert actuals.read(db, person, by=coach) == {november: Decimal("950.50")}


def test_a_month_to_come_a_negative_amount_and_a_day_are_refused(db):
    coach, person = a_followed_person(db)
    for first, amount in (
        (date(2026, 12, 1), Decimal(10)),
        (date(2026, 10, 1), Decimal(-1)),
        (date(2026, 10, 1), Decimal("NaN")),
        (date(2026, 10, 2), Decimal(1)),
    ):
        with pytest.raises(InvalidInput):
            actuals.write(db, person, {first: amount}, seen={}, by=coach, today=TODAY)


def test_a_month_that_somebody_else_wrote_in_between_is_not_lost(db):
    coach, person = a_followed_person(db)
    october = date(2026, 10, 1)
    actuals.write(db, person, {october: Decimal(100)}, seen={}, by=a_lead(db), today=TODAY)
    with pytest.raises(StaleRecord) as problem:
        actuals.write(db, person, {october: Decimal(90)}, seen={}, by=coach, today=TODAY)
    assert "100,00" in problem.value.theirs
    assert "90,00" in problem.value.yours
    assert actuals.read(db, person, by=coach) == {october: Decimal(100)}


def test_what_was_received_stands_beside_what_was_expected(db):
    coach, person = a_followed_person(db)
    forecasts.write(db, person, PLAN, version=0, by=coach)
    forecast = forecasts.forecast_of(db, person, by=coach)
    lines = actuals.compared(forecast, {date(2027, 2, 1): Decimal(2000)})
    assert len(lines) == 36
    assert [one.expected for one in lines[:2]] == [Decimal("1530.00"), Decimal("2550.00")]
    assert [one.received for one in lines[:3]] == [None, Decimal(2000), None]


def test_loans_and_seasons_come_back_too(db):
    coach, person = a_followed_person(db)
    loan = Loan(name="Prêt d’honneur", amount=Decimal(3000), months=36)
    plan = replace(PLAN, loans=(loan,), seasonality=(Decimal(1),) * 12)
    forecasts.write(db, person, plan, version=0, by=coach)
    assert forecasts.read(db, person, by=coach).inputs == plan
