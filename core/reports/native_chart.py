"""Charts that Word itself draws: sharp at any size, their data open to whoever edits the document.

A chart is a drawing in a paragraph, a chart part with the values shown, and a workbook in that part.
"""

from xml.sax.saxutils import quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE as LINK
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Cm

from core.language import _, current
from core.reports.chart_xml import DRAWINGML, SPACES, chart_space
from core.reports.exhibits import Chart, ChartKind, NumberFormat, format_code
from core.reports.tables import close
from core.reports.typography import one_line
from core.reports.word import SPACE, Report, caption
from core.reports.workbook import workbook
from core.wording import count, percent

_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def titled_chart(report: Report, chart: Chart) -> None:
    """A chart under its numbered caption, with its note below."""
    caption(report, "figure", chart.title)
    draw(report, chart)
    close(report, chart.note)


def draw(report: Report, chart: Chart) -> None:
    """The chart as wide as the text, in a paragraph of its own."""
    part = _add_parts(report, chart)
    number = report.next("drawing")
    name = _("Chart {number}").format(number=number)
    size = f'cx="{int(Cm(chart.width))}" cy="{int(Cm(chart.height or _height(chart)))}"'
    report.add(
        f'<w:p {SPACE} {SPACES}><w:pPr><w:pStyle w:val="Figure"/></w:pPr><w:r><w:drawing>'
        f'<wp:inline xmlns:wp="{DRAWINGML}/wordprocessingDrawing"'
        f' distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name={quoteattr(name)} descr={quoteattr(said(chart))}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{DRAWINGML}/chart">'
        f'<c:chart r:id="{part}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )


def said(chart: Chart) -> str:
    """The chart in words, for those who do not see it: its alternative text, or each value."""
    if chart.alt:
        return one_line(chart.alt)
    absent = _("no figure")
    say = percent if chart.number_format is NumberFormat.PERCENT else count
    series = [
        ", ".join(
            f"{category} {absent if value is None else say(value)}"
            for category, value in zip(chart.categories, values, strict=True)
        )
        for values in chart.series.values()
    ]
    named = [f"{name}\u00a0: {words}" for name, words in zip(chart.series, series, strict=True)]
    return one_line(f"{chart.title}. {'. '.join(named)}.")


def _height(chart: Chart) -> float:
    """Centimetres: one line per bar where bars lie, half the width otherwise."""
    if chart.kind is not ChartKind.HORIZONTAL_BAR:
        return 7.5
    bars = len(chart.categories) * len(chart.series)
    each = 0.75 if len(chart.series) == 1 else 0.55 if bars <= 20 else 0.45
    return max(3.5, 0.8 + bars * each)


def _add_parts(report: Report, chart: Chart) -> str:
    """Add the chart and its workbook to the document; return the id of the link to the chart."""
    document = report.document.part
    package, code = document.package, format_code(chart.number_format, current())
    name = f"chart{report.next('chart')}"
    sheet = Part(
        PackURI(f"/word/embeddings/{name}.xlsx"), _SHEET_TYPE, workbook(chart, code), package
    )
    part = Part(PackURI(f"/word/charts/{name}.xml"), _TYPE, None, package)
    part._blob = chart_space(chart, code, part.relate_to(sheet, LINK.PACKAGE)).encode()
    return document.relate_to(part, LINK.CHART)
