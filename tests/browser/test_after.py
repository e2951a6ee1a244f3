"""From the end of a support to the contacts after it: unreachable at three months, reached at six."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from core import clock, enrolments, follow_ups, staff
from core.follow_up_parts import Activity, Outcome
from core.participants import Identity
from core.staff import Staff
from core.storage.database import connect
from tests.browser.visitor import Door, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("after")]
TODAY: date = clock.today()
ENDED = TODAY - timedelta(days=200)


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
def code(demonstration: Path, coach: Staff) -> str:
    """Somebody who entered a year ago, and has not been seen since."""
    db = connect(demonstration)
    (cohort,) = db.execute("SELECT id FROM cohorts WHERE prefix = 'LYO'").fetchone()
    person = enrolments.add(
        db, Identity(first_name="Paule", last_name="Rivoire"), cohort_id=cohort, by=coach,
        entered_on=TODAY - timedelta(days=365), coach_id=coach.id, today=TODAY,
    )  # fmt: skip
    (code,) = db.execute("SELECT code FROM participants WHERE id = ?", [person]).fetchone()
    db.conn.close()
    return str(code)


def after(claire: Visitor, code: str) -> None:
    claire.page.get_by_role("tab", name="Sortie et suivi").click()
    claire.settles()


def test_an_end_then_unreachable_at_three_months_then_an_answer_at_six(
    door: Door, demonstration: Path, coach: Staff, code: str
) -> None:
    claire = door.signed_in_as(coach)
    claire.opens(f"/participant?code={code}")
    claire.presses("Faire avancer")
    claire.marks("Fin d’accompagnement")
    claire.page.get_by_text("Emploi durable", exact=True).click()
    claire.settles()
    claire.chooses("Plus précisément", "CDI")
    claire.types_day("Date", ENDED)
    claire.types("Destination (employeur, organisme, lieu)", "Menuiserie Aubert")
    claire.presses("Enregistrer la fin d’accompagnement")
    claire.is_told("Fin d’accompagnement enregistrée")

    after(claire, code)
    claire.reads("Emploi durable", "Menuiserie Aubert", "pas fait", "à faire maintenant")
    claire.follows("Noter le contact", within=claire.row("3 mois"))
    claire.marks("Injoignable")
    claire.types_day("Date du contact", ENDED + timedelta(days=95))
    claire.chooses("Moyen", "Téléphone")
    claire.presses("Enregistrer le contact")
    claire.is_told("Contact enregistré")

    claire.follows("Noter le contact", within=claire.row("6 mois"))
    claire.marks("Réponses données")
    claire.chooses("Moyen", "Téléphone")
    claire.presses("Enregistrer le contact")
    claire.reads("Choisissez l’activité et le logement")
    claire.chooses("Activité", "Emploi salarié durable")
    claire.chooses("Logement", "Logement stable")
    claire.presses("Enregistrer le contact")
    claire.is_told("Contact enregistré")

    expect(claire.row("3 mois")).to_contain_text("injoignable")
    expect(claire.row("6 mois")).to_contain_text("Emploi salarié durable")

    db = connect(demonstration)
    (person,) = db.execute("SELECT id FROM participants WHERE code = ?", [code]).fetchone()
    (support,) = follow_ups.of(db, person, by=coach, today=TODAY)
    three, six, *_later = (step.kept.said if step.kept else None for step in support.steps)
    db.conn.close()
    assert three is not None
    assert six is not None
    assert (three.outcome, six.outcome) == (Outcome.UNREACHABLE, Outcome.ANSWERED)
    assert six.activity is Activity.LASTING_JOB
