"""What is typed is kept whole, and what cannot be counted is refused with a sentence."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings

from core.errors import InvalidInput
from core.forecast import (
    break_even,
    build,
    cash,
    depreciation,
    financing,
    income,
    kept,
    loans,
    micro,
    typed,
    vat,
)
from core.forecast import working_capital as capital
from core.forecast.needs import Deposit, Equipment, FixedCost, Grant, Loan, StartUpCost
from core.forecast.rates import MissingRate
from core.language import speaking
from tests.core.forecast.plans import a_full_plan, a_plan, an_offer, every_month, plans

ONE = Decimal(1)
DAY = date(2026, 9, 1)


@settings(max_examples=60, deadline=None)
@given(plans)
def test_inputs_are_read_again_as_they_were_kept(inputs):
    assert kept.from_json(kept.to_json(inputs)) == inputs


def test_amounts_are_kept_as_they_were_typed():
    text = kept.to_json(a_plan(own_money=Decimal("1234.10")))
    assert json.loads(text)["own_money"] == "1234.10"
    assert json.loads(text)["version"] == kept.VERSION


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"version": 1}',
        '{"version": 99, "start": "2026-09-01", "activity": "liberal"}',
        '{"version": 1, "start": "soon", "activity": "liberal"}',
        '{"version": 1, "start": "2026-09-01", "activity": "liberal", "own_money": "-5"}',
        '{"version": 1, "start": "2026-09-01", "activity": "liberal", "own_money": "NaN"}',
    ],
)
def test_what_was_not_kept_by_us_is_refused_with_a_sentence(text):
    with pytest.raises(InvalidInput) as refused:
        kept.from_json(text)
    assert str(refused.value).endswith(".")


def test_a_mistake_somewhere_leaves_the_rest_to_be_counted():
    written = json.loads(kept.to_json(a_full_plan()))
    written["offers"][0]["price"] = "-45"
    written["loans"][1]["deferred"] = 60
    written["customer_terms"] = {"0": "0.5", "30": "0.4"}
    written["own_money"] = "a lot"
    with speaking("en"):
        inputs, problems = kept.readable(written)
    assert [offer.name for offer in inputs.offers] == ["Bicycle"]
    assert [loan.name for loan in inputs.loans] == ["Micro-credit"]
    assert inputs.customer_terms == {0: 1}
    assert [problem.place for problem in problems] == [
        ("offers", 0), ("customer_terms",), ("own_money",), ("loans", 1),
    ]  # fmt: skip
    assert "add up to 90%" in problems[1].sentence
    assert build(inputs).years[0].turnover == 4320


def test_a_plan_without_mistakes_has_no_problem():
    inputs, problems = kept.readable(json.loads(kept.to_json(a_full_plan())))
    assert (inputs, problems) == (a_full_plan(), ())


def test_a_plan_without_its_start_cannot_be_counted():
    with pytest.raises(InvalidInput):
        kept.readable({"activity": "liberal"})


def test_a_start_before_the_rates_file_says_what_to_do():
    with speaking("en"), pytest.raises(MissingRate, match=r"data/rates/micro_entreprise\.toml"):
        build(a_plan(start=date(2024, 12, 1)))
    with speaking("en"), pytest.raises(MissingRate, match=r"data/rates/other_forms\.toml"):
        build(a_plan(start=date(2024, 12, 1), form="eurl"))


REFUSED = {
    "a negative price": lambda: an_offer(price=-ONE),
    "a negative cost": lambda: an_offer(unit_cost=-ONE),
    "an offer without a name": lambda: an_offer(name=" "),
    "eleven months": lambda: an_offer(units=(ONE,) * 11),
    "a negative quantity": lambda: an_offer(units=every_month(-1)),
    "no number": lambda: an_offer(price=Decimal("NaN")),
    "too large a number": lambda: an_offer(price=Decimal("1E12")),
    "sales that vanish twice": lambda: an_offer(growth=(-2 * ONE, ONE)),
    "VAT of 20": lambda: an_offer(vat_rate=Decimal(20)),
    "negative hours": lambda: an_offer(hours=-ONE),
    "shares of 90 %": lambda: a_plan(customer_terms={0: Decimal("0.9")}),
    "a negative share": lambda: a_plan(customer_terms={0: 2 * ONE, 30: -ONE}),
    "a share that is no number": lambda: a_plan(customer_terms={0: Decimal("NaN")}),
    "a negative delay": lambda: cash.timing([ONE], {-1: ONE}),
    "a delay of ten days": lambda: a_plan(supplier_terms={10: ONE}),
    "no terms": lambda: a_plan(supplier_terms={}),
    "a stock of two years": lambda: a_plan(stock_days=730),
    "a negative stock": lambda: a_plan(starting_stock=-ONE),
    "eleven seasons": lambda: a_plan(seasonality=(ONE,) * 11),
    "a negative season": lambda: a_plan(seasonality=(-ONE,) * 12),
    "negative own money": lambda: a_plan(own_money=-ONE),
    "negative starting cash": lambda: a_plan(starting_cash=-ONE),
    "drawings for two years": lambda: a_plan(drawings=(ONE, ONE)),
    "negative drawings": lambda: a_plan(drawings=(-ONE, ONE, ONE)),
    "drawings before the start": lambda: a_plan(drawings_from=0),
    "start-up costs over a century": lambda: a_plan(start_up_years=100),
    "more hours than a month": lambda: a_plan(hours_per_month=Decimal(800)),
    "a year of 300 days": lambda: a_plan(basis=300),
    "a cost without a name": lambda: FixedCost(name="", amount=ONE),
    "a cost every five months": lambda: FixedCost(name="Rent", amount=ONE, every=5),
    "a cost in month 40": lambda: FixedCost(name="Rent", amount=ONE, from_month=40),
    "a cost that explodes": lambda: FixedCost(name="Rent", amount=ONE, yearly_growth=Decimal(11)),
    "equipment for ever": lambda: Equipment(name="Oven", price=ONE, life_years=99),
    "equipment worth more at the end": lambda: Equipment(name="Oven", price=ONE, residual=2 * ONE, life_years=3),
    "a negative start-up cost": lambda: StartUpCost(name="Form", amount=-ONE),
    "a negative deposit": lambda: Deposit(name="Key", amount=-ONE),
    "a running grant before the start": lambda: Grant(name="City", amount=ONE, operating=True),
    "a loan shorter than its deferral": lambda: Loan(name="Bank", amount=ONE, months=6, deferred=6),
    "a loan without instalments": lambda: Loan(name="Bank", amount=ONE, months=0),
    "a loan at 500 %": lambda: Loan(name="Bank", amount=ONE, months=12, annual_rate=Decimal(5)),
    "a loan of another kind": lambda: loans.schedule(ONE, ONE, 3, kind="balloon"),
    "five instalments a year": lambda: loans.schedule(ONE, ONE, 3, per_year=5),
    "a financial year ending in month 13": lambda: depreciation.straight_line(
        ONE, life_years=3, in_service=DAY, year_end_month=13
    ),
    "a negative variable rate": lambda: break_even.threshold(ONE, -ONE),
    "negative fixed costs": lambda: break_even.units(-ONE, ONE, ONE),
    "a year of 300 days of customers": lambda: capital.receivables(ONE, {0: ONE}, basis=300),
    "negative purchases": lambda: capital.payables(-ONE, {0: ONE}),
    "a negative VAT credit": lambda: vat.due([ONE], [ONE], -1),
    "a negative need": lambda: financing.initial({"oven": -ONE}, {}),
    "an unknown line": lambda: income.statement({"luck": ONE}),
    "an unknown activity": lambda: micro.ceiling("astrology", on=DAY),
    "1.234,50": lambda: typed.amount("1.234,50"),
    "an amount in words": lambda: typed.amount("douze"),
    "no amount": lambda: typed.amount("NaN"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", REFUSED)
def test_what_cannot_be_counted_is_refused_with_a_sentence_in_both_languages(mistake):
    said = set()
    for language in ("fr", "en"):
        with speaking(language), pytest.raises(InvalidInput) as refused:
            REFUSED[mistake]()
        said.add(str(refused.value))
        assert str(refused.value).endswith(".")
        assert "{" not in str(refused.value)
    assert len(said) == 2


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1234,50", "1234.50"), ("1 234,50 €", "1234.50"), ("1\u00a0234.5", "1234.5"), ("-3", "-3")],
)
def test_amounts_are_typed_with_a_comma_or_a_point(text, amount):
    assert typed.amount(text) == Decimal(amount)


def test_percentages_are_typed_as_people_say_them():
    assert typed.rate("8,13 %") == Decimal("0.0813")
    assert typed.rate("20") == Decimal("0.2")
