"""The three documents, reopened: what they say, in which order, and what they never say."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document

from core.language import Language, current
from core.reports.cohort import cohort_document
from core.reports.cohort_content import Basis, Section
from core.reports.content import (
    Chapter,
    CriterionMarks,
    MilestoneState,
    NoteLevel,
    PlanContent,
    SessionTotal,
)
from core.reports.exhibits import Table
from core.reports.plan import plan_document
from core.reports.summary import summary_document
from core.reports.summary_tables import STATES
from tests.core.reports_samples.cohort import a_cohort, an_english_cohort
from tests.core.reports_samples.picture import a_picture
from tests.core.reports_samples.plan import a_canvas, a_plan, an_english_plan
from tests.core.reports_samples.summary import a_summary, an_english_summary

NBSP = "\u00a0"
DOCUMENTS = {
    "plan": lambda: plan_document(a_plan()),
    "plan in English": lambda: plan_document(an_english_plan()),
    "team's summary": lambda: summary_document(a_summary(), False),
    "team's summary in English": lambda: summary_document(an_english_summary(), False),
    "person's summary": lambda: summary_document(a_summary(), True),
    "person's summary in English": lambda: summary_document(an_english_summary(), True),
    "cohort": lambda: cohort_document(a_cohort()),
    "cohort in English": lambda: cohort_document(an_english_cohort()),
}
every_document = pytest.mark.parametrize("made", DOCUMENTS.values(), ids=DOCUMENTS)
# What would tell a reader that somebody is, or was, under a measure of justice.
TELLING = re.compile(
    r"déten|prison|écrou|incarc|carcér|peine|justice|situation|établissement|semi-liberté|"
    r"detain|inmate|sentence|jail|custody",
    re.IGNORECASE,
)


def opened(file):
    return Document(BytesIO(file))


def headings(document):
    names = {"Heading 1", "Section Heading", "Easy Heading"}
    return [p.text for p in document.paragraphs if p.style.name in names]


def rows(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def table_called(document, title):
    (found,) = [
        t for t in document.tables if t._tbl.xpath("./w:tblPr/w:tblCaption/@w:val") == [title]
    ]
    return rows(found)


def words(file):
    """Everything written in the file: body, header, footer, properties."""
    with ZipFile(BytesIO(file)) as package:
        parts = [package.read(name).decode() for name in package.namelist() if _is_written(name)]
    return re.sub(r"<[^>]+>", " ", " ".join(parts))


def _is_written(name):
    return re.fullmatch(r"(word/(document|header\d|footer\d)|docProps/core)\.xml", name)


@every_document
def test_every_style_named_in_a_document_exists(made):
    with ZipFile(BytesIO(made())) as package:
        styles = set(re.findall(r'w:styleId="([^"]+)"', package.read("word/styles.xml").decode()))
        for name in package.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                xml = package.read(name).decode()
                used = set(
                    re.findall(r'<w:(?:pStyle|tblStyle|rStyle|basedOn|next) w:val="([^"]+)"', xml)
                )
                assert used <= styles, name


@every_document
def test_nothing_is_formatted_by_hand(made):
    body = opened(made()).element.body
    assert not body.xpath(".//w:rPr/*[not(self::w:rStyle)]")
    assert not body.xpath(
        ".//w:p/w:pPr/*[not(self::w:pStyle or self::w:keepNext or self::w:pageBreakBefore)]"
    )


@every_document
def test_every_drawing_has_words_and_every_table_a_name(made):
    body = opened(made()).element.body
    assert all(said.strip() for said in body.xpath(".//wp:docPr/@descr"))
    assert len(body.xpath(".//wp:docPr/@descr")) == len(body.xpath(".//w:drawing"))
    assert all(body.xpath(".//w:tbl/w:tblPr/w:tblCaption/@w:val"))
    assert len(body.xpath(".//w:tbl/w:tblPr/w:tblCaption")) == len(body.xpath(".//w:tbl"))


@every_document
def test_every_table_with_a_head_repeats_it(made):
    body = opened(made()).element.body
    for table in body.xpath('.//w:tbl[w:tblPr/w:tblStyle/@w:val="Amounts"]'):
        assert table.xpath("./w:tr[1]/w:trPr/w:tblHeader")


@every_document
def test_heading_levels_never_jump(made):
    level = {"Section Heading": 1, "Easy Heading": 1}
    last = 0
    for paragraph in opened(made()).paragraphs:
        name = paragraph.style.name
        here = level.get(name) or (int(name[-1]) if name.startswith("Heading") else 0)
        if here:
            assert here <= last + 1 or last == 1, paragraph.text
            last = here


@every_document
def test_the_language_in_force_is_untouched_by_a_document(made):
    made()
    assert current() is Language.FRENCH


@pytest.mark.parametrize(
    "made",
    [value for name, value in DOCUMENTS.items() if "English" in name and "cohort" not in name],
)
def test_an_english_document_has_no_french_word_of_ours(made):
    text = words(made())
    assert not re.search(
        r"\b(le|la|les|des|pour|bilan|jalon|séance|sommaire)\b", text, re.IGNORECASE
    )
    assert "en-GB" in opened(made()).styles.element.xml


# The plan


def test_a_plan_opens_with_its_cover():
    document = opened(plan_document(a_plan()))
    assert [p.text for p in document.paragraphs[:5]] == [
        "L’Atelier Roue Libre",
        "Réparer, remettre à neuf et entretenir les vélos du quotidien",
        "Plan d’affaires",
        "présenté par Nadia Ferrand",
        "12 novembre 2026",
    ]
    section = document.sections[0]
    assert section.different_first_page_header_footer
    assert section.first_page_footer.paragraphs[0].text == (
        f"Accompagnement{NBSP}: Association Cap Initiative"
    )
    assert document.core_properties.author == "Nadia Ferrand"


def test_the_cover_of_a_project_without_a_line_says_once_what_it_is():
    document = opened(plan_document(replace(a_plan(), project_line="")))
    assert [p.text for p in document.paragraphs[:4]] == [
        "L’Atelier Roue Libre",
        "Plan d’affaires",
        "Nadia Ferrand",
        "12 novembre 2026",
    ]


def test_a_plan_without_a_word_says_so_instead_of_an_empty_page():
    empty = replace(a_plan(), chapters=(), annexes=(), photographs=())
    assert "Aucun chapitre n’est écrit pour l’instant" in words(plan_document(empty))


def test_a_plan_has_its_written_chapters_in_order_and_leaves_empty_ones_out():
    document = opened(plan_document(a_plan()))
    expected = [
        c.title.replace("'", "’") for c in a_plan().chapters if c.title != "Le projet et l'offre"
    ]
    assert headings(document) == [*expected, "Annexes"]
    listed = [p.text for p in document.paragraphs if p.style.name == "toc 1"]
    assert [line.split("\t")[1] for line in listed] == [*expected, "Annexes"]
    assert [line.split("\t")[0] for line in listed] == [str(n + 1) for n in range(len(listed))]


def test_a_chapter_is_printed_as_paragraphs_and_lists():
    document = opened(plan_document(a_plan()))
    shown = [(p.style.name, p.text) for p in document.paragraphs]
    start = shown.index(("Heading 1", "Résumé"))
    assert [style for style, _ in shown[start + 1 : start + 7]] == [
        "Body Text",
        "Body Text",
        "List Bullet",
        "List Bullet",
        "List Bullet",
        "Body Text",
    ]
    assert shown[start + 3] == ("List Bullet", f"un apport de 1{NBSP}500{NBSP}€{NBSP};")


def test_a_plan_shows_its_canvas_its_tables_and_its_charts():
    document = opened(plan_document(a_plan()))
    canvas = table_called(document, "Le modèle économique en neuf cases")
    assert canvas[0][2].startswith("Proposition de valeur\nUn vélo sûr")
    result = table_called(document, "Compte de résultat sur trois ans")
    assert result[-1] == ["Résultat", f"10{NBSP}268", f"12{NBSP}207", f"14{NBSP}281"]
    assert len(document.element.body.xpath(".//w:drawing")) == 2


def test_a_working_version_says_so_with_its_date_and_a_final_one_does_not():
    working = words(plan_document(a_plan()))
    assert "Version de travail du 12 novembre 2026" in working
    assert "Version de travail du 12/11/2026" in working
    assert "Version de travail" not in words(plan_document(a_plan(working_version=False)))


def test_a_plan_without_a_single_chapter_is_still_a_document():
    document = opened(
        plan_document(a_plan(chapters=(Chapter(title="Résumé", text=" \n"),), annexes=()))
    )
    assert headings(document) == []


def test_a_long_contents_list_has_its_page_to_itself():
    chapters = tuple(Chapter(title=f"Chapitre {n}", text="Texte.") for n in range(12))
    body = opened(plan_document(a_plan(chapters=chapters))).element.body
    assert len(body.xpath(".//w:pageBreakBefore")) == 1


@pytest.mark.parametrize("language", Language)
def test_no_label_of_a_plan_tells_of_a_measure(language):
    bare = PlanContent(
        language=language,
        association="Cap",
        made_on=date(2026, 11, 12),
        project="Atelier",
        person="N. F.",
        chapters=(Chapter(title="Un", text="Texte.", canvas=a_canvas({"Canaux": "Rue"})),),
        annexes=("Devis",),
    )
    assert not TELLING.search(words(plan_document(bare)))


# The summary


def test_the_teams_summary_says_who_where_and_what_next():
    document = opened(summary_document(a_summary(), False))
    assert document.paragraphs[0].text == "Nadia Ferrand"
    facts = dict(table_called(document, "De qui il s’agit"))
    assert facts["Code"] == "K7M-2QX"
    assert facts["Entrée dans le parcours"] == "9 mars 2026"
    (box,) = [p.text for p in document.paragraphs if p.style.name == "Key Point"]
    assert box.startswith("Prochain pas, pour le 26/11/2026. Dater les trois actions")
    assert headings(document) == [
        "Situation",
        "Parcours",
        "Jalons",
        "Séances et entretiens",
        "Retours du mentor",
        "Notes",
    ]
    assert table_called(document, "Situation")[1] == [
        "Centre de détention",
        "CD de Val-Fleury",
        "12/01/2026",
        "06/07/2026",
    ]


def test_the_teams_summary_shows_the_journey_and_the_milestones_with_their_evidence():
    document = opened(summary_document(a_summary(), False))
    journey = table_called(document, "Parcours")
    assert ["Plan d’affaires", "14/09/2026", "Étape actuelle"] in journey
    assert ["Jury", "–", "À venir"] in journey
    milestones = {row[0]: row[1:] for row in table_called(document, "Jalons")}
    assert milestones["Idée et motivation"] == [
        "Validé",
        "30/04/2026",
        "24/04/2026",
        "Fiche idée\nValidé par Paul Gil",
    ]
    assert milestones["Stratégie commerciale"][3].endswith(f"Motif{NBSP}: dater les trois actions")
    assert f"Jalons validés{NBSP}: 3 sur 7." in [p.text for p in document.paragraphs]


def test_the_teams_summary_adds_up_the_sessions():
    totals = table_called(
        opened(summary_document(a_summary(), False)), "Séances proposées, tenues et suivies"
    )
    assert totals[-1] == ["Total", "27", "23", "21", f"55{NBSP}h", f"45{NBSP}h", f"41{NBSP}h"]


def test_marks_are_dots_and_a_middle_never_a_mean():
    table = table_called(opened(summary_document(a_summary(), False)), "Retours du mentor")
    marks = {row[0]: row[1:] for row in table}
    assert marks["Engagement"] == ["", "", "●", "●●", "4"]
    assert marks["Clients et marché"] == ["", "●", "●", "", "2 à 3"]
    assert marks["Passage à l’action"] == ["", "", "", "", "–"]


def test_notes_carry_their_date_author_and_level():
    document = opened(summary_document(a_summary(), False))
    assert "15/10/2026, Claire Besson, partagé avec le mentor" in [
        p.text for p in document.paragraphs
    ]


def test_an_almost_empty_summary_is_still_a_document():
    bare = a_summary(
        situations=(), stages=(), milestones=(), session_totals=(), sessions=(), feedback=(), strengths=(),
        notes=(), next_step="", next_step_on=None, entered_on=None, birth_year=None, mentor="", project="",
    )  # fmt: skip
    assert headings(opened(summary_document(bare, False))) == []
    assert headings(opened(summary_document(bare, True))) == ["Qui vous aide", "Vos droits"]


def test_strengths_alone_are_printed_and_a_step_may_have_no_date():
    summary = a_summary(feedback=(), next_step_on=None)
    text = words(summary_document(summary, False))
    assert "Tient ses engagements" in text
    assert "Prochain pas. " in text
    assert "Pour le" not in words(summary_document(summary, True))


def test_the_persons_summary_is_plain_and_in_large_type():
    document = opened(summary_document(a_summary(), True))
    assert document.styles["Easy Text"].font.size.pt == 14
    assert headings(document) == [
        "Votre prochain pas",
        "Votre projet",
        "Ce qui est fait",
        "Ce qui est en cours",
        "Vos séances",
        "Ce que dit votre mentor",
        "Un mot pour vous",
        "Qui vous aide",
        "Vos droits",
    ]
    said = [p.text for p in document.paragraphs]
    assert "Vous avez participé à 21 séances." in said
    assert f"Cela fait 41{NBSP}h de travail sur votre projet." in said
    assert "Étude de marché, le 12 octobre 2026" in said
    assert not document.tables


def test_the_persons_summary_keeps_the_measure_and_the_teams_words_to_the_team():
    summary = a_summary(association="Cap Initiative")
    text = words(summary_document(summary, True))
    assert not TELLING.search(text)
    kept_away = [
        summary.code,
        summary.cohort,
        "Val-Fleury",
        "QSL",
        "Souhaite travailler",
        "Motif",
        "mouvement bloqué",
    ]
    assert not [word for word in kept_away if word in text]
    assert "Votre canevas est clair." in text


def test_a_person_who_attended_nothing_reads_no_zero():
    none = SessionTotal(
        kind="Atelier",
        offered=3,
        held=2,
        attended=0,
        minutes_offered=9,
        minutes_held=6,
        minutes_attended=0,
    )
    text = words(summary_document(a_summary(session_totals=(none,)), True))
    assert "Vos séances" not in text


def test_a_private_note_or_an_impossible_mark_cannot_be_asked_for():
    with pytest.raises(ValueError):
        NoteLevel("private")
    with pytest.raises(ValueError, match="between 1 and 4"):
        CriterionMarks(criterion="Engagement", marks=(5,))
    with pytest.raises(ValueError, match="offered"):
        SessionTotal(
            kind="Atelier",
            offered=1,
            held=2,
            attended=0,
            minutes_offered=0,
            minutes_held=0,
            minutes_attended=0,
        )
    with pytest.raises(ValueError, match="association"):
        a_plan(association=" ")


def test_every_milestone_state_has_its_word():
    assert set(STATES) == set(MilestoneState)


# The cohort


def test_a_cohorts_summary_follows_its_order():
    document = opened(cohort_document(a_cohort()))
    assert document.paragraphs[0].text == "Agir & Liberté – printemps 2026"
    assert headings(document) == [
        "Chiffres clés",
        "Le parcours",
        "Présence",
        "Les jalons du plan",
        "Retours du mentor",
        "Les sorties",
        "Méthode",
    ]
    assert len(document.element.body.xpath(".//w:drawing")) == 3


def test_counts_stand_before_shares_and_masked_cells_are_words():
    document = opened(cohort_document(a_cohort()))
    stages = table_called(document, "Étapes atteintes, en nombre de personnes")
    assert stages[0] == ["Étape", "Personnes", "Part", f"Intervalle à 95{NBSP}%"]
    assert stages[1] == ["Orientation", "24", f"100{NBSP}%", f"82 à 100{NBSP}%"]
    assert ["Immatriculation", "masqué", "masqué", "masqué"] in stages
    assert ["Activité pérenne", "0", f"0{NBSP}%", f"0 à 17{NBSP}%"] in stages


def test_every_table_with_a_masked_cell_says_what_it_means():
    document = opened(cohort_document(a_cohort()))
    for table in document.tables:
        masked = "masqué" in [cell.text.split("\n")[0] for row in table.rows for cell in row.cells]
        below = table._tbl.getnext().xpath("string(.)")
        if table.style.name == "Amounts":
            assert below.startswith(f"Masqué{NBSP}: de 1 à 4 personnes") is masked


def test_attendance_is_shown_with_and_without_the_establishments_causes():
    lines = table_called(opened(cohort_document(a_cohort())), "Présences et taux")
    assert lines[1] == ["Atelier collectif", "468", "364", "52", f"78{NBSP}%", f"88{NBSP}%"]
    assert lines[3][3:] == ["masqué", f"73{NBSP}%", "masqué"]
    assert lines[4] == ["Jury", "0", "0", "0", "–", "–"]


def test_a_masked_bar_is_not_drawn_and_says_so():
    package = opened(cohort_document(a_cohort())).part.package
    (funnel,) = [
        part for part in package.iter_parts() if part.partname == "/word/charts/chart1.xml"
    ]
    assert "Immatriculation (masqué)" in funnel.blob.decode()
    assert funnel.blob.decode().count("<c:pt ") == 1 + 11 + 9


def test_under_each_figure_stand_its_definition_its_n_its_missing_and_its_date():
    said = [
        p.text
        for p in opened(cohort_document(a_cohort())).paragraphs
        if p.style.name == "Small Print"
    ]
    assert any(
        f"n = 648. Données manquantes{NBSP}: 12. Données au 12 novembre 2026." in note
        for note in said
    )


def test_exits_are_in_the_official_classes_under_what_they_add_up_to():
    document = opened(cohort_document(a_cohort()))
    exits = table_called(document, "Sorties par classe officielle")
    assert [row[1:] for row in exits[1:]] == [
        ["5", f"56{NBSP}%"],
        ["masqué", "masqué"],
        ["masqué", "masqué"],
        ["0", f"0{NBSP}%"],
        ["6", "–"],
    ]
    assert any(p.text.startswith(f"Sorties dynamiques{NBSP}: 9 sur 9") for p in document.paragraphs)


def test_nothing_speaks_of_masks_where_everything_is_shown():
    cohort = a_cohort(
        smallest=None,
        key_figures=a_cohort().key_figures[:2],
        funnel=a_cohort().funnel[:3],
        attendance=a_cohort().attendance[:2],
        milestones=a_cohort().milestones[:2],
        feedback=a_cohort().feedback[:2],
        exits=a_cohort().exits[:1],
        ended_on=date(2026, 10, 30),
    )
    text = words(cohort_document(cohort))
    assert "masqué" not in text.lower()
    assert "du 2 février 2026 au 30 octobre 2026" in text


def test_any_other_indicator_has_its_picture_with_words_its_table_and_its_basis():
    table = Table(title="Suivi mois par mois", head=("Mois", "Part"), rows=(("6", "80 %"),))
    basis = Basis(definition="Kaplan–Meier.", counted="n = 24.", remark="Une moitié reste un an.")
    section = Section(title="La durée", table=table, basis=basis, png=a_picture(), alt="Une courbe")
    document = opened(cohort_document(a_cohort(sections=(section, replace(section, png=b"")))))
    assert headings(document).count("La durée") == 2
    assert "Une courbe" in document.element.body.xpath(".//wp:docPr/@descr")
    assert "Une moitié reste un an." in [p.text for p in document.paragraphs]
    with pytest.raises(ValueError, match="words"):
        replace(section, alt=" ")


def test_the_rules_of_the_indicators_are_printed_in_full():
    rules = dict(table_called(opened(cohort_document(a_cohort())), "Jusqu’où va-t-on\u00a0?"))
    assert list(rules) == ["Population", "Numérateur", "Dénominateur", "Données manquantes"]


def test_an_empty_cohort_is_still_a_document():
    cohort = a_cohort(
        key_figures=(), funnel=(), volume=(), attendance=(), milestones=(), feedback=(), exits=()
    )
    assert headings(opened(cohort_document(cohort))) == ["Méthode"]


def test_an_english_cohort_summary_is_in_english():
    document = opened(cohort_document(an_english_cohort()))
    assert headings(document)[0] == "Key figures"
    assert ["Entered", "masked", "masked", "–"] in table_called(
        document, "Stages reached, in people"
    )
