"""Charts: what is sent to a browser or printed, and how masked values look."""

import json

import altair as alt
import pytest

from core import charts
from core.charts.theme import DARK, LIGHT
from core.evaluation import dashboard
from core.evaluation.drawing import drawing
from core.evaluation.views import Scope
from core.permissions import Role
from tests.evaluated import CANARIES, TODAY, a_cohort, a_house, somebody


@pytest.fixture
def drawings(db):
    """Indicator → its drawing, as an evaluator gets it."""
    house = a_house(db)
    a_cohort(db, house, "Lyon", people=12)
    a_cohort(db, house, "Metz", people=15, arm="individual")
    overview = dashboard.overview(db, Scope(), by=somebody(Role.EVALUATOR), today=TODAY)
    drawn = {result.indicator.key: drawing(result) for result in overview.results}
    return {key: one for key, one in drawn.items() if one}


def values(spec):
    return [row for rows in spec["datasets"].values() for row in rows]


def test_every_chart_can_be_sent_to_a_browser(drawings):
    for drawn in drawings.values():
        for dark in (False, True):
            spec = charts.spec(drawn.name, drawn.rows, dark=dark, **drawn.options)
            assert "NaN" not in json.dumps(spec)
            assert not any(canary in json.dumps(spec) for canary in CANARIES)


def test_every_chart_keeps_to_the_schema_of_its_language(drawings):
    """What a page does not check at every drawing, for its speed."""
    for drawn in drawings.values():
        alt.Chart.from_dict(charts.spec(drawn.name, drawn.rows, **drawn.options), validate=True)


def test_a_chart_draws_the_rows_it_is_given_and_nothing_else(drawings):
    drawn = drawings["funnel"]
    spec = charts.spec(drawn.name, drawn.rows, **drawn.options)
    assert {row["label"].replace("\n", " ") for row in values(spec)} == {
        row["label"] for row in drawn.rows
    }


def test_a_masked_value_is_a_word_and_never_a_zero(drawings):
    drawn = drawings["funnel"]
    masked = [
        row
        for row in values(charts.spec(drawn.name, drawn.rows, **drawn.options))
        if row["n"] is None
    ]
    assert masked
    assert {row["text"] for row in masked} == {"masqué"}
    assert {row["aside"] for row in masked} == {""}


def test_dark_charts_have_dark_colours(drawings):
    drawn = drawings["attendance"]
    light = charts.spec(drawn.name, drawn.rows, dark=False, **drawn.options)
    dark = charts.spec(drawn.name, drawn.rows, dark=True, **drawn.options)
    assert light["config"]["axisY"]["labelColor"] == LIGHT.ink
    assert dark["config"]["axisY"]["labelColor"] == DARK.ink


def test_a_chart_writes_numbers_as_its_language_does(drawings):
    drawn = drawings["attendance"]
    french = charts.spec(drawn.name, drawn.rows, language="fr", **drawn.options)
    english = charts.spec(drawn.name, drawn.rows, language="en", **drawn.options)
    assert french["config"]["locale"]["number"]["percent"] == "\u00a0%"
    assert english["config"]["locale"]["number"]["decimal"] == "."


def test_the_same_rows_are_not_drawn_twice(drawings):
    drawn = drawings["funnel"]
    first = charts.spec(drawn.name, drawn.rows, **drawn.options)
    assert charts.spec(drawn.name, drawn.rows, **drawn.options) is first


def test_every_chart_prints_as_a_picture(drawings):
    for drawn in drawings.values():
        assert charts.png(drawn.name, drawn.rows, **drawn.options).startswith(b"\x89PNG")
        assert charts.svg(drawn.name, drawn.rows, **drawn.options).startswith("<svg")


def test_a_chart_says_its_numbers_to_those_who_cannot_see_it(drawings):
    assert "Rencontre: Personnes" in drawings["funnel"].alt
    assert "masqué" in drawings["funnel"].alt


def test_many_marks_share_their_dots(drawings):
    many = drawings["feedback"]
    assert "un point\u00a0: 1 note" in many.options["key"]


def test_no_chart_has_rows_for_people(drawings):
    assert max(len(drawn.rows) for drawn in drawings.values()) < 700
