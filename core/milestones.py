"""Milestones of the business plan: submitted on evidence, validated by a second person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from typing import Any

from sqlite_utils import Database

from core import audit, participants, programmes, rollups, saves
from core.errors import InvalidInput
from core.language import N_, _
from core.permissions import Action
from core.programme import Milestone
from core.situations import SituationKind
from core.staff import Staff
from core.storage import ledgers
from core.storage.database import transaction
from core.wording import clean


class State(StrEnum):
    NOT_STARTED = auto()
    IN_PROGRESS = auto()
    SUBMITTED = auto()
    RETURNED = auto()
    VALIDATED = auto()
    NOT_APPLICABLE = auto()


STATES = {
    State.NOT_STARTED: N_("Not started"),
    State.IN_PROGRESS: N_("In progress"),
    State.SUBMITTED: N_("Submitted"),
    State.RETURNED: N_("Returned"),
    State.VALIDATED: N_("Validated"),
    State.NOT_APPLICABLE: N_("Not applicable"),
}

MOVES: dict[State, frozenset[State]] = {
    State.NOT_STARTED: frozenset({State.IN_PROGRESS, State.SUBMITTED, State.NOT_APPLICABLE}),
    State.IN_PROGRESS: frozenset({State.NOT_STARTED, State.SUBMITTED, State.NOT_APPLICABLE}),
    State.SUBMITTED: frozenset({State.RETURNED, State.VALIDATED, State.IN_PROGRESS}),
    State.RETURNED: frozenset({State.IN_PROGRESS, State.SUBMITTED, State.NOT_APPLICABLE}),
    State.VALIDATED: frozenset({State.RETURNED}),
    State.NOT_APPLICABLE: frozenset({State.NOT_STARTED, State.IN_PROGRESS}),
}

_RIGHT = {State.VALIDATED: Action.VALIDATE_MILESTONE, State.RETURNED: Action.VALIDATE_MILESTONE}


@dataclass(frozen=True, kw_only=True)
class Line:
    """A milestone of somebody's plan as it stands now."""

    milestone: Milestone
    state: State
    planned_on: date | None
    moved_on: date | None
    evidence: str
    reason: str
    who: str
    self_validated: bool


def move(
    db: Database,
    participant_id: int,
    milestone: str,
    state: State,
    *,
    on: date,
    evidence: str = "",
    reason: str = "",
    alone: bool = False,
    by: Staff,
    today: date,
    token: str | None = None,
) -> None:
    """Change the state of a milestone. Raises `InvalidInput` with the way out.

    Submitting asks for the evidence, returning for a reason. Validating is for a second person;
    `alone` says that there is none, and the validation stays marked as such.
    """
    person = participants.get(
        db, participant_id, by=by, to=_RIGHT.get(state, Action.SUBMIT_MILESTONE)
    )
    definition = programmes.programme_of(db, person.cohort_id).milestone(milestone)
    proof, why = clean(evidence, longest=500), clean(reason, longest=300)
    if not person.entered_on <= on <= today:
        raise InvalidInput(_("The date comes after the entry, and not in the future."))
    if state is State.SUBMITTED:
        _check_evidence(definition, proof)
    if state is State.RETURNED and not why:
        raise InvalidInput(_("Say in a few words why it is returned: what is missing?"))
    with transaction(db):
        saves.once(db, token, by=by)
        before = _state(db, person.enrolment_id, milestone)
        if state not in MOVES[before]:
            raise InvalidInput(
                _("This milestone is “{state}”: this change is not possible from there.").format(
                    state=_(STATES[before])
                )
            )
        submission = ledgers.milestone_evidence(db, person.enrolment_id, milestone)
        own = bool(submission and submission["recorded_by"] == by.id)
        if state is State.VALIDATED:
            if own and not alone:
                raise InvalidInput(_("You submitted this milestone: a second person validates it."))
            proof = submission["evidence"] if submission else proof
        if state in {State.SUBMITTED, State.VALIDATED} and definition.gated:
            _check_gate(db, person.id, proof)
        entry = ledgers.insert_milestone_move(
            db, enrolment_id=person.enrolment_id, milestone=milestone, state=state,
            moved_on=on.isoformat(), evidence=proof or None, reason=why or None,
            self_validated=int(own and state is State.VALIDATED), recorded_by=by.id,
        )  # fmt: skip
        audit.changed(
            db, f"milestone {milestone}", entry, {"state": before},
            {"state": state, "evidence": proof or None, "reason": why or None},
            by=by, participant_id=person.id,
        )  # fmt: skip
        audit.record(db, f"milestone.{state}", by=by, subject="participant", subject_id=person.id)
        rollups.refresh(db, person.cohort_id)


