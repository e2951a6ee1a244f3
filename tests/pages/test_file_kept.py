"""What is kept in somebody's file: facts under the name, documents, a readable history, the way back."""

import pytest

from core import documents, notes, pinned_facts, sessions, stages, trash
from core.documents import Description
from core.notes import Draft
from tests.core.test_documents import PDF, a_picture
from tests.factories import TODAY, a_coach, a_cohort, a_participant, an_administrator


@pytest.fixture
def nadia(tracker):
    """A coach, and Nadia whom they follow."""
    coach = a_coach(tracker, name="Claire Morel")
    cohort = a_cohort(tracker, coach=coach, prefix="LYO")
    return coach, a_participant(tracker, coach=coach, cohort_id=cohort)


def shown(page):
    return "\n".join(element.proto.body for element in page.get("html"))


def tab(visit, who, name, **query):
    """The file with one of its tabs open."""
    page = visit("participant.py", as_=who, code="LYO-001", **query)
    return opened(page, name).run()


def opened(page, name):
    """Here a run forgets which tab is open, as a browser does not."""
    page.session_state["file_tabs"] = name
    return page


def test_three_facts_are_pinned_in_one_form_and_stand_under_the_name(nadia, visit, tracker):
    coach, person = nadia
    page = visit("participant.py", as_=coach, code="LYO-001", after="facts")
    page.text_input(key="fact-LYO-001-0").input("Parle aussi portugais")
    page.text_input(key="fact-LYO-001-1").input("Joignable après 17 h")
    page.button(key="facts_save").click().run()
    assert not page.exception
    assert "Informations épinglées enregistrées à " in shown(page)
    assert "<li>Parle aussi portugais</li><li>Joignable après 17 h</li>" in shown(page)

    page = visit("participant.py", as_=coach, code="LYO-001", after="facts")
    page.text_input(key="fact-LYO-001-0").input("")
    page.button(key="facts_save").click().run()
    assert [fact.body for fact in pinned_facts.of(tracker, person, by=coach)] == [
        "Joignable après 17 h"
    ]
    page = visit("participant.py", as_=coach, code="LYO-001", after="facts")
    page.button(key="facts_restore").click().run()
    assert "Parle aussi portugais" in shown(page)


def test_a_word_that_has_no_place_in_a_file_is_pointed_out(nadia, visit):
    coach, _person = nadia
    page = visit("participant.py", as_=coach, code="LYO-001", after="facts")
    page.text_input(key="fact-LYO-001-0").input("Sa condamnation").run()
    assert "À relire avant d’enregistrer" in shown(page)


def test_two_coaches_on_the_same_fact_see_both_texts(nadia, visit, tracker):
    coach, person = nadia
    pinned_facts.save(tracker, person, [pinned_facts.Line(body="Le jeudi")], by=coach)
    page = visit("participant.py", as_=coach, code="LYO-001", after="facts")
    (fact,) = pinned_facts.of(tracker, person, by=coach)
    line = pinned_facts.Line(id=fact.id, version=fact.version, body="Le mardi")
    pinned_facts.save(tracker, person, [line], by=coach)
    page.text_input(key="fact-LYO-001-0").input("Le lundi")
    page.button(key="facts_save").click().run()
    assert "Le mardi" in shown(page)
    assert "Le lundi" in shown(page)
    assert [one.body for one in pinned_facts.of(tracker, person, by=coach)] == ["Le mardi"]


def test_a_document_is_added_taken_corrected_thrown_away_and_put_back(nadia, visit, tracker):
    coach, person = nadia
    page = tab(visit, coach, "Documents")
    page.file_uploader[0].upload("rib.pdf", PDF, "application/pdf")
    page.text_input(key="document_title-LYO-001-0").input("RIB du compte professionnel")
    opened(page, "Documents").button(key="document_save").click().run()
    assert not page.exception
    assert "Document gardé à " in shown(page)
    (kept,) = documents.of(tracker, person, by=coach)
    assert "RIB du compte professionnel" in shown(page)

    page = tab(visit, coach, "Documents", document=str(kept.id))
    page.text_input(key=f"document-{kept.id}-title").input("RIB")
    opened(page, "Documents").button(key=f"document-{kept.id}-save").click().run()
    assert "Document enregistré à " in shown(page)

    page = tab(visit, coach, "Documents", document=str(kept.id))
    opened(page, "Documents").button(key=f"document-{kept.id}-throw").click().run()
    assert documents.of(tracker, person, by=coach) == []
    page = tab(visit, coach, "Documents")
    opened(page, "Documents").button(key="documents_restore").click().run()
    assert [one.title for one in documents.of(tracker, person, by=coach)] == ["RIB"]


