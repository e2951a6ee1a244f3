"""Where the money comes from and what it is needed for: at the start, then year by year."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto

from core.errors import InvalidInput
from core.forecast.money import ZERO
from core.language import N_, _


class Need(StrEnum):
    START_UP_COSTS = auto()
    EQUIPMENT = auto()
    DEPOSITS = auto()
    STOCK = auto()
    VAT = auto()
    STARTING_CASH = auto()
    WORKING_CAPITAL = auto()
    PRINCIPAL = auto()
    DRAWINGS = auto()


class Resource(StrEnum):
    OWN_MONEY = auto()
    GRANTS = auto()
    HONOUR_LOANS = auto()
    MICRO_CREDITS = auto()
    BANK_LOANS = auto()
    SELF_FINANCING = auto()


NEEDS = {
    Need.START_UP_COSTS: N_("Start-up costs"),
    Need.EQUIPMENT: N_("Equipment"),
    Need.DEPOSITS: N_("Deposits"),
    Need.STOCK: N_("Starting stock"),
    Need.VAT: N_("VAT to advance"),
    Need.STARTING_CASH: N_("Starting cash"),
    Need.WORKING_CAPITAL: N_("Change in working capital"),
    Need.PRINCIPAL: N_("Loans paid back (principal)"),
    Need.DRAWINGS: N_("Owner’s drawings"),
}
RESOURCES = {
    Resource.OWN_MONEY: N_("Own money"),
    Resource.GRANTS: N_("Grants"),
    Resource.HONOUR_LOANS: N_("Honour loans"),
    Resource.MICRO_CREDITS: N_("Micro-credits"),
    Resource.BANK_LOANS: N_("Bank loans"),
    Resource.SELF_FINANCING: N_("Self-financing capacity"),
}


@dataclass(frozen=True, kw_only=True)
class FinancingPlan:
    """Needs and resources by name, in euros; the balance is what is left, negative when it lacks."""

    needs: Mapping[str, Decimal]
    resources: Mapping[str, Decimal]

    @property
    def total_needs(self) -> Decimal:
        return sum(self.needs.values(), ZERO)

    @property
    def total_resources(self) -> Decimal:
        return sum(self.resources.values(), ZERO)

    @property
    def balance(self) -> Decimal:
        return self.total_resources - self.total_needs


def initial(needs: Mapping[str, Decimal], resources: Mapping[str, Decimal]) -> FinancingPlan:
    """The plan at the start. Raises `InvalidInput` when an amount is negative."""
    if any(amount < 0 for amount in (*needs.values(), *resources.values())):
        raise InvalidInput(_("An amount of the financing plan cannot be negative."))
    return FinancingPlan(needs=dict(needs), resources=dict(resources))


@dataclass(frozen=True, kw_only=True)
class YearPlan(FinancingPlan):
    """One year of the plan over three years.

    Only what is new that year: needs and resources may be negative (working capital that shrinks, a
    year that loses money). `cumulated` is the balance since the start: the money in hand at its end.
    """

    year: int
    cumulated: Decimal
