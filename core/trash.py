"""The trash: a session or a note entered by mistake is thrown away whole, and comes back as it was."""

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from typing import Any

from sqlite_utils import Database

from core import audit, cohorts, notes, participants, rollups, saves
from core.errors import NotAllowed, NotFound
from core.language import N_, _
from core.permissions import Action, Role
from core.programmes import programme_of
from core.session_lists import opened
from core.staff import Staff
from core.storage import trash as store
from core.storage.database import transaction

LONGEST = 50  # lines: what is older is found through the history


class Noun(StrEnum):
    SESSION = auto()
    NOTE = auto()


NOUNS = {Noun.SESSION: N_("Session"), Noun.NOTE: N_("Note")}


@dataclass(frozen=True, kw_only=True)
class Trashed:
    """Something in the trash: what it is, of which day, who threw it away and when (UTC, ISO 8601)."""

    id: int
    noun: Noun
    title: str
    day: date
    cohort: str
    who: str
    at: str


def throw_session(
    db: Database, session_id: int, *, by: Staff, version: int, token: str | None = None
) -> int:
    """Throw a session away with its roll call and the notes taken in it. Returns its place in the trash."""
    with transaction(db):
        saves.once(db, token, by=by)
        row = opened(db, session_id, by)
        saves.same_version(row["version"], version)
        return keep_session_thrown(db, session_id, row["cohort_id"], by=by)


def keep_session_thrown(db: Database, session_id: int, cohort_id: int, *, by: Staff) -> int:
    """Throw a session away; inside the transaction of a caller who checked the right."""
    return _throw(db, Noun.SESSION, session_id, cohort_id, None, by=by)


def throw_note(
    db: Database, note_id: int, *, by: Staff, version: int, token: str | None = None
) -> int:
    """Throw a note away: its author may, and the programme lead for a note that is not private."""
    with transaction(db):
        saves.once(db, token, by=by)
        note = notes.get(db, note_id, by=by)
        person = participants.get(db, note.participant_id, by=by, to=Action.WRITE_NOTE)
        if not note.mine and by.role is not Role.LEAD:
            raise NotAllowed(_("A note is thrown away by the person who wrote it."))
        saves.same_version(note.version, version)
        return _throw(db, Noun.NOTE, note_id, person.cohort_id, person.id, by=by)


def restore(db: Database, trash_id: int, *, by: Staff, token: str | None = None) -> None:
    """Put something back as it was. Raises `NotFound` for what is not, or no longer, in the trash."""
    with transaction(db):
        saves.once(db, token, by=by)
        row = store.by_id(db, trash_id)
        if row is None or not _theirs(row, by):
            raise NotFound(_("This is not in the trash any more."))
        cohorts.get(db, row["cohort_id"], by=by, to=Action.RECORD_SESSION)
        content = json.loads(row["content"])
        store.put_back(db, row["noun"], content)
        store.restored(db, trash_id)
        _trace(db, row["noun"], row["record_id"], content, "yes", "no", by=by)
        rollups.refresh(db, row["cohort_id"])


def sessions_thrown(
    db: Database, *, by: Staff, cohort_id: int | None = None
) -> list[Trashed]:  # fmt: skip
    """Sessions in the trash, of the cohorts that `by` records for, the latest first."""
    organisation = (by.organisation_id or -1) if by.role is Role.COACH else None
    scope = {"noun": Noun.SESSION, "cohort": cohort_id, "organisation": organisation}
    return _listed(db, scope, by)


def of_participant(db: Database, participant_id: int, *, by: Staff) -> list[Trashed]:
    """What was thrown away in somebody's file and that `by` may put back, the latest first."""
    participants.get(db, participant_id, by=by, to=Action.WRITE_NOTE)
    return _listed(db, {"person": participant_id}, by)


def _throw(
    db: Database, noun: Noun, record_id: int, cohort_id: int, participant_id: int | None, *, by: Staff
) -> int:  # fmt: skip
    content = store.take_out(db, noun, record_id)
    values = {
        "noun": noun, "record_id": record_id, "cohort_id": cohort_id,
        "participant_id": participant_id, "recorded_by": by.id,
    }  # fmt: skip
    trash_id = store.keep(db, values, content)
    _trace(db, noun, record_id, content, "no", "yes", by=by)
    rollups.refresh(db, cohort_id)
    return trash_id


def _trace(
    db: Database, noun: str, record_id: int, content: store.Content, old: str, new: str, *, by: Staff
) -> None:  # fmt: skip
    """In the history of everybody concerned; of a note, never more than that it was there."""
    rows = [*content.get("attendance", ()), *content["notes"]]
    concerned = {row["participant_id"] for row in rows}
    for person in sorted(concerned) or [None]:
        audit.changed(
            db, noun, record_id, {"trashed": old}, {"trashed": new}, by=by, participant_id=person
        )
    deed = "thrown" if new == "yes" else "restored"
    audit.record(db, f"{noun}.{deed}", by=by, subject=noun, subject_id=record_id)


def _listed(db: Database, scope: dict[str, Any], by: Staff) -> list[Trashed]:
    rows = store.waiting(db, {**scope, "longest": LONGEST})
    return [_from_row(db, row) for row in rows if _theirs(row, by)]


def _theirs(row: dict[str, Any], by: Staff) -> bool:
    """A session comes back through the team; a private note through its author alone."""
    if row["noun"] == Noun.SESSION:
        return True
    (note,) = json.loads(row["content"])["notes"]
    mine = note["recorded_by"] == by.id
    return mine or (by.role is Role.LEAD and note["level"] != notes.Level.PRIVATE)


def _from_row(db: Database, row: dict[str, Any]) -> Trashed:
    content, noun = json.loads(row["content"]), Noun(row["noun"])
    if noun is Noun.SESSION:
        (session,) = content["sessions"]
        kind = programme_of(db, row["cohort_id"]).kind(session["kind"])
        title, day = session["title"] or str(kind.name), session["held_on"]
    else:
        (note,) = content["notes"]
        title, day = _("Note"), note["written_on"]
    return Trashed(
        id=row["id"], noun=noun, title=title, day=date.fromisoformat(day), cohort=row["cohort"],
        who=row["who"], at=row["recorded_at"],
    )  # fmt: skip
