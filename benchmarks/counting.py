"""What a page asks of the tracker, counted and not timed: the same on any machine, however busy."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from benchmarks.places import PLACES, marks
from benchmarks.visiting import Visit, opened
from core import tracker
from core.storage.database import connect

STEP = 100  # instructions of SQLite between two looks


@dataclass
class Work:
    """Connections opened, statements run (pragmas left out), hundreds of instructions of SQLite."""

    openings: int = 0
    hundreds: int = 0
    said: list[str] = field(default_factory=list)

    @property
    def statements(self) -> int:
        return len(self.said)

    def _heard(self, statement: str) -> None:
        if not statement.startswith(("PRAGMA", "--")):
            self.said.append(" ".join(statement.split()))

    def _stepped(self) -> int:
        self.hundreds += 1
        return 0

    def watch(self, path: Path | str) -> Database:
        """`connect`, listened to."""
        db = connect(path)
        self.openings += 1
        db.conn.set_trace_callback(self._heard)
        db.conn.set_progress_handler(self._stepped, STEP)
        return db


@contextmanager
def counted() -> Iterator[Work]:
    """Count what is asked of the tracker inside, by whoever opens it the house's way."""
    work = Work()
    kept, tracker.connect = tracker.connect, work.watch  # type: ignore[attr-defined]
    try:
        yield work
    finally:
        tracker.connect = kept  # type: ignore[attr-defined]


def count(file: Path) -> list[dict[str, Any]]:
    """For each page: openings, statements, thousands of instructions, the statement most often repeated."""
    rows = []
    with opened(file) as db:
        known = marks(db)
        for place in PLACES:
            visit = Visit(db, place, known)
            visit.open()  # what is kept in memory is there, as on any server after its first visitor
            with counted() as work:
                visit.open()
            repeated = max(work.said, key=work.said.count)
            rows.append(
                {
                    "page": place.name,
                    "openings": work.openings,
                    "statements": work.statements,
                    "thousands": round(work.hundreds * STEP / 1000, 1),
                    "twice": work.said.count(repeated),
                    "repeated": repeated[:100],
                }
            )
    return rows
