"""What a coach and a mentor say of a chapter, what is answered, and whether it has been dealt with.

Whoever wrote a comment may correct or withdraw it until it is dealt with.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from core import audit, participants, plan_settings, saves
from core.errors import InvalidInput, NotAllowed, NotFound
from core.language import _
from core.participants import Participant
from core.permissions import Action, Role
from core.programmes import programme_of
from core.staff import Staff
from core.storage import plan_comments as store
from core.storage.database import transaction
from core.wording import clean

LONGEST = 2_000  # signs


@dataclass(frozen=True, kw_only=True)
class Comment:
    """A comment on a chapter with its answers; an answer has none and is never dealt with by itself.

    Withdrawn, it keeps its text for its author alone. Instants are in UTC.
    """

    id: int
    chapter: str
    body: str
    author: str
    author_id: int
    at: str
    corrected_at: str  # empty while it stands as it was written
    withdrawn: bool
    dealt: bool
    version: int
    answers: tuple["Comment", ...] = ()


def of(db: Database, participant_id: int, *, by: Staff) -> dict[str, list[Comment]]:
    """The comments of a plan by chapter, oldest first: for the team, and for the mentor who reads it.

    One that is withdrawn is there for its author, and without its text for those who read the answers to it.
    """
    person = plan_settings.opened(db, participant_id, by=by)
    answers: dict[int, list[Comment]] = defaultdict(list)
    comments: dict[str, list[Comment]] = defaultdict(list)
    rows = store.of(db, person.id)
    for row in rows:
        if row["answers"] and _shows(row, by):
            answers[row["answers"]].append(_comment(row, by))
    for row in rows:
        if not row["answers"] and (_shows(row, by) or answers[row["id"]]):
            whole = replace(_comment(row, by), answers=tuple(answers[row["id"]]))
            comments[row["chapter"]].append(whole)
    return dict(comments)


def waiting(comments: Iterable[Comment]) -> int:
    """How many of them nobody has dealt with yet."""
    return sum(not comment.dealt and not comment.withdrawn for comment in comments)


def write(
    db: Database, participant_id: int, chapter: str, body: str, *, by: Staff,
    token: str | None = None,
) -> int:  # fmt: skip
    """Say something of a chapter, and return the comment's id."""
    person = _commented(db, participant_id, by=by)
    programme_of(db, person.cohort_id).chapter(chapter)
    return _add(db, person, chapter, body, answers=None, by=by, token=token)


def answer(db: Database, comment_id: int, body: str, *, by: Staff, token: str | None = None) -> int:
    """Answer a comment that waits, and return the answer's id."""
    row = _row(db, comment_id)
    person = _commented(db, row["participant_id"], by=by)
    return _add(
        db, person, row["chapter"], body, answers=row["answers"] or row["id"], by=by, token=token
    )


def correct(
    db: Database, comment_id: int, body: str, *, version: int, by: Staff, token: str | None = None
) -> None:
    """Another text for a comment or an answer of one's own; the history keeps both.

    Raises `NotAllowed` for somebody else's, `StaleRecord` with both texts if it changed in the meantime.
    """
    text = _text(body)
    with transaction(db):
        saves.once(db, token, by=by)
        row = _own(db, comment_id, by=by)
        saves.same_version(row["version"], version, theirs=row["body"], yours=text)
        if row["body"] == text:
            return
        store.correct(db, comment_id, text)
        _trace(db, row, {"body": row["body"]}, {"body": text}, "comment.corrected", by=by)


def withdraw(db: Database, comment_id: int, *, by: Staff, token: str | None = None) -> None:
    """Put a comment or an answer of one's own in the trash: only its author still reads it."""
    _throw(db, comment_id, trashed=True, by=by, token=token)


def put_back(db: Database, comment_id: int, *, by: Staff, token: str | None = None) -> None:
    """Show again what one had withdrawn."""
    _throw(db, comment_id, trashed=False, by=by, token=token)


