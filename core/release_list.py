"""The release: what somebody who comes out needs, each with its state, and the first appointment outside."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from sqlite_utils import Database

from core import audit, organisations, participants, place_changes, programmes, saves, situations
from core.errors import InvalidInput
from core.language import N_, _
from core.participants import Participant
from core.permissions import Action
from core.place_change_parts import HELD
from core.programme import Choice
from core.staff import Staff
from core.storage import release_list as store
from core.storage.database import transaction

NEAR = 4  # months before the expected one


class State(StrEnum):
    TO_DO = auto()
    UNDER_WAY = auto()
    DONE = auto()
    NOT_APPLICABLE = auto()


STATES = {
    State.TO_DO: N_("Still to do"),
    State.UNDER_WAY: N_("Under way"),
    State.DONE: N_("Done"),
    State.NOT_APPLICABLE: N_("Does not apply"),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One need, its state, since when and according to whom; to do while nobody wrote anything."""

    need: Choice
    state: State
    noted_on: date | None
    who: str


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """The first appointment outside; the latest one written down holds."""

    organisation_id: int
    organisation: str
    meets_on: date
    who: str


@dataclass(frozen=True, kw_only=True)
class Checklist:
    lines: tuple[Line, ...]
    appointment: Appointment | None

    @property
    def open(self) -> int:
        """How many needs are still to see to."""
        return sum(line.state in {State.TO_DO, State.UNDER_WAY} for line in self.lines)


def due(db: Database, person: Participant, *, by: Staff, today: date) -> bool:
    """Whether the list is of use now: a release is expected within months, or written down."""
    participants.get(db, person.id, by=by, to=Action.READ_JOURNEY)
    if store.begun(db, person.id) or place_changes.released(db, person.id):
        return True
    periods = situations.of(db, person.id, by=by)
    held = bool(periods) and periods[-1].kind in HELD
    return (
        held and bool(person.release_month) and _months_until(person.release_month, today) <= NEAR
    )


def _months_until(month: str, today: date) -> int:
    year, number = map(int, month.split("-"))
    return (year - today.year) * 12 + number - today.month


def of(db: Database, participant_id: int, *, by: Staff) -> Checklist:
    """Where somebody stands on every need, in the order of the programme."""
    person = participants.get(db, participant_id, by=by, to=Action.READ_JOURNEY)
    rows = {row["item"]: row for row in store.states(db, person.id)}
    lines = []
    for need in programmes.release_of(db, person.cohort_id):
        row = rows.get(need.key, {})
        noted = row.get("noted_on")
        line = Line(
            need=need, state=State(row.get("state", State.TO_DO)), who=row.get("who", ""),
            noted_on=date.fromisoformat(noted) if noted else None,
        )  # fmt: skip
        lines.append(line)
    return Checklist(lines=tuple(lines), appointment=_appointment(db, person.id))


def _appointment(db: Database, participant_id: int) -> Appointment | None:
    row = store.appointment(db, participant_id)
    if row is None or row["organisation_id"] is None:
        return None
    return Appointment(
        organisation_id=row["organisation_id"], organisation=row["organisation"],
        meets_on=date.fromisoformat(row["meets_on"]), who=row["who"],
    )  # fmt: skip


def note(
    db: Database, participant_id: int, states: Mapping[str, State], *, on: date, by: Staff,
    today: date, token: str | None = None,
) -> int:  # fmt: skip
    """Write down the states that changed, as they were on a day; return how many did.

    What was said before stays in the history. Raises `InvalidInput` for a need that the programme does
    not have, a day to come, or one before what is already written.
    """
    person = participants.get(db, participant_id, by=by, to=Action.MOVE_STAGE)
    known = {need.key for need in programmes.release_of(db, person.cohort_id)}
    if states.keys() - known:
        raise InvalidInput(_("The programme has no such need. Open the list again."))
    if on > today:
        raise InvalidInput(_("A state is written down once it is so: the date is in the future."))
    with transaction(db):
        saves.once(db, token, by=by)
        rows = {row["item"]: row for row in store.states(db, person.id)}
        before = {item: row["state"] for item, row in rows.items()}
        changed = {
            item: state for item, state in states.items() if before.get(item, State.TO_DO) != state
        }
        for item, state in changed.items():
            if item in rows and on.isoformat() < rows[item]["noted_on"]:
                raise InvalidInput(_("A later state is already written down. Give a day after it."))
            entry = store.insert(
                db, participant_id=person.id, item=item, state=state, noted_on=on.isoformat(),
                recorded_by=by.id,
            )  # fmt: skip
            old, new = {"need": before.get(item)}, {"need": state}
            audit.changed(db, f"release {item}", entry, old, new, by=by, participant_id=person.id)
        if changed:
            audit.record(db, "release.noted", by=by, subject="participant", subject_id=person.id)
    return len(changed)


def appoint(
    db: Database, participant_id: int, organisation_id: int | None, on: date | None, *, by: Staff,
    token: str | None = None,
) -> None:  # fmt: skip
    """Write down the first appointment outside, or that there is none any more (None, None)."""
    person = participants.get(db, participant_id, by=by, to=Action.MOVE_STAGE)
    if (organisation_id is None) != (on is None):
        raise InvalidInput(_("Give both the organisation and the day of the appointment."))
    if on is not None and on < person.entered_on:
        raise InvalidInput(_("The appointment comes after the entry into the cohort."))
    with transaction(db):
        saves.once(db, token, by=by)
        names = {each.id: each.name for each in organisations.all_organisations(db, by=by)}
        if organisation_id is not None and organisation_id not in names:
            raise InvalidInput(_("Choose an organisation from the list."))
        now = _appointment(db, person.id)
        entry = store.insert_appointment(
            db, participant_id=person.id, organisation_id=organisation_id,
            meets_on=on and on.isoformat(), recorded_by=by.id,
        )  # fmt: skip
        old = {"organisation": now.organisation, "appointment_on": now.meets_on} if now else {}
        new = {"organisation": names.get(organisation_id or 0), "appointment_on": on}
        audit.changed(db, "appointment", entry, old, new, by=by, participant_id=person.id)
        audit.record(db, "release.appointed", by=by, subject="participant", subject_id=person.id)
