"""The look of every chart, the same on screen and on paper.

Nothing is registered with Altair: one process serves light and dark, French and English at once.
"""

from dataclasses import dataclass
from typing import Any

FONT = "'Source Sans 3', 'Source Sans', sans-serif"
SIZE = 14  # px, of every word


@dataclass(frozen=True, kw_only=True)
class Palette:
    """The colours of a chart. Words are in ink or muted, never in a series' colour."""

    ink: str
    muted: str
    grid: str
    quiet: str  # what a mark is compared with
    series: tuple[str, ...]  # in order of use; safe for colour-blind eyes

    @property
    def accent(self) -> str:
        return self.series[0]


LIGHT = Palette(
    ink="#24292B", muted="#5A605F", grid="#E7E3DA", quiet="#948F84",
    series=("#17616B", "#D0782F", "#A87CD2", "#663521", "#532C84"),
)  # fmt: skip
DARK = Palette(
    ink="#ECE9E2", muted="#B4B2AA", grid="#333A3B", quiet="#6B7273",
    series=("#7CC4CE", "#CF8434", "#8576D6", "#F3DDB0", "#C0586A"),
)  # fmt: skip

NUMBERS = {
    "fr": {
        "decimal": ",",
        "thousands": "\u00a0",
        "grouping": [3],
        "currency": ["", "\u00a0€"],
        "percent": "\u00a0%",
    },
    "en": {
        "decimal": ".",
        "thousands": ",",
        "grouping": [3],
        "currency": ["€", ""],
        "percent": "%",
    },
}


def palette(*, dark: bool) -> Palette:
    return DARK if dark else LIGHT


def theme(*, dark: bool = False, language: str = "fr") -> dict[str, Any]:
    """What Vega-Lite calls a chart's config: typeface, colours, light grid, how numbers are written."""
    colours = palette(dark=dark)
    return {
        "font": FONT,
        "background": "transparent",
        "view": {"stroke": None},
        "range": {"category": list(colours.series)},
        "locale": {"number": NUMBERS[language]},
        "axis": {
            "labelColor": colours.muted,
            "labelFontSize": SIZE,
            "labelPadding": 8,
            "title": None,
            "domain": False,
            "ticks": False,
            "gridColor": colours.grid,
        },
        "axisX": {"grid": False},
        "axisY": {"grid": False, "labelColor": colours.ink},
        "legend": {
            "direction": "horizontal",
            "title": None,
            "labelColor": colours.ink,
            "labelFontSize": SIZE,
            "labelLimit": 300,
            "symbolSize": 90,
            "columnPadding": 20,
        },
        "text": {"color": colours.ink, "fontSize": SIZE},
        "bar": {"color": colours.accent, "cornerRadiusEnd": 2},
        "rule": {"color": colours.quiet, "strokeWidth": 2},
        "point": {"filled": True, "size": 80, "opacity": 1},
        "line": {"strokeWidth": 2.5},
    }