def deal_with(
    db: Database, comment_id: int, *, dealt: bool = True, version: int, by: Staff,
    token: str | None = None,
) -> None:  # fmt: skip
    """Mark a comment as dealt with, or take it up again; for the team."""
    row = _row(db, comment_id)
    participants.get(db, row["participant_id"], by=by, to=Action.WRITE_PLAN)
    with transaction(db):
        saves.once(db, token, by=by)
        now = _row(db, comment_id)
        if bool(now["dealt"]) is dealt:
            return
        saves.same_version(now["version"], version)
        store.change(db, row["id"], dealt=int(dealt))
        old, new = ({"dealt": "yes" if done else "no"} for done in (not dealt, dealt))
        _trace(db, row, old, new, "comment.dealt", by=by)


def _commented(db: Database, participant_id: int, *, by: Staff) -> Participant:
    """The person whose plan `by` may comment; a mentor only once it is shared."""
    if by.role is Role.MENTOR:
        plan_settings.opened(db, participant_id, by=by)
    return participants.get(db, participant_id, by=by, to=Action.COMMENT_PLAN)


def _add(
    db: Database, person: Participant, chapter: str, body: str, *, answers: int | None, by: Staff,
    token: str | None,
) -> int:  # fmt: skip
    text = _text(body)
    with transaction(db):
        saves.once(db, token, by=by)
        if answers is not None:
            _still_open(_row(db, answers))
        comment_id = store.add(
            db, participant_id=person.id, chapter=chapter, body=text, answers=answers,
            recorded_by=by.id,
        )  # fmt: skip
        audit.changed(
            db, f"comment {chapter}", comment_id, {}, {"body": text}, by=by,
            participant_id=person.id,
        )  # fmt: skip
        event = "comment.answered" if answers else "comment.written"
        audit.record(db, event, by=by, subject="comment", subject_id=comment_id)
    return comment_id


def _throw(db: Database, comment_id: int, *, trashed: bool, by: Staff, token: str | None) -> None:
    with transaction(db):
        saves.once(db, token, by=by)
        row = _own(db, comment_id, by=by)
        if bool(row["trashed_at"]) is trashed:
            return
        store.throw(db, comment_id, trashed=trashed)
        old, new = ({"trashed": "yes" if thrown else "no"} for thrown in (not trashed, trashed))
        event = "comment.withdrawn" if trashed else "comment.put_back"
        _trace(db, row, old, new, event, by=by)


def _own(db: Database, comment_id: int, *, by: Staff) -> dict[str, Any]:
    """A comment that `by` wrote and that nobody has dealt with."""
    row = _row(db, comment_id)
    _commented(db, row["participant_id"], by=by)
    if row["recorded_by"] != by.id:
        raise NotAllowed(_("A comment is corrected or withdrawn by whoever wrote it."))
    if (_row(db, row["answers"]) if row["answers"] else row)["dealt"]:
        raise InvalidInput(_("This comment has been dealt with: it stays as it is."))
    return row


def _still_open(row: Mapping[str, Any]) -> None:
    if row["dealt"]:
        raise InvalidInput(_("This comment has been dealt with: write a new one."))
    if row["trashed_at"]:
        raise InvalidInput(_("This comment has been withdrawn: write a new one."))


def _trace(
    db: Database, row: Mapping[str, Any], old: dict[str, str], new: dict[str, str], event: str, *,
    by: Staff,
) -> None:  # fmt: skip
    noun, person = f"comment {row['chapter']}", row["participant_id"]
    audit.changed(db, noun, row["id"], old, new, by=by, participant_id=person)
    audit.record(db, event, by=by, subject="comment", subject_id=row["id"])


def _text(body: str) -> str:
    text = clean(body, longest=LONGEST)
    if not text:
        raise InvalidInput(_("Write a few words first."))
    return text


def _row(db: Database, comment_id: int) -> dict[str, Any]:
    row = store.by_id(db, comment_id)
    if row is None:
        raise NotFound(_("This comment is not there any more."))
    return row


def _shows(row: Mapping[str, Any], by: Staff) -> bool:
    return row["trashed_at"] is None or row["recorded_by"] == by.id


def _comment(row: dict[str, Any], by: Staff) -> Comment:
    return Comment(
        id=row["id"],
        chapter=row["chapter"],
        body=row["body"] if _shows(row, by) else "",
        author=row["author"],
        author_id=row["recorded_by"],
        at=row["recorded_at"],
        corrected_at=row["corrected_at"] or "",
        withdrawn=row["trashed_at"] is not None,
        dealt=bool(row["dealt"]),
        version=row["version"],
    )
