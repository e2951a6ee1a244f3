"""The forecast in the Word plan: every figure, the charts with their workbooks, the turned page, no word too many."""

import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from openpyxl import load_workbook

from core import exports, forecasts, plan_versions, plans
from core.errors import NotAllowed, NotFound
from core.export_forecast import forecast_exhibits
from core.forecast import build
from core.forecast.checks import found_in
from core.forecast.financing import NEEDS, RESOURCES
from core.forecast.income import RESULTS
from core.forecast.results import CASH_LINES, PAYMENTS, RECEIPTS
from core.language import Language, _, speaking
from core.reports.exhibits import Chart, Landscape, Prose, Table
from core.reports.plan import plan_document
from core.wording import NOTHING, month, plain_date, short_date
from tests.core.reports_samples.forecast import (
    MADE_ON,
    a_bicycle_workshop,
    a_quarterly_seller,
    a_shop_with_vat,
)
from tests.core.reports_samples.plan import a_plan
from tests.factories import TODAY, a_coach, a_mentor, a_participant

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CASES = {
    "micro-entreprise": a_bicycle_workshop(),
    "two activities": a_quarterly_seller(),
    "company with VAT": a_shop_with_vat(),
}
DETENTION = re.compile(
    r"détenu|détention|prison|incarcér|libération|judiciaire|pénitenti|écrou|detain|inmate|sentence",
    re.I,
)


def a_document(inputs, language=Language.FRENCH):
    """The plan with its forecast: the Word file's bytes."""
    exhibits = forecast_exhibits(build(inputs), language, made_on=MADE_ON)
    plan = a_plan(language=language)
    chapters = tuple(
        replace(chapter, exhibits=exhibits) if "révisionnel" in chapter.title else chapter
        for chapter in plan.chapters
    )
    return plan_document(replace(plan, chapters=chapters))


def number(text):
    """The amount that a cell prints; a dash is nothing."""
    if text == NOTHING:
        return Decimal(0)
    return Decimal(re.sub(r"[\u00a0€]", "", text).replace("\u2212", "-").replace(",", "."))


def whole(amount):
    return amount.quantize(Decimal(1), rounding=ROUND_HALF_UP)


def tables(document):
    """Title → rows of texts."""
    found = {}
    for table in document.tables:
        title = table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        found[title] = [[cell.text for cell in row.cells] for row in table.rows]
    return found


def line(rows, name, *, after=0):
    return next(row[1:] for row in rows[after:] if row[0] == name)


def same(cells, amounts):
    assert [number(cell) for cell in cells] == [whole(amount) for amount in amounts]