def test_a_disguised_document_is_refused_with_a_sentence(nadia, visit, tracker):
    coach, person = nadia
    page = tab(visit, coach, "Documents")
    page.file_uploader[0].upload("rib.pdf", a_picture(), "application/pdf")
    page.text_input(key="document_title-LYO-001-0").input("RIB")
    opened(page, "Documents").button(key="document_save").click().run()
    assert "n’est pas ce que son nom annonce" in shown(page)
    assert page.text_input(key="document_title-LYO-001-0").value == "RIB"
    assert documents.of(tracker, person, by=coach) == []


def test_a_document_without_a_file_or_a_title_is_refused(nadia, visit, tracker):
    coach, _person = nadia
    page = tab(visit, coach, "Documents")
    opened(page, "Documents").button(key="document_save").click().run()
    assert "Choisissez d’abord un fichier." in shown(page)


def test_the_administrator_has_neither_documents_nor_facts(nadia, visit, tracker):
    coach, person = nadia
    said = Description(title="Attestation", dated_on=TODAY)
    documents.add(tracker, person, "a.pdf", PDF, said, by=coach, today=TODAY)
    pinned_facts.save(tracker, person, [pinned_facts.Line(body="Le jeudi")], by=coach)
    page = tab(visit, an_administrator(tracker), "Historique")
    assert "Attestation" not in shown(page)
    assert "Le jeudi" not in shown(page)


def test_the_history_says_each_save_once_with_its_session_and_its_reasons(nadia, visit, tracker):
    coach, person = nadia
    note = Draft(body="Une première piste.\nUne seconde.")
    sessions.interview(
        tracker, person, held_on=TODAY, note=note, next_step="Appeler", next_step_on=TODAY,
        by=coach, today=TODAY,
    )  # fmt: skip
    stages.move(tracker, person, "support", on=TODAY, by=coach, today=TODAY)
    stages.move(
        tracker, person, "groundwork", on=TODAY, reason="Un toit d’abord", by=coach, today=TODAY
    )
    page = tab(visit, coach, "Historique")
    assert not page.exception
    text = shown(page)
    assert text.count("Entretien individuel du 12/11/2026</strong>") == 1
    assert "Un toit d’abord" in text
    assert "Une première piste." in text

    opened(page, "Historique").selectbox(key="history_about-LYO-001").select("note").run()
    assert "Une première piste." in shown(page)
    assert "Un toit d’abord" not in shown(page)


def test_what_was_thrown_away_comes_back_from_the_history(nadia, visit, tracker):
    coach, person = nadia
    note = notes.write(tracker, person, Draft(body="Un essai."), by=coach, today=TODAY)
    trash.throw_note(tracker, note, by=coach, version=1)
    page = tab(visit, coach, "Historique")
    opened(page, "Historique").button(key="file_trash_restore").click().run()
    assert [one.body for one in notes.of(tracker, person, by=coach)] == ["Un essai."]


def test_the_neighbours_and_the_search_stand_above_the_name(nadia, visit, tracker):
    coach, _person = nadia
    (cohort,) = [row["id"] for row in tracker.query("SELECT id FROM cohorts")]
    a_participant(tracker, coach=coach, cohort_id=cohort, first_name="Léa", last_name="Vidal")
    page = visit("participant.py", as_=coach, code="LYO-001")
    assert 'type="search"' in shown(page)
    assert "Fiche suivante" in shown(page)
    assert "LYO-002" in shown(page)
