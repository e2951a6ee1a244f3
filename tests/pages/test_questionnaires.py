"""Questionnaires on screen: typed in from paper, in the file, in the lists, from a file."""

from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document

from core import answer_sheets, clock, export_questionnaire
from core.answer_sheets import Outcome, Sheet
from core.caution import watched_words
from core.errors import NotAllowed
from core.language import Language
from core.questionnaires import instrument_files, load_instrument
from core.storage.rows import insert
from tests.factories import (
    ENTRY,
    TODAY,
    a_coach,
    a_cohort,
    a_lead,
    a_mentor,
    a_participant,
    an_evaluator,
)

FULL = dict.fromkeys(range(1, 11), 3)


def html(page):
    shown = " ".join(element.value for element in page.get("html"))
    return shown.replace("\u00a0", " ").replace("&#x27;", "'")


@pytest.fixture
def coach(tracker):
    return a_coach(tracker)


@pytest.fixture
def nadia(tracker, coach):
    return a_participant(
        tracker, coach=coach, cohort_id=a_cohort(tracker, coach=coach, prefix="LYO")
    )


def a_sheet(**more):
    values = {"instrument": "gse", "wave": "entry", "collected_on": ENTRY, "answers": FULL, **more}
    return Sheet(**values)


def record(tracker, person, coach, **more):
    return answer_sheets.record(tracker, person, a_sheet(**more), by=coach, today=TODAY)


def sheets(tracker, person, coach):
    return answer_sheets.of_person(tracker, person, by=coach)


FORM = "sheet_LYO-001_gse_entry"


def blank(visit, coach, wave="entry"):
    return visit("questionnaire.py", as_=coach, code="LYO-001", instrument="gse", wave=wave)


def press_save(page, form=FORM):
    page.button(key=f"{form}_save").click().run()
    assert not page.exception
    return page


# ------------------------------------------------------------------------------- Typing in


def test_a_coach_types_ten_digits_and_a_date_and_the_sheet_is_kept(tracker, visit, coach, nadia):
    page = blank(visit, coach)
    page.date_input(key=f"{FORM}_on").set_value(ENTRY).run()
    page.text_input(key=f"{FORM}_line").input("3 3 4 - 3 2 3 3 3 3").run()
    assert page.segmented_control(key=f"{FORM}_line_3").value == 4
    assert page.segmented_control(key=f"{FORM}_line_4").value is None
    assert "1 réponse manquante, score 30" in html(page)
    press_save(page)
    assert "Feuille enregistrée" in html(page)
    (kept,) = sheets(tracker, nadia, coach)
    assert (kept.score, kept.missing, kept.collector) == (30.0, 1, coach.name)
    assert kept.sheet.collected_on == ENTRY


def test_a_click_on_a_row_and_the_line_of_digits_say_the_same(tracker, visit, coach, nadia):
    page = blank(visit, coach)
    page.segmented_control(key=f"{FORM}_line_2").set_value(4).run()
    page.segmented_control(key=f"{FORM}_line_1").set_value(1).run()
    assert page.text_input(key=f"{FORM}_line").value == "14"
    page.segmented_control(key=f"{FORM}_line_1").set_value(None).run()
    assert page.text_input(key=f"{FORM}_line").value == "-4"


def test_a_digit_outside_the_scale_is_said_and_the_others_stay(tracker, visit, coach, nadia):
    page = blank(visit, coach)
    page.text_input(key=f"{FORM}_line").input("35333333333").run()
    assert "Question 2 : la réponse est un chiffre de 1 à 4" in html(page)
    assert "11 signes pour 10 questions" in html(page)
    assert page.segmented_control(key=f"{FORM}_line_1").value == 3


def test_what_is_typed_is_found_again_after_a_reload(tracker, visit, coach, nadia):
    page = blank(visit, coach)
    page.text_input(key=f"{FORM}_line").input("3344").run()
    again = blank(visit, coach)
    assert "Brouillon" in html(again)
    again.button(key=f"draft_take_{FORM}").click().run()
    assert again.text_input(key=f"{FORM}_line").value == "3344"
    assert again.segmented_control(key=f"{FORM}_line_4").value == 4


