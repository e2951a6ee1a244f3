"""Indicators about people: key figures, how far they come, how the support ends."""

import math
from collections.abc import Callable
from datetime import date

from core.evaluation.results import Answer, Number, Row, added, people_counted, said, share
from core.evaluation.statistics import proportion
from core.evaluation.views import Tally, View
from core.evaluation.words import Vocabulary
from core.language import _, n_
from core.programme import ExitClass, SharedStage, exit_class_name, shared_stage_name
from core.wording import percent

MINUTES_AN_HOUR = 60


def key_figures(view: View, words: Vocabulary, _day: date) -> Answer:
    """What the funders publish: workshops, people reached and accompanied, entrepreneurs, départements, hours."""
    collective = [kind.key for kind in words.kinds.values() if kind.collective]
    seen = view.parts(lambda tally: {"n": tally.n("seen")})
    reached = view.parts(lambda tally: {"n": tally.n("seen") + tally.n("headcount")})
    supported = view.parts(reaching(SharedStage.SUPPORT))
    rows = []
    for group in view.groups:
        tally = view.tallies[group.key]
        figures: dict[str, tuple[str, Number]] = {
            "workshops": (
                _("workshops held"),
                sum(tally.n("sessions", kind, "held") for kind in collective),
            ),
            "reached": (_("people reached"), reached[group.key]["n"]),
            "accompanied": (_("people accompanied"), seen[group.key]["n"]),
            "entrepreneurs": (_("people with a project"), supported[group.key]["reached"]),
            "departements": (_("départements"), len(tally.keys("departement"))),
            "hours": (
                _("hours of sessions"),
                round(tally.n("minutes", b="held") / MINUTES_AN_HOUR),
            ),
        }
        rows += [
            Row(key=key, label=label, group=group.label, numbers={"n": n})
            for key, (label, n) in figures.items()
        ]
    return Answer(rows=tuple(rows), counted=people_counted(view))


def funnel(view: View, words: Vocabulary, _day: date) -> Answer:
    """How many people ever reached each shared stage, or a later one."""
    rows = []
    for stage in words.stages:
        parts = view.parts(reaching(stage))
        for group in view.groups:
            n, people = parts[group.key]["reached"], parts[group.key][""]
            numbers = {"n": n, "of": people, "share": share(n, people)} | _interval(n, people)
            rows.append(
                Row(key=stage, label=shared_stage_name(stage), group=group.label, numbers=numbers)
            )
    placed = view.parts(
        lambda tally: {
            "known": tally.n("people") - tally.n("furthest", ""),
            "unknown": tally.n("furthest", ""),
        }
    )
    unknown = added(placed[group.key]["unknown"] for group in view.groups)
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


def reaching(stage: SharedStage) -> Callable[[Tally], dict[str, int]]:
    """Cuts a group into those who reached this stage or a later one, and the others."""
    order = list(SharedStage)
    enough = [str(one) for one in order[order.index(stage) :]]

    def cut(tally: Tally) -> dict[str, int]:
        reached = sum(tally.n("furthest", one) for one in enough)
        return {"reached": reached, "not": tally.n("people") - reached}

    return cut


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
