"""Partners: the organisations that people are sent to, and how often they answer."""

from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from core import organisations, referrals
from core.errors import NotFound
from core.language import _
from core.organisations import PARTNER_KINDS, Organisation
from core.permissions import Action, Role, require
from core.referral_parts import Answer, Kept
from core.staff import Staff
from core.storage import organisations as houses
from core.storage import referrals as store

LONGEST = 500  # referrals shown of one partner


@dataclass(frozen=True, kw_only=True)
class Partner:
    """An organisation with the referrals to it, by answer; only of people in the reader's reach."""

    organisation: Organisation
    answers: dict[Answer, int] = field(default_factory=dict)

    @property
    def sent(self) -> int:
        return sum(self.answers.values())


def all_partners(db: Database, *, by: Staff) -> list[Partner]:
    """Every partner, by name; one that people were sent to is there whatever its kind."""
    require(by.role, Action.KEEP_PARTNERS)
    found: dict[int, dict[Answer, int]] = {}
    for row in store.counts(db, _scope(by)):
        found.setdefault(row["organisation_id"], {})[Answer(row["answer"])] = row["n"]
    return [
        Partner(organisation=one, answers=found.get(one.id, {}))
        for one in organisations.all_organisations(db, by=by)
        if one.kind in PARTNER_KINDS or one.id in found
    ]


def to_choose_from(db: Database, *, by: Staff) -> list[Organisation]:
    """Whom somebody can be sent to, by name."""
    require(by.role, Action.KEEP_PARTNERS)
    known = organisations.all_organisations(db, by=by)
    return [one for one in known if one.kind in PARTNER_KINDS]


def get(db: Database, organisation_id: int, *, by: Staff) -> Organisation:
    """One partner. Raises `NotFound`."""
    require(by.role, Action.KEEP_PARTNERS)
    row = houses.by_id(db, "organisations", organisation_id)
    if row is None:
        raise NotFound(_("This record does not exist."))
    return organisations.from_row(row)


def referrals_to(db: Database, organisation_id: int, *, by: Staff) -> list[Kept]:
    """The referrals to one partner of the people in reach of `by`, newest first."""
    require(by.role, Action.KEEP_PARTNERS)
    rows = store.to_organisation(db, organisation_id, _scope(by), longest=LONGEST)
    return [referrals.from_row(row) for row in rows]


def _scope(by: Staff) -> dict[str, Any]:
    """As `READ_BARRIERS` opens files: a coach's own people and those of their organisation's cohorts."""
    coach = by.role is Role.COACH
    return {
        "me": by.id if coach else None,
        "organisation": (by.organisation_id or -1) if coach else None,
    }
