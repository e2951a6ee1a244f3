"""Evaluation campaigns: under which pseudonyms, and with which details, an evaluator reads people's rows."""

import base64
import hmac
import secrets
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from sqlite_utils import Database

from core import audit, saves
from core.errors import InvalidInput, NotFound
from core.evaluation.anonymity import MASKED, UNKNOWN, Profile, settled
from core.evaluation.disclosure import LEAST_K, OUTSIDE_K
from core.language import _
from core.permissions import Action, require
from core.situations import SituationKind
from core.staff import Staff
from core.storage import campaigns as store
from core.storage import publications
from core.storage.database import transaction
from core.wording import clean

SECRET_BYTES = 32
PSEUDONYM_LETTERS = 10
AGES = ((25, "under_25"), (35, "25_34"), (45, "35_44"), (200, "45_over"))

SITUATION_GROUPS = {
    SituationKind.INSIDE: "inside",
    SituationKind.SEMI_RELEASE: "adjusted",
    SituationKind.EXTERNAL_PLACEMENT: "adjusted",
    SituationKind.ELECTRONIC_MONITORING: "adjusted",
    SituationKind.CONDITIONAL_RELEASE: "adjusted",
    SituationKind.COMMUNITY_SERVICE: "community",
    SituationKind.PROBATION: "community",
    SituationKind.FREE: "free",
}


@dataclass(frozen=True, kw_only=True)
class Campaign:
    """A campaign, without its secret. `people` are told about; `left_out` would stand out whatever was masked."""

    id: int
    name: str
    k: int
    opened_on: date
    closed_on: date | None
    people: int
    left_out: int


def pseudonym(secret: bytes, participant_id: int) -> str:
    """The ten letters that stand for somebody in one campaign; without its secret they lead nowhere."""
    digest = hmac.digest(secret, str(participant_id).encode(), sha256)
    return base64.b32encode(digest).decode()[:PSEUDONYM_LETTERS]


def start(
    db: Database,
    name: str,
    *,
    k: int = OUTSIDE_K,
    by: Staff,
    today: date,
    token: str | None = None,
) -> int:
    """Open a campaign and settle what it tells of everybody who has entered; returns its id.

    Settled once, so that two files of one campaign cannot be compared to find out more. Raises
    `NotAllowed`, `InvalidInput` without a name, for a k that is too small or while another is open.
    """
    require(by.role, Action.MANAGE_CAMPAIGNS)
    name = clean(name, longest=120)
    if not name:
        raise InvalidInput(_("Give the campaign a name, for example “Year 2”."))
    if k < LEAST_K:
        raise InvalidInput(_("At least {k} people must share what is told.").format(k=LEAST_K))
    secret = secrets.token_bytes(SECRET_BYTES)
    with transaction(db):
        saves.once(db, token, by=by)
        if store.current(db):
            raise InvalidInput(_("A campaign is already open. Close it first."))
        supports, people = _profiles(db, today)
        told = settled(people, k)
        publications.forget(db)  # its tables are fixed together with the figures, at the next look
        campaign_id = store.insert(
            db, name=name, secret=secret, opened_on=today.isoformat(), k=k,
            left_out=len(people) - len(told), recorded_by=by.id,
        )  # fmt: skip
        store.keep_people(
            db,
            (
                (campaign_id, support, person, pseudonym(secret, person), *profile)
                for person, profiles in told.items()
                for support, profile in zip(supports[person], profiles, strict=True)
            ),
        )
        audit.changed(db, "campaign", campaign_id, {}, {"name": name, "k": k}, by=by)
        audit.record(db, "campaign.opened", by=by, subject="campaign", subject_id=campaign_id)
    return campaign_id


def close(
    db: Database, campaign_id: int, *, by: Staff, today: date, token: str | None = None
) -> None:
    """Close a campaign: its pseudonyms are used no more. Raises `NotAllowed`, `NotFound`, `InvalidInput`."""
    require(by.role, Action.MANAGE_CAMPAIGNS)
    with transaction(db):
        saves.once(db, token, by=by)
        known = {campaign.id: campaign for campaign in every(db, by=by)}
        if campaign_id not in known:
            raise NotFound(_("This campaign does not exist."))
        if known[campaign_id].closed_on is not None:
            raise InvalidInput(_("This campaign is already closed."))
        day = max(today, known[campaign_id].opened_on)
        store.close(db, campaign_id, day.isoformat())
        publications.forget_tables(db, campaign_id)
        audit.changed(db, "campaign", campaign_id, {}, {"closed_on": day}, by=by)
        audit.record(db, "campaign.closed", by=by, subject="campaign", subject_id=campaign_id)


def current(db: Database, *, by: Staff) -> Campaign | None:
    """The campaign that is open, if one is. Raises `NotAllowed`."""
    require(by.role, Action.READ_DICTIONARY)
    row = store.current(db)
    return _from_row(row) if row else None


def every(db: Database, *, by: Staff) -> list[Campaign]:
    """All campaigns, newest first. Raises `NotAllowed`."""
    require(by.role, Action.MANAGE_CAMPAIGNS)
    return [_from_row(row) for row in store.every(db)]


def masked(db: Database, campaign: Campaign, *, by: Staff) -> dict[str, int]:
    """In how many rows each detail is masked in a campaign; under "" the number of rows."""
    require(by.role, Action.READ_DICTIONARY)
    return store.masked(db, campaign.id, Profile._fields, MASKED)


def age_band(birth_year: int | None, entered_on: date) -> str:
    """The band of the age at entry, as the year of birth tells it."""
    if birth_year is None:
        return UNKNOWN
    age = entered_on.year - birth_year
    return next((band for limit, band in AGES if age < limit), AGES[-1][1])


def _profiles(
    db: Database, day: date
) -> tuple[dict[int, list[int]], dict[int, tuple[Profile, ...]]]:
    """By person, their supports and as many profiles."""
    supports: dict[int, list[int]] = defaultdict(list)
    people: dict[int, tuple[Profile, ...]] = {}
    for person, support, arm, entered_on, born, sex, situation, where in store.profiles(
        db, day.isoformat()
    ):
        profile = Profile(
            arm=arm,
            entered=entered_on[:7],
            age=age_band(born, date.fromisoformat(entered_on)),
            sex=sex or UNKNOWN,
            situation=SITUATION_GROUPS[SituationKind(situation)] if situation else UNKNOWN,
            departement=where or UNKNOWN,
        )
        supports[person].append(support)
        people[person] = (*people.get(person, ()), profile)
    return supports, people


def _from_row(row: dict[str, Any]) -> Campaign:
    return Campaign(
        id=row["id"],
        name=row["name"],
        k=row["k"],
        opened_on=date.fromisoformat(row["opened_on"]),
        closed_on=date.fromisoformat(row["closed_on"]) if row["closed_on"] else None,
        people=row["people"],
        left_out=row["left_out"],
    )
