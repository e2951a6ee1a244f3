"""What the lead freezes for the steering committees of the year."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from sqlite_utils import Database

from core import learnings, snapshots
from core.demo.afterwards import LEARNING
from core.demo.scene import Deed
from core.snapshots import Audience, Wish
from core.staff import Staff

# Days before the demonstration's own, names, and how many observations are quoted.
COMMITTEES = ((150, "Comité de pilotage, premier point", 1), (12, "Comité de pilotage, deuxième point", 3))  # fmt: skip


def deeds(db: Database, lead: Staff, today: date) -> Iterator[Deed]:
    """A report for each committee: the second one says what has changed since the first."""
    for days, name, quoted in COMMITTEES:
        on = today - timedelta(days=days)
        yield Deed(on, LEARNING + 1, partial(_freeze, db, name, quoted, lead, on))


def _freeze(db: Database, name: str, quoted: int, lead: Staff, on: date) -> None:
    quotes = tuple(one.id for one in learnings.quotable(db, by=lead)[:quoted])
    wish = Wish(name=name, audience=Audience.COMMITTEE, smallest=None, quotes=quotes)
    snapshots.take(db, wish, by=lead, today=on)
