"""Indicators for somebody: their cohorts only, masked before anything is drawn if they see no name."""

from collections.abc import Collection, Hashable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlite_utils import Database

from core import clock
from core.evaluation import answers, looking
from core.evaluation.asking import Choices
from core.evaluation.dimensions import FIXED, PERIOD_MEANT, SITUATION_MEANT
from core.evaluation.looking import Look
from core.evaluation.registry import INDICATORS, KEY_FIGURES
from core.evaluation.results import Indicator, Result
from core.evaluation.strictest import strictest
from core.evaluation.views import NOT_BY_PERSON, Scope, Split
from core.language import _, current
from core.staff import Staff
from core.wording import short_date

__all__ = ["Choices", "Overview", "choices", "indicator", "overview"]


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The whole dashboard on a scope.

    `groups` are what the results compare ("" without a comparison); `left_out` counts those that did
    not fit; counts below `k` are masked for this visitor (None: all are shown). The figures are those
    of `day`; `notes` say what the conditions mean and what they cannot answer.
    """

    figures: Result
    results: tuple[Result, ...]
    groups: tuple[str, ...]
    left_out: int
    k: int | None
    day: date
    notes: tuple[str, ...] = ()


def choices(db: Database, *, by: Staff, today: date | None = None) -> Choices:
    """The groups that `by` may look at. Raises `NotAllowed`."""
    return looking.choices(db, by=by, today=today or clock.today())


def overview(
    db: Database,
    scope: Scope,
    *,
    split: Split = Split.NONE,
    keys: Collection[str] | None = None,
    by: Staff,
    today: date,
) -> Overview:
    """The key figures and every indicator on a scope, or those of `keys`. Raises as `looking.look`."""
    offered = looking.choices(db, by=by, today=today)
    seen = looking.look(db, scope, split=split, by=by, today=today, offered=offered)
    whole = (
        seen
        if split is Split.NONE
        else looking.look(db, scope, by=by, today=today, offered=offered)
    )
    rest = [
        one
        for one in INDICATORS.values()
        if one is not KEY_FIGURES and (keys is None or one.key in keys)
    ]
    return Overview(
        figures=_answered(db, KEY_FIGURES, whole, scope),
        results=tuple(_answered(db, one, seen, scope) for one in rest),
        groups=tuple(group.label for group in seen.view.groups),
        left_out=seen.left_out,
        k=seen.view.k,
        day=seen.day,
        notes=tuple(_notes(seen, scope, split)),
    )


def indicator(
    db: Database,
    key: str,
    scope: Scope,
    *,
    split: Split = Split.NONE,
    k: int | None = None,
    by: Staff,
    today: date,
) -> Result:
    """One indicator on a scope. `k` masks more for a document that leaves. Raises as `overview`."""
    seen = looking.look(db, scope, split=split, k=k, by=by, today=today)
    found = _answered(db, INDICATORS[key], seen, scope)
    if k is None or not seen.fixed:
        return found
    on_screen = looking.look(db, scope, split=split, by=by, today=today)
    if on_screen.view.k == seen.view.k:
        return found
    shown = _answered(db, INDICATORS[key], on_screen, scope).answer
    return replace(found, answer=strictest(found.answer, shown))


def _answered(db: Database, one: Indicator, seen: Look, scope: Scope) -> Result:
    """An indicator's answer, worked out once for the same figures, visitor's rights and language."""
    # Everything that an answer depends on: nothing else is looked at while it is worked out.
    asked: Hashable = (
        one.key, seen.mark, scope, seen.view.groups, seen.view.k, seen.view.by_person, seen.day,
        seen.spoken, current(),
    )  # fmt: skip
    answer = answers.kept(
        db, asked if seen.mark else None, lambda: one.answer(seen.view, seen.words, seen.day)
    )
    return Result(indicator=one, answer=answer, day=seen.day)


def _notes(seen: Look, scope: Scope, split: Split) -> Iterator[str]:
    if seen.fixed:
        yield _(FIXED).format(day=short_date(seen.day))
    if scope.situation or split is Split.SITUATION:
        yield _(SITUATION_MEANT)
    if scope.period or split is Split.PERIOD:
        yield _(PERIOD_MEANT)
    if seen.view.by_person:
        yield _(NOT_BY_PERSON)
