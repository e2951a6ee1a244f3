"""Where somebody stands towards justice, in dated periods: inside, under a measure, free."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from sqlite_utils import Database

from core import audit, participants, rollups, saves
from core.errors import InvalidInput
from core.language import N_, _
from core.participants import Participant
from core.permissions import Action
from core.staff import Staff
from core.storage import ledgers
from core.storage import organisations as sites
from core.storage.database import transaction


class SituationKind(StrEnum):
    INSIDE = auto()
    SEMI_RELEASE = auto()
    EXTERNAL_PLACEMENT = auto()
    ELECTRONIC_MONITORING = auto()
    CONDITIONAL_RELEASE = auto()
    COMMUNITY_SERVICE = auto()
    PROBATION = auto()
    FREE = auto()


SITUATIONS = {
    SituationKind.INSIDE: N_("Inside"),
    SituationKind.SEMI_RELEASE: N_("Day release"),
    SituationKind.EXTERNAL_PLACEMENT: N_("External placement"),
    SituationKind.ELECTRONIC_MONITORING: N_("Home detention with electronic monitoring"),
    SituationKind.CONDITIONAL_RELEASE: N_("Conditional release"),
    SituationKind.COMMUNITY_SERVICE: N_("Community service (TIG)"),
    SituationKind.PROBATION: N_("Probation"),
    SituationKind.FREE: N_("Free"),
}


@dataclass(frozen=True, kw_only=True)
class Situation:
    """A period: from a day until the day before the next one; `ends_on` is None for the current one."""

    kind: SituationKind
    site: str
    starts_on: date
    ends_on: date | None
    id: int = 0  # of its entry
    site_id: int | None = None

    @property
    def label(self) -> str:
        return _(SITUATIONS[self.kind])


def change(
    db: Database,
    participant_id: int,
    kind: SituationKind,
    *,
    starts_on: date,
    site_id: int | None,
    by: Staff,
    today: date,
    token: str | None = None,
) -> None:
    """Write down a situation from a day on; the one before ends there. The same day again corrects it."""
    person = participants.get(db, participant_id, by=by, to=Action.MOVE_STAGE)
    if starts_on > today:
        raise InvalidInput(_("A situation is written down once it has begun."))
    with transaction(db):
        saves.once(db, token, by=by)
        keep(db, person, kind, starts_on=starts_on, site_id=site_id, by=by)


def keep(
    db: Database, person: Participant, kind: SituationKind, *, starts_on: date,
    site_id: int | None, by: Staff,
) -> int:  # fmt: skip
    """Keep a situation and return its entry's id; inside the transaction of a caller who checked it."""
    entry = ledgers.insert_situation(
        db, participant_id=person.id, kind=kind, site_id=site_id,
        starts_on=starts_on.isoformat(), recorded_by=by.id,
    )  # fmt: skip
    new = {"kind": kind, "site": sites.name(db, site_id), "starts_on": starts_on}
    audit.changed(db, "situation", entry, {}, new, by=by, participant_id=person.id)
    audit.record(db, "situation.changed", by=by, subject="participant", subject_id=person.id)
    rollups.refresh(db, person.cohort_id)
    return entry


def take_back(
    db: Database, participant_id: int, *, by: Staff, token: str | None = None
) -> None:  # fmt: skip
    """Cancel the latest situation, written down by mistake: the one before goes on. Both entries stay."""
    person = participants.get(db, participant_id, by=by, to=Action.MOVE_STAGE)
    with transaction(db):
        saves.once(db, token, by=by)
        keep_back(db, person, by=by)


def keep_back(db: Database, person: Participant, *, by: Staff) -> None:
    """Cancel the latest situation; inside the transaction of a caller who checked the right."""
    *before, last = [None, *ledgers.situations(db, person.id)]
    if last is None or before == [None]:
        raise InvalidInput(_("The first situation cannot be taken back: correct it instead."))
    entry = ledgers.insert_situation(
        db, participant_id=person.id, kind=last["kind"], starts_on=last["starts_on"],
        cancels=last["id"], recorded_by=by.id,
    )  # fmt: skip
    kept = ledgers.situations(db, person.id)[-1]
    old, new = ({key: one[key] for key in ("kind", "site", "starts_on")} for one in (last, kept))
    audit.changed(db, "situation", entry, old, new, by=by, participant_id=person.id)
    audit.record(db, "situation.taken_back", by=by, subject="participant", subject_id=person.id)
    rollups.refresh(db, person.cohort_id)


def of(db: Database, participant_id: int, *, by: Staff) -> list[Situation]:
    """Somebody's periods, oldest first; they never overlap."""
    participants.get(db, participant_id, by=by, to=Action.READ_JOURNEY)
    rows = ledgers.situations(db, participant_id)
    ends = [date.fromisoformat(row["starts_on"]) for row in rows[1:]]
    return [
        Situation(
            kind=SituationKind(row["kind"]), site=row["site"] or "",
            starts_on=date.fromisoformat(row["starts_on"]), ends_on=end, id=row["id"],
            site_id=row["site_id"],
        )
        for row, end in zip(rows, [*ends, None], strict=False)
    ]  # fmt: skip
