"""Indicators from questionnaires: what changed between entry and exit, and who answered."""

import math
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from core.evaluation.results import Answer, Number, Row, added, share
from core.evaluation.statistics import FEWEST_PAIRS, paired_change
from core.evaluation.views import Tally, View
from core.evaluation.words import Vocabulary
from core.language import _, n_

MOST_LINES = 40  # slopes on one chart; beyond, the means alone
STEP = 0.5  # what means are rounded to for those who see no name: nobody's score can be worked out
STATISTICS = ("before", "after", "mean", "low", "high", "sd", "d_z", "d_av", "hedges", "p")

Pairs = Counter[tuple[float, float]]


def change(view: View, words: Vocabulary, _day: date) -> Answer:
    """The same people at entry and at exit, questionnaire by questionnaire."""
    rows: list[Row] = []
    points: list[dict[str, Any]] = []
    matched: list[int | None] = []
    for instrument in words.instruments.values():
        key = instrument.key
        if not view.any("change", key):
            continue
        counted = view.parts(lambda tally, key=key: _matched(tally, key))  # type: ignore[misc]
        ways = view.parts(lambda tally, key=key: _ways(tally, key))  # type: ignore[misc]
        for group in view.groups:
            n, of = counted[group.key]["matched"], counted[group.key][""]
            matched.append(n)
            pairs = _pairs(view.tallies[group.key], key)
            numbers: dict[str, Number] = {"n": n, "of": of, "share": share(n, of)}
            numbers |= {way: ways[group.key][way] for way in ("rose", "same", "fell")}
            numbers |= _statistics(pairs, n, blurred=view.k is not None)
            label = str(instrument.name)
            rows.append(Row(key=key, label=label, group=group.label, numbers=numbers))
            low, high = instrument.range
            place = {"group": group.label, "row": key}
            points.append(place | {"low": low, "high": high, "short": instrument.short})
            if view.k is None and pairs.total() <= MOST_LINES:
                points += _lines(group.label, key, pairs)
    total = added(matched)
    return Answer(
        rows=tuple(rows),
        counted=_("n is masked.")
        if total is None
        else n_("n = {n} matched pair.", "n = {n} matched pairs.", total),
        missing=_("Supports without a score at both ends are not compared."),
        remark=_(
            "Under {n} pairs, only counts and single lines: a mean would say more than is known."
        ).format(n=FEWEST_PAIRS)
        if any(n is not None and n < FEWEST_PAIRS for n in matched)
        else "",
        points=tuple(points),
    )


def _matched(tally: Tally, instrument: str) -> dict[str, int]:
    n = tally.n("change", instrument)
    return {"matched": n, "not": tally.n("ended") + tally.n("staying") - n}


def _ways(tally: Tally, instrument: str) -> dict[str, int]:
    counts = Counter({"rose": 0, "same": 0, "fell": 0})
    for (before, after), n in _pairs(tally, instrument).items():
        counts["rose" if after > before else "fell" if after < before else "same"] += n
    return {**counts, "not": tally.n("ended") + tally.n("staying") - counts.total()}


def _pairs(tally: Tally, instrument: str) -> Pairs:
    found: Pairs = Counter()
    for (key, scores), n in tally.pairs("change").items():
        if key == instrument:
            before, after = map(float, scores.split(">"))
            found[before, after] += n
    return found


def _statistics(pairs: Pairs, shown: int | None, *, blurred: bool) -> dict[str, Number]:
    """What the pairs say together: masked with their number, NaN for too few of them."""
    if shown is None:
        return dict.fromkeys(STATISTICS)
    if pairs.total() < FEWEST_PAIRS:
        return dict.fromkeys(STATISTICS, math.nan)
    before, after = zip(*pairs.elements(), strict=True)
    found = paired_change(before, after)
    exact: dict[str, float | None] = {
        "before": sum(before) / found.n, "after": sum(after) / found.n, "mean": found.mean,
        "low": found.low, "high": found.high, "sd": found.sd, "d_z": found.d_z,
        "d_av": found.d_av, "hedges": found.hedges, "p": found.wilcoxon_p,
    }  # fmt: skip
    return {
        key: math.nan if value is None else _blurred(key, value) if blurred else value
        for key, value in exact.items()
    }


def _blurred(key: str, value: float) -> float:
    if key in {"d_z", "d_av", "hedges", "p"}:
        return round(value, 1 if key != "p" else 2)
    steps = value / STEP
    ends = {"low": math.floor(steps), "high": math.ceil(steps)}  # an interval never gets narrower
    return STEP * ends.get(key, round(steps))


def _lines(group: str, row: str, pairs: Pairs) -> Iterator[dict[str, Any]]:
    for (before, after), n in sorted(pairs.items()):
        yield {"group": group, "row": row, "before": before, "after": after, "n": n}
