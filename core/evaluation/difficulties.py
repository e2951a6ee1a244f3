"""Indicators about what stands in the way and what is prepared: barriers, the plan's chapters, feedback expected."""

import math
from collections import Counter
from datetime import date

from core.evaluation.results import Answer, Number, Row, added, people_counted, said, share
from core.evaluation.views import Tally, View
from core.evaluation.words import Vocabulary
from core.language import _, n_

LIFTED = ("lifted", "lifted_worked_on")
WORKED_ON = ("open_worked_on", "lifted_worked_on")
EVER = ("open", "open_worked_on", *LIFTED)
STATUSES = ("done", "to_review", "draft")


def barriers(view: View, words: Vocabulary, _day: date) -> Answer:
    """Supports where each barrier was identified, worked on, lifted."""
    rows = []
    for barrier in words.barriers.values():
        parts = view.parts(lambda tally, key=barrier.key: _standings(tally, key))  # type: ignore[misc]
        for group in view.groups:
            found = parts[group.key]
            none, total = found["none"], found[""]
            ever = added(found[one] for one in EVER)
            if ever is None and none is not None and total is not None:
                ever = total - none
            numbers: dict[str, Number] = {
                "identified": view.large_enough(ever),
                "worked_on": view.large_enough(added(found[one] for one in WORKED_ON)),
                "lifted": view.large_enough(added(found[one] for one in LIFTED)),
                "of": total,
                "open": found["open"],
                "open_worked_on": found["open_worked_on"],
                "none": none,
            }
            rows.append(
                Row(key=barrier.key, label=str(barrier.name), group=group.label, numbers=numbers)
            )
    return Answer(rows=tuple(rows), counted=people_counted(view))


def plan_completeness(view: View, words: Vocabulary, _day: date) -> Answer:
    """How far each chapter of the business plan is."""
    rows = []
    for chapter in words.chapters.values():
        if chapter.annex:
            continue
        parts = view.parts(lambda tally, key=chapter.key: _statuses(tally, key))  # type: ignore[misc]
        for group in view.groups:
            found = parts[group.key]
            numbers: dict[str, Number] = {one: found[one] for one in (*STATUSES, "empty")}
            numbers["of"] = found[""]
            rows.append(
                Row(key=chapter.key, label=str(chapter.title), group=group.label, numbers=numbers)
            )
    return Answer(rows=tuple(rows), counted=people_counted(view))


def mentoring(view: View, words: Vocabulary, day: date) -> Answer:
    """Feedback received out of what was expected: one for each day that a pair met."""
    expecting = {kind.key for kind in words.kinds.values() if kind.expects_feedback}

    def cut(tally: Tally) -> dict[str, int]:
        awaited = sum(
            n
            for (kind, met_on), n in tally.pairs("awaited").items()
            if kind in expecting and met_on <= day.isoformat()
        )
        held = tally.n("meeting", "held")
        return {"received": held, "awaited": awaited, "missed": tally.n("meeting") - held}

    labels = {
        "received": _("Feedback received"),
        "awaited": _("Feedback still expected"),
        "missed": _("Meetings that did not take place"),
    }
    parts = view.parts(cut)
    rows, everything = [], []
    for group in view.groups:
        found = parts[group.key]
        expected = added([found["received"], found["awaited"]])
        everything.append(expected)
        for key, label in labels.items():
            part = math.nan if key == "missed" else share(found[key], expected)
            numbers: dict[str, Number] = {"n": found[key], "share": part}
            rows.append(Row(key=key, label=label, group=group.label, numbers=numbers))
    total = added(everything)
    return Answer(
        rows=tuple(rows),
        counted=_("n is masked.")
        if total is None
        else n_("n = {n} feedback sheet expected.", "n = {n} feedback sheets expected.", total),
        remark=_("Meetings that did not take place: {n}.").format(
            n=said(added(parts[group.key]["missed"] for group in view.groups))
        ),
    )


def _standings(tally: Tally, barrier: str) -> dict[str, int]:
    counts = {one: tally.n("barrier", barrier, one) for one in EVER}
    return {**counts, "none": tally.n("ended") + tally.n("staying") - sum(counts.values())}


def _statuses(tally: Tally, chapter: str) -> dict[str, int]:
    counts = Counter({one: tally.n("chapter", chapter, one) for one in STATUSES})
    return {**counts, "empty": tally.n("people") - counts.total()}
