"""Reviews: after a change of place one meets again within ten days; an interview does it, or a word by hand."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from core import audit, participants, programmes, saves
from core.errors import InvalidInput, NotFound
from core.language import _
from core.permissions import Action
from core.place_change_parts import Change, Transition
from core.staff import Staff
from core.storage import place_changes as store
from core.storage.database import transaction
from core.wording import clean

LONGEST_NOTE = 300  # signs


@dataclass(frozen=True, kw_only=True)
class Review:
    """A review to do by a day. `met_on` is the first interview since the change, which did it."""

    id: int
    cause: Change
    since: date
    due_on: date
    done_on: date | None
    note: str
    met_on: date | None
    version: int

    @property
    def day_done(self) -> date | None:
        return self.done_on or self.met_on


def keep(
    db: Database, participant_id: int, change_id: int, transition: Transition, *, by: Staff
) -> None:
    """Keep the review that a change asks for; inside its transaction."""
    if transition.review_on is None:
        return
    values = {
        "cause": transition.change,
        "since": (transition.returns_on or transition.starts_on).isoformat(),
        "due_on": transition.review_on.isoformat(),
    }
    review_id = store.insert_review(
        db,
        {
            "participant_id": participant_id,
            "change_id": change_id,
            **values,
            "recorded_by": by.id,
        },
    )
    audit.changed(
        db, "review", review_id, {}, {"due_on": transition.review_on}, by=by,
        participant_id=participant_id,
    )  # fmt: skip


def throw(db: Database, change_id: int, *, by: Staff) -> None:
    """Put the review of a change taken back in the trash, inside its transaction."""
    row = store.review_of_change(db, change_id)
    if row is not None:
        store.throw_review(db, row["id"])
        audit.changed(
            db, "review", row["id"], {"trashed": "no"}, {"trashed": "yes"}, by=by,
            participant_id=row["participant_id"],
        )  # fmt: skip


def done(
    db: Database, review_id: int, *, on: date, note: str = "", by: Staff, today: date, version: int,
    token: str | None = None,
) -> None:  # fmt: skip
    """Write down that the review took place, seen at its `version`. Raises `StaleRecord`, `InvalidInput`."""
    row = _row(db, review_id, by=by)
    if not date.fromisoformat(row["since"]) <= on <= today:
        raise InvalidInput(_("The review took place after the change, and not in the future."))
    values = {"done_on": on.isoformat(), "note": clean(note, longest=LONGEST_NOTE) or None}
    with transaction(db):
        saves.once(db, token, by=by)
        row = _row(db, review_id, by=by)
        saves.same_version(row["version"], version, theirs=row["note"] or "", yours=note)
        store.update_review(db, review_id, values)
        audit.changed(db, "review", review_id, row, values, by=by, participant_id=row["participant_id"])  # fmt: skip
        audit.record(db, "review.done", by=by, subject="participant", subject_id=row["participant_id"])  # fmt: skip


def of(db: Database, participant_id: int, *, by: Staff) -> list[Review]:
    """Somebody's reviews, latest first."""
    person = participants.get(db, participant_id, by=by, to=Action.READ_JOURNEY)
    return [
        Review(
            id=row["id"], cause=Change(row["cause"]), since=date.fromisoformat(row["since"]),
            due_on=date.fromisoformat(row["due_on"]), done_on=_day(row["done_on"]),
            note=row["note"] or "", met_on=_day(row["met_on"]), version=row["version"],
        )
        for row in store.reviews(db, person.id, programmes.interviews(db))
    ]  # fmt: skip


def _row(db: Database, review_id: int, *, by: Staff) -> dict[str, Any]:
    row = store.review(db, review_id)
    if row is None or row["trashed_at"]:
        raise NotFound(_("This review is not in your follow-up."))
    participants.get(db, row["participant_id"], by=by, to=Action.RECORD_SESSION)
    return row


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
