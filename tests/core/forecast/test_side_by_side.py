"""The same plan in three scenarios and five legal forms, and said in sentences."""

from decimal import Decimal

import pytest

from core.errors import InvalidInput
from core.forecast import build, forms, said, scenarios
from core.forecast.activities import Declaration, LegalForm
from core.forecast.needs import Equipment
from core.forecast.scenarios import Scenario, Variation
from core.language import speaking
from tests.core.forecast.plans import a_full_plan, a_plan, an_offer


def test_the_prudent_scenario_sells_less_and_the_hopeful_one_more():
    three = scenarios.vary(a_plan())
    assert list(three) == list(Scenario)
    assert [one.years[0].turnover for one in three.values()] == [9600, 12_000, 14_400]
    assert three[Scenario.EXPECTED] == build(a_plan())


def test_a_scenario_can_make_customers_pay_late_and_costs_rise():
    inputs = a_full_plan()
    worse = scenarios.varied(
        inputs, Variation(unit_costs=Decimal("1.5"), fixed_costs=Decimal(2), months_late=2)
    )
    assert worse.customer_terms == {60: Decimal("0.7"), 90: Decimal("0.3")}
    assert worse.offers[0].unit_cost == 18
    assert worse.fixed_costs[0].amount == 700
    assert build(worse).lowest_cash.amount < build(inputs).lowest_cash.amount


def test_nobody_pays_later_than_six_months():
    late = scenarios.varied(
        a_plan(customer_terms={90: Decimal("0.5"), 180: Decimal("0.5")}), Variation(months_late=4)
    )
    assert late.customer_terms == {180: 1}


@pytest.mark.parametrize(
    "wrong", [{"sales": Decimal(-1)}, {"fixed_costs": Decimal(9)}, {"months_late": 7}]
)
def test_a_scenario_out_of_bounds_is_refused(wrong):
    with pytest.raises(InvalidInput):
        Variation(**wrong)


def test_every_legal_form_is_compared_on_the_same_sales():
    outcomes = forms.compare(a_full_plan())
    assert [outcome.form for outcome in outcomes] == list(LegalForm)
    assert len({outcome.years[0].turnover for outcome in outcomes}) == 1
    assert len({outcome.years[0].costs for outcome in outcomes}) == 1
    for outcome in outcomes:
        for year in outcome.years:
            assert year.left == year.turnover - year.costs - year.contributions - year.income_tax


def test_a_company_pays_no_contributions_without_pay():
    (outcome,) = forms.compare(a_plan(), [LegalForm.SASU])
    assert outcome.years[0].contributions == 0
    assert outcome.years[0].income_tax == 1800
    assert outcome.years[0].left == 10_200


def test_losses_lower_the_company_tax_of_the_next_years():
    oven = Equipment(name="Oven", price=Decimal(15_000), life_years=1)
    (outcome,) = forms.compare(a_plan(equipment=(oven,)), [LegalForm.SASU])
    assert [year.income_tax for year in outcome.years] == [0, 1350, 1800]


def test_company_tax_has_two_rates():
    rich = a_plan(offers=(an_offer(price=Decimal(250)),))
    (outcome,) = forms.compare(rich, [LegalForm.SASU])
    assert outcome.years[0].income_tax == Decimal("10750.00")  # 15 % of 42 500 and 25 % of 17 500


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "the plan is balanced"),
        ({"own_money": Decimal(500)}, "€500.00 are left"),
        ({"starting_cash": Decimal(500)}, "€500.00 are missing"),
    ],
)
def test_the_financing_plan_is_said_in_a_sentence(changes, expected):
    with speaking("en"):
        assert expected in said.financing(build(a_plan(**changes)))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "nothing to pay before the first sale"),
        ({"offers": ()}, "cannot be computed"),
        ({"offers": (an_offer(unit_cost=Decimal(50)),)}, "no margin"),
        ({"drawings": (Decimal(500),) * 3}, "(154 × “Repair”): with regular sales, this is reached on 22 April 2027."),
        ({"drawings": (Decimal(900),) * 3}, "(277 × “Repair”): €12,000.00 is forecast."),
    ],
)  # fmt: skip
def test_the_break_even_is_said_in_a_sentence(changes, expected):
    with speaking("en"):
        assert expected in said.break_even(build(a_plan(**changes)))


def test_the_lowest_cash_is_said_with_its_month():
    with speaking("en"):
        assert said.lowest_cash(build(a_plan())) == "Cash is lowest at the start: €0.00."
        late = build(a_plan(customer_terms={60: Decimal(1)}, drawings=(Decimal(100),) * 3))
        assert (
            said.lowest_cash(late)
            == "Cash is lowest in October 2026: −€200.00 at the end of the month."
        )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_sentence_is_whole_in_both_languages(language):
    with speaking(language):
        for inputs in (
            a_full_plan(),
            a_plan(declaration=Declaration.QUARTERLY),
            a_plan(form="sasu"),
        ):
            forecast = build(inputs)
            every = (*said.sentences(forecast), said.contributions(forecast), said.rates(forecast))
            for sentence in (*every, said.real_income(forecast)):
                assert sentence.endswith(".")
                assert "{" not in sentence
