"""How long the server is busy with a page or a document, without a browser."""

import gc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.places import COACH, LEAD, PLACES, marks, person
from benchmarks.visiting import Visit, opened
from core import clock, exports, search
from core.language import Language

ROUNDS = 9
# Found at once, found among many, with a slip of the keyboard, and nobody: the last looks everywhere.
TYPED = ("an", "karim benali", "kariim", "zzzzzzzz")


def milliseconds(deed: Callable[[], Any], rounds: int = ROUNDS) -> float:
    """The median of several rounds; one before them fills what is kept in memory."""
    deed()
    times = []
    for _ in range(rounds):
        start = perf_counter()
        deed()
        times.append((perf_counter() - start) * 1000)
    return median(times)


def pages(file: Path, rounds: int = ROUNDS) -> list[dict[str, Any]]:
    """For each page, the median time of a visit; the start-up heap frozen, as the launcher does."""
    rows = []
    with opened(file) as db:
        known = marks(db)
        for place in PLACES:
            visit = Visit(db, place, known)
            gc.collect()
            gc.freeze()
            rows.append({"page": place.name, "ms": milliseconds(visit.open, rounds)})
    return rows


def documents(file: Path, rounds: int = ROUNDS) -> list[dict[str, Any]]:
    """The three Word files, from the tracker to their bytes."""
    with opened(file) as db:
        coach, known = person(db, COACH), marks(db)
        one, cohort = int(known["person_id"]), int(known["cohort"])
        common: dict[str, Any] = {"by": coach, "today": clock.today(), "language": Language.FRENCH}
        deeds: dict[str, Callable[[], bytes]] = {
            "Plan d'affaires": lambda: exports.plan_as_word(db, one, **common),
            "Bilan individuel": lambda: exports.summary_as_word(db, one, **common),
            "Bilan de cohorte": lambda: exports.cohort_as_word(db, cohort, **common),
        }
        return [
            {"document": name, "ms": milliseconds(deed, rounds), "bytes": len(deed())}
            for name, deed in deeds.items()
        ]


def searches(file: Path, rounds: int = ROUNDS) -> list[dict[str, Any]]:
    """What is answered while a name is typed, to a coach and among everybody."""
    rows = []
    with opened(file) as db:
        for login in (COACH, LEAD):
            for words in TYPED:
                deed = partial(search.find, db, words, by=person(db, login))
                rows.append({"search": f"{words}, {login}", "ms": milliseconds(deed, rounds)})
    return rows
