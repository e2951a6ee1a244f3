"""Moving somebody through the stages of the coaching, forward or back, and reading the journey."""

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from core import audit, participants, programmes, rollups, saves
from core.errors import InvalidInput
from core.language import _
from core.permissions import Action
from core.programme import Stage
from core.staff import Staff
from core.storage import ledgers
from core.storage.database import transaction
from core.wording import clean


@dataclass(frozen=True, kw_only=True)
class Step:
    """A stage in somebody's journey: when it was first reached, and whether they are there now."""

    stage: Stage
    reached_on: date | None
    here: bool = False
    since: date | None = None  # of the present stay, when `here`


def move(
    db: Database,
    participant_id: int,
    stage: str,
    *,
    on: date,
    reason: str = "",
    by: Staff,
    today: date,
    token: str | None = None,
) -> None:
    """Keep a move to a stage. Stepping back needs a reason. Raises `InvalidInput` with the way out."""
    with transaction(db):
        saves.once(db, token, by=by)
        keep(db, participant_id, stage, on=on, reason=reason, by=by, today=today)


def keep(
    db: Database, participant_id: int, stage: str, *, on: date, reason: str = "", by: Staff, today: date
) -> None:  # fmt: skip
    """Keep a move under the rules of `move`; inside the transaction of the caller."""
    person = participants.get(db, participant_id, by=by, to=Action.MOVE_STAGE)
    programme = programmes.programme_of(db, person.cohort_id)
    target = programme.stage(stage)
    if person.ended_on is not None:
        raise InvalidInput(
            _("The support of this person has ended: their stages no longer change.")
        )
    if on > today:
        raise InvalidInput(
            _("A stage is reached on a day that has come: the date is in the future.")
        )
    if on < person.entered_on:
        raise InvalidInput(_("A stage is not reached before the entry into the cohort."))
    why = clean(reason, longest=300)
    moves = ledgers.stage_moves(db, person.enrolment_id)
    last = moves[-1] if moves else None
    if last and on < date.fromisoformat(last["moved_on"]):
        raise InvalidInput(_("A later move is already written down. Give a date after it."))
    if last and last["stage"] == stage:
        raise InvalidInput(_("This person is already at this stage."))
    order = [known.key for known in programme.stages]
    if last and order.index(target.key) < order.index(last["stage"]) and not why:
        raise InvalidInput(_("Going back to an earlier stage needs a reason, in a few words."))
    entry = ledgers.insert_stage_move(
        db, enrolment_id=person.enrolment_id, stage=stage, moved_on=on.isoformat(),
        reason=why or None, recorded_by=by.id,
    )  # fmt: skip
    old = {"stage": last["stage"]} if last else {}
    new = {"stage": stage, "on": on, "reason": why or None}
    audit.changed(db, "stage", entry, old, new, by=by, participant_id=person.id)
    audit.record(db, "stage.moved", by=by, subject="participant", subject_id=person.id)
    rollups.refresh(db, person.cohort_id)


def cancel_last(
    db: Database, participant_id: int, *, by: Staff, today: date, token: str | None = None
) -> None:
    """Take back the latest move, entered by mistake: both entries stay in the ledger."""
    person = participants.get(db, participant_id, by=by, to=Action.MOVE_STAGE)
    with transaction(db):
        saves.once(db, token, by=by)
        moves = ledgers.stage_moves(db, person.enrolment_id)
        if len(moves) < 2:
            raise InvalidInput(_("The first stage cannot be taken back."))
        last = moves[-1]
        entry = ledgers.insert_stage_move(
            db, enrolment_id=person.enrolment_id, stage=last["stage"], moved_on=today.isoformat(),
            cancels=last["id"], recorded_by=by.id,
        )  # fmt: skip
        audit.changed(
            db, "stage", entry, {"stage": last["stage"]}, {"stage": moves[-2]["stage"]},
            by=by, participant_id=person.id,
        )  # fmt: skip
        audit.record(db, "stage.cancelled", by=by, subject="participant", subject_id=person.id)
        rollups.refresh(db, person.cohort_id)


def journey(db: Database, participant_id: int, *, by: Staff) -> list[Step]:
    """Every stage of the programme, in order, with what this person has reached."""
    person = participants.get(db, participant_id, by=by, to=Action.READ_JOURNEY)
    moves = ledgers.stage_moves(db, person.enrolment_id)
    first: dict[str, date] = {}
    for entry in moves:
        first.setdefault(entry["stage"], date.fromisoformat(entry["moved_on"]))
    here = moves[-1]["stage"] if moves else ""
    since = date.fromisoformat(moves[-1]["moved_on"]) if moves else None
    return [
        Step(
            stage=stage,
            reached_on=first.get(stage.key),
            here=stage.key == here,
            since=since if stage.key == here else None,
        )
        for stage in programmes.programme_of(db, person.cohort_id).stages
    ]
