"""How a questionnaire behaves among many sheets: mean, spread, and whether its items go together."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Described:
    """`n` sheets, of which `scorable` have a score; `complete` ones, without a missing answer, make alpha.

    None where there are too few to say, or no spread.
    """

    n: int
    scorable: int
    mean: float | None
    sd: float | None
    complete: int
    alpha: float | None


def described(scores: Sequence[float | None], items: Sequence[Sequence[int | None]]) -> Described:
    """Sheets by their scores, and by their answers (reversed ones already turned), in the same order."""
    if len(scores) != len(items):
        raise ValueError(f"{len(scores)} scores for {len(items)} sheets")
    known = [score for score in scores if score is not None]
    complete = [
        [value for value in sheet if value is not None] for sheet in items if None not in sheet
    ]
    return Described(
        n=len(scores),
        scorable=len(known),
        mean=statistics.fmean(known) if known else None,
        sd=statistics.stdev(known) if len(known) > 1 else None,
        complete=len(complete),
        alpha=alpha(complete),
    )


def alpha(sheets: Sequence[Sequence[float]]) -> float | None:
    """Cronbach's alpha of complete sheets (rows) by items (columns); None where nothing varies."""
    if len(sheets) < 2 or len(sheets[0]) < 2:
        return None
    k = len(sheets[0])
    within = sum(statistics.variance(item) for item in zip(*sheets, strict=True))
    total = statistics.variance([sum(sheet) for sheet in sheets])
    return k / (k - 1) * (1 - within / total) if total else None
