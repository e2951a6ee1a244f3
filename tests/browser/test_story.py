"""The whole story, from an empty folder to Word files, in French, in the order in which a team lives it."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from core import clock
from tests.browser.house import House
from tests.browser.visitor import Door, Visitor, signs_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("story")]

DATA = Path(__file__).parent.parent / "data"
PASSWORD = "Une tasse de thé au bord du canal 42"
LYON, STRASBOURG = "Lyon, automne 2026", "Strasbourg, automne 2026"


class Team:
    """Everybody who has come in, by the name of their role."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self._here: dict[str, Visitor] = {}

    def __getitem__(self, name: str) -> Visitor:
        return self._here[name]

    def __setitem__(self, name: str, visitor: Visitor) -> None:
        self._here[name] = visitor


@pytest.fixture(scope="module")
def team(door: Door) -> Iterator[Team]:
    yield Team(door)


def test_a_new_tracker_is_set_up_with_the_code_of_the_terminal(team: Team, house: House) -> None:
    admin = team["administrator"] = team.door.stranger()
    admin.opens("/")
    admin.sees_title("Installer Passerelle")

    def fill(code: str) -> None:
        for label, text in {
            "Code à usage unique": code,
            "Association": "Les Foyers Matter",
            "Vos prénom et nom": "Hélène Vasseur",
            "Identifiant": "helene.vasseur",
            "Nouveau mot de passe": PASSWORD,
            "Encore une fois": PASSWORD,
        }.items():
            admin.page.get_by_label(label, exact=True).first.fill(text)
        admin.presses("Créer le suivi")

    fill("AAAA-BBBB-CCCC")
    admin.reads("Ce n’est pas le code de ce démarrage.")
    assert not house.file.exists()

    fill(house.one_time_code)
    admin.sees_title("Se connecter")
    signs_in(admin, "helene.vasseur", "pas le bon mot de passe")
    admin.reads("Identifiant ou mot de passe incorrect")
    signs_in(admin, "helene.vasseur", PASSWORD)
    admin.sees_title("Participants")


def test_the_administrator_writes_down_associations_and_places(team: Team) -> None:
    admin = team["administrator"]
    admin.goes_to("Structures et lieux")
    admin.reads("Les Foyers Matter")
    for name in ("Réseau Entreprendre Rhône", "Activ’Action", "Toi-Même Tu Parles"):
        form = admin.page.locator(".st-key-organisation_new_name").locator("xpath=ancestor::*[@data-testid='stForm']")
        admin.types("Nom", name, within=form)
        admin.presses("Ajouter", within=form)
        admin.reads("Structure enregistrée.")
        expect(admin.row(name)).to_be_visible()
    for name, kind, where in (
        ("CP Lyon-Corbas", "Centre pénitentiaire (CP)", "Rhône"),
        ("Maison de l’entreprise, Lyon 3e", "Local associatif", "Rhône"),
        ("MA Strasbourg", "Maison d’arrêt (MA)", "Bas-Rhin"),
    ):
        form = admin.page.locator(".st-key-site_new_name").locator("xpath=ancestor::*[@data-testid='stForm']")
        admin.types("Nom", name, within=form)
        admin.chooses("Type de lieu", kind, within=form)
        admin.types("Département", where, within=form)
        admin.presses("Ajouter", within=form)
        expect(admin.row(name)).to_be_visible()
