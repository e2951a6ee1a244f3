"""What a mentor says after a meeting: marks whose meaning is written out, and what comes next."""

from datetime import date
from typing import Any

from sqlite_utils import Database

from core import audit, mentors, participants, programmes, rollups, saves, settled_meetings
from core.errors import InvalidInput, NotAllowed, NotFound
from core.feedback_form import (
    ANSWERS,
    ENDS,
    LONGEST,
    Answer,
    Feedback,
    Given,
    columns,
    from_row,
    readable,
)
from core.language import _
from core.mentors import Pair
from core.participants import Participant
from core.permissions import Action, Role
from core.programme import Programme
from core.staff import Staff
from core.storage import feedback as store
from core.storage.database import transaction
from core.wording import clean, short_date

__all__ = [
    "ANSWERS",
    "ENDS",
    "LONGEST",
    "Answer",
    "Feedback",
    "Given",
    "answer",
    "asked",
    "change",
    "give",
    "given",
    "keep",
    "of",
]


def give(
    db: Database, feedback: Feedback, *, by: Staff, today: date, meeting_id: int | None = None,
    token: str | None = None,
) -> int:  # fmt: skip
    """Keep a mentor's feedback and return its id. Raises `InvalidInput` with what to change.

    `meeting_id` is the planned meeting it is about, where it is known: that session is written down too.
    """
    with transaction(db):
        saves.once(db, token, by=by)
        return keep(db, feedback, by=by, today=today, meeting_id=meeting_id)


def keep(
    db: Database, feedback: Feedback, *, by: Staff, today: date, meeting_id: int | None = None
) -> int:
    """Keep a mentor's feedback under the rules of `give`; inside the transaction of the caller."""
    pair = mentors.get(db, feedback.pair_id, by=by, to=Action.GIVE_FEEDBACK)
    person = participants.get(db, pair.participant_id, by=by, to=Action.GIVE_FEEDBACK)
    values, marks = _checked(db, feedback, pair, person, today)
    if store.on_day(db, pair.id, values["met_on"]):
        raise InvalidInput(
            _("You already gave feedback for {day}: change it, or choose another day.").format(
                day=short_date(feedback.met_on)
            )
        )
    feedback_id = store.insert(db, {"pair_id": pair.id, "recorded_by": by.id, **values})
    store.set_marks(db, feedback_id, marks)
    audit.changed(
        db, "feedback", feedback_id, {}, {"met_on": values["met_on"]},
        by=by, participant_id=person.id,
    )  # fmt: skip
    audit.record(db, "feedback.given", by=by, subject="feedback", subject_id=feedback_id)
    settled_meetings.settle(
        db, feedback, person.id, pair.mentor_id, by=by, today=today, meeting_id=meeting_id
    )
    rollups.refresh(db, person.cohort_id)
    return feedback_id


def change(
    db: Database, feedback_id: int, feedback: Feedback, *, by: Staff, today: date, version: int,
    token: str | None = None,
) -> None:  # fmt: skip
    """Correct one's own feedback, as long as the participant has not answered it."""
    row = _row(db, feedback_id)
    pair = mentors.get(db, row["pair_id"], by=by, to=Action.GIVE_FEEDBACK)
    person = participants.get(db, pair.participant_id, by=by, to=Action.GIVE_FEEDBACK)
    if row["recorded_by"] != by.id:
        raise NotAllowed(_("Only the person who gave this feedback may change it."))
    if feedback.pair_id != pair.id:
        raise InvalidInput(_("A feedback stays with the pair it was given for."))
    values, marks = _checked(db, feedback, pair, person, today)
    with transaction(db):
        saves.once(db, token, by=by)
        kept = store.by_id(db, feedback_id) or row
        old_marks = store.marks(db, [feedback_id])[feedback_id]
        saves.same_version(kept["version"], version, theirs=readable(kept), yours=readable(values))
        if kept["answer"]:
            raise InvalidInput(
                _("The person has answered this feedback: it stays as it is. Give another one.")
            )
        same_day = store.on_day(db, pair.id, values["met_on"])
        if same_day and same_day["id"] != feedback_id:
            raise InvalidInput(_("There is already a feedback for this day."))
        store.update(db, feedback_id, values)
        store.set_marks(db, feedback_id, marks)
        audit.changed(
            db, "feedback", feedback_id, {**kept, **_flat(old_marks)},
            {**values, **dict.fromkeys(_flat(old_marks)), **_flat(marks)},
            by=by, participant_id=person.id,
        )  # fmt: skip
        audit.record(db, "feedback.changed", by=by, subject="feedback", subject_id=feedback_id)
        before = date.fromisoformat(kept["met_on"])
        settled_meetings.settle_again(db, feedback, person.id, before=before, by=by)
        rollups.refresh(db, person.cohort_id)


