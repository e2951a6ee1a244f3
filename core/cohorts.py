"""Cohorts: people who start together, in one programme, one form of support, one territory."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, auto
from typing import Any

from sqlite_utils import Database

from core import audit, names, programmes, rollups, saves
from core.errors import InvalidInput, NotFound
from core.language import N_, _
from core.permissions import Action, Role, require
from core.staff import Staff
from core.storage import cohorts as store
from core.storage.database import IntegrityError, transaction
from core.wording import clean, short_date

TO_CHOOSE_FROM = 300  # in a list of a page; older cohorts are reached from their own page


class Part(StrEnum):
    """What an organisation brings to the pair."""

    BUSINESS = auto()
    JUSTICE = auto()
    PARTNER = auto()


PARTS = {
    Part.BUSINESS: N_("expert in business creation"),
    Part.JUSTICE: N_("expert in justice"),
    Part.PARTNER: N_("partner"),
}


@dataclass(frozen=True, kw_only=True)
class Cohort:
    """A cohort. `prefix` begins its participants' codes (LYO-003)."""

    name: str
    prefix: str
    programme_id: int
    arm: str
    territory: str
    starts_on: date
    ends_on: date | None = None
    organisations: dict[int, Part] = field(default_factory=dict)
    closed_on: date | None = None
    people: int | None = (
        0  # who entered; None for those who are told only what is fixed for a month
    )
    id: int = 0
    version: int = 1

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise InvalidInput(_("Give the cohort a name."))
        if not (2 <= len(self.prefix) <= 8 and self.prefix.isascii() and self.prefix.isalpha()):
            raise InvalidInput(_("The prefix of the codes has 2 to 8 letters, for example LYO."))
        if not self.territory.strip():
            raise InvalidInput(_("Give the cohort its territory."))
        if self.ends_on and self.ends_on < self.starts_on:
            raise InvalidInput(_("The cohort cannot end before it starts."))
        if not self.organisations:
            raise InvalidInput(_("Choose at least one association that runs the cohort."))

    @property
    def open(self) -> bool:
        return self.closed_on is None


def add(db: Database, cohort: Cohort, *, by: Staff, token: str | None = None) -> int:
    """Open a cohort and return its id. Raises `NotAllowed`, or `InvalidInput` for a name already used."""
    require(by.role, Action.MANAGE_COHORTS)
    definition = programmes.by_id(db, cohort.programme_id)
    definition.arm(cohort.arm)
    values = _values(cohort)
    with _names_are_unique(), transaction(db):
        saves.once(db, token, by=by)
        names.check_unused(cohort.name, store.names(db))
        cohort_id = store.insert(db, values, cohort.organisations)
        audit.changed(db, "cohort", cohort_id, {}, _readable(cohort), by=by)
        audit.record(db, "cohort.opened", by=by, subject="cohort", subject_id=cohort_id)
        rollups.refresh(db, cohort_id)
    return cohort_id


def edit(db: Database, cohort: Cohort, *, by: Staff, token: str | None = None) -> None:
    """Correct a cohort, seen at its `version`; its programme stays, and once it has people its prefix and arm.

    Raises `NotAllowed`, `StaleRecord` if it changed since, `InvalidInput` for a name already used.
    """
    require(by.role, Action.MANAGE_COHORTS)
    programmes.by_id(db, cohort.programme_id).arm(cohort.arm)
    with _names_are_unique(), transaction(db):
        saves.once(db, token, by=by)
        kept = get(db, cohort.id, by=by)
        saves.same_version(kept.version, cohort.version, theirs=_told(kept), yours=_told(cohort))
        if kept.programme_id != cohort.programme_id:
            raise InvalidInput(_("A cohort keeps the programme it started with."))
        if kept.people and (kept.prefix, kept.arm) != (cohort.prefix.upper(), cohort.arm):
            raise InvalidInput(
                _("The prefix and the form of support stay as they are once somebody has entered.")
            )
        names.check_unused(cohort.name, store.names(db), but=cohort.id)
        store.update(db, cohort.id, _values(cohort))
        store.run_by(db, cohort.id, cohort.organisations)
        audit.changed(db, "cohort", cohort.id, _readable(kept), _readable(cohort), by=by)
        audit.record(db, "cohort.changed", by=by, subject="cohort", subject_id=cohort.id)
        rollups.refresh(db, cohort.id)


def close(
    db: Database, cohort_id: int, *, by: Staff, today: date, token: str | None = None
) -> None:
    """Close a cohort: it is still read, nobody enters it any more."""
    _set_closed(db, cohort_id, today.isoformat(), "cohort.closed", by=by, token=token)


