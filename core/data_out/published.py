"""The tables that evaluators take away: fixed with the figures of the month, the same until the next ones.

Two files of different days then differ by nothing, and neither do a file and the dashboard.
"""

import json
import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from sqlite_utils import Database

from core import programmes
from core.data_out.registry import TABLES, table
from core.data_out.rows import column_names, lists, rows
from core.storage import campaigns, publications
from core.storage import data_out as store

AT_ONCE = 5000  # rows in a part: what is held in memory at a time, on the way in and out
EVERY = ""  # all forms of support together


class Fixed(NamedTuple):
    """A table ready to be kept: how many rows by form of support, how many were withheld, and its parts."""

    name: str
    campaign_id: int
    told: str
    parts: list[bytes]


def of_now(db: Database) -> list[Fixed]:
    """Every table as an evaluator may read it now; none while no campaign is open."""
    campaign = campaigns.current(db)
    if campaign is None:
        return []
    known = tuple(programmes.every_version(db))
    values = {
        "organisation": None, "cohort": None, "arm": None, "opened": "[]",
        "campaign": campaign["id"], "k": campaign["k"], **lists(known),
    }  # fmt: skip
    arms = [EVERY, *sorted({arm.key for p in known for arm in p.arms})]
    found = []
    for key, one in TABLES.items():
        names = column_names(one, evaluator=True)
        counted: Counter[str] = Counter()
        parts = []
        lines = rows(db, one, names, values, known, k=campaign["k"])
        while some := list(islice(lines, AT_ONCE)):
            counted.update(str(row[-1]) for row in some)
            counted[EVERY] += len(some)
            parts.append(zlib.compress(json.dumps(some, separators=(",", ":")).encode(), 1))
        withheld = {
            arm: store.withheld(db, key, {**values, "arm": arm or None})
            for arm in arms
            if key in store.SOURCES
        }
        told = json.dumps({"rows": counted, "withheld": withheld})
        found.append(Fixed(key, campaign["id"], told, parts))
    return found


def kept(db: Database, month: str, campaign_id: int) -> bool:
    """Whether the tables of a campaign were fixed this month."""
    return all(publications.table(db, month, key, campaign_id) is not None for key in TABLES)


def count(db: Database, month: str, key: str, campaign_id: int, arm: str | None) -> int:
    return _told(db, month, key, campaign_id, "rows").get(arm or EVERY, 0)


def withheld(db: Database, month: str, key: str, campaign_id: int, arm: str | None) -> int:
    """How many rows an evaluator was not given: of people who refused, or about health."""
    return _told(db, month, key, campaign_id, "withheld").get(arm or EVERY, 0)


def read(
    db: Database, month: str, key: str, campaign_id: int, names: tuple[str, ...], arm: str | None
) -> Iterator[tuple[Any, ...]]:
    """The rows that were fixed, with the columns named."""
    known = column_names(table(key), evaluator=True)
    places = [known.index(name) for name in names]
    for part in publications.parts(db, month, key, campaign_id):
        for *row, of in json.loads(zlib.decompress(part)):
            if arm is None or of == arm:
                yield tuple(row[place] for place in places)


def _told(db: Database, month: str, key: str, campaign_id: int, what: str) -> dict[str, int]:
    told = publications.table(db, month, key, campaign_id)
    return dict(json.loads(told)[what]) if told else {}
