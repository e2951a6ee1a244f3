"""Charts that Word draws: the values shown are the values of the embedded sheet, and are said in words."""

import re
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from core.language import Language, speaking
from core.reports.exhibits import Chart, ChartKind, NumberFormat, format_code
from core.reports.native_chart import said, titled_chart
from core.reports.typography import one_line
from core.reports.word import open_report, to_bytes

_SPACE = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}


def a_chart(**changes):
    values = {
        "title": "Le chiffre d'affaires",
        "kind": ChartKind.BAR,
        "categories": ("Année 1", "Année 2"),
        "series": {"Ventes": (26227, 31997.5)},
    }
    return Chart(**(values | changes))


def drawn(*charts):
    """The document with these charts, its chart parts in order."""
    report = open_report(
        title="t", association="a", author="b", made_on=date(2026, 11, 12), heading="h"
    )
    for chart in charts:
        titled_chart(report, chart)
    document = Document(BytesIO(to_bytes(report)))
    parts = document.part.package.iter_parts()
    return document, sorted(
        (part for part in parts if "/charts/" in part.partname), key=lambda part: part.partname
    )


def shown(part):
    """Categories, then each series' name and values, as Word shows them."""
    tree = parse_xml(part.blob)
    series = tree.xpath(".//c:ser", namespaces=_SPACE)

    def points(node, path, count):
        found = {
            int(point.get("idx")): point.findtext("c:v", namespaces=_SPACE)
            for point in node.xpath(f"{path}//c:pt", namespaces=_SPACE)
        }
        return [found.get(place) for place in range(count)]

    count = int(series[0].xpath("c:cat//c:ptCount/@val", namespaces=_SPACE)[0])
    return points(series[0], "c:cat", count), {
        points(one, "c:tx", 1)[0]: points(one, "c:val", count) for one in series
    }


def kept(part):
    """The same, from the embedded workbook."""
    (link,) = part.rels.values()
    sheet = load_workbook(BytesIO(link.target_part.blob)).active
    head, *rows = sheet.iter_rows(values_only=True)
    return [row[0] for row in rows], {
        name: [row[column] for row in rows] for column, name in enumerate(head[1:], start=1)
    }


def numbers(values):
    return [None if value is None else float(value) for value in values]


@pytest.mark.parametrize("kind", ChartKind)
def test_the_embedded_sheet_holds_the_values_shown(kind):
    chart = a_chart(kind=kind, series={"Ventes": (26227, None), "Charges & frais": (0, -12.5)})
    _, (part,) = drawn(chart)
    categories, series = shown(part)
    assert (categories, list(series)) == (["Année 1", "Année 2"], ["Ventes", "Charges & frais"])
    kept_categories, kept_series = kept(part)
    assert kept_categories == categories
    assert {name: numbers(values) for name, values in kept_series.items()} == {
        name: numbers(values) for name, values in series.items()
    }
    assert numbers(series["Ventes"]) == [26227, None]


_WORDS = st.text(min_size=1).filter(one_line)
_NUMBERS = st.none() | st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9)


@given(st.lists(st.tuples(_WORDS, _NUMBERS), min_size=1, max_size=12))
def test_any_names_and_numbers_are_the_same_in_both_places(lines):
    names, values = zip(*lines, strict=True)
    _, (part,) = drawn(a_chart(categories=names, series={"Ventes": values}))
    categories, series = shown(part)
    assert categories == [one_line(name) for name in names]
    assert numbers(series["Ventes"]) == numbers(values)
    assert kept(part)[0] == categories
    assert numbers(kept(part)[1]["Ventes"]) == numbers(values)


def test_every_chart_has_words_for_those_who_do_not_see_it():
    document, _ = drawn(a_chart(), a_chart(alt="Une hausse sur deux ans"))
    described = document.element.body.xpath(".//wp:docPr/@descr")
    assert described == [
        "Le chiffre d’affaires. Ventes\u00a0: Année 1 26\u00a0227, Année 2 31\u00a0997,5.",
        "Une hausse sur deux ans",
    ]
    assert len(set(document.element.body.xpath(".//wp:docPr/@id"))) == 2


def test_a_missing_value_is_said_missing():
    assert "Année 2 pas de chiffre" in said(a_chart(series={"Ventes": (1, None)}))


def test_percentages_are_said_as_percentages():
    chart = a_chart(series={"Taux": (0.5, 1)}, number_format=NumberFormat.PERCENT)
    assert "Année 1 50\u00a0%" in said(chart)


def test_lying_bars_are_read_from_the_top_and_a_line_marks_its_one_point():
    _, (lying, line) = drawn(
        a_chart(kind=ChartKind.HORIZONTAL_BAR, highest=1),
        a_chart(kind=ChartKind.LINE, highlight=1),
    )
    assert b'<c:orientation val="maxMin"/>' in lying.blob
    assert b'<c:max val="1"/>' in lying.blob
    assert re.findall(rb'<c:dPt><c:idx val="(\d)"/>', line.blob) == [b"1"]


@pytest.mark.parametrize(
    ("kind", "language", "code"),
    [
        (NumberFormat.EUROS, Language.FRENCH, '[$-40C]#,##0\\ "€"'),
        (NumberFormat.EUROS, Language.ENGLISH, '[$-809]"€"#,##0'),
        (NumberFormat.PERCENT, Language.FRENCH, "[$-40C]0\\ %"),
        (NumberFormat.COUNT, Language.ENGLISH, "[$-809]#,##0"),
    ],
)
def test_numbers_are_written_as_the_documents_language_asks(kind, language, code):
    assert format_code(kind, language) == code
    with speaking(language):
        _, (part,) = drawn(a_chart(number_format=kind))
    assert parse_xml(part.blob).xpath(
        "string(.//c:val//c:formatCode)", namespaces=_SPACE
    ) == code  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"series": {}},
        {"categories": ()},
        {"series": {"Ventes": (1,)}},
        {"series": {str(n): (1, 2) for n in range(6)}},
    ],
)
def test_a_chart_that_does_not_hold_together_is_refused(wrong):
    with pytest.raises(ValueError, match="chart"):
        a_chart(**wrong)
