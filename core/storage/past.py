"""Writing a file as if on other days: the moments that it keeps by itself are then those of a story."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlite_utils import Database


class Past:
    """What the file's clock shows until it is set again."""

    def __init__(self) -> None:
        self.instant = ""
        self._plain = sqlite3.connect(":memory:")

    def set(self, at: datetime) -> None:
        """`at` is in UTC; the form is that of the schema's defaults."""
        self.instant = at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"

    def strftime(self, pattern: str, moment: str) -> str:
        if moment == "now":
            return self.instant
        (said,) = self._plain.execute("SELECT strftime(?, ?)", [pattern, moment]).fetchone()
        return str(said)


@contextmanager
def living_in(db: Database) -> Iterator[Past]:
    """Inside the block the file's own clock is the one given; for demonstration files only.

    The schema's defaults call `strftime`, which is replaced on this connection alone. They may call a
    function of ours only while the schema is trusted: it is our own, just created.
    """
    past = Past()
    db.execute("PRAGMA trusted_schema=ON")
    db.conn.create_function("strftime", 2, past.strftime)
    try:
        yield past
    finally:
        db.conn.create_function("strftime", 2, None)
        db.execute("PRAGMA trusted_schema=OFF")
