"""The evaluation report, reopened: the figures of the screen, words for every picture, nobody's name."""

import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document

from core import learnings, snapshots
from core.errors import NotFound
from core.evaluation import dashboard
from core.evaluation.registry import INDICATORS
from core.evaluation.views import Scope, Split
from core.export_evaluation import evaluation_as_word
from core.language import Language, _, speaking
from core.permissions import Role
from core.reports.typography import tidy
from core.snapshots import Audience, Wish
from tests.evaluated import CANARIES, TODAY, a_cohort, a_house, somebody

LEAD, EVALUATOR = somebody(Role.LEAD), somebody(Role.EVALUATOR)
JUNE = date(2026, 6, 30)


def taken(db, *, by=LEAD, today=TODAY, **values):
    asked = {"name": "Rapport de novembre", "audience": Audience.COMMITTEE, "smallest": None}
    return snapshots.take(db, Wish(**asked | values), by=by, today=today)


def printed(db, snapshot_id, *, by=LEAD, language=Language.FRENCH):
    return evaluation_as_word(db, snapshot_id, by=by, language=language)


def opened(file):
    return Document(BytesIO(file))


def words(file):
    with ZipFile(BytesIO(file)) as package:
        named = re.compile(r"(word/(document|header\d|footer\d)|docProps/core)\.xml")
        parts = [
            package.read(name).decode() for name in package.namelist() if named.fullmatch(name)
        ]
    return re.sub(r"<[^>]+>", " ", " ".join(parts))


def tables(document):
    """Title → cells of every line, the head first."""
    return {
        table._tbl.xpath("./w:tblPr/w:tblCaption/@w:val")[0]: [
            [cell.text for cell in row.cells] for row in table.rows
        ]
        for table in reversed(document.tables)  # the chapter's own table wins over its changes
    }


def chapters(document):
    return [p.text for p in document.paragraphs if p.style.name == "Heading 1"]


@pytest.fixture
def house(db):
    house = a_house(db)
    a_cohort(db, house, "Lyon, printemps", people=24)
    return house


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("smallest", "split"), [(None, Split.NONE), (5, Split.COHORT), (11, Split.NONE)]
)
def test_the_tables_are_those_of_the_screen(db, house, language, smallest, split):
    a_cohort(db, house, "Metz, automne", people=12, arm="individual", organisation="justice")
    file = printed(db, taken(db, smallest=smallest, split=split), language=language)
    found = tables(opened(file))
    with speaking(language):
        compared = 0
        for key, one in INDICATORS.items():
            result = dashboard.indicator(
                db, key, Scope(), split=split, k=smallest, by=LEAD, today=TODAY
            )
            if key != "key_figures" and result.answer.rows:
                titles, lines = result.table()
                on_screen = [[tidy(cell) for cell in line] for line in (titles, *lines)]
                cells = found[_(one.title)]
                if len(titles) > 9:  # turned on its side: numbers alone are compared
                    words = len(titles) - len(one.columns)
                    on_screen = [line[words:] for line in on_screen[1:]]
                    cells = [
                        list(one) for one in zip(*(line[1:] for line in cells[1:]), strict=True)
                    ]
                assert cells == on_screen
                compared += 1
    assert compared > 6


@pytest.mark.parametrize("language", Language)
def test_the_same_snapshot_makes_the_same_file(db, house, language):
    earlier = taken(db, today=JUNE)
    snapshot = taken(db)
    first = printed(db, snapshot, language=language)
    a_cohort(db, house, "Metz, automne", people=12)
    assert printed(db, snapshot, language=language) == first
    assert printed(db, earlier, language=language) != first


def test_every_picture_has_words_and_every_head_is_repeated(db, house):
    document = opened(printed(db, taken(db)))
    body = document.element.body
    said = body.xpath(".//wp:docPr/@descr")
    assert len(said) == len(document.inline_shapes) > 5
    assert all(len(words) > 20 for words in said)
    for table in body.xpath('.//w:tbl[w:tblPr/w:tblStyle/@w:val="Amounts"]'):
        assert table.xpath("./w:tr[1]/w:trPr/w:tblHeader")