@pytest.mark.parametrize("name", CASES)
def test_the_tables_print_the_figures_of_the_forecast(name):
    inputs = CASES[name]
    with speaking(Language.FRENCH):
        forecast = build(inputs)
        found = tables(Document(BytesIO(a_document(inputs))))
        vat = ", TVA comprise" if inputs.liable else ""
        years = forecast.years

        start = found[_("Starting financing plan, in euros")]
        needs = {row[0]: row[1] for row in start}
        resources = {row[2]: row[3] for row in start}
        for names, amounts, shown in (
            (NEEDS, forecast.financing.needs, needs),
            (RESOURCES, forecast.financing.resources, resources),
        ):
            for key, amount in amounts.items():
                if amount:
                    assert number(shown[_(names[key])]) == whole(amount)

        rows = found[_("Income statement over three years, in euros")]
        for key in ("gross_margin", "value_added", "ebitda", "operating_result", "net_result"):
            same(line(rows, _(RESULTS[key])), [getattr(year.statement, key) for year in years])
        same(line(rows, _("Turnover")), [year.turnover for year in years])

        rows = found[_("Cash plan of the first year, in euros") + vat]
        months = forecast.months[:12]
        for side, lines in (("receipts", RECEIPTS), ("payments", PAYMENTS)):
            for one in lines:
                amounts = [getattr(each, side)[one] for each in months]
                if any(amounts):
                    same(line(rows, _(CASH_LINES[one])), [*amounts, sum(amounts)])
        same(line(rows, _("Cash at the end")), [*(m.closing for m in months), months[-1].closing])
        same(
            line(rows, _("Cash at the beginning")),
            [*(m.opening for m in months), months[0].opening],
        )

        rows = found[_("Financing plan over three years, in euros")]
        plans = forecast.financing_years
        same(line(rows, _("Total needs")), [plan.total_needs for plan in plans])
        same(line(rows, _("Total resources")), [plan.total_resources for plan in plans])
        same(line(rows, _("Balance since the start")), [plan.cumulated for plan in plans])

        rows = found[_("Break-even over three years, in euros")]
        points = [year.break_even for year in years]
        for shown, point in zip(line(rows, _("Break-even turnover")), points, strict=True):
            assert (
                shown == _("none") if point.amount is None else number(shown) == whole(point.amount)
            )
        for shown, point in zip(line(rows, _("Reached on (regular sales)")), points, strict=True):
            assert shown == (short_date(point.day) if point.day else _("not in the year"))

        rows = found[_("Working capital needed, in euros")]
        same(line(rows, _("Working capital needed")), [y.working_capital.need for y in years])

        rows = found[_("Loans paid back over three years, in euros")]
        same(line(rows, _("Paid in the year")), [y.principal + y.interest for y in years])

        rows = found[_("Owner’s contributions over three years, in euros")]
        if years[0].contributions:
            same(line(rows, _("Total")), [year.contributions.total for year in years])

        rows = found[_("Depreciation of equipment and start-up costs, in euros")]
        same(line(rows, _("Total"))[2:], [year.statement.depreciation for year in years])


def test_sentences_come_first_with_the_figures_and_the_dates_of_the_rates():
    forecast = build(a_bicycle_workshop())
    exhibits = forecast_exhibits(forecast, Language.FRENCH, made_on=MADE_ON)
    first, established = exhibits[:2]
    assert isinstance(first, Prose)
    assert first.key_point
    with speaking(Language.FRENCH):
        assert plain_date(forecast.break_even.day) in first.text
        assert month(forecast.lowest_cash.month) in first.text
    assert "28\u00a0198\u00a0€" in first.text
    assert "le plan est équilibré" in first.text
    assert established.text == (
        "Prévisionnel établi le 12 novembre 2026, avec les taux en vigueur au 1er janvier 2026."
    )


def test_rates_stand_with_their_periods_and_the_end_of_acre():
    with speaking(Language.FRENCH):
        found = tables(Document(BytesIO(a_document(a_bicycle_workshop()))))
        rows = found[_("Rates of contributions used")]
    assert ["15,9\u00a0%", "0,3\u00a0%", "0,48\u00a0%"] in [row[1:4] for row in rows]
    assert ["21,2\u00a0%", "0,3\u00a0%", "0,48\u00a0%"] in [row[1:4] for row in rows]
    assert any("du 01/03/2027 au 29/02/2028" in row[0] for row in rows)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", CASES)
def test_every_chart_holds_a_workbook_with_the_values_it_shows(name, language):
    content = a_document(CASES[name], language)
    with ZipFile(BytesIO(content)) as package:
        charts = sorted(
            one for one in package.namelist() if re.match(r"word/charts/chart\d+\.xml$", one)
        )
        assert len(charts) == 3 if build(CASES[name]).break_even.amount else 2
        for chart in charts:
            sheet = package.read(f"word/embeddings/{chart.split('/')[-1].replace('.xml', '.xlsx')}")
            book = load_workbook(BytesIO(sheet))
            for series in ET.fromstring(package.read(chart)).iter(f"{CHART}ser"):
                _same_as_sheet(series, book)


