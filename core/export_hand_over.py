"""The hand-over sheet as it leaves: what was agreed to, and outside not a word of a detention."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from sqlite_utils import Database

from core import (
    audit,
    barriers,
    mentors,
    milestones,
    participants,
    plans,
    release_list,
    sharing,
    situations,
    staff,
    stages,
)
from core.barrier_parts import Standing
from core.discretion import tells
from core.errors import InvalidInput
from core.language import Language, _, speaking
from core.milestones import State
from core.organisations import SiteKind
from core.participants import Participant
from core.permissions import Action
from core.plans import STATUSES
from core.reports import content
from core.sharing import ITEMS, Item
from core.staff import Staff
from core.storage import exports as store
from core.storage import organisations as sites
from core.storage.database import transaction
from core.wording import listed


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What a sheet would hold: the things agreed to, and those held back because they speak of a measure."""

    values: dict[str, Any]
    held_back: tuple[str, ...]


def hand_over_as_word(
    db: Database, participant_id: int, *, internal: bool = False, by: Staff, today: date,
    language: Language,
) -> bytes:  # fmt: skip
    """The sheet for those who take over. `internal` adds the situation and the place, between prison teams.

    Raises `InvalidInput` while the person has agreed to nothing.
    """
    from core.reports.hand_over import HandOverContent, hand_over_document

    person = participants.get(db, participant_id, by=by, to=Action.EXPORT_SUMMARY)
    with speaking(language):
        sheet = prepared(db, person.id, internal=internal, by=by)
        if sheet.values["agreed_on"] is None:
            raise InvalidInput(
                _("Ask first what may be shared: the sheet holds nothing else than what was agreed to.")
            )  # fmt: skip
        file = hand_over_document(
            HandOverContent(
                language=language,
                association=by.organisation or "Passerelle",
                made_on=today,
                author=by.name,
                **sheet.values,
            )
        )
    document = "hand-over sheet, internal" if internal else "hand-over sheet"
    with transaction(db):
        store.insert(
            db, document=document, participant_id=person.id, cohort_id=None, language=language,
            sha256=sha256(file).hexdigest(), recorded_by=by.id,
        )  # fmt: skip
        audit.record(db, f"{document}.exported", by=by, subject="participant", subject_id=person.id)
    return file


def prepared(db: Database, participant_id: int, *, internal: bool, by: Staff) -> Sheet:
    """What the sheet would hold now, and what it would hold back."""
    from core.reports.hand_over import Internal

    person = participants.get(db, participant_id, by=by, to=Action.EXPORT_SUMMARY)
    answers = sharing.of(db, person.id, by=by)
    agreed = {one.item for one in answers if one.agreed}
    days = [one.agreed_on for one in answers if one.agreed and one.agreed_on]
    values: dict[str, Any] = {
        "name": person.name,
        "coach": person.coach,
        "organisation": staff.get(db, person.coach_id).organisation if person.coach_id else "",
        "agreed_on": max(days, default=None),
    }
    held_back: list[str] = []
    places = [] if internal else _places(db)
    for item in Item:
        if item not in agreed:
            continue
        found = _READ[item](db, person, internal, by)
        for name, value in found.items():
            if not internal and isinstance(value, str) and tells(value, places):
                found[name] = ""
                held_back.append(_(ITEMS[item]))
        values |= found
    if internal:
        now = situations.of(db, person.id, by=by)[-1:]
        for period in now:
            values["internal"] = Internal(
                code=person.code, cohort=person.cohort, since=period.starts_on,
                situation=", ".join(filter(None, [period.label, period.site])),
            )  # fmt: skip
    return Sheet(values=values, held_back=tuple(dict.fromkeys(held_back)))


def _places(db: Database) -> list[str]:
    """The names of the prisons and probation services, which would tell a stranger."""
    harmless = {SiteKind.ASSOCIATION, SiteKind.OTHER}
    return [row["name"] for row in sites.sites(db) if SiteKind(row["kind"]) not in harmless]


def _project(db: Database, person: Participant, _internal: bool, by: Staff) -> dict[str, Any]:
    here = [step for step in stages.journey(db, person.id, by=by) if step.here]
    return {
        "project": person.project,
        "stage": str(here[0].stage.name) if here else "",
        "stage_since": here[0].since if here else None,
    }


def _milestones(db: Database, person: Participant, _internal: bool, by: Staff) -> dict[str, Any]:
    """Titles, states and days; the evidence is the team's own writing."""
    lines = tuple(
        content.MilestoneLine(
            title=str(line.milestone.name), state=content.MilestoneState(line.state),
            planned_on=line.planned_on, changed_on=line.moved_on,
        )
        for line in milestones.table(db, person.id, by=by)
        if line.state is not State.NOT_APPLICABLE
    )  # fmt: skip
    return {"milestones": lines}


def _next_step(_db: Database, person: Participant, _internal: bool, _by: Staff) -> dict[str, Any]:
    return {"next_step": person.next_step, "next_step_on": person.next_step_on}


def _mentor(db: Database, person: Participant, _internal: bool, by: Staff) -> dict[str, Any]:
    pairs = mentors.of(db, person.id, by=by)
    return {"mentor": listed(pair.mentor for pair in pairs if pair.ends_on is None)}


def _barriers(db: Database, person: Participant, internal: bool, by: Staff) -> dict[str, Any]:
    """Those open with an objective; what concerns health stays with the team."""
    from core.reports.hand_over import BarrierLine

    lines = []
    for line in barriers.state_of(db, person.id, by=by).lines:
        chosen = set(line.now.objectives)
        if line.standing is not Standing.OPEN or not chosen:
            continue
        if line.barrier.referral_only and not internal:
            continue
        names = tuple(str(one.name) for one in line.barrier.objectives if one.key in chosen)
        lines.append(BarrierLine(name=str(line.barrier.name), objectives=names))
    return {"barriers": tuple(lines)}


def _plan(db: Database, person: Participant, _internal: bool, by: Staff) -> dict[str, Any]:
    written = [text for text in plans.read(db, person.id, by=by).chapters if text.body.strip()]
    return {"chapters": tuple((text.title, _(STATUSES[text.status]).lower()) for text in written)}


def _contacts(db: Database, person: Participant, _internal: bool, by: Staff) -> dict[str, Any]:
    first = release_list.of(db, person.id, by=by).appointment
    return {
        "phone": person.phone,
        "appointment": first.organisation if first else "",
        "appointment_on": first.meets_on if first else None,
    }


_READ = {
    Item.PROJECT: _project,
    Item.MILESTONES: _milestones,
    Item.NEXT_STEP: _next_step,
    Item.MENTOR: _mentor,
    Item.BARRIERS: _barriers,
    Item.PLAN: _plan,
    Item.CONTACTS: _contacts,
}
