"""The lists of a forecast: what a line of each holds, and an example in grey."""

from decimal import Decimal
from typing import Any

from core.forecast import Offer
from core.forecast.needs import (
    COST_KINDS,
    LOAN_SOURCES,
    CostKind,
    Deposit,
    Equipment,
    FixedCost,
    Grant,
    Loan,
    StartUpCost,
)
from core.language import N_, _
from pages.shared.forecast_choices import (
    activity_months,
    last_months,
    loan_kinds,
    months_of_activity,
    other_activities,
    paces,
    translated,
)
from pages.shared.forecast_fields import Field, Kind
from pages.shared.forecast_lines import Lines, as_they_are

ZERO = Decimal(0)
MONTHS_OF_A_YEAR = 12


VAT = Field(name="vat_rate", label=N_("VAT"), kind=Kind.SHARE, blank=Decimal("0.20"), vat=True)


def named(label: str, example: str) -> Field:
    return Field(name="name", label=label, kind=Kind.TEXT, example=example, width=3, blank="")


def an_offer(
    *, monthly: Decimal | None = None, growth_2: Decimal = ZERO, growth_3: Decimal = ZERO,
    **values: Any,
) -> Offer:  # fmt: skip
    """An offer from its fields: months left empty sell as many as the others."""
    months = [values.pop(f"month_{n}", None) for n in range(MONTHS_OF_A_YEAR)]
    usual = monthly or ZERO
    units = tuple(usual if each is None else each for each in months)
    return Offer(**values, units=units, growth=(growth_2, growth_3))


def of_an_offer(offer: Offer) -> dict[str, Any]:
    """The fields of an offer: one number when every month sells as many."""
    values = as_they_are(offer)
    units, growth = values.pop("units"), values.pop("growth")
    same = len(set(units)) == 1
    months = {f"month_{n}": None if same else each for n, each in enumerate(units)}
    usual = units[0] if same else None
    return values | months | {"monthly": usual, "growth_2": growth[0], "growth_3": growth[1]}


def _month_fields() -> tuple[tuple[Field, ...], ...]:
    labels = ["M1", "M2", "M3", "M4", "M5", "M6"]
    labels += ["M7", "M8", "M9", "M10", "M11", "M12"]
    every = [
        Field(name=f"month_{n}", label=label, kind=Kind.NUMBER, blank=None, width=1)
        for n, label in enumerate(labels)
    ]
    return tuple(every[:6]), tuple(every[6:])


OFFERS = Lines(
    name="offers",
    title=N_("My offers"),
    help=N_("One line for each thing sold. For example: a dish of the day at 8.50, 300 a month."),
    add=N_("Add an offer"),
    rows=(
        (
            named(N_("What is sold"), N_("dish of the day")),
            Field(name="unit", label=N_("Counted in"), kind=Kind.TEXT, example=N_("dishes"), blank=""),
            VAT,
        ),
        (
            Field(name="price", label=N_("Price"), example="8,50"),
            Field(name="unit_cost", label=N_("It costs me"), example="2,70", blank=ZERO),
            Field(name="monthly", label=N_("Sold each month"), kind=Kind.NUMBER, example="300", blank=None),
        ),
        (
            Field(name="growth_2", label=N_("Year 2: more by"), kind=Kind.SHARE, example="10 %", blank=ZERO),
            Field(name="growth_3", label=N_("Year 3: more by"), kind=Kind.SHARE, example="5 %", blank=ZERO),
            Field(name="hours", label=N_("Hours for one"), kind=Kind.NUMBER, example="0,25", blank=ZERO),
        ),
        (
            Field(
                name="activity", label=N_("Activity"), kind=Kind.CHOICE, width=8, options=other_activities,
                more=True,
            ),
        ),
        *_month_fields(),
    ),
    make=an_offer,
    values=of_an_offer,
    fold=4,
    folded_title=N_("Not the same every month"),
)  # fmt: skip

