"""The examples that accountants and authorities publish, to the cent."""

from datetime import date
from decimal import Decimal

from core.forecast import break_even, cash, depreciation, financing, income, loans, micro, vat
from core.forecast import working_capital as capital

YEAR = date(2026, 6, 15)


def test_a_break_even_of_250_000():
    assert break_even.threshold(Decimal(100_000), Decimal("0.60")) == 250_000


def test_a_break_even_of_a_thousand_units():
    assert break_even.units(Decimal(15_000), Decimal(25), Decimal(10)) == 1000


def test_a_unit_begun_is_a_whole_unit():
    assert break_even.units(Decimal(15_001), Decimal(25), Decimal(10)) == 1001


def test_without_margin_there_is_no_break_even():
    assert break_even.threshold(Decimal(1000), Decimal(1)) is None
    assert break_even.threshold(Decimal(1000), Decimal("1.2")) is None
    assert break_even.units(Decimal(1000), Decimal(10), Decimal(10)) is None


def test_the_break_even_is_reached_on_a_day():
    assert break_even.reached_after(Decimal(250_000), Decimal(500_000), days=360) == 180
    day = break_even.reached_on(Decimal(100), Decimal(365), date(2026, 1, 1))
    assert day == date(2026, 4, 10)
    assert break_even.reached_on(Decimal(500), Decimal(365), date(2026, 1, 1)) is None


def test_a_loan_of_20_000_in_four_yearly_instalments():
    first, second, third, last = loans.schedule(Decimal(20_000), Decimal("0.05"), 4, per_year=1)
    assert (first.payment, first.interest, first.principal) == (
        Decimal("5640.24"), Decimal("1000.00"), Decimal("4640.24"),
    )  # fmt: skip
    assert (second.interest, second.closing) == (Decimal("767.99"), Decimal("10487.51"))
    assert third.payment == Decimal("5640.24")
    assert last.closing == 0


def test_a_loan_without_interest_is_cut_in_equal_parts():
    lines = loans.schedule(Decimal(1000), Decimal(0), 3)
    assert [line.payment for line in lines] == [
        Decimal("333.33"),
        Decimal("333.33"),
        Decimal("333.34"),
    ]


def test_a_loan_by_constant_principal_and_a_loan_in_fine():
    constant = loans.schedule(Decimal(1200), Decimal("0.12"), 12, kind="constant_principal")
    assert [line.principal for line in constant] == [100] * 12
    assert constant[1].interest == Decimal("11.00")
    in_fine = loans.schedule(Decimal(1200), Decimal("0.12"), 12, kind="in_fine")
    assert [line.payment for line in in_fine] == [Decimal("12.00")] * 11 + [Decimal("1212.00")]


def test_a_deferred_loan_pays_interest_only_at_first():
    lines = loans.schedule(Decimal(1200), Decimal("0.12"), 12, deferred=3)
    assert [line.payment for line in lines[:3]] == [Decimal("12.00")] * 3
    assert lines[3].principal > 0


def test_a_depreciation_that_begins_on_1_october():
    lines = depreciation.straight_line(
        Decimal(14_994), residual=Decimal(2994), life_years=5, in_service=date(2026, 10, 1)
    )
    assert [line.charge for line in lines] == [600, 2400, 2400, 2400, 2400, 1800]
    assert [line.year for line in lines] == list(range(2026, 2032))
    assert lines[-1].book_value == 2994


def test_a_depreciation_from_the_first_day_of_the_year_has_whole_years_only():
    lines = depreciation.straight_line(
        Decimal(900), life_years=3, in_service=date(2026, 9, 1), year_end_month=8
    )
    assert [(line.year, line.charge) for line in lines] == [(2027, 300), (2028, 300), (2029, 300)]


def test_vat_by_month_is_paid_the_month_after():
    months = vat.due(
        [Decimal(40_000), Decimal(36_000), Decimal(50_000)],
        [Decimal(5600), Decimal(23_400), Decimal(44_600)],
    )
    assert [month.due for month in months] == [34_400, 12_600, 5400]


def test_a_vat_credit_is_used_before_anything_is_paid():
    months = vat.due([Decimal(100), Decimal(300)], [Decimal(250), Decimal(50)], Decimal(30))
    assert [(month.due, month.credit) for month in months] == [(0, 180), (70, 0)]


def test_a_financing_plan_that_lacks_23_000():
    needs = {"a": 1500, "b": 12_500, "c": 2000, "d": 1000, "e": 1000, "f": 15_000}
    plan = financing.initial(
        {name: Decimal(amount) for name, amount in needs.items()}, {"own": Decimal(10_000)}
    )
    assert (plan.total_needs, plan.total_resources, plan.balance) == (33_000, 10_000, -23_000)


def test_20_000_of_commercial_services_in_2026():
    due = micro.contributions(Decimal(20_000), "service_trade", on=YEAR, flat_tax=True)
    assert (due.social, due.training_levy, due.chamber_levy, due.income_tax) == (
        Decimal("4240.00"), Decimal("20.00"), Decimal("8.80"), Decimal("340.00"),
    )  # fmt: skip
    assert due.total == Decimal("4608.80")
    assert due.net == Decimal("15391.20")
    assert due.taxable_income == 10_000


def test_working_capital_counts_the_days_of_each_share():
    terms = {0: Decimal("0.5"), 30: Decimal("0.5")}
    assert capital.receivables(Decimal(73_000), terms) == 3000
    assert capital.receivables(Decimal(72_000), terms, basis=360) == 3000
    assert capital.payables(Decimal(36_500), {60: Decimal(1)}) == 6000
    assert capital.need(Decimal(1000), Decimal(3000), Decimal(6000)) == -2000


def test_payments_follow_their_terms_until_everything_is_paid():
    paid = cash.timing([Decimal(100), Decimal(200)], {0: Decimal("0.4"), 1: Decimal("0.6")})
    assert paid == [40, 140, 120]


def test_an_income_statement_goes_down_from_turnover_to_net_result():
    result = income.statement(
        {
            "turnover": Decimal(60_000), "purchases": Decimal(21_000), "stock_change": Decimal(1000),
            "external_costs": Decimal(12_000), "operating_grants": Decimal(500),
            "taxes": Decimal(300), "staff": Decimal(4000), "owner_contributions": Decimal(8000),
            "depreciation": Decimal(2400), "financial_costs": Decimal(150), "income_tax": Decimal(600),
        }
    )  # fmt: skip
    assert result.gross_margin == 40_000
    assert result.value_added == 28_000
    assert result.ebitda == 16_200
    assert result.operating_result == 13_800
    assert result.current_result == 13_650
    assert result.net_result == 13_050
    assert result.self_financing_capacity == 15_450


def test_selling_equipment_changes_the_result_and_not_what_the_business_finances_itself():
    before = income.statement({"turnover": Decimal(1000), "depreciation": Decimal(100)})
    after = before + income.statement(
        [("disposal_proceeds", Decimal(300)), ("book_value_disposed", Decimal(200))]
    )
    assert after.net_result == before.net_result + 100
    assert after.self_financing_capacity == before.self_financing_capacity
