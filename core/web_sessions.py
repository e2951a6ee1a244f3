"""Sessions of the browser: who is signed in, since when, and until when."""

import secrets
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlite_utils import Database

from core import clock
from core.staff import Staff, get
from core.storage import web_sessions as store
from core.storage.database import OperationalError

IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=12)
TOUCHED_EVERY = timedelta(seconds=30)
REMEMBERED = timedelta(days=30)


def key_of(token: str) -> str:
    """The key under which a token is kept: whoever reads the file cannot sign in with it."""
    return sha256(token.encode()).hexdigest()


def open_for(db: Database, staff_id: int, *, now: datetime) -> str:
    """Open a session inside the caller's transaction and return its secret token, for the cookie."""
    token = secrets.token_urlsafe(32)
    store.forget_before(db, (now - REMEMBERED).timestamp())
    store.add(db, key=key_of(token), staff_id=staff_id, at=now.timestamp())
    return token


def visitor(db: Database, key: str | None, *, now: datetime | None = None) -> Staff | None:
    """The person of this session, which is prolonged; None if it is over or was never opened."""
    now = now or clock.now()
    session = _alive(db, key, now)
    if key is None or session is None:
        return None
    if now.timestamp() - session["seen_at"] > TOUCHED_EVERY.total_seconds():
        with suppress(OperationalError):  # a full disk or a busy file does not send people away
            store.touch(db, key, at=now.timestamp())
    return get(db, session["staff_id"])


def holder(db: Database, key: str | None, *, now: datetime | None = None) -> Staff | None:
    """The person of this session, which is not prolonged."""
    session = _alive(db, key, now or clock.now())
    return None if session is None else get(db, session["staff_id"])


def is_alive(db: Database, key: str | None, *, now: datetime | None = None) -> bool:
    """Whether the session is still open, without prolonging it."""
    return _alive(db, key, now or clock.now()) is not None


def revoke(db: Database, key: str, *, now: datetime) -> None:
    """Close one session inside the caller's transaction."""
    store.revoke(db, key, at=now.timestamp())


def revoke_all(db: Database, staff_id: int, *, now: datetime, but: str | None = None) -> list[str]:
    """Close every session of an account, but one, inside the caller's transaction; return their keys."""
    return store.revoke_all(db, staff_id, at=now.timestamp(), but=but or "")


def _alive(db: Database, key: str | None, now: datetime) -> dict[str, Any] | None:
    if key is None:
        return None
    return store.alive(
        db,
        key,
        created_after=(now - LONGEST).timestamp(),
        seen_after=(now - IDLE).timestamp(),
    )