def reopen(db: Database, cohort_id: int, *, by: Staff, token: str | None = None) -> None:
    """Open a closed cohort again: people may enter it as before."""
    _set_closed(db, cohort_id, None, "cohort.reopened", by=by, token=token)


def _set_closed(
    db: Database, cohort_id: int, day: str | None, event: str, *, by: Staff, token: str | None
) -> None:  # fmt: skip
    require(by.role, Action.MANAGE_COHORTS)
    with transaction(db):
        saves.once(db, token, by=by)
        cohort = get(db, cohort_id, by=by)
        if cohort.open == (day is None):
            raise InvalidInput(
                _("This cohort is already open.")
                if cohort.open
                else _("This cohort is already closed.")
            )
        store.update(db, cohort_id, {"closed_on": day})
        audit.changed(
            db, "cohort", cohort_id, {"closed_on": cohort.closed_on}, {"closed_on": day}, by=by
        )
        audit.record(db, event, by=by, subject="cohort", subject_id=cohort_id)


def visible(
    db: Database, *, by: Staff, most: int | None = None, also: int | None = None
) -> list[Cohort]:
    """The cohorts that `by` may open, newest first: a coach, those of their organisation.

    To choose from, the `most` newest are enough, and `also` one that is asked for.
    """
    require(by.role, Action.VIEW_COHORTS)
    rows = store.visible(db, _organisation(by), most=most, also=also)
    return [_from_row(row, by) for row in rows]


def get(db: Database, cohort_id: int, *, by: Staff, to: Action = Action.VIEW_COHORTS) -> Cohort:
    """One cohort, for somebody who may do `to` with it. Raises `NotFound` if it is not theirs."""
    if not by.may(to):
        require(by.role, to)
    rows = store.visible(db, _organisation(by), cohort_id=cohort_id)
    if not rows:
        raise NotFound(_("This cohort does not exist."))
    return _from_row(rows[0], by)


def find(db: Database, name: str, *, by: Staff) -> Cohort:
    """The cohort with this name or prefix, for commands. Raises `NotFound`."""
    for cohort in visible(db, by=by):
        if name.casefold() in {cohort.name.casefold(), cohort.prefix.casefold()}:
            return cohort
    raise NotFound(_("There is no cohort with this name or prefix."))


def _organisation(by: Staff) -> int | None:
    """What a coach's view is limited to; -1 for a coach of no organisation, who sees nothing."""
    return (by.organisation_id or -1) if by.role is Role.COACH else None


def _values(cohort: Cohort) -> dict[str, Any]:
    return {
        "name": clean(cohort.name, longest=120),
        "prefix": cohort.prefix.upper(),
        "programme_id": cohort.programme_id,
        "arm": cohort.arm,
        "territory": clean(cohort.territory, longest=80),
        "starts_on": cohort.starts_on.isoformat(),
        "ends_on": cohort.ends_on.isoformat() if cohort.ends_on else None,
    }


def _readable(cohort: Cohort) -> dict[str, Any]:
    """A cohort as its history keeps it, with who runs it."""
    run_by = sorted((key, part.value) for key, part in cohort.organisations.items())
    return {**_values(cohort), "organisations": ", ".join(f"{key} {part}" for key, part in run_by)}


def _told(cohort: Cohort) -> str:
    """What distinguishes two versions of a cohort, in a line."""
    days = [short_date(day) for day in (cohort.starts_on, cohort.ends_on) if day]
    return " · ".join([cohort.name, cohort.prefix, cohort.territory, *days])


@contextmanager
def _names_are_unique() -> Iterator[None]:
    try:
        yield
    except IntegrityError as problem:
        raise InvalidInput(
            _("This name or this prefix is already used by another cohort.")
        ) from problem


def _from_row(row: dict[str, Any], by: Staff) -> Cohort:
    run_by = json.loads(row["run_by"]).items()
    return Cohort(
        id=row["id"],
        name=row["name"],
        prefix=row["prefix"],
        programme_id=row["programme_id"],
        arm=row["arm"],
        territory=row["territory"],
        starts_on=date.fromisoformat(row["starts_on"]),
        ends_on=date.fromisoformat(row["ends_on"]) if row["ends_on"] else None,
        closed_on=date.fromisoformat(row["closed_on"]) if row["closed_on"] else None,
        organisations={int(key): Part(part) for key, part in run_by},
        people=row["people"] if by.may(Action.LIST_PARTICIPANTS) else None,
        version=row["version"],
    )
