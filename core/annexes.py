"""Photographs and quotes joined to a plan: they are printed at its end, in the order that is chosen."""

from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from core import audit, participants, saves
from core.errors import InvalidInput, NotFound
from core.exchange.annex_file import Kind, prepared
from core.language import _
from core.permissions import Action
from core.staff import Staff
from core.storage import annexes as store
from core.storage.database import transaction
from core.wording import clean

MOST = 20  # annexes of a plan
LONGEST_TITLE = 120  # signs
LONGEST_ALTERNATIVE = 300


@dataclass(frozen=True, kw_only=True)
class Annex:
    """An annex without its file. `alternative` says what a picture shows; `preview` is a small JPEG."""

    id: int
    participant_id: int
    title: str
    alternative: str
    kind: Kind
    size: int  # bytes
    width: int  # pixels; 0 for a PDF
    height: int
    who: str
    at: str  # in UTC
    version: int
    trashed: bool
    preview: bytes | None

    @property
    def is_picture(self) -> bool:
        return self.kind is not Kind.PDF


def add(
    db: Database, participant_id: int, content: bytes, *, title: str, alternative: str = "",
    by: Staff, token: str | None = None,
) -> int:  # fmt: skip
    """Join a file at the end of the annexes, and return its id.

    Raises `UnusableFile` or `InvalidInput` with what to do instead.
    """
    person = participants.get(db, participant_id, by=by, to=Action.WRITE_PLAN)
    file = prepared(content)
    values = _words(title, alternative, picture=file.kind is not Kind.PDF)
    with transaction(db):
        saves.once(db, token, by=by)
        others = store.of(db, person.id)
        _room(others)
        annex_id = store.add(
            db, **values, participant_id=person.id, kind=file.kind, content=file.content,
            preview=file.preview, width=file.width, height=file.height, bytes=len(file.content),
            place=max((row["place"] for row in others), default=0) + 1, recorded_by=by.id,
        )  # fmt: skip
        audit.changed(db, "annex", annex_id, {}, values, by=by, participant_id=person.id)
        audit.record(db, "annex.added", by=by, subject="annex", subject_id=annex_id)
    return annex_id


def change(
    db: Database, annex_id: int, *, title: str, alternative: str, version: int, by: Staff,
    token: str | None = None,
) -> None:  # fmt: skip
    """Correct the title and the words that stand for a picture."""
    row = _row(db, annex_id, by=by, to=Action.WRITE_PLAN)
    values = _words(title, alternative, picture=row["kind"] != Kind.PDF)
    with transaction(db):
        saves.once(db, token, by=by)
        row = _row(db, annex_id, by=by, to=Action.WRITE_PLAN)
        theirs, yours = row["title"], values["title"]
        saves.same_version(row["version"], version, theirs=theirs, yours=yours)
        store.change(db, annex_id, **values)
        person = row["participant_id"]
        audit.changed(db, "annex", annex_id, row, values, by=by, participant_id=person)
        audit.record(db, "annex.changed", by=by, subject="annex", subject_id=annex_id)


def move(db: Database, annex_id: int, *, up: bool, by: Staff, token: str | None = None) -> None:
    """Put an annex before the one above it, or after the one below; at either end nothing happens."""
    row = _row(db, annex_id, by=by, to=Action.WRITE_PLAN)
    with transaction(db):
        saves.once(db, token, by=by)
        shown = [one for one in store.of(db, row["participant_id"]) if one["trashed_at"] is None]
        ids = [one["id"] for one in shown]
        if annex_id not in ids:
            return
        at = ids.index(annex_id)
        to = at - 1 if up else at + 1
        if not 0 <= to < len(ids):
            return
        ids[at], ids[to] = ids[to], ids[at]
        for place, one in enumerate(ids, start=1):
            store.place(db, one, place)
        old, new = {"place": at + 1}, {"place": to + 1}
        person = row["participant_id"]
        audit.changed(db, "annex", annex_id, old, new, by=by, participant_id=person)
        audit.record(db, "annex.moved", by=by, subject="annex", subject_id=annex_id)


