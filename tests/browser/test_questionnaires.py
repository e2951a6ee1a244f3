"""A questionnaire of ten questions typed in from its paper, by keyboard alone, in forty strokes at most."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from core import answer_sheets, clock, staff
from core.permissions import Role
from core.staff import Staff
from core.storage.database import connect
from tests.browser.visitor import Door

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("questionnaires")]
MOST_STROKES = 40  # half a minute
LINE = "Réponses dans l’ordre du papier"


@pytest.fixture(scope="module")
def tracker_to_serve(demonstration: Path) -> Path:
    return demonstration


@pytest.fixture(scope="module")
def coach(demonstration: Path) -> Staff:
    db = connect(demonstration)
    found = staff.find(db, "coach")
    db.conn.close()
    assert found.role is Role.COACH
    return found


def test_a_paper_is_typed_in_by_keyboard_in_forty_strokes(
    door: Door, coach: Staff, demonstration: Path
) -> None:
    visitor = door.signed_in_as(coach)
    visitor.opens("/questionnaire?code=LYO-002&instrument=gse&wave=exit")
    visitor.sees_title("Questionnaire")
    page = visitor.page
    strokes = 0

    def press(key: str) -> None:
        nonlocal strokes
        page.keyboard.press(key)
        strokes += 1

    def tab_to(wanted: str) -> None:
        for _stroke in range(30):
            if page.evaluate(
                "wanted => (document.activeElement.getAttribute('aria-label') || "
                "document.activeElement.innerText || '').startsWith(wanted)",
                wanted,
            ):
                return
            press("Tab")
        raise AssertionError(f"“{wanted}” cannot be reached by keyboard")

    page.get_by_role("spinbutton").first.focus()  # the date on the paper is the first thing to type
    on = clock.today() - timedelta(days=3)
    for figure in f"{on:%d%m%Y}":
        press(figure)
    tab_to(LINE)
    for answer in "3334-23433":
        press(answer)
    press("Enter")
    visitor.settles()
    expect(page.get_by_role("radio", name="4 Totalement vrai").nth(3)).to_be_checked()
    tab_to("Enregistrer la feuille")
    press("Enter")
    visitor.is_told("Feuille enregistrée")
    assert strokes <= MOST_STROKES, strokes

    db = connect(demonstration)
    (row,) = db.query(
        """SELECT s.id FROM answer_sheets AS s JOIN enrolments AS e ON e.id = s.enrolment_id
        JOIN participants AS p ON p.id = e.participant_id WHERE code = 'LYO-002' AND wave = 'exit'"""
    )
    kept = answer_sheets.get(db, row["id"], by=coach)
    db.conn.close()
    assert kept.missing == 1
    assert kept.score == pytest.approx(10 * 28 / 9)
    assert kept.sheet.collected_on == on
