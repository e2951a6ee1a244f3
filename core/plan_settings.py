"""What the team chooses for a plan: full or short, and whether the mentor reads it."""

from dataclasses import dataclass

from sqlite_utils import Database

from core import audit, participants, saves
from core.errors import NotFound
from core.language import _
from core.participants import Participant
from core.permissions import Action, Role, require
from core.staff import Staff
from core.storage import plan_settings as store
from core.storage.database import transaction


@dataclass(frozen=True, kw_only=True)
class Settings:
    """`short`: the plan of a micro-enterprise; `shared`: the mentor reads it and comments. Version 0: never set."""

    short: bool = False
    shared: bool = False
    version: int = 0


def of(db: Database, participant_id: int, *, by: Staff) -> Settings:
    """What was chosen for somebody's plan."""
    return kept(db, opened(db, participant_id, by=by).id)


def shared_with(db: Database, *, by: Staff) -> set[int]:
    """The pairs of a mentor whose plan is shared with them, by their ids."""
    require(by.role, Action.LIST_MENTEES)
    return store.shared_with(db, by.id)


def choose(
    db: Database, participant_id: int, *, short: bool, shared: bool, version: int, by: Staff,
    token: str | None = None,
) -> None:  # fmt: skip
    """Keep the size of a plan and whether the mentor reads it; at once, both stay visible."""
    person = participants.get(db, participant_id, by=by, to=Action.WRITE_PLAN)
    with transaction(db):
        saves.once(db, token, by=by)
        now = kept(db, person.id)
        saves.same_version(now.version, version)
        old, new = _said(now), _said(Settings(short=short, shared=shared))
        if old == new:
            return
        store.put(db, person.id, short=short, shared=shared)
        audit.changed(db, "plan", person.id, old, new, by=by, participant_id=person.id)
        if now.shared != shared:
            event = "plan.shared" if shared else "plan.unshared"
            audit.record(db, event, by=by, subject="participant", subject_id=person.id)


def kept(db: Database, participant_id: int) -> Settings:
    """The choices as they stand, for verbs that have checked the right."""
    row = store.of(db, participant_id)
    if row is None:
        return Settings()
    return Settings(short=bool(row["short"]), shared=bool(row["shared"]), version=row["version"])


def opened(db: Database, participant_id: int, *, by: Staff) -> Participant:
    """The person whose plan `by` may read: the team, or their mentor once it is shared with them."""
    if by.role is not Role.MENTOR:
        return participants.get(db, participant_id, by=by, to=Action.READ_PLAN)
    person = participants.get(db, participant_id, by=by, to=Action.READ_SHARED_PLAN)
    if not kept(db, person.id).shared:
        raise NotFound(_("This plan is not shared with you: the coach decides when it is."))
    return person


def _said(settings: Settings) -> dict[str, str]:
    """Both choices in the words that the history keeps."""
    return {
        "short": "short" if settings.short else "full",
        "shared": "yes" if settings.shared else "no",
    }
