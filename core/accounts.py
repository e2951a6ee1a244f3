"""Accounts: opened by an administrator, entered by invitation, closed but never removed."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from core import audit, invitations, passwords, saves, web_sessions
from core.errors import InvalidInput, NotAllowed
from core.invitations import Purpose
from core.language import Language, _
from core.permissions import Action, Role, require
from core.sign_in import SignInRefused, TooManyAttempts, clear_attempts, prove
from core.staff import Staff, get
from core.storage import accounts as store
from core.storage.database import IntegrityError, transaction

LONGEST_NAME = 120
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._+@-]{2,119}")


@dataclass(frozen=True, kw_only=True)
class AccountToOpen:
    """What an administrator fills in to let somebody in."""

    name: str
    login: str
    role: Role
    organisation_id: int | None = None
    trade: str = ""
    language: Language = Language.FRENCH

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", " ".join(self.name.split()))
        object.__setattr__(self, "login", self.login.strip().casefold())
        object.__setattr__(self, "trade", " ".join(self.trade.split()))
        if not self.name or len(self.name) > LONGEST_NAME:
            raise InvalidInput(_("Write the person's first and last name."))
        if not _LOGIN.fullmatch(self.login):
            raise InvalidInput(
                _(
                    "A sign-in name has at least 3 characters: letters without accents, figures, . - _ + @"
                )
            )
        if len(self.trade) > LONGEST_NAME:
            raise InvalidInput(_("Say the trade in a few words."))


def open_account(
    db: Database, account: AccountToOpen, *, by: Staff, now: datetime, token: str | None = None
) -> str:
    """Open an account without a password; return the secret of its single-use invitation link."""
    require(by.role, Action.MANAGE_STAFF)
    with transaction(db):
        saves.once(db, token, by=by)
        staff_id = add(db, account, by=by)
        audit.record(db, "account.opened", by=by, subject="staff", subject_id=staff_id)
        return invitations.issue(db, staff_id, Purpose.INVITATION, by=by, now=now)


def add(db: Database, account: AccountToOpen, *, by: Staff | None) -> int:
    """Write an account inside the caller's transaction and return its id; `by` is None for the first one."""
    values = {
        "login": account.login,
        "name": account.name,
        "role": account.role,
        "organisation_id": account.organisation_id,
        "trade": account.trade or None,
        "language": account.language,
    }
    try:
        staff_id = store.add(db, **values)
    except IntegrityError as problem:
        if "staff.login" in str(problem):
            raise InvalidInput(_("This sign-in name is taken. Choose another one.")) from problem
        raise InvalidInput(_("Choose an organisation from the list.")) from problem
    audit.changed(db, "staff", staff_id, {}, values, by=by or get(db, staff_id))
    return staff_id


def invite_again(db: Database, staff_id: int, *, by: Staff, now: datetime) -> str:
    """A new invitation link for somebody who has not come in yet; earlier links stop working."""
    return _new_link(db, staff_id, Purpose.INVITATION, by=by, now=now)


def reset_link(db: Database, staff_id: int, *, by: Staff, now: datetime) -> str:
    """A link to choose another password, for somebody who lost theirs; earlier links stop working."""
    return _new_link(db, staff_id, Purpose.RESET, by=by, now=now)


def _new_link(db: Database, staff_id: int, purpose: Purpose, *, by: Staff, now: datetime) -> str:
    require(by.role, Action.MANAGE_STAFF)
    if not get(db, staff_id).active:
        raise InvalidInput(_("This account is closed. Open it again first."))
    with transaction(db):
        audit.record(db, f"account.{purpose}_link", by=by, subject="staff", subject_id=staff_id)
        return invitations.issue(db, staff_id, purpose, by=by, now=now)


def deactivate(db: Database, staff_id: int, *, by: Staff, now: datetime) -> None:
    """Close an account: its sessions end and its links stop working; its name stays in the records."""
    require(by.role, Action.MANAGE_STAFF)
    with transaction(db):
        account = get(db, staff_id)
        _keep_an_administrator(db, account)
        _change(db, account, {"active": 0}, "account.deactivated", by=by)
        store.close_invitations(db, staff_id, at=now.timestamp())
        web_sessions.revoke_all(db, staff_id, now=now)


def reactivate(db: Database, staff_id: int, *, by: Staff) -> None:
    """Open a closed account again, with the password that it had."""
    require(by.role, Action.MANAGE_STAFF)
    with transaction(db):
        _change(db, get(db, staff_id), {"active": 1}, "account.reactivated", by=by)


def change_role(db: Database, staff_id: int, role: Role, *, by: Staff, now: datetime) -> None:
    """Give another role; open sessions end, so that no screen of the former role stays open."""
    require(by.role, Action.MANAGE_STAFF)
    with transaction(db):
        account = get(db, staff_id)
        if account.role is role:
            return
        _keep_an_administrator(db, account)
        _change(db, account, {"role": role}, "account.role_changed", by=by)
        web_sessions.revoke_all(db, staff_id, now=now)


def set_language(db: Database, language: Language, *, by: Staff) -> None:
    """Change the language in which the person is spoken to."""
    with transaction(db):
        _change(db, get(db, by.id), {"language": language}, "account.language_changed", by=by)


def change_password(
    db: Database, current: str, new: str, *, by: Staff, now: datetime, keeping: str | None = None
) -> None:
    """Change one's own password; every session ends but the one whose key is `keeping`."""
    try:
        prove(db, by.login, current, now=now)
    except TooManyAttempts:
        raise
    except SignInRefused as problem:
        raise NotAllowed(_("The current password is not the right one.")) from problem
    password_hash = passwords.accept(new, role=by.role, names=_names(by))
    with transaction(db):
        store.change(db, by.id, password_hash=password_hash)
        web_sessions.revoke_all(db, by.id, now=now, but=keeping)
        audit.record(db, "account.password_changed", by=by, subject="staff", subject_id=by.id)


def accept_invitation(db: Database, link: str, password: str, *, now: datetime) -> Staff:
    """Choose a password with a single-use link. Raises `NotFound` for a link that opens nothing."""
    account = invitations.read(db, link, now=now)
    password_hash = passwords.accept(password, role=account.role, names=_names(account))
    with transaction(db):
        invitations.use(db, link, now=now)
        store.change(db, account.id, password_hash=password_hash)
        web_sessions.revoke_all(db, account.id, now=now)
        clear_attempts(db, account.login, now=now)
        audit.record(
            db, "account.password_chosen", by=account, subject="staff", subject_id=account.id
        )
    return account


def _names(account: Staff) -> tuple[str, ...]:
    return (account.login, account.name, account.organisation)


def _keep_an_administrator(db: Database, account: Staff) -> None:
    if store.working_administrators(db) == {account.id}:
        raise InvalidInput(
            _("This is the only administrator left. Give somebody else this role first.")
        )


def _change(db: Database, account: Staff, values: dict[str, Any], event: str, *, by: Staff) -> None:
    before = {field: getattr(account, field) for field in values}
    before = {field: int(old) if isinstance(old, bool) else old for field, old in before.items()}
    if before == values:
        return
    store.change(db, account.id, **values)
    audit.changed(db, "staff", account.id, before, values, by=by)
    audit.record(db, event, by=by, subject="staff", subject_id=account.id)
