"""Two or three facts that the team keeps in sight under somebody's name: "speaks Portuguese too"."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from core import audit, participants, saves
from core.errors import InvalidInput, NotFound
from core.language import _
from core.permissions import Action
from core.staff import Staff
from core.storage import pinned_facts as store
from core.storage.database import transaction
from core.wording import clean

MOST = 3
LONGEST = 80  # signs


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A fact as it is kept; the whole team reads it, nothing of it enters a document."""

    id: int
    body: str
    who: str
    version: int


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of the form: a fact that was shown with its version, or a new one; empty, it is taken down."""

    body: str
    id: int | None = None
    version: int = 0


def of(db: Database, participant_id: int, *, trash: bool = False, by: Staff) -> list[Fact]:
    """What is pinned on somebody, in the order in which it was, or what is in the trash."""
    participants.get(db, participant_id, by=by, to=Action.READ_NOTES)
    return [_fact(row) for row in store.of(db, participant_id, trashed=trash)]


def save(
    db: Database, participant_id: int, lines: Sequence[Line], *, by: Staff, token: str | None = None
) -> None:
    """Keep all the lines or none: pin the new ones, correct those that changed, take down the emptied ones.

    Facts that no line names stay as they are. Raises `InvalidInput` or `StaleRecord`.
    """
    participants.get(db, participant_id, by=by, to=Action.WRITE_NOTE)
    with transaction(db):
        saves.once(db, token, by=by)
        for line in lines:
            body = clean(" ".join(line.body.split()), longest=LONGEST)
            if line.id is None and body:
                _pin(db, participant_id, body, by=by)
            elif line.id is not None:
                _settle(db, _row(db, line.id, participant_id), body, line.version, by=by)
        _room(db, participant_id)


def restore(db: Database, fact_id: int, *, by: Staff, token: str | None = None) -> None:
    """Take a fact out of the trash, where there is room for it."""
    row = _row(db, fact_id)
    participants.get(db, row["participant_id"], by=by, to=Action.WRITE_NOTE)
    with transaction(db):
        saves.once(db, token, by=by)
        row = _row(db, fact_id)
        if row["trashed_at"] is not None:
            _throw(db, row, trashed=False, by=by)
        _room(db, row["participant_id"])


def _pin(db: Database, participant_id: int, body: str, *, by: Staff) -> None:
    fact_id = store.add(db, participant_id=participant_id, body=body, recorded_by=by.id)
    audit.changed(db, "fact", fact_id, {}, {"body": body}, by=by, participant_id=participant_id)
    audit.record(db, "fact.pinned", by=by, subject="fact", subject_id=fact_id)


def _settle(db: Database, row: dict[str, Any], body: str, version: int, *, by: Staff) -> None:
    shown = "" if row["trashed_at"] else row["body"]
    if body == shown:
        return
    saves.same_version(row["version"], version, theirs=shown, yours=body)
    if not body:
        _throw(db, row, trashed=True, by=by)
        return
    store.change(db, row["id"], {"body": body})
    person = row["participant_id"]
    audit.changed(db, "fact", row["id"], row, {"body": body}, by=by, participant_id=person)
    audit.record(db, "fact.changed", by=by, subject="fact", subject_id=row["id"])


def _throw(db: Database, row: dict[str, Any], *, trashed: bool, by: Staff) -> None:
    store.throw(db, row["id"], trashed=trashed)
    old, new = ({"trashed": "yes" if thrown else "no"} for thrown in (not trashed, trashed))
    audit.changed(db, "fact", row["id"], old, new, by=by, participant_id=row["participant_id"])
    event = "fact.thrown" if trashed else "fact.restored"
    audit.record(db, event, by=by, subject="fact", subject_id=row["id"])


def _room(db: Database, participant_id: int) -> None:
    if len(store.of(db, participant_id, trashed=False)) > MOST:
        raise InvalidInput(
            _("{most} facts at most stay in sight: empty a line first.").format(most=MOST)
        )


def _row(db: Database, fact_id: int, participant_id: int | None = None) -> dict[str, Any]:
    row = store.by_id(db, fact_id)
    if row is None or participant_id not in (None, row["participant_id"]):
        raise NotFound(_("This fact is not in your follow-up."))
    return row


def _fact(row: dict[str, Any]) -> Fact:
    return Fact(id=row["id"], body=row["body"], who=row["who"], version=row["version"])
