"""Who coaches whom: the coaches to choose from for somebody, and handing over everybody at once."""

from dataclasses import dataclass

from sqlite_utils import Database

from core import audit, cohorts, enrolments, participants, rollups, saves
from core import staff as team
from core.errors import InvalidInput
from core.language import _
from core.participants import Participant
from core.permissions import Action, Role, require
from core.staff import Staff
from core.storage import coaches as store
from core.storage.database import transaction
from core.wording import folded, listed


def for_somebody(db: Database, participant_id: int, *, by: Staff) -> list[Staff]:
    """The coaches of the organisations that run somebody's cohort, and their present one, by name."""
    person = participants.get(db, participant_id, by=by, to=Action.EDIT_PARTICIPANT)
    run_by = cohorts.get(db, person.cohort_id, by=by).organisations
    return [
        one
        for one in team.with_role(db, Role.COACH, by=by)
        if one.organisation_id in run_by or one.id == person.coach_id
    ]


def keep(
    db: Database, person: Participant, coach_id: int | None, *, by: Staff, checked: bool = True
) -> None:
    """Give somebody another coach, inside the transaction of the caller.

    With `checked` the coach works for one of the organisations that run the cohort.
    """
    participants.get(db, person.id, by=by, to=Action.EDIT_PARTICIPANT)
    if checked:
        enrolments.check_coach(db, coach_id)
        known = {one.id for one in for_somebody(db, person.id, by=by)}
        if coach_id not in known:
            raise InvalidInput(
                _(
                    "This coach's organisation does not run the cohort. Choose another coach, or end this "
                    "support and let the person enter one of its cohorts."
                )
            )
    enrolments.keep_change(db, person, {"coach_id": coach_id}, "enrolment.handed_over", by=by)


def followed(db: Database, coach_id: int, *, by: Staff) -> int:
    """How many people a coach follows now."""
    require(by.role, Action.MANAGE_COHORTS)
    return len(store.followed(db, coach_id))


@dataclass(frozen=True, kw_only=True)
class Following:
    """Somebody who follows people now; `active` is false once their account is closed."""

    id: int
    name: str
    people: int
    active: bool


def following(db: Database, *, by: Staff) -> list[Following]:
    """Whoever follows people now, closed accounts first."""
    require(by.role, Action.MANAGE_COHORTS)
    return [
        Following(id=row["id"], name=row["name"], people=row["people"], active=bool(row["active"]))
        for row in store.with_people(db)
    ]


def hand_over_everybody(
    db: Database, coach_id: int, to: int | None, *, by: Staff, token: str | None = None
) -> int:
    """Give everybody whom a coach follows to another one, or to nobody for now; return how many.

    Nobody (None) is said, never silent: these people are on the list of those without a coach. Raises
    `InvalidInput` if the new coach's organisation does not run one of the cohorts.
    """
    require(by.role, Action.MANAGE_COHORTS)
    if to == coach_id:
        raise InvalidInput(_("Choose another coach than the one who leaves."))
    enrolments.check_coach(db, to)
    with transaction(db):
        saves.once(db, token, by=by)
        rows = store.followed(db, coach_id)
        if strangers := store.not_run_by(db, coach_id, to) if to else []:
            raise InvalidInput(
                _("This coach's organisation does not run {names}: add it to that cohort first.").format(
                    names=listed(sorted(strangers, key=folded))
                )
            )  # fmt: skip
        for row in rows:
            store.give(db, row["id"], to)
            old, new = {"coach_id": coach_id}, {"coach_id": to}
            audit.changed(
                db, "enrolment", row["id"], old, new, by=by, participant_id=row["participant_id"]
            )
            audit.record(
                db, "enrolment.handed_over", by=by, subject="participant",
                subject_id=row["participant_id"],
            )  # fmt: skip
        for cohort_id in {row["cohort_id"] for row in rows}:
            rollups.refresh(db, cohort_id)
    return len(rows)
