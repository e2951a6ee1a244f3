"""How somebody enters a cohort, changes coach and leaves."""

from collections.abc import Mapping
from datetime import date

from sqlite_utils import Database

from core import audit, cohorts, participants, programmes, rollups, saves
from core.errors import InvalidInput
from core.language import _
from core.participants import Identity, identity_values
from core.permissions import Action, Role
from core.situations import SituationKind
from core.staff import Staff
from core.storage import cohorts as cohort_store
from core.storage import ledgers
from core.storage import participants as store
from core.storage import staff as staff_store
from core.storage.database import transaction
from core.wording import clean


def add(
    db: Database,
    identity: Identity,
    *,
    cohort_id: int,
    entered_on: date,
    situation: SituationKind | None = None,
    site_id: int | None = None,
    coach_id: int | None = None,
    by: Staff,
    today: date,
    token: str | None = None,
) -> int:
    """Bring somebody new into a cohort: identity, enrolment, first stage and situation; return their id."""
    cohort = cohorts.get(db, cohort_id, by=by, to=Action.IMPORT_ROSTER)
    if not cohort.open:
        raise InvalidInput(
            _("This cohort is closed: nobody enters it any more. Choose another one.")
        )
    if entered_on > today:
        raise InvalidInput(_("The date of entry cannot be in the future."))
    _check_coach(db, coach_id)
    first_stage = programmes.programme_of(db, cohort_id).stages[0].key
    with transaction(db):
        saves.once(db, token, by=by)
        code = cohort_store.next_code(db, cohort_id)
        values = identity_values(identity, code)
        participant_id = store.insert(db, {"code": code, **values})
        enrolment_id = store.insert_enrolment(
            db,
            {
                "participant_id": participant_id,
                "cohort_id": cohort_id,
                "coach_id": coach_id,
                "entered_on": entered_on.isoformat(),
                "recorded_by": by.id,
            },
        )
        ledgers.insert_stage_move(
            db, enrolment_id=enrolment_id, stage=first_stage, moved_on=entered_on.isoformat(),
            recorded_by=by.id,
        )  # fmt: skip
        if situation is not None:
            ledgers.insert_situation(
                db, participant_id=participant_id, kind=situation, site_id=site_id,
                starts_on=entered_on.isoformat(), recorded_by=by.id,
            )  # fmt: skip
        kept = {key: value for key, value in values.items() if key != "search"}
        audit.changed(
            db, "participant", participant_id, {}, kept, by=by, participant_id=participant_id
        )
        audit.record(
            db, "participant.added", by=by, subject="participant", subject_id=participant_id
        )
        rollups.refresh(db, cohort_id)
    return participant_id


def hand_over(
    db: Database, participant_id: int, coach_id: int, *, by: Staff, token: str | None = None
) -> None:
    """Give somebody another coach."""
    person = participants.get(db, participant_id, by=by, to=Action.EDIT_PARTICIPANT)
    _check_coach(db, coach_id)
    _change(db, person, {"coach_id": coach_id}, "enrolment.handed_over", by=by, token=token)


def end(
    db: Database,
    participant_id: int,
    *,
    on: date,
    kind: str,
    reason: str = "",
    by: Staff,
    today: date,
    token: str | None = None,
) -> None:
    """Write down the end of the support, with its class. Raises `InvalidInput` for impossible dates."""
    person = participants.get(db, participant_id, by=by, to=Action.EDIT_PARTICIPANT)
    programmes.programme_of(db, person.cohort_id).exit_kind(kind)
    if person.ended_on is not None:
        raise InvalidInput(_("The support of this person has already ended."))
    if not person.entered_on <= on <= today:
        raise InvalidInput(_("The end comes after the entry, and not in the future."))
    values = {
        "ended_on": on.isoformat(),
        "exit_kind": kind,
        "exit_reason": clean(reason, longest=300) or None,
    }
    _change(db, person, values, "enrolment.ended", by=by, token=token)


def _change(
    db: Database,
    person: participants.Participant,
    values: Mapping[str, object],
    event: str,
    *,
    by: Staff,
    token: str | None,
) -> None:
    with transaction(db):
        saves.once(db, token, by=by)
        before = store.enrolment(db, person.enrolment_id)
        store.update_enrolment(db, person.enrolment_id, values)
        audit.changed(
            db, "enrolment", person.enrolment_id, before, values, by=by, participant_id=person.id
        )
        audit.record(db, event, by=by, subject="participant", subject_id=person.id)
        rollups.refresh(db, person.cohort_id)


def _check_coach(db: Database, coach_id: int | None) -> None:
    if coach_id is None:
        return
    row = staff_store.by_id(db, coach_id)
    if row is None or not row["active"] or Role(row["role"]) not in {Role.COACH, Role.LEAD}:
        raise InvalidInput(_("Choose a coach whose account is open."))
