"""Documents that leave: what they hold, what they never hold, and the trace they leave."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document

from core import export_cohort, exports, milestones, notes, plans, sessions, stages
from core.errors import NotAllowed, NotFound
from core.evaluation import thresholds
from core.evaluation.thresholds import Thresholds
from core.language import Language
from core.milestones import State
from core.notes import Draft, Level
from core.plans import Status
from tests.factories import (
    TODAY,
    a_coach,
    a_cohort,
    a_lead,
    a_mentor,
    a_participant,
    an_evaluator,
    an_organisation,
)

INSIDE_WORDS = ("détention", "détenu", "prison", "incarc", "établissement pénitentiaire", "écrou")


@pytest.fixture
def coach(db):
    organisation = an_organisation(db, name="Cap Initiative")
    return a_coach(db, name="Claire Morel", organisation_id=organisation)


@pytest.fixture
def nadia(db, coach):
    cohort = a_cohort(db, coach=coach, name="Lyon, printemps", prefix="LYO")
    person = a_participant(db, coach=coach, cohort_id=cohort, project="Réparation de vélos")
    stages.move(db, person, "met", on=date(2026, 9, 10), by=coach, today=TODAY)
    sessions.interview(
        db, person, held_on=date(2026, 10, 2), by=coach, today=TODAY,
        note=Draft(body="Un premier devis est arrivé.", level=Level.PARTICIPANT),
    )  # fmt: skip
    return person


def text(file):
    """Everything that can be read in a document: body, tables, heads and feet, properties."""
    document = Document(BytesIO(file))
    parts = [paragraph.text for paragraph in document.paragraphs]
    parts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    for section in document.sections:
        parts += [p.text for part in (section.header, section.footer) for p in part.paragraphs]
    properties = document.core_properties
    return "\n".join([*parts, properties.title, properties.author, properties.subject])


def common(coach, language=Language.FRENCH):
    return {"by": coach, "today": TODAY, "language": language}


def test_a_plan_holds_what_was_written_and_no_trace_of_a_measure(db, coach, nadia):
    plans.write(
        db, nadia, "summary", "Réparer des vélos près de la gare.", status=Status.DONE, version=0,
        by=coach,
    )  # fmt: skip
    read = text(exports.plan_as_word(db, nadia, **common(coach)))
    for expected in ("Nadia Tahri", "Réparation de vélos", "Réparer des vélos près de la gare."):
        assert expected in read
    assert not [word for word in INSIDE_WORDS if word in read.casefold()]
    assert "À l’intérieur" not in read


def test_an_empty_chapter_is_left_out_of_the_plan(db, coach, nadia):
    plans.write(db, nadia, "summary", "Un texte.", version=0, by=coach)
    empty = [chapter.title for chapter in plans.missing(db, nadia, by=coach)]
    read = text(exports.plan_as_word(db, nadia, **common(coach))).splitlines()
    assert empty
    assert not set(empty) & set(read)


def test_the_internal_summary_says_where_and_the_persons_own_does_not(db, coach, nadia):
    internal = text(exports.summary_as_word(db, nadia, **common(coach)))
    own = text(exports.summary_as_word(db, nadia, for_person=True, **common(coach)))
    assert "À l’intérieur" in internal
    assert "À l’intérieur" not in own
    assert not [word for word in INSIDE_WORDS if word in own.casefold()]
    for read in (internal, own):
        assert "Un premier devis est arrivé." in read


@pytest.mark.parametrize("level", [Level.PRIVATE, Level.TEAM])
@pytest.mark.parametrize("for_person", [False, True])
def test_notes_of_the_team_never_enter_a_document(db, coach, nadia, level, for_person):
    notes.write(db, nadia, Draft(body="Canari 4711", level=level), by=coach, today=TODAY)
    read = text(exports.summary_as_word(db, nadia, for_person=for_person, **common(coach)))
    assert "Canari 4711" not in read


def test_a_cohort_summary_counts_and_names_nobody(db, coach, nadia):
    read = text(exports.cohort_as_word(db, 1, **common(coach)))
    assert "Lyon, printemps" in read
    for name in ("Nadia", "Tahri", "LYO-001"):
        assert name not in read


def test_a_cohort_summary_that_leaves_masks_small_counts(db, coach, nadia):
    assert "masqué" in text(exports.cohort_as_word(db, 1, leaves=True, **common(coach)))
    assert "masqué" in text(exports.cohort_as_word(db, 1, **common(an_evaluator(db))))


def test_documents_are_written_in_the_language_asked_for(db, coach, nadia):
    plans.write(db, nadia, "summary", "Un texte.", version=0, by=coach)
    for make, french, english in (
        (exports.plan_as_word, "Plan d’affaires", "Business plan"),
        (exports.summary_as_word, "Bilan individuel", "Individual summary"),
    ):
        assert french in text(make(db, nadia, **common(coach)))
        assert english in text(make(db, nadia, **common(coach, Language.ENGLISH)))


def test_every_document_leaves_a_trace_with_its_fingerprint(db, coach, nadia):
    exports.plan_as_word(db, nadia, **common(coach))
    (kept,) = db.query("SELECT document, participant_id, sha256 FROM exports")
    assert (kept["document"], kept["participant_id"], len(kept["sha256"])) == ("plan", nadia, 64)
    events = [row["event"] for row in db.query("SELECT event FROM audit ORDER BY id")]
    assert events[-1] == "plan.exported"


def test_nobody_takes_away_what_is_not_theirs(db, nadia):
    with pytest.raises(NotFound):
        exports.plan_as_word(db, nadia, **common(a_coach(db)))
    for member in (a_mentor(db), an_evaluator(db)):
        with pytest.raises(NotAllowed):
            exports.summary_as_word(db, nadia, **common(member))
    assert next(db.query("SELECT count(*) AS n FROM exports"))["n"] == 0


def test_the_persons_own_summary_leaves_the_teams_evidence_out(db, coach, nadia):
    milestones.move(
        db, nadia, "fit", State.SUBMITTED, on=TODAY, evidence="Horaires vus avec le SPIP", by=coach,
        today=TODAY,
    )  # fmt: skip
    assert "SPIP" in text(exports.summary_as_word(db, nadia, **common(coach)))
    assert "SPIP" not in text(exports.summary_as_word(db, nadia, for_person=True, **common(coach)))


def test_a_cohort_summary_that_leaves_follows_the_threshold_of_the_tracker(db):
    assert export_cohort.smallest_shown(db, a_lead(db), leaves=True) == 11
    thresholds.change(db, Thresholds(inside=5, outside=20), by=a_lead(db))
    assert export_cohort.smallest_shown(db, a_lead(db), leaves=True) == 20
    assert export_cohort.smallest_shown(db, an_evaluator(db), leaves=False) == 5
    assert export_cohort.smallest_shown(db, a_lead(db), leaves=False) is None
