"""The steps of a forecast, in the order in which one thinks, and the fields of each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from core.forecast import Inputs
from core.forecast.activities import ACTIVITIES, DECLARATIONS, LEGAL_FORMS, VAT_REGIMES
from core.forecast.terms import require_days
from core.language import N_
from pages.shared.forecast_choices import activity_months, bases, translated
from pages.shared.forecast_fields import Field, Kind
from pages.shared.forecast_lines import Lines, as_they_are
from pages.shared.forecast_lists import (
    DEPOSITS,
    EQUIPMENT,
    FIXED_COSTS,
    GRANTS,
    LOANS,
    MONTHS_OF_A_YEAR,
    OFFERS,
    START_UP_COSTS,
    ZERO,
)

RESULTS = "results"
TITLES = {
    "sell": N_("What I sell"),
    "paid": N_("To whom, and when I am paid"),
    "costs": N_("What it costs"),
    "start": N_("What I need to begin"),
    "money": N_("Where the money comes from"),
    "live": N_("What I need to live"),
    RESULTS: N_("Results"),
}
DELAYS = (0, 30, 60, 90)
DELAY_LABELS = (N_("At once"), N_("At 30 days"), N_("At 60 days"), N_("At 90 days"))
SEASONS = (
    N_("Jan."), N_("Feb."), N_("Mar."), N_("Apr."), N_("May"), N_("June"),
    N_("July"), N_("Aug."), N_("Sept."), N_("Oct."), N_("Nov."), N_("Dec."),
)  # fmt: skip
ONE = Decimal(1)


@dataclass(frozen=True, kw_only=True)
class Step:
    """A screen: rows of fields and lists; `example` stands in grey under its title.

    `first` are the rows above the lists, `last` those below; `folded` are shown on demand. `changes`
    turns the answers of the rows into attributes of the forecast.
    """

    key: str
    example: str
    first: tuple[tuple[Field, ...], ...] = ()
    lists: tuple[Lines, ...] = ()
    last: tuple[tuple[Field, ...], ...] = ()
    last_title: str = ""
    folded: tuple[tuple[Field, ...], ...] = ()
    folded_title: str = ""
    more: bool = False  # whether some fields are only shown with every detail
    changes: Callable[[dict[str, Any]], dict[str, Any]] = dict

    @property
    def title(self) -> str:
        return TITLES[self.key]


def _terms(whose: str) -> tuple[Field, ...]:
    return tuple(
        Field(name=f"{whose}_{days}", label=label, kind=Kind.SHARE, blank=ZERO,
              example="" if days else "100 %")
        for days, label in zip(DELAYS, DELAY_LABELS, strict=True)
    )  # fmt: skip


def _shares(values: dict[str, Any], whose: str) -> dict[str, Any]:
    """The shares by delay, as terms; nothing written means paid at once."""
    shares = {days: values.pop(f"{whose}_{days}") for days in DELAYS}
    terms = {days: share for days, share in shares.items() if share} or {0: ONE}
    require_days(terms)
    return values | {f"{whose}_terms": terms}


def _seasons(values: dict[str, Any]) -> dict[str, Any]:
    months = [values.pop(f"season_{n}") for n in range(1, MONTHS_OF_A_YEAR + 1)]
    same = all(each is None or each == 1 for each in months)
    kept = () if same else tuple(ONE if each is None else each for each in months)
    return values | {"seasonality": kept}


def _drawings(values: dict[str, Any]) -> dict[str, Any]:
    """Years left empty take as much as the year before."""
    first, second, third = (values.pop(f"drawings_{n}") for n in (1, 2, 3))
    first = first or ZERO
    second = first if second is None else second
    return values | {"drawings": (first, second, second if third is None else third)}


_SEASON_FIELDS = tuple(
    Field(name=f"season_{n}", label=label, kind=Kind.NUMBER, blank=None, width=1, example="")
    for n, label in enumerate(SEASONS, 1)
)

STEPS = (
    Step(
        key="sell",
        example=N_("For example: meals sold on markets from January on, at 8.50 each."),
        first=(
            (
                Field(name="start", label=N_("First month"), kind=Kind.MONTH, example="01/2027"),
                Field(
                    name="form", label=N_("Legal form"), kind=Kind.CHOICE, width=3,
                    options=lambda: translated(LEGAL_FORMS),
                ),
                Field(
                    name="vat", label=N_("VAT"), kind=Kind.CHOICE, width=3,
                    options=lambda: translated(VAT_REGIMES),
                ),
            ),
            (
                Field(
                    name="activity", label=N_("Activity"), kind=Kind.CHOICE, width=8,
                    options=lambda: translated(ACTIVITIES),
                ),
            ),
        ),
        lists=(OFFERS,),
        more=True,
    ),
    Step(
        key="paid",
        example=N_("For example: people pay at once, companies at 30 days: 60% and 40%."),
        first=(_terms("customer"),),
        folded=(_SEASON_FIELDS[:6], _SEASON_FIELDS[6:]),
        folded_title=N_("Strong and weak months: 1 is an ordinary month, 0 a closed one"),
        changes=lambda values: _seasons(_shares(values, "customer")),
    ),
    Step(
        key="costs",
        example=N_("For example: insurance, 42 every month."),
        lists=(FIXED_COSTS,),
        last=(
            _terms("supplier"),
            (
                Field(name="stock_days", label=N_("Days of goods in stock"), kind=Kind.WHOLE,
                      example="7", blank=0, width=3),
                Field(name="purchases_vat_rate", label=N_("VAT on goods"), kind=Kind.SHARE,
                      blank=Decimal("0.20"), vat=True, width=3),
                Field(name="basis", label=N_("Days in a year"), kind=Kind.CHOICE, options=bases, width=2,
                      more=True),
            ),
        ),
        last_title=N_("Goods and suppliers: when I pay them"),
        more=True,
        changes=lambda values: _shares(values, "supplier"),
    ),
    Step(
        key="start",
        example=N_("For example: an oven at 2,400, and 500 kept aside for the first weeks."),
        lists=(EQUIPMENT, START_UP_COSTS, DEPOSITS),
        last=(
            (
                Field(name="starting_cash", label=N_("Money kept for the first weeks"),
                      example="500", blank=ZERO, width=3),
                Field(name="starting_stock", label=N_("First stock, if it is known"), blank=None,
                      width=3),
            ),
            (
                Field(name="start_up_years", label=N_("Years over which start-up costs are charged"),
                      kind=Kind.WHOLE, blank=1, width=5, more=True),
            ),
        ),
        last_title=N_("Cash and stock at the start"),
        more=True,
    ),
    Step(
        key="money",
        example=N_("For example: 1,500 of my own, an honour loan of 3,000 and a prize of 1,000."),
        first=((Field(name="own_money", label=N_("My own money"), example="1500", blank=ZERO, width=3),),),
        lists=(LOANS, GRANTS),
        more=True,
    ),
    Step(
        key="live",
        example=N_("For example: 800 a month in the first year, from the third month on."),
        first=(
            tuple(
                Field(name=f"drawings_{n}", label=label, example="800" if n == 1 else "", blank=None)
                for n, label in enumerate(
                    (N_("Each month, year 1"), N_("Each month, year 2"), N_("Each month, year 3")), 1
                )
            ),
            (
                Field(name="drawings_from", label=N_("From"), kind=Kind.CHOICE, options=activity_months,
                      width=3),
                Field(name="hours_per_month", label=N_("Hours I can work each month"), kind=Kind.NUMBER,
                      example="140", blank=None, width=3),
            ),
            (
                Field(name="declaration", label=N_("I declare my turnover"), kind=Kind.CHOICE, width=5,
                      options=lambda: translated(DECLARATIONS)),
            ),
            (
                Field(name="acre", label=N_("I ask for ACRE (lower contributions for a year)"),
                      kind=Kind.YES, width=6),
            ),
            (
                Field(name="flat_tax", label=N_("Income tax paid with contributions (versement libératoire)"),
                      kind=Kind.YES, width=6),
            ),
        ),
        changes=_drawings,
    ),
)  # fmt: skip
BY_KEY = {step.key: step for step in STEPS}


def first_values(today: date) -> dict[str, Any]:
    """What the first step shows while nothing is kept: the next month."""
    year, month = divmod(today.year * MONTHS_OF_A_YEAR + today.month, MONTHS_OF_A_YEAR)
    return {"start": date(year, month + 1, 1)}


def values_of(inputs: Inputs) -> dict[str, Any]:
    """What the fields of the steps show of a forecast; lists apart."""
    values = as_they_are(inputs)
    for whose in ("customer", "supplier"):
        values |= {
            f"{whose}_{days}": share for days, share in values[f"{whose}_terms"].items() if share
        }
    before = ZERO
    for n, each in enumerate(inputs.drawings, 1):  # empty means as much as the year before
        values[f"drawings_{n}"], before = (None if each == before else each), each
    values |= {f"season_{n}": each for n, each in enumerate(inputs.seasonality, 1)}
    return values
