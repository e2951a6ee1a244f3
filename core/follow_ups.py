"""Follow-up after the support: a contact at each horizon of the programme, with what it gave."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from core import audit, consents, participants, programmes, rollups, saves
from core.consents import Answer, Kind
from core.errors import InvalidInput, NotFound
from core.follow_up_parts import FollowUp, Kept, columns, kept_in, told
from core.follow_up_windows import State, Window, check_day, standing, window_of
from core.language import _
from core.permissions import Action
from core.programme import Programme
from core.staff import Staff
from core.storage import follow_ups as store
from core.storage import participants as enrolment_store
from core.storage.database import transaction


@dataclass(frozen=True, kw_only=True)
class Step:
    """A horizon of a support: its window, where it stands, and what was recorded or thrown away."""

    window: Window
    state: State
    kept: Kept | None = None
    thrown: Kept | None = None


@dataclass(frozen=True, kw_only=True)
class Support:
    """A support that ended, with its horizons in order; `current` is the latest, if nobody follows the person again."""

    enrolment_id: int
    cohort: str
    entered_on: date
    ended_on: date
    exit_kind: str
    current: bool
    steps: tuple[Step, ...]


def record(
    db: Database, participant_id: int, horizon: int, said: FollowUp, *, no_more: bool = False,
    by: Staff, today: date, token: str | None = None,
) -> int:  # fmt: skip
    """Write down the contact of a horizon after the latest support, and return its id.

    With `no_more`, the person also asked not to be contacted any more. Raises `InvalidInput` if they
    had said so before, for a day outside the window, or for a horizon already written down.
    """
    person = participants.get(db, participant_id, by=by, to=Action.RECORD_FOLLOW_UP)
    with transaction(db):
        saves.once(db, token, by=by)
        person = participants.get(db, participant_id, by=by, to=Action.RECORD_FOLLOW_UP)
        if person.ended_on is None:
            raise InvalidInput(
                _("This person is followed now: write down the end of support first.")
            )
        programme = programmes.programme_of(db, person.cohort_id)
        if not programme.exit_kind(person.exit_kind or "").contacted:
            raise InvalidInput(_("Nobody is contacted after such an exit."))
        check_day(window_of(programme, person.ended_on, horizon), said.contacted_on, today)
        if consents.declined(db, person.id, Kind.CONTACT, on=said.contacted_on):
            raise InvalidInput(
                _(
                    "This person does not wish to be contacted after the support. If they changed their"
                    " mind, write down their agreement first."
                )
            )
        follow_up_id = _write(db, person.enrolment_id, horizon, columns(said), person.id, by=by)
        if no_more:
            answer = {Kind.CONTACT: _refusal(db, person.id, said.contacted_on)}
            consents.keep(db, person.id, answer, on=said.contacted_on, by=by)
        rollups.refresh(db, person.cohort_id)
    return follow_up_id


def _refusal(db: Database, participant_id: int, on: date) -> Answer:
    agreed = consents.holds(db, participant_id, Kind.CONTACT, on=on)
    return Answer.WITHDRAWN if agreed else Answer.REFUSED


def _write(
    db: Database, enrolment_id: int, horizon: int, values: dict[str, Any], participant_id: int, *,
    by: Staff,
) -> int:  # fmt: skip
    """A new contact, or one in the place of what lies in the trash."""
    before = store.at(db, enrolment_id, horizon)
    if before and before["trashed_at"] is None:
        raise InvalidInput(_("This contact is already written down: correct it instead."))
    if before:
        follow_up_id = int(before["id"])
        store.update(db, follow_up_id, {**values, "recorded_by": by.id, "trashed_at": None})
    else:
        follow_up_id = store.insert(
            db,
            {"enrolment_id": enrolment_id, "horizon": horizon, **values, "recorded_by": by.id},
        )
    _trace(db, follow_up_id, horizon, before or {}, values, participant_id, "recorded", by=by)
    return follow_up_id


def change(
    db: Database, follow_up_id: int, said: FollowUp, *, by: Staff, today: date, version: int,
    token: str | None = None,
) -> None:  # fmt: skip
    """Correct a contact, seen at its `version`. Raises `StaleRecord` if it changed in the meantime."""
    row = _row(db, follow_up_id, by=by)
    values = columns(said)
    with transaction(db):
        saves.once(db, token, by=by)
        row = _row(db, follow_up_id, by=by)
        saves.same_version(row["version"], version, theirs=told(row), yours=told(values))
        support = enrolment_store.enrolment(db, row["enrolment_id"])
        programme = programmes.programme_of(db, row["cohort_id"])
        if support["ended_on"] and values["contacted_on"] != row["contacted_on"]:
            ended_on = date.fromisoformat(support["ended_on"])
            check_day(window_of(programme, ended_on, row["horizon"]), said.contacted_on, today)
        store.update(db, follow_up_id, values)
        _trace(
            db, follow_up_id, row["horizon"], row, values, row["participant_id"], "changed", by=by
        )
        rollups.refresh(db, row["cohort_id"])


def trash(db: Database, follow_up_id: int, *, by: Staff, token: str | None = None) -> None:
    """Put a contact in the trash; its horizon is open again."""
    _throw(db, follow_up_id, trashed=True, by=by, token=token)


def restore(db: Database, follow_up_id: int, *, by: Staff, token: str | None = None) -> None:
    """Take a contact out of the trash, as it was."""
    _throw(db, follow_up_id, trashed=False, by=by, token=token)


def _throw(db: Database, follow_up_id: int, *, trashed: bool, by: Staff, token: str | None) -> None:
    _row(db, follow_up_id, by=by)
    with transaction(db):
        saves.once(db, token, by=by)
        row = _row(db, follow_up_id, by=by)
        if (row["trashed_at"] is not None) is trashed:
            return
        store.throw(db, follow_up_id, trashed=trashed)
        old, new = ({"trashed": "yes" if thrown else "no"} for thrown in (not trashed, trashed))
        deed = "trashed" if trashed else "restored"
        _trace(db, follow_up_id, row["horizon"], old, new, row["participant_id"], deed, by=by)
        rollups.refresh(db, row["cohort_id"])


def of(db: Database, participant_id: int, *, by: Staff, today: date) -> list[Support]:
    """The supports of somebody that ended, latest first, each with its horizons as they stand today."""
    person = participants.get(db, participant_id, by=by, to=Action.READ_JOURNEY)
    rows = store.supports(db, person.id, today.isoformat())
    definitions = programmes.of_cohorts(db, (row["cohort_id"] for row in rows))
    kept: dict[int, list[Kept]] = {}
    for row in store.of_participant(db, person.id):
        kept.setdefault(row["enrolment_id"], []).append(kept_in(row))
    return [
        Support(
            enrolment_id=row["id"], cohort=row["cohort"], exit_kind=row["exit_kind"],
            entered_on=date.fromisoformat(row["entered_on"]),
            ended_on=date.fromisoformat(row["ended_on"]), current=not row["again"],
            steps=_steps(row, definitions[row["cohort_id"]], kept.get(row["id"], []), today),
        )
        for row in rows
    ]  # fmt: skip


def _steps(
    row: Mapping[str, Any], programme: Programme, kept: list[Kept], today: date
) -> tuple[Step, ...]:
    lying = {one.horizon: one for one in kept if one.trashed}
    there = {one.horizon: one for one in kept if not one.trashed}
    states = standing(row, programme, recorded=there, today=today)
    return tuple(
        Step(
            window=window, state=state, kept=there.get(window.horizon),
            thrown=lying.get(window.horizon),
        )
        for window, state in states
    )  # fmt: skip


def _row(db: Database, follow_up_id: int, *, by: Staff) -> dict[str, Any]:
    row = store.by_id(db, follow_up_id)
    if row is None:
        raise NotFound(_("This contact is not in your follow-up."))
    participants.get(db, row["participant_id"], by=by, to=Action.RECORD_FOLLOW_UP)
    return row


def _trace(
    db: Database, follow_up_id: int, horizon: int, old: Mapping[str, Any],
    new: Mapping[str, Any], participant_id: int, deed: str, *, by: Staff,
) -> None:  # fmt: skip
    audit.changed(
        db, f"follow_up {horizon}", follow_up_id, old, new, by=by, participant_id=participant_id
    )
    audit.record(db, f"follow_up.{deed}", by=by, subject="follow_up", subject_id=follow_up_id)
