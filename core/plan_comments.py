"""What a coach and a mentor say of a chapter, what is answered, and whether it has been dealt with."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from core import audit, participants, plan_settings, saves
from core.errors import InvalidInput, NotFound
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
    """A comment on a chapter with its answers; an answer has none and is never dealt with by itself."""

    id: int
    chapter: str
    body: str
    author: str
    at: str  # in UTC
    dealt: bool
    version: int
    answers: tuple["Comment", ...] = ()


def of(db: Database, participant_id: int, *, by: Staff) -> dict[str, list[Comment]]:
    """The comments of a plan by chapter, oldest first: for the team, and for the mentor who reads it."""
    person = plan_settings.opened(db, participant_id, by=by)
    answers: dict[int, list[Comment]] = defaultdict(list)
    comments: dict[str, list[Comment]] = defaultdict(list)
    rows = store.of(db, person.id)
    for row in rows:
        if row["answers"]:
            answers[row["answers"]].append(_comment(row))
    for row in rows:
        if not row["answers"]:
            whole = replace(_comment(row), answers=tuple(answers[row["id"]]))
            comments[row["chapter"]].append(whole)
    return dict(comments)


def waiting(comments: Iterable[Comment]) -> int:
    """How many of them nobody has dealt with yet."""
    return sum(not comment.dealt for comment in comments)


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


def deal_with(
    db: Database, comment_id: int, *, dealt: bool = True, version: int, by: Staff,
    token: str | None = None,
) -> None:  # fmt: skip
    """Mark a comment as dealt with, or take it up again; for the team."""
    row = _row(db, comment_id)
    person = participants.get(db, row["participant_id"], by=by, to=Action.WRITE_PLAN)
    with transaction(db):
        saves.once(db, token, by=by)
        now = _row(db, comment_id)
        if bool(now["dealt"]) is dealt:
            return
        saves.same_version(now["version"], version)
        store.change(db, row["id"], dealt=int(dealt))
        old, new = ({"dealt": "yes" if done else "no"} for done in (not dealt, dealt))
        audit.changed(
            db, f"comment {row['chapter']}", row["id"], old, new, by=by, participant_id=person.id
        )
        audit.record(db, "comment.dealt", by=by, subject="comment", subject_id=row["id"])


def _commented(db: Database, participant_id: int, *, by: Staff) -> Participant:
    """The person whose plan `by` may comment; a mentor only once it is shared."""
    if by.role is Role.MENTOR:
        plan_settings.opened(db, participant_id, by=by)
    return participants.get(db, participant_id, by=by, to=Action.COMMENT_PLAN)


def _add(
    db: Database, person: Participant, chapter: str, body: str, *, answers: int | None, by: Staff,
    token: str | None,
) -> int:  # fmt: skip
    text = clean(body, longest=LONGEST)
    if not text:
        raise InvalidInput(_("Write a few words first."))
    with transaction(db):
        saves.once(db, token, by=by)
        if answers is not None and _row(db, answers)["dealt"]:
            raise InvalidInput(_("This comment has been dealt with: write a new one."))
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


def _row(db: Database, comment_id: int) -> dict[str, Any]:
    row = store.by_id(db, comment_id)
    if row is None:
        raise NotFound(_("This comment is not there any more."))
    return row


def _comment(row: dict[str, Any]) -> Comment:
    return Comment(
        id=row["id"],
        chapter=row["chapter"],
        body=row["body"],
        author=row["author"],
        at=row["recorded_at"],
        dealt=bool(row["dealt"]),
        version=row["version"],
    )
