"""How long people stay: Kaplan–Meier, every exit as an event (gross) or only those they chose (net)."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from core.evaluation.results import Answer, Number, Row, added
from core.evaluation.statistics import Survival, survival
from core.evaluation.views import Tally, View
from core.evaluation.words import Vocabulary
from core.language import _, n_

WEEKS_A_MONTH = 365.25 / 12 / 7
MONTHS_SHOWN = (0, 3, 6, 9, 12, 18, 24)
HALF_YEAR = 6  # months: the grain of a masked curve
HALVES = 5  # the last one and whatever comes after it


class Stay(NamedTuple):
    """How long some supports have lasted, and whether they ended: chosen, involuntary, or staying."""

    months: float
    how: str
    people: int


def retention(view: View, _words: Vocabulary, day: date) -> Answer:
    """The share of people still followed, month after month since their entry."""
    rows: list[Row] = []
    points: list[dict[str, str | float]] = []
    ended: list[int | None] = []
    for group in view.groups:
        stays = _shown(view, group.key, day)
        if stays is None:
            numbers: dict[str, Number] = {"at_risk": None, "gross": None, "net": None}
            label = _("whole duration")
            rows.append(Row(key="masked", label=label, group=group.label, numbers=numbers))
            ended.append(None)
            continue
        ended.append(sum(stay.people for stay in stays if stay.how != "staying"))
        gross = _curve(stays, {"chosen", "involuntary"})
        net = _curve(stays, {"chosen"})
        last = max((stay.months for stay in stays), default=0)
        for month in MONTHS_SHOWN:
            if month > last:
                break
            numbers = {"at_risk": gross.at(month).at_risk} | {
                name: curve.at(month).value for name, curve in (("gross", gross), ("net", net))
            }
            label = n_("{n} month", "{n} months", month)
            rows.append(Row(key=str(month), label=label, group=group.label, numbers=numbers))
        for series, curve in (("gross", gross), ("net", net)):
            points += [
                {"group": group.label, "series": series} | point
                for point in _drawn(curve, min(last, MONTHS_SHOWN[-1]))
            ]
    exits = added(ended)
    return Answer(
        rows=tuple(rows),
        counted=_("n is masked.")
        if exits is None
        else n_("n = {n} exit.", "n = {n} exits.", exits),
        points=tuple(points),
    )


def _stays(tally: Tally, day: date) -> Iterator[Stay]:
    for (weeks, how), n in tally.pairs("stayed").items():
        yield Stay(int(weeks) / WEEKS_A_MONTH, how, n)
    for (entered_on, _b), n in tally.pairs("staying").items():
        days = max((day - date.fromisoformat(entered_on)).days, 0)
        yield Stay(days / 7 / WEEKS_A_MONTH, "staying", n)


def _shown(view: View, group: str, day: date) -> list[Stay] | None:
    """A group's stays; by whole half-years where counts are masked, or None if one of those is."""
    if view.k is None:
        return list(_stays(view.tallies[group], day))

    def by_half_year(tally: Tally) -> dict[str, int]:
        counts = dict.fromkeys(
            (
                f"{half} {how}"
                for half in range(HALVES)
                for how in ("chosen", "involuntary", "staying")
            ),
            0,
        )
        for stay in _stays(tally, day):
            counts[f"{min(int(stay.months) // HALF_YEAR, HALVES - 1)} {stay.how}"] += stay.people
        return counts

    found = view.parts(by_half_year)[group]
    stays = []
    for name, n in found.items():
        if n is None:
            return None
        if name:
            half, how = name.split()
            stays.append(Stay((int(half) + 1.0) * HALF_YEAR, how, n))
    return [stay for stay in stays if stay.people]


def _curve(stays: list[Stay], events: set[str]) -> Survival:
    return survival(
        [stay.months for stay in stays],
        [stay.how in events for stay in stays],
        [stay.people for stay in stays],
    )


def _drawn(curve: Survival, last: float) -> Iterator[dict[str, float]]:
    """The corners of the curve, from entry to the last month shown."""
    yield {"months": 0.0, "value": 1.0, "low": 1.0, "high": 1.0}
    for step in curve.steps:
        if step.time <= last:
            yield {"months": step.time, "value": step.value, "low": step.low, "high": step.high}
    end = curve.at(last)
    yield {"months": last, "value": end.value, "low": end.low, "high": end.high}
