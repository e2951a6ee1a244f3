"""The pool of mentors: who they are, what they offer, who has a place left, whose agreement ends."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from sqlite_utils import Database

from core import accounts, audit, organisations, saves
from core.accounts import AccountToOpen
from core.errors import InvalidInput, NotFound
from core.language import _, n_
from core.mentor_profiles import Profile, Standing, columns, from_row, readable
from core.organisations import Site
from core.permissions import Action, Role, require
from core.staff import Staff
from core.storage import mentor_pool as store
from core.storage.database import IntegrityError, transaction
from core.wording import folded

_ALIKE = 0.86  # of two names: from there on, somebody should look


@dataclass(frozen=True, kw_only=True)
class Mentor:
    """A mentor as the team sees them; `accompanied` counts people of every association."""

    id: int
    name: str
    organisation: str
    has_account: bool
    profile: Profile
    permit_site: str
    accompanied: int
    last_feedback: date | None

    @property
    def said(self) -> bool:
        """Whether what they offer was ever written down."""
        return self.profile.version > 0

    @property
    def places(self) -> int | None:
        """How many more people they may take; None as long as nothing was agreed."""
        return max(self.profile.capacity - self.accompanied, 0) if self.said else None

    @property
    def free(self) -> bool:
        return self.places != 0


def pool(
    db: Database, *, by: Staff, words: str = "", departement: str = "", free: bool = False
) -> list[Mentor]:
    """Mentors by name: all, or those whose name or trades have these words, of a département, with a place left.

    Raises `NotAllowed`.
    """
    require(by.role, Action.KEEP_MENTORS)
    everybody = sorted(map(_mentor, store.everybody(db)), key=lambda one: folded(one.name))
    return [
        one
        for one in everybody
        if _has(words, f"{one.name} {one.organisation} {' '.join(one.profile.trades)}")
        and (not departement or departement in one.profile.departements)
        and (one.free or not free)
    ]


def proposed(mentors: Sequence[Mentor]) -> list[Mentor]:
    """To choose from for a pair: those with the most places left first, those without any last."""
    return sorted(mentors, key=lambda one: (not one.free, -(one.places or 0), folded(one.name)))


def get(db: Database, staff_id: int, *, by: Staff) -> Mentor:
    """One mentor. Raises `NotFound`."""
    require(by.role, Action.KEEP_MENTORS)
    return _mentor(_row(db, staff_id))


def places(db: Database, *, by: Staff) -> list[Site]:
    """The places that a permit may open, by name."""
    require(by.role, Action.KEEP_MENTORS)
    return organisations.all_sites(db, by=by)


def keep(
    db: Database, staff_id: int, profile: Profile, *, by: Staff, version: int,
    token: str | None = None,
) -> None:  # fmt: skip
    """Write down what a mentor offers; `version` is the one that was seen, 0 where there was none.

    A capacity under the number of people accompanied now is kept: it closes the door, and ends no pair.
    Raises `StaleRecord` with both texts.
    """
    require(by.role, Action.KEEP_MENTORS)
    with transaction(db):
        saves.once(db, token, by=by)
        _keep(db, _row(db, staff_id), columns(profile), by=by, version=version)


def add(
    db: Database, name: str, profile: Profile, *, by: Staff, namesake: bool = False,
    token: str | None = None,
) -> int:  # fmt: skip
    """Add a mentor who has no account and return their id: they answer through single-use links.

    An administrator may invite them later. A name that is already there is refused, one that looks like
    another too unless `namesake` says that it is somebody else.
    """
    require(by.role, Action.KEEP_MENTORS)
    with transaction(db):
        saves.once(db, token, by=by)
        alike = like(db, name, by=by)
        if any(_plain(known) == _plain(name) for known in alike):
            raise InvalidInput(
                _("A mentor already has this name: look in the pool, or add what tells them apart.")
            )
        if alike and not namesake:
            raise InvalidInput(
                _(
                    "A mentor has almost the same name. If it is somebody else, tick the box and save."
                )
            )
        account = AccountToOpen(
            name=name, login=_login(db, name), role=Role.MENTOR, organisation_id=by.organisation_id,
            trade=", ".join(profile.trades)[:accounts.LONGEST_NAME],
        )  # fmt: skip
        staff_id = accounts.add(db, account, by=by)
        audit.record(db, "mentor.added", by=by, subject="staff", subject_id=staff_id)
        _keep(db, _row(db, staff_id), columns(profile), by=by, version=0)
    return staff_id


def like(db: Database, name: str, *, by: Staff) -> list[str]:
    """The names of mentors, past ones too, that this one looks like."""
    require(by.role, Action.KEEP_MENTORS)
    plain = _plain(name)
    return [
        known
        for known in store.names(db).values()
        if plain and SequenceMatcher(None, _plain(known), plain).ratio() >= _ALIKE
    ]


def check_place(db: Database, staff_id: int) -> None:
    """Go on if a mentor may take one more person; inside the transaction of the pair that is made."""
    mentor = _mentor(_row(db, staff_id))
    if mentor.free:
        return
    now = n_("{n} person", "{n} people", mentor.accompanied)
    raise InvalidInput(
        _(
            "This mentor already accompanies {people}, and {agreed} at once were agreed. "
            "Raise the number in the pool, end a pair, or choose another mentor."
        ).format(people=now, agreed=mentor.profile.capacity)
    )


def ends_soon(mentor: Mentor, today: date) -> bool:
    """Whether an agreement or a permit needs somebody to look at it."""
    near = {Standing.ENDING, Standing.ENDED}
    return mentor.profile.agreement(today) in near or mentor.profile.permit(today) in near


def _keep(db: Database, row: dict[str, Any], values: dict[str, Any], *, by: Staff, version: int) -> None:  # fmt: skip
    known = row["version"] or 0
    theirs = readable(row) if known else ""
    saves.same_version(known, version, theirs=theirs, yours=readable(values))
    try:
        if known:
            store.update(db, row["id"], values)
        else:
            store.insert(db, {"staff_id": row["id"], "recorded_by": by.id, **values})
    except IntegrityError as problem:
        raise InvalidInput(_("Choose a place from the list.")) from problem
    audit.changed(db, "mentor profile", row["id"], row if known else {}, values, by=by)
    audit.record(db, "mentor.profile_changed", by=by, subject="staff", subject_id=row["id"])


def _row(db: Database, staff_id: int) -> dict[str, Any]:
    row = store.by_id(db, staff_id)
    if row is None or not row["active"]:
        raise NotFound(_("This mentor is not in the pool."))
    return row


def _mentor(row: dict[str, Any]) -> Mentor:
    last = row["last_feedback"]
    return Mentor(
        id=row["id"],
        name=row["name"],
        organisation=row["organisation"] or "",
        has_account=bool(row["has_account"]),
        profile=from_row(row),
        permit_site=row["permit_site"] or "",
        accompanied=row["accompanied"],
        last_feedback=date.fromisoformat(last) if last else None,
    )


def _has(words: str, text: str) -> bool:
    plain = folded(text)
    return all(word in plain for word in folded(words).split())


def _plain(name: str) -> str:
    """A name whose words may stand in either order."""
    return " ".join(sorted(folded(name).split()))


def _login(db: Database, name: str) -> str:
    """A sign-in name that is free, for the day on which the person is invited."""
    flat = unicodedata.normalize("NFKD", folded(name)).encode("ascii", "ignore").decode()
    start = re.sub(r"[^a-z0-9]+", ".", flat).strip(".")[:60]
    start = start if len(start) >= 3 else "mentor"
    taken = store.logins(db, start)
    tries = (start, *(f"{start}.{number}" for number in range(2, len(taken) + 3)))
    return next(one for one in tries if one not in taken)
