"""How somebody enters a cohort, changes coach and leaves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from core import audit, cohorts, consents, exits, participants, programmes, rollups, saves
from core.cohorts import Cohort
from core.consents import Answer, Kind
from core.errors import InvalidInput
from core.language import _
from core.participants import Identity, Participant, identity_values
from core.permissions import Action, Role
from core.situations import SituationKind
from core.staff import Staff
from core.storage import cohorts as cohort_store
from core.storage import exits as exit_store
from core.storage import ledgers
from core.storage import participants as store
from core.storage import staff as staff_store
from core.storage.database import transaction
from core.wording import short_date


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Somebody who enters a cohort: who they are, since when, where they stand; `informed_on` is the
    day the information notice was given, `agrees_to_research` what they answered (None: not asked)."""

    identity: Identity
    entered_on: date
    situation: SituationKind | None = None
    site_id: int | None = None
    informed_on: date | None = None
    agrees_to_research: bool | None = None


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
    cohort = open_cohort(db, cohort_id, by=by)
    check_coach(db, coach_id)
    entry = Entry(
        identity=identity, entered_on=entered_on, situation=situation, site_id=site_id
    )  # fmt: skip
    check_entry(entry, today=today)
    with transaction(db):
        saves.once(db, token, by=by)
        participant_id = write(db, entry, cohort=cohort, coach_id=coach_id, by=by)
        rollups.refresh(db, cohort_id)
    return participant_id


def open_cohort(db: Database, cohort_id: int, *, by: Staff) -> Cohort:
    """The cohort that somebody is about to enter. Raises `InvalidInput` if it is closed."""
    cohort = cohorts.get(db, cohort_id, by=by, to=Action.IMPORT_ROSTER)
    if not cohort.open:
        raise InvalidInput(
            _("This cohort is closed: nobody enters it any more. Choose another one.")
        )
    return cohort


def check_entry(entry: Entry, *, today: date) -> None:
    """Go on, or raise `InvalidInput` for an entry that has not taken place."""
    if entry.entered_on > today:
        raise InvalidInput(_("The date of entry cannot be in the future."))


def write(
    db: Database, entry: Entry, *, cohort: Cohort, coach_id: int | None, by: Staff
) -> int:  # fmt: skip
    """Write one checked entry inside the caller's transaction and return the participant's id.

    The caller refreshes the cohort's counts once all its entries are written.
    """
    code = cohort_store.next_code(db, cohort.id)
    values = identity_values(entry.identity, code)
    since = entry.entered_on.isoformat()
    participant_id = store.insert(db, {"code": code, **values})
    enrolment_id = store.insert_enrolment(
        db,
        {
            "participant_id": participant_id,
            "cohort_id": cohort.id,
            "coach_id": coach_id,
            "entered_on": since,
            "recorded_by": by.id,
        },
    )
    _begin(db, enrolment_id, cohort, since, by=by)
    if entry.situation is not None:
        ledgers.insert_situation(
            db, participant_id=participant_id, kind=entry.situation, site_id=entry.site_id,
            starts_on=since, recorded_by=by.id,
        )  # fmt: skip
    kept = {key: value for key, value in values.items() if key != "search"}
    audit.changed(db, "participant", participant_id, {}, kept, by=by, participant_id=participant_id)
    audit.record(db, "participant.added", by=by, subject="participant", subject_id=participant_id)
    if entry.informed_on:
        notice = {Kind.INFORMATION: Answer.GIVEN}
        consents.keep(db, participant_id, notice, on=entry.informed_on, by=by)
    if entry.agrees_to_research is not None:
        answer = Answer.GIVEN if entry.agrees_to_research else Answer.REFUSED
        consents.keep(db, participant_id, {Kind.RESEARCH: answer}, on=entry.entered_on, by=by)
    return participant_id


def _begin(db: Database, enrolment_id: int, cohort: Cohort, since: str, *, by: Staff) -> None:
    """The first stage of the cohort's programme."""
    first_stage = programmes.programme_of(db, cohort.id).stages[0].key
    ledgers.insert_stage_move(
        db, enrolment_id=enrolment_id, stage=first_stage, moved_on=since, recorded_by=by.id
    )