def take_back(
    db: Database, participant_id: int, milestone: str, *, by: Staff, today: date,
    token: str | None = None,
) -> State:  # fmt: skip
    """Cancel the latest move of a milestone, made by mistake, and return the state it is in again.

    Both entries stay in the ledger; the right is the one that the move itself asks for.
    """
    person = participants.get(db, participant_id, by=by, to=Action.SUBMIT_MILESTONE)
    with transaction(db):
        saves.once(db, token, by=by)
        last = ledgers.last_milestone_move(db, person.enrolment_id, milestone)
        if last is None:
            raise InvalidInput(_("This milestone has not moved: there is nothing to take back."))
        gone = State(last["state"])
        participants.get(db, person.id, by=by, to=_RIGHT.get(gone, Action.SUBMIT_MILESTONE))
        entry = ledgers.insert_milestone_move(
            db, enrolment_id=person.enrolment_id, milestone=milestone, state=State.NOT_STARTED,
            moved_on=today.isoformat(), cancels=last["id"], recorded_by=by.id,
        )  # fmt: skip
        again = _state(db, person.enrolment_id, milestone)
        audit.changed(
            db, f"milestone {milestone}", entry, {"state": gone}, {"state": again},
            by=by, participant_id=person.id,
        )  # fmt: skip
        audit.record(db, "milestone.taken_back", by=by, subject="participant", subject_id=person.id)
        rollups.refresh(db, person.cohort_id)
    return again


def plan(
    db: Database, participant_id: int, milestone: str, planned_on: date, *, by: Staff,
    token: str | None = None,
) -> None:  # fmt: skip
    """Set the day by which a milestone is hoped for."""
    with transaction(db):
        saves.once(db, token, by=by)
        keep_plan(db, participant_id, milestone, planned_on, by=by)


def keep_plan(
    db: Database, participant_id: int, milestone: str, planned_on: date, *, by: Staff
) -> None:  # fmt: skip
    """Set the day by which a milestone is hoped for; inside the transaction of the caller."""
    person = participants.get(db, participant_id, by=by, to=Action.SUBMIT_MILESTONE)
    programmes.programme_of(db, person.cohort_id).milestone(milestone)
    state = _line(db, person.enrolment_id, milestone)
    if planned_on < person.entered_on:
        raise InvalidInput(_("A milestone is planned after the entry into the cohort."))
    ledgers.plan_milestone(db, person.enrolment_id, milestone, planned_on.isoformat())
    audit.changed(
        db, f"milestone {milestone}", person.enrolment_id, {"planned_on": state.get("planned_on")},
        {"planned_on": planned_on.isoformat()}, by=by, participant_id=person.id,
    )  # fmt: skip
    rollups.refresh(db, person.cohort_id)
    audit.record(db, "milestone.planned", by=by, subject="participant", subject_id=person.id)


def table(db: Database, participant_id: int, *, by: Staff) -> list[Line]:
    """Every milestone of the programme, in order, as it stands for somebody."""
    person = participants.get(db, participant_id, by=by, to=Action.READ_JOURNEY)
    states = {row["milestone"]: row for row in ledgers.milestone_states(db, person.enrolment_id)}
    lines = []
    for milestone in programmes.programme_of(db, person.cohort_id).milestones:
        row = states.get(milestone.key, {})
        lines.append(
            Line(
                milestone=milestone,
                state=State(row.get("state", State.NOT_STARTED)),
                planned_on=_day(row.get("planned_on")),
                moved_on=_day(row.get("moved_on")),
                evidence=row.get("evidence") or "",
                reason=row.get("reason") or "",
                who=row.get("who") or "",
                self_validated=bool(row.get("self_validated")),
            )
        )
    return lines


def _state(db: Database, enrolment_id: int, milestone: str) -> State:
    return State(_line(db, enrolment_id, milestone).get("state", State.NOT_STARTED))


def _line(db: Database, enrolment_id: int, milestone: str) -> Mapping[str, Any]:
    rows = ledgers.milestone_states(db, enrolment_id)
    return next((row for row in rows if row["milestone"] == milestone), {})


def _check_evidence(milestone: Milestone, evidence: str) -> None:
    if milestone.answers and evidence not in {answer.key for answer in milestone.answers}:
        raise InvalidInput(_("Choose one of the answers: the reason is never written down."))
    if not evidence:
        raise InvalidInput(
            _("Write down the evidence: {expected}.").format(
                expected=str(milestone.evidence).rstrip(".")
            )
        )


def _check_gate(db: Database, participant_id: int, note: str) -> None:
    """Registering while inside is legally contested: allowed with a written note."""
    periods = ledgers.situations(db, participant_id)
    inside = periods and periods[-1]["kind"] == SituationKind.INSIDE
    if inside and len(note) < 20:
        raise InvalidInput(
            _(
                "Registering while inside is legally contested. Write in a sentence what was agreed with probation."
            )
        )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
