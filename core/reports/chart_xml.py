"""What a native chart says of itself: its series, labels and axes, as the chart part's XML."""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from core.language import current
from core.reports.exhibits import Chart, ChartKind, NumberFormat
from core.reports.looks import HAIRLINE, INK, RULE, SERIES
from core.reports.typography import one_line
from core.reports.word import TAGS
from core.reports.workbook import SHEET

DRAWINGML = "http://schemas.openxmlformats.org/drawingml/2006"
SPACES = (
    f'xmlns:c="{DRAWINGML}/chart" xmlns:a="{DRAWINGML}/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_AXES = '<c:axId val="1"/><c:axId val="2"/>'
MOST_AMOUNTS = 12  # above the bars of a chart as wide as an upright page
# How each kind of chart opens and closes around its series.
_PLOTS = {
    ChartKind.BAR: (
        '<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>',
        f'<c:gapWidth val="70"/><c:overlap val="-4"/>{_AXES}</c:barChart>',
    ),
    ChartKind.HORIZONTAL_BAR: (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>',
        f'<c:gapWidth val="45"/><c:overlap val="-4"/>{_AXES}</c:barChart>',
    ),
    ChartKind.LINE: (
        '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>',
        f'<c:marker val="1"/>{_AXES}</c:lineChart>',
    ),
}


def chart_space(chart: Chart, code: str, sheet: str) -> str:
    """The chart part; `code` is its number format, `sheet` the id of the link to its workbook."""
    opening, closing = _PLOTS[chart.kind]
    series = "".join(
        _series(chart, column, name, values, code)
        for column, (name, values) in enumerate(chart.series.items())
    )
    legend = f'<c:legend><c:legendPos val="t"/><c:overlay val="0"/>{_type()}</c:legend>'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<c:chartSpace {SPACES}><c:date1904 val="0"/><c:lang val="{TAGS[current()]}"/>'
        '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        f"<c:plotArea><c:layout/>{opening}{series}{closing}{_category_axis(chart)}"
        f"{_value_axis(chart, code)}<c:spPr><a:noFill/></c:spPr></c:plotArea>"
        f"{legend if len(chart.series) > 1 else ''}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_type()}"
        f'<c:externalData r:id="{sheet}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _series(chart: Chart, column: int, name: str, values: Sequence[float | None], code: str) -> str:
    """One series: its name, its look, then the categories and the values, as kept in the sheet."""
    letter, last = "BCDEF"[column], len(chart.categories) + 1
    look, end = _bar_look(column, None if _is_crowded(chart) else code), ""
    if chart.kind is ChartKind.LINE:
        marked = chart.highlight if column == 0 else None
        look, end = (
            _line_look(column, code, marked, _free_side(chart, values)),
            '<c:smooth val="0"/>',
        )
    return (
        f'<c:ser><c:idx val="{column}"/><c:order val="{column}"/><c:tx><c:strRef>'
        f"<c:f>{SHEET}!${letter}$1</c:f>{_strings([name])}</c:strRef></c:tx>{look}"
        f"<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${last}</c:f>{_strings(chart.categories)}"
        f"</c:strRef></c:cat><c:val><c:numRef><c:f>{SHEET}!${letter}$2:${letter}${last}</c:f>"
        f"<c:numCache><c:formatCode>{escape(code)}</c:formatCode>{_numbers(values)}"
        f"</c:numCache></c:numRef></c:val>{end}</c:ser>"
    )


def _bar_look(column: int, code: str | None) -> str:
    """Bars with their numbers at the end; without them where there is no format."""
    numbers = f"<c:dLbls>{_label(code, 'outEnd')}</c:dLbls>" if code else ""
    return f'<c:spPr>{_fill(SERIES[column])}</c:spPr><c:invertIfNegative val="0"/>{numbers}'


def _is_crowded(chart: Chart) -> bool:
    """Whether standing bars are too many for an amount above each: the axis then says them."""
    bars = len(chart.categories) * len(chart.series)
    amounts = chart.number_format is NumberFormat.EUROS
    return chart.kind is ChartKind.BAR and amounts and bars > MOST_AMOUNTS


def _free_side(chart: Chart, values: Sequence[float | None]) -> str:
    """Where the label of the marked point stands: below, unless the axis is there."""
    value = values[chart.highlight] if chart.highlight is not None else None
    top = max((abs(each) for each in values if each is not None), default=0)
    return "t" if value is not None and _never_negative(chart) and value < top / 8 else "b"


def _line_look(column: int, code: str, marked: int | None, side: str) -> str:
    """A line without points, but for the one that the caption speaks of."""
    line = (
        f'<c:spPr><a:ln w="28575" cap="rnd">{_fill(SERIES[column])}<a:round/></a:ln></c:spPr>'
        '<c:marker><c:symbol val="none"/></c:marker>'
    )
    if marked is None:
        return line
    return (
        f'{line}<c:dPt><c:idx val="{marked}"/><c:marker><c:symbol val="circle"/><c:size val="9"/>'
        f'<c:spPr>{_fill(SERIES[1])}</c:spPr></c:marker><c:bubble3D val="0"/></c:dPt><c:dLbls>'
        f'<c:dLbl><c:idx val="{marked}"/>{_label(code, side, bold=True)}</c:dLbl>{_shows()}'
        "</c:dLbls>"
    )


def _category_axis(chart: Chart) -> str:
    """Names below, even under negative values; lying bars are read from the top."""
    lying = chart.kind is ChartKind.HORIZONTAL_BAR
    return (
        '<c:catAx><c:axId val="1"/><c:scaling>'
        f'<c:orientation val="{"maxMin" if lying else "minMax"}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"l" if lying else "b"}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/>{_line(9525, RULE)}{_type()}'
        '<c:crossAx val="2"/><c:crosses val="autoZero"/></c:catAx>'
    )


def _value_axis(chart: Chart, code: str) -> str:
    """Amounts and a pale grid for lines; nothing where the bars carry their own numbers."""
    bare = chart.kind is not ChartKind.LINE and not _is_crowded(chart)
    grid = "" if bare else f"<c:majorGridlines>{_line(6350, HAIRLINE)}</c:majorGridlines>"
    highest = "" if chart.highest is None else f'<c:max val="{chart.highest}"/>'
    bars = chart.kind is not ChartKind.LINE
    lowest = '<c:min val="0"/>' if bars and _never_negative(chart) else ""
    return (
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>'
        f'{highest}{lowest}</c:scaling><c:delete val="{bare:d}"/>'
        f'<c:axPos val="{"t" if chart.kind is ChartKind.HORIZONTAL_BAR else "l"}"/>{grid}'
        f'<c:numFmt formatCode={quoteattr(code)} sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{_type()}"
        '<c:crossAx val="1"/><c:crosses val="autoZero"/></c:valAx>'
    )


def _never_negative(chart: Chart) -> bool:
    return all(value is None or value >= 0 for line in chart.series.values() for value in line)


def _label(code: str, place: str, *, bold: bool = False) -> str:
    return (
        f'<c:numFmt formatCode={quoteattr(code)} sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>'
        f'{_type(bold=bold)}<c:dLblPos val="{place}"/>{_shows("Val")}'
    )


def _shows(*shown: str) -> str:
    """What a label says, of the six things that the schema wants to be told about."""
    things = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    return "".join(f'<c:show{thing} val="{(thing in shown):d}"/>' for thing in things)


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _line(width: int, colour: str) -> str:
    return f'<c:spPr><a:ln w="{width}">{_fill(colour)}</a:ln></c:spPr>'


def _type(*, bold: bool = False) -> str:
    """Words in a chart are ink, never a series' colour."""
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900" b="{bold:d}">'
        f'{_fill(INK)}<a:latin typeface="Arial"/></a:defRPr></a:pPr><a:endParaRPr/></a:p></c:txPr>'
    )


def _strings(texts: Sequence[str]) -> str:
    return f'<c:strCache><c:ptCount val="{len(texts)}"/>{_points(map(_tidied, texts))}</c:strCache>'


def _numbers(values: Sequence[float | None]) -> str:
    return f'<c:ptCount val="{len(values)}"/>{_points(values)}'


def _points(values: Iterable[object]) -> str:
    """The points that there are: a missing value leaves a gap, it is not a zero."""
    return "".join(
        f'<c:pt idx="{place}"><c:v>{value}</c:v></c:pt>'
        for place, value in enumerate(values)
        if value is not None
    )


def _tidied(text: str) -> str:
    return escape(one_line(text))
