"""Participants: the people followed, with the least that must be known about them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from core import audit, saves
from core.errors import InvalidInput, NotAllowed, NotFound
from core.language import N_, _
from core.permissions import Action, Relation, Role, allows, require
from core.staff import Staff
from core.storage import participants as store
from core.storage.database import transaction
from core.wording import clean, folded


class Sex(StrEnum):
    F = "F"
    M = "M"
    OTHER = "other"


SEXES = {Sex.F: N_("woman"), Sex.M: N_("man"), Sex.OTHER: N_("other")}


def year_from(text: str) -> int | None:
    """The year somebody typed, None if nothing; raises `InvalidInput` for anything else."""
    plain = text.strip()
    if plain and not (plain.isascii() and plain.isdigit()):
        raise InvalidInput(_("The year of birth has four figures, for example 1991."))
    return int(plain) if plain else None


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who somebody is, as a coach types it: nothing about an offence, a sentence or a number."""

    first_name: str
    last_name: str
    birth_year: int | None = None
    sex: Sex | None = None
    phone: str = ""
    departement: str = ""
    project: str = ""
    release_month: str = ""  # YYYY-MM, never a day

    def __post_init__(self) -> None:
        if not self.first_name.strip() or not self.last_name.strip():
            raise InvalidInput(_("Give a first name and a last name."))
        if self.birth_year is not None and not 1900 <= self.birth_year <= 2100:
            raise InvalidInput(_("The year of birth has four figures, for example 1991."))


@dataclass(frozen=True, kw_only=True)
class Participant:
    """Somebody followed, with their current enrolment. For a mentor only first name and project are filled."""

    id: int
    code: str
    first_name: str
    last_name: str
    birth_year: int | None
    sex: Sex | None
    phone: str
    departement: str
    project: str
    release_month: str
    next_step: str
    next_step_on: date | None
    informed_on: date | None
    standing: str
    version: int
    enrolment_id: int
    cohort_id: int
    cohort: str
    cohort_open: bool
    coach_id: int | None
    coach: str
    entered_on: date
    ended_on: date | None
    exit_kind: str | None
    relation: Relation

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


def get(db: Database, participant_id: int, *, by: Staff, to: Action) -> Participant:
    """One participant, for somebody who may do `to` for them.

    Raises `NotFound` for somebody out of reach (whether they exist is not said), `NotAllowed` when
    the role may see them but not do this.
    """
    return _opened(store.by_id(db, participant_id, staff_id=by.id), by, to)


def by_code(db: Database, code: str, *, by: Staff, to: Action) -> Participant:
    """The participant with this code, under the same rights as `get`."""
    return _opened(store.by_code(db, code.strip().upper(), staff_id=by.id), by, to)


def edit(
    db: Database,
    participant_id: int,
    identity: Identity,
    *,
    by: Staff,
    version: int,
    token: str | None = None,
) -> None:
    """Correct what is known about somebody. Raises `StaleRecord` if it changed in the meantime."""
    kept = get(db, participant_id, by=by, to=Action.EDIT_PARTICIPANT)
    with transaction(db):
        saves.once(db, token, by=by)
        keep_change(db, kept, identity_values(identity, kept.code), by=by, version=version)


def set_next_step(
    db: Database, participant_id: int, what: str, due: date | None, *, by: Staff, version: int,
    token: str | None = None,
) -> None:  # fmt: skip
    """Write the one next step, with the day it is due; an empty one clears it."""
    kept = get(db, participant_id, by=by, to=Action.EDIT_PARTICIPANT)
    values = next_step_values(what, due)
    with transaction(db):
        saves.once(db, token, by=by)
        keep_change(db, kept, values, by=by, version=version)


def next_step_values(what: str, due: date | None) -> dict[str, Any]:
    """A next step as columns. Raises `InvalidInput` for one without a date."""
    step = clean(what, longest=300)
    if step and due is None:
        raise InvalidInput(_("Give the next step a date."))
    return {"next_step": step or None, "next_step_on": due.isoformat() if step and due else None}


def search_text(first: str, last: str, code: str, project: str) -> str:
    """What searches look through; "N'Diaye" is found as "n diaye" and as "ndiaye"."""
    words = folded(f"{first} {last} {code} {project}")
    joined = "".join(folded(last).split())
    return words if joined in words else f"{words} {joined}"


