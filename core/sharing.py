"""What somebody agreed to share with those who take over: asked thing by thing, dated, changed at any time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from sqlite_utils import Database

from core import audit, participants, saves
from core.errors import InvalidInput
from core.language import N_, _
from core.permissions import Action
from core.staff import Staff
from core.storage import sharing as store
from core.storage.database import transaction


class Item(StrEnum):
    PROJECT = auto()
    MILESTONES = auto()
    NEXT_STEP = auto()
    MENTOR = auto()
    BARRIERS = auto()
    PLAN = auto()
    CONTACTS = auto()


ITEMS = {
    Item.PROJECT: N_("Project and stage"),
    Item.MILESTONES: N_("Milestones"),
    Item.NEXT_STEP: N_("Next step"),
    Item.MENTOR: N_("Mentor"),
    Item.BARRIERS: N_("Barriers with an objective under way"),
    Item.PLAN: N_("Business plan, chapters written"),
    Item.CONTACTS: N_("Telephone and appointments"),
}


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """What was answered about one thing, and when; `agreed` is None while it was not asked."""

    item: Item
    agreed: bool | None = None
    agreed_on: date | None = None
    who: str = ""


def of(db: Database, participant_id: int, *, by: Staff) -> list[Agreement]:
    """Where somebody stands on everything that a hand-over may tell, in its order."""
    person = participants.get(db, participant_id, by=by, to=Action.READ_JOURNEY)
    rows = {row["item"]: row for row in store.holding(db, person.id)}
    return [
        Agreement(
            item=item, agreed=bool(rows[item]["agreed"]), who=rows[item]["who"],
            agreed_on=date.fromisoformat(rows[item]["agreed_on"]),
        )
        if item in rows
        else Agreement(item=item)
        for item in Item
    ]  # fmt: skip


def record(
    db: Database, participant_id: int, answers: Mapping[Item, bool], *, on: date, by: Staff,
    today: date, token: str | None = None,
) -> None:  # fmt: skip
    """Write down what somebody answered on a day, thing by thing; an agreement given again is dated anew.

    Raises `InvalidInput` for a day to come, or before an answer that is already written down.
    """
    person = participants.get(db, participant_id, by=by, to=Action.MOVE_STAGE)
    if on > today:
        raise InvalidInput(_("An answer is written down once it was given."))
    with transaction(db):
        saves.once(db, token, by=by)
        before = {row["item"]: row for row in store.holding(db, person.id)}
        for item, agreed in answers.items():
            row = before.get(item)
            if row and on.isoformat() < row["agreed_on"]:
                raise InvalidInput(
                    _("A later answer is already written down. Give a day after it.")
                )
            if row and (bool(row["agreed"]), row["agreed_on"]) == (agreed, on.isoformat()):
                continue
            entry = store.insert(
                db, participant_id=person.id, item=item, agreed=int(agreed),
                agreed_on=on.isoformat(), recorded_by=by.id,
            )  # fmt: skip
            old = {"agreed": _yes(row["agreed"]), "on": row["agreed_on"]} if row else {}
            new = {"agreed": _yes(agreed), "on": on.isoformat()}
            audit.changed(db, f"sharing {item}", entry, old, new, by=by, participant_id=person.id)
        audit.record(db, "sharing.recorded", by=by, subject="participant", subject_id=person.id)


def _yes(agreed: object) -> str:
    return "yes" if agreed else "no"
