"""Who is in the story, what they write, and the gestures that come back in it."""

import re
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import expect

from core import clock
from tests.browser.visitor import Door, Visitor

DATA = Path(__file__).parent.parent / "data"
PASSWORD = "Une tasse de thé au bord du canal 42"
TODAY: date = clock.today()
LYON, STRASBOURG = "Lyon, automne 2026", "Strasbourg, automne 2026"
SUPPORT = {LYON: "Collectif puis individuel", STRASBOURG: "Individuel dès le départ"}

ACCOUNTS = {
    "coach": ("Claire Morel", "coach", "Les Foyers Matter"),
    "second coach": ("Karim Bensalem", "coach", "Les Foyers Matter"),
    "mentor": ("Hugo Vannier", "mentor", "Réseau Entreprendre Rhône"),
    "evaluator": ("Agathe Collin", "évaluation", "Réseau Entreprendre Rhône"),
}
LOGINS = {part: name.lower().replace(" ", ".") for part, (name, *_more) in ACCOUNTS.items()}

MOUSSA = "Moussa N'Diaye"
NOTE = "Prix du plateau calculé ensemble : 8,50 €."
STEP = "Appeler deux fournisseurs"
EXAMPLE = "La carte tient en deux phrases et donne faim."
CHAPTER = "Un food truck sénégalais, deux plats du jour, sur les marchés de Villeurbanne."
CUSTOMERS = "Les équipes de bureaux de la Part-Dieu, à midi."

NAMES = (
    "Moussa N'Diaye", "Anaïs Lefèvre-Roux", "Youssef El Amrani", "José Garcia", "Mehdi Ben Saïd",
    "Seán O'Connor", "Thi Mai Nguyen", "Kévin Dupont", "Aminata Traoré", "Jürgen Müller",
    "Loïc Petit", "Hery Rakotomalala", "João Pedro da Silva", "Camille Schmitt", "Ali Benyahia",
    "Marie-Ange Klein", "Dylan Hoffmann", "Ibrahima Sow", "Stéphane Weber", "Nadia Haddad", "Luc Meyer",
)  # fmt: skip
CODE = re.compile(r"\b(LYO|STR)-\d{3}\b")
DETENTION = re.compile(
    r"détention|détenu|prison|incarcér|écrou|pénitentiaire|Corbas", re.IGNORECASE
)


class Team:
    """Everybody who has come in, by the part that they play."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self._here: dict[str, Visitor] = {}

    def __getitem__(self, part: str) -> Visitor:
        return self._here[part]

    def __setitem__(self, part: str, visitor: Visitor) -> None:
        self._here[part] = visitor


def opens_file(somebody: Visitor, code: str) -> None:
    somebody.opens(f"/participant?code={code}")
    expect(somebody.page.get_by_role("heading", level=1)).to_contain_text(code)
    somebody.settles()


def begins_a_milestone(somebody: Visitor, milestone: str, state: str) -> None:
    """Open the form of a milestone's move in the file that stands open, as far as the new state."""
    jalon = somebody.page.get_by_role("radio", name="Jalon", exact=True)
    if not jalon.count():
        somebody.presses("Faire avancer")
    expect(jalon).to_be_visible()
    somebody.marks("Jalon")
    somebody.chooses("Jalon", milestone)
    somebody.chooses("Nouvel état", state)


def words_about_people(text: str, *, but: str = "") -> list[str]:
    """The names and codes of participants that stand somewhere in a text."""
    parts = {word for name in NAMES for word in re.split(r"[ -]", name) if word != but}
    alone = "|".join(re.escape(word) for word in parts if len(word) > 2)
    found = re.findall(rf"(?<!\w)(?:{alone})(?!\w)", text)
    return sorted({*found, *(match[0] for match in CODE.finditer(text))})


def nothing_about_anybody(somebody: Visitor, *, but: str = "") -> None:
    """Neither the page nor anything that the server sent to this browser names a participant."""
    assert somebody.frames, "no message of the server was seen"
    assert not words_about_people(somebody.everything_received(), but=but)


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)
