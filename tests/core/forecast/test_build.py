"""Whatever the plan, its tables agree with one another to the cent."""

from decimal import Decimal

from hypothesis import given, settings

from core.forecast import build
from core.forecast.activities import Declaration, LegalForm, VatRegime
from core.forecast.financing import Need
from core.forecast.income import total
from core.forecast.loans import LoanKind
from core.forecast.money import cents
from core.forecast.results import CashLine
from tests.core.forecast.plans import START, a_full_plan, a_plan, an_offer, every_month, plans

thorough = settings(max_examples=150, deadline=None)


@thorough
@given(plans)
def test_each_month_closes_with_what_it_opened_with_and_what_came_in_and_went_out(inputs):
    forecast = build(inputs)
    before = forecast.start
    for month in forecast.months:
        assert month.opening == before.closing
        assert month.closing == month.opening + month.total_in - month.total_out
        assert month.closing == cents(month.closing)
        before = month


@thorough
@given(plans)
def test_the_financing_plan_leaves_what_the_first_month_opens_with_and_the_reserve_asked_for(
    inputs,
):
    forecast = build(inputs)
    reserve = forecast.financing.needs[Need.STARTING_CASH]
    assert forecast.start.closing == forecast.financing.balance + reserve


@thorough
@given(plans)
def test_the_plan_over_three_years_ends_each_year_with_the_money_in_hand(inputs):
    forecast = build(inputs)
    for year, plan in zip(forecast.years, forecast.financing_years, strict=True):
        assert plan.cumulated == year.closing_cash


@thorough
@given(plans)
def test_a_year_is_the_sum_of_its_months(inputs):
    forecast = build(inputs)
    for n, year in enumerate(forecast.years):
        months = forecast.months[12 * n : 12 * n + 12]
        assert year.statement == total(month.statement for month in months)
        assert year.turnover == sum(amount for _name, amount in year.offers)
        assert year.drawings == sum(month.payments[CashLine.DRAWINGS] for month in months)
        assert year.opening_cash == months[0].opening
        assert year.closing_cash == months[-1].closing


@thorough
@given(plans)
def test_no_amount_is_lost_between_what_is_charged_and_what_is_paid(inputs):
    forecast = build(inputs)
    for table in forecast.loans:
        assert sum(one.principal for one in table.instalments) == table.loan.amount
    for table, item in zip(forecast.depreciation, inputs.equipment, strict=False):
        assert sum(line.charge for line in table.lines) == item.price - item.residual
    if inputs.form is LegalForm.MICRO:
        due = sum(month.total for month in forecast.contributions)
        years = [year.contributions for year in forecast.years]
        assert due == sum(one.total for one in years)
        assert sum(one.turnover for one in years) == sum(year.received for year in forecast.years)


def test_a_simple_plan_is_what_one_counts_by_hand():
    """20 repairs a month at 50 € bring 12 000 € a year; craft services pay 21.2 %, 0.3 % and 0.48 %."""
    forecast = build(a_plan())
    first = forecast.years[0]
    assert first.turnover == 12_000
    assert first.contributions.social == Decimal("2544.00")
    assert first.contributions.training_levy == Decimal("36.00")
    assert first.contributions.chamber_levy == Decimal("57.60")
    assert first.contributions.taxable_income == Decimal("6000.00")
    assert first.statement.net_result == Decimal("9362.40")
    assert first.real_income == Decimal("9362.40")
    # eleven months of contributions are paid in the year, the twelfth the month after
    assert first.closing_cash == 12_000 - 11 * Decimal("219.80")
    assert first.break_even.amount == 0
    assert first.end.isoformat() == "2027-08-31"


def test_quarterly_contributions_are_paid_the_month_after_each_quarter_of_the_calendar():
    forecast = build(a_plan(declaration=Declaration.QUARTERLY))
    paid = [month.payments[CashLine.CONTRIBUTIONS] for month in forecast.months[:6]]
    monthly = Decimal("219.80")
    assert paid == [
        0,
        monthly,
        0,
        0,
        3 * monthly,
        0,
    ]  # October for September, January for the autumn
    assert forecast.contributions[0].paid_in == forecast.months[1].first_day


def test_acre_lasts_twelve_months():
    contributions = build(a_plan(acre=True)).contributions
    assert contributions[0].social == contributions[11].social == Decimal("159.00")  # 15.9 %
    assert contributions[12].social == Decimal("212.00")


def test_the_versement_liberatoire_is_paid_with_the_contributions():
    forecast = build(a_plan(flat_tax=True))
    assert forecast.months[1].payments[CashLine.INCOME_TAX] == Decimal("17.00")
    assert forecast.years[0].statement.income_tax == Decimal("204.00")


