"""No cent is lost and none appears, whatever the figures."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from core.forecast import break_even, cash, depreciation, income, loans, vat
from core.forecast.income import Line
from core.forecast.money import CENT, cents, evenly

amounts = st.decimals(0, 1_000_000, places=2)
rates = st.decimals(0, 1, places=5)


@given(amounts, rates, st.integers(1, 120), st.sampled_from([1, 2, 4, 12]),
       st.sampled_from(list(loans.LoanKind)), st.integers(0, 119))  # fmt: skip
def test_a_loan_is_paid_back_to_the_cent(amount, rate, periods, per_year, kind, deferred):
    lines = loans.schedule(
        amount, rate, periods, per_year=per_year, kind=kind, deferred=min(deferred, periods - 1)
    )
    assert len(lines) == periods
    assert sum(line.principal for line in lines) == amount
    assert lines[-1].closing == 0
    opening = amount
    for line in lines:
        assert line.opening == opening
        assert line.principal >= 0
        assert line.closing == line.opening - line.principal >= 0
        assert line.payment == line.interest + line.principal
        assert line.interest == cents(line.opening * rate / per_year)
        opening = line.closing


@given(
    amounts,
    amounts,
    st.integers(1, 50),
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    st.integers(1, 12),
)
def test_depreciation_takes_the_whole_base_and_no_more(one, other, life, day, year_end):
    cost, residual = max(one, other), min(one, other)
    lines = depreciation.straight_line(
        cost, residual=residual, life_years=life, in_service=day, year_end_month=year_end
    )
    assert sum(line.charge for line in lines) == cost - residual
    assert lines[-1].book_value == residual
    assert all(line.charge >= 0 for line in lines)
    assert [line.year for line in lines] == list(range(lines[0].year, lines[0].year + len(lines)))
    assert life <= len(lines) <= life + 1


terms = st.lists(st.integers(1, 100), min_size=1, max_size=4).map(
    lambda parts: {n: Decimal(part) / 100 for n, part in enumerate(parts)}
    | {len(parts): 1 - sum((Decimal(part) / 100 for part in parts), Decimal(0))}
).filter(lambda shares: min(shares.values()) >= 0)  # fmt: skip


@given(st.lists(amounts, max_size=36), terms)
def test_everything_invoiced_is_paid(invoices, shares):
    paid = cash.timing(invoices, shares)
    assert sum(paid) == sum(invoices)
    assert all(amount == cents(amount) for amount in paid)


@given(amounts, st.integers(1, 60))
def test_equal_parts_add_up_and_differ_by_a_cent_at_most(amount, parts):
    cut = evenly(amount, parts)
    assert sum(cut) == amount
    assert max(cut) - min(cut) <= CENT


@given(st.lists(st.tuples(amounts, amounts), min_size=1, max_size=36), amounts)
def test_vat_is_either_due_or_kept_as_a_credit(months, credit):
    lines = vat.due([c for c, _d in months], [d for _c, d in months], credit)
    paid = sum(line.due for line in lines)
    assert paid - lines[-1].credit + credit == sum(c for c, _d in months) - sum(
        d for _c, d in months
    )
    assert all(not line.due or not line.credit for line in lines)


@given(st.lists(st.tuples(st.sampled_from(list(Line)), amounts), max_size=30), st.integers(0, 30))
def test_a_statement_is_the_sum_of_its_parts(lines, cut):
    whole = income.statement(lines)
    parts = income.statement(lines[:cut]) + income.statement(lines[cut:])
    assert whole == parts
    assert whole == income.total([income.statement(lines[:cut]), income.statement(lines[cut:])])


@given(amounts, st.decimals(0, Decimal("0.99"), places=4))
def test_the_margin_on_the_break_even_pays_the_fixed_costs(fixed, rate):
    amount = break_even.threshold(fixed, rate)
    assert abs(amount * (1 - rate) - fixed) <= CENT


@given(amounts, st.decimals(1, 1000, places=2), st.decimals(0, 1000, places=2))
def test_one_unit_less_than_the_break_even_does_not_pay(fixed, price, cost):
    count = break_even.units(fixed, price, cost)
    if count is None:
        assert price <= cost
    else:
        assert count * (price - cost) >= fixed
        assert count == 0 or (count - 1) * (price - cost) < fixed