def enter_again(
    db: Database,
    participant_id: int,
    *,
    cohort_id: int,
    entered_on: date,
    coach_id: int | None = None,
    by: Staff,
    today: date,
    token: str | None = None,
) -> int:
    """Bring somebody who left back into an open cohort, under the same code; return the enrolment's id.

    Raises `InvalidInput` while a support goes on, or for an entry before the last end.
    """
    cohort = open_cohort(db, cohort_id, by=by)
    check_coach(db, coach_id)
    if entered_on > today:
        raise InvalidInput(_("The date of entry cannot be in the future."))
    with transaction(db):
        saves.once(db, token, by=by)
        person = participants.get(db, participant_id, by=by, to=Action.EDIT_PARTICIPANT)
        if person.ended_on is None:
            raise InvalidInput(
                _("This person is followed now: write down the end of that support first.")
            )
        last = exit_store.last_end(db, person.id) or ""
        if entered_on.isoformat() < last:
            raise InvalidInput(
                _("The support before ended on {day}: the new one begins then or later.").format(
                    day=short_date(date.fromisoformat(last))
                )
            )
        since = entered_on.isoformat()
        enrolment_id = store.insert_enrolment(
            db,
            {
                "participant_id": person.id,
                "cohort_id": cohort.id,
                "coach_id": coach_id,
                "entered_on": since,
                "recorded_by": by.id,
            },
        )
        _begin(db, enrolment_id, cohort, since, by=by)
        shown = {"cohort": cohort.name, "entered_on": entered_on}
        audit.changed(db, "enrolment", enrolment_id, {}, shown, by=by, participant_id=person.id)
        audit.record(
            db, "enrolment.entered_again", by=by, subject="participant", subject_id=person.id
        )
        for touched in {cohort.id, person.cohort_id}:
            rollups.refresh(db, touched)
    return enrolment_id


def hand_over(
    db: Database, participant_id: int, coach_id: int, *, by: Staff, token: str | None = None
) -> None:
    """Give somebody another coach."""
    person = participants.get(db, participant_id, by=by, to=Action.EDIT_PARTICIPANT)
    check_coach(db, coach_id)
    with transaction(db):
        saves.once(db, token, by=by)
        keep_change(db, person, {"coach_id": coach_id}, "enrolment.handed_over", by=by)


def end(
    db: Database,
    participant_id: int,
    *,
    on: date,
    kind: str,
    reason: str = "",
    destination: str = "",
    by: Staff,
    today: date,
    token: str | None = None,
) -> None:
    """Write down the end of the support, with its class, its reason and where the person goes.

    Raises `InvalidInput` for an impossible day; `exits` corrects or undoes it.
    """
    person = participants.get(db, participant_id, by=by, to=Action.EDIT_PARTICIPANT)
    if person.ended_on is not None:
        raise InvalidInput(_("The support of this person has already ended."))
    values = exits.checked(
        db, person, on=on, kind=kind, reason=reason, destination=destination, today=today
    )
    with transaction(db):
        saves.once(db, token, by=by)
        keep_change(db, person, values, "enrolment.ended", by=by)


def keep_change(
    db: Database, person: Participant, values: Mapping[str, object], event: str, *, by: Staff
) -> None:
    """Change a checked enrolment, with its traces; inside the transaction of the caller."""
    before = store.enrolment(db, person.enrolment_id)
    store.update_enrolment(db, person.enrolment_id, values)
    audit.changed(
        db, "enrolment", person.enrolment_id, before, values, by=by, participant_id=person.id
    )
    audit.record(db, event, by=by, subject="participant", subject_id=person.id)
    rollups.refresh(db, person.cohort_id)


def check_coach(db: Database, coach_id: int | None) -> None:
    """Go on if nobody is named, or somebody who follows people and whose account is open."""
    if coach_id is None:
        return
    row = staff_store.by_id(db, coach_id)
    if row is None or not row["active"] or Role(row["role"]) not in {Role.COACH, Role.LEAD}:
        raise InvalidInput(_("Choose a coach whose account is open."))
