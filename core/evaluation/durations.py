"""Indicators about time: how long people stay in a stage, how long a milestone takes."""

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import accumulate
from typing import Any

from core.evaluation.results import Answer, Number, Row, added
from core.evaluation.views import Tally, View
from core.evaluation.words import Vocabulary
from core.language import _, n_
from core.programme import shared_stage_name

MOST_DOTS = 40  # on one line; beyond, the middle half and the median
DAYS_A_WEEK = 7


def time_in_stage(view: View, words: Vocabulary, day: date) -> Answer:
    """Weeks between entering a stage and moving on; those who are still there stand apart."""
    rows: list[Row] = []
    points: list[dict[str, Any]] = []
    passages: list[int | None] = []
    for stage in words.stages:
        if not any(view.any(measure, stage) for measure in ("stage_time", "stage_since")):
            continue
        parts = view.parts(lambda tally, stage=stage: _passages(tally, stage))  # type: ignore[misc]
        for group in view.groups:
            found = parts[group.key]
            passages.append(found["moved"])
            tally = view.tallies[group.key]
            moved = _durations(tally, "stage_time", stage)
            still = _since(tally, stage, day)
            numbers: dict[str, Number] = {
                "moved": found["moved"],
                "median": _median(found, "moved", moved),
                "still": found["still"],
                "so_far": _median(found, "still", still),
                "left": found["left"],
            }
            label = shared_stage_name(stage)
            rows.append(Row(key=stage, label=label, group=group.label, numbers=numbers))
            if view.k is None:
                points += _points(group.label, stage, moved, still)
    return Answer(
        rows=tuple(rows),
        counted=_("n is masked.")
        if (total := added(passages)) is None
        else n_("n = {n} passage to another stage.", "n = {n} passages to another stage.", total),
        missing=_("Stages of less than a week count as 0."),
        points=tuple(points),
    )


def milestone_delays(view: View, words: Vocabulary, day: date) -> Answer:
    """Days from the first submission to the validation, and what was planned against what was done."""
    rows: list[Row] = []
    points: list[dict[str, Any]] = []
    measured: list[int | None] = []
    for milestone in words.milestones.values():
        key = milestone.key
        if not any(
            view.any(measure, key)
            for measure in ("milestone_wait", "milestone_kept", "milestone_due")
        ):
            continue
        waits = view.parts(lambda tally, key=key: _with_wait(tally, key))  # type: ignore[misc]
        plans = view.parts(lambda tally, key=key: _kept(tally, key, day))  # type: ignore[misc]
        for group in view.groups:
            found, plan = waits[group.key], plans[group.key]
            measured.append(found["measured"])
            days = _durations(view.tallies[group.key], "milestone_wait", key)
            numbers: dict[str, Number] = {
                "n": found["measured"],
                "median": _median(found, "measured", days),
                "on_time": plan["on_time"],
                "late": plan["late"],
                "overdue": plan["overdue"],
            }
            rows.append(Row(key=key, label=str(milestone.name), group=group.label, numbers=numbers))
            if view.k is None:
                points += _points(group.label, key, days, Counter())
    return Answer(
        rows=tuple(rows),
        counted=_("n is masked.")
        if (total := added(measured)) is None
        else n_("n = {n} validation.", "n = {n} validations.", total),
        missing=_("Validated without a submission or a planned date: in none of the columns."),
        points=tuple(points),
    )


def _passages(tally: Tally, stage: str) -> dict[str, int]:
    return {
        "moved": tally.n("stage_time", stage),
        "still": tally.n("stage_since", stage),
        "left": tally.n("stage_left", stage),
    }


def _supports(tally: Tally) -> int:
    return tally.n("ended") + tally.n("staying")


def _with_wait(tally: Tally, milestone: str) -> dict[str, int]:
    measured = tally.n("milestone_wait", milestone)
    return {"measured": measured, "not": _supports(tally) - measured}


def _kept(tally: Tally, milestone: str, day: date) -> dict[str, int]:
    """Supports by what became of the planned date of a milestone."""
    counts = Counter({"on_time": 0, "late": 0, "overdue": 0, "to_come": 0})
    for (key, days), n in tally.pairs("milestone_kept").items():
        if key == milestone:
            counts["late" if int(days) else "on_time"] += n
    for (key, planned), n in tally.pairs("milestone_due").items():
        if key == milestone:
            counts["overdue" if planned < day.isoformat() else "to_come"] += n
    return {**counts, "not_planned": _supports(tally) - counts.total()}


def _durations(tally: Tally, measure: str, key: str) -> Counter[int]:
    found: Counter[int] = Counter()
    for (a, length), n in tally.pairs(measure).items():
        if a == key:
            found[int(length)] += n
    return found


def _since(tally: Tally, stage: str, day: date) -> Counter[int]:
    """Weeks since people entered the stage where they still are."""
    found: Counter[int] = Counter()
    for (a, since), n in tally.pairs("stage_since").items():
        if a == stage:
            found[max((day - date.fromisoformat(since)).days, 0) // DAYS_A_WEEK] += n
    return found


def _median(found: Mapping[str, int | None], part: str, lengths: Counter[int]) -> Number:
    """The median of a part that is shown; masked with it, NaN if it is empty."""
    if found[part] is None:
        return None
    return middle(lengths)[1] if lengths.total() else math.nan


def _points(
    group: str, row: str, done: Counter[int], going_on: Counter[int]
) -> Iterator[dict[str, Any]]:
    """What a chart shows of a line: each duration as long as they are few, else their middle half."""
    place = {"group": group, "row": row}
    if done.total() + going_on.total() <= MOST_DOTS:
        for kind, lengths in (("dot", done), ("ring", going_on)):
            yield from (
                place | {"kind": kind, "at": at, "n": n} for at, n in sorted(lengths.items())
            )
    elif done:
        low, _median, high = middle(done)
        yield place | {"kind": "quarters", "at": low, "to": high}


def middle(counts: Mapping[int, int]) -> tuple[float, float, float]:
    """The lower quartile, the median and the upper quartile of values with their counts."""
    values = sorted(counts)
    reached = list(accumulate(counts[value] for value in values))
    last = reached[-1] - 1

    def at(share: float) -> float:
        place = share * last
        low, high = (
            values[bisect_right(reached, spot)] for spot in (math.floor(place), math.ceil(place))
        )
        return low + (high - low) * (place - math.floor(place))

    return at(0.25), at(0.5), at(0.75)