def test_without_a_date_or_an_answer_nothing_is_kept_and_the_page_says_why(
    tracker, visit, coach, nadia
):
    page = blank(visit, coach)
    press_save(page)
    assert "Donnez la date de recueil" in html(page)
    page.date_input(key=f"{FORM}_on").set_value(ENTRY).run()
    press_save(page)
    assert "au moins une réponse" in html(page)
    page.date_input(key=f"{FORM}_on").set_value(ENTRY - timedelta(days=3)).run()
    page.text_input(key=f"{FORM}_line").input("3333333333").run()
    press_save(page)
    assert "précède l’entrée" in html(page)
    assert page.text_input(key=f"{FORM}_line").value == "3333333333"
    assert sheets(tracker, nadia, coach) == []


def test_a_refusal_needs_no_answers(tracker, visit, coach, nadia):
    page = blank(visit, coach)
    page.date_input(key=f"{FORM}_on").set_value(ENTRY).run()
    page.segmented_control(key=f"{FORM}_outcome").set_value(Outcome.REFUSED).run()
    press_save(page)
    (kept,) = sheets(tracker, nadia, coach)
    assert kept.sheet.outcome is Outcome.REFUSED


def test_a_wave_that_has_its_sheet_leads_to_it(tracker, visit, coach, nadia):
    sheet_id = record(tracker, nadia, coach)
    page = blank(visit, coach)
    assert "déjà une feuille pour cette vague" in html(page)
    assert f"/questionnaire?id={sheet_id}" in html(page)


def test_a_sheet_recorded_meanwhile_by_somebody_else_is_led_to_and_nothing_is_lost(
    tracker, visit, coach, nadia
):
    page = blank(visit, coach)
    page.date_input(key=f"{FORM}_on").set_value(ENTRY).run()
    page.text_input(key=f"{FORM}_line").input("4444444444").run()
    sheet_id = record(tracker, nadia, a_lead(tracker))
    press_save(page)
    assert f"/questionnaire?id={sheet_id}" in html(page)
    assert sheets(tracker, nadia, coach)[0].score == 30


def test_a_kept_sheet_opens_as_it_was_and_is_corrected(tracker, visit, coach, nadia):
    sheet_id = record(tracker, nadia, coach)
    form = f"sheet_{sheet_id}"
    page = visit("questionnaire.py", as_=coach, id=str(sheet_id))
    assert page.text_input(key=f"{form}_line").value == "3333333333"
    page.segmented_control(key=f"{form}_line_1").set_value(4).run()
    press_save(page, form)
    assert sheets(tracker, nadia, coach)[0].score == 31


def test_a_correction_over_somebody_elses_shows_both(tracker, visit, coach, nadia):
    sheet_id = record(tracker, nadia, coach)
    form = f"sheet_{sheet_id}"
    page = visit("questionnaire.py", as_=coach, id=str(sheet_id))
    answer_sheets.correct(
        tracker, sheet_id, a_sheet(answers={**FULL, 2: 1}), by=a_lead(tracker), today=TODAY,
        version=1,
    )  # fmt: skip
    page.segmented_control(key=f"{form}_line_1").set_value(4).run()
    press_save(page, form)
    assert "3 1 3 3" in html(page)
    assert "4 3 3 3" in html(page)
    assert sheets(tracker, nadia, coach)[0].score == 28


def test_a_sheet_goes_to_the_trash_and_the_file_gives_it_back(tracker, visit, coach, nadia):
    sheet_id = record(tracker, nadia, coach)
    page = visit("questionnaire.py", as_=coach, id=str(sheet_id))
    page.button(key=f"sheet_{sheet_id}_trash").click().run()
    assert not page.exception
    assert sheets(tracker, nadia, coach) == []
    file = visit("participant.py", as_=coach, code="LYO-001")
    file.session_state["file_tabs"] = "Questionnaires"
    file.run()
    file.button(key=f"sheet_back_{sheet_id}").click().run()
    assert [one.id for one in sheets(tracker, nadia, coach)] == [sheet_id]


