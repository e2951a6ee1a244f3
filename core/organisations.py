"""The structures around a programme, and the places where it happens."""

import re
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any

from sqlite_utils import Database

from core import audit, names, saves
from core.errors import InvalidInput, NotFound
from core.language import N_, _
from core.permissions import Action, require
from core.staff import Staff
from core.storage import organisations as store
from core.storage.database import transaction
from core.wording import clean, folded


class OrganisationKind(StrEnum):
    OPERATOR = auto()
    EMPLOYER = auto()
    INCLUSION = auto()
    FUNDER = auto()
    PUBLIC_SERVICE = auto()
    TRAINING = auto()


ORGANISATION_KINDS = {
    OrganisationKind.OPERATOR: N_("Association running the programme"),
    OrganisationKind.EMPLOYER: N_("Employer"),
    OrganisationKind.INCLUSION: N_("Inclusion structure (SIAE, EA, GEIQ)"),
    OrganisationKind.FUNDER: N_("Funder"),
    OrganisationKind.PUBLIC_SERVICE: N_("Public service"),
    OrganisationKind.TRAINING: N_("Training body"),
}
# Whom people are sent to: the coaches keep these themselves.
PARTNER_KINDS: list[OrganisationKind] = [
    kind
    for kind in OrganisationKind
    if kind not in {OrganisationKind.OPERATOR, OrganisationKind.FUNDER}
]


class SiteKind(StrEnum):
    """Official abbreviations of the places; an outside place is SPIP, association or other."""

    MA = "MA"
    CD = "CD"
    CP = "CP"
    SAS = "SAS"
    QSL = "QSL"
    EPM = "EPM"
    SPIP = "SPIP"
    ASSOCIATION = "association"
    OTHER = "other"


_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")

# Where nobody comes from outside, and whence nobody comes out for a session.
CLOSED_SITES = frozenset({SiteKind.MA, SiteKind.CD, SiteKind.CP, SiteKind.EPM})

SITE_KINDS = {
    SiteKind.MA: N_("Remand prison (MA)"),
    SiteKind.CD: N_("Detention centre (CD)"),
    SiteKind.CP: N_("Penitentiary centre (CP)"),
    SiteKind.SAS: N_("Release preparation unit (SAS)"),
    SiteKind.QSL: N_("Day-release unit (QSL)"),
    SiteKind.EPM: N_("Juvenile facility (EPM)"),
    SiteKind.SPIP: N_("Probation service (SPIP)"),
    SiteKind.ASSOCIATION: N_("Association's premises"),
    SiteKind.OTHER: N_("Other place outside"),
}


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """An association, a company, an administration; `contact` is a function, never somebody's name."""

    name: str
    kind: OrganisationKind
    departement: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    id: int = 0
    version: int = 1

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise InvalidInput(_("Give the organisation a name."))
        if self.email.strip() and not _EMAIL.fullmatch(self.email.strip()):
            raise InvalidInput(_("Check the email address: contact@example.org, for instance."))


@dataclass(frozen=True, kw_only=True)
class Site:
    """A prison or an outside place, with its département (number or name)."""

    name: str
    kind: SiteKind
    departement: str
    id: int = 0
    version: int = 1

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise InvalidInput(_("Give the place a name."))
        if not self.departement.strip():
            raise InvalidInput(_("Give the place its département: the reports count them."))


def add(db: Database, organisation: Organisation, *, by: Staff, token: str | None = None) -> int:
    """Keep a new organisation and return its id. Raises `NotAllowed`, `InvalidInput` for a known name.

    A coach adds and corrects partners; those that run the programme are for the administrator.
    """
    return _add(db, "organisations", _organisation_values(organisation), by=by, token=token)


def add_site(db: Database, site: Site, *, by: Staff, token: str | None = None) -> int:
    """Keep a new place and return its id. Raises `NotAllowed`, `InvalidInput` for a known name."""
    return _add(db, "sites", _site_values(site), by=by, token=token)


