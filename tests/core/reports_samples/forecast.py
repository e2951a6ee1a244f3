"""The forecast of a bicycle workshop, and others that take every path of the arithmetic."""

from datetime import date
from decimal import Decimal
from typing import Any

from core.forecast import Forecast, Inputs, Offer, build
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

MADE_ON = date(2026, 11, 12)
D = Decimal


def _units(*each: str | int) -> tuple[Decimal, ...]:
    return tuple(map(D, each))


def a_bicycle_workshop(**changes: Any) -> Inputs:
    """Repairs as a craftsperson under the micro-entreprise, 9 000 euros to start."""
    values: dict[str, Any] = {
        "start": date(2027, 3, 1),
        "activity": Activity.SERVICE_CRAFT,
        "offers": (
            Offer(
                name="Révision complète", unit="vélo", price=D(65), unit_cost=D("11.50"), hours=D("1.5"),
                units=_units(8, 12, 18, 22, 24, 22, 12, 24, 20, 14, 12, 14), growth=(D("0.15"), D("0.08")),
            ),
            Offer(
                name="Réparation courante", unit="passage", price=D(28), unit_cost=D(7), hours=D("0.75"),
                units=_units(15, 22, 30, 34, 36, 34, 20, 34, 30, 24, 20, 22), growth=(D("0.12"), D("0.08")),
            ),
            Offer(
                name="Vélo remis à neuf", unit="vélo", price=D(190), unit_cost=D(62), hours=D(5),
                activity=Activity.SALE_CRAFT,
                units=_units(1, 2, 3, 4, 4, 3, 2, 4, 3, 2, 3, 1), growth=(D("0.20"), D("0.10")),
            ),
        ),
        "customer_terms": {0: D("0.85"), 30: D("0.15")},
        "supplier_terms": {0: D("0.5"), 30: D("0.5")},
        "stock_days": 30,
        "fixed_costs": (
            FixedCost(name="Loyer de l’atelier partagé", amount=D(220), yearly_growth=D("0.02")),
            FixedCost(name="Assurance professionnelle", amount=D(420), every=12),
            FixedCost(name="Téléphone et Internet", amount=D(35)),
            FixedCost(name="Énergie", amount=D(90), every=2),
            FixedCost(name="Entretien du vélo-cargo", amount=D(25)),
            FixedCost(name="Publicité et site", amount=D(40)),
            FixedCost(name="Compte bancaire", amount=D("9.90")),
            FixedCost(name="Petit outillage et fournitures", amount=D(30)),
            FixedCost(name="CFE", amount=D(250), every=12, from_month=22, kind=CostKind.TAX),
        ),
        "equipment": (
            Equipment(name="Outillage et pied d’atelier", price=D(2900), life_years=5),
            Equipment(name="Vélo-cargo", price=D(3400), life_years=5, residual=D(400)),
            Equipment(name="Ordinateur et encaissement", price=D(650), life_years=3),
            Equipment(name="Second pied d’atelier", price=D(480), life_years=4, month=14),
        ),
        "start_up_costs": (
            StartUpCost(name="Formation sécurité", amount=D(380)),
            StartUpCost(name="Enseigne et premiers imprimés", amount=D(270)),
        ),
        "deposits": (Deposit(name="Dépôt de garantie", amount=D(440)),),
        "starting_cash": D("421.32"),
        "own_money": D(2000),
        "grants": (Grant(name="Aide à l’équipement", amount=D(1000)),),
        "loans": (
            Loan(name="Prêt d’honneur", amount=D(2000), months=36, deferred=6, source=LoanSource.HONOUR),
            Loan(
                name="Microcrédit", amount=D(4000), months=48, annual_rate=D("0.0725"),
                source=LoanSource.MICRO_CREDIT,
            ),
        ),
        "drawings": (D(700), D(800), D(900)),
        "drawings_from": 3,
        "acre": True,
        "hours_per_month": D(150),
    }  # fmt: skip
    return Inputs(**{**values, **changes})


def a_shop_with_vat(**changes: Any) -> Inputs:
    """A company that sells goods with VAT, seasons, long terms, staff and a loan paid at its end."""
    values: dict[str, Any] = {
        "start": date(2026, 9, 1),
        "activity": Activity.SALE_TRADE,
        "form": LegalForm.EURL,
        "vat": VatRegime.LIABLE,
        "offers": (
            Offer(name="Paniers", price=D("38.55"), unit_cost=D("17.43"), hours=D("0.3"),
                  vat_rate=D("0.055"), units=_units(*(151,) * 12), growth=(D("0.1"), D("-0.05"))),
            Offer(name="Ateliers", price=D("120.01"), activity=Activity.SERVICE_TRADE, hours=D(3),
                  units=_units(*(9,) * 12), growth=(D("0.333"), D(0))),
        ),
        "seasonality": _units("0.8", "0.9", 1, 1, "1.1", "1.2", "0.7", "0.5", "1.1", "1.2", "1.1", "1.4"),
        "customer_terms": {0: D("0.4"), 30: D("0.35"), 60: D("0.25")},
        "supplier_terms": {30: D("0.333"), 60: D("0.667")},
        "purchases_vat_rate": D("0.055"),
        "stock_days": 21,
        "starting_stock": D("2500.75"),
        "fixed_costs": (
            FixedCost(name="Loyer", amount=D("640.33"), yearly_growth=D("0.017")),
            FixedCost(name="Vendeuse", amount=D("610.20"), kind=CostKind.STAFF, from_month=7),
            FixedCost(name="CFE", amount=D(311), every=12, from_month=16, kind=CostKind.TAX),
            FixedCost(name="Honoraires", amount=D("399.99"), every=3, until_month=30),
        ),
        "equipment": (
            Equipment(name="Vitrine", price=D("3333.33"), life_years=3, month=5),
            Equipment(name="Caisse", price=D("777.77"), life_years=1),
            Equipment(name="Fourgon", price=D(8900), residual=D(1500), life_years=4),
        ),
        "start_up_costs": (StartUpCost(name="Statuts", amount=D(800)),),
        "start_up_years": 2,
        "deposits": (Deposit(name="Garantie", amount=D(1280)),),
        "own_money": D(9000),
        "grants": (
            Grant(name="Région", amount=D(2500), month=4),
            Grant(name="Emploi", amount=D(1200), month=9, operating=True),
        ),
        "loans": (
            Loan(name="Banque", amount=D(9000), months=60, annual_rate=D("0.0431"), deferred=3,
                 kind=LoanKind.CONSTANT_PRINCIPAL),
            Loan(name="Relais", amount=D(3000), months=12, annual_rate=D("0.05"), kind=LoanKind.IN_FINE,
                 month=4),
        ),
        "drawings": (D(500), D(900), D("1100.50")),
        "basis": 360,
    }  # fmt: skip
    return Inputs(**{**values, **changes})


def a_quarterly_seller(**changes: Any) -> Inputs:
    """A micro-entreprise with two activities, quarterly declarations and the versement libératoire."""
    values: dict[str, Any] = {
        "start": date(2025, 11, 15),
        "flat_tax": True,
        "declaration": Declaration.QUARTERLY,
        "activity": Activity.LIBERAL_CIPAV,
        "acre": True,
    }
    return a_bicycle_workshop(**{**values, **changes})


def a_forecast(**changes: Any) -> Forecast:
    return build(a_bicycle_workshop(**changes))