FIXED_COSTS = Lines(
    name="fixed_costs",
    title=N_("What I pay even when I sell nothing"),
    help=N_("Take away the lines you do not need, or leave their amount empty."),
    add=N_("Add a cost"),
    rows=(
        (
            named(N_("What I pay"), N_("insurance")),
            Field(name="amount", label=N_("Amount"), kind=Kind.AMOUNT, example="42"),
            Field(name="every", label=N_("Paid"), kind=Kind.CHOICE, options=paces, width=3),
        ),
        (
            Field(name="from_month", label=N_("From"), kind=Kind.CHOICE, options=activity_months, width=3, more=True),
            Field(
                name="until_month", label=N_("Up to the month"), kind=Kind.CHOICE, options=last_months, width=3,
                more=True,
            ),
        ),
        (
            Field(
                name="kind", label=N_("Kind of cost"), kind=Kind.CHOICE, width=5,
                options=lambda: translated(COST_KINDS), more=True,
            ),
            Field(name="yearly_growth", label=N_("More each year by"), kind=Kind.SHARE, blank=ZERO, more=True),
            VAT,
        ),
    ),
    make=FixedCost,
    suggested=lambda: (
        {"name": _("Rent"), "every": 1},
        {"name": _("Insurance"), "every": 1},
        {"name": _("Telephone and Internet"), "every": 1},
        {"name": _("Travel"), "every": 1},
        {"name": _("Advertising"), "every": 1},
        {"name": _("Bank"), "every": 1},
        {"name": _("Local tax (CFE), from year 2"), "every": 12, "from_month": 13, "kind": CostKind.TAX},
    ),
)  # fmt: skip

EQUIPMENT = Lines(
    name="equipment",
    title=N_("Equipment that lasts"),
    help=N_("For example: an oven at 2,400 that will serve 5 years."),
    add=N_("Add equipment"),
    rows=(
        (
            named(N_("What I buy"), N_("oven")),
            Field(name="price", label=N_("Price"), example="2400"),
            Field(name="life_years", label=N_("Years of use"), kind=Kind.WHOLE, example="5"),
        ),
        (
            Field(name="month", label=N_("Bought"), kind=Kind.CHOICE, options=months_of_activity, more=True),
            Field(name="residual", label=N_("Sold again for"), blank=ZERO, more=True),
            VAT,
        ),
    ),
    make=Equipment,
)  # fmt: skip

START_UP_COSTS = Lines(
    name="start_up_costs",
    title=N_("Costs paid once, before the start"),
    add=N_("Add a cost"),
    rows=(
        (
            named(N_("What I pay"), N_("hygiene training")),
            Field(name="amount", label=N_("Amount"), example="300"),
            VAT,
        ),
    ),
    make=StartUpCost,
)

DEPOSITS = Lines(
    name="deposits",
    title=N_("Deposits that come back to me one day"),
    add=N_("Add a deposit"),
    rows=((named(N_("For what"), N_("premises")), Field(name="amount", label=N_("Amount"), example="500")),),
    make=Deposit,
)  # fmt: skip

GRANTS = Lines(
    name="grants",
    title=N_("Grants and prizes"),
    help=N_("Money that is not paid back."),
    add=N_("Add a grant"),
    rows=(
        (
            named(N_("From whom"), N_("the foundation’s prize")),
            Field(name="amount", label=N_("Amount"), example="1000"),
            Field(name="month", label=N_("Received"), kind=Kind.CHOICE, options=months_of_activity, width=3),
        ),
        (Field(name="operating", label=N_("Helps with running costs"), kind=Kind.YES, more=True),),
    ),
    make=Grant,
)  # fmt: skip

LOANS = Lines(
    name="loans",
    title=N_("Loans"),
    help=N_("For example: an honour loan of 3,000 at 0%, paid back in 36 months."),
    add=N_("Add a loan"),
    rows=(
        (
            named(N_("From whom"), N_("honour loan")),
            Field(
                name="source", label=N_("Kind of loan"), kind=Kind.CHOICE, width=3,
                options=lambda: translated(LOAN_SOURCES),
            ),
        ),
        (
            Field(name="amount", label=N_("Amount"), example="3000"),
            Field(name="annual_rate", label=N_("Rate a year"), kind=Kind.SHARE, example="0 %", blank=ZERO),
            Field(name="months", label=N_("Months"), kind=Kind.WHOLE, example="36"),
            Field(name="deferred", label=N_("Of which delay"), kind=Kind.WHOLE, example="0", blank=0),
        ),
        (
            Field(name="month", label=N_("Received"), kind=Kind.CHOICE, options=months_of_activity, more=True),
            Field(name="kind", label=N_("Paid back in"), kind=Kind.CHOICE, options=loan_kinds, more=True),
        ),
    ),
    make=Loan,
)  # fmt: skip
