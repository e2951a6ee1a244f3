"""A transfer from end to end: the assistant, what it does to the lists and the roll call, the sheet, the release."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from core import attendance, clock, enrolments, organisations, reviews, situations, staff
from core.participants import Identity
from core.place_change_parts import Change
from core.situations import SituationKind
from core.staff import Staff
from core.storage.database import connect
from tests.browser.visitor import Door

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("places")]
TODAY: date = clock.today()


@pytest.fixture(scope="module")
def tracker_to_serve(demonstration: Path) -> Path:
    return demonstration


@pytest.fixture(scope="module")
def coach(demonstration: Path) -> Staff:
    db = connect(demonstration)
    found = staff.find(db, "coach")
    db.conn.close()
    return found


@pytest.fixture(scope="module")
def person(demonstration: Path, coach: Staff) -> tuple[int, str]:
    """Somebody who is inside, at the CP des Acacias, since a hundred days."""
    db = connect(demonstration)
    (cohort,) = db.execute("SELECT id FROM cohorts WHERE prefix = 'LYO'").fetchone()
    (site,) = db.execute("SELECT id FROM sites WHERE name = 'CP des Acacias'").fetchone()
    someone = enrolments.add(
        db, Identity(first_name="Solène", last_name="Abadie", project="Retouches"), by=coach,
        cohort_id=cohort, entered_on=TODAY - timedelta(days=100), coach_id=coach.id, today=TODAY,
        situation=SituationKind.INSIDE, site_id=site,
    )  # fmt: skip
    (code,) = db.execute("SELECT code FROM participants WHERE id = ?", [someone]).fetchone()
    db.conn.close()
    return someone, str(code)


def test_a_transfer_from_end_to_end_then_a_release_and_what_leaves_with_the_person(
    door: Door, demonstration: Path, coach: Staff, person: tuple[int, str]
) -> None:
    someone, code = person
    claire = door.signed_in_as(coach)
    claire.opens(f"/participant?code={code}")
    claire.presses("Faire avancer")
    claire.marks("Lieu ou mesure")
    claire.reads("Choisissez le lieu où va la personne.")
    claire.chooses("Lieu", "CD de la Plaine")
    claire.reads("Ce qui va changer", "CP des Acacias", "la rétention ne change pas")
    claire.presses("Enregistrer le changement")
    claire.is_told("Changement enregistré")
    claire.reads("CD de la Plaine")

    db = connect(demonstration)
    now = situations.of(db, someone, by=coach)[-1]
    assert (now.site, now.starts_on) == ("CD de la Plaine", TODAY)
    [review] = reviews.of(db, someone, by=coach)
    assert (review.cause, review.due_on) == (Change.TRANSFER, TODAY + timedelta(days=10))
    (cohort,) = db.execute("SELECT id FROM cohorts WHERE prefix = 'LYO'").fetchone()
    left = next(
        one for one in organisations.all_sites(db, by=coach) if one.name == "CP des Acacias"
    )
    [there] = [one for one in attendance.expected(db, cohort, TODAY, by=coach) if one.id == someone]
    assert there.is_elsewhere(left)

    claire.opens("/to-do")
    line = claire.row("Solène Abadie").filter(has_text="changement de lieu")
    claire.follows("Faire le point", within=line)
    claire.types("En quelques mots", "Vue à son arrivée")
    claire.presses("Le point est fait")
    claire.is_told("Point fait")

    claire.opens(f"/participant?code={code}&after=sharing")
    claire.ticks("Projet et étape")
    claire.presses("Enregistrer les réponses")
    claire.is_told("Réponses enregistrées")
    claire.page.get_by_role("tab", name="Dedans, dehors").click()
    claire.settles()
    sheet = Document(BytesIO(claire.takes_away("Fiche de passation, extérieur").read_bytes()))
    told = [cell.text for table in sheet.tables for row in table.rows for cell in row.cells]
    assert "Retouches" in told
    assert not any("Plaine" in text for text in told)

    claire.opens(f"/participant?code={code}&after=place")
    claire.chooses("Lieu", "CP des Acacias")  # once a day: the transfer was today
    claire.reads("deux situations se chevaucheraient")
    taken = f"« Transfert · {TODAY:%d/%m/%Y} · CD de la Plaine »"
    claire.presses(f"Reprendre {taken}, noté par erreur")
    claire.is_told("Changement repris")
    claire.opens(f"/participant?code={code}&after=place")
    claire.marks("Libération")
    claire.presses("Enregistrer le changement")
    claire.is_told("Changement enregistré")
    claire.page.get_by_role("tab", name="Dedans, dehors").click()
    claire.reads("Sortie : ce qu’il faut", "Papiers d’identité")
    assert situations.of(db, someone, by=coach)[-1].kind is SituationKind.FREE
    ended = db.execute("SELECT ended_on FROM enrolments WHERE participant_id = ?", [someone])
    assert ended.fetchone() == (None,)
    db.conn.close()
    door.leaves(claire)
