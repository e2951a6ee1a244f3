"""Figures by month and form of support, masked for those who see no name."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlite_utils import Database

from core.data_out.values import ALL_ARMS
from core.evaluation.disclosure import mask_tree
from core.storage import data_out as store

PEOPLE = ("entries", "exits", "seen", "attended", "validated")
MEASURES = ("entries", "exits", "sessions", "workshops", "minutes", "seen", "attended", "validated")
MINUTES_AN_HOUR = 60

Counts = dict[str, dict[str, int]]  # form of support, then month


def rows(
    db: Database,
    values: Mapping[str, Any],
    *,
    collective: Iterable[str],
    k: int | None = None,
    arm: str | None = None,
) -> Iterator[tuple[Any, ...]]:
    """The rows of the table, oldest month first; with `k` small numbers of people are None.

    Masked over everything that `values` lets be read, whatever `arm` is then chosen: the files of two
    choices cannot be compared to find out more.
    """
    found: dict[str, Counts] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for measure, month, of, n in store.by_month(
        db, {**values, "collective": json.dumps(list(collective))}
    ):
        found[measure][of][month] += n
        found[measure][ALL_ARMS][month] += n
    months = sorted({month for arms in found.values() for m in arms.values() for month in m})
    arms = sorted({one for counts in found.values() for one in counts} - {ALL_ARMS})
    shown = {
        measure: _shown(found[measure], arms, months, k if measure in PEOPLE else None)
        for measure in MEASURES
    }
    for month in months:
        for one in [arm] if arm else [*arms, ALL_ARMS]:
            numbers = {measure: shown[measure].get(one, {}).get(month, 0) for measure in MEASURES}
            minutes = numbers.pop("minutes") or 0
            hours = round(minutes / MINUTES_AN_HOUR, 2)
            yield (
                month, one, numbers["entries"], numbers["exits"], numbers["sessions"],
                numbers["workshops"], hours, numbers["seen"], numbers["attended"],
                numbers["validated"],
            )  # fmt: skip


def _shown(
    counts: Counts, arms: Iterable[str], months: Iterable[str], k: int | None
) -> Mapping[str, Mapping[str, int | None]]:
    if k is None:
        return counts
    groups = [*arms, ALL_ARMS]
    full = {group: {month: counts[group][month] for month in months} for group in groups}
    parents = {group: ALL_ARMS if group != ALL_ARMS else None for group in groups}
    return mask_tree(full, parents, k)
