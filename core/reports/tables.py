"""Tables written as XML in one go: going cell by cell through python-docx costs 400 times as much."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from xml.sax.saxutils import quoteattr

from core.language import p_
from core.reports.exhibits import Cell, Table
from core.reports.looks import TEXT_WIDTH, TWIPS_PER_CM
from core.reports.typography import one_line, tidy
from core.reports.word import SPACE, Report, caption, runs, small_print
from core.wording import NOTHING

LONGEST_WHOLE = 22  # rows: a longer table may go over two pages, and its head is repeated


def titled_table(report: Report, values: Table) -> None:
    """A table under its numbered caption, with its note below."""
    caption(report, "table", values.title)
    table(report, values)


def table(report: Report, values: Table) -> None:
    """A table and its note, without a caption: head repeated, rows never cut."""
    columns = twips(values.widths or (1,) * len(values.head), round(values.width * TWIPS_PER_CM))
    right = values.numeric
    text = "TableSmall" if values.small else "TableText"
    amount = f"{text}Amount" if values.small else "TableAmount"
    head_text = "TableSmallHead" if values.small else "TableHead"
    whole = len(values.rows) <= LONGEST_WHOLE
    last = len(values.rows) - 1
    head = "".join(
        cell(cell_text(runs(one_line(words)), f"{head_text}Amount" if i in right else head_text),
              columns[i])
        for i, words in enumerate(values.head)
    )  # fmt: skip
    body = []
    for place, line in enumerate(values.rows):
        strong = place in values.strong or (values.total and place == last)
        keep = (whole and (place < last or bool(values.note))) or (
            place >= last - 1 and values.total
        )
        cells = (
            cell(
                cell_text(
                    _content(content, strong, values.empty),
                    amount if i in right else text,
                    keep=keep,
                ),
                columns[i],
            )
            for i, content in enumerate(line)
        )
        body.append(row("".join(cells)))
    report.add(
        _opening("Amounts", columns, title=values.title, first_row=True, last_row=values.total)
        + row(head, head=True)
        + "".join(body)
        + "</w:tbl>"
    )
    close(report, values.note)


def close(report: Report, note: str = "") -> None:
    """What follows a table: its note, or a little air."""
    if note:
        small_print(report, note)
    else:
        report.add(f'<w:p {SPACE}><w:pPr><w:pStyle w:val="Gap"/></w:pPr></w:p>')


def definition_list(report: Report, facts: Iterable[tuple[str, str]], *, title: str) -> None:
    """Facts, each under its name: a muted column and a plain one."""
    columns = twips((4.5, 11.5))
    rows = "".join(
        row(
            cell(cell_text(runs(one_line(term)), "FactTerm"), columns[0])
            + cell(cell_text(runs(tidy(value) or NOTHING), "TableText"), columns[1])
        )
        for term, value in facts
    )
    report.add(_opening("Facts", columns, title=title, first_column=True) + rows + "</w:tbl>")
    close(report)


def key_figures(report: Report, figures: Sequence[tuple[str, Cell]], *, title: str) -> None:
    """Large numbers, each with its words below, four to a line."""
    columns = twips((1, 1, 1, 1))
    rows = []
    for start in range(0, len(figures), 4):
        line = list(figures[start : start + 4])
        cells = [
            cell(
                cell_text(_content(number, masked="MaskedFigure"), "KeyFigure")
                + cell_text(runs(tidy(words)), "KeyLabel"),
                width,
            )
            for (words, number), width in zip(line, columns, strict=False)
        ]
        empty = [cell(cell_text("", "KeyLabel"), width) for width in columns[len(line) :]]
        rows.append(row("".join(cells + empty)))
    report.add(_opening("Facts", columns, title=title) + "".join(rows) + "</w:tbl>")
    close(report)


def twips(widths: Sequence[float], whole: int = TEXT_WIDTH) -> list[int]:
    """Relative widths as twips that add up to the text's width exactly."""
    total, edges = sum(widths), [0]
    for place in range(1, len(widths) + 1):
        edges.append(round(whole * sum(widths[:place]) / total))
    return [right - left for left, right in pairwise(edges)]


def grid(report: Report, columns: Sequence[int], rows: Iterable[str], *, title: str) -> None:
    """A table in the canvas style, from rows already written."""
    report.add(_opening("Canvas", columns, title=title) + "".join(rows) + "</w:tbl>")


def _content(
    content: Cell, strong: bool = False, empty: str = NOTHING, masked: str = "Masked"
) -> str:
    if content is None:
        return runs(p_("cell", "masked"), masked)
    return runs(tidy(content) or empty, "Strong" if strong else "")


def cell_text(inside: str, style: str, *, keep: bool = False) -> str:
    """A paragraph of a cell; `keep` holds it on the page of the next one."""
    together = "<w:keepNext/>" if keep else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{together}</w:pPr>{inside}</w:p>'


def cell(inside: str, width: int, properties: str = "") -> str:
    """A cell; `properties` are written after its width."""
    size = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{size}{properties}</w:tcPr>{inside}</w:tc>"


def row(cells: str, *, head: bool = False, height: int = 0) -> str:
    """A row that no page cuts; a head is repeated; `height` in twips, at least."""
    tall = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{tall}{repeated}</w:trPr>{cells}</w:tr>"


def _opening(
    style: str,
    columns: Sequence[int],
    *,
    title: str,
    first_row: bool = False,
    last_row: bool = False,
    first_column: bool = False,
) -> str:
    """The beginning of a table: its style, its fixed widths and the title a screen reader says."""
    bits = 0x600 | first_row * 0x20 | last_row * 0x40 | first_column * 0x80
    look = f'w:val="{bits:04X}" w:firstRow="{first_row:d}" w:lastRow="{last_row:d}" w:firstColumn="{first_column:d}"'
    widths = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        f'<w:tbl {SPACE}><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(columns)}"'
        f' w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook {look} w:lastColumn="0"'
        f' w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val={quoteattr(one_line(title))}/>'
        f"</w:tblPr><w:tblGrid>{widths}</w:tblGrid>"
    )
