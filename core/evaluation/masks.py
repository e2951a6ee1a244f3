"""What was masked once stays as it was: kept beside the published counts, for every process and restart.

Working a mask out takes seconds among many groups; and two processes that chose other cells to hide would
together show what each of them hides.
"""

import json
from dataclasses import dataclass
from hashlib import sha256

from sqlite_utils import Database

from core.evaluation.joint import Shown
from core.storage import published_masks as store
from core.storage.database import transaction

METHOD = 1  # raised with the way of masking: what was kept before is worked out anew


@dataclass(frozen=True)
class Masks:
    """The masks kept with the counts that have this fingerprint."""

    db: Database
    fingerprint: str

    def read(self, asked: object) -> Shown | None:
        """What is shown in answer to a question, if it was ever asked."""
        kept = store.shown(self.db, self.fingerprint, _question(asked))
        return json.loads(kept) if kept else None

    def keep(self, asked: object, shown: Shown) -> Shown:
        """Keep an answer; if somebody was quicker, theirs is the one that holds."""
        question = _question(asked)
        if self.db.conn.in_transaction:
            store.keep(self.db, self.fingerprint, question, json.dumps(shown))
        else:
            with transaction(self.db):
                store.keep(self.db, self.fingerprint, question, json.dumps(shown))
        return self.read(asked) or shown


def _question(asked: object) -> str:
    return sha256(f"{METHOD} {asked!r}".encode()).hexdigest()
