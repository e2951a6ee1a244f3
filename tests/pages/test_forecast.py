"""Making a forecast on screen, a step at a time, with commas."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import actuals, clock, forecasts
from core.forecast import Inputs
from core.forecast import typed as as_typed
from core.forecast.activities import Activity
from core.forecast.kept import LISTS
from core.forecast.months import add_months
from core.language import speaking
from core.participants import get
from core.permissions import Action
from pages.shared.forecast_fields import Kind
from pages.shared.forecast_fields import shown as in_its_field
from pages.shared.forecast_steps import STEPS
from tests.core.test_forecasts import PLAN, TIGHT
from tests.factories import a_coach, a_lead, a_mentor, a_participant, an_administrator
from tests.pages.test_mentees import shown

NB = "\u00a0"


def a_person(tracker):
    coach = a_coach(tracker)
    person = a_participant(tracker, coach=coach)
    return coach, person, get(tracker, person, by=coach, to=Action.READ_IDENTITY).code


def opened(tracker, visit, step="sell", inputs=None):
    coach, person, code = a_person(tracker)
    if inputs is not None:
        forecasts.write(tracker, person, inputs, version=0, by=coach)
    return coach, person, code, visit("forecast.py", as_=coach, code=code, step=step)


def kept(tracker, person, coach):
    return forecasts.read(tracker, person, by=coach)


def typed(page, code, step, **texts):
    """Write in the fields of a step: `offers_0_name` is the name of the first offer."""
    for name, text in texts.items():
        key = f"forecast-{code}-{step}-0-{name.replace('__', '-')}"
        page.text_input(key=key).set_value(text)


def saved(page, code, step):
    page.button(key=f"forecast-{code}-{step}-save").click().run()
    assert not page.exception
    return shown(page)


def test_a_forecast_begins_with_what_is_sold_typed_with_commas(tracker, visit):
    coach, person, code, page = opened(tracker, visit)
    typed(
        page, code, "sell", start="01/2027", offers__0__name="Plat du jour",
        offers__0__price="8,50", offers__0__unit_cost="2.7 €", offers__0__monthly="1 300",
        offers__0__growth_2="10 %",
    )  # fmt: skip
    text = saved(page, code, "sell")
    assert "Prévisionnel enregistré" in text
    inputs = kept(tracker, person, coach).inputs
    (offer,) = inputs.offers
    assert (inputs.start, inputs.activity) == (date(2027, 1, 1), Activity.SALE_TRADE)
    assert (offer.price, offer.unit_cost) == (Decimal("8.5"), Decimal("2.7"))
    assert offer.units == (Decimal(1300),) * 12
    assert offer.growth == (Decimal("0.1"), Decimal(0))
    assert page.query_params["step"] in ("paid", ["paid"])  # the next one


def test_every_amount_is_shown_back_as_money(tracker, visit):
    _coach, _person, code, page = opened(
        tracker, visit, "money", replace(PLAN, own_money=Decimal("1234.5"))
    )
    assert page.text_input(key=f"forecast-{code}-money-0-own_money").value == f"1{NB}234,50{NB}€"
    page = visit("forecast.py", as_=_coach, code=code, step="paid")
    assert page.text_input(key=f"forecast-{code}-paid-0-customer_30").value == f"40{NB}%"


def test_the_english_field_is_read_as_it_is_shown(tracker, visit):
    coach, person, code = a_person(tracker)
    tracker.execute("UPDATE staff SET language = 'en' WHERE id = ?", [coach.id])
    forecasts.write(
        tracker, person, replace(PLAN, own_money=Decimal("1234.5")), version=0, by=coach
    )
    page = visit("forecast.py", as_=coach, code=code, step="money")
    assert page.text_input(key=f"forecast-{code}-money-0-own_money").value == f"1{NB}234.50{NB}€"
    saved(page, code, "money")
    assert kept(tracker, person, coach).inputs.own_money == Decimal("1234.50")


def test_an_amount_that_cannot_be_read_is_said_beside_its_field_and_nothing_is_lost(tracker, visit):
    coach, person, code, page = opened(tracker, visit)
    typed(
        page, code, "sell", start="01/2027", offers__0__name="Plat", offers__0__price="1.234,50",
        offers__0__monthly="300",
    )  # fmt: skip
    text = saved(page, code, "sell")
    assert "1.234,50" in text
    assert "Rien n’est encore enregistré" in text
    assert kept(tracker, person, coach).inputs is None
    assert page.text_input(key=f"forecast-{code}-sell-0-offers-0-name").value == "Plat"
    typed(page, code, "sell", offers__0__price="1234,50")
    saved(page, code, "sell")
    assert kept(tracker, person, coach).inputs.offers[0].price == Decimal("1234.5")


def test_a_negative_price_has_its_sentence(tracker, visit):
    _coach, _person, code, page = opened(tracker, visit)
    typed(
        page, code, "sell", start="01/2027", offers__0__name="Plat", offers__0__price="-3",
        offers__0__monthly="1",
    )  # fmt: skip
    assert "négatif" in saved(page, code, "sell")


def test_a_start_before_the_rates_names_the_file_and_keeps_nothing(tracker, visit):
    coach, person, code, page = opened(tracker, visit)
    typed(page, code, "sell", start="01/2003", offers__0__name="Plat", offers__0__price="3")
    assert "data/rates/" in saved(page, code, "sell")
    assert kept(tracker, person, coach).inputs is None


def test_shares_of_payment_terms_make_a_hundred(tracker, visit):
    coach, person, code, page = opened(tracker, visit, "paid", PLAN)
    typed(page, code, "paid", customer_0="60", customer_30="30 %")
    assert f"90{NB}%" in saved(page, code, "paid")
    assert kept(tracker, person, coach).inputs == PLAN
    typed(page, code, "paid", customer_30="40")
    saved(page, code, "paid")
    assert kept(tracker, person, coach).inputs.customer_terms == {
        0: Decimal("0.6"),
        30: Decimal("0.4"),
    }


def test_suggested_costs_without_an_amount_are_left_out(tracker, visit):
    plan = replace(PLAN, fixed_costs=())
    coach, person, code, page = opened(tracker, visit, "costs", plan)
    names = [one.value for one in page.text_input if (one.key or "").endswith("-name")]
    assert names[:2] == ["Loyer", "Assurance"]
    typed(page, code, "costs", fixed_costs__1__amount="42,5", fixed_costs__6__amount="220")
    saved(page, code, "costs")
    costs = kept(tracker, person, coach).inputs.fixed_costs
    assert [(one.name, one.amount, one.every, one.from_month) for one in costs] == [
        ("Assurance", Decimal("42.5"), 1, 1),
        ("CFE, à partir de l’année 2", Decimal(220), 12, 13),
    ]


def test_lines_are_added_and_taken_away(tracker, visit):
    coach, person, code, page = opened(tracker, visit, "sell", PLAN)
    page.button(key=f"forecast-{code}-sell-0-offers-add").click().run()
    typed(
        page, code, "sell", offers__1__name="Dessert", offers__1__price="3", offers__1__monthly="80"
    )
    page.button(key=f"forecast-{code}-sell-0-offers-0-away").click().run()
    saved(page, code, "sell")
    assert [one.name for one in kept(tracker, person, coach).inputs.offers] == ["Dessert"]


def test_quantities_may_differ_from_month_to_month(tracker, visit):
    coach, person, code, page = opened(tracker, visit, "sell", PLAN)
    typed(page, code, "sell", offers__0__month_7="0", offers__0__month_8="12,5")
    saved(page, code, "sell")
    units = kept(tracker, person, coach).inputs.offers[0].units
    assert units == (*(Decimal(300),) * 7, Decimal(0), Decimal("12.5"), *(Decimal(300),) * 3)


def test_what_a_step_does_not_show_stays_as_it_was(tracker, visit):
    plan = replace(PLAN, start_up_years=3, basis=360)
    coach, person, code, page = opened(tracker, visit, "live", plan)
    typed(page, code, "live", drawings_2="", drawings_3="")
    saved(page, code, "live")
    inputs = kept(tracker, person, coach).inputs
    assert inputs == replace(plan, drawings=(Decimal(800),) * 3)


@pytest.mark.parametrize("step", ["sell", "paid", "costs", "start", "money", "live"])
def test_a_step_saved_as_it_is_changes_nothing(tracker, visit, step):
    coach, person, code, page = opened(tracker, visit, step, TIGHT)
    assert "Rien n’est encore enregistré" not in saved(page, code, step)
    assert kept(tracker, person, coach).inputs == TIGHT


def test_the_three_sentences_stand_beside_every_step(tracker, visit):
    _coach, _person, _code, page = opened(tracker, visit, "costs", TIGHT)
    text = shown(page)
    assert "Pour démarrer, il faut" in text
    assert "il faut vendre" in text
    assert "La trésorerie" in text
    assert "Il manque" in text


def test_the_steps_say_which_are_done(tracker, visit):
    coach, person, code, page = opened(tracker, visit)
    assert shown(page).count("à faire") == 6
    forecasts.write(tracker, person, PLAN, version=0, by=coach, step="sell")
    page = visit("forecast.py", as_=coach, code=code)
    assert shown(page).count("à faire") == 5
    assert "À qui et quand on me paie" in shown(page)
    assert page.query_params["step"] in ("paid", ["paid"])


def test_the_results_show_every_table_and_when_they_were_made(tracker, visit):
    _coach, _person, _code, page = opened(tracker, visit, "results", TIGHT)
    text = shown(page)
    assert not page.exception
    for title in (
        "Plan de financement initial", "Compte de résultat", "Plan de trésorerie de la première année",
        "Plan de trésorerie de l’année 3", "Seuil de rentabilité", "Besoin en fonds de roulement",
        "Cotisations", "Prudent", "SASU", "Une prévision, pas un engagement", "taux en vigueur",
    ):  # fmt: skip
        assert title in text, title


def test_a_forecast_without_anything_yet_says_what_to_do(tracker, visit):
    _coach, _person, _code, page = opened(tracker, visit, "results")
    assert "dès que la première étape est enregistrée" in shown(page)


def test_the_turnover_received_is_typed_and_compared(tracker, visit):
    begun = add_months(clock.today().replace(day=1), -2)
    coach, person, code, page = opened(tracker, visit, "results", replace(PLAN, start=begun))
    key = f"actuals-{code}-0-{begun:%Y-%m}"
    page.text_input(key=key).set_value("1 950,50")
    (button,) = [one for one in page.button if "encaissements" in one.label]
    button.click().run()
    assert not page.exception
    assert actuals.read(tracker, person, by=coach) == {begun: Decimal("1950.50")}
    assert "Écart" in shown(page)


def test_two_people_on_the_same_forecast_see_both_and_lose_none(tracker, visit):
    coach, person, code, page = opened(tracker, visit, "money", PLAN)
    forecasts.write(
        tracker, person, replace(PLAN, own_money=Decimal(2000)), version=1, by=a_lead(tracker)
    )
    typed(page, code, "money", own_money="900")
    text = saved(page, code, "money")
    assert f"2{NB}000" in text
    assert "900" in text
    assert kept(tracker, person, coach).inputs.own_money == 2000
    assert page.text_input(key=f"forecast-{code}-money-0-own_money").value == "900"
    saved(page, code, "money")
    assert kept(tracker, person, coach).inputs.own_money == 900


def test_coming_back_to_a_step_begins_with_what_is_kept_now(tracker, visit):
    coach, person, code, page = opened(tracker, visit, "costs", TIGHT)
    page.button(key=f"forecast-{code}-costs-0-fixed_costs-0-away").click().run()
    page.query_params["step"] = "money"
    page.run()
    typed(page, code, "money", own_money="2500,5")
    saved(page, code, "money")
    page.query_params["step"] = "costs"
    page.run()
    assert page.text_input(key=f"forecast-{code}-costs-0-fixed_costs-0-name").value == "Assurance"
    typed(page, code, "costs", fixed_costs__0__amount="43")
    assert "entre-temps" not in saved(page, code, "costs")
    inputs = kept(tracker, person, coach).inputs
    assert (inputs.own_money, inputs.fixed_costs[0].amount) == (Decimal("2500.5"), Decimal(43))


def test_a_loan_shorter_than_its_delay_has_its_sentence_in_its_line(tracker, visit):
    coach, person, code, page = opened(tracker, visit, "money", PLAN)
    typed(
        page, code, "money", loans__0__name="Banque", loans__0__amount="3000", loans__0__months="6",
        loans__0__deferred="6",
    )  # fmt: skip
    assert "Rien n’est encore enregistré" in saved(page, code, "money")
    typed(page, code, "money", loans__0__deferred="2")
    saved(page, code, "money")
    assert kept(tracker, person, coach).inputs.loans[0].deferred == 2


def test_figures_of_a_forecast_never_reach_an_administrator_or_a_mentor(tracker, visit, cold):
    coach, person, code = a_person(tracker)
    canary = replace(PLAN.offers[0], name="Canari jaune")
    forecasts.write(tracker, person, replace(PLAN, offers=(canary,)), version=0, by=coach)
    stranger = visit("forecast.py", as_=a_coach(tracker), code=code, step="sell")
    assert "Canari" not in shown(stranger)
    for somebody in (an_administrator(tracker), a_mentor(tracker), None):
        page = cold("forecast.py", as_=somebody)
        page.query_params["code"], page.query_params["step"] = code, "sell"
        page.run()
        assert "Canari" not in shown(page)
        assert not page.text_input


def test_a_forecast_typed_before_stays_readable(tracker, visit):
    nothing = Inputs(start=date(2027, 1, 1), activity=Activity.LIBERAL)
    for step in ("sell", "start", "results"):
        _coach, _person, _code, page = opened(tracker, visit, step, nothing)
        assert not page.exception


@given(
    amount=st.decimals(min_value=0, max_value=999_999_999, places=2),
    language=st.sampled_from(["fr", "en"]),
)
def test_what_a_field_shows_is_read_as_the_same_amount(amount, language):
    with speaking(language):
        assert as_typed.amount(in_its_field(Kind.AMOUNT, amount)) == amount
        assert as_typed.amount(in_its_field(Kind.NUMBER, amount)) == amount


@given(
    share=st.decimals(min_value=0, max_value=1, places=4),
    language=st.sampled_from(["fr", "en"]),
)
def test_a_percentage_comes_back_as_the_same_share(share, language):
    with speaking(language):
        assert as_typed.rate(in_its_field(Kind.SHARE, share)) == share


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        (("50", "20"), "font 70\u00a0% au total\u00a0: il manque 30\u00a0%."),
        (("80", "30,5"), "font 110,5\u00a0% au total\u00a0: il y a 10,5\u00a0% de trop."),
        (("120", "-20"), "Une part des délais de paiement va de 0\u00a0% à 100\u00a0%."),
    ],
)
def test_payment_terms_that_do_not_make_the_whole_say_what_is_missing(tracker, visit, shares, said):
    coach, person, code, page = opened(tracker, visit, "paid", PLAN)
    typed(page, code, "paid", customer_0=shares[0], customer_30=shares[1])
    assert said in saved(page, code, "paid")
    assert kept(tracker, person, coach).inputs == PLAN
    assert "Pour démarrer, il faut" in shown(page)


def test_a_start_before_the_rates_is_said_and_the_forecast_goes_on_showing(tracker, visit):
    coach, person, code, page = opened(tracker, visit, inputs=PLAN)
    typed(page, code, "sell", start="01/2010")
    text = saved(page, code, "sell")
    assert "data/rates/micro_entreprise.toml" in text
    assert "Pour démarrer, il faut" in text
    assert kept(tracker, person, coach).inputs == PLAN


def names_on_screens(step):
    rows = (*step.first, *step.folded, *step.last)
    return {field.name for row in rows for field in row} | {lines.name for lines in step.lists}


def test_every_input_of_the_forecast_has_a_field_on_a_screen():
    asked = set().union(*map(names_on_screens, STEPS))
    stand_for = {
        "customer_0": "customer_terms",
        "supplier_0": "supplier_terms",
        "season_1": "seasonality",
        "drawings_1": "drawings",
    }
    offered = asked | {stand_for[name] for name in asked & stand_for.keys()}
    assert {field.name for field in fields(Inputs)} <= offered


def test_every_fact_of_a_line_has_a_field_on_a_screen():
    made_of = {"monthly": "units", "growth_2": "growth"}
    for name, kind in LISTS.items():
        (lines,) = [one for step in STEPS for one in step.lists if one.name == name]
        asked = {field.name for row in lines.rows for field in row}
        offered = asked | {made_of[one] for one in asked & made_of.keys()}
        assert {field.name for field in fields(kind)} <= offered, name


def test_details_are_shown_on_demand_and_kept_when_they_are_not(tracker, visit):
    coach, person, code, page = opened(tracker, visit, "start", PLAN)
    key = f"forecast-{code}-start-0"
    assert f"{key}-start_up_years" not in {one.key for one in page.text_input}
    page.checkbox(key=f"{key}-more").check().run()
    typed(page, code, "start", start_up_years="3")
    saved(page, code, "start")
    assert kept(tracker, person, coach).inputs.start_up_years == 3
    page = visit("forecast.py", as_=coach, code=code, step="start")
    typed(page, code, "start", starting_cash="200")
    saved(page, code, "start")
    inputs = kept(tracker, person, coach).inputs
    assert (inputs.start_up_years, inputs.starting_cash) == (3, 200)


def test_an_offer_of_another_activity_and_a_cost_that_ends(tracker, visit):
    coach, person, code, page = opened(tracker, visit, "sell", PLAN)
    page.checkbox(key=f"forecast-{code}-sell-0-more").check().run()
    page.selectbox(key=f"forecast-{code}-sell-0-offers-0-activity").set_value(
        Activity.SERVICE_CRAFT
    )
    saved(page, code, "sell")
    assert kept(tracker, person, coach).inputs.offers[0].activity is Activity.SERVICE_CRAFT
    page = visit("forecast.py", as_=coach, code=code, step="costs")
    page.checkbox(key=f"forecast-{code}-costs-0-more").check().run()
    line = f"forecast-{code}-costs-0-fixed_costs-0"
    page.selectbox(key=f"{line}-from_month").set_value(6)
    page.selectbox(key=f"{line}-until_month").set_value(3)
    assert "Une charge s’arrête au mois où elle commence" in saved(page, code, "costs")
    page.selectbox(key=f"{line}-until_month").set_value(12)
    saved(page, code, "costs")
    (cost,) = kept(tracker, person, coach).inputs.fixed_costs
    assert (cost.from_month, cost.until_month) == (6, 12)
