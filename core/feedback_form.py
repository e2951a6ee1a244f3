"""The mentor's form: as it is filled in, and as it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, auto
from typing import Any

from core.errors import InvalidInput
from core.language import N_, _
from core.wording import clean

LOWEST, HIGHEST = 1, 4
ENDS = frozenset({LOWEST, HIGHEST})  # a mark at either end is explained
LONGEST = 2000  # signs


class Answer(StrEnum):
    """What the participant says of a feedback."""

    AGREE = auto()
    PARTLY = auto()
    DISAGREE = auto()


ANSWERS = {
    Answer.AGREE: N_("Agrees"),
    Answer.PARTLY: N_("Agrees in part"),
    Answer.DISAGREE: N_("Disagrees"),
}


@dataclass(frozen=True, kw_only=True)
class Feedback:
    """What a mentor writes after a meeting, or about a meeting that was not held.

    `marks`: criterion → (mark from 1 to 4, example). A criterion that was not discussed has none.
    """

    pair_id: int
    met_on: date
    held: bool = True
    cause: str = ""
    marks: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    worked_on: str = ""
    strengths: str = ""
    next_step: str = ""
    next_step_on: date | None = None
    alert: bool = False

    def __post_init__(self) -> None:
        said = (self.worked_on, self.strengths, self.next_step)
        if not self.held:
            if not self.cause:
                raise InvalidInput(_("Say why the meeting was not held."))
            if self.marks or any(text.strip() for text in said):
                raise InvalidInput(_("A meeting that was not held has a cause, and nothing else."))
            return
        if self.cause:
            raise InvalidInput(_("A meeting that was held has no cause of absence."))
        if not self.marks:
            raise InvalidInput(_("Choose a level for at least one of the points."))
        if any(mark not in range(LOWEST, HIGHEST + 1) for mark, _example in self.marks.values()):
            raise InvalidInput(_("A mark goes from 1 to 4."))
        if self.next_step.strip() and self.next_step_on is None:
            raise InvalidInput(_("Give the next step a date."))
        if self.next_step_on and not self.next_step.strip():
            raise InvalidInput(_("Write down the next step, or take its date off."))
        if self.next_step_on and self.next_step_on < self.met_on:
            raise InvalidInput(_("The next step comes after the meeting."))


@dataclass(frozen=True, kw_only=True)
class Given:
    """A feedback as it is kept, with the participant's answer. It names its mentor, never the participant."""

    id: int
    feedback: Feedback
    mentor_id: int
    mentor: str
    recorded_at: str
    answer: Answer | None
    answer_comment: str
    version: int


def columns(feedback: Feedback) -> dict[str, Any]:
    """A feedback as columns, its texts cleaned; the marks stand apart."""
    due = feedback.next_step_on
    return {
        "met_on": feedback.met_on.isoformat(),
        "held": int(feedback.held),
        "cause": feedback.cause or None,
        "worked_on": clean(feedback.worked_on, longest=LONGEST),
        "strengths": clean(feedback.strengths, longest=LONGEST),
        "next_step": clean(feedback.next_step, longest=300),
        "next_step_on": due.isoformat() if due else None,
        "alert": int(feedback.alert),
    }


def readable(row: Mapping[str, Any]) -> str:
    """The texts of a kept or a new feedback, one under the other, to compare two of them."""
    said = (row["worked_on"], row["strengths"], row["next_step"])
    return "\n\n".join(filter(None, said))


def from_row(row: Mapping[str, Any], marks: Mapping[str, tuple[int, str]]) -> Given:
    """A kept feedback with its marks."""
    due = row["next_step_on"]
    feedback = Feedback(
        pair_id=row["pair_id"],
        met_on=date.fromisoformat(row["met_on"]),
        held=bool(row["held"]),
        cause=row["cause"] or "",
        marks=marks,
        worked_on=row["worked_on"],
        strengths=row["strengths"],
        next_step=row["next_step"],
        next_step_on=date.fromisoformat(due) if due else None,
        alert=bool(row["alert"]),
    )
    return Given(
        id=row["id"],
        feedback=feedback,
        mentor_id=row["mentor_id"],
        mentor=row["mentor"],
        recorded_at=row["recorded_at"],
        answer=Answer(row["answer"]) if row["answer"] else None,
        answer_comment=row["answer_comment"] or "",
        version=row["version"],
    )