def test_customers_who_pay_late_owe_what_is_not_in_the_till():
    forecast = build(a_plan(customer_terms={60: Decimal(1)}))
    sales = [month.receipts[CashLine.SALES] for month in forecast.months[:4]]
    assert sales == [0, 0, 1000, 1000]
    assert forecast.years[0].turnover == 12_000
    assert forecast.years[0].received == 10_000
    assert forecast.years[0].working_capital.receivables == cents(Decimal(12_000) * 60 / 365)


def test_the_starting_stock_is_bought_before_the_start_and_used_by_nobody():
    goods = an_offer(unit_cost=Decimal(20))
    forecast = build(a_plan(offers=(goods,), stock_days=73))
    assert forecast.financing.needs[Need.STOCK] == Decimal("960.00")  # 4 800 × 73 ÷ 365
    assert forecast.start.payments[CashLine.PURCHASES] == Decimal("960.00")
    assert forecast.years[0].statement.purchases == Decimal("5760.00")
    assert forecast.years[0].statement.purchases_used == Decimal("4800.00")


def test_a_business_liable_to_vat_advances_it_and_gets_it_back():
    forecast = build(a_full_plan(vat=VatRegime.LIABLE))
    lines = (CashLine.EQUIPMENT, CashLine.START_UP_COSTS, CashLine.PURCHASES)
    with_vat = sum(forecast.start.payments[line] for line in lines)
    assert forecast.financing.needs[Need.VAT] == cents(with_vat / 6)
    assert forecast.vat[0].credit > 0
    assert forecast.vat[0].due == 0
    paid = [month.payments[CashLine.VAT] for month in forecast.months]
    assert paid[1:] == [month.due for month in forecast.vat[:-1]]


def test_seasons_change_the_months_and_closed_months_sell_nothing():
    closed_in_august = tuple(Decimal(month != 8) for month in range(1, 13))
    forecast = build(a_plan(seasonality=closed_in_august))
    assert forecast.months[11].first_day.month == 8
    assert forecast.months[11].statement.turnover == 0
    assert forecast.months[10].statement.turnover == 1000


def test_growth_follows_the_year_before():
    growing = an_offer(growth=(Decimal("0.10"), Decimal("0.10")))
    years = build(a_plan(offers=(growing,))).years
    assert [year.turnover for year in years] == [12_000, 13_200, 14_520]


def test_a_plan_of_nothing_is_a_forecast_of_nothing():
    forecast = build(a_plan(offers=()))
    assert forecast.is_empty
    assert forecast.lowest_cash.amount == 0
    assert forecast.break_even.amount is None
    assert [check.key for check in forecast.checks] == ["nothing_sold"]


def test_a_table_of_cash_shows_the_lines_that_are_not_empty():
    assert build(a_plan()).cash_lines == (CashLine.SALES, CashLine.CONTRIBUTIONS)


def test_what_the_owner_takes_is_not_left_to_the_business():
    first = build(a_plan(drawings=(Decimal(500),) * 3)).years[0]
    assert first.self_financing == first.statement.self_financing_capacity - 6000


def test_the_break_even_of_one_offer_is_counted_in_its_units():
    forecast = build(a_plan(drawings=(Decimal(500),) * 3))
    point = forecast.break_even
    assert point.fixed_costs == 6000
    assert point.variable_rate == Decimal("0.2198")
    assert point.amount == cents(Decimal(6000) / Decimal("0.7802"))
    assert point.units == (("Repair", 154),)
    assert point.reached
    assert START < point.day < forecast.years[0].end


def test_a_company_pays_its_manager_and_its_tax():
    inputs = a_plan(
        form=LegalForm.EURL,
        offers=(an_offer(units=every_month(100)),),
        drawings=(Decimal(2000),) * 3,
    )
    first, second, _third = build(inputs).years
    assert first.pay == 24_000
    assert first.statement.owner_contributions == Decimal("10800.00")
    assert first.drawings == 0
    assert first.statement.income_tax == Decimal("3780.00")  # 15 % of 60 000 − 24 000 − 10 800
    forecast = build(inputs)
    assert forecast.months[15].payments[CashLine.INCOME_TAX] == Decimal("3780.00")
    assert second.statement.income_tax == first.statement.income_tax


def test_a_sole_trader_pays_a_share_of_what_is_left():
    first = build(a_plan(form=LegalForm.SOLE_TRADER)).years[0]
    assert first.statement.owner_contributions == cents(12_000 * Decimal("0.45") / Decimal("1.45"))
    left = first.statement.net_result
    assert abs(first.statement.owner_contributions - left * Decimal("0.45")) < Decimal("0.01")


def test_a_loan_received_later_is_in_the_plan_of_its_year():
    later = a_full_plan().loans[0]
    inputs = a_plan(
        loans=(
            type(later)(
                name="Van", amount=Decimal(4000), months=24, month=14, kind=LoanKind.IN_FINE
            ),
        )
    )
    forecast = build(inputs)
    assert forecast.financing.total_resources == 0
    assert forecast.financing_years[1].resources["bank_loans"] == 4000
    assert forecast.months[13].receipts[CashLine.LOANS] == 4000
