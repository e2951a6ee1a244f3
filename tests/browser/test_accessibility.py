"""Every screen as each role that opens it: axe, the keyboard, the language that is told, no outside request."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlite_utils import Database

from core import accounts, clock
from core.language import Language
from core.permissions import Role
from core.storage.database import connect
from pages.shared.menu import MENU
from tests.browser.house import serving
from tests.browser.screens import address, the_first, things
from tests.browser.visitor import Door, Visitor, until

pytestmark = pytest.mark.browser

# Streamlit's own, that nobody can mend from here: its menu puts paragraphs between the entries of a list.
STREAMLITS_OWN = {"list", "listitem"}
IN_ITS_MENU = '[data-testid="stSidebarNavItems"]'
ACCENT_IN_THE_DARK = b"#7CC4CE"
GRAVE = {"serious", "critical"}
DARK_ONLY = {"runOnly": ["color-contrast", "link-in-text-block"]}  # the rest is the same page


@pytest.fixture(scope="module")
def tracker_to_serve(demonstration: Path) -> Path:
    return demonstration


@pytest.fixture(scope="module")
def kept(tracker_to_serve: Path) -> Iterator[Database]:
    db = connect(tracker_to_serve)
    yield db
    db.conn.close()


def grave_findings(page: Page, **options: object) -> list[str]:
    """What axe finds serious or critical, but for what is Streamlit's own."""
    found = Axe().run(page, options=options or None).response["violations"]
    told = []
    for rule in found:
        nodes = [
            node
            for node in rule["nodes"]
            if rule["id"] not in STREAMLITS_OWN or not _in_the_menu(page, node["target"])
        ]
        if rule["impact"] in GRAVE and nodes:
            told += [f"{rule['id']}: {node['html'][:200]}" for node in nodes]
    return told


def _in_the_menu(page: Page, target: list[str]) -> bool:
    return bool(page.locator(target[0]).first.evaluate(f"e => !!e.closest('{IN_ITS_MENU}')"))


@pytest.mark.parametrize("role", list(Role))
def test_no_screen_of_a_role_has_a_serious_fault(role: Role, door: Door, kept: Database) -> None:
    who, known = the_first(kept, role), things(kept)
    somebody = door.signed_in_as(who)
    somebody.opens("/")
    opened = [entry for entry in MENU if who.may(entry.action)]
    faults: dict[str, list[str]] = {}
    for entry in opened:
        path = address(entry, known)
        somebody.turns_to(path)
        expect(somebody.main.locator("h1, .message").first).to_be_visible()
        expect(somebody.page.locator('[data-testid="stException"]')).to_have_count(0)
        faults[path] = grave_findings(somebody.page)
        somebody.page.emulate_media(color_scheme="dark")
        somebody.settles()
        faults[f"{path} in the dark"] = grave_findings(somebody.page, **DARK_ONLY)
        somebody.page.emulate_media(color_scheme="light")
        somebody.settles()
    assert len(opened) > 1
    assert {path: told for path, told in faults.items() if told} == {}
    stays_here(somebody)
    door.leaves(somebody)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_before_the_tracker_has_a_serious_fault(
    scheme: str, door: Door, kept: Database, tmp_path: Path
) -> None:
    admin = the_first(kept, Role.ADMINISTRATOR)
    link = accounts.reset_link(kept, the_first(kept, Role.MENTOR).id, by=admin, now=clock.now())
    somebody = door.signed_in_as(admin, color_scheme=scheme)
    stranger = door.stranger(color_scheme=scheme)
    faults = {}
    for visitor, path in (
        (stranger, "/sign-in"),
        (stranger, f"/invitation/{link}"),
        (stranger, "/invitation/nothing"),
        (somebody, "/account"),
    ):
        visitor.page.goto(visitor.address + path)
        faults[path] = grave_findings(visitor.page)
    with serving(tmp_path / "none.db", folder=tmp_path) as empty:
        stranger.page.goto(empty.address)
        stranger.sees_title("Installer Passerelle")
        faults["/set-up"] = grave_findings(stranger.page)
    assert {path: told for path, told in faults.items() if told} == {}
    for visitor in (stranger, somebody):
        stays_here(visitor)
        door.leaves(visitor)


def stays_here(visitor: Visitor) -> None:
    """Nothing was asked of any other machine."""
    outside = {
        url
        for url in visitor.requests
        if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).hostname != "127.0.0.1"
    }
    assert visitor.requests
    assert not outside


def test_the_page_says_which_language_it_is_in(door: Door, kept: Database) -> None:
    stranger = door.stranger()
    for query, language in (("", "fr"), ("?lang=en", "en")):
        stranger.page.goto(f"{stranger.address}/sign-in{query}")
        expect(stranger.page.locator("html")).to_have_attribute("lang", language)
    evaluator = the_first(kept, Role.EVALUATOR)
    for language in (Language.ENGLISH, Language.FRENCH):
        accounts.set_language(kept, language, by=evaluator)
        somebody = door.signed_in_as(evaluator)
        somebody.opens("/")
        expect(somebody.page.locator("html")).to_have_attribute("lang", language)
        title = {Language.ENGLISH: "Dashboard", Language.FRENCH: "Tableau de bord"}[language]
        somebody.sees_title(title)
        door.leaves(somebody)


def test_charts_are_drawn_again_when_the_computer_turns_dark(door: Door, kept: Database) -> None:
    lead = door.signed_in_as(the_first(kept, Role.LEAD))
    lead.opens("/dashboard")
    expect(lead.page.get_by_test_id("stVegaLiteChart").first).to_be_visible()
    drawn_before = len(lead.frames)
    lead.page.emulate_media(color_scheme="dark")
    until(
        lambda: any(ACCENT_IN_THE_DARK in frame for frame in lead.frames[drawn_before:]), lead.page
    )
    door.leaves(lead)


def test_one_signs_in_without_a_mouse(door: Door) -> None:
    stranger = door.stranger()
    stranger.page.goto(f"{stranger.address}/sign-in")
    keyboard = stranger.page.keyboard
    keyboard.type("coach")
    keyboard.press("Tab")
    keyboard.type("ce n’est pas le bon")
    keyboard.press("Tab")
    assert stranger.focus() == "Se connecter"
    keyboard.press("Enter")
    stranger.reads("Identifiant ou mot de passe incorrect")
    expect(stranger.page.get_by_label("Mot de passe", exact=True)).to_be_focused()


def test_from_the_top_of_the_page_one_skips_to_the_roll_call_and_saves_it_without_a_mouse(
    door: Door, kept: Database
) -> None:
    coach = door.signed_in_as(the_first(kept, Role.COACH))
    coach.opens(f"/session?id={things(kept)['session']}")
    press = coach.page.keyboard.press
    press("Tab")
    assert coach.focus() == "Aller au contenu"
    press("Enter")
    coach.page.wait_for_function("document.activeElement.closest('[data-testid=\"stMain\"]')")
    seen: list[str] = []
    while not seen or "Enregistrer la séance" not in seen[-1]:
        press("Tab")
        seen.append(coach.focus())
        assert coach.page.evaluate("!!document.activeElement.closest('[data-testid=\"stMain\"]')")
        assert len(seen) < 80, seen
    press("Enter")
    coach.is_told("Séance")
