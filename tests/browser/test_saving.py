"""What is typed is saved once, and never lost: double clicks, reloads, two tabs, sessions that end."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlite_utils import Database

from core import clock, plans, staff, web_sessions
from core.demonstration import ready_accounts
from core.staff import Staff
from core.storage.database import connect, transaction
from tests.browser.cast import opens_file
from tests.browser.visitor import Door, Visitor, signs_in, until

pytestmark = pytest.mark.browser

INTERVIEW = "Enregistrer l’entretien"
PLAN = "/plan?code=LYO-001&chapter=risks"


@pytest.fixture(scope="module")
def tracker_to_serve(demonstration: Path) -> Path:
    return demonstration


@pytest.fixture
def kept(tracker_to_serve: Path) -> Iterator[Database]:
    """What the file holds."""
    db = connect(tracker_to_serve)
    yield db
    db.conn.close()


@pytest.fixture
def coach(kept: Database) -> Staff:
    return staff.find(kept, "coach")


@pytest.fixture
def window(door: Door, coach: Staff) -> Iterator[Visitor]:
    """The coach of the demonstration, signed in."""
    visitor = door.signed_in_as(coach)
    yield visitor
    for one in list(door.visitors):
        door.leaves(one)


def notes_saying(kept: Database, body: str) -> int:
    return int(kept.table("notes").count_where("body = ?", [body]))


def begins_an_interview(window: Visitor, note: str) -> None:
    opens_file(window, "LYO-001")
    window.presses("Noter un entretien")
    left = window.page.get_by_role("button", name="Écarter", exact=True)
    if left.count():  # what an earlier test left unsaved
        left.click()
        window.settles()
    window.types("Note", note)


def text_kept(kept: Database, coach: Staff) -> str:
    ((person,),) = kept.execute("SELECT id FROM participants WHERE code = 'LYO-001'")
    chapters = {text.key: text for text in plans.read(kept, person, by=coach).chapters}
    return chapters["risks"].body


def test_a_double_click_saves_once(window: Visitor, kept: Database) -> None:
    begins_an_interview(window, "Un double clic")
    before = kept.table("sessions").count
    window.page.get_by_role("button", name=INTERVIEW).dblclick()
    window.is_told("Entretien")
    window.settles()
    assert notes_saying(kept, "Un double clic") == 1
    assert kept.table("sessions").count == before + 1


def test_a_click_again_and_again_saves_once(window: Visitor, kept: Database) -> None:
    begins_an_interview(window, "Cinq clics")
    window.page.evaluate(
        """(words) => { const button = [...document.querySelectorAll("button")].find(
            (one) => one.innerText.trim() === words);
        for (let turn = 0; turn < 5; turn++) setTimeout(() => button.click(), turn * 15); }""",
        INTERVIEW,
    )
    until(lambda: notes_saying(kept, "Cinq clics") > 0, window.page)
    window.settles()
    assert notes_saying(kept, "Cinq clics") == 1


def test_a_reload_in_the_middle_of_a_save_neither_loses_half_nor_saves_twice(
    window: Visitor, kept: Database
) -> None:
    begins_an_interview(window, "Page rechargée")
    before = kept.table("sessions").count
    window.page.get_by_role("button", name=INTERVIEW).click(no_wait_after=True)
    window.page.reload()
    window.settles()
    window.page.reload()
    window.settles()
    saved = notes_saying(kept, "Page rechargée")
    assert saved <= 1
    assert kept.table("sessions").count == before + saved
    shown = window.page.get_by_text("Page rechargée")
    expect(shown).to_have_count(saved)


def test_of_two_tabs_on_one_chapter_the_second_is_shown_both_texts_and_loses_none(
    window: Visitor, door: Door, kept: Database, coach: Staff
) -> None:
    other = door.signed_in_as(coach)
    for tab in (window, other):
        tab.opens(PLAN)
    window.types("Votre texte", "Le fournisseur peut fermer : en trouver un second.")
    other.types("Votre texte", "La saison creuse dure trois mois.")
    window.presses("Enregistrer le chapitre")
    window.is_told("Chapitre")

    other.presses("Enregistrer le chapitre")
    other.reads("Ce qui est enregistré", "Le fournisseur peut fermer : en trouver un second.")
    expect(other.page.get_by_label("Votre texte")).to_have_value(
        "La saison creuse dure trois mois."
    )
    assert text_kept(kept, coach) == "Le fournisseur peut fermer : en trouver un second."

    both = "Le fournisseur peut fermer, et la saison creuse dure trois mois."
    other.types("Votre texte", both)
    other.presses("Enregistrer le chapitre")
    other.is_told("Chapitre")
    assert text_kept(kept, coach) == both
    old = kept.execute("SELECT count(*) FROM history WHERE old LIKE '%en trouver un second%'")
    assert old.fetchone()[0] >= 1


def test_of_two_tabs_on_one_identity_the_second_is_told_and_nothing_is_overwritten(
    window: Visitor, door: Door, kept: Database, coach: Staff
) -> None:
    other = door.signed_in_as(coach)
    for tab, project in ((window, "Vélos de location"), (other, "Vélos pour enfants")):
        opens_file(tab, "LYO-002")
        tab.presses("Corriger")
        tab.types("Projet", project)
    window.presses("Enregistrer les corrections")
    expect(window.main.get_by_text("Vélos de location").first).to_be_visible()
    other.presses("Enregistrer les corrections")
    other.reads("Ce qui est enregistré", "Ce que vous avez écrit")
    ((project,),) = kept.execute("SELECT project FROM participants WHERE code = 'LYO-002'")
    assert project == "Vélos de location"


def test_a_session_that_has_ended_leads_to_the_sign_in_page_and_back_to_the_same_page(
    window: Visitor, kept: Database, coach: Staff
) -> None:
    window.opens("/participant?code=LYO-003")
    with transaction(kept):
        web_sessions.revoke_all(kept, coach.id, now=clock.now())
    window.page.get_by_role("button", name="Faire avancer").click()
    window.sees_title("Se connecter")
    window.does_not_read("LYO-003")
    signs_in(window, "coach", password_of(kept, "coach"))
    expect(window.page.get_by_role("heading", level=1)).to_contain_text("LYO-003")
    assert window.page.url.endswith("/participant?code=LYO-003")


def test_signing_out_in_one_tab_closes_the_other(window: Visitor) -> None:
    window.opens("/participants")
    other = Visitor(window.page.context.new_page(), window.address)
    other.opens("/participant?code=LYO-001")
    window.page.get_by_role("button", name="Se déconnecter").click()
    window.sees_title("Se connecter")
    other.sees_title("Se connecter")
    expect(other.page.get_by_text("LYO-001")).to_have_count(0)


def password_of(kept: Database, login: str) -> str:
    """The password that the demonstration shows on its sign-in page."""
    return next(one.password for one in ready_accounts(kept) if one.login == login)