def edit(db: Database, organisation: Organisation, *, by: Staff, token: str | None = None) -> None:
    """Correct an organisation, seen at its `version`. Raises `StaleRecord` if it changed since."""
    values = _organisation_values(organisation)
    _edit(
        db, "organisations", organisation.id, values, seen=organisation.version, by=by, token=token
    )


def edit_site(db: Database, site: Site, *, by: Staff, token: str | None = None) -> None:
    """Correct a place, seen at its `version`. Raises `StaleRecord` if it changed since."""
    _edit(db, "sites", site.id, _site_values(site), seen=site.version, by=by, token=token)


def all_organisations(db: Database, *, by: Staff) -> list[Organisation]:
    """Every organisation, by name."""
    require(by.role, Action.VIEW_COHORTS)
    rows = sorted(store.organisations(db), key=lambda row: folded(row["name"]))
    return [from_row(row) for row in rows]


def from_row(row: dict[str, Any]) -> Organisation:
    """A kept row as an organisation."""
    return Organisation(
        id=row["id"], name=row["name"], kind=OrganisationKind(row["kind"]),
        departement=row["departement"] or "", contact=row["contact"], phone=row["phone"],
        email=row["email"], address=row["address"], version=row["version"],
    )  # fmt: skip


def all_sites(db: Database, *, by: Staff) -> list[Site]:
    """Every place, by name. Evaluators see none."""
    require(by.role, Action.LIST_PARTICIPANTS)
    return [
        Site(
            id=row["id"], name=row["name"], kind=SiteKind(row["kind"]),
            departement=row["departement"], version=row["version"],
        )
        for row in sorted(store.sites(db), key=lambda row: folded(row["name"]))
    ]  # fmt: skip


def _organisation_values(organisation: Organisation) -> dict[str, Any]:
    return {
        "name": clean(organisation.name, longest=120),
        "kind": organisation.kind,
        "departement": clean(organisation.departement, longest=60) or None,
        "contact": clean(organisation.contact, longest=120),
        "phone": clean(organisation.phone, longest=30),
        "email": clean(organisation.email, longest=120),
        "address": clean(organisation.address, longest=200),
    }


def _site_values(site: Site) -> dict[str, Any]:
    return {
        "name": clean(site.name, longest=120),
        "kind": site.kind,
        "departement": clean(site.departement, longest=60),
    }


def _add(db: Database, table: str, values: dict[str, Any], *, by: Staff, token: str | None) -> int:
    _may_keep(table, values["kind"], by=by)
    with transaction(db):
        saves.once(db, token, by=by)
        names.check_unused(values["name"], store.names(db, table))
        record_id = store.insert(db, table, values)
        told = {name: value for name, value in values.items() if value}
        audit.changed(db, table, record_id, {}, told, by=by)
        audit.record(db, f"{table}.added", by=by, subject=table, subject_id=record_id)
    return record_id


def _edit(
    db: Database, table: str, record_id: int, values: dict[str, Any], *, seen: int, by: Staff,
    token: str | None,
) -> None:  # fmt: skip
    _may_keep(table, values["kind"], by=by)
    with transaction(db):
        saves.once(db, token, by=by)
        kept = store.by_id(db, table, record_id)
        if kept is None:
            raise NotFound(_("This record does not exist."))
        _may_keep(table, kept["kind"], by=by)
        saves.same_version(kept["version"], seen, theirs=kept["name"], yours=values["name"])
        names.check_unused(values["name"], store.names(db, table), but=record_id)
        store.update(db, table, record_id, values)
        audit.changed(db, table, record_id, kept, values, by=by)
        audit.record(db, f"{table}.changed", by=by, subject=table, subject_id=record_id)


def _may_keep(table: str, kind: str, *, by: Staff) -> None:
    partner = table == "organisations" and kind in PARTNER_KINDS
    if not (partner and by.may(Action.KEEP_PARTNERS)):
        require(by.role, Action.MANAGE_ORGANISATIONS)
