"""The plans of a cohort in one archive: whose they are, what they are called, and their traces."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from docx import Document

from core import export_archive, exports, forecasts, plan_versions, plans
from core.__main__ import commands
from core.errors import InvalidInput, NotAllowed, NotFound
from core.language import Language
from core.storage.database import transaction
from tests.core.reports_samples.forecast import a_bicycle_workshop
from tests.factories import (
    TODAY,
    a_coach,
    a_cohort,
    a_lead,
    a_mentor,
    a_participant,
    an_administrator,
    an_evaluator,
    an_organisation,
)


@pytest.fixture
def coach(db):
    return a_coach(db, login="claire", organisation_id=an_organisation(db))


@pytest.fixture
def cohort(db, coach):
    return a_cohort(db, coach=coach, name="Lyon, printemps", prefix="LYO")


def somebody(db, coach, cohort, text="", **more):
    """Somebody of the cohort, with a chapter of their plan if there is a text."""
    person = a_participant(db, coach=coach, cohort_id=cohort, **more)
    if text:
        plans.write(db, person, "summary", text, version=0, by=coach)
    return person


def archived(db, cohort, by, language=Language.FRENCH, **more):
    return exports.plans_as_archive(db, cohort, by=by, today=TODAY, language=language, **more)


def opened(file):
    """Name in the archive → the texts of the Word file."""
    with ZipFile(BytesIO(file)) as package:
        assert package.testzip() is None
        return {
            name: [part.text for part in Document(BytesIO(package.read(name))).paragraphs]
            for name in package.namelist()
        }


def traces(db):
    events = [row["event"] for row in db.query("SELECT event FROM audit ORDER BY id")]
    rows = list(db.query("SELECT document, participant_id FROM exports ORDER BY id"))
    return [(row["document"], row["participant_id"]) for row in rows], events.count("plan.exported")


def archive_person(db, person):
    with transaction(db):
        db.execute("UPDATE participants SET standing = 'archived' WHERE id = ?", [person])


def test_every_plan_that_is_begun_is_there_under_its_code(db, coach, cohort):
    first = somebody(db, coach, cohort, "Réparer des vélos.", first_name="Nadia")
    somebody(db, coach, cohort, first_name="Karim")
    third = somebody(db, coach, cohort, first_name="Inès", last_name="Roche")
    forecasts.write(db, third, a_bicycle_workshop(), version=0, by=coach)
    found = opened(archived(db, cohort, coach))
    assert list(found) == ["LYO-001.docx", "LYO-003.docx"]
    assert "Réparer des vélos." in found["LYO-001.docx"]
    assert traces(db) == ([("plan", first), ("plan", third)], 2)


def test_a_plan_of_the_archive_is_the_one_that_leaves_alone(db, coach, cohort):
    person = somebody(db, coach, cohort, "Réparer des vélos.")
    forecasts.write(db, person, a_bicycle_workshop(), version=0, by=coach)
    alone = exports.plan_as_word(db, person, by=coach, today=TODAY, language=Language.ENGLISH)
    found = opened(archived(db, cohort, coach, Language.ENGLISH))
    paragraphs = [part.text for part in Document(BytesIO(alone)).paragraphs]
    assert found == {"LYO-001.docx": paragraphs}


def test_people_out_of_reach_are_left_out_and_counted(db, coach, cohort):
    somebody(db, coach, cohort, "Réparer des vélos.")
    gone = somebody(db, coach, cohort, "Coudre des sacs.")
    archive_person(db, gone)
    begun = export_archive.plans_begun(db, cohort, by=coach)
    assert ([person.code for person in begun.people], begun.left_out) == (["LYO-001"], 1)
    assert list(opened(archived(db, cohort, coach))) == ["LYO-001.docx"]
    assert list(opened(archived(db, cohort, a_lead(db)))) == ["LYO-001.docx", "LYO-002.docx"]


def test_nobody_takes_away_the_plans_of_a_cohort_that_is_not_theirs(db, coach, cohort):
    somebody(db, coach, cohort, "Réparer des vélos.")
    with pytest.raises(NotFound):
        archived(db, cohort, a_coach(db, organisation_id=an_organisation(db)))
    for member in (a_mentor(db), an_evaluator(db), an_administrator(db)):
        with pytest.raises(NotAllowed):
            archived(db, cohort, member)
    assert traces(db) == ([], 0)


def test_all_the_plans_that_one_may_see_leave_together(db, coach, cohort):
    theirs = a_coach(db, organisation_id=an_organisation(db))
    other = a_cohort(db, coach=coach, prefix="VIL", name="Villeurbanne")
    away = a_cohort(db, coach=theirs, prefix="NIM", name="Nîmes")
    for who, where in ((coach, cohort), (coach, other), (theirs, away)):
        somebody(db, who, where, "Réparer des vélos.")
    assert list(opened(archived(db, None, coach))) == ["LYO-001.docx", "VIL-001.docx"]
    assert list(opened(archived(db, None, theirs))) == ["NIM-001.docx"]
    assert len(opened(archived(db, None, a_lead(db)))) == 3
    assert export_archive.how_many(db, None, by=coach) == 2
    for member in (a_mentor(db), an_evaluator(db), an_administrator(db)):
        with pytest.raises(NotAllowed):
            archived(db, None, member)


def test_an_archive_has_an_end(db, coach, cohort, monkeypatch):
    somebody(db, coach, cohort, "Réparer des vélos.")
    somebody(db, coach, cohort, "Coudre des sacs.")
    monkeypatch.setattr(export_archive, "MOST", 1)
    with pytest.raises(InvalidInput, match="1 plans au plus"):
        archived(db, None, coach)


def test_a_forecast_that_was_taken_away_is_no_plan_to_take_away(db, coach, cohort):
    person = somebody(db, coach, cohort, "Réparer des vélos.")
    frozen = plan_versions.freeze(db, person, "Jury", on=TODAY, by=coach)
    plans.write(db, person, "summary", "", version=1, by=coach)
    forecasts.write(db, person, a_bicycle_workshop(), version=0, by=coach)
    assert export_archive.how_many(db, cohort, by=coach) == 1
    seen = plan_versions.standing(db, person, by=coach)
    plan_versions.go_back(db, frozen, seen=seen, today=TODAY, by=coach)
    assert export_archive.how_many(db, cohort, by=coach) == 1
    plans.write(db, person, "summary", "", version=3, by=coach)
    assert export_archive.how_many(db, cohort, by=coach) == 0


def test_a_cohort_without_a_plan_is_said(db, coach, cohort):
    somebody(db, coach, cohort)
    with pytest.raises(NotFound, match="personne de votre suivi n’en a commencé"):
        archived(db, cohort, coach)


def test_an_archive_that_stops_on_the_way_leaves_no_trace(db, coach, cohort):
    for text in ("Réparer des vélos.", "Coudre des sacs."):
        somebody(db, coach, cohort, text)

    def stopped(people, _number, _name):
        for at, person in enumerate(people):
            yield replace(person, id=0) if at else person

    with pytest.raises(NotFound):
        archived(db, cohort, coach, watch=stopped)
    assert traces(db) == ([], 0)


def test_the_command_writes_the_archive_and_says_how_many_were_left_out(tracker, tmp_path):
    coach = a_coach(tracker, login="claire", organisation_id=an_organisation(tracker))
    cohort = a_cohort(tracker, coach=coach, prefix="LYO")
    path = tmp_path / "plans.zip"
    words = ["--language", "fr", "export", "plans", "lyo", "--by", "claire", "--to", str(path)]
    refused = CliRunner().invoke(commands, words)
    assert (refused.exit_code, path.exists()) == (1, False)
    assert "personne de votre suivi" in refused.stderr
    for text in ("Réparer des vélos.", "Coudre des sacs.", "Livrer des repas."):
        somebody(tracker, coach, cohort, text)
    archive_person(tracker, 2)
    result = CliRunner().invoke(commands, words)
    assert result.exit_code == 0, result.output
    assert "1 plan laissé de côté" in result.output
    assert list(opened(path.read_bytes())) == ["LYO-001.docx", "LYO-003.docx"]
