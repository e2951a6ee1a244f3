"""Signing in: a sign-in name and a password against a session.

A second factor takes its place in `sign_in`, between the password that is proved and the session that
opens: `second_step(db, staff_id, answer)` will raise `SignInRefused` there, the form will ask for the
code beside the password, and nothing else changes, since a session only ever opens at that line. Single
sign-on will end at the same line: an address that the provider vouches for, then `web_sessions.open_for`.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from math import ceil

from sqlite_utils import Database

from core import audit, passwords, web_sessions
from core.errors import TrackerError
from core.language import _, n_
from core.staff import Staff, get
from core.storage import accounts as store
from core.storage.database import transaction

DAY = timedelta(days=1)
# After so many failures in a row, how long to wait.
WAITS = {n: timedelta(minutes=2 ** (n - 5)) for n in range(5, 10)}
LOCKED_AFTER, LOCKED_FOR = 10, timedelta(hours=1)
FAILURES_A_DAY = 25


class SignInRefused(TrackerError):
    """Wrong name, wrong password, closed account: one sentence for all, so that nothing is learnt."""


class TooManyAttempts(SignInRefused):
    """One must wait, whether or not the account exists."""


def sign_in(db: Database, login: str, password: str, *, now: datetime) -> str:
    """Open a session and return its token. Raises `SignInRefused` or `TooManyAttempts`."""
    staff_id = prove(db, login, password, now=now)
    with transaction(db):
        token = web_sessions.open_for(db, staff_id, now=now)
        audit.record(db, "sign_in.done", by=get(db, staff_id), subject="staff", subject_id=staff_id)
    return token


def prove(db: Database, login: str, password: str, *, now: datetime) -> int:
    """Check somebody's password, count the attempt, and return their id.

    Raises `SignInRefused` or `TooManyAttempts`, after the same time and in the same words whether the
    account is unknown, closed, not yet entered or somebody else's.
    """
    name = login.strip().casefold()
    with transaction(db):
        _refuse_if_one_must_wait(db, name, now)
        store.forget_attempts_before(db, (now - DAY).timestamp())
        attempt = store.add_attempt(db, _hashed(name), at=now.timestamp())
        account = store.credentials(db, name)

    kept = account["password_hash"] if account and account["active"] else None
    right = passwords.matches(kept, password)
    if account is None or kept is None or not right:
        with transaction(db):
            audit.record(
                db, "sign_in.refused", by=None, subject="staff" if account else "",
                subject_id=account["id"] if account else None,
            )  # fmt: skip
        raise SignInRefused(_("Wrong sign-in name or password. Check them and try again."))

    newer = passwords.renewed(kept, password)
    with transaction(db):
        if newer:
            store.rehash(db, account["id"], newer)
        store.attempt_succeeded(db, attempt)
    return int(account["id"])


def sign_out(db: Database, key: str, *, by: Staff, now: datetime) -> None:
    """Close this session."""
    with transaction(db):
        web_sessions.revoke(db, key, now=now)
        audit.record(db, "sign_out.done", by=by, subject="staff", subject_id=by.id)


def sign_out_everywhere(db: Database, *, by: Staff, now: datetime) -> list[str]:
    """Close every session of the person and return their keys."""
    with transaction(db):
        keys = web_sessions.revoke_all(db, by.id, now=now)
        audit.record(db, "sign_out.everywhere", by=by, subject="staff", subject_id=by.id)
    return keys


def clear_attempts(db: Database, login: str, *, now: datetime) -> None:
    """End a lock, inside the caller's transaction: a person who has just chosen a password starts afresh."""
    store.add_success(db, _hashed(login), at=now.timestamp())


def _refuse_if_one_must_wait(db: Database, name: str, now: datetime) -> None:
    until = _free_again_at(store.attempts(db, _hashed(name), after=(now - DAY).timestamp()))
    if until is not None and until > now.timestamp():
        minutes = ceil((until - now.timestamp()) / 60)
        raise TooManyAttempts(
            n_(
                "Too many attempts. Try again in {n} minute, or ask for a new link.",
                "Too many attempts. Try again in {n} minutes, or ask for a new link.",
                minutes,
            )
        )


def _free_again_at(attempts: list[dict[str, float]]) -> float | None:
    """When the next attempt may take place, from those of the last day, newest first."""
    in_a_row = []
    for attempt in attempts:
        if attempt["succeeded"]:
            break
        in_a_row.append(attempt["at"])
    if not in_a_row:
        return None
    failures = [attempt["at"] for attempt in attempts if not attempt["succeeded"]]
    if len(failures) >= FAILURES_A_DAY:
        return failures[FAILURES_A_DAY - 1] + DAY.total_seconds()
    if len(in_a_row) >= LOCKED_AFTER:
        return in_a_row[0] + LOCKED_FOR.total_seconds()
    wait = WAITS.get(len(in_a_row))
    return None if wait is None else in_a_row[0] + wait.total_seconds()


def _hashed(name: str) -> str:
    """What is typed as a name may be a password typed in the wrong field: it is not kept as such."""
    return sha256(name.encode()).hexdigest()
