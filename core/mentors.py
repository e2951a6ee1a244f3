"""Mentors: who accompanies whom, since when, and the feedback that is expected from them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from core import audit, mentor_pool, participants, rollups, saves, settled_meetings
from core.errors import InvalidInput, NotFound
from core.expected_feedback import NONE, Expected, of_pairs
from core.language import _
from core.permissions import Action, Role, require
from core.staff import Staff
from core.storage import mentors as store
from core.storage import staff as staff_store
from core.storage.database import transaction
from core.wording import clean

PAGE = 50  # pairs


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A participant and their mentor, as the team sees them."""

    id: int
    participant_id: int
    code: str
    name: str
    mentor_id: int
    mentor: str
    starts_on: date
    ends_on: date | None
    end_reason: str
    version: int
    feedback: Expected = NONE


@dataclass(frozen=True, kw_only=True)
class Mentee:
    """Somebody as their mentor sees them: nothing more than this may be known to a mentor."""

    pair_id: int
    first_name: str
    project: str
    since: date
    next_step: str  # agreed at the last meeting with this mentor
    next_step_on: date | None
    feedback: Expected


def pair(
    db: Database, participant_id: int, mentor_id: int, *, starts_on: date, by: Staff, today: date,
    token: str | None = None,
) -> int:  # fmt: skip
    """Give somebody a mentor and return the pair's id. Raises `InvalidInput` with the way out."""
    with transaction(db):
        saves.once(db, token, by=by)
        return keep_pair(db, participant_id, mentor_id, starts_on=starts_on, by=by, today=today)


def keep_pair(
    db: Database, participant_id: int, mentor_id: int, *, starts_on: date, by: Staff, today: date
) -> int:
    """Make a pair under the rules of `pair`; inside the transaction of the caller."""
    person = participants.get(db, participant_id, by=by, to=Action.PAIR_MENTOR)
    mentor = staff_store.by_id(db, mentor_id)
    if mentor is None or not mentor["active"] or mentor["role"] != Role.MENTOR:
        raise InvalidInput(_("Choose a mentor whose account is open."))
    if not person.entered_on <= starts_on <= today:
        raise InvalidInput(_("The pair starts after the entry, and not in the future."))
    values = {
        "participant_id": person.id,
        "mentor_id": mentor_id,
        "starts_on": starts_on.isoformat(),
        "recorded_by": by.id,
    }
    if store.open_pair(db, person.id, mentor_id):
        raise InvalidInput(_("This mentor already accompanies this person."))
    mentor_pool.check_place(db, mentor_id)
    pair_id = store.insert(db, values)
    audit.changed(
        db, "mentor pair", pair_id, {}, {"mentor": mentor["name"], "starts_on": starts_on},
        by=by, participant_id=person.id,
    )  # fmt: skip
    audit.record(db, "mentor.paired", by=by, subject="participant", subject_id=person.id)
    rollups.refresh(db, person.cohort_id)
    return pair_id


def end(
    db: Database, pair_id: int, *, on: date, reason: str, by: Staff, today: date, version: int,
    token: str | None = None,
) -> None:  # fmt: skip
    """End a pair, with its reason: from then on the mentor sees nothing of the person any more."""
    with transaction(db):
        saves.once(db, token, by=by)
        keep_end(db, pair_id, on=on, reason=reason, by=by, today=today, version=version)


def keep_end(
    db: Database, pair_id: int, *, on: date, reason: str, by: Staff, today: date, version: int
) -> None:
    """End a pair under the rules of `end`; inside the transaction of the caller."""
    kept = get(db, pair_id, by=by, to=Action.PAIR_MENTOR)
    person = participants.get(db, kept.participant_id, by=by, to=Action.PAIR_MENTOR)
    why = clean(reason, longest=300)
    if not why:
        raise InvalidInput(_("Say in a few words why the pair ends."))
    if not kept.starts_on <= on <= today:
        raise InvalidInput(_("The pair ends after it started, and not in the future."))
    values = {"ends_on": on.isoformat(), "end_reason": why}
    row = store.by_id(db, pair_id) or {}
    saves.same_version(row["version"], version, theirs=row["end_reason"] or "", yours=why)
    if row["ends_on"]:
        raise InvalidInput(_("This pair has already ended."))
    if any(day["met_on"] > values["ends_on"] for day in store.feedback_days(db, [pair_id])):
        raise InvalidInput(_("The pair ends after the last meeting that has a feedback."))
    store.update(db, pair_id, values)
    settled_meetings.keep_called_off(db, pair_id, after=on, by=by)
    audit.changed(db, "mentor pair", pair_id, row, values, by=by, participant_id=person.id)
    audit.record(db, "mentor.pair_ended", by=by, subject="participant", subject_id=person.id)
    rollups.refresh(db, person.cohort_id)


