"""The people who work with the tracker: coaches, mentors, evaluators, leads, administrators."""

from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from core.errors import NotFound
from core.language import Language, _
from core.permissions import Action, Role, may_open, require
from core.storage import staff as store
from core.wording import folded


@dataclass(frozen=True, kw_only=True)
class Staff:
    """A member of staff, on whose behalf everything is read and written."""

    id: int
    login: str
    name: str
    role: Role
    organisation_id: int | None = None
    organisation: str = ""
    trade: str = ""
    language: Language = Language.FRENCH
    active: bool = True
    has_password: bool = False
    version: int = 1

    def may(self, action: Action) -> bool:
        """Whether this role may ever do `action`: what a menu and a page's lock ask."""
        return may_open(self.role, action)


def from_row(row: dict[str, Any]) -> Staff:
    return Staff(
        id=row["id"],
        login=row["login"],
        name=row["name"],
        role=Role(row["role"]),
        organisation_id=row["organisation_id"],
        organisation=row["organisation"] or "",
        trade=row["trade"] or "",
        language=Language(row["language"]),
        active=bool(row["active"]),
        has_password=bool(row["has_password"]),
        version=row["version"],
    )


def get(db: Database, staff_id: int) -> Staff:
    """One member of staff, whoever asks: names of colleagues are no secret inside the house."""
    row = store.by_id(db, staff_id)
    if row is None:
        raise NotFound(_("This account does not exist."))
    return from_row(row)


def find(db: Database, login: str) -> Staff:
    """The account with this sign-in name, for commands. Raises `NotFound`."""
    row = store.by_login(db, login.strip().casefold())
    if row is None:
        raise NotFound(_("There is no account with this sign-in name."))
    return from_row(row)


def everybody(db: Database, *, by: Staff) -> list[Staff]:
    """All accounts, active first, by name. Raises `NotAllowed`."""
    require(by.role, Action.MANAGE_STAFF)
    team = [from_row(row) for row in store.everybody(db)]
    return sorted(team, key=lambda one: (not one.active, folded(one.name)))


def with_role(db: Database, role: Role, *, by: Staff) -> list[Staff]:
    """Active accounts of a role, by name: coaches to choose from, mentors to pair."""
    if not (by.may(Action.VIEW_COHORTS) or by.may(Action.PAIR_MENTOR)):
        require(by.role, Action.VIEW_COHORTS)
    team = [from_row(row) for row in store.with_role(db, role)]
    return sorted(team, key=lambda one: folded(one.name))
