"""Somebody's file: read at a glance, changed from its top."""

import pytest

from core import clock, notes, participants, sessions, stages
from core.attendance import Mark
from core.notes import Draft, Level
from core.permissions import Action
from tests.factories import a_coach, a_cohort, a_participant, an_administrator


@pytest.fixture
def nadia(tracker):
    """A coach, and Nadia whom they follow."""
    coach = a_coach(tracker, name="Claire Morel")
    cohort = a_cohort(tracker, coach=coach, prefix="LYO")
    return coach, a_participant(tracker, coach=coach, cohort_id=cohort)


def shown(page):
    return "\n".join(element.proto.body for element in page.get("html"))


def test_the_file_shows_who_and_where_without_opening_anything(nadia, visit):
    coach, _person = nadia
    page = visit("participant.py", as_=coach, code="LYO-001")
    for fact in ("Nadia Tahri", "LYO-001", "Claire Morel", "À l’intérieur", "Parcours", "Jalons"):
        assert fact in shown(page)


def test_an_interview_is_kept_with_its_note_and_its_next_step(nadia, visit, tracker):
    coach, person = nadia
    page = visit("participant.py", as_=coach, code="LYO-001")
    page.button(key="file_interview").click().run()
    page.text_area(key="interview_note").input("A appelé deux fournisseurs.")
    page.text_input(key="interview_step").input("Demander un devis")
    page.date_input(key="interview_step_on").set_value("2026-12-01")
    page.button(key="interview_save").click().run()

    assert not page.exception
    assert "Entretien enregistré à " in shown(page)
    assert "Demander un devis" in shown(page)
    assert [note.body for note in notes.of(tracker, person, by=coach)] == [
        "A appelé deux fournisseurs."
    ]


def test_a_broken_rule_is_explained_and_nothing_typed_is_lost(nadia, visit, tracker):
    coach, person = nadia
    page = visit("participant.py", as_=coach, code="LYO-001")
    page.button(key="file_interview").click().run()
    page.text_area(key="interview_note").input("Texte long.")
    page.text_input(key="interview_step").input("Sans date")
    page.button(key="interview_save").click().run()

    assert "Donnez une date au prochain pas." in shown(page)
    assert page.text_area(key="interview_note").value == "Texte long."
    assert notes.of(tracker, person, by=coach) == []


def test_every_note_of_an_interview_is_shown_and_can_be_corrected(nadia, visit, tracker):
    coach, person = nadia
    today = clock.today()
    draft = Draft(body="Trois devis demandes.")
    meeting = sessions.interview(tracker, person, held_on=today, note=draft, by=coach, today=today)
    kept = sessions.get(tracker, meeting, by=coach)
    again = Draft(body="Un quatrième devis.")
    sessions.change(
        tracker, meeting, kept, {person: Mark()}, note=again, by=coach, today=today, version=1
    )
    page = visit("participant.py", as_=coach, code="LYO-001")
    assert "Trois devis demandes." in shown(page)
    assert "Un quatrième devis." in shown(page)

    (note,) = [note for note in notes.of(tracker, person, by=coach) if "Trois" in note.body]
    page = visit("participant.py", as_=coach, code="LYO-001", note=note.id)
    page.text_area(key=f"note_{note.id}_body").input("Trois devis demandés.")
    page.button(key=f"note_{note.id}_save").click().run()
    assert "Note enregistrée à " in shown(page)
    assert "Trois devis demandés." in shown(page)


def test_somebody_elses_note_is_not_opened_by_its_address(nadia, visit, tracker):
    coach, person = nadia
    other = a_coach(tracker, organisation_id=coach.organisation_id)
    draft = Draft(body="Pour moi seule.", level=Level.PRIVATE)
    note = notes.write(tracker, person, draft, by=coach, today=clock.today())
    page = visit("participant.py", as_=other, code="LYO-001", note=note)
    assert not page.exception
    assert not page.text_area
    assert "Pour moi seule." not in shown(page)


def test_a_stage_moves_from_the_file(nadia, visit, tracker):
    coach, person = nadia
    page = visit("participant.py", as_=coach, code="LYO-001")
    page.button(key="file_advance").click().run()
    page.button(key="stage_save").click().run()

    assert "Étape enregistrée à " in shown(page)
    here = next(step for step in stages.journey(tracker, person, by=coach) if step.here)
    assert here.stage.key == "met"


def test_a_stage_entered_by_mistake_is_cancelled_and_was_never_reached(nadia, visit, tracker):
    coach, person = nadia
    before = stages.journey(tracker, person, by=coach)
    page = visit("participant.py", as_=coach, code="LYO-001")
    page.button(key="file_advance").click().run()
    page.button(key="stage_save").click().run()
    page.button(key="file_advance").click().run()
    page.button(key="stage_cancel").click().run()

    assert "Étape annulée à " in shown(page)
    assert stages.journey(tracker, person, by=coach) == before


def test_a_name_with_markup_in_it_stays_text(tracker, visit):
    coach = a_coach(tracker)
    cohort = a_cohort(tracker, coach=coach, prefix="LYO")
    a_participant(
        tracker, coach=coach, cohort_id=cohort, first_name="<img src=x>", last_name="**Gras**"
    )
    page = visit("participant.py", as_=coach, code="LYO-001")
    assert "&lt;img src=x&gt; **Gras**" in shown(page)
    assert "<img" not in shown(page)


def test_an_unknown_code_and_somebody_elses_are_one_sentence(nadia, visit, tracker):
    stranger = a_coach(tracker)
    sentences = {
        shown(visit("participant.py", as_=stranger, code=code)) for code in ("LYO-001", "LYO-999")
    }
    assert len(sentences) == 1
    assert "pas dans votre suivi" in sentences.pop()


def test_an_administrator_reads_the_identity_and_no_journey(nadia, visit, tracker):
    page = visit("participant.py", as_=an_administrator(tracker), code="LYO-001")
    assert not page.exception
    assert "Nadia Tahri" in shown(page)
    assert "Parcours" not in shown(page)


def test_a_stale_correction_shows_both_and_loses_neither(nadia, visit, tracker):
    coach, person = nadia
    page = visit("participant.py", as_=coach, code="LYO-001")
    page.button(key="file_edit").click().run()
    page.text_input(key="edit_project").input("Couture")
    participants.edit(
        tracker, person, participants.Identity(first_name="Nadia", last_name="Tahri", project="Traiteur"),
        by=coach, version=1,
    )  # fmt: skip
    page.button(key="edit_save").click().run()

    assert "Couture" in shown(page)
    assert "Traiteur" in shown(page)
    kept = participants.get(tracker, person, by=coach, to=Action.READ_IDENTITY)
    assert kept.project == "Traiteur"
