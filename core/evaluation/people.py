"""Indicators about people: key figures, how far they come, how the support ends."""

import math
from datetime import date

from core.evaluation.attack import TOTAL
from core.evaluation.results import Answer, Number, Row, added, people_counted, said, share
from core.evaluation.statistics import proportion
from core.evaluation.views import NOT_BY_PERSON, Tally, View
from core.evaluation.words import Vocabulary
from core.language import _, n_
from core.programme import ExitClass, SharedStage, exit_class_name, shared_stage_name
from core.wording import percent

MINUTES_AN_HOUR = 60
NO_STAGE = "none"
FURTHEST = (NO_STAGE, *SharedStage)


def key_figures(view: View, words: Vocabulary, _day: date) -> Answer:
    """What the funders publish: workshops, people reached and accompanied, entrepreneurs, départements, hours."""
    collective = [kind.key for kind in words.kinds.values() if kind.collective]
    seen = view.parts(_seen)
    supported = view.cumulated(furthest, FURTHEST)
    rows = []
    for group in view.groups:
        tally = view.tallies[group.key]
        present = seen[group.key]["seen"]
        held = sum(tally.n("sessions", kind, "held") for kind in collective)
        hours = round(tally.n("minutes", b="held") / MINUTES_AN_HOUR)
        places = len(tally.keys("home") | tally.keys("held_in"))
        figures: dict[str, tuple[str, Number]] = {
            "workshops": (_("workshops held"), _of_cohorts(view, held)),
            "reached": (
                _("people reached"),
                _of_cohorts(view, added([present, tally.n("headcount")])),
            ),
            "accompanied": (_("people accompanied"), present),
            "entrepreneurs": (
                _("people with a project"),
                supported[group.key][SharedStage.SUPPORT],
            ),
            "departements": (_("départements"), _of_cohorts(view, places)),
            "hours": (_("hours of sessions"), _of_cohorts(view, hours)),
        }
        rows += [
            Row(key=key, label=label, group=group.label, numbers={"n": n})
            for key, (label, n) in figures.items()
        ]
    remark = _(NOT_BY_PERSON) if view.by_person else ""
    return Answer(rows=tuple(rows), counted=people_counted(view), remark=remark)


def funnel(view: View, words: Vocabulary, _day: date) -> Answer:
    """How many people ever reached each shared stage, or a later one."""
    rows = []
    reached = view.cumulated(furthest, FURTHEST)
    for stage in words.stages:
        for group in view.groups:
            n, people = reached[group.key][stage], reached[group.key][TOTAL]
            numbers = {"n": n, "of": people, "share": share(n, people)} | _interval(n, people)
            rows.append(
                Row(key=stage, label=shared_stage_name(stage), group=group.label, numbers=numbers)
            )
    people = added(reached[group.key][TOTAL] for group in view.groups)
    placed = added(reached[group.key][FURTHEST[1]] for group in view.groups)
    unknown = None if people is None or placed is None else view.large_enough(people - placed)
    return Answer(
        rows=tuple(rows),
        counted=people_counted(view),
        missing=_("Without a stage: {n}.").format(n=said(unknown)),
    )


def exits(view: View, words: Vocabulary, _day: date) -> Answer:
    """How supports end, in the official classes; neutralised exits stand apart."""
    classes = {key: kind.exit_class for key, kind in words.exit_kinds.items()}

    def by_class(tally: Tally) -> dict[str, int]:
        counts = {str(one): 0 for one in ExitClass}
        for kind in tally.keys("ended"):
            counts[classes.get(kind, ExitClass.OTHER)] += tally.n("ended", kind)
        return counts

    parts = view.parts(by_class)
    rows, remarks = [], []
    for group in view.groups:
        found = parts[group.key]
        counted = added(n for one, n in found.items() if one not in ("", ExitClass.NEUTRAL))
        for one in ExitClass:
            part = math.nan if one is ExitClass.NEUTRAL else share(found[one], counted)
            numbers = {"n": found[one], "share": part}
            rows.append(
                Row(key=one, label=exit_class_name(one), group=group.label, numbers=numbers)
            )
        remarks.append(_dynamic(group.label, found, counted))
    ended = added(parts[group.key][""] for group in view.groups)
    return Answer(
        rows=tuple(rows),
        counted=n_("n = {n} exit.", "n = {n} exits.", ended)
        if ended is not None
        else _("n is masked."),
        remark=" ".join(filter(None, remarks)),
    )


def furthest(tally: Tally) -> dict[str, int]:
    """Cuts a group by the furthest shared stage that people ever reached."""
    known = {str(stage): tally.n("furthest", stage) for stage in SharedStage}
    return {NO_STAGE: tally.n("furthest", ""), **known}


def _seen(tally: Tally) -> dict[str, int]:
    seen = tally.n("seen")
    return {"seen": seen, "never": tally.n("people") - seen}


def _of_cohorts(view: View, n: Number) -> Number:
    """A number that belongs to cohorts: none by situation or by period."""
    return math.nan if view.by_person else n


def _interval(n: int | None, of: int | None) -> dict[str, Number]:
    if n is None or of is None:
        return {"low": None, "high": None}
    if not of:
        return {"low": math.nan, "high": math.nan}
    estimate = proportion(n, of)
    return {"low": estimate.low, "high": estimate.high}


def _dynamic(group: str, found: dict[str, int | None], counted: int | None) -> str:
    """The dynamic exits of a group in one sentence, with their interval."""
    dynamic = added(found[one] for one in ExitClass if one.dynamic)
    if dynamic is None or not counted:
        return ""
    interval = proportion(dynamic, counted)
    sentence = _(
        "Dynamic exits: {n} out of {of} ({share}; 95 % interval: {low} to {high})."
    ).format(
        n=dynamic,
        of=counted,
        share=percent(interval.value),
        low=percent(interval.low),
        high=percent(interval.high),
    )
    return _("{group}: {sentence}").format(group=group, sentence=sentence) if group else sentence
