"""Single-use links by which somebody chooses their password: handed over by hand, no mail needed."""

import secrets
from datetime import datetime, timedelta
from enum import StrEnum, auto
from hashlib import sha256

from sqlite_utils import Database

from core.errors import NotFound
from core.language import _
from core.staff import Staff, get
from core.storage import accounts as store


class Purpose(StrEnum):
    INVITATION = auto()
    RESET = auto()


VALID_FOR = {Purpose.INVITATION: timedelta(days=7), Purpose.RESET: timedelta(days=2)}


def issue(db: Database, staff_id: int, purpose: Purpose, *, by: Staff | None, now: datetime) -> str:
    """Make a link inside the caller's transaction and return its secret; earlier links are void."""
    link = secrets.token_urlsafe(32)
    store.close_invitations(db, staff_id, at=now.timestamp())
    store.add_invitation(
        db,
        token_hash=_hashed(link),
        staff_id=staff_id,
        purpose=purpose,
        created_by=by.id if by else None,
        created_at=now.timestamp(),
        expires_at=(now + VALID_FOR[purpose]).timestamp(),
    )
    return link


def read(db: Database, link: str, *, now: datetime) -> Staff:
    """The account that a link opens. Raises `NotFound` if it is used, expired or was never made."""
    row = store.invitation(db, _hashed(link), at=now.timestamp())
    if row is None:
        raise NotFound(
            _("This link no longer opens anything. Ask your administrator for a new one.")
        )
    return get(db, row["staff_id"])


def use(db: Database, link: str, *, now: datetime) -> None:
    """Use up a link inside the caller's transaction; two people who share it cannot both do so."""
    account = read(db, link, now=now)
    store.close_invitations(db, account.id, at=now.timestamp())


def _hashed(link: str) -> str:
    return sha256(link.encode()).hexdigest()
