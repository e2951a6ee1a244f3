"""Somebody's file in a browser: found while typing, a long note that survives, documents, a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlite_utils import Database

from core import staff
from core.demo.keeping import a_page
from core.storage.database import connect
from tests.browser.cast import opens_file
from tests.browser.visitor import Door, Visitor, until

pytestmark = pytest.mark.browser

LONG = "Vu ce matin, très en forme. " * 12
DRAFT = "Brouillon de "


@pytest.fixture(scope="module")
def tracker_to_serve(demonstration: Path) -> Path:
    return demonstration


@pytest.fixture
def kept(tracker_to_serve: Path) -> Iterator[Database]:
    db = connect(tracker_to_serve)
    yield db
    db.conn.close()


@pytest.fixture
def window(door: Door, kept: Database) -> Iterator[Visitor]:
    """The coach of the demonstration, with somebody's file open."""
    visitor = door.signed_in_as(staff.find(kept, "coach"))
    opens_file(visitor, "LYO-001")
    yield visitor
    for one in list(door.visitors):
        door.leaves(one)


def finds(window: Visitor, words: str) -> list[str]:
    """Type a name as one does; the names that come under it."""
    field = window.page.locator(".find input")
    field.press_sequentially(words, delay=20)
    expect(window.page.locator(".find [role=option]").first).to_be_visible()
    window.page.wait_for_timeout(400)
    return window.page.locator(".find [role=option] strong").all_inner_texts()


@pytest.mark.parametrize("words", ["hadd", "SAMIR", "haddouche samir", "samri", "lyo-002"])
def test_another_person_is_found_while_typing_and_opened_with_enter(
    window: Visitor, words: str
) -> None:
    assert finds(window, words)[0] == "Samir Haddouche"
    window.page.keyboard.press("Enter")
    expect(window.page.locator("h1")).to_contain_text("Samir Haddouche")
    assert window.page.url.endswith("/participant?code=LYO-002")
    expect(window.page.locator(".find input")).to_have_value("")
    assert not [request for request in window.requests if words.split()[0] in request]


def test_the_arrows_choose_escape_leaves_and_nobody_is_said(window: Visitor) -> None:
    several = finds(window, "m")
    assert len(several) > 1
    field = window.page.locator(".find input")
    field.press("ArrowDown")
    field.press("ArrowDown")
    expect(window.page.locator("[role=option][aria-selected=true] strong")).to_have_text(several[1])
    field.press("Escape")
    expect(window.page.locator(".find [role=option]").first).to_be_hidden()
    field.press_sequentially("zzzzzz", delay=20)
    expect(window.page.locator(".find [role=status]")).to_have_text("Personne ne porte ce nom.")


def test_the_next_file_of_the_cohort_is_one_click_away(window: Visitor) -> None:
    near = window.page.locator(".find ul a").last
    name = near.inner_text()
    near.click()
    window.settles()
    expect(window.page.locator("h1")).to_contain_text(name)


def test_a_refresh_in_the_middle_of_a_long_note_gives_it_back(window: Visitor) -> None:
    window.presses("Noter un entretien")
    note = window.page.get_by_label("Note (facultative)")
    note.fill(LONG)
    window.page.wait_for_timeout(3500)  # nobody leaves the field: a pause is enough
    window.settles()
    window.page.reload()
    window.settles()
    window.presses("Noter un entretien")
    window.reads(DRAFT)
    window.presses("Reprendre")
    expect(window.page.get_by_label("Note (facultative)")).to_have_value(LONG.strip())
    window.presses("Enregistrer l’entretien")
    window.is_told("Entretien enregistré à ")


def test_a_document_is_kept_and_taken_away_as_it_came(
    window: Visitor, kept: Database, tmp_path: Path
) -> None:
    file = tmp_path / "rib.pdf"
    file.write_bytes(a_page(["RIB d’exemple"]))
    window.page.get_by_role("tab", name="Documents").click()
    window.settles()
    window.gives_file(file)
    window.types("Titre", "RIB du compte professionnel")
    window.presses("Garder le document")
    window.is_told("Document gardé à ")
    window.reads("RIB du compte professionnel")
    taken = window.takes_away(
        "Télécharger", within=window.page.locator('[class*="st-key-doc-"]').first
    )
    assert taken.read_bytes() == file.read_bytes()
    traces = "event = 'document.taken'"
    until(lambda: kept.table("audit").count_where(traces) == 1, window.page)


def test_on_a_phone_what_is_behind_is_folded_and_shown_on_demand(window: Visitor) -> None:
    window.page.set_viewport_size({"width": 390, "height": 800})
    validated = window.page.locator(".st-key-file_milestones tr:has(.mark-validated)").first
    expect(validated).to_be_hidden()
    window.page.get_by_label("Montrer les").last.check()
    expect(validated).to_be_visible()
    wide = window.page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    assert wide, "the page is wider than the phone"
    window.page.set_viewport_size({"width": 1280, "height": 1600})
    expect(window.page.locator(".unfold").first).to_be_hidden()
    expect(validated).to_be_visible()
