"""The sheet of a feedback that the person keeps: one page, plain words, nothing of a place or a measure."""

from io import BytesIO

import pytest
from docx import Document

from core import export_feedback, feedback, mentors
from core.errors import InvalidInput, NotAllowed, NotFound
from core.feedback import Feedback
from core.language import Language
from tests.factories import ENTRY, TODAY, a_coach, a_mentor, a_participant, a_site, an_evaluator


def given(db, coach, mentor, person, **said):
    pair = mentors.pair(db, person, mentor.id, starts_on=ENTRY, by=coach, today=TODAY)
    held = {"marks": {"offer": (3, "")}} if said.get("held", True) else {}
    return feedback.give(
        db, Feedback(pair_id=pair, met_on=ENTRY, **held, **said), by=mentor, today=TODAY
    )


def text_of(db, person, feedback_id, coach, language=Language.FRENCH):
    file = export_feedback.feedback_as_word(
        db, person, feedback_id, by=coach, today=TODAY, language=language
    )
    document = Document(BytesIO(file))
    header = document.sections[0].header.paragraphs[0].text
    return "\n".join([header, *(paragraph.text for paragraph in document.paragraphs)])


def test_the_sheet_says_what_the_mentor_said_and_asks_for_an_answer(db):
    coach, mentor = a_coach(db), a_mentor(db, name="Hélène Roux")
    person = a_participant(db, coach=coach)
    one = given(
        db, coach, mentor, person, worked_on="Le prix de la formule", strengths="Tient parole",
        next_step="Deux devis", next_step_on=TODAY,
    )  # fmt: skip
    text = text_of(db, person, one, coach)
    for words in ("Ce que dit mon mentor", "Hélène Roux", "Le prix de la formule", "Tient parole",
                  "Deux devis", "☐\u00a0D’accord", "☐\u00a0Pas d’accord", "Pour Nadia"):  # fmt: skip
        assert words in text
    assert "Tahri" not in text
    assert "What my mentor says" in text_of(db, person, one, coach, Language.ENGLISH)
    events = [row["event"] for row in db.query("SELECT event FROM audit")]
    assert events.count("feedback.exported") == 2


def test_what_speaks_of_a_place_or_a_measure_stays_out_and_the_coach_is_told(db):
    coach, mentor = a_coach(db), a_mentor(db)
    a_site(db, name="CP des Acacias")
    person = a_participant(db, coach=coach)
    one = given(
        db, coach, mentor, person, worked_on="Le parloir avocat et la détention",
        strengths="Bien vu au CP des Acacias", next_step="Deux devis", next_step_on=TODAY,
    )  # fmt: skip
    text = text_of(db, person, one, coach)
    assert "Deux devis" in text
    for secret in ("détention", "parloir", "Acacias"):
        assert secret not in text


def test_a_meeting_that_was_not_held_has_no_sheet(db):
    coach, mentor = a_coach(db), a_mentor(db)
    person = a_participant(db, coach=coach)
    one = given(db, coach, mentor, person, held=False, cause="lockdown")
    with pytest.raises(InvalidInput, match="rien à lire"):
        text_of(db, person, one, coach)


def test_only_the_team_takes_the_sheet_away(db):
    coach, mentor = a_coach(db), a_mentor(db)
    person = a_participant(db, coach=coach)
    one = given(db, coach, mentor, person)
    for stranger in (mentor, an_evaluator(db), a_coach(db)):
        with pytest.raises((NotAllowed, NotFound)):
            text_of(db, person, one, stranger)
    with pytest.raises(NotFound):
        text_of(db, a_participant(db, coach=coach), one, coach)
