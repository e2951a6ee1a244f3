"""Figures of a day, frozen under a name: what an evaluation report is printed from, again and again."""

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from sqlite_utils import Database

from core import audit, saves
from core.errors import NotAllowed, NotFound, UnusableTracker
from core.evaluation import thresholds
from core.evaluation.freezing import spoken, thawed
from core.evaluation.looking import organisation_of, sees_no_name
from core.language import _
from core.permissions import Action, require
from core.snapshot_content import Counted, content_of, programmes_in
from core.snapshot_parts import AUDIENCES, LONGEST_NAME, Audience, Frozen, Snapshot, Wish
from core.staff import Staff
from core.storage import snapshots as store
from core.storage.database import transaction

__all__ = [
    "AUDIENCES", "LONGEST_NAME", "Audience", "Frozen", "Snapshot", "Wish",
    "changed_since", "find", "read", "take", "visible",
]  # fmt: skip


def take(db: Database, wish: Wish, *, by: Staff, today: date, token: str | None = None) -> int:
    """Freeze the figures of today and return the snapshot's id.

    Raises `NotAllowed`, `NotFound` for a cohort that is not theirs, `InvalidInput`.
    """
    require(by.role, Action.EXPORT_EVALUATION)
    names_seen = not sees_no_name(by)
    if wish.smallest is None and not names_seen:
        raise NotAllowed(_("Your role reads figures with small numbers masked."))
    smallest = _masked_from(db, wish, names_seen)
    if wish.quotes and not names_seen:
        raise NotAllowed(_("Your role reads no text written by the teams."))
    organisation_id = organisation_of(by)
    scope = _kept_scope(wish)
    with transaction(db):
        saves.once(db, token, by=by)
        counted = Counted(
            scope=wish.scope, split=wish.split, indicators=wish.indicators, smallest=smallest,
            quotes=wish.quotes,
        )  # fmt: skip
        content = content_of(db, counted, organisation_id, by=by, today=today)
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        snapshot_id = store.add(
            db, name=wish.name, audience=wish.audience, taken_on=content["day"],
            organisation_id=organisation_id, smallest=smallest, scope=scope, content=text,
            fingerprint=sha256(text.encode()).hexdigest(), recorded_by=by.id,
            previous_id=store.latest_like(
                db, scope=scope, organisation_id=organisation_id, smallest=smallest,
                fixed=content["fixed"],
            ),
        )  # fmt: skip
        audit.record(db, "snapshot.taken", by=by, subject="snapshot", subject_id=snapshot_id)
    return snapshot_id


def visible(db: Database, *, by: Staff) -> list[Snapshot]:
    """The snapshots that `by` may read, the latest first: a coach, those of their organisation."""
    require(by.role, Action.EXPORT_EVALUATION)
    return [_snapshot(row) for row in store.of(db, **_reach(db, by))]


def find(db: Database, name: str, *, by: Staff) -> Snapshot:
    """The latest snapshot with this name or number, for commands. Raises `NotFound`."""
    for one in visible(db, by=by):
        if name.strip() in {one.name, str(one.id)}:
            return one
    raise NotFound(_("This snapshot does not exist, or is not yours to read."))


def read(db: Database, snapshot_id: int, *, by: Staff) -> Frozen:
    """A snapshot and what it holds. Raises `NotFound`, `UnusableTracker` if it is no longer as frozen."""
    require(by.role, Action.EXPORT_EVALUATION)
    row = _row(db, snapshot_id, by)
    if sha256(row["content"].encode()).hexdigest() != row["fingerprint"]:
        raise UnusableTracker(
            _("This snapshot is no longer what was frozen. Ask for the last backup.")
        )
    content = spoken(json.loads(row["content"]))
    snapshot = _snapshot(row)
    return Frozen(
        snapshot=snapshot,
        association=content["association"],
        programmes=tuple((p["key"], p["version"], p["name"]) for p in content["programmes"]),
        results=tuple(thawed(one) for one in content["results"]),
        left_out=content["left_out"],
        quotes=tuple(content["quotes"]) if not sees_no_name(by) else (),
    )


def changed_since(db: Database, frozen: Frozen, *, by: Staff) -> str:
    """What the programmes of a snapshot have become, as a sentence; nothing if they are the same."""
    row = _row(db, frozen.snapshot.id, by)
    scope = json.loads(row["scope"])["scope"]
    now = {(one.key, one.version) for one in programmes_in(db, row["organisation_id"], scope)}
    then = {(key, version) for key, version, _name in frozen.programmes}
    if now == then:
        return ""
    return _(
        "The programme definition has changed since this snapshot. Nothing is lost: the report prints "
        "what was frozen, with the words of that day."
    )


def _row(db: Database, snapshot_id: int, by: Staff) -> dict[str, Any]:
    row = store.by_id(db, snapshot_id, **_reach(db, by))
    if row is None:
        raise NotFound(_("This snapshot does not exist, or is not yours to read."))
    return row


def _masked_from(db: Database, wish: Wish, names_seen: bool) -> int | None:
    """What is asked, and never less than what the readers and the role call for."""
    k = thresholds.of(db)
    least = k.outside if wish.audience is Audience.FUNDER else 0 if names_seen else k.inside
    return max(wish.smallest or 0, least) or None


def _reach(db: Database, by: Staff) -> dict[str, int | None]:
    """Which snapshots somebody may read, as `core.storage.snapshots` asks it."""
    return {
        "organisation_id": organisation_of(by),
        "masked_from": thresholds.of(db).inside if sees_no_name(by) else None,
    }


def _kept_scope(wish: Wish) -> str:
    """The scope as text, the same for the same scope; what is not asked is left out."""
    asked = {"scope": dict(wish.scope.conditions()), "split": str(wish.split)}
    return json.dumps(asked, sort_keys=True)


def _snapshot(row: Mapping[str, Any]) -> Snapshot:
    return Snapshot(
        id=row["id"],
        name=row["name"],
        audience=Audience(row["audience"]),
        taken_on=date.fromisoformat(row["taken_on"]),
        smallest=row["smallest"],
        fingerprint=row["fingerprint"],
        previous_id=row["previous_id"],
        who=row["who"],
        at=row["recorded_at"],
        facts=tuple((label, value) for label, value in spoken(json.loads(row["facts"]))),
    )
