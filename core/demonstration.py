"""A demonstration file says so itself, and shows its ready accounts on the sign-in page."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlite_utils import Database

from core.permissions import Role
from core.storage import settings as store

_KEY = "demonstration"


@dataclass(frozen=True, kw_only=True)
class ReadyAccount:
    """An invented person that anybody may sign in as. The password is no secret."""

    name: str
    role: Role
    login: str
    password: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "role", Role(self.role))


def ready_accounts(db: Database) -> list[ReadyAccount]:
    """The accounts to show on the sign-in page; none unless the file is a demonstration."""
    kept = store.read(db, _KEY)
    return [ReadyAccount(**account) for account in json.loads(kept or "[]")]


def show(db: Database, accounts: Iterable[ReadyAccount]) -> None:
    """Mark the file as a demonstration with these accounts, inside the caller's transaction."""
    store.keep(db, _KEY, json.dumps([asdict(account) for account in accounts]))
