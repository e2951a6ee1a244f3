"""The page that brings a roster in: columns, lines, decisions, and one button."""

from pathlib import Path

import pytest

from core import cohorts
from tests.factories import (
    TODAY,
    a_coach,
    a_cohort,
    a_participant,
    a_site,
    an_administrator,
    an_evaluator,
)

DATA = Path(__file__).parent.parent / "data"
CSV, XLSX = "roster_agir_liberte.csv", "roster_declic.xlsx"
TYPES = {
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def html(page):
    shown = " ".join(element.value for element in page.get("html"))
    return shown.replace("\u00a0", " ").replace("&#x27;", "'")


def give(page, name, content=None):
    (field,) = page.file_uploader
    content = content or (DATA / name).read_bytes()
    field.set_value((name, content, TYPES[Path(name).suffix])).run()
    return page


def start(key, fields):
    """The field whose key begins so."""
    return next(field for field in fields if field.key.startswith(key))


def kept(tracker):
    return [row["last_name"] for row in tracker.query("SELECT last_name FROM participants")]


@pytest.fixture
def coach(tracker):
    return a_coach(tracker)


@pytest.fixture
def cohort(tracker, coach):
    return a_cohort(tracker, coach=coach, name="Lyon")


def test_without_an_open_cohort_the_page_says_what_to_do(tracker, visit, coach, cohort):
    cohorts.close(tracker, cohort, by=an_administrator(tracker), today=TODAY)
    page = visit("import_roster.py", as_=coach)
    assert not page.exception
    assert "Aucune cohorte n’est ouverte" in html(page)


def test_a_coach_imports_eleven_people_then_nobody(tracker, visit, coach, cohort):
    page = give(visit("import_roster.py", as_=coach), CSV)

    assert not page.exception
    assert "14 lignes : 11 à ajouter, 1 à décider et 2 à corriger." in html(page)
    assert page.button(key="import").label == "Importer 11 personnes"
    page.button(key="import").click().run()

    assert not page.exception
    assert "11 personnes ajoutées" in html(page)
    assert len(kept(tracker)) == 11

    give(page, CSV)
    assert "12 déjà là" in html(page)
    assert "Ce fichier ne contient personne à ajouter" in html(page)
    assert not [button for button in page.button if button.key == "import"]


def test_errors_are_told_by_line_and_corrected_on_the_page(tracker, visit, coach, cohort):
    page = give(visit("import_roster.py", as_=coach), CSV)
    assert "Ligne 12, Jürgen Müller" in html(page)
    assert "septembre 2026 compte 30 jours" in html(page)
    assert "L’année de naissance manque" in html(page)

    dates, years = [field for field in page.text_input if field.key.startswith("roster_cell")]
    dates.input("30/09/2026").run()
    years = start("roster_cell", page.text_input)
    years.input("1988").run()
    assert page.button(key="import").label == "Importer 13 personnes"
    page.button(key="import").click().run()
    assert {"Müller", "Petit"} <= set(kept(tracker))


@pytest.mark.parametrize(("answer", "garcias"), [(0, 1), (1, 2), (2, 1)])
def test_a_probable_duplicate_is_decided(tracker, visit, coach, cohort, answer, garcias):
    page = give(visit("import_roster.py", as_=coach), CSV)
    question = start("roster_who", page.radio)
    assert question.label == "Ligne 6\u00a0: qui est-ce\u00a0?"
    question.set_value(question.options[answer]).run()
    page.button(key="import").click().run()
    assert not page.exception
    assert kept(tracker).count("Garcia") == garcias


def test_columns_never_read_are_listed_with_the_reason(tracker, visit, coach, cohort):
    page = give(visit("import_roster.py", as_=coach), CSV)
    shown = html(page)
    assert "Observations" in shown
    assert "Les remarques libres peuvent dire ce que l’outil ne doit pas savoir." in shown
    assert not [field for field in page.selectbox if field.label == "Observations"]
    for secret in ("motivé", "faits anciens", "lunettes"):
        assert secret not in shown


def test_a_column_may_be_left_out(tracker, visit, coach, cohort):
    page = give(visit("import_roster.py", as_=coach), CSV)
    (project,) = [field for field in page.selectbox if field.label == "Projet envisagé"]
    project.set_value("").run()
    page.button(key="import").click().run()
    assert {row["project"] for row in tracker.query("SELECT project FROM participants")} == {None}


def test_without_the_columns_of_names_the_page_asks_for_them(tracker, visit, coach, cohort):
    page = give(visit("import_roster.py", as_=coach), CSV)
    (name,) = [field for field in page.selectbox if field.label == "Nom"]
    name.set_value("").run()
    assert not page.exception
    assert "Indiquez les colonnes du nom et du prénom." in html(page)


def test_phone_numbers_come_only_when_ticked(tracker, visit, coach, cohort):
    page = give(visit("import_roster.py", as_=coach), CSV)
    start("roster_phone", page.checkbox).check().run()
    page.button(key="import").click().run()
    phones = [row["phone"] for row in tracker.query("SELECT phone FROM participants")]
    assert "+33611223344" in phones


def test_the_workbook_opens_on_the_sheet_of_people(tracker, visit, coach, cohort):
    page = give(visit("import_roster.py", as_=coach), XLSX)
    assert start("roster_sheet", page.selectbox).value == "Cohorte 2"
    page.button(key="import").click().run()
    assert len(kept(tracker)) == 8


def test_an_administrator_adds_a_place_on_the_way(tracker, visit, coach, cohort):
    page = give(visit("import_roster.py", as_=an_administrator(tracker)), CSV)
    start("roster_site", page.text_input).input("69")
    start("roster_site", page.button).click().run()

    assert not page.exception
    (site,) = tracker.query("SELECT name, kind, departement FROM sites")
    assert site == {"name": "CP Lyon-Corbas", "kind": "CP", "departement": "69"}
    page.button(key="import").click().run()
    situations = tracker.query("SELECT count(*) AS n FROM situations WHERE site_id IS NOT NULL")
    assert next(iter(situations))["n"] == 7


def test_a_coach_chooses_a_place_but_adds_none(tracker, visit, coach, cohort):
    a_site(tracker, name="Villeurbanne")
    page = give(visit("import_roster.py", as_=coach), CSV)
    assert not [button for button in page.button if button.key.startswith("roster_site")]
    place = next(field for field in page.selectbox if "QSL" in field.label)
    place.set_value(place.options[1]).run()
    page.button(key="import").click().run()
    rows = tracker.query("SELECT site_id FROM situations WHERE kind = 'semi_release'")
    assert next(iter(rows))["site_id"] is not None


def test_a_file_that_cannot_be_read_is_explained(tracker, visit, coach, cohort):
    page = give(visit("import_roster.py", as_=coach), CSV, content=b"PK\x03\x04 not a list")
    assert not page.exception
    assert "alert" in html(page)
    assert kept(tracker) == []


def test_words_of_the_file_are_shown_as_they_are_written(tracker, visit, coach, cohort):
    content = "Nom;Prénom;Né en;**Gras** <b>;Projet\nDiallo;Awa;1990;x;<script>alert(1)</script>\n"
    page = give(visit("import_roster.py", as_=coach), CSV, content=content.encode())
    assert not page.exception
    assert "<script>" not in html(page)
    assert any(r"\*\*Gras\*\*" in field.label for field in page.selectbox)


def test_somebody_known_elsewhere_stands_beside_the_line(tracker, visit, coach, cohort):
    a_participant(tracker, coach=coach, first_name="Aminata", last_name="Traoré", birth_year=1990)
    page = give(visit("import_roster.py", as_=coach, cohort=str(cohort)), CSV)
    assert "2 lignes à décider" in html(page)
    assert page.selectbox(key="roster_cohort").value == cohort
    assert page.button(key="import").label == "Importer 10 personnes"


def test_an_evaluator_has_no_such_page(tracker, visit):
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        visit("import_roster.py", as_=an_evaluator(tracker))
