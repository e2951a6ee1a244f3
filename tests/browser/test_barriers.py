"""Three barriers are assessed, somebody is sent to an organisation, it answers, a barrier is lifted."""

from pathlib import Path

import pytest

from core import barriers, clock, participants, referrals, staff
from core.barrier_parts import Standing
from core.permissions import Action
from core.referral_parts import Answer
from core.storage.database import connect
from tests.browser.visitor import Door, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("barriers")]


@pytest.fixture(scope="module")
def tracker_to_serve(demonstration: Path) -> Path:
    return demonstration


def state_of(coach: Visitor, barrier: str, option: str) -> None:
    """Choose the state of one barrier in the form."""
    row = coach.page.locator(f".st-key-line-barrier-{barrier}")
    coach.marks(option, within=row)
    coach.settles()


def test_three_barriers_a_referral_its_answer_and_one_barrier_lifted(
    door: Door, demonstration: Path
):
    db = connect(demonstration)
    me = staff.find(db, "coach")
    # Dragan has nothing written down: the story begins with a blank page.
    (row,) = db.query("SELECT code FROM participants WHERE first_name = 'Dragan'")
    person = participants.by_code(db, row["code"], by=me, to=Action.READ_BARRIERS)
    coach = door.signed_in_as(me)
    coach.opens(f"/participant?code={person.code}")
    coach.page.get_by_role("tab", name="Freins").click()
    coach.settles()
    coach.reads("Aucun frein n’a encore été abordé.")

    coach.presses("Faire le point sur les freins")
    for barrier in ("mobility", "housing", "money"):
        state_of(coach, barrier, "Frein")
    housing = coach.page.locator(".st-key-line-barrier-housing")
    coach.marks("Fort", within=housing)
    coach.settles()
    coach.presses("Enregistrer les freins")
    coach.settles()
    coach.reads("3 freins à ce jour", "7 non abordés", "impact fort")

    coach.page.get_by_role("tab", name="Orientations").click()
    coach.settles()
    coach.chooses("Structure", "Régie de quartier du Vallon")
    coach.chooses("Pour quel frein", "Logement")
    coach.types("Objet, en quelques mots", "Logement de transition")
    coach.presses("Enregistrer l’orientation")
    coach.settles()
    coach.reads("Logement de transition", "Réponse attendue")

    coach.follows("Répondre, corriger")
    coach.marks("Acceptée")
    coach.types_day("Date de la réponse", clock.today())
    coach.presses("Enregistrer l’orientation")
    coach.settles()
    (sent,) = referrals.of(db, person.id, by=me)
    assert sent.referral.reply.answer is Answer.ACCEPTED

    coach.page.get_by_role("tab", name="Freins").click()
    coach.settles()
    coach.presses("Faire le point sur les freins")
    state_of(coach, "housing", "Pas ou plus de frein")
    coach.presses("Enregistrer les freins")
    coach.settles()
    coach.reads("2 freins à ce jour", "1 levé", "Frein levé")
    line = barriers.state_of(db, person.id, by=me).line("housing")
    assert (line.standing, line.lifted_on) == (Standing.LIFTED, clock.today())
    db.conn.close()
    door.leaves(coach)
