"""The jury that hears somebody's project: called for a day, seated, then opened to deliberation."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlite_utils import Database

from core import audit, participants, plan_versions, saves
from core.errors import InvalidInput, NotFound
from core.jury_lists import ROLES, Duty, duties, eligible, get, held, of
from core.jury_parts import Jury, Seat, State
from core.language import _, n_
from core.participants import Participant
from core.permissions import Action
from core.programme import from_json
from core.staff import Staff
from core.storage import jury as store
from core.storage import staff as staff_store
from core.storage.database import transaction
from core.wording import clean, short_date

__all__ = [
    "Duty",
    "call_off",
    "convene",
    "duties",
    "eligible",
    "excuse",
    "get",
    "give_plan",
    "held",
    "move",
    "of",
    "open_deliberation",
    "seat",
]

FEWEST = 2  # grids: one opinion alone is no deliberation


def convene(
    db: Database, participant_id: int, held_on: date, seats: Sequence[Seat], *,
    plan_version_id: int | None = None, by: Staff, token: str | None = None,
) -> int:  # fmt: skip
    """Call a jury for somebody on a day, to come or past, and return its id.

    It reads the version of the plan that is given to it, or the plan as it stands.
    """
    person = participants.get(db, participant_id, by=by, to=Action.HOLD_JURY)
    _check_day(person, held_on)
    with transaction(db):
        saves.once(db, token, by=by)
        values = {"participant_id": person.id, "held_on": held_on.isoformat()}
        jury_id = store.insert_jury(
            db, {**values, "programme_id": _programme_id(db, person), "recorded_by": by.id}
        )
        audit.changed(
            db, "jury", jury_id, {}, {"held_on": held_on}, by=by, participant_id=person.id
        )
        audit.record(db, "jury.convened", by=by, subject="jury", subject_id=jury_id)
        if plan_version_id is not None:
            _give_plan(db, jury_id, plan_version_id, person, by=by)
        for seat in seats:
            _sit(db, jury_id, seat, person, by=by)
    return jury_id


def seat(
    db: Database, jury_id: int, seat: Seat, *, by: Staff, version: int, token: str | None = None
) -> None:
    """Give somebody a place, as long as the deliberation is closed."""
    with transaction(db):
        saves.once(db, token, by=by)
        jury, person = _closed(db, jury_id, by=by, version=version, yours=seat.name)
        if seat.staff_id is not None:
            _check_alone(jury, seat.staff_id)
        _sit(db, jury.id, seat, person, by=by)
        store.touch(db, jury.id)


def excuse(
    db: Database, jury_id: int, member_id: int, excused: bool = True, *, by: Staff, version: int,
    token: str | None = None,
) -> None:  # fmt: skip
    """Say that a juror did not come, or came after all; the grid of somebody excused does not count."""
    with transaction(db):
        saves.once(db, token, by=by)
        jury, person = _closed(db, jury_id, by=by, version=version)
        juror = next((one for one in jury.jurors if one.id == member_id), None)
        if juror is None:
            raise NotFound(_("This person does not sit on this jury."))
        if juror.excused == excused:
            return
        if not excused and juror.staff_id and not juror.handed_in_at:
            _check_alone(jury, juror.staff_id)
        store.update_member(db, juror.id, {"excused": int(excused)})
        store.touch(db, jury.id)
        absent = _("{name}, absent").format(name=juror.name)
        before, after = (juror.name, absent) if excused else (absent, juror.name)
        audit.changed(
            db,
            "jury",
            jury.id,
            {"juror": before},
            {"juror": after},
            by=by,
            participant_id=person.id,
        )
        audit.record(db, "jury.excused", by=by, subject="jury", subject_id=jury.id)


def move(
    db: Database, jury_id: int, held_on: date, *, by: Staff, version: int, token: str | None = None
) -> None:
    """Give a jury another day."""
    with transaction(db):
        saves.once(db, token, by=by)
        jury, person = _closed(db, jury_id, by=by, version=version, yours=short_date(held_on))
        _check_day(person, held_on)
        _change(db, jury, {"held_on": held_on.isoformat()}, "jury.moved", by=by)


def give_plan(
    db: Database, jury_id: int, plan_version_id: int | None, *, by: Staff, version: int,
    token: str | None = None,
) -> None:  # fmt: skip
    """Give the whole jury the same version of the plan to read; None gives the plan as it stands."""
    with transaction(db):
        saves.once(db, token, by=by)
        jury, person = _closed(db, jury_id, by=by, version=version)
        _give_plan(db, jury.id, plan_version_id, person, by=by)


def call_off(
    db: Database, jury_id: int, reason: str, *, by: Staff, version: int, token: str | None = None
) -> None:
    """Say that a jury will not be held, and why."""
    why = clean(reason, longest=300)
    if not why:
        raise InvalidInput(_("Say in a few words why the jury is called off."))
    with transaction(db):
        saves.once(db, token, by=by)
        jury, _person = _closed(db, jury_id, by=by, version=version, yours=why)
        _change(db, jury, {"called_off": why}, "jury.called_off", by=by)


def open_deliberation(
    db: Database, jury_id: int, *, by: Staff, today: date, version: int, token: str | None = None
) -> None:
    """Show all the grids to the whole jury; from then on no mark changes."""
    with transaction(db):
        saves.once(db, token, by=by)
        jury, _person = _closed(db, jury_id, by=by, version=version)
        if jury.held_on > today:
            raise InvalidInput(_("The deliberation opens once the jury has been held."))
        if jury.awaited:
            raise InvalidInput(
                n_(
                    "{n} grid is still awaited. Wait for it, or note the juror as absent.",
                    "{n} grids are still awaited. Wait for them, or note the jurors as absent.",
                    len(jury.awaited),
                )
            )
        if len(jury.sitting) < FEWEST:
            raise InvalidInput(_("A deliberation needs at least two grids."))
        store.open_deliberation(db, jury.id, staff_id=by.id)
        audit.record(db, "jury.opened", by=by, subject="jury", subject_id=jury.id)


def _change(db: Database, jury: Jury, values: dict[str, Any], event: str, *, by: Staff) -> None:
    old = {"held_on": jury.held_on.isoformat(), "called_off": jury.called_off or None}
    store.update_jury(db, jury.id, values)
    audit.changed(db, "jury", jury.id, old, values, by=by, participant_id=jury.participant_id)
    audit.record(db, event, by=by, subject="jury", subject_id=jury.id)


def _closed(
    db: Database, jury_id: int, *, by: Staff, version: int, yours: str = ""
) -> tuple[Jury, Participant]:
    """A jury whose deliberation has not begun, as the holder saw it; inside a transaction."""
    jury, person = held(db, jury_id, by=by)
    if jury.state is not State.MARKING:
        raise InvalidInput(
            _("The deliberation is open, or the jury called off: it stays as it is.")
        )
    theirs = "\n".join([short_date(jury.held_on), *(juror.name for juror in jury.sitting)])
    saves.same_version(jury.version, version, theirs=theirs, yours=yours)
    return jury, person


def _sit(db: Database, jury_id: int, seat: Seat, person: Participant, *, by: Staff) -> None:
    name, capacity = clean(seat.name, longest=80), clean(seat.capacity, longest=80)
    who = name
    if seat.staff_id is not None:
        account = staff_store.by_id(db, seat.staff_id)
        if account is None or not account["active"] or account["role"] not in ROLES:
            raise InvalidInput(
                _("Choose a coach, a mentor or a programme lead whose account is open.")
            )
        who = account["name"]
    if any(
        row["staff_id"] == seat.staff_id
        and (seat.staff_id or row["who"].casefold() == who.casefold())
        for row in store.members(db, jury_id)
    ):
        raise InvalidInput(_("This person already sits on this jury."))
    store.insert_member(
        db, {"jury_id": jury_id, "staff_id": seat.staff_id, "name": name, "capacity": capacity}
    )
    audit.changed(db, "jury", jury_id, {}, {"juror": who}, by=by, participant_id=person.id)
    audit.record(db, "jury.seated", by=by, subject="jury", subject_id=jury_id)


def _give_plan(
    db: Database, jury_id: int, plan_version_id: int | None, person: Participant, *, by: Staff
) -> None:
    names = {one.id: one.name for one in plan_versions.of(db, person.id, by=by)}
    if plan_version_id is not None and plan_version_id not in names:
        raise InvalidInput(_("Choose a version of this person's plan."))
    row = store.by_id(db, jury_id) or {}
    store.update_jury(db, jury_id, {"plan_version_id": plan_version_id})
    audit.changed(
        db, "jury", jury_id, {"plan_version": row["plan_name"]},
        {"plan_version": names.get(plan_version_id or 0)}, by=by, participant_id=person.id,
    )  # fmt: skip
    audit.record(db, "jury.plan_given", by=by, subject="jury", subject_id=jury_id)


def _check_alone(jury: Jury, staff_id: int) -> None:
    if jury.has_read(staff_id):
        raise InvalidInput(
            _("This person typed the paper grid of another juror: they cannot sit now.")
        )


def _check_day(person: Participant, held_on: date) -> None:
    if held_on < person.entered_on:
        raise InvalidInput(_("The jury comes after the entry into the programme."))


def _programme_id(db: Database, person: Participant) -> int:
    """The programme version whose grid is used: the cohort's own, or the newest if it had none yet."""
    for row in store.grids(db, person.cohort_id):
        if from_json(row["definition"]).jury:
            return int(row["id"])
    raise InvalidInput(_("The programme has no jury grid. Ask for one to be written in its file."))
