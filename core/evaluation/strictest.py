"""Two maskings of the same figures, so that whoever reads both learns nothing more than from one.

A table masked below 11 may show a total of cells that the one masked below 5 hides: held side by side they
would give a small count back. What leaves therefore shows nothing that the screen of the same reader hides.
"""

import math
from collections.abc import Mapping
from dataclasses import replace

from core.evaluation.results import Answer, Number, said


def strictest(leaving: Answer, on_screen: Answer) -> Answer:
    """The answer masked for a document, with what the less masked one hides masked too."""
    known = {(row.group, row.key): row.numbers for row in on_screen.rows}
    nothing: Mapping[str, Number] = {}
    points = list(on_screen.points)
    return replace(
        leaving,
        rows=tuple(
            replace(row, numbers=_common(row.numbers, known.get((row.group, row.key), nothing)))
            for row in leaving.rows
        ),
        counted=_said(leaving.counted, on_screen.counted),
        missing=_said(leaving.missing, on_screen.missing),
        remark=_said(leaving.remark, on_screen.remark),
        points=tuple(point for point in leaving.points if point in points),
    )


def _common(numbers: Mapping[str, Number], known: Mapping[str, Number]) -> dict[str, Number]:
    return {key: n if _same(n, known.get(key)) else None for key, n in numbers.items()}


def _same(n: Number, other: Number) -> bool:
    if n is None or other is None:
        return False
    return n == other or (math.isnan(n) and math.isnan(other))


def _said(leaving: str, on_screen: str) -> str:
    """The sentence that masks, if one of them does."""
    return on_screen if said(None) in on_screen else leaving
