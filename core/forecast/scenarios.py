"""The same plan seen prudently, as expected and hopefully."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum, auto

from core.errors import InvalidInput
from core.forecast.inputs import Inputs
from core.forecast.money import ONE
from core.forecast.outcome import Forecast
from core.forecast.plan import build
from core.forecast.terms import DAYS_IN_MONTH, LONGEST
from core.language import N_, _

HIGHEST = 5  # times


class Scenario(StrEnum):
    PRUDENT = auto()
    EXPECTED = auto()
    HOPEFUL = auto()


SCENARIOS = {
    Scenario.PRUDENT: N_("Prudent"),
    Scenario.EXPECTED: N_("As expected"),
    Scenario.HOPEFUL: N_("Hopeful"),
}


@dataclass(frozen=True, kw_only=True)
class Variation:
    """By what a plan is multiplied: quantities sold, cost of a unit, fixed costs (1 changes nothing).

    Customers pay `months_late` months later than they should.
    """

    sales: Decimal = ONE
    unit_costs: Decimal = ONE
    fixed_costs: Decimal = ONE
    months_late: int = 0

    def __post_init__(self) -> None:
        factors = (self.sales, self.unit_costs, self.fixed_costs)
        if not all(Decimal(f).is_finite() and 0 <= f <= HIGHEST for f in factors):
            raise InvalidInput(_("A scenario multiplies figures by 0 to 5."))
        if not 0 <= self.months_late <= LONGEST // DAYS_IN_MONTH:
            raise InvalidInput(_("Customers pay from 0 to 6 months late."))


PRUDENT = Variation(sales=Decimal("0.8"), fixed_costs=Decimal("1.05"))
HOPEFUL = Variation(sales=Decimal("1.2"))


def vary(
    inputs: Inputs, *, prudent: Variation = PRUDENT, hopeful: Variation = HOPEFUL
) -> Mapping[Scenario, Forecast]:
    """The three forecasts of a plan, the prudent one first."""
    variations = {
        Scenario.PRUDENT: prudent,
        Scenario.EXPECTED: Variation(),
        Scenario.HOPEFUL: hopeful,
    }
    return {scenario: build(varied(inputs, each)) for scenario, each in variations.items()}


def varied(inputs: Inputs, variation: Variation) -> Inputs:
    """The inputs of a plan once a variation is applied."""
    late = variation.months_late * DAYS_IN_MONTH
    terms: dict[int, Decimal] = {}
    for days, share in inputs.customer_terms.items():
        delay = min(days + late, LONGEST)
        terms[delay] = terms.get(delay, Decimal(0)) + share
    return replace(
        inputs,
        offers=tuple(
            replace(
                offer,
                units=tuple(n * variation.sales for n in offer.units),
                unit_cost=offer.unit_cost * variation.unit_costs,
            )
            for offer in inputs.offers
        ),
        fixed_costs=tuple(
            replace(cost, amount=cost.amount * variation.fixed_costs) for cost in inputs.fixed_costs
        ),
        customer_terms=terms,
    )
