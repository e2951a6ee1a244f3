"""What the gate promises, seen from a real browser: nothing stays on a screen whose session is over."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from core import clock, founding, staff, web_sessions
from core.storage.database import connect, transaction
from tests.browser.house import House

pytestmark = pytest.mark.browser

GOOD = "trois canards sur un toit"


@pytest.fixture(scope="module")
def tracker_to_serve(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("guarded") / "tracker.db"
    founding.found(
        organisation="Ascension vers l'Insertion", name="Claire Morel", login="claire", password=GOOD,
        path=file,
    )  # fmt: skip
    return file


@pytest.fixture
def windows(browser: Browser, house: House) -> Iterator[BrowserContext]:
    windows = browser.new_context(base_url=house.address, locale="fr-FR")
    yield windows
    windows.close()


def come_in(window: Page) -> None:
    window.goto("/sign-in")
    window.get_by_label("Identifiant").fill("claire")
    window.get_by_label("Mot de passe").fill(GOOD)
    window.get_by_role("button", name="Se connecter").click()
    expect(window.get_by_text("Claire Morel").first).to_be_visible()


def test_signing_out_in_one_tab_empties_the_others(windows: BrowserContext) -> None:
    one, another = windows.new_page(), windows.new_page()
    come_in(one)
    another.goto("/")
    expect(another.get_by_text("Claire Morel").first).to_be_visible()

    one.evaluate("() => setTimeout(() => fetch('/sign-out', {method: 'POST'}), 0)")

    for window in (one, another):
        expect(window.get_by_role("heading", name="Se connecter")).to_be_visible()
        expect(window.get_by_text("Claire Morel")).to_have_count(0)


def test_a_session_closed_elsewhere_empties_the_screen_at_the_next_look(
    windows: BrowserContext, house: House
) -> None:
    window = windows.new_page()
    come_in(window)
    db = connect(house.file)
    with transaction(db):
        web_sessions.revoke_all(db, staff.find(db, "claire").id, now=clock.now())
    db.conn.close()

    window.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")

    expect(window.get_by_role("heading", name="Se connecter")).to_be_visible()


def test_nothing_is_asked_from_outside_and_nothing_is_refused_by_the_policy(
    windows: BrowserContext, house: House
) -> None:
    asked: list[str] = []
    said: list[str] = []
    window = windows.new_page()
    window.on("request", lambda request: asked.append(request.url))
    window.on("console", lambda message: said.append(message.text))
    come_in(window)
    window.wait_for_load_state("networkidle")

    assert [url for url in asked if not url.startswith((house.address, "data:", "blob:"))] == []
    assert [words for words in said if "Content Security Policy" in words] == []


def test_the_typeface_of_the_house_is_the_one_on_screen(windows: BrowserContext) -> None:
    window = windows.new_page()
    come_in(window)
    loaded = "() => [...document.fonts].some(f => f.family.includes('Source Sans 3') && f.status === 'loaded')"
    window.wait_for_function(loaded)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/sign-in", "/sign-in?lang=en", "/invitation/none", "/account"])
def test_the_door_is_open_to_everybody(
    browser: Browser, house: House, path: str, scheme: str
) -> None:
    windows = browser.new_context(base_url=house.address, locale="fr-FR", color_scheme=scheme)  # type: ignore[arg-type]
    window = windows.new_page()
    if path == "/account":
        come_in(window)
    window.goto(path)
    findings = Axe().run(window)
    windows.close()
    assert findings.violations_count == 0, findings.generate_report()
