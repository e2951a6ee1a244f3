"""The small spreadsheet embedded in a chart: what opens when somebody edits its data."""

from xml.sax.saxutils import escape, quoteattr

from core.reports.exhibits import Chart
from core.reports.package import content_types, packed, relationships
from core.reports.typography import one_line

SHEET = "Chiffres"  # a plain word: formulas need no quotes around it
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "officeDocument/2006/relationships"
_KIND = "vnd.openxmlformats-officedocument.spreadsheetml"


def workbook(chart: Chart, number_format: str) -> bytes:
    """Categories in column A, one column per series, the same numbers as the chart shows."""
    return packed(
        {
            "[Content_Types].xml": content_types(
                {
                    "xl/workbook.xml": f"{_KIND}.sheet.main+xml",
                    "xl/worksheets/sheet1.xml": f"{_KIND}.worksheet+xml",
                    "xl/styles.xml": f"{_KIND}.styles+xml",
                }
            ),
            "_rels/.rels": relationships({"xl/workbook.xml": f"{_LINKS}/officeDocument"}),
            "xl/workbook.xml": (
                f'<workbook xmlns="{_MAIN}" xmlns:r="http://schemas.openxmlformats.org/{_LINKS}">'
                f'<sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
            ),
            "xl/_rels/workbook.xml.rels": relationships(
                {"worksheets/sheet1.xml": f"{_LINKS}/worksheet", "styles.xml": f"{_LINKS}/styles"}
            ),
            "xl/worksheets/sheet1.xml": _sheet(chart),
            "xl/styles.xml": _styles(number_format),
        }
    )


def _sheet(chart: Chart) -> str:
    head = _row(1, ["", *chart.series])
    lines = (
        _row(number, [category, *(values[number - 2] for values in chart.series.values())])
        for number, category in enumerate(chart.categories, start=2)
    )
    return (
        f'<worksheet xmlns="{_MAIN}"><cols><col min="1" max="1" width="28" customWidth="1"/></cols>'
        f"<sheetData>{head}{''.join(lines)}</sheetData></worksheet>"
    )


def _row(number: int, values: list[str | float | None]) -> str:
    cells = "".join(
        _cell(f"{letter}{number}", value) for letter, value in zip("ABCDEF", values, strict=False)
    )
    return f'<row r="{number}">{cells}</row>'


def _cell(place: str, value: str | float | None) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        text = escape(one_line(value))
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    return f'<c r="{place}" s="1"><v>{value}</v></c>'


def _styles(number_format: str) -> str:
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="1">'
        f'<numFmt numFmtId="164" formatCode={quoteattr(number_format)}/></numFmts>'
        '<fonts count="1"><font><sz val="11"/><name val="Arial"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
        "</cellStyles></styleSheet>"
    )
