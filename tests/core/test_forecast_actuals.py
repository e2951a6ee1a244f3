"""The turnover received, in the Word plan: the figures of the screen, and nothing while there is none."""

import re
import xml.etree.ElementTree as ET
from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from core import actuals, exports, forecasts, plan_versions, plans
from core.actuals import Compared
from core.export_forecast import forecast_exhibits
from core.forecast import build
from core.forecast.months import add_months
from core.language import Language, _, speaking
from core.reports import forecast_actuals
from core.reports.chart_xml import chart_space
from core.reports.forecast_words import euros, whole
from core.wording import month
from tests.core.reports_samples.forecast import MADE_ON, a_bicycle_workshop, a_shop_with_vat
from tests.core.test_forecast_documents import CHART, line, tables
from tests.factories import a_coach, a_participant

LATER = date(2027, 8, 3)


@pytest.fixture
def launched(db):
    """A coach, somebody whose activity has begun, and their forecast; one month was left out."""
    coach, person = a_plan_with_its_forecast(db)
    first = forecasts.forecast_of(db, person, by=coach).months[0].first_day
    amounts = {
        first: Decimal("486.50"),
        add_months(first, 1): Decimal(0),
        add_months(first, 3): Decimal(1932),
    }
    actuals.write(db, person, amounts, seen={}, by=coach, today=LATER)
    return coach, person


def a_plan_with_its_forecast(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    forecasts.write(db, person, a_bicycle_workshop(), version=0, by=coach)
    plans.write(db, person, "forecast", "Un atelier qui ouvre en mars.", version=0, by=coach)
    return coach, person


def lines(db, coach, person):
    forecast = forecasts.forecast_of(db, person, by=coach)
    return actuals.compared(forecast, actuals.read(db, person, by=coach))


def the_plan(db, coach, person, language=Language.FRENCH, **which):
    return exports.plan_as_word(db, person, by=coach, today=LATER, language=language, **which)


def words(file):
    return [paragraph.text for paragraph in Document(BytesIO(file)).paragraphs]


@pytest.mark.parametrize("language", Language)
def test_the_word_plan_prints_what_the_screen_compares(db, launched, language):
    coach, person = launched
    compared = lines(db, coach, person)
    file = the_plan(db, coach, person, language)
    written = [one for one in compared if one.received is not None]
    total = actuals.so_far(compared)
    assert total.months == len(written) == 3
    with speaking(language):
        forecast = forecasts.forecast_of(db, person, by=coach)
        title = forecast_actuals.table(forecast, compared).title
        rows = tables(Document(BytesIO(file)))[title]
        assert [row[0] for row in rows[1:-1]] == [month(one.month) for one in written]
        for one in written:
            difference = one.received - one.expected
            printed = [whole(amount) for amount in (one.expected, one.received, difference)]
            assert line(rows, month(one.month)) == printed
        sums = (total.expected, total.received, total.received - total.expected)
        assert line(rows, _("Total")) == [whole(amount) for amount in sums]
        said = forecast_actuals.sentence(compared)
        assert {said, _("What was really received")} <= set(words(file))
        assert euros(total.received) in said
        assert euros(total.expected) in said


def test_the_chart_has_two_bars_a_month_and_a_gap_where_nobody_wrote(db, launched):
    coach, person = launched
    compared = lines(db, coach, person)[:4]
    with ZipFile(BytesIO(the_plan(db, coach, person))) as package:
        names = [one for one in package.namelist() if re.match(r"word/charts/chart\d+\.xml$", one)]
        every = [list(ET.fromstring(package.read(one)).iter(f"{CHART}ser")) for one in names]
    (bars,) = [one for one in every if "Encaissé" in [name(series) for series in one]]
    assert [name(series) for series in bars] == ["Prévu", "Encaissé"]
    expected, received = map(points, bars)
    assert expected == {at: float(one.expected) for at, one in enumerate(compared)}
    assert received == {0: 486.5, 1: 0.0, 3: 1932.0}


def name(series):
    return series.find(f"{CHART}tx").find(f".//{CHART}v").text


def points(series):
    found = series.find(f"{CHART}val").iter(f"{CHART}pt")
    return {int(one.get("idx")): float(one.find(f"{CHART}v").text) for one in found}


def test_nothing_is_said_while_no_month_is_written(db):
    coach, person = a_plan_with_its_forecast(db)
    file = the_plan(db, coach, person)
    assert "Ce qui a vraiment été encaissé" not in words(file)
    forecast = build(a_bicycle_workshop())
    without = forecast_exhibits(forecast, Language.FRENCH, made_on=MADE_ON)
    empty = actuals.compared(forecast, {})
    same = forecast_exhibits(forecast, Language.FRENCH, made_on=MADE_ON, compared=empty)
    assert same == without


def test_a_month_outside_the_forecast_is_not_compared(db):
    coach, person = a_plan_with_its_forecast(db)
    before = {date(2020, 1, 1): Decimal(900)}
    actuals.write(db, person, before, seen={}, by=coach, today=LATER)
    assert "Ce qui a vraiment été encaissé" not in words(the_plan(db, coach, person))


def test_a_frozen_version_leaves_out_what_was_received(db, launched):
    coach, person = launched
    frozen = plan_versions.freeze(db, person, "Pour le jury", on=LATER, by=coach)
    assert "Ce qui a vraiment été encaissé" in words(the_plan(db, coach, person))
    file = the_plan(db, coach, person, version_id=frozen)
    assert "Ce qui a vraiment été encaissé" not in words(file)


def test_the_chart_shows_the_last_twelve_months_and_the_table_every_one():
    forecast = build(a_shop_with_vat())
    received = {one.first_day: Decimal(1000) for one in forecast.months[:20]}
    compared = actuals.compared(forecast, received)
    with speaking(Language.FRENCH):
        chart = forecast_actuals.beside(compared)
        table = forecast_actuals.table(forecast, compared)
    assert len(chart.categories) == 12
    assert len(table.rows) == 21
    assert table.note == "Montants hors taxes."


@given(
    st.lists(
        st.tuples(st.decimals(0, 10**6, places=2), st.none() | st.decimals(0, 10**6, places=2)),
        max_size=36,
    )
)
def test_months_nobody_wrote_count_on_neither_side(amounts):
    compared = [
        Compared(month=add_months(date(2026, 1, 1), at), expected=expected, received=received)
        for at, (expected, received) in enumerate(amounts)
    ]
    total = actuals.so_far(compared)
    kept = [pair for pair in amounts if pair[1] is not None]
    assert total.months == len(kept)
    assert (total.expected, total.received) == (
        sum((expected for expected, _received in kept), Decimal(0)),
        sum((received for _expected, received in kept), Decimal(0)),
    )


@pytest.mark.parametrize(("months", "labelled"), [(6, True), (7, False)])
def test_amounts_leave_the_bars_for_the_axis_once_they_would_overlap(months, labelled):
    forecast = build(a_shop_with_vat())
    received = {one.first_day: Decimal(1000) for one in forecast.months[:months]}
    with speaking(Language.FRENCH):
        chart = forecast_actuals.beside(actuals.compared(forecast, received))
        drawn = ET.fromstring(chart_space(chart, "0", "rId1"))
    assert (drawn.find(f".//{CHART}dLbls") is not None) is labelled
    axis = drawn.find(f".//{CHART}valAx/{CHART}delete")
    assert axis.get("val") == str(int(labelled))
