"""The end of a support: its class, its reason, where the person goes; corrected, or undone if it was a mistake."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from core import audit, participants, programmes, rollups, saves
from core.errors import InvalidInput
from core.language import N_, _
from core.participants import Participant
from core.permissions import Action
from core.programme import ExitClass, ExitKind
from core.staff import Staff
from core.storage import exits as store
from core.storage import participants as enrolments
from core.storage.database import transaction
from core.wording import clean, short_date

LONGEST_REASON = 300  # signs
LONGEST_DESTINATION = 120

# What the official classes of the inclusion sector hold.
CLASS_MEANINGS = {
    ExitClass.LASTING: N_(
        "Permanent contract, fixed-term or agency work over 6 months, public service, creation of a company."
    ),
    ExitClass.TRANSITION: N_(
        "Fixed-term or agency work under 6 months, subsidised contract outside an inclusion structure."
    ),
    ExitClass.POSITIVE: N_(
        "Qualifying or pre-qualifying training, hired by another inclusion structure."
    ),
    ExitClass.OTHER: N_(
        "Every other end, an informed decision to stop included. It stays in the count."
    ),
    ExitClass.NEUTRAL: N_(
        "Transfer, long illness, imprisonment, death: shown apart, out of the rates."
    ),
}


@dataclass(frozen=True, kw_only=True)
class Exit:
    """How a support ended. `destination` is where the person goes: an employer, a training body, a place."""

    kind: ExitKind
    on: date
    reason: str
    destination: str
    version: int


def read(db: Database, participant_id: int, *, by: Staff) -> Exit | None:
    """The end of somebody's latest support; None while it goes on."""
    person = participants.get(db, participant_id, by=by, to=Action.READ_JOURNEY)
    row = store.of_enrolment(db, person.enrolment_id)
    if row is None:
        return None
    return Exit(
        kind=programmes.programme_of(db, person.cohort_id).exit_kind(row["exit_kind"]),
        on=date.fromisoformat(row["ended_on"]), reason=row["exit_reason"] or "",
        destination=row["destination"] or "", version=row["version"],
    )  # fmt: skip


def checked(
    db: Database, person: Participant, *, on: date, kind: str, reason: str, destination: str,
    today: date,
) -> dict[str, Any]:  # fmt: skip
    """An end as columns. Raises `InvalidInput` for an unknown kind or an impossible day."""
    programmes.programme_of(db, person.cohort_id).exit_kind(kind)
    if not person.entered_on <= on <= today:
        raise InvalidInput(_("The end comes after the entry, and not in the future."))
    last = store.last_attended(db, person.id)
    if last and on.isoformat() < last:
        raise InvalidInput(
            _("This person was at a session on {day}: the end is on that day or later.").format(
                day=short_date(date.fromisoformat(last))
            )
        )
    return {
        "ended_on": on.isoformat(),
        "exit_kind": kind,
        "exit_reason": clean(reason, longest=LONGEST_REASON) or None,
        "destination": clean(destination, longest=LONGEST_DESTINATION) or None,
    }


def correct(
    db: Database, participant_id: int, *, on: date, kind: str, reason: str = "",
    destination: str = "", by: Staff, today: date, version: int, token: str | None = None,
) -> None:  # fmt: skip
    """Correct the end of the latest support, seen at its `version`. Raises `StaleRecord` if it changed."""
    person = participants.get(db, participant_id, by=by, to=Action.EDIT_PARTICIPANT)
    values = checked(
        db, person, on=on, kind=kind, reason=reason, destination=destination, today=today
    )
    with transaction(db):
        saves.once(db, token, by=by)
        row = _ended(db, person)
        saves.same_version(row["version"], version, theirs=_told(row), yours=_told(values))
        enrolments.update_enrolment(db, person.enrolment_id, values)
        _trace(db, person, row, values, "enrolment.end_corrected", by=by)


def undo(
    db: Database, participant_id: int, *, reason: str, by: Staff, token: str | None = None
) -> None:
    """Open again a support whose end was a mistake: the person never left. The history keeps why.

    Raises `InvalidInput` without a reason, or while a contact after the support is written down.
    """
    person = participants.get(db, participant_id, by=by, to=Action.EDIT_PARTICIPANT)
    why = clean(reason, longest=LONGEST_REASON)
    if not why:
        raise InvalidInput(_("Say in a few words why this end was a mistake."))
    with transaction(db):
        saves.once(db, token, by=by)
        row = _ended(db, person)
        if store.contacted_since(db, person.enrolment_id):
            raise InvalidInput(
                _("A contact after this support is written down: put it in the trash first.")
            )
        values = dict.fromkeys(("ended_on", "exit_kind", "exit_reason", "destination"))
        enrolments.update_enrolment(db, person.enrolment_id, values)
        _trace(db, person, row, {**values, "reason": why}, "enrolment.end_undone", by=by)


def _ended(db: Database, person: Participant) -> dict[str, Any]:
    row = store.of_enrolment(db, person.enrolment_id)
    if row is None:
        raise InvalidInput(_("The support of this person has not ended."))
    return row


def _trace(
    db: Database, person: Participant, old: dict[str, Any], new: dict[str, Any], event: str, *,
    by: Staff,
) -> None:  # fmt: skip
    audit.changed(db, "enrolment", person.enrolment_id, old, new, by=by, participant_id=person.id)
    audit.record(db, event, by=by, subject="participant", subject_id=person.id)
    rollups.refresh(db, person.cohort_id)


def _told(values: dict[str, Any]) -> str:
    shown = [
        short_date(date.fromisoformat(values["ended_on"])),
        values["exit_reason"],
        values["destination"],
    ]
    return " · ".join(filter(None, shown))
