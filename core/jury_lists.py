"""Juries as they are read: by the participant's team, by those who sit on them, and as what waits."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto
from typing import Any

from sqlite_utils import Database

from core import participants, programmes, staff
from core.errors import NotAllowed, NotFound, TrackerError
from core.jury_parts import Juror, Jury, State, Tie, Verdict
from core.language import _
from core.participants import Participant
from core.permissions import Action, Role, allows, require
from core.staff import Staff
from core.storage import jury as store

ROLES = (Role.COACH, Role.MENTOR, Role.LEAD)  # whose accounts may sit
OVER = (State.DECIDED, State.CALLED_OFF)
SOON = timedelta(days=14)  # how long before its day a jury is prepared
LONGEST = 200  # lines of each sort: a longer list is not read any more


class Wait(StrEnum):
    """Why a jury waits for the team, in order of urgency."""

    UNDECIDED = auto()  # its day has passed without a decision
    CONDITION_DUE = auto()
    TO_COME = auto()


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A jury that waits for the team: to come or undecided on `day`, or with a condition due then.

    `what` is the condition, or the project. `part` tells apart the conditions of one jury.
    """

    wait: Wait
    jury_id: int
    participant_id: int
    code: str
    name: str
    what: str
    day: date
    part: str = ""


@dataclass(frozen=True, kw_only=True)
class Duty:
    """A jury that waits for one of its members."""

    jury_id: int
    first_name: str
    project: str
    held_on: date
    open: bool
    handed_in: bool


def of(db: Database, participant_id: int, *, by: Staff) -> list[Jury]:
    """Somebody's juries, the latest day first, for their team."""
    person = participants.get(db, participant_id, by=by, to=Action.READ_PLAN)
    return [_jury(db, row, person, by) for row in store.of(db, person.id)]


def duties(db: Database, *, by: Staff) -> list[Duty]:
    """The juries where one sits and that are not decided: a first name, a project, a day."""
    require(by.role, Action.SIT_ON_JURY)
    return [
        Duty(
            jury_id=row["id"],
            first_name=row["first_name"],
            project=row["project"] or "",
            held_on=date.fromisoformat(row["held_on"]),
            open=row["opened_at"] is not None,
            handed_in=row["handed_in_at"] is not None,
        )
        for row in store.sat_on(db, by.id)
    ]


def waiting(db: Database, *, by: Staff, today: date, whole_team: bool = False) -> list[Waiting]:
    """What waits in the juries of the people followed now, most urgent first, the oldest first within a sort.

    For a coach, the people they coach, or with `whole_team` all those of their organisation; for a lead,
    everybody. A condition waits from its day on, until another decision, or a later jury's, takes its place.
    """
    require(by.role, Action.SEE_TO_DO)
    coach = by.role is Role.COACH
    scope = {
        "organisation": (by.organisation_id or -1) if coach and whole_team else None,
        "coach": by.id if coach and not whole_team else None,
        "today": today.isoformat(),
        "soon": (today + SOON).isoformat(),
        "longest": LONGEST,
    }
    found = [
        _waiting(Wait.UNDECIDED if row["held_on"] < scope["today"] else Wait.TO_COME, row)
        for row in store.undecided(db, scope)
    ]
    found += [_waiting(Wait.CONDITION_DUE, row) for row in store.conditions_due(db, scope)]
    order = list(Wait)
    return sorted(found, key=lambda one: (order.index(one.wait), one.day, one.code, one.part))


def get(db: Database, jury_id: int, *, by: Staff) -> Jury:
    """A jury, for the participant's team, and for those who sit on it until the decision is taken.

    Raises `NotFound` for anybody else: whether it exists is not said.
    """
    require(by.role, Action.SIT_ON_JURY)
    row = store.by_id(db, jury_id)
    if row is None:
        raise NotFound(_out_of_reach())
    try:
        person = participants.get(db, row["participant_id"], by=by, to=Action.READ_PLAN)
    except TrackerError:
        return _seen_by_juror(db, row, by)
    return _jury(db, row, person, by)


def held(db: Database, jury_id: int, *, by: Staff) -> tuple[Jury, Participant]:
    """A jury and its participant, for somebody who may hold it."""
    jury = get(db, jury_id, by=by)
    return jury, participants.get(db, jury.participant_id, by=by, to=Action.HOLD_JURY)


def eligible(db: Database, *, by: Staff) -> list[Staff]:
    """The accounts that may sit on a jury, by name."""
    found = [person for role in ROLES for person in staff.with_role(db, role, by=by)]
    return sorted(found, key=lambda person: person.name)


def _waiting(wait: Wait, row: dict[str, Any]) -> Waiting:
    return Waiting(
        wait=wait,
        jury_id=row["jury_id"],
        participant_id=row["id"],
        code=row["code"],
        name=f"{row['first_name']} {row['last_name']}".strip(),
        what=row["what"] or "",
        day=date.fromisoformat(row["held_on"]),
        part=str(row["place"] or ""),
    )


def _seen_by_juror(db: Database, row: dict[str, Any], by: Staff) -> Jury:
    """What somebody who sits may see of somebody who is not theirs: a first name and a project."""
    jury = _jury(db, row, None, by)
    if row["standing"] != "active" or jury.own is None or jury.own.excused:
        raise NotFound(_out_of_reach())
    if jury.state in OVER:
        raise NotAllowed(_("This jury is over: its grids stay with the team. Thank you."))
    return jury


def _jury(db: Database, row: dict[str, Any], person: Participant | None, by: Staff) -> Jury:
    jurors = tuple(_juror(line) for line in store.members(db, row["id"]))
    return Jury(
        id=row["id"],
        participant_id=row["participant_id"],
        name=person.name if person else row["first_name"],
        code=person.code if person else "",
        project=row["project"] or "",
        held_on=date.fromisoformat(row["held_on"]),
        state=_state(row),
        criteria=programmes.by_id(db, row["programme_id"]).jury,
        jurors=jurors,
        own=next((juror for juror in jurors if juror.staff_id == by.id), None),
        holds=person is not None and allows(by.role, Action.HOLD_JURY, person.relation),
        verdict=Verdict(row["verdict"]) if row["verdict"] else None,
        opened_at=row["opened_at"] or "",
        opened_by=row["opener"] or "",
        called_off=row["called_off"] or "",
        plan_version_id=row["plan_version_id"],
        plan_frozen_on=date.fromisoformat(row["frozen_on"]) if row["frozen_on"] else None,
        convened_by=row["recorded_by"],
        convener=row["recorder"],
        version=row["version"],
    )


def _state(row: dict[str, Any]) -> State:
    if row["called_off"]:
        return State.CALLED_OFF
    if row["verdict"]:
        return State.DECIDED
    return State.DELIBERATING if row["opened_at"] else State.MARKING


def _juror(row: dict[str, Any]) -> Juror:
    return Juror(
        id=row["id"],
        staff_id=row["staff_id"],
        name=row["who"],
        capacity=row["capacity"],
        tie=Tie.COACH if row["is_coach"] else Tie.MENTOR if row["is_mentor"] else Tie.NONE,
        excused=bool(row["excused"]),
        handed_in_at=row["handed_in_at"] or "",
        typed_by=row["typist"] or "",
        typist_id=row["typed_by"],
        version=row["version"],
    )


def _out_of_reach() -> str:
    return _("This jury is not in your follow-up, and you do not sit on it.")
