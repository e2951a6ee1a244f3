"""A figure taken away: the numbers of the screen, masked as on the screen, and a trace."""

import csv
import io

import pytest

from core import figures
from core.errors import NotAllowed
from core.evaluation import dashboard
from core.evaluation.views import Scope, Split
from core.figures import Form
from core.language import Language, speaking
from core.permissions import Role
from tests.evaluated import CANARIES, TODAY, a_cohort, a_house, somebody

LEAD = somebody(Role.LEAD)
EVALUATOR = somebody(Role.EVALUATOR)


@pytest.fixture
def house(db):
    house = a_house(db)
    a_cohort(db, house, "Lyon", people=14)
    a_cohort(db, house, "Metz", people=11, arm="individual")
    return house


def asked(db, key, *, by=LEAD, split=Split.NONE):
    return dashboard.indicator(db, key, Scope(), split=split, by=by, today=TODAY)


def saved(db, result, form, *, by=LEAD, language=Language.FRENCH):
    return figures.save(db, result, form, by=by, language=language)


def read(content):
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("by", [LEAD, EVALUATOR], ids=["lead", "evaluator"])
def test_the_table_holds_the_numbers_of_the_screen(db, house, by):
    result = asked(db, "funnel", by=by)
    _head, *lines = read(saved(db, result, Form.CSV, by=by))
    _titles, on_screen = result.table()
    assert [line[2:4] for line in lines] == [line[1:3] for line in on_screen]
    for line, row in zip(lines, result.answer.rows, strict=True):
        share = row.numbers["share"]
        assert line[4] == ("masqué" if share is None else f"{share:.10g}".replace(".", ","))


def test_a_comparison_names_its_groups(db, house):
    head, *lines = read(saved(db, asked(db, "exits", split=Split.ARM), Form.CSV))
    assert head[1] == "Groupe"
    assert len({line[1] for line in lines}) == 2


def test_an_english_table_has_points_and_english_heads(db, house):
    content = saved(db, asked(db, "funnel"), Form.CSV, language=Language.ENGLISH)
    head, *lines = read(content)
    assert "Line" in head
    assert not any("," in line[4] for line in lines)


def test_pictures_are_drawn_by_the_server(db, house):
    assert saved(db, asked(db, "funnel"), Form.PNG).startswith(b"\x89PNG")
    drawing = saved(db, asked(db, "funnel", split=Split.ARM), Form.SVG).decode()
    assert drawing.startswith("<svg")


def test_each_of_them_leaves_a_trace(db, house):
    for form in Form:
        saved(db, asked(db, "funnel"), form)
    events = [
        row["event"] for row in db.query("SELECT event FROM audit WHERE event LIKE 'figure%'")
    ]
    assert events == ["figure.exported"] * len(Form)
    assert db.table("exports").count == len(Form)


def test_no_name_is_in_any_of_them(db, house):
    for key in ("funnel", "change", "time_in_stage", "feedback"):
        for form in (Form.SVG, Form.CSV):
            result = asked(db, key, by=EVALUATOR)
            if form is Form.SVG and figures.drawn(result) is None:
                continue
            content = saved(db, result, form, by=EVALUATOR).decode("utf-8-sig")
            assert not any(canary in content for canary in CANARIES)


def test_those_without_a_dashboard_save_nothing(db, house):
    result = asked(db, "funnel")
    with speaking(Language.FRENCH), pytest.raises(NotAllowed):
        saved(db, result, Form.CSV, by=somebody(Role.MENTOR))
