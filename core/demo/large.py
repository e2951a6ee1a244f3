"""Large demonstration files to measure with: the same size, seed and day make the same tables."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from random import Random
from typing import TypeVar

from sqlite_utils import Database

from core import demonstration, programmes, rollups, tracker
from core.demo.cast import Author, Group
from core.demo.crowd import PairOfAssociations, Words, open_accounts, open_pair
from core.demo.drafts import drafted
from core.demo.gatherings import hold_workshops, meet
from core.demo.house import ready
from core.demo.lives import PATHS, enter
from core.demo.rows import Days, Pile
from core.demo.tales import read
from core.language import DEFAULT, _, speaking
from core.programmes import KeptProgramme
from core.storage.bulk import date_migrations, filling
from core.storage.database import transaction
from core.storage.past import living_in


class Size(StrEnum):
    S = "S"
    M = "M"
    L = "L"


PEOPLE = {Size.S: 200, Size.M: 5_000, Size.L: 100_000}
SMALLEST, LARGEST = 8, 15  # people in a cohort
PEOPLE_OF_A_PAIR = 40
COHORTS_AT_ONCE = 250  # written in one transaction
# Those of the demonstration's coach: all open, about forty people.
OWN_COHORTS = ((330, 12), (245, 11), (160, 9), (75, 8))
CLOSED_AFTER = 560  # days

T = TypeVar("T")
Watched = Callable[[Iterable[T], int, str], Iterable[T]]


def make(
    path: Path, size: Size, *, seed: int, today: date, watch: Watched[int] | None = None
) -> Path:
    """Make a file of this size, whole or not at all, and return where it is.

    `watch` is given what is to be done, its number and its name, and hands it on: a progress bar.
    Raises `UnusableTracker` if there is already a file.
    """
    with drafted(path) as draft:
        tracker.create(draft)
        with tracker.open_tracker(draft) as db, speaking(DEFAULT):
            _fill(db, PEOPLE[size], seed, today, watch or (lambda items, _number, _name: items))
    return path


def _fill(db: Database, people: int, seed: int, today: date, watch: Watched[int]) -> None:
    sizes = list(_sizes(people, Random(f"sizes {seed}")))
    with filling(db):
        with living_in(db) as past:
            past.set(datetime.combine(today - timedelta(days=Days.FARTHEST), time(12), UTC))
            date_migrations(db, past.instant)
            kept = programmes.load_delivered(db)[0]
        with transaction(db):
            demonstration.show(db, ready(read("house")))
        _write(db, kept, sizes, seed, today, watch)
        cohorts = range(1, len(sizes) + 1)
        for cohort_id in watch(cohorts, len(sizes), _("Counting")):
            with transaction(db):
                rollups.refresh(db, cohort_id)


def _write(
    db: Database,
    kept: KeptProgramme,
    sizes: list[int],
    seed: int,
    today: date,
    watch: Watched[int],
) -> None:
    author = Author(
        pile=Pile(),
        words=Words.delivered(today),
        days=Days(today),
        rng=Random(f"lives {seed}"),
        programme=kept.programme,
        evidence={
            milestone.key: milestone.answers[0].key if milestone.answers else str(milestone.evidence)
            for milestone in kept.programme.milestones
        },
    )  # fmt: skip
    open_accounts(author.pile, author.days)
    pair, followed, pairs = None, 0, 0
    prisons: dict[str, list[int]] = {}
    for cohort_id in watch(range(1, len(sizes) + 1), len(sizes), _("Writing")):
        own = cohort_id <= len(OWN_COHORTS)
        if pair is None or (not own and (followed >= PEOPLE_OF_A_PAIR or pairs == 1)):
            pair = open_pair(author.pile, author.words, author.days, author.rng, pairs, prisons)
            pairs, followed = pairs + 1, 0
        people = sizes[cohort_id - 1]
        _cohort(author, kept, pair, cohort_id, people)
        followed += people
        if cohort_id % COHORTS_AT_ONCE == 0:
            author.pile.write(db)
    author.pile.write(db)


def _cohort(
    author: Author, kept: KeptProgramme, pair: PairOfAssociations, cohort_id: int, people: int
) -> None:
    """A cohort with everybody in it."""
    own = cohort_id <= len(OWN_COHORTS)
    starts = OWN_COHORTS[cohort_id - 1][0] if own else author.between(60, 900)
    closed = starts > CLOSED_AFTER
    group = Group(
        id=author.pile.next_id("cohorts"),
        prefix=_letters(cohort_id),
        path=list(PATHS)[(0, 0, 1, 0, 2)[cohort_id % 5]],
        starts=starts,
        closed=closed,
        pair=pair,
        workshops=[],
    )
    arms = kept.programme.arms
    ends = starts - 420
    author.pile.add(
        "cohorts", group.id, f"{pair.territory} {cohort_id:04d}", group.prefix, kept.id,
        arms[author.between(0, len(arms) - 1)].key, pair.territory, author.days[starts],
        author.days[max(ends, -author.days.LAST)], author.days[max(ends - 20, 1)] if closed else None,
        people,
    )  # fmt: skip
    author.pile.add("cohort_organisations", group.id, pair.business, "business")
    author.pile.add("cohort_organisations", group.id, pair.justice, "justice")
    hold_workshops(author, group)
    for number in range(1, people + 1):
        meet(author, group, enter(author, group, number))


def _sizes(people: int, rng: Random) -> Iterator[int]:
    """How many people each cohort has; their sum is exactly `people`."""
    for _starts, size in OWN_COHORTS:
        people -= size
        yield size
    while people > LARGEST + SMALLEST:
        size = rng.randint(SMALLEST, LARGEST)
        people -= size
        yield size
    if people > LARGEST:
        yield people // 2
        people -= people // 2
    yield people


def _letters(number: int) -> str:
    """A prefix of codes: AAAB, AAAC, …"""
    letters = ""
    for _place in range(4):
        number, at = divmod(number, 26)
        letters = chr(ord("A") + at) + letters
    return letters
