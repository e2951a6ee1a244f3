"""The business plan of a participant: its chapters and the nine blocks of its canvas, written together."""

import re
from collections.abc import Mapping

from sqlite_utils import Database

from core import audit, caution, forecast_points, participants, plan_settings, rollups, saves
from core.errors import InvalidInput
from core.language import _
from core.participants import Participant
from core.permissions import Action
from core.plan_parts import (
    CANVAS,
    LONGEST,
    LONGEST_BLOCK,
    STATUSES,
    WRITTEN,
    Plan,
    Status,
    Text,
    assembled,
)
from core.programme import Programme
from core.programmes import programme_of
from core.staff import Staff
from core.storage import plans as store
from core.storage.database import transaction
from core.wording import clean, folded

__all__ = [
    "CANVAS",
    "LONGEST",
    "LONGEST_BLOCK",
    "STATUSES",
    "WRITTEN",
    "Plan",
    "Status",
    "Text",
    "keep",
    "missing",
    "read",
    "telltale",
    "write",
]

# The document goes with the person: words of a measure are pointed at, never refused.
_MEASURE = re.compile(
    r"\b(?:detention|detenu|prison|penitentiaire|incarcer|inmate|detainee)\w*"
    r"|\b(?:en cellule|parloir|parloirs|spip|tig|bracelet electronique|semi liberte|probation"
    r"|liberation conditionnelle|maison d arret)\b"
)


def read(db: Database, participant_id: int, *, by: Staff) -> Plan:
    """Somebody's plan, titles and guidance in the language in force; for their mentor once it is shared.

    Raises `NotFound`, `NotAllowed`.
    """
    person = plan_settings.opened(db, participant_id, by=by)
    rows = {row["key"]: row for row in store.of(db, person.id)}
    return assembled(programme_of(db, person.cohort_id), rows)


def missing(db: Database, participant_id: int, *, light: bool = False, by: Staff) -> list[Text]:
    """The chapters still to write, of the full plan or of the short one."""
    return read(db, participant_id, by=by).missing(light=light)


def write(
    db: Database,
    participant_id: int,
    key: str,
    body: str,
    *,
    status: Status = Status.DRAFT,
    version: int,
    blocks: Mapping[str, tuple[str, int]] | None = None,
    by: Staff,
    token: str | None = None,
) -> None:
    """Write a chapter, or a block by the key `canvas/<block>`; version 0 for a text nobody has begun.

    `blocks` comes with the chapter that holds the canvas: block → (text, version seen). Raises
    `StaleRecord` with both texts if somebody wrote the same text in the meantime.
    """
    person = participants.get(db, participant_id, by=by, to=Action.WRITE_PLAN)
    new = _cleaned(programme_of(db, person.cohort_id), key, body, version, blocks or {})
    if status is Status.EMPTY:
        raise InvalidInput(_("Choose a state: draft, to read over or finished."))
    with transaction(db):
        saves.once(db, token, by=by)
        if status is not Status.DRAFT and not _anything(db, person, new, canvas=bool(blocks)):
            raise InvalidInput(_("This chapter is still empty: write a few words first."))
        for each, (text, seen) in new.items():
            keep(db, person, each, text, status=status, version=seen, by=by)
        forecast_points.count_again(db, person)
        rollups.refresh(db, person.cohort_id)
        audit.record(db, "plan.written", by=by, subject="participant", subject_id=person.id)


def telltale(text: str) -> tuple[str, ...]:
    """The words of a text that speak of a measure or of a case, as they are written: to be read again."""
    measure = (match.group() for match in _MEASURE.finditer(folded(text)))
    found = tuple(dict.fromkeys((*measure, *caution.watched_words(text))))
    return tuple(caution.as_written(found, text))


def keep(
    db: Database, person: Participant, key: str, body: str, *, status: Status,
    version: int | None, by: Staff,
) -> None:  # fmt: skip
    """Write one text if it changed; inside a transaction whose caller has checked the right.

    A new state alone cannot collide with somebody else's text. Without a `version` the text is
    written over whatever is there: its history keeps both.
    """
    row = store.text(db, person.id, key)
    before, seen = (row["body"], row["version"]) if row else ("", 0)
    old = {"body": before, "status": row["status"] if row else None}
    new = {"body": body, "status": str(status)}
    if old == new or (row is None and not body and status is Status.DRAFT):
        return
    if before != body and version is not None:
        saves.same_version(seen, version, theirs=before, yours=body)
    row_id = store.write(db, person.id, key, **new, staff_id=by.id)
    audit.changed(db, f"plan {key}", row_id, old, new, by=by, participant_id=person.id)


def _cleaned(
    programme: Programme, key: str, body: str, version: int, blocks: Mapping[str, tuple[str, int]]
) -> dict[str, tuple[str, int]]:
    """Every text to write by its key, once the programme knows it and it is not too long."""
    if key.startswith(CANVAS):
        programme.canvas_block(key.removeprefix(CANVAS))
    elif blocks and not programme.chapter(key).canvas:
        raise InvalidInput(_("The canvas stands in another chapter."))
    else:
        programme.chapter(key)
    texts = {key: (body, version)}
    for block, written in blocks.items():
        texts[CANVAS + programme.canvas_block(block).key] = written
    cleaned = {}
    for each, (text, seen) in texts.items():
        longest = LONGEST_BLOCK if each.startswith(CANVAS) else LONGEST
        if len(text) > longest:
            raise InvalidInput(
                _("This text is too long: {longest} signs at most. Shorten it a little.").format(
                    longest=longest
                )
            )
        cleaned[each] = (clean(text, longest=longest), seen)
    return cleaned


def _anything(
    db: Database, person: Participant, new: Mapping[str, tuple[str, int]], *, canvas: bool
) -> bool:
    """Whether something is written, counting the blocks that are kept and not written now."""
    if any(text for text, _seen in new.values()):
        return True
    kept = store.of(db, person.id) if canvas else []
    return any(
        row["body"] for row in kept if row["key"].startswith(CANVAS) and row["key"] not in new
    )
