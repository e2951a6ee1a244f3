"""What a lender would ask, said with its month and its amount."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings

from core.forecast import build, contradictions
from core.forecast.activities import Activity, LegalForm
from core.forecast.needs import Equipment, FixedCost, Loan, LoanSource
from core.forecast.results import Severity
from core.language import speaking
from tests.core.forecast.plans import a_full_plan, a_plan, an_offer, every_month, plans


@pytest.fixture(autouse=True)
def in_english():
    with speaking("en"):
        yield


def found(inputs, key):
    checks = [check for check in build(inputs).checks if check.key == key]
    assert len(checks) <= 1
    return checks[0] if checks else None


def test_a_quiet_plan_has_nothing_to_look_at():
    assert build(a_plan()).checks == ()


def test_cash_below_zero_says_when_it_begins_and_how_deep_it_goes():
    costly = (FixedCost(name="Rent", amount=Decimal(1500)),)
    check = found(a_plan(fixed_costs=costly, own_money=Decimal(1000)), "cash_below_zero")
    assert check.severity is Severity.SERIOUS
    assert check.month == date(2026, 10, 1)
    assert check.sentence.startswith("Cash falls below zero in October 2026, and down to −")
    assert check.sentence.endswith("in August 2029.")


def test_cash_below_zero_for_one_month_has_one_month_to_say():
    once = (
        FixedCost(name="Insurance", amount=Decimal(900), every=12, from_month=2, until_month=2),
    )
    late = a_plan(fixed_costs=once, customer_terms={30: Decimal(1)}, declaration="monthly")
    slow = found(late, "cash_below_zero")
    assert slow is None
    slower = a_plan(fixed_costs=once, customer_terms={60: Decimal(1)})
    check = found(slower, "cash_below_zero")
    assert (
        check.sentence == "Cash falls below zero in October 2026: −€900.00 at the end of the month."
    )


def test_a_financing_plan_that_lacks_money_says_how_much():
    oven = (Equipment(name="Oven", price=Decimal(2000), life_years=5),)
    check = found(a_plan(equipment=oven, own_money=Decimal(1500)), "financing_not_balanced")
    assert check.amount == -500
    assert "lacks €500.00" in check.sentence


def test_own_money_and_honour_loans_under_a_third_of_the_needs_are_pointed_at():
    oven = (Equipment(name="Oven", price=Decimal(2000), life_years=5),)
    honour = Loan(name="Honour", amount=Decimal(300), months=24, source=LoanSource.HONOUR)
    bank = Loan(name="Bank", amount=Decimal(1500), months=24)
    little = a_plan(equipment=oven, own_money=Decimal(200), loans=(honour, bank))
    assert (
        "come to €500.00, under 30% of the needs (€600.00)"
        in found(little, "little_own_money").sentence
    )
    enough = a_plan(equipment=oven, own_money=Decimal(300), loans=(honour, bank))
    assert found(enough, "little_own_money") is None


def test_the_ceiling_counts_the_days_of_the_first_year():
    """20 000 € a month from September: 80 000 € in four months for a ceiling of 83 600 × 122 ÷ 365."""
    many = a_plan(offers=(an_offer(units=every_month(400)),))
    check = found(many, "above_ceiling")
    assert check.month == date(2026, 10, 1)
    assert check.amount == Decimal(80_000) - Decimal("27943.01")
    assert found(a_plan(form=LegalForm.EURL, offers=many.offers), "above_ceiling") is None


def test_goods_and_services_together_have_the_ceiling_of_goods():
    goods = an_offer(
        name="Bicycle", price=Decimal(1000), units=every_month(8), activity=Activity.SALE_CRAFT
    )
    both = a_plan(start=date(2027, 1, 1), offers=(an_offer(units=every_month(100)), goods))
    assert found(both, "above_ceiling") is None  # 60 000 of services, 156 000 in all
    services = a_plan(start=date(2027, 1, 1), offers=(an_offer(units=every_month(140)), goods))
    assert "(€84,000.00) goes above the ceiling" in found(services, "above_ceiling").sentence


def test_the_vat_franchise_says_from_when_vat_is_due():
    base = a_plan(start=date(2027, 1, 1), offers=(an_offer(units=every_month(65)),))
    assert "from the next 1 January on" in found(base, "above_vat_threshold").sentence
    upper = a_plan(start=date(2027, 1, 1), offers=(an_offer(units=every_month(75)),))
    check = found(upper, "above_vat_threshold")
    assert check.month == date(2027, 12, 1)
    assert "VAT is due from that day on" in check.sentence
    assert found(a_plan(offers=upper.offers, vat="liable"), "above_vat_threshold") is None


def test_drawings_above_what_the_activity_leaves():
    check = found(a_plan(drawings=(Decimal(900),) * 3), "drawings_above_caf")
    assert check.amount == Decimal("1437.60")
    assert check.sentence.startswith("In year 1, drawings (€10,800.00)")


def test_a_break_even_above_the_sales_forecast():
    check = found(a_plan(drawings=(Decimal(900),) * 3), "break_even_not_reached")
    assert "€13,842.60 must be sold" in check.sentence
    dear = a_plan(offers=(an_offer(unit_cost=Decimal(49)),))
    assert "sales cost as much as they bring" in found(dear, "break_even_not_reached").sentence


def test_a_price_under_its_cost():
    check = found(a_plan(offers=(an_offer(unit_cost=Decimal(60)),)), "price_below_cost")
    assert check.sentence == "“Repair” is sold at €50.00 and costs €60.00: it brings nothing."


def test_sales_that_take_more_hours_than_there_are():
    long = a_plan(offers=(an_offer(hours=Decimal(8)),), hours_per_month=Decimal(151))
    check = found(long, "more_hours_than_exist")
    assert check.month == date(2026, 9, 1)
    assert "up to 160 a month for 151" in check.sentence
    assert (
        found(a_plan(offers=long.offers, hours_per_month=Decimal(160)), "more_hours_than_exist")
        is None
    )
    assert found(a_plan(offers=long.offers), "more_hours_than_exist") is None


def test_instalments_above_a_third_of_what_the_activity_leaves():
    loan = Loan(name="Van", amount=Decimal(10_000), months=24)
    check = found(a_plan(loans=(loan,)), "heavy_loan")
    assert check.amount == Decimal("416.67")
    light = Loan(name="Van", amount=Decimal(4000), months=24)
    assert found(a_plan(loans=(light,)), "heavy_loan") is None


def test_the_serious_things_come_first():
    checks = build(a_full_plan(own_money=Decimal(0), drawings=(Decimal(3000),) * 3)).checks
    order = [list(Severity).index(check.severity) for check in checks]
    assert order == sorted(order)
    assert len(checks) >= 3


@settings(max_examples=60, deadline=None)
@given(plans)
def test_every_check_is_a_whole_sentence_in_both_languages(inputs):
    for language in ("fr", "en"):
        with speaking(language):
            for check in build(inputs).checks:
                assert check.sentence.endswith(".")
                assert "{" not in check.sentence


def test_a_chapter_that_says_another_price_is_pointed_at():
    text = "Je propose deux services.\nUn Repair coûte 45 € par vélo. Le Lesson est à 30 euros."
    (check,) = contradictions.found_in(a_plan(), {"L’offre": text})
    assert check.amount == 45
    assert (
        check.sentence == "The chapter “L’offre” sells “Repair” at €45.00, the forecast at €50.00."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Un repair coûte 50 €.",
        "Un repair coûte 50,00 euros",
        "Repair : de 45 € à 60 € selon les ateliers voisins.",
        "Les repairs dureront 45 minutes.",
        "Le loyer est de 45 €.",
        "",
    ],
)
def test_a_chapter_that_agrees_or_speaks_of_something_else_is_left_alone(text):
    assert not list(contradictions.found_in(a_plan(), {"Offer": text}))