def test_a_stranger_finds_nobody(tracker, visit, coach, nadia):
    page = visit("questionnaire.py", as_=a_coach(tracker), code="LYO-001")
    assert "pas dans votre suivi" in html(page)
    assert not page.text_input


def test_whoever_refused_the_research_is_said_so_before_anything_is_typed(
    tracker, visit, coach, nadia
):
    insert(
        tracker,
        "consents",
        {
            "participant_id": nadia, "kind": "research", "answer": "refused",
            "given_on": ENTRY.isoformat(), "recorded_by": coach.id,
        },
    )  # fmt: skip
    assert "accord pour la recherche" in html(blank(visit, coach))


# ------------------------------------------------------------------------------- The file


def tab(visit, coach):
    page = visit("participant.py", as_=coach, code="LYO-001")
    page.session_state["file_tabs"] = "Questionnaires"
    page.run()
    assert not page.exception
    return html(page)


def test_the_file_shows_before_beside_after_without_judging(tracker, visit, coach, nadia):
    record(tracker, nadia, coach, read_aloud=True)
    record(
        tracker, nadia, coach, wave="exit", collected_on=TODAY,
        answers={**dict.fromkeys(range(1, 9), 4), 9: 3, 10: 2},
    )  # fmt: skip
    shown = tab(visit, coach)
    assert (
        "De « entrée » à « sortie » : score 30, puis 37. 8 réponses plus hautes, 1 égale, 1 plus basse."
        in shown
    )
    assert "Lu par le coach" in shown
    assert "déconseillent" in shown
    for judgement in ("élevé", "faible", "progrès"):
        assert judgement not in shown.lower()


def test_a_self_positioning_is_read_competence_by_competence(tracker, visit, coach, nadia):
    levels = {"instrument": "rs5510", "answers": {1: 1, 2: 3}}
    record(tracker, nadia, coach, **levels)
    record(tracker, nadia, coach, wave="exit", **{**levels, "answers": {1: 2, 2: 3}})
    shown = tab(visit, coach)
    assert "Travailler avec les autres" in shown
    assert "Pas encore" in shown
    assert "De « entrée » à « sortie » : 1 réponse plus haute, 1 égale, 0 plus basse." in shown
    assert "score 0" not in shown


def test_the_file_says_what_is_due(tracker, visit, coach):
    cohort = a_cohort(tracker, coach=coach, prefix="LYO")
    person = a_participant(tracker, coach=coach, cohort_id=cohort)
    tracker.execute(
        "UPDATE enrolments SET entered_on = ?", [(clock.today() - timedelta(days=3)).isoformat()]
    )
    shown = tab(visit, coach)
    assert "À faire" in shown
    assert "GSE, entrée" in shown
    assert sheets(tracker, person, coach) == []


# ------------------------------------------------------------------------------- Lists


def test_a_coach_sees_rates_and_who_is_due_with_the_way_to_type_it_in(tracker, visit, coach, nadia):
    other = a_participant(tracker, coach=coach, cohort_id=1, first_name="Karim", last_name="Belaïd")
    record(tracker, nadia, coach)
    tracker.execute(
        "UPDATE enrolments SET entered_on = ? WHERE participant_id = ?",
        [(clock.today() - timedelta(days=3)).isoformat(), other],
    )
    page = visit("questionnaires.py", as_=coach)
    assert not page.exception
    assert "Karim Belaïd" in html(page)
    assert "/questionnaire?code=LYO-002&amp;instrument=gse&amp;wave=entry" in html(page)
    assert "50 %" in html(page)


