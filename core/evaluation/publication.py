"""The figures that those who see no name read: fixed on a day of the month, the same until the next month.

Two looks, before and after somebody enters, then differ by nothing.
"""

import json
import zlib
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlite_utils import Database

from core.evaluation.views import Crowd, Tally
from core.storage import evaluation as store
from core.storage import publications
from core.storage.database import transaction

MOST_COHORTS = 60  # looked at one by one; beyond, those who see no name look at larger groups
KEPT = 4  # crowds in memory: one for each file and month, with nothing in it but counts

Division = list[tuple[tuple[str, ...], Tally]]


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
    if mark not in _CROWDS:
        while len(_CROWDS) >= KEPT:
            _CROWDS.pop(next(iter(_CROWDS)))
        _CROWDS[mark] = _thawed(publications.content(db, month))
    return Publication(fixed_on=date.fromisoformat(fixed_on), mark=mark, crowd=_CROWDS[mark])


def live(db: Database, *, organisation_id: int | None, cohorts: list[int] | None) -> Crowd:
    """The counts of now, each of `cohorts` by itself (None: every one): for a document of the team."""
    found = store.units(db, cohorts=cohorts, organisation_id=organisation_id)
    by_situation = store.of_cohorts(db, "situation", organisation_id=organisation_id)
    return _crowd(found, by_situation)


def _fix(db: Database, month: str, today: date) -> None:
    many = len(store.cohorts_to_count(db)) > MOST_COHORTS
    units = store.units(db, cohorts=[] if many else None)
    situations = store.of_groups(db, "situation")
    content = json.dumps(
        {
            "units": [[groups, _lines(sums)] for groups, sums in units],
            "situations": [[key, _lines(sums)] for key, sums in situations.items()],
        },
        separators=(",", ":"),
    ).encode()
    row = (month, today.isoformat(), sha256(content).hexdigest(), zlib.compress(content))
    if db.conn.in_transaction:
        publications.keep(db, *row)
    else:
        with transaction(db):
            publications.keep(db, *row)


def _thawed(content: bytes) -> Crowd:
    kept = json.loads(zlib.decompress(content))
    return _crowd(
        [(tuple(groups), _sums(lines)) for groups, lines in kept["units"]],
        {key: _sums(lines) for key, lines in kept["situations"]},
    )


def _crowd(
    units: list[tuple[tuple[str, ...], store.Sums]], situations: dict[str, store.Sums]
) -> Crowd:
    by_place: Division = [
        (
            tuple(
                f"{dimension}:{key}"
                for dimension, key in zip(
                    ("cohort", "arm", "territory", "period"), keys, strict=True
                )
                if key
            ),
            Tally(sums),
        )
        for keys, sums in units
    ]
    return Crowd(
        [by_place, [((f"situation:{key}",), Tally(sums)) for key, sums in situations.items()]]
    )


def _lines(sums: store.Sums) -> list[list[str | int]]:
    return [[*key, n] for key, n in sums.items()]


def _sums(lines: list[list[str | int]]) -> store.Sums:
    return {(str(measure), str(a), str(b)): int(n) for measure, a, b, n in lines}
