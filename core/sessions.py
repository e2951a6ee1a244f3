"""Sessions: meetings of a cohort or of one person, planned, held or not held, with who was there."""

from collections.abc import Collection, Mapping
from datetime import date, time
from types import MappingProxyType

from sqlite_utils import Database

from core import attendance, audit, cohorts, participants, saves
from core.attendance import Mark
from core.errors import InvalidInput
from core.language import _
from core.notes import Draft
from core.permissions import Action
from core.programmes import programme_of
from core.session_lists import (
    PAGE,
    Attended,
    Page,
    get,
    holders,
    months,
    of_participant,
    opened,
    page,
)
from core.session_parts import (
    LONGEST,
    SHORTEST,
    STATES,
    KeptSession,
    Session,
    State,
    columns,
    from_row,
)
from core.session_roll import keep_around, roll_of, text_of
from core.staff import Staff
from core.storage import sessions as store
from core.storage.database import transaction

__all__ = [
    "LONGEST",
    "PAGE",
    "SHORTEST",
    "STATES",
    "Attended",
    "KeptSession",
    "Page",
    "Session",
    "State",
    "change",
    "get",
    "holders",
    "interview",
    "keep",
    "months",
    "of_participant",
    "page",
    "record",
]

NO_MARKS: Mapping[int, Mark] = MappingProxyType({})


def record(
    db: Database,
    session: Session,
    marks: Mapping[int, Mark] = NO_MARKS,
    *,
    not_concerned: Collection[int] = (),
    note: Draft | None = None,
    by: Staff,
    today: date,
    token: str | None = None,
) -> int:
    """Keep a session with its roll call and return its id: everything, or nothing.

    `marks`, by participant, holds the exceptions of a collective session (the others are present, but
    for those `not_concerned`), and everybody who is called to an individual one. `note` goes into the
    file of each person called to an individual session. Raises `InvalidInput` with the way out.
    """
    with transaction(db):
        saves.once(db, token, by=by)
        return keep(db, session, marks, not_concerned, note, by=by, today=today)


def interview(
    db: Database,
    participant_id: int,
    *,
    held_on: date,
    minutes: int | None = None,
    kind: str | None = None,
    title: str = "",
    starts_at: time | None = None,
    site_id: int | None = None,
    held_by: int | None = None,
    note: Draft | None = None,
    next_step: str = "",
    next_step_on: date | None = None,
    version: int | None = None,
    by: Staff,
    today: date,
    token: str | None = None,
) -> int:
    """Keep an individual session with somebody present, its note and the next step; return its id.

    `kind` is the first individual one of the programme unless said, `minutes` what it proposes, `held_by`
    the person who types. An empty next step leaves the present one as it is; with one, `version` is the
    participant's as the form showed it (`StaleRecord` if it changed).
    """
    person = participants.get(db, participant_id, by=by, to=Action.RECORD_SESSION)
    kinds = programme_of(db, person.cohort_id).session_kinds
    chosen = next((known for known in kinds if not known.collective and kind in (None, known.key)), None)  # fmt: skip
    if chosen is None:
        raise InvalidInput(_("Choose an individual kind of session."))
    session = Session(
        cohort_id=person.cohort_id,
        kind=chosen.key,
        held_on=held_on,
        minutes=chosen.minutes if minutes is None else minutes,
        held_by=held_by or by.id,
        title=title,
        starts_at=starts_at,
        site_id=site_id,
    )
    with transaction(db):
        saves.once(db, token, by=by)
        session_id = keep(db, session, {participant_id: Mark()}, (), note, by=by, today=today)
        if next_step.strip():
            values = participants.next_step_values(next_step, next_step_on)
            person = participants.get(db, person.id, by=by, to=Action.EDIT_PARTICIPANT)
            participants.keep_change(db, person, values, by=by, version=version)
    return session_id


def change(
    db: Database,
    session_id: int,
    session: Session,
    marks: Mapping[int, Mark] = NO_MARKS,
    *,
    not_concerned: Collection[int] = (),
    note: Draft | None = None,
    by: Staff,
    today: date,
    version: int,
    token: str | None = None,
) -> None:
    """Correct a session and its roll call, under the rules of `record`; it stays in its cohort.

    Raises `StaleRecord` with both readable texts if somebody changed it in the meantime.
    """
    with transaction(db):
        saves.once(db, token, by=by)
        row = opened(db, session_id, by)
        if row["cohort_id"] != session.cohort_id:
            raise InvalidInput(_("A session stays in its cohort. Record another one instead."))
        roll = roll_of(db, session, marks, not_concerned, by=by, today=today)
        if row["version"] != version:
            kept = from_row(row, programme_of(db, session.cohort_id))
            theirs = text_of(db, kept, attendance.of_session(db, session_id))
            saves.same_version(
                kept.version, version, theirs=theirs, yours=text_of(db, session, roll or {})
            )
        values = columns(session)
        store.update(db, session_id, values)
        audit.changed(db, "session", session_id, row, values, by=by)
        audit.record(db, "session.changed", by=by, subject="session", subject_id=session_id)
        keep_around(db, session_id, session, roll, note, by=by)


def keep(
    db: Database,
    session: Session,
    marks: Mapping[int, Mark],
    not_concerned: Collection[int],
    note: Draft | None,
    *,
    by: Staff,
    today: date,
) -> int:
    """Keep a session under the rules of `record`; inside the transaction of the caller."""
    cohort = cohorts.get(db, session.cohort_id, by=by, to=Action.RECORD_SESSION)
    if not cohort.open:
        raise InvalidInput(_("This cohort is closed: no session is added to it any more."))
    roll = roll_of(db, session, marks, not_concerned, by=by, today=today)
    values = columns(session)
    session_id = store.insert(db, {**values, "recorded_by": by.id})
    audit.changed(db, "session", session_id, {}, values, by=by)
    audit.record(db, "session.recorded", by=by, subject="session", subject_id=session_id)
    keep_around(db, session_id, session, roll, note, by=by)
    return session_id
