"""What becomes of the meetings that a pair planned: feedback says how they went, the end of a pair calls them off."""

import json
from datetime import date, timedelta
from typing import Any

from sqlite_utils import Database

from core import attendance, audit, trash
from core.attendance import Mark
from core.feedback_form import Feedback
from core.session_parts import State
from core.staff import Staff
from core.storage import mentor_meetings as store
from core.storage import sessions

A_FEW_DAYS = timedelta(days=7)  # a meeting that moved by so little is still the same


def settle(
    db: Database, feedback: Feedback, participant_id: int, mentor_id: int, *, by: Staff,
    today: date, meeting_id: int | None = None,
) -> None:  # fmt: skip
    """Write down a planned meeting as the mentor says it went; inside the transaction of the feedback.

    The meeting is the one named, else the one planned for that day, else one planned a few days around
    and past, unless the team already wrote that day down.
    """
    row = _planned(db, feedback, participant_id, mentor_id, today, meeting_id)
    if row is not None:
        _write(db, row, feedback, participant_id, by=by)


def settle_again(
    db: Database, feedback: Feedback, participant_id: int, *, before: date, by: Staff
) -> None:
    """Follow the correction of a feedback that had settled a meeting of the day `before`."""
    row = store.on_day(db, feedback.pair_id, before.isoformat())
    if row is not None:
        _write(db, row, feedback, participant_id, by=by)


def keep_called_off(db: Database, pair_id: int, *, after: date, by: Staff) -> None:
    """The meetings planned after the end of a pair go to the trash; inside the transaction of that end."""
    for row in store.planned(db, json.dumps([pair_id])):
        if row["held_on"] > after.isoformat():
            trash.keep_session_thrown(db, row["id"], row["cohort_id"], by=by)


def _planned(
    db: Database, feedback: Feedback, participant_id: int, mentor_id: int, today: date,
    meeting_id: int | None,
) -> dict[str, Any] | None:  # fmt: skip
    named = store.by_id(db, meeting_id) if meeting_id is not None else None
    if named and named["pair_id"] == feedback.pair_id and named["state"] == State.PLANNED:
        return named
    day = feedback.met_on
    if found := store.on_day(db, feedback.pair_id, day.isoformat()):
        return found if found["state"] == State.PLANNED else None
    if store.attended(db, participant_id, mentor_id, day.isoformat()):
        return None
    first, last = day - A_FEW_DAYS, min(day + A_FEW_DAYS, today)
    return store.planned_near(
        db, feedback.pair_id, first.isoformat(), last.isoformat(), day.isoformat()
    )


def _write(
    db: Database, row: dict[str, Any], feedback: Feedback, participant_id: int, *, by: Staff
) -> None:
    values = {
        "held_on": feedback.met_on.isoformat(),
        "state": State.HELD if feedback.held else State.NOT_HELD,
        "cause": feedback.cause or None,
    }
    if any(row[field] != value for field, value in values.items()):
        sessions.update(db, row["id"], values)
        audit.changed(db, "session", row["id"], row, values, by=by)
        audit.record(db, "session.changed", by=by, subject="session", subject_id=row["id"])
    marks = attendance.of_session(db, row["id"])
    there = {participant_id: marks.get(participant_id, Mark())} if feedback.held else None
    attendance.keep(db, row["id"], row["cohort_id"], feedback.met_on, there, by=by)
