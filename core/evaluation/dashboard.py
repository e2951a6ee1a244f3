"""Indicators for somebody: their cohorts only, masked before anything is drawn if they see no name."""

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from core.evaluation import looking
from core.evaluation.looking import choices
from core.evaluation.registry import INDICATORS, KEY_FIGURES
from core.evaluation.results import Indicator, Result
from core.evaluation.views import Scope, Split, View
from core.evaluation.words import Vocabulary
from core.staff import Staff

__all__ = ["Overview", "choices", "indicator", "overview"]


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The whole dashboard on a scope.

    `groups` are what the results compare ("" without a comparison); `left_out` counts those that did
    not fit; counts below `k` are masked for this visitor (None: all are shown).
    """

    figures: Result
    results: tuple[Result, ...]
    groups: tuple[str, ...]
    left_out: int
    k: int | None


def overview(
    db: Database, scope: Scope, *, split: Split = Split.NONE, by: Staff, today: date
) -> Overview:
    """Every indicator on a scope. Raises `NotAllowed`, and `NotFound` for a cohort that is not theirs."""
    words = looking.words(db)
    view, left_out = looking.look(db, scope, split=split, by=by)
    whole = view if split is Split.NONE else looking.look(db, scope, by=by)[0]
    return Overview(
        figures=_answered(KEY_FIGURES, whole, words, today),
        results=tuple(
            _answered(one, view, words, today)
            for one in INDICATORS.values()
            if one is not KEY_FIGURES
        ),
        groups=tuple(group.label for group in view.groups),
        left_out=left_out,
        k=view.k,
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
    view, _left_out = looking.look(db, scope, split=split, k=k, by=by)
    return _answered(INDICATORS[key], view, looking.words(db), today)


def _answered(one: Indicator, view: View, words: Vocabulary, today: date) -> Result:
    return Result(indicator=one, answer=one.answer(view, words, today), day=today)
