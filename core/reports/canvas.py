"""The nine-block canvas of a business model, drawn as one table."""

from collections.abc import Sequence

from core.language import _
from core.reports.content import CanvasText
from core.reports.looks import TINT
from core.reports.tables import cell, cell_text, close, grid, row, twips
from core.reports.typography import blocks, one_line
from core.reports.word import Report, caption, heading, paragraphs, runs
from core.wording import NOTHING

# Where each block stands, by its key in the programme: rows of (block, first column, columns that it
# spans, how it spans rows), on a grid of six columns.
_OPEN, _GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
_LAYOUT = (
    (
        ("partners", 0, 1, _OPEN),
        ("activities", 1, 1, ""),
        ("value", 2, 2, _OPEN),
        ("relationships", 4, 1, ""),
        ("customers", 5, 1, _OPEN),
    ),
    (
        ("", 0, 1, _GOES_ON),
        ("resources", 1, 1, ""),
        ("", 2, 2, _GOES_ON),
        ("channels", 4, 1, ""),
        ("", 5, 1, _GOES_ON),
    ),
    (("costs", 0, 3, ""), ("revenue", 3, 3, "")),
)
_HEIGHTS = (1650, 1650, 1000)  # twips, at least
_SHADE = f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/>'
KEYS = {key for places in _LAYOUT for key, *_place in places if key}


def canvas(report: Report, texts: Sequence[CanvasText]) -> None:
    """The canvas under its caption; a programme with other blocks than the nine gets a list."""
    by_key = {text.key: text for text in texts}
    if by_key.keys() != KEYS:
        for text in texts:
            heading(report, text.title, "Heading3")
            paragraphs(report, text.text or NOTHING)
        return
    title = _("The business model in nine blocks")
    caption(report, "figure", title)
    columns = twips((2, 2, 1, 1, 2, 2))
    rows = []
    for places, height in zip(_LAYOUT, _HEIGHTS, strict=True):
        cells = [
            cell(
                _inside(by_key[key]) if key else cell_text("", "CanvasText"),
                sum(columns[start : start + span]),
                (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
                + merge
                + (_SHADE if start == 2 else ""),
            )
            for key, start, span, merge in places
        ]
        rows.append(row("".join(cells), height=height))
    grid(report, columns, rows, title=title)
    close(report)


def _inside(text: CanvasText) -> str:
    """A block's title, then a paragraph per idea; the rows above the last stay on its page."""
    ideas = [line for typed in blocks(text.text) for line in typed.text.split("\n")]
    above = text.key not in {"costs", "revenue"}
    return cell_text(runs(one_line(text.title)), "CanvasHead", keep=True) + "".join(
        cell_text(runs(idea), "CanvasText", keep=above) for idea in ideas or [NOTHING]
    )