def test_a_committee_finds_room_to_decide_and_funders_do_not(db, house):
    committee = opened(printed(db, taken(db)))
    funders = opened(printed(db, taken(db, audience=Audience.FUNDER, smallest=11)))
    assert "Cibles et décisions" in chapters(committee)
    assert "Cibles et décisions" not in chapters(funders)
    assert [cell.text for cell in committee.tables[-1].rows[1].cells] == ["", "", "", ""]


def test_small_numbers_are_masked_in_tables_and_words_of_pictures_alike(db):
    a_cohort(db, a_house(db), "Lyon, printemps", people=8)
    file = printed(db, taken(db, audience=Audience.FUNDER, smallest=11))
    document = opened(file)
    funnel = tables(document)["Jusqu’où vont les parcours\u00a0?"]
    assert {line[1] for line in funnel[1:]} <= {"masqué", "0"}
    told = " ".join(document.element.body.xpath(".//wp:docPr/@descr"))
    assert not re.search(r"Personnes [1-9]\b", told)
    assert "de 1 à 10 personnes" in words(file)


@pytest.mark.parametrize("language", Language)
def test_nobody_is_named(db, house, language):
    for by, smallest in ((LEAD, None), (EVALUATOR, 5)):
        file = printed(db, taken(db, by=by, smallest=smallest), by=by, language=language)
        assert not any(canary in words(file) for canary in (*CANARIES, "LYO-0"))


@pytest.mark.parametrize("people", [0, 1, 3, 8])
@pytest.mark.parametrize("smallest", [None, 11])
def test_a_small_cohort_makes_a_report_all_the_same(db, people, smallest):
    a_cohort(db, a_house(db), "Metz, automne", people=people)
    document = opened(printed(db, taken(db, smallest=smallest)))
    assert chapters(document)[0] == "En bref"
    assert chapters(document)[-1] == "Limites"


def test_what_changed_since_the_report_before(db, house):
    taken(db, today=JUNE, name="Premier semestre")
    a_cohort(db, house, "Metz, automne", people=9)
    file = printed(db, taken(db))
    assert "«\u00a0Premier semestre\u00a0», données au 30\u00a0juin 2026" in words(file).replace(
        " juin", "\u00a0juin"
    )
    assert "22 → 31" in words(file)


def test_the_first_report_says_so(db, house):
    assert "premier rapport sur ce périmètre" in words(printed(db, taken(db)))


def test_what_the_teams_observe_is_quoted_without_who_wrote_it(db, house):
    draft = learnings.Draft(
        observed_on=JUNE, kind=learnings.Kind.WORKS, body="Le mentor vient deux fois par mois."
    )
    quote = learnings.write(db, draft, by=LEAD, today=TODAY)
    file = printed(db, taken(db, quotes=(quote,)))
    assert "Le mentor vient deux fois par mois." in words(file)
    assert "Ce qu’observent les équipes" in chapters(opened(file))


def test_the_method_says_what_is_not_measured(db, house):
    said = words(printed(db, taken(db)))
    assert "La récidive n’est ni recueillie ni calculée" in said
    assert "Kaplan-Meier" in said


def test_the_contents_list_is_that_of_the_chapters(db, house):
    document = opened(printed(db, taken(db)))
    listed = [p.text.split("\t")[1] for p in document.paragraphs if p.style.name == "toc 1"]
    assert listed == chapters(document)


def test_a_report_that_leaves_is_kept_in_the_trace(db, house):
    file = printed(db, taken(db))
    assert file
    rows = db.execute("SELECT document, language FROM exports").fetchall()
    assert rows == [("evaluation", "fr")]
    assert ("evaluation.exported",) in db.execute("SELECT event FROM audit").fetchall()


def test_an_evaluator_does_not_print_what_shows_small_numbers(db, house):
    snapshot = taken(db)
    with pytest.raises(NotFound):
        printed(db, snapshot, by=EVALUATOR)
