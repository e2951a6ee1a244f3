"""Indicators about what came of it: companies created, contacts after the support, questionnaires received."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from core.evaluation.people import FURTHEST, furthest
from core.evaluation.results import Answer, Number, Row, added, interval, people_counted, share
from core.evaluation.views import Tally, View
from core.evaluation.words import Vocabulary
from core.follow_up_windows import windows
from core.forecast.months import add_months
from core.language import _, n_
from core.programme import ExitClass, SharedStage, shared_stage_name
from core.programme_parts import Since, Wave

CREATION = (SharedStage.REGISTERED, SharedStage.STARTED, SharedStage.SUSTAINED)
OUTCOMES = ("answered", "unreachable", "refused")


def creation(view: View, words: Vocabulary, _day: date) -> Answer:
    """Companies registered, activities started, activities that last: three facts that stay apart."""
    rows = []
    reached = view.cumulated(furthest, FURTHEST)
    for stage in CREATION:
        if stage not in words.stages:
            continue
        for group in view.groups:
            n, people = reached[group.key][stage], reached[group.key][""]
            numbers = {"n": n, "of": people, "share": share(n, people)} | interval(n, people)
            rows.append(
                Row(key=stage, label=shared_stage_name(stage), group=group.label, numbers=numbers)
            )
    return Answer(rows=tuple(rows), counted=people_counted(view))


def follow_up(view: View, words: Vocabulary, day: date) -> Answer:
    """At each horizon, who answered, who could not be reached, who declined, and who is still to be tried."""
    rows = []
    everything: list[int | None] = []
    for horizon in words.follow_up_months:
        parts = view.parts(lambda tally, months=horizon: _contacts(tally, words, months, day))  # type: ignore[misc]
        if not any(
            one for group in view.groups for one in _contacts(
                view.tallies[group.key], words, horizon, day
            ).values()
        ):  # fmt: skip
            continue
        for group in view.groups:
            found = parts[group.key]
            everything.append(found[""])
            reached = added([found["answered"], found["refused"]])
            numbers: dict[str, Number] = {
                "of": found[""],
                "reached": view.large_enough(reached),
                "share": share(found["answered"], found[""]),
                **{one: found[one] for one in (*OUTCOMES, "waiting")},
            }
            label = n_("{n} month after", "{n} months after", horizon)
            rows.append(Row(key=str(horizon), label=label, group=group.label, numbers=numbers))
    total = added(everything)
    return Answer(
        rows=tuple(rows),
        counted=_("n is masked.")
        if total is None
        else n_("n = {n} contact due.", "n = {n} contacts due.", total),
    )


def response(view: View, words: Vocabulary, day: date) -> Answer:
    """How many questionnaires came back out of those that were due, wave by wave."""
    rows = []
    everything: list[int | None] = []
    for instrument in words.instruments.values():
        for wave in words.waves:
            key = f"{instrument.key} {wave.key}"

            def cut(
                tally: Tally, wave: Wave = wave, instrument: str = instrument.key
            ) -> dict[str, int]:
                return _sheets(tally, words, instrument, wave, day)

            if not any(sum(cut(view.tallies[group.key]).values()) for group in view.groups):
                continue
            parts = view.parts(cut)
            for group in view.groups:
                found = parts[group.key]
                everything.append(found[""])
                numbers: dict[str, Number] = {
                    "n": found["received"],
                    "of": found[""],
                    "share": share(found["received"], found[""]),
                    "refused": found["refused"],
                    "not_given": found["not_given"],
                    "waiting": found["waiting"],
                }
                label = f"{instrument.short}, {wave.name}"
                rows.append(Row(key=key, label=label, group=group.label, numbers=numbers))
    total = added(everything)
    return Answer(
        rows=tuple(rows),
        counted=_("n is masked.")
        if total is None
        else n_("n = {n} questionnaire due.", "n = {n} questionnaires due.", total),
    )


def _contacts(tally: Tally, words: Vocabulary, horizon: int, day: date) -> dict[str, int]:
    """Contacts due by now at one horizon, by how they went."""
    counts = Counter(dict.fromkeys((*OUTCOMES, "waiting"), 0))
    for (left, since), n in tally.pairs("after").items():
        ended_on, _space, kind = left.partition(" ")
        made, _semicolon, now = since.partition(";")
        outcome = dict(one.split("=") for one in made.split(",") if one).get(str(horizon))
        if outcome:
            counts[outcome] += n
        elif (
            not now
            and _contacted(words, kind)
            and _opens(ended_on, horizon, tuple(words.follow_up_months)) <= day
        ):
            counts["waiting"] += n
    return dict(counts)


def _contacted(words: Vocabulary, kind: str) -> bool:
    known = words.exit_kinds.get(kind)
    return known is None or known.contacted


@lru_cache(maxsize=65536)  # a day of the calendar opens the same windows for everybody
def _opens(ended_on: str, horizon: int, horizons: tuple[int, ...]) -> date:
    found = windows(date.fromisoformat(ended_on), horizons)
    return next(window.opens for window in found if window.horizon == horizon)


def _sheets(
    tally: Tally, words: Vocabulary, instrument: str, wave: Wave, day: date
) -> dict[str, int]:
    """Sheets due by now for one questionnaire at one wave, by what became of them.

    One given before it was due counts, and stands for nobody else's.
    """
    made: Counter[str] = Counter()
    for (key, said), n in tally.pairs("sheet").items():
        wave_key, _space, outcome = said.rpartition(" ")
        if (key, wave_key) == (instrument, wave.key):
            made[outcome] += n
    due = sum(n for since, n in _beginnings(tally, words, wave.since) if _is_due(since, wave, day))
    return {
        "received": made["scored"] + made["unscored"], "refused": made["refused"],
        "not_given": made["not_given"],
        "waiting": due - _given_when_due(tally, words, f"{instrument} {wave.key}", wave, day),
    }  # fmt: skip


def _given_when_due(tally: Tally, words: Vocabulary, sheet: str, wave: Wave, day: date) -> int:
    """Among the supports for which a sheet is due, how many have one."""
    if wave.since is Since.ENTRY:
        days = [
            (began, n) for (key, began), n in tally.pairs("sheet_began").items() if key == sheet
        ]
    else:
        days = [
            (_asked_from(words, *ended.split(" ")), n)
            for (key, ended), n in tally.pairs("sheet_finished").items()
            if key == sheet
        ]
    return sum(n for since, n in days if since and _is_due(date.fromisoformat(since), wave, day))


def _is_due(since: date, wave: Wave, day: date) -> bool:
    return add_months(since, wave.months) <= day


def _asked_from(words: Vocabulary, ended_on: str, kind: str) -> str:
    """The last day of a support; nothing before it ended, nor after a neutralised exit."""
    known = words.exit_kinds.get(kind)
    return "" if known and known.exit_class is ExitClass.NEUTRAL else ended_on


def _beginnings(tally: Tally, words: Vocabulary, since: Since) -> Iterator[tuple[date, int]]:
    """The days that the months of a wave are counted from."""
    if since is Since.ENTRY:
        for (entered_on, _b), n in tally.pairs("began").items():
            yield date.fromisoformat(entered_on), n
        return
    for (ended_on, kind), n in tally.pairs("finished").items():
        if _asked_from(words, ended_on, kind):
            yield date.fromisoformat(ended_on), n