def test_an_evaluator_sees_no_small_number_and_no_name(tracker, visit, coach, nadia):
    page = visit("questionnaires.py", as_=an_evaluator(tracker))
    assert not page.exception
    assert "trop peu de personnes" in html(page)
    for name in ("Nadia", "Tahri", "LYO-001"):
        assert name not in html(page)
    assert not page.selectbox
    assert not page.get("download_button")


def test_nothing_yet_is_said(tracker, visit):
    page = visit("questionnaires.py", as_=a_lead(tracker))
    assert not page.exception
    assert "Pas encore de nombre" in html(page)


# ------------------------------------------------------------------------------- Import


def test_a_file_is_looked_at_then_imported_once(tracker, visit, coach, nadia):
    titles = "code;date;" + ";".join(f"item_{number}" for number in range(1, 11))
    content = f"{titles}\nLYO-001;03/09/2026;{';'.join('3' * 10)}\nLYO-002;;{';'.join('3' * 10)}\n"
    page = visit("import_answers.py", as_=coach)
    (field,) = page.file_uploader
    field.set_value(("reponses.csv", content.encode(), "text/csv")).run()
    assert not page.exception
    assert "2 lignes : 1 nouvelle feuille et 1 ligne à corriger." in html(page)
    page.button(key="import_answers").click().run()
    assert "1 feuille ajoutée, 1 ligne à corriger." in html(page)
    assert sheets(tracker, nadia, coach)[0].score == 30
    (field,) = page.file_uploader
    field.set_value(("reponses.csv", content.encode(), "text/csv")).run()
    assert "1 déjà là" in html(page)
    assert not [button for button in page.button if button.key == "import_answers"]


def test_a_conflict_is_shown_with_both_sheets_and_decided(tracker, visit, coach, nadia):
    record(tracker, nadia, coach)
    titles = "code;" + ";".join(f"item_{number}" for number in range(1, 11))
    content = f"{titles}\nLYO-001;{';'.join('4' * 10)}\n"
    page = visit("import_answers.py", as_=coach)
    page.date_input(key="answers_on").set_value(ENTRY).run()
    (field,) = page.file_uploader
    field.set_value(("reponses.csv", content.encode(), "text/csv")).run()
    assert "1 ligne à décider" in html(page)
    page.checkbox(key="answers_take_2").check().run()
    page.button(key="import_answers").click().run()
    assert sheets(tracker, nadia, coach)[0].score == 40


def test_a_file_without_answers_says_how_to_name_its_columns(tracker, visit, coach, nadia):
    page = visit("import_answers.py", as_=coach)
    (field,) = page.file_uploader
    field.set_value(("liste.csv", "nom;prénom\nTahri;Nadia\n".encode(), "text/csv")).run()
    assert "Nommez-les item_1" in html(page)


# ------------------------------------------------------------------------------- Paper


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("key", sorted(instrument_files()))
def test_the_paper_has_every_question_in_order_and_nothing_about_a_measure(
    tracker, coach, key, language
):
    file = export_questionnaire.questionnaire_as_word(
        tracker, key, by=coach, today=TODAY, language=language
    )
    document = Document(BytesIO(file))
    cells = [
        cell.text for table in document.tables for row in table.rows for cell in row.cells
    ]  # fmt: skip
    instrument = load_instrument(key)
    words = [
        item.text.fr if language is Language.FRENCH else item.text.en for item in instrument.items
    ]
    places = [cells.index(f"{number}. {text}") for number, text in enumerate(words, start=1)]
    assert places == sorted(places)
    whole = " ".join([*cells, *(one.text for one in document.paragraphs)]).lower()
    assert instrument.source.split(",")[0].lower() in whole
    if language is Language.FRENCH:  # in English a sentence is also something one reads
        assert watched_words(whole) == ()
    for word in ("prison", "détenu", "detention", "détention", "justice"):
        assert word not in whole


def test_a_mentor_prints_no_questionnaire(tracker):
    with pytest.raises(NotAllowed):
        export_questionnaire.questionnaire_as_word(
            tracker, "gse", by=a_mentor(tracker), today=TODAY, language=Language.FRENCH
        )
