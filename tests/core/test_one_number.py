"""The same question has one answer: on screen, in a table, in Word, and in what is frozen."""

import csv
import re
from io import BytesIO, StringIO

import pytest
from docx import Document

from core import exports, figures, rollups, snapshots
from core.evaluation import dashboard
from core.evaluation.registry import INDICATORS
from core.evaluation.results import said
from core.evaluation.views import Scope, Split
from core.export_evaluation import evaluation_as_word
from core.language import Language
from core.snapshots import Audience, Wish
from core.storage.database import connect
from core.storage.rows import every, insert
from core.tracker import migrate
from tests.evaluated import TODAY, a_cohort, a_house
from tests.factories import a_lead, an_evaluator

ASKED = {
    "everybody": (Scope(), Split.NONE),
    "a form of support": (Scope(arm="individual"), Split.NONE),
    "forms of support": (Scope(), Split.ARM),
    "situations": (Scope(), Split.SITUATION),
}
both = pytest.mark.parametrize("role", [a_lead, an_evaluator], ids=["lead", "evaluator"])
asked = pytest.mark.parametrize(("scope", "split"), ASKED.values(), ids=ASKED)


@pytest.fixture(scope="module")
def written():
    db = connect(":memory:")
    migrate(db)
    house = a_house(db)
    a_cohort(db, house, "Lyon", people=26)
    a_cohort(db, house, "Metz", people=25, arm="individual", organisation="justice")
    for row in every(db, "SELECT id, participant_id FROM enrolments ORDER BY id"):
        support, person = row["id"], row["participant_id"]
        who = {"recorded_by": house["coach"]}
        insert(db, "situation_entries",
               {"participant_id": person, "kind": ("inside", "free")[person % 2], "site_id": house["site"],
                "starts_on": "2025-01-01"} | who)  # fmt: skip
        for wave, score in (("entry", 20 + person % 9), ("exit", 24 + person % 7)):
            insert(db, "answer_sheets",
                   {"instrument": "gse", "wave": wave, "collected_on": "2025-12-01", "score": score,
                    "answers": "{}", "missing": 0, "enrolment_id": support} | who)  # fmt: skip
        insert(db, "barrier_moves",
               {"barrier": "housing", "state": "open", "noted_on": "2025-12-01",
                "objectives": '["plan"]', "enrolment_id": support} | who)  # fmt: skip
    rollups.refresh_all(db)
    yield db
    db.conn.close()


@pytest.fixture
def kept(db, written):
    """A copy of it."""
    written.conn.backup(db.conn)
    return db


def cells(document):
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


@both
@asked
def test_a_table_taken_away_holds_the_numbers_of_the_screen(kept, role, scope, split):
    by = role(kept)
    for key in INDICATORS:
        result = dashboard.indicator(kept, key, scope, split=split, by=by, today=TODAY)
        file = figures.save(kept, result, figures.Form.CSV, by=by, language=Language.FRENCH)
        _head, *lines = csv.reader(StringIO(file.decode("utf-8-sig")), delimiter=";")
        shown = [name for column in result.indicator.columns for _title, name in column.numbers()]
        assert len(lines) == len(result.answer.rows)
        for line, row in zip(lines, result.answer.rows, strict=True):
            for text, name in zip(line[-len(shown) :], shown, strict=True):
                n = row.numbers[name]
                if n is None:
                    assert text == said(None)
                elif n != n:
                    assert text == ""
                else:
                    assert float(text.replace(",", ".")) == pytest.approx(n)


@both
@asked
def test_what_is_frozen_and_printed_is_what_stood_on_the_screen(kept, role, scope, split):
    by = role(kept)
    wish = Wish(name="Rapport", audience=Audience.COMMITTEE, scope=scope, split=split, smallest=5)
    taken = snapshots.take(kept, wish, by=by, today=TODAY)
    frozen = {one.indicator.key: one for one in snapshots.read(kept, taken, by=by).results}
    printed = cells(
        Document(BytesIO(evaluation_as_word(kept, taken, by=by, language=Language.FRENCH)))
    )
    flat = {plain(text) for row in printed for text in row}
    assert set(frozen) == set(INDICATORS)
    for key, result in frozen.items():
        compared = Split.NONE if key == "key_figures" else split
        screen = dashboard.indicator(kept, key, scope, split=compared, k=5, by=by, today=TODAY)
        assert result.table() == screen.table()
        assert (result.answer.counted, result.day) == (screen.answer.counted, screen.day)
        if key == "key_figures":
            continue
        titles, lines = screen.table()
        words = len(titles) - len(screen.indicator.columns)  # a wide table is turned on its side
        for line in lines if screen.answer.rows else ():
            assert set(map(plain, line[words:])) <= flat, (key, line)
            assert all(plain(label) in " ".join(flat) for label in line[:words])


def plain(text):
    """Words without what a page adds to them."""
    return re.sub(r"\s+", " ", text).strip()


@both
def test_the_summary_of_a_cohort_holds_the_numbers_of_its_dashboard(kept, role):
    by = role(kept)
    file = exports.cohort_as_word(kept, 1, by=by, today=TODAY, language=Language.FRENCH)
    printed = cells(Document(BytesIO(file)))
    scope = Scope(cohort_id=1)
    for key in ("funnel", "milestones", "exits", "attendance"):
        result = dashboard.indicator(kept, key, scope, by=by, today=TODAY)
        for row in result.answer.rows:
            first = result.indicator.columns[0]
            lines = [line for line in printed if plain(line[0]) == plain(row.label)]
            assert any(plain(row.said(first)) in map(plain, line) for line in lines), (key, row)


def test_two_people_who_see_no_name_read_the_same(kept):
    one, other = an_evaluator(kept), an_evaluator(kept)
    for scope, split in ASKED.values():
        seen = [
            dashboard.overview(kept, scope, split=split, by=by, today=TODAY).results
            for by in (one, other)
        ]
        assert seen[0] == seen[1]
