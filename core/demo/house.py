"""The demonstration's house: its associations, its places and the people who work there."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from core import accounts, demonstration, founding, organisations, passwords, staff
from core.accounts import AccountToOpen
from core.demo.tales import Tale
from core.demonstration import ReadyAccount
from core.organisations import Organisation, OrganisationKind, Site, SiteKind
from core.permissions import Role
from core.staff import Staff
from core.storage import accounts as store
from core.storage.database import transaction


@dataclass(frozen=True, kw_only=True)
class House:
    """What stories call by a key: organisations and sites by their ids, members of staff whole."""

    organisations: dict[str, int]
    sites: dict[str, int]
    prisons: frozenset[str]
    staff: dict[str, Staff]


def found(path: Path, tale: Tale) -> None:
    """Make the tracker file with its first association and administrator."""
    first, administrator = tale["organisations"][0], tale["staff"][0]
    founding.found(
        organisation=first["name"],
        name=administrator["name"],
        login=administrator["login"],
        password=administrator["password"],
        path=path,
    )


def open_house(db: Database, tale: Tale, *, now: datetime) -> House:
    """Add everything else through the administrator's own verbs, and show the ready accounts."""
    administrator = staff.find(db, tale["staff"][0]["login"])
    ids = {tale["organisations"][0]["key"]: administrator.organisation_id or 0}
    for known in tale["organisations"][1:]:
        organisation = Organisation(
            name=known["name"],
            kind=OrganisationKind(known["kind"]),
            departement=known.get("departement", ""),
        )
        ids[known["key"]] = organisations.add(db, organisation, by=administrator)
    sites = {
        place["key"]: organisations.add_site(
            db,
            Site(
                name=place["name"], kind=SiteKind(place["kind"]), departement=place["departement"]
            ),
            by=administrator,
        )
        for place in tale["sites"]
    }
    # Nobody signs in as the others: one hash, slow to make, of a password that nobody knows.
    unknown = passwords.accept(secrets.token_urlsafe(24), role=Role.COACH)
    people = {tale["staff"][0]["key"]: administrator}
    for member in tale["staff"][1:]:
        people[member["key"]] = _open(db, member, ids, unknown, by=administrator, now=now)
    with transaction(db):
        demonstration.show(db, ready(tale))
    outside = {SiteKind.ASSOCIATION, SiteKind.SPIP, SiteKind.OTHER}
    prisons = frozenset(place["key"] for place in tale["sites"] if place["kind"] not in outside)
    return House(organisations=ids, sites=sites, prisons=prisons, staff=people)


def ready(tale: Tale) -> list[ReadyAccount]:
    """The accounts that anybody may sign in with: those whose password is written in the open."""
    return [
        ReadyAccount(
            name=member["name"],
            role=Role(member["role"]),
            login=member["login"],
            password=member["password"],
        )
        for member in tale["staff"]
        if "password" in member
    ]


def _open(
    db: Database, member: Tale, ids: dict[str, int], unknown: str, *, by: Staff, now: datetime
) -> Staff:  # fmt: skip
    account = AccountToOpen(
        name=member["name"],
        login=member["login"],
        role=Role(member["role"]),
        organisation_id=ids.get(member.get("organisation", "")),
        trade=member.get("trade", ""),
    )
    if "password" in member or member.get("invited_only"):
        link = accounts.open_account(db, account, by=by, now=now)
        if "password" in member:
            accounts.accept_invitation(db, link, member["password"], now=now)
    else:
        with transaction(db):
            staff_id = accounts.add(db, account, by=by)
            store.change(db, staff_id, password_hash=unknown)
    return staff.find(db, account.login)