def keep_open(db: Database, participant_id: int, pair_id: int, *, by: Staff) -> None:
    """Open again a pair whose end was a mistake; inside the transaction of a caller who checked the right."""
    row, values = store.by_id(db, pair_id) or {}, dict.fromkeys(("ends_on", "end_reason"))
    if row and not store.open_pair(db, participant_id, row["mentor_id"]):
        store.update(db, pair_id, values)
        audit.changed(db, "mentor pair", pair_id, row, values, by=by, participant_id=participant_id)
        audit.record(
            db, "mentor.pair_opened", by=by, subject="participant", subject_id=participant_id
        )


def get(db: Database, pair_id: int, *, by: Staff, to: Action) -> Pair:
    """One pair, for somebody who may do `to` for its participant; a mentor only has their own.

    For a mentor the code and the reason of an end are empty, and the name is the first name.
    Raises `NotFound`.
    """
    row = store.by_id(db, pair_id)
    if row is None or (by.role is Role.MENTOR and row["mentor_id"] != by.id):
        raise NotFound(_("This pair is not in your follow-up."))
    person = participants.get(db, row["participant_id"], by=by, to=to)
    seen = {"code": person.code, "last_name": person.last_name}
    return _pair({**row, **seen, "end_reason": row["end_reason"] if person.code else ""})


def of(db: Database, participant_id: int, *, by: Staff) -> list[Pair]:
    """Somebody's pairs, the current ones first."""
    person = participants.get(db, participant_id, by=by, to=Action.READ_JOURNEY)
    return [_pair(row) for row in store.of(db, person.id)]


def pairs(db: Database, *, by: Staff, today: date, page: int = 1) -> list[Pair]:
    """A page of the pairs that somebody may see, the current ones first, with what is expected of each."""
    _require_team(by)
    rows = store.page(db, _scope(by), limit=PAGE, offset=(page - 1) * PAGE)
    expected = of_pairs(db, [row["id"] for row in rows], today=today)
    return [_pair(row, expected[row["id"]]) for row in rows]


def count(db: Database, *, by: Staff) -> int:
    """How many pairs somebody may see."""
    _require_team(by)
    return store.count(db, _scope(by))


def mentees(db: Database, *, by: Staff, today: date) -> list[Mentee]:
    """The people whom a mentor accompanies now, by first name."""
    require(by.role, Action.LIST_MENTEES)
    rows = store.mentees(db, by.id)
    expected = of_pairs(db, [row["id"] for row in rows], today=today)
    return [_mentee(row, expected[row["id"]]) for row in rows]


def mentee(db: Database, pair_id: int, *, by: Staff, today: date) -> Mentee:
    """One of the people whom a mentor accompanies now. Raises `NotFound` for anybody else."""
    require(by.role, Action.LIST_MENTEES)
    for row in store.mentees(db, by.id):
        if row["id"] == pair_id:
            return _mentee(row, of_pairs(db, [pair_id], today=today)[pair_id])
    raise NotFound(_("This pair is not in your follow-up."))


def _require_team(by: Staff) -> None:
    if not by.may(Action.PAIR_MENTOR):
        require(by.role, Action.PAIR_MENTOR)


def _pair(row: dict[str, Any], feedback: Expected | None = None) -> Pair:
    return Pair(
        id=row["id"],
        participant_id=row["participant_id"],
        code=row["code"],
        name=f"{row['first_name']} {row['last_name']}".strip(),
        mentor_id=row["mentor_id"],
        mentor=row["mentor"],
        starts_on=date.fromisoformat(row["starts_on"]),
        ends_on=_day(row["ends_on"]),
        end_reason=row["end_reason"] or "",
        version=row["version"],
        feedback=feedback or NONE,
    )


def _mentee(row: dict[str, Any], feedback: Expected) -> Mentee:
    return Mentee(
        pair_id=row["id"],
        first_name=row["first_name"],
        project=row["project"] or "",
        since=date.fromisoformat(row["starts_on"]),
        next_step=row["next_step"] or "",
        next_step_on=_day(row["next_step_on"]),
        feedback=feedback,
    )


def _scope(by: Staff) -> dict[str, Any]:
    seen = (by.organisation_id or -1) if by.role is Role.COACH else None
    return {"organisation": seen, "coach": by.id}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