def remove(db: Database, annex_id: int, *, by: Staff, token: str | None = None) -> None:
    """Put an annex in the trash, from where it can come back."""
    _throw(db, annex_id, trashed=True, by=by, token=token)


def restore(db: Database, annex_id: int, *, by: Staff, token: str | None = None) -> None:
    """Take an annex out of the trash, back to its place."""
    _throw(db, annex_id, trashed=False, by=by, token=token)


def of(db: Database, participant_id: int, *, trash: bool = False, by: Staff) -> list[Annex]:
    """The annexes of somebody's plan in their order, or those in its trash."""
    person = participants.get(db, participant_id, by=by, to=Action.READ_PLAN)
    rows = store.of(db, person.id)
    return [_annex(row) for row in rows if bool(row["trashed_at"]) is trash]


def get(db: Database, annex_id: int, *, by: Staff) -> Annex:
    """One annex, in the trash or not: a version that was frozen with it still shows it."""
    return _annex(_row(db, annex_id, by=by, to=Action.READ_PLAN))


def file_of(db: Database, annex_id: int, *, by: Staff) -> bytes:
    """The file of an annex as it is kept."""
    _row(db, annex_id, by=by, to=Action.READ_PLAN)
    return store.file(db, annex_id)


def _throw(db: Database, annex_id: int, *, trashed: bool, by: Staff, token: str | None) -> None:
    _row(db, annex_id, by=by, to=Action.WRITE_PLAN)
    with transaction(db):
        saves.once(db, token, by=by)
        row = _row(db, annex_id, by=by, to=Action.WRITE_PLAN)
        if bool(row["trashed_at"]) is trashed:
            return
        if not trashed:
            _room(store.of(db, row["participant_id"]))
        store.throw(db, annex_id, trashed=trashed)
        old, new = ({"trashed": "yes" if thrown else "no"} for thrown in (not trashed, trashed))
        person = row["participant_id"]
        audit.changed(db, "annex", annex_id, old, new, by=by, participant_id=person)
        event = "annex.removed" if trashed else "annex.restored"
        audit.record(db, event, by=by, subject="annex", subject_id=annex_id)


def _words(title: str, alternative: str, *, picture: bool) -> dict[str, str]:
    values = {
        "title": clean(title, longest=LONGEST_TITLE),
        "alternative": clean(alternative, longest=LONGEST_ALTERNATIVE) if picture else "",
    }
    if not values["title"]:
        raise InvalidInput(_("Give this annex a title: it is printed above it."))
    if picture and not values["alternative"]:
        raise InvalidInput(
            _("Say in a few words what the picture shows, for those who cannot see it.")
        )
    return values


def _room(rows: list[dict[str, Any]]) -> None:
    if sum(row["trashed_at"] is None for row in rows) >= MOST:
        raise InvalidInput(
            _("A plan has {most} annexes at most: remove one first.").format(most=MOST)
        )


def _row(db: Database, annex_id: int, *, by: Staff, to: Action) -> dict[str, Any]:
    row = store.by_id(db, annex_id)
    if row is None:
        raise NotFound(_("This annex is not in your follow-up."))
    participants.get(db, row["participant_id"], by=by, to=to)
    return row


def _annex(row: dict[str, Any]) -> Annex:
    return Annex(
        id=row["id"],
        participant_id=row["participant_id"],
        title=row["title"],
        alternative=row["alternative"],
        kind=Kind(row["kind"]),
        size=row["bytes"],
        width=row["width"] or 0,
        height=row["height"] or 0,
        who=row["who"],
        at=row["recorded_at"],
        version=row["version"],
        trashed=row["trashed_at"] is not None,
        preview=row["preview"],
    )
