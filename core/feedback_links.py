"""A link that opens one feedback form, once: for mentors who have no account, or no time to sign in.

It shows a first name and a project, and nothing else. No mail leaves Passerelle: the coach hands it over.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from sqlite_utils import Database

from core import audit, feedback, mentors, saves, staff
from core.errors import InvalidInput, NotFound
from core.feedback import Feedback
from core.language import _
from core.mentors import Mentee
from core.permissions import Action
from core.programme import Programme
from core.staff import Staff
from core.storage import feedback_links as store
from core.storage.database import transaction

VALID_FOR = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class Opened:
    """What a link opens: the mentor who writes, whom they met, and what the programme asks."""

    mentor: Staff
    mentee: Mentee
    programme: Programme


def issue(
    db: Database, pair_id: int, *, by: Staff, now: datetime, token: str | None = None
) -> str:  # fmt: skip
    """Make the link of a pair and return its secret, shown this once; earlier ones are void."""
    pair = mentors.get(db, pair_id, by=by, to=Action.PAIR_MENTOR)
    if pair.ends_on:
        raise InvalidInput(_("This pair has already ended."))
    secret = secrets.token_urlsafe(32)
    with transaction(db):
        saves.once(db, token, by=by)
        store.close_all(db, pair.id, at=now.timestamp())
        values = {
            "pair_id": pair.id, "token_hash": _hashed(secret),
            "expires_at": (now + VALID_FOR).timestamp(), "recorded_by": by.id,
        }  # fmt: skip
        link_id = store.insert(db, values)
        audit.record(db, "feedback_link.issued", by=by, subject="feedback_link", subject_id=link_id)
    return secret


def opened(db: Database, secret: str, *, now: datetime, today: date) -> Opened:
    """What a link opens. Raises `NotFound` if it is used, too old, or was never made."""
    row = _row(db, secret, now)
    mentor = staff.get(db, row["mentor_id"])
    mentee = mentors.mentee(db, row["pair_id"], by=mentor, today=today)
    programme = feedback.asked(db, row["pair_id"], by=mentor)
    return Opened(mentor=mentor, mentee=mentee, programme=programme)


def give(db: Database, secret: str, said: Feedback, *, now: datetime, today: date) -> None:
    """Keep what a mentor says and use the link up: both, or neither.

    Two people who share a link cannot both use it. Raises `NotFound`, and `InvalidInput` for what the
    form asks to be changed: the link then still opens.
    """
    with transaction(db):
        row = _row(db, secret, now)
        if said.pair_id != row["pair_id"]:
            raise NotFound(_opens_nothing())
        mentor = staff.get(db, row["mentor_id"])
        feedback.keep(db, said, by=mentor, today=today)
        store.close_all(db, row["pair_id"], at=now.timestamp())
        audit.record(
            db, "feedback_link.used", by=mentor, subject="feedback_link", subject_id=row["id"]
        )


def _row(db: Database, secret: str, now: datetime) -> dict[str, int]:
    row = store.open_link(db, _hashed(secret), at=now.timestamp())
    if row is None:
        raise NotFound(_opens_nothing())
    return row


def _opens_nothing() -> str:
    return _("This link no longer opens anything. Ask the coach for a new one.")


def _hashed(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
