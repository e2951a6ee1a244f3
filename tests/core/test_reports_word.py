"""What a Word document is made of: text as typed, styles that exist, tables and pictures for everyone."""

import re
from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.shared import Cm
from hypothesis import given
from hypothesis import strategies as st

from core.language import Language, speaking
from core.programme_file import load_programme
from core.reports import make_template, word
from core.reports.canvas import KEYS, canvas
from core.reports.content import CanvasText
from core.reports.exhibits import Table
from core.reports.package import packed
from core.reports.tables import definition_list, key_figures, titled_table, twips
from core.reports.typography import Block, blocks, one_line, tidy
from tests.core.reports_samples.picture import a_picture
from tests.core.reports_samples.plan import BLOCKS, a_canvas

NBSP = "\u00a0"


def a_report(**changes):
    values = {
        "title": "Bilan",
        "association": "Cap Initiative",
        "author": "Claire Besson",
        "made_on": date(2026, 11, 12),
        "heading": "Bilan individuel",
    }
    return word.open_report(**(values | changes))


def reopened(report):
    return Document(BytesIO(word.to_bytes(report)))


def texts(document):
    return [paragraph.text for paragraph in document.paragraphs]


def a_table(**changes):
    values = {
        "title": "Prix",
        "head": ("Objet", "Prix"),
        "rows": (("Révision", "65 €"), ("Total", "65 €")),
    }
    return Table(**(values | changes))


def test_the_template_in_the_data_folder_is_the_one_that_the_table_of_looks_makes():
    assert make_template.TEMPLATE.read_bytes() == make_template.template()


def test_the_template_is_modern_and_says_its_language():
    with ZipFile(make_template.TEMPLATE) as package:
        settings = package.read("word/settings.xml").decode()
        styles = package.read("word/styles.xml").decode()
    assert 'w:name="compatibilityMode"' in settings
    assert 'w:val="15"' in settings
    assert '<w:lang w:val="fr-FR"' in styles


def test_a_new_report_is_a4_with_its_header_its_page_numbers_and_its_properties():
    document = reopened(a_report(foot="Version de travail"))
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    width = section.page_width - section.left_margin - section.right_margin
    assert round(width / Cm(1), 1) == 16.0
    assert section.header.paragraphs[0].text == "Cap Initiative\tBilan individuel"
    footer = section.footer.paragraphs[0]
    assert footer.text.startswith("Version de travail\tPage")
    assert re.findall(r'w:instr="([^"]+)"', footer._p.xml) == [" PAGE ", " NUMPAGES "]
    properties = document.core_properties
    assert (properties.title, properties.author) == ("Bilan", "Claire Besson")
    assert properties.created == datetime(2026, 11, 12, 12, tzinfo=UTC)


@pytest.mark.parametrize(("language", "tag"), [("fr", "fr-FR"), ("en", "en-GB")])
def test_a_report_is_marked_with_the_language_in_force(language, tag):
    with speaking(language):
        document = reopened(a_report())
    assert f'w:val="{tag}"' in document.styles.element.xml.split("</w:docDefaults>")[0]
    assert document.core_properties.language == tag


def test_blank_lines_separate_paragraphs_and_dashes_make_lists():
    report = a_report()
    word.paragraphs(report, "Un début.\nSa suite.\n\nUne liste :\n- un\n– deux\n\nLa fin.")
    document = reopened(report)
    assert [(p.style.name, p.text) for p in document.paragraphs] == [
        ("Body Text", "Un début.\nSa suite."),
        ("Body Text", f"Une liste{NBSP}:"),
        ("List Bullet", "un"),
        ("List Bullet", "deux"),
        ("Body Text", "La fin."),
    ]


@given(st.text())
def test_any_text_goes_into_a_document_and_comes_back_tidy(typed):
    report = a_report()
    word.paragraphs(report, typed)
    word.heading(report, typed)
    titled_table(report, a_table(rows=((typed, "1"),), note="n"))
    document = reopened(report)
    read = [Block(p.text, p.style.name == "List Bullet") for p in document.paragraphs[:-3]]
    assert read == blocks(typed)
    assert document.paragraphs[-3].text == one_line(typed)
    assert document.tables[0].cell(1, 0).text == (tidy(typed) or "–")


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1b", "\x7f", "\ud800", "\ufffe"])
def test_a_sign_that_word_refuses_is_replaced_and_seen(sign):
    report = a_report(title=f"a{sign}b", association=f"a{sign}b")
    word.paragraph(report, f"a{sign}b")
    document = reopened(report)
    assert texts(document) == ["a\ufffdb"]
    assert document.core_properties.title == "a\ufffdb"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Prêt ?", f"Prêt{NBSP}?"),
        ("« oui »", f"«{NBSP}oui{NBSP}»"),
        ("«oui»", f"«{NBSP}oui{NBSP}»"),
        ("12 400 €", f"12{NBSP}400{NBSP}€"),
        ("63 %", f"63{NBSP}%"),
        ("l'offre", "l’offre"),
        ("à 10:30, https://exemple.fr", "à 10:30, https://exemple.fr"),
        ("28 m² en 2 h", f"28{NBSP}m² en 2{NBSP}h"),
        ("e\u0301tude", "étude"),
    ],
)
def test_french_text_is_spaced_as_french_asks(typed, printed):
    assert tidy(typed) == printed


def test_english_text_keeps_its_spaces():
    with speaking(Language.ENGLISH):
        assert tidy("Ready ? It's 63 %: « yes »") == "Ready ? It’s 63 %: « yes »"