def answer(
    db: Database, feedback_id: int, answer: Answer, comment: str = "", *, by: Staff, version: int,
    token: str | None = None,
) -> None:  # fmt: skip
    """Write down what the participant says of a feedback; the coach types it, the mentor reads it."""
    row = _row(db, feedback_id)
    person = participants.get(db, row["participant_id"], by=by, to=Action.WRITE_NOTE)
    values = {"answer": Answer(answer), "answer_comment": clean(comment, longest=LONGEST) or None}
    with transaction(db):
        saves.once(db, token, by=by)
        kept = store.by_id(db, feedback_id) or row
        saves.same_version(
            kept["version"], version, theirs=kept["answer_comment"] or "", yours=comment
        )
        store.update(db, feedback_id, values)
        audit.changed(db, "feedback", feedback_id, kept, values, by=by, participant_id=person.id)
        audit.record(db, "feedback.answered", by=by, subject="feedback", subject_id=feedback_id)


def of(db: Database, participant_id: int, *, by: Staff) -> list[Given]:
    """Everything mentors said about somebody, latest first; a mentor only reads what they gave."""
    person = participants.get(db, participant_id, by=by, to=Action.READ_FEEDBACK)
    mentor_id = by.id if by.role is Role.MENTOR else None
    return _given(db, store.of_participant(db, person.id, mentor_id=mentor_id))


def given(db: Database, pair_id: int, *, by: Staff) -> list[Given]:
    """What was given in one pair, latest first."""
    pair = mentors.get(db, pair_id, by=by, to=Action.READ_FEEDBACK)
    return _given(db, store.of_pair(db, pair.id))


def asked(db: Database, pair_id: int, *, by: Staff) -> Programme:
    """The programme whose criteria and causes the form of a pair asks about."""
    pair = mentors.get(db, pair_id, by=by, to=Action.GIVE_FEEDBACK)
    person = participants.get(db, pair.participant_id, by=by, to=Action.GIVE_FEEDBACK)
    return programmes.programme_of(db, person.cohort_id)


def _checked(
    db: Database, feedback: Feedback, pair: Pair, person: Participant, today: date
) -> tuple[dict[str, Any], dict[str, tuple[int, str]]]:
    """A feedback as columns and marks, once the programme and the pair agree with it."""
    if not pair.starts_on <= feedback.met_on <= min(today, pair.ends_on or today):
        raise InvalidInput(
            _(
                "The meeting took place while you are paired ({day} on), and not in the future."
            ).format(day=short_date(pair.starts_on))
        )
    programme = programmes.programme_of(db, person.cohort_id)
    if not feedback.held:
        programme.cause(feedback.cause)
    marks = {}
    for key, (mark, example) in feedback.marks.items():
        criterion, words = programme.criterion(key), clean(example, longest=LONGEST)
        if mark in ENDS and not words:
            raise InvalidInput(
                _("“{criterion}”: a mark at either end asks for an example.").format(
                    criterion=criterion.name
                )
            )
        marks[key] = (mark, words)
    return columns(feedback), marks


def _given(db: Database, rows: list[dict[str, Any]]) -> list[Given]:
    marks = store.marks(db, [row["id"] for row in rows])
    return [from_row(row, marks[row["id"]]) for row in rows]


def _row(db: Database, feedback_id: int) -> dict[str, Any]:
    row = store.by_id(db, feedback_id)
    if row is None:
        raise NotFound(_("This feedback is not in your follow-up."))
    return row


def _flat(marks: dict[str, tuple[int, str]]) -> dict[str, str]:
    """Marks as history keeps them: one line for each criterion."""
    return {f"mark {key}": f"{mark} {example}".strip() for key, (mark, example) in marks.items()}
