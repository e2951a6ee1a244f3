"""What those who see no name read: fixed on a day of the month, the same until the next month.

Figures, tables that leave, the crossing of two days and the sizes of cohorts are fixed at one moment: two
looks, before and after somebody enters, then differ by nothing, whatever is held against what.
"""

import json
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from sqlite_utils import Database

from core.data_out import published
from core.evaluation import thresholds
from core.evaluation.dimensions import quarters
from core.evaluation.views import Crowd, Tally
from core.storage import crossing as crossings
from core.storage import evaluation as store
from core.storage import publications
from core.storage.data_out import one_moment
from core.storage.database import transaction

LEAST_TIMES = 4  # times k: the people of a cohort that those who see no name look at by itself
FEW_COHORTS = 60  # beyond, nobody works out who is where from the dates of the cohorts
CROSSING, SESSIONS = "crossing", "cohorts"  # the names they are kept under, beside the tables
KEPT = 4  # crowds in memory: one for each file and month, with nothing in it but counts

Counts = list[list[Any]]


@dataclass(frozen=True, kw_only=True)
class Publication:
    """Counts fixed on a day; `mark` tells them from any others."""

    fixed_on: date
    mark: str
    crowd: Crowd


_CROWDS: dict[str, Crowd] = {}


def of_month(db: Database, today: date) -> Publication:
    """The figures of this month, fixed today if nobody asked before."""
    month = today.isoformat()[:7]
    kept = publications.of(db, month)
    if kept is None:
        _fix(db, month, today)
        kept = publications.of(db, month)
    assert kept is not None  # it has just been written
    fixed_on, mark = kept
    crowd = _remembered(mark, lambda: json.loads(zlib.decompress(publications.content(db, month))))
    return Publication(fixed_on=date.fromisoformat(fixed_on), mark=mark, crowd=crowd)


def compared_days(today: date) -> tuple[date, date]:
    """The two days that those who see no name compare: half a year apart, the first days of quarters."""
    offered = quarters(today)
    return offered[2], offered[0]


def crossed(db: Database, today: date) -> list[tuple[str, str, int]]:
    """Stages on the two days that were compared when the figures of this month were fixed."""
    of_month(db, today)
    (packed,) = publications.parts(db, today.isoformat()[:7], CROSSING)
    return [(before, later, n) for before, later, n in json.loads(zlib.decompress(packed))]


def sessions_of(db: Database, cohort_id: int, today: date) -> Tally:
    """What was counted of a cohort and of nobody in it when the figures of this month were fixed."""
    of_month(db, today)
    (packed,) = publications.parts(db, today.isoformat()[:7], SESSIONS)
    lines = json.loads(zlib.decompress(packed))
    return Tally({(measure, a, b): n for cohort, measure, a, b, n in lines if cohort == cohort_id})


def with_tables(db: Database, campaign_id: int, today: date) -> Publication:
    """The figures of this month, fixed with the tables of a campaign."""
    found = of_month(db, today)
    if published.kept(db, today.isoformat()[:7], campaign_id):
        return found
    with _writing(db):
        publications.forget(db)
    return of_month(db, today)


def live(db: Database, *, organisation_id: int | None, cohorts: Collection[int] | None) -> Crowd:
    """The counts of now, each of `cohorts` by itself (None: every one): for a document of the team."""
    counts = _counts(db, cohorts, organisation_id)
    # A report asks the same of every indicator, in two languages: what was masked once stays masked so.
    mark = sha256(json.dumps(counts, separators=(",", ":")).encode()).hexdigest()
    return _remembered(mark, lambda: counts)


def _fix(db: Database, month: str, today: date) -> None:
    first, second = compared_days(today)
    everybody = {"first": first.isoformat(), "second": second.isoformat()}
    with _one_moment(db):
        least = LEAST_TIMES * thresholds.of(db).inside
        cohorts: list[int] | None = None if publications.smallest_cohort(db) >= least else []
        content = _packed(_counts(db, cohorts, None))
        crossing = _packed(crossings.crossed(db, everybody))
        sessions = _packed(publications.of_nobody(db))
        tables = published.of_now(db)
    mark = sha256(content).hexdigest()
    with _writing(db):  # read before: nobody waits for the reading
        if publications.keep(db, month, today.isoformat(), mark, content):
            publications.keep_table(db, month, CROSSING, None, "", [crossing])
            publications.keep_table(db, month, SESSIONS, None, "", [sessions])
            for one in tables:
                publications.keep_table(db, month, *one)


def _packed(content: object) -> bytes:
    return zlib.compress(json.dumps(content, separators=(",", ":")).encode())


@contextmanager
def _one_moment(db: Database) -> Iterator[None]:
    if db.conn.in_transaction:
        yield
        return
    with one_moment(db):
        yield


@contextmanager
def _writing(db: Database) -> Iterator[None]:
    if db.conn.in_transaction:
        yield
        return
    with transaction(db):
        yield


def _counts(db: Database, cohorts: Collection[int] | None, organisation_id: int | None) -> Counts:
    """Everybody, divided in several ways: each a list of units, each a list of groups and of counts.

    Whoever reads the list of cohorts knows which form of support is in which territory, and when each
    cohort began: where cohorts are few, these divide people together. Beyond, periods stand apart.
    """
    few = len(store.cohorts_to_count(db)) <= FEW_COHORTS
    units = publications.units(db, cohorts=cohorts, periods=few, organisation_id=organisation_id)
    divisions = [[[groups, _lines(sums)] for groups, sums in units]]
    for dimension in ("situation",) if few else ("situation", "period"):
        found = (
            store.of_cohorts(db, dimension, organisation_id=organisation_id)
            if (organisation_id is not None)
            else store.of_groups(db, dimension)
        )
        divisions.append([[[f"{dimension}:{key}"], _lines(sums)] for key, sums in found.items()])
    return divisions


def _remembered(mark: str, counts: Callable[[], Counts]) -> Crowd:
    """The crowd of these counts, made once while it is among the latest asked for."""
    if mark not in _CROWDS:
        crowd = _crowd(counts())
        while len(_CROWDS) >= KEPT:
            _CROWDS.pop(next(iter(_CROWDS)))
        _CROWDS[mark] = crowd
    return _CROWDS[mark]


def _crowd(divisions: Counts) -> Crowd:
    return Crowd(
        [[(tuple(groups), Tally(_sums(lines))) for groups, lines in units] for units in divisions]
    )


def _lines(sums: store.Sums) -> list[list[str | int]]:
    return [[*key, n] for key, n in sums.items()]


def _sums(lines: list[list[str | int]]) -> store.Sums:
    return {(str(measure), str(a), str(b)): int(n) for measure, a, b, n in lines}
