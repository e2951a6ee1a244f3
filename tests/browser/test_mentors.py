"""On a telephone: a mentor plans a meeting and says how it went; another one uses a link, which serves once."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from core import clock, mentor_meetings, mentors, staff
from core.staff import Staff
from core.storage.database import connect
from tests.browser.visitor import Door, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("mentors")]

TELEPHONE = {"width": 390, "height": 844}
TODAY = clock.today()


@pytest.fixture(scope="module")
def tracker_to_serve(demonstration: Path) -> Path:
    return demonstration


def fits(visitor: Visitor) -> bool:
    """Whether nothing on the page is wider than the screen."""
    wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    return bool(visitor.page.evaluate(wide))


def pair_with(db, mentor: Staff, name: str) -> int:
    mentees = mentors.mentees(db, by=mentor, today=TODAY)
    return next(one.pair_id for one in mentees if one.first_name == name)


def test_a_mentor_plans_a_meeting_on_a_telephone_and_says_how_it_went(
    door: Door, demonstration: Path
) -> None:
    db = connect(demonstration)
    me = staff.find(db, "mentor")
    pair = pair_with(db, me, "Samir")
    mentor = door.signed_in_as(me, viewport=TELEPHONE)
    mentor.opens("/")
    mentor.sees_title("Mes binômes")
    mentor.follows("Prévoir une rencontre", within=mentor.row("Samir"))
    mentor.types_day("Jour de la rencontre", TODAY - timedelta(days=1))
    mentor.presses("Prévoir la rencontre")
    mentor.reads("aujourd’hui ou un jour à venir")
    mentor.types_day("Jour de la rencontre", TODAY)
    mentor.presses("Prévoir la rencontre")
    mentor.is_told("Rencontre prévue")
    assert fits(mentor)

    mentor.follows("Dire comment cela s’est passé", within=mentor.row("Samir"))
    mentor.marks("Oui")
    day = mentor.page.get_by_test_id("stDateInput").filter(has_text="Date de la rencontre")
    expect(day.get_by_role("spinbutton").first).to_have_text(f"{TODAY:%d}")
    mentor.marks("Le travail prévu est fait, le plus souvent.")
    mentor.types("Ce qui a été travaillé", "Le prix d’une tournée.")
    mentor.presses("Enregistrer le retour")
    mentor.is_told("Retour enregistré")
    assert fits(mentor)
    assert mentor_meetings.planned(db, [pair], by=me)[pair] == []
    [row] = db.query("SELECT state FROM sessions WHERE pair_id = ?", [pair])
    assert row["state"] == "held"
    db.close()


def test_a_link_handed_over_from_the_list_serves_once_on_a_telephone(
    door: Door, demonstration: Path
) -> None:
    db = connect(demonstration)
    coach = door.signed_in_as(staff.find(db, "coach"))
    coach.opens("/")
    coach.follows("Donner un lien", within=coach.row("Gérard Monnier"))
    coach.presses("Créer le lien")
    link = coach.page.get_by_test_id("stCode").inner_text().strip()
    path = "/meeting/" + link.rpartition("/")[2]

    gerard = door.stranger(viewport=TELEPHONE)
    gerard.page.goto(door.address + path)
    gerard.sees_title("Rencontre avec Dragan")
    gerard.does_not_read("Petrović", "LYO-")
    gerard.page.get_by_label("Oui", exact=True).check()
    gerard.page.get_by_label("Le travail prévu est fait, le plus souvent.").check()
    gerard.page.get_by_label("Ce qui a été travaillé").fill("Les devis.")
    assert fits(gerard)
    gerard.presses("Envoyer le retour")
    gerard.sees_title("Merci")
    gerard.page.goto(door.address + path)
    gerard.sees_title("Lien sans effet")
    assert fits(gerard)

    coach.opens("/")
    lines = coach.main.get_by_role("row").filter(has_text="Gérard Monnier")
    expect(lines.filter(has_text="Donner un lien")).to_have_count(0)
    db.close()
