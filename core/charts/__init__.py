"""Charts: what to draw comes in as rows, a Vega-Lite specification or a picture comes out."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

Rows = Sequence[Mapping[str, Any]]
_Frozen = tuple[tuple[tuple[str, Any], ...], ...]

FONTS = Path(__file__).parent / "fonts"
PAPER_WIDTH = 560  # px, the width of a page's text in a Word document
SHARPNESS = 2.5  # pixels of the picture for one of the chart


def spec(
    drawing: str, rows: Rows, *, dark: bool = False, language: str = "fr", **options: Any
) -> dict[str, Any]:
    """The specification of a drawing of `drawings`, `groups`, `spread` or `forecast`, for a page.

    Rows hold the columns that the drawing names. Kept from one call to the next while they stay the same.
    """
    frozen = tuple(tuple(row.items()) for row in rows)
    return _spec(drawing, frozen, tuple(sorted(options.items())), dark, language, "container")


def png(drawing: str, rows: Rows, *, language: str = "fr", **options: Any) -> bytes:
    """The same drawing as a picture for a Word document, in light colours."""
    import vl_convert

    chart, numbers = _on_paper(drawing, rows, language, options)
    picture: bytes = vl_convert.vegalite_to_png(chart, scale=SHARPNESS, format_locale=numbers)
    return picture


def svg(drawing: str, rows: Rows, *, language: str = "fr", **options: Any) -> str:
    """The same drawing as lines and words that can be enlarged, in light colours."""
    import vl_convert

    chart, numbers = _on_paper(drawing, rows, language, options)
    picture: str = vl_convert.vegalite_to_svg(chart, format_locale=numbers)
    return picture


def _on_paper(
    drawing: str, rows: Rows, language: str, options: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    _register_fonts()
    frozen = tuple(tuple(row.items()) for row in rows)
    chart = _spec(drawing, frozen, tuple(sorted(options.items())), False, language, PAPER_WIDTH)
    config = {**chart["config"], "background": "white"}
    return {**chart, "config": config}, config["locale"]["number"]


@lru_cache(maxsize=512)
def _spec(
    drawing: str,
    rows: _Frozen,
    options: tuple[tuple[str, Any], ...],
    dark: bool,
    language: str,
    width: int | str,
) -> dict[str, Any]:
    # Altair costs a sixth of a second to import: pages without a chart do not pay for it.
    from altair.utils import schemapi

    from core.charts import drawings, forecast, groups, spread
    from core.charts.theme import palette, theme

    home = next(one for one in (drawings, groups, spread, forecast) if hasattr(one, drawing))
    draw: Callable[..., Any] = getattr(home, drawing)
    # Altair checks every part of a chart against its schema, which costs most of its time: tests do it once.
    schemapi.disable_debug_mode()
    chart = draw([dict(row) for row in rows], palette(dark=dark), **dict(options))
    chart = chart.properties(width=width).configure(**theme(dark=dark, language=language))
    made: dict[str, Any] = chart.to_dict(validate=False)
    if home is not forecast:
        made["datasets"] = {"rows": drawings.prepared([dict(row) for row in rows])}
    return made


@lru_cache(maxsize=1)
def _register_fonts() -> None:
    import vl_convert

    if FONTS.exists():
        vl_convert.register_font_directory(str(FONTS))