def _same_as_sheet(series, book):
    for part in (series.find(f"{CHART}{tag}") for tag in ("tx", "cat", "val")):
        name, cells = part.find(f".//{CHART}f").text.split("!")
        area = book[name][cells.replace("$", "")]
        kept = [cell.value for (cell,) in area] if isinstance(area, tuple) else [area.value]
        cached = [point.text for point in part.iter(f"{CHART}v")]
        if part.tag.endswith("val"):
            assert [float(value) for value in cached] == kept
        else:
            assert cached == kept


def test_the_curves_mark_the_lowest_cash_and_the_break_even():
    forecast = build(a_bicycle_workshop())
    exhibits = forecast_exhibits(forecast, Language.FRENCH, made_on=MADE_ON)
    (page,) = [one for one in exhibits if isinstance(one, Landscape)]
    _table, curve = page.exhibits
    (values,) = curve.series.values()
    assert values[0] == float(forecast.start.closing)
    assert values[curve.highlight] == min(values)
    (lines,) = [one for one in exhibits if isinstance(one, Chart) and one.highlight is not None]
    turnover, costs = lines.series.values()
    assert turnover[lines.highlight] == float(forecast.break_even.amount)
    assert turnover[lines.highlight] == pytest.approx(costs[lines.highlight], abs=0.02)


@pytest.mark.parametrize("language", Language)
def test_every_drawing_has_words_and_every_table_repeats_its_head(language):
    document = Document(BytesIO(a_document(a_bicycle_workshop(), language)))
    drawings = list(document.element.body.iter(qn("wp:docPr")))
    assert len(drawings) >= 3
    assert all(len(drawing.get("descr")) > 40 for drawing in drawings)
    for table in document.tables:
        if table._tbl.tblPr.find(qn("w:tblStyle")).get(qn("w:val")) == "Amounts":
            assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
            assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_the_turned_page_has_its_own_header_and_footer_and_the_cover_stays_alone():
    document = Document(BytesIO(a_document(a_bicycle_workshop())))
    first, turned, after = document.sections
    assert turned.orientation == WD_ORIENT.LANDSCAPE
    assert turned.page_width > turned.page_height
    assert first.different_first_page_header_footer
    assert not turned.different_first_page_header_footer
    assert not after.different_first_page_header_footer
    for edge, upright in ((turned.header, first.header), (turned.footer, first.footer)):
        assert not edge.is_linked_to_previous
        assert edge.paragraphs[0].text == upright.paragraphs[0].text
        stops = [
            tab.get(qn("w:pos")) for tab in edge._element.iter(qn("w:tab")) if tab.get(qn("w:pos"))
        ]
        assert stops == ["9071", "14796"]
    small = next(table for table in document.tables if len(table.columns) == 14)
    styles = {
        paragraph.style.style_id for cell in small.rows[3].cells for paragraph in cell.paragraphs
    }
    assert styles == {"TableSmall", "TableSmallAmount"}
    assert document.styles["Table Small"].font.size.pt == 8


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", CASES)
def test_neither_the_checks_nor_a_word_about_a_measure_enter_the_document(name, language):
    poor = replace(CASES[name], own_money=Decimal(0))
    with speaking(language):
        checks = list(found_in(build(poor)))
    with ZipFile(BytesIO(a_document(poor, language))) as package:
        text = " ".join(
            re.sub(r"<[^>]+>", " ", package.read(one).decode())
            for one in package.namelist()
            if one.endswith(".xml")
        )
    assert checks
    assert not [check.sentence for check in checks if check.sentence in text]
    assert not DETENTION.findall(text)


def test_the_english_plan_speaks_english():
    document = Document(BytesIO(a_document(a_bicycle_workshop(), Language.ENGLISH)))
    found = tables(document)
    assert "Cash plan of the first year, in euros" in found
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert (
        "In the first year (March 2027 to February 2028), the forecast turnover is €28,198." in text
    )
    assert "the resources €9,000: the plan is balanced." in text


