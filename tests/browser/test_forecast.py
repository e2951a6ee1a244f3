"""A whole forecast typed in French, with commas, by keyboard alone, in under ten minutes."""

import re
import time
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from core import forecasts, participants
from core.permissions import Action, Role
from core.staff import Staff
from core.storage.database import connect
from tests.browser.visitor import Door, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("forecast")]
LONGEST = 600  # seconds
MOST_STROKES = 1_000  # at two strokes a second, under ten minutes


@pytest.fixture(scope="module")
def tracker_to_serve(demonstration: Path) -> Path:
    return demonstration


@pytest.fixture(scope="module")
def coach(demonstration: Path) -> Staff:
    from core import staff

    db = connect(demonstration)
    (row,) = db.query("SELECT id FROM staff WHERE login = 'coach'")
    found = staff.get(db, row["id"])
    db.conn.close()
    assert found.role is Role.COACH
    return found


class Keyboard:
    """Nothing but the keyboard: every stroke is counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.strokes = page, 0

    def presses(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.strokes += 1

    def goes_to(self, label: str, *, nth: int = 0) -> None:
        """Press Tab until the field of that name has the focus."""
        wanted = self.page.get_by_label(label, exact=True).nth(nth)
        for _stroke in range(120):
            if wanted.evaluate("field => field === document.activeElement"):
                return
            self.presses("Tab")
        raise AssertionError(f"“{label}” cannot be reached by keyboard")

    def writes(self, label: str, text: str, *, nth: int = 0) -> None:
        """Type over whatever stands in a field; Tab has selected it."""
        self.goes_to(label, nth=nth)
        self.presses("Control+a")
        self.page.keyboard.type(text)
        self.strokes += len(text)

    def activates(self, button: str) -> None:
        wanted = self.page.get_by_role("button", name=button, exact=True)
        for _stroke in range(200):
            if wanted.evaluate("field => field === document.activeElement"):
                break
            self.presses("Tab")
        self.presses("Enter")


def saves(visitor: Visitor, keyboard: Keyboard, following: str) -> None:
    """Save the step; the next one opens."""
    keyboard.activates("Enregistrer et continuer")
    visitor.settles()
    expect(visitor.page.get_by_role("heading", level=2, name=following, exact=True)).to_be_visible()


def test_a_whole_forecast_is_typed_by_keyboard_in_under_ten_minutes(
    door: Door, coach: Staff, demonstration: Path
) -> None:
    visitor = door.signed_in_as(coach)
    visitor.opens("/participant?code=LYO-012")
    visitor.opens("/forecast?code=LYO-012")
    visitor.sees_title("Prévisionnel")
    keyboard, began = Keyboard(visitor.page), time.monotonic()

    keyboard.writes("Premier mois", "01/2027")
    keyboard.writes("Ce que je vends", "Plat mijoté")
    keyboard.writes("Compté en", "plats")
    keyboard.writes("Prix", "8,50")
    keyboard.writes("Me coûte", "2,70")
    keyboard.writes("Vendus par mois", "1 450")
    keyboard.writes("Année 2, en plus", "10 %")
    saves(visitor, keyboard, "À qui et quand on me paie")
    visitor.reads("Pour démarrer, il faut")

    keyboard.writes("Tout de suite", "60")
    keyboard.writes("À 30 jours", "40 %")
    saves(visitor, keyboard, "Ce que cela coûte")

    for nth, amount in enumerate(("250", "42,50", "29,99", "120", "35", "9", "220")):
        keyboard.writes("Montant", amount, nth=nth)
    keyboard.writes("Jours de marchandises en stock", "4")
    saves(visitor, keyboard, "Ce qu’il me faut pour démarrer")

    keyboard.writes("Ce que j’achète", "Four")
    keyboard.writes("Prix", "2 400,00")
    keyboard.writes("Années d’usage", "5")
    keyboard.writes("Ce que je paie", "Formation à l’hygiène")
    keyboard.writes("Montant", "300", nth=0)
    keyboard.writes("Réserve de départ", "500")
    saves(visitor, keyboard, "D’où vient l’argent")

    keyboard.writes("Mon argent", "1500")
    keyboard.writes("De qui", "Prêt d’honneur", nth=0)
    keyboard.writes("Montant", "3 000,50", nth=0)
    keyboard.writes("Mois", "36")
    saves(visitor, keyboard, "Ce qu’il me faut pour vivre")

    keyboard.writes("Par mois, année 1", "1.200,00")  # not an amount: it is said beside its field
    keyboard.activates("Enregistrer et continuer")
    visitor.reads("Rien n’est encore enregistré")
    keyboard.writes("Par mois, année 1", "1200")
    saves(visitor, keyboard, "En bref")

    took = time.monotonic() - began
    assert keyboard.strokes < MOST_STROKES, keyboard.strokes
    assert took < LONGEST, took
    visitor.reads(
        "Plan de financement initial", "Compte de résultat", "Une prévision, pas un engagement"
    )
    expect(visitor.page.get_by_role("cell", name=re.compile(r"147.900")).first).to_be_visible()

    db = connect(demonstration)
    person = participants.by_code(db, "LYO-012", by=coach, to=Action.READ_PLAN)
    inputs = forecasts.read(db, person.id, by=coach).inputs
    db.conn.close()
    assert inputs is not None
    (offer,) = inputs.offers
    assert (offer.price, offer.unit_cost, offer.units[0]) == (Decimal("8.5"), Decimal("2.7"), 1450)
    assert [cost.amount for cost in inputs.fixed_costs][:3] == [
        Decimal(250),
        Decimal("42.5"),
        Decimal("29.99"),
    ]
    assert (inputs.loans[0].amount, inputs.drawings[2]) == (Decimal("3000.5"), Decimal(1200))
    assert not visitor.page.locator('[data-testid="stException"]').count()


def test_the_file_leads_to_the_forecast(door: Door, coach: Staff) -> None:
    visitor = door.signed_in_as(coach)
    visitor.opens("/participant?code=LYO-012")
    visitor.page.get_by_role("tab", name="Plan d’affaires").click()
    visitor.settles()
    visitor.follows("Prévisionnel")
    visitor.sees_title("Prévisionnel")
    visitor.reads("LYO-012")
