"""The nine-block canvas of a business model, drawn as one table."""

from collections.abc import Mapping
from enum import StrEnum

from core.language import N_, _
from core.reports.looks import TINT
from core.reports.tables import cell, cell_text, close, grid, row, twips
from core.reports.typography import blocks, one_line
from core.reports.word import Report, caption, runs
from core.wording import NOTHING


class Block(StrEnum):
    """The nine blocks, in the order in which one thinks them through."""

    CUSTOMER_SEGMENTS = "customer_segments"
    VALUE_PROPOSITION = "value_proposition"
    CHANNELS = "channels"
    CUSTOMER_RELATIONSHIPS = "customer_relationships"
    REVENUE_STREAMS = "revenue_streams"
    KEY_RESOURCES = "key_resources"
    KEY_ACTIVITIES = "key_activities"
    KEY_PARTNERS = "key_partners"
    COST_STRUCTURE = "cost_structure"


LABELS = {
    Block.CUSTOMER_SEGMENTS: N_("Customer segments"),
    Block.VALUE_PROPOSITION: N_("Value proposition"),
    Block.CHANNELS: N_("Channels"),
    Block.CUSTOMER_RELATIONSHIPS: N_("Customer relationships"),
    Block.REVENUE_STREAMS: N_("Revenue streams"),
    Block.KEY_RESOURCES: N_("Key resources"),
    Block.KEY_ACTIVITIES: N_("Key activities"),
    Block.KEY_PARTNERS: N_("Key partners"),
    Block.COST_STRUCTURE: N_("Cost structure"),
}
# Where each block stands: rows of (block, columns it spans, how it spans rows) on a grid of six.
_OPEN, _GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
_LAYOUT = (
    (
        (Block.KEY_PARTNERS, 0, 1, _OPEN),
        (Block.KEY_ACTIVITIES, 1, 1, ""),
        (Block.VALUE_PROPOSITION, 2, 2, _OPEN),
        (Block.CUSTOMER_RELATIONSHIPS, 4, 1, ""),
        (Block.CUSTOMER_SEGMENTS, 5, 1, _OPEN),
    ),
    (
        (None, 0, 1, _GOES_ON),
        (Block.KEY_RESOURCES, 1, 1, ""),
        (None, 2, 2, _GOES_ON),
        (Block.CHANNELS, 4, 1, ""),
        (None, 5, 1, _GOES_ON),
    ),
    ((Block.COST_STRUCTURE, 0, 3, ""), (Block.REVENUE_STREAMS, 3, 3, "")),
)
_HEIGHTS = (1650, 1650, 1000)  # twips, at least
_SHADE = f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/>'


def canvas(report: Report, texts: Mapping[str, str]) -> None:
    """The canvas under its caption; `texts` maps a block to what was typed, a line per idea."""
    if unknown := texts.keys() - set(Block):
        raise ValueError(f"the canvas has no block {', '.join(sorted(unknown))}")
    title = _("The business model in nine blocks")
    caption(report, "figure", title)
    columns = twips((2, 2, 1, 1, 2, 2))
    rows = []
    for places, height in zip(_LAYOUT, _HEIGHTS, strict=True):
        cells = [
            cell(
                _inside(block, texts),
                sum(columns[start : start + span]),
                (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
                + merge
                + (_SHADE if start == 2 and span == 2 else ""),
            )
            for block, start, span, merge in places
        ]
        rows.append(row("".join(cells), height=height))
    grid(report, columns, rows, title=title)
    close(report)


def _inside(block: Block | None, texts: Mapping[str, str]) -> str:
    if block is None:
        return cell_text("", "CanvasText")
    ideas = [line for typed in blocks(texts.get(block, "")) for line in typed.text.split("\n")]
    return cell_text(runs(one_line(_(LABELS[block]))), "CanvasHead", keep=True) + "".join(
        cell_text(runs(idea), "CanvasText", keep=block not in _LAST) for idea in ideas or [NOTHING]
    )


_LAST = {Block.COST_STRUCTURE, Block.REVENUE_STREAMS}