def test_a_forecast_without_figures_prints_nothing():
    empty = a_bicycle_workshop(
        offers=(), fixed_costs=(), equipment=(), start_up_costs=(), deposits=(), grants=(), loans=(),
        own_money=Decimal(0), starting_cash=Decimal(0),
    )  # fmt: skip
    assert forecast_exhibits(build(empty), Language.FRENCH, made_on=MADE_ON) == ()


def test_a_loss_and_a_plan_that_lacks_money_are_said_plainly():
    poor = a_bicycle_workshop(own_money=Decimal(500), offers=())
    exhibits = forecast_exhibits(build(poor), Language.FRENCH, made_on=MADE_ON)
    text = " ".join(one.text for one in exhibits if isinstance(one, Prose))
    assert re.search(r"il manque [\d\u00a0]+€", text)
    start = next(one for one in exhibits if isinstance(one, Table))
    assert "Reste à trouver" in [row[2] for row in start.rows]


def test_the_plan_of_a_participant_carries_its_forecast_and_leaves_a_trace(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    forecasts.write(db, person, a_bicycle_workshop(), version=0, by=coach)
    file = exports.plan_as_word(db, person, by=coach, today=TODAY, language=Language.FRENCH)
    assert "Plan de trésorerie de la première année, en euros" in tables(Document(BytesIO(file)))

    book = exports.forecast_as_workbook(db, person, by=coach, today=TODAY, language=Language.FRENCH)
    assert load_workbook(BytesIO(book)).sheetnames[0] == "Hypothèses"
    kept = [row["document"] for row in db["exports"].rows]
    assert kept == ["plan", "forecast"]


def test_a_version_prints_the_forecast_that_was_frozen_with_it(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    plans.write(db, person, "market", "Douze entretiens.", version=0, by=coach)
    forecasts.write(db, person, a_bicycle_workshop(), version=0, by=coach)
    frozen = plan_versions.freeze(db, person, "Jury", on=TODAY, by=coach)
    forecasts.write(db, person, a_bicycle_workshop(own_money=Decimal(4000)), version=1, by=coach)
    ask = {"by": coach, "today": TODAY, "language": Language.FRENCH}
    now, then = (
        tables(Document(BytesIO(exports.plan_as_word(db, person, version_id=version, **ask))))
        for version in (None, frozen)
    )
    title = "Plan de financement initial, en euros"
    assert now[title][-1][3] == "11\u00a0000"
    assert then[title][-1][3] == "9\u00a0000"


def test_there_is_no_workbook_before_the_forecast_is_begun_nor_for_somebody_elses_person(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    ask = {"today": TODAY, "language": Language.FRENCH}
    with pytest.raises(NotFound):
        exports.forecast_as_workbook(db, person, by=coach, **ask)
    with pytest.raises((NotAllowed, NotFound)):
        exports.forecast_as_workbook(db, person, by=a_mentor(db), **ask)
    assert list(db["exports"].rows) == []


@pytest.mark.skipif(
    not shutil.which("soffice"), reason="LibreOffice is not installed: pages not counted"
)
def test_a_full_plan_has_ten_to_fifteen_pages(tmp_path):
    plan = a_plan()
    long = "\n\n".join(
        ["Une phrase qui explique le projet, avec un chiffre et une source. " * 6] * 4
    )
    exhibits = forecast_exhibits(build(a_bicycle_workshop()), Language.FRENCH, made_on=MADE_ON)
    chapters = tuple(
        replace(
            chapter, text=chapter.text if chapter.has_canvas else long,
            exhibits=exhibits if "révisionnel" in chapter.title else (),
        )
        for chapter in plan.chapters
    )  # fmt: skip
    (tmp_path / "plan.docx").write_bytes(plan_document(replace(plan, chapters=chapters)))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
         "pdf", "--outdir", str(tmp_path), str(tmp_path / "plan.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    pages = len(re.findall(rb"/Type\s*/Page[^s]", (tmp_path / "plan.pdf").read_bytes()))
    assert 10 <= pages <= 15