def test_a_table_repeats_its_head_and_never_cuts_a_row():
    report = a_report()
    titled_table(report, a_table(rows=tuple((f"ligne {n}", str(n)) for n in range(60))))
    rows = reopened(report).tables[0]._tbl.tr_lst
    assert "w:tblHeader" in rows[0].xml
    assert all("w:tblHeader" not in row.xml for row in rows[1:])
    assert all("w:cantSplit" in row.xml for row in rows)


def test_a_short_table_stays_whole_with_its_note_and_a_long_one_may_be_cut():
    report = a_report()
    titled_table(report, a_table(note="Source : devis."))
    titled_table(report, a_table(rows=(("Révision", "65 €"),) * 60))
    short, long = reopened(report).tables
    assert all("w:keepNext" in row.xml for row in short._tbl.tr_lst[1:])
    assert all("w:keepNext" not in row.xml for row in long._tbl.tr_lst[1:])


def test_a_masked_cell_is_a_word_in_italics_and_an_empty_one_a_dash():
    report = a_report()
    titled_table(report, a_table(rows=((None, ""),)))
    document = reopened(report)
    masked, empty = document.tables[0].rows[1].cells
    assert masked.text == "masqué"
    assert masked.paragraphs[0].runs[0].style.name == "Masked"
    assert document.styles["Masked"].font.italic
    assert empty.text == "–"


def test_a_total_is_the_last_row_in_strong_words():
    report = a_report()
    titled_table(report, a_table(total=True, numeric=frozenset({1})))
    table = reopened(report).tables[0]
    assert {run.style.name for cell in table.rows[2].cells for run in cell.paragraphs[0].runs} == {
        "Strong"
    }
    assert [cell.paragraphs[0].style.name for cell in table.rows[1].cells] == [
        "Table Text",
        "Table Amount",
    ]


@given(st.lists(st.floats(0.1, 100), min_size=1, max_size=20))
def test_the_columns_of_a_table_are_as_wide_as_the_text_together(widths):
    assert sum(twips(widths)) == 9071


def test_tables_and_figures_are_numbered_apart():
    report = a_report()
    titled_table(report, a_table())
    canvas(report, a_canvas({}))
    titled_table(report, a_table(title="Devis"))
    captions = [p._p for p in reopened(report).paragraphs if p.style.name == "Caption"]
    shown = ["".join(t.text for t in p.xpath(".//w:t")) for p in captions]
    assert shown == [
        f"Tableau{NBSP}1 – Prix",
        f"Figure{NBSP}1 – Le modèle économique en neuf cases",
        f"Tableau{NBSP}2 – Devis",
    ]


def test_the_canvas_has_its_nine_blocks_each_with_its_ideas():
    report = a_report()
    canvas(report, a_canvas({title: f"- idée {title}" for title in BLOCKS}))
    cells = {cell.text for row in reopened(report).tables[0].rows for cell in row.cells}
    assert cells == {f"{title}\nidée {title}" for title in BLOCKS}


def test_the_canvas_draws_the_blocks_of_the_programme():
    programme = load_programme()
    assert {block.key for block in programme.canvas_blocks} == KEYS


def test_a_programme_with_other_blocks_has_them_as_a_list():
    report = a_report()
    canvas(
        report,
        [
            CanvasText(key="hopes", title="Espoirs", text="- un toit"),
            CanvasText(key="x", title="Y"),
        ],
    )
    document = reopened(report)
    assert texts(document) == ["Espoirs", "un toit", "Y", "–"]
    assert not document.tables


def test_facts_and_key_figures_are_read_in_order():
    report = a_report()
    definition_list(report, [("Coach", "Claire"), ("Mentor", "")], title="Qui")
    key_figures(report, [("personnes", "24"), ("activités", None)], title="Chiffres")
    facts, figures = reopened(report).tables
    assert [[cell.text for cell in row.cells] for row in facts.rows] == [
        ["Coach", "Claire"],
        ["Mentor", "–"],
    ]
    assert [cell.text for cell in figures.rows[0].cells][:2] == [
        "24\npersonnes",
        "masqué\nactivités",
    ]


def test_the_contents_lead_to_each_chapter_without_page_numbers():
    report = a_report()
    word.contents_list(report, ["Résumé", "Le marché"])
    word.heading(report, "Résumé")
    word.heading(report, "Le marché")
    body = reopened(report).element.body
    anchors = body.xpath(".//w:hyperlink/@w:anchor")
    assert anchors == body.xpath(".//w:bookmarkStart/@w:name")
    assert r" TOC \o " in body.xml
    assert r"\n" in body.xpath(".//w:instrText")[0].text
    assert "PAGEREF" not in body.xml


def test_a_picture_says_what_it_shows():
    report = a_report()
    word.figure_png(report, a_picture(), alt='Une courbe "qui monte"')
    (said,) = reopened(report).element.body.xpath(".//wp:docPr/@descr")
    assert said == 'Une courbe "qui monte"'


@pytest.mark.parametrize(
    "wrong",
    [{"rows": (("seul",),)}, {"widths": (1, 2, 3)}],
)
def test_a_table_that_does_not_hold_together_is_refused(wrong):
    with pytest.raises(ValueError, match="table"):
        a_table(**wrong)


def test_the_same_parts_make_the_same_package():
    parts = {"a.xml": "<a/>", "b.xml": "<b/>"}
    assert packed(parts) == packed(parts)
