"""Indicators about the work done: attendance, milestones, what mentors say."""

import math
from bisect import bisect_right
from collections.abc import Callable, Mapping
from datetime import date
from itertools import accumulate

from core.evaluation.results import Answer, Number, Row, added, people_counted, said, share
from core.evaluation.views import Tally, View
from core.evaluation.words import Vocabulary
from core.language import _, n_

MARKS = (1, 2, 3, 4)


def attendance(view: View, words: Vocabulary, _day: date) -> Answer:
    """Attendance at sessions held, with and without the absences that the establishment answers for."""
    rows: list[Row] = []
    everything: list[int | None] = []
    unexplained: list[int | None] = []
    for kind in words.kinds.values():
        if not view.any("attendance", kind.key):
            continue
        parts = view.parts(_marks(kind.key))
        for group in view.groups:
            found = parts[group.key]
            everything.append(found[""])
            unexplained.append(found["unexplained"])
            numbers = {
                "n": found["attended"],
                "of": found[""],
                "establishment": found["establishment"],
                "share": share(found["attended"], found[""]),
                "fair": share(found["attended"], _less(found[""], found["establishment"])),
            }
            rows.append(Row(key=kind.key, label=str(kind.name), group=group.label, numbers=numbers))
    expected = added(everything)
    not_held = view.sum("not_held")
    return Answer(
        rows=tuple(rows),
        counted=_("n is masked.")
        if expected is None
        else n_("n = {n} attendance expected.", "n = {n} attendances expected.", expected),
        missing=_("Absences without a cause: {n}.").format(n=said(added(unexplained))),
        remark=n_("{n} session was not held.", "{n} sessions were not held.", not_held)
        if not_held
        else "",
    )


def milestones(view: View, words: Vocabulary, _day: date) -> Answer:
    """How many supports submitted each milestone at least once, and how many had it validated."""
    rows = []
    for milestone in words.milestones.values():
        if milestone.after_months and not view.any("milestone_ever", milestone.key):
            continue
        parts = view.parts(_states(milestone.key))
        for group in view.groups:
            found = parts[group.key]
            submitted = added([found["validated"], found["submitted"]])
            if submitted is None:
                submitted = _less(found[""], found["neither"])
            submitted = view.large_enough(submitted)
            numbers = {"submitted": submitted, "validated": found["validated"], "of": found[""]}
            rows.append(
                Row(
                    key=milestone.key, label=str(milestone.name), group=group.label, numbers=numbers
                )
            )
    alone = view.parts(lambda tally: {"n": tally.n("self_validated")})
    count = added(alone[group.key]["n"] for group in view.groups)
    return Answer(
        rows=tuple(rows),
        counted=people_counted(view),
        remark=""
        if count == 0
        else _("Validated by the person who submitted it: {n}.").format(n=said(count)),
    )


def feedback(view: View, words: Vocabulary, _day: date) -> Answer:
    """The marks mentors gave, one by one, and their median."""
    rows = []
    for criterion in words.criteria.values():
        parts = view.parts(_given(criterion.key))
        for group in view.groups:
            found = parts[group.key]
            numbers: dict[str, Number] = {f"mark{mark}": found[str(mark)] for mark in MARKS}
            numbers |= {"n": found[""], "median": _median(view, group.key, criterion.key, found)}
            rows.append(
                Row(
                    key=criterion.key, label=str(criterion.name), group=group.label, numbers=numbers
                )
            )
    held = added(_held(view).values())
    missed = view.sum("meeting") - view.sum("meeting", "held")
    return Answer(
        rows=tuple(rows),
        counted=_("n is masked.")
        if held is None
        else n_("n = {n} feedback sheet.", "n = {n} feedback sheets.", held),
        missing=_("Meetings not held: {n}.").format(n=missed) if view.k is None else "",
    )


def _marks(kind: str) -> Callable[[Tally], dict[str, int]]:
    def cut(tally: Tally) -> dict[str, int]:
        marks = {b: n for (a, b), n in tally.pairs("attendance").items() if a == kind}
        attended = marks.pop("present", 0) + marks.pop("late", 0)
        establishment = marks.pop("establishment", 0)
        unexplained = marks.pop("none", 0) + marks.pop("unknown", 0)
        return {
            "attended": attended,
            "establishment": establishment,
            "other": sum(marks.values()),
            "unexplained": unexplained,
        }

    return cut


def _states(milestone: str) -> Callable[[Tally], dict[str, int]]:
    def cut(tally: Tally) -> dict[str, int]:
        validated = tally.n("milestone_ever", milestone, "validated")
        submitted = tally.n("milestone_ever", milestone, "submitted")
        people = tally.n("ended") + tally.n("staying")
        return {
            "validated": validated,
            "submitted": submitted,
            "neither": people - validated - submitted,
        }

    return cut


def _given(criterion: str) -> Callable[[Tally], dict[str, int]]:
    return lambda tally: {str(mark): tally.n("mark", criterion, str(mark)) for mark in MARKS}


def _held(view: View) -> dict[str, int | None]:
    parts = view.parts(lambda tally: {"n": tally.n("meeting", "held")})
    return {group.key: parts[group.key]["n"] for group in view.groups}


def _median(view: View, group: str, criterion: str, found: Mapping[str, int | None]) -> Number:
    """The median of a group's marks; masked as soon as one level is: it would say where the rest lies."""
    if None in found.values():
        return None
    counts = _given(criterion)(view.tallies[group])
    n = sum(counts.values())
    if not n:
        return math.nan
    in_order = list(accumulate(counts.values()))
    lower, upper = (MARKS[bisect_right(in_order, place)] for place in ((n - 1) // 2, n // 2))
    return (lower + upper) / 2


def _less(whole: int | None, part: int | None) -> int | None:
    return None if whole is None or part is None else whole - part
