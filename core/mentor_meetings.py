"""Meetings of a mentor and their mentee: planned by either the coach or the mentor, moved, called off."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlite_utils import Database

from core import audit, mentors, participants, programmes, rollups, saves, trash
from core.errors import InvalidInput, NotFound
from core.language import _
from core.participants import Participant
from core.permissions import Action
from core.programme import Programme, SessionKind
from core.session_parts import Session, State, columns
from core.staff import Staff
from core.storage import mentor_meetings as store
from core.storage import sessions
from core.storage.database import transaction
from core.wording import clock_time, short_date

FARTHEST = timedelta(days=366)


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A meeting that a pair planned: its day, its hour if it is known, nothing of the place."""

    id: int
    pair_id: int
    on: date
    at: time | None
    version: int

    @property
    def hour(self) -> str:
        """14 h 30, or nothing."""
        return clock_time(datetime.combine(self.on, self.at)) if self.at else ""


def plan(
    db: Database, pair_id: int, *, on: date, at: time | None = None, by: Staff, today: date,
    token: str | None = None,
) -> int:  # fmt: skip
    """Plan a meeting of a pair and return its id: a session of its cohort that the mentor will hold.

    Raises `InvalidInput` for a day that is past or taken, `NotFound` for somebody else's pair.
    """
    pair = mentors.get(db, pair_id, by=by, to=Action.PLAN_MEETING)
    person = participants.get(db, pair.participant_id, by=by, to=Action.PLAN_MEETING)
    kind = _kind(programmes.programme_of(db, person.cohort_id))
    with transaction(db):
        saves.once(db, token, by=by)
        if pair.ends_on:
            raise InvalidInput(_("This pair has already ended."))
        if not person.cohort_open:
            raise InvalidInput(
                _("This cohort is closed: no session is added to it any more.")
            )  # fmt: skip
        _check_day(db, pair_id, on, today)
        session = Session(
            cohort_id=person.cohort_id, kind=kind.key, held_on=on, starts_at=at,
            minutes=kind.minutes, held_by=pair.mentor_id, state=State.PLANNED,
        )  # fmt: skip
        values = columns(session)
        session_id = sessions.insert(db, {**values, "recorded_by": by.id})
        store.insert_pair(db, session_id, pair_id)
        _trace(db, session_id, {}, values, person, "session.recorded", by=by)
    return session_id


def move(
    db: Database, meeting_id: int, *, on: date, at: time | None, by: Staff, today: date,
    version: int, token: str | None = None,
) -> None:  # fmt: skip
    """Give a planned meeting another day or hour. Raises `StaleRecord` if it changed in the meantime."""
    with transaction(db):
        saves.once(db, token, by=by)
        row, person = _opened(db, meeting_id, by)
        values = {"held_on": on.isoformat(), "starts_at": at.strftime("%H:%M") if at else None}
        saves.same_version(row["version"], version, theirs=_said(row), yours=_said(values))
        _check_day(db, row["pair_id"], on, today, but=meeting_id)
        sessions.update(db, meeting_id, values)
        _trace(db, meeting_id, row, values, person, "session.changed", by=by)


def call_off(
    db: Database, meeting_id: int, *, by: Staff, version: int, token: str | None = None
) -> None:
    """Call a planned meeting off: it goes to the trash, from where the team can put it back."""
    with transaction(db):
        saves.once(db, token, by=by)
        row, person = _opened(db, meeting_id, by)
        saves.same_version(row["version"], version)
        trash.keep_session_thrown(db, meeting_id, row["cohort_id"], by=by)
        audit.changed(
            db, "meeting", meeting_id, {"held_on": row["held_on"]}, {"held_on": None}, by=by,
            participant_id=person.id,
        )  # fmt: skip


def get(db: Database, meeting_id: int, *, by: Staff) -> Meeting:
    """A meeting that is still planned, for the team or its own mentor. Raises `NotFound`."""
    return _meeting(_opened(db, meeting_id, by)[0])


def planned(db: Database, pair_ids: Sequence[int], *, by: Staff) -> dict[int, list[Meeting]]:
    """The meetings that some pairs planned and nobody wrote down yet, soonest first.

    The pairs come from a list that `by` may read; a mentor's are cut down to their own.
    """
    found: dict[int, list[Meeting]] = {pair_id: [] for pair_id in pair_ids}
    for row in store.planned(db, json.dumps(list(pair_ids))):
        if not by.may(Action.LIST_MENTEES) or row["mentor_id"] == by.id:
            found[row["pair_id"]].append(_meeting(row))
    return found


def _opened(db: Database, meeting_id: int, by: Staff) -> tuple[dict[str, Any], Participant]:
    row = store.by_id(db, meeting_id)
    if row is None:
        raise NotFound(_("This meeting does not exist."))
    pair = mentors.get(db, row["pair_id"], by=by, to=Action.PLAN_MEETING)
    person = participants.get(db, pair.participant_id, by=by, to=Action.PLAN_MEETING)
    if row["state"] != State.PLANNED:
        raise InvalidInput(_("This meeting is already written down: it is not planned any more."))
    return row, person


def _kind(programme: Programme) -> SessionKind:
    """The kind of session of a mentor's meeting: the first individual one that expects feedback."""
    for kind in programme.session_kinds:
        if kind.expects_feedback and not kind.collective:
            return kind
    raise InvalidInput(_("This programme has no kind of session for meetings with a mentor."))


def _check_day(
    db: Database, pair_id: int, on: date, today: date, *, but: int | None = None
) -> None:
    if not today <= on <= today + FARTHEST:
        raise InvalidInput(
            _("A meeting is planned for today or a day to come, at the latest {last}.").format(
                last=short_date(today + FARTHEST)
            )
        )
    taken = store.on_day(db, pair_id, on.isoformat())
    if taken and taken["id"] != but:
        raise InvalidInput(
            _("This pair already has a meeting on {day}: choose another day, or move that one.").format(
                day=short_date(on)
            )
        )  # fmt: skip


def _trace(
    db: Database, session_id: int, old: dict[str, Any], new: dict[str, Any], person: Participant,
    event: str, *, by: Staff,
) -> None:  # fmt: skip
    audit.changed(db, "session", session_id, old, new, by=by)
    days = ({"held_on": values.get("held_on")} for values in (old, new))
    audit.changed(db, "meeting", session_id, *days, by=by, participant_id=person.id)
    audit.record(db, event, by=by, subject="session", subject_id=session_id)
    rollups.refresh(db, person.cohort_id)


def _said(values: dict[str, Any]) -> str:
    hour = values["starts_at"] or ""
    return " ".join(filter(None, [short_date(date.fromisoformat(values["held_on"])), hour]))


def _meeting(row: dict[str, Any]) -> Meeting:
    at = row["starts_at"]
    return Meeting(
        id=row["id"],
        pair_id=row["pair_id"],
        on=date.fromisoformat(row["held_on"]),
        at=time.fromisoformat(at) if at else None,
        version=row["version"],
    )