def identity_values(identity: Identity, code: str) -> dict[str, Any]:
    """An identity as columns, with the text that searches look through."""
    first, last = clean(identity.first_name, longest=80), clean(identity.last_name, longest=80)
    project = clean(identity.project, longest=200)
    return {
        "first_name": first,
        "last_name": last,
        "search": search_text(first, last, code, project),
        "birth_year": identity.birth_year,
        "sex": identity.sex,
        "phone": clean(identity.phone, longest=20) or None,
        "departement": clean(identity.departement, longest=60) or None,
        "project": project or None,
        "release_month": identity.release_month or None,
    }


def keep_change(
    db: Database, kept: Participant, values: dict[str, Any], *, by: Staff, version: int | None
) -> None:
    """Change somebody's row, with its traces; inside a transaction. `version` is the one that was seen."""
    row = store.by_id(db, kept.id, staff_id=by.id) or {}
    theirs = _readable({key: row.get(key) for key in values if row.get(key) != values[key]})
    yours = _readable({key: value for key, value in values.items() if row.get(key) != value})
    if version is not None:
        saves.same_version(row["version"], version, theirs=theirs, yours=yours)
    store.update(db, kept.id, values)
    new = {key: value for key, value in values.items() if key != "search"}
    audit.changed(db, "participant", kept.id, row, new, by=by, participant_id=kept.id)
    audit.record(db, "participant.changed", by=by, subject="participant", subject_id=kept.id)


def _readable(values: dict[str, Any]) -> str:
    return "\n".join(str(value) for key, value in values.items() if value and key != "search")


def relation_of(row: dict[str, Any], by: Staff) -> Relation:
    """What the participant of a stored row is to a member of staff."""
    if row["standing"] != "active":
        return Relation(row["standing"])
    if by.role is Role.MENTOR:
        return Relation.OWN if row["is_mentee"] else Relation.OTHER
    if row["coach_id"] == by.id:
        return Relation.OWN
    if by.organisation_id is not None and row["is_ours"]:
        return Relation.SAME_ORGANISATION
    return Relation.OTHER


def _opened(row: dict[str, Any] | None, by: Staff, to: Action) -> Participant:
    if row is None:
        if not by.may(to):
            require(by.role, to)
        raise NotFound(_out_of_reach())
    relation = relation_of(row, by)
    if not allows(by.role, to, relation):
        seen = (Action.READ_IDENTITY, Action.READ_FIRST_NAME)
        if by.may(to) and not any(allows(by.role, action, relation) for action in seen):
            raise NotFound(_out_of_reach())
        raise NotAllowed(_("Your role does not allow this. Ask the person who opens accounts."))
    return from_row(row, relation, identity=allows(by.role, Action.READ_IDENTITY, relation))


def _out_of_reach() -> str:
    return _("This person is not in your follow-up, or the code is not known.")


def from_row(row: dict[str, Any], relation: Relation, *, identity: bool) -> Participant:
    """A stored row as a participant; without the right to the identity it stays out of the object."""
    return Participant(
        id=row["id"],
        code=row["code"] if identity else "",
        first_name=row["first_name"],
        last_name=row["last_name"] if identity else "",
        birth_year=row["birth_year"] if identity else None,
        sex=Sex(row["sex"]) if identity and row["sex"] else None,
        phone=row["phone"] or "" if identity else "",
        departement=row["departement"] or "" if identity else "",
        project=row["project"] or "",
        release_month=row["release_month"] or "" if identity else "",
        next_step=row["next_step"] or "" if identity else "",
        next_step_on=_day(row["next_step_on"]) if identity else None,
        informed_on=_day(row["informed_on"]) if identity else None,
        standing=row["standing"],
        version=row["version"],
        enrolment_id=row["enrolment_id"],
        cohort_id=row["cohort_id"],
        cohort=row["cohort"] if identity else "",
        cohort_open=row["closed_on"] is None,
        coach_id=row["coach_id"],
        coach=row["coach"] or "" if identity else "",
        entered_on=date.fromisoformat(row["entered_on"]),
        ended_on=_day(row["ended_on"]),
        exit_kind=row["exit_kind"] if identity else None,
        relation=relation,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
