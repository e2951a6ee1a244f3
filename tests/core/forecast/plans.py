"""Invented plans in figures, with only what a test is about."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from core.forecast import Inputs, Offer
from core.forecast.activities import Activity, Declaration, LegalForm, VatRegime
from core.forecast.loans import LoanKind
from core.forecast.needs import (
    CostKind,
    Deposit,
    Equipment,
    FixedCost,
    Grant,
    Loan,
    LoanSource,
    StartUpCost,
)

START = date(2026, 9, 1)


def an_offer(**changes):
    return Offer(**{"name": "Repair", "price": Decimal(50), "units": every_month(20), **changes})


def every_month(units):
    return (Decimal(units),) * 12


def a_plan(**changes):
    """Twenty repairs a month at 50 €, and nothing else."""
    return Inputs(
        **{"start": START, "activity": Activity.SERVICE_CRAFT, "offers": (an_offer(),), **changes}
    )


def a_full_plan(**changes):
    """A bicycle repairer who also sells some: every kind of line is there."""
    return a_plan(
        **{
            "offers": (
                an_offer(
                    name="Bicycle repair", unit="repair", price=Decimal(45), unit_cost=Decimal(12),
                    units=(Decimal(20), Decimal(30), Decimal(40), *[Decimal(50)] * 9),
                    growth=(Decimal("0.10"), Decimal("0.05")), hours=Decimal(2),
                ),
                an_offer(
                    name="Bicycle", price=Decimal(180), unit_cost=Decimal(90),
                    units=every_month(2), activity=Activity.SALE_CRAFT,
                ),
            ),
            "customer_terms": {0: Decimal("0.7"), 30: Decimal("0.3")},
            "supplier_terms": {30: Decimal(1)},
            "stock_days": 20,
            "fixed_costs": (
                FixedCost(name="Rent", amount=Decimal(350)),
                FixedCost(name="CFE", amount=Decimal(250), every=12, from_month=16, kind=CostKind.TAX),
                FixedCost(name="Help", amount=Decimal(200), until_month=9, kind=CostKind.STAFF),
            ),
            "equipment": (
                Equipment(name="Tools", price=Decimal(3500), life_years=5),
                Equipment(name="Trailer", price=Decimal(900), life_years=4, month=15),
            ),
            "start_up_costs": (StartUpCost(name="Formalities", amount=Decimal(300)),),
            "deposits": (Deposit(name="Workshop", amount=Decimal(700)),),
            "own_money": Decimal(1500),
            "grants": (
                Grant(name="Foundation", amount=Decimal(500)),
                Grant(name="City", amount=Decimal(600), month=7, operating=True),
            ),
            "loans": (
                Loan(
                    name="Micro-credit", amount=Decimal(3000), annual_rate=Decimal("0.0813"),
                    months=36, source=LoanSource.MICRO_CREDIT,
                ),
                Loan(
                    name="Honour loan", amount=Decimal(2000), months=48, deferred=6,
                    source=LoanSource.HONOUR,
                ),
            ),
            "drawings": (Decimal(700), Decimal(800), Decimal(900)),
            "acre": True,
            "hours_per_month": Decimal(140),
            **changes,
        }
    )  # fmt: skip


# ------------------------------------------------------------------ plans of all kinds, at random

amounts = st.decimals(0, 20_000, places=2)
small = st.decimals(0, 300, places=2)
rates = st.decimals(0, Decimal("0.25"), places=4)
vat_rates = st.sampled_from([Decimal(0), Decimal("0.055"), Decimal("0.10"), Decimal("0.20")])
terms = st.lists(
    st.sampled_from([0, 30, 60, 90, 180]), min_size=1, max_size=3, unique=True
).flatmap(lambda delays: st.just(dict(zip(delays, _shares(len(delays)), strict=True))))
offers = st.builds(
    Offer,
    name=st.sampled_from(["Repair", "Meal", "Lesson"]),
    price=small,
    unit_cost=small,
    units=st.tuples(*[st.decimals(0, 200, places=1)] * 12),
    growth=st.tuples(*[st.decimals(Decimal(-1), 2, places=2)] * 2),
    vat_rate=vat_rates,
    activity=st.none() | st.sampled_from(Activity),
)
costs = st.builds(
    FixedCost,
    name=st.just("Cost"),
    amount=amounts,
    every=st.sampled_from([1, 3, 12]),
    from_month=st.integers(1, 36),
    yearly_growth=rates,
    vat_rate=vat_rates,
    kind=st.sampled_from(CostKind),
)
equipment = st.builds(
    Equipment,
    name=st.just("Tool"),
    price=amounts,
    life_years=st.integers(1, 10),
    month=st.integers(0, 36),
    vat_rate=vat_rates,
)
loans = st.builds(
    lambda deferred, **given: Loan(deferred=min(deferred, given["months"] - 1), **given),
    name=st.just("Loan"),
    amount=amounts,
    months=st.integers(1, 84),
    annual_rate=rates,
    deferred=st.integers(0, 12),
    kind=st.sampled_from(LoanKind),
    source=st.sampled_from(LoanSource),
    month=st.integers(0, 36),
)
plans = st.builds(
    Inputs,
    start=st.dates(date(2025, 1, 1), date(2028, 12, 31)),
    activity=st.sampled_from(Activity),
    form=st.sampled_from(LegalForm),
    offers=st.lists(offers, max_size=3).map(tuple),
    seasonality=st.just(()) | st.tuples(*[st.decimals(0, 2, places=1)] * 12),
    customer_terms=terms,
    supplier_terms=terms,
    purchases_vat_rate=vat_rates,
    stock_days=st.integers(0, 120),
    starting_stock=st.none() | amounts,
    fixed_costs=st.lists(costs, max_size=3).map(tuple),
    equipment=st.lists(equipment, max_size=2).map(tuple),
    start_up_costs=st.lists(
        st.builds(StartUpCost, name=st.just("Form"), amount=amounts), max_size=1
    ).map(tuple),
    start_up_years=st.integers(1, 5),
    deposits=st.lists(st.builds(Deposit, name=st.just("Key"), amount=amounts), max_size=1).map(tuple),
    own_money=amounts,
    grants=st.lists(
        st.builds(
            lambda month, operating, amount: Grant(
                name="Gift", amount=amount, month=month, operating=operating and month > 0
            ),
            st.integers(0, 36), st.booleans(), amounts,
        ),
        max_size=2,
    ).map(tuple),
    loans=st.lists(loans, max_size=2).map(tuple),
    starting_cash=amounts,
    drawings=st.tuples(small, small, small),
    drawings_from=st.integers(1, 36),
    vat=st.sampled_from(VatRegime),
    acre=st.booleans(),
    flat_tax=st.booleans(),
    declaration=st.sampled_from(Declaration),
)  # fmt: skip


def _shares(n):
    return [
        [Decimal(1)],
        [Decimal("0.35"), Decimal("0.65")],
        [Decimal("0.3"), Decimal("0.5"), Decimal("0.2")],
    ][n - 1]
