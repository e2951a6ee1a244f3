"""What somebody is typing and has not saved yet: kept for them alone until they save it or put it aside."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto

from sqlite_utils import Database

from core import participants
from core.permissions import Action
from core.staff import Staff
from core.storage import drafts as store
from core.storage.database import transaction
from core.wording import clean

LONGEST = 20_000  # signs
KEPT = timedelta(days=90)  # a draft left aside for longer goes with the next one


class Kind(StrEnum):
    """What the text will become."""

    PLAN = auto()
    COMMENT = auto()
    NOTE = auto()
    FEEDBACK = auto()
    ANSWERS = auto()


# Whoever may save the text may keep a draft of it.
RIGHTS = {
    Kind.PLAN: Action.WRITE_PLAN,
    Kind.COMMENT: Action.COMMENT_PLAN,
    Kind.NOTE: Action.WRITE_NOTE,
    Kind.FEEDBACK: Action.GIVE_FEEDBACK,
    Kind.ANSWERS: Action.RECORD_ANSWERS,
}


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a text is typed: what it will become, about whom, in which field."""

    kind: Kind
    participant_id: int
    field: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}/{self.participant_id}/{self.field}"


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A text that was not saved, the version of the record it was typed over, and when (UTC)."""

    body: str
    version_seen: int
    saved_at: str


def keep(
    db: Database, place: Place, body: str, *, version_seen: int = 0, by: Staff, now: datetime
) -> None:
    """Keep what `by` is typing; an empty text leaves no draft.

    No history and no audit: nothing has been decided yet, and nobody else ever reads it.
    Raises `NotFound` or `NotAllowed` for somebody out of reach.
    """
    participants.get(db, place.participant_id, by=by, to=RIGHTS[place.kind])
    text = clean(body, longest=LONGEST)
    with transaction(db):
        store.remove_older(db, (now - KEPT).isoformat(), staff_id=by.id)
        if not text:
            store.remove(db, [place.key], staff_id=by.id)
            return
        store.put(
            db, place.key, staff_id=by.id, participant_id=place.participant_id, body=text,
            version_seen=version_seen,
        )  # fmt: skip


def found(db: Database, places: Iterable[Place], *, by: Staff) -> dict[Place, Draft]:
    """The drafts that `by` left in these places, and nobody else's."""
    asked = {place.key: place for place in places}
    for person, kind in {(place.participant_id, place.kind) for place in asked.values()}:
        participants.get(db, person, by=by, to=RIGHTS[kind])
    return {
        asked[row["key"]]: Draft(
            body=row["body"], version_seen=row["version_seen"], saved_at=row["saved_at"]
        )
        for row in store.of(db, list(asked), staff_id=by.id)
    }


def clear(db: Database, places: Iterable[Place], *, by: Staff) -> None:
    """Forget one's own drafts: their text has been saved, or put aside."""
    with transaction(db):
        store.remove(db, [place.key for place in places], staff_id=by.id)
