"""An answer sheet: what somebody answered to a questionnaire at a wave, or that they did not."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, auto
from typing import Any

from core.errors import InvalidInput
from core.language import N_, _
from core.questionnaires import Instrument, given_answers, load_instrument, missing, score
from core.wording import NOTHING, short_date

MISSING = "-"
_SEPARATORS = " ,;/|\t\u00a0"


class Outcome(StrEnum):
    """What became of a sheet; only an answered one counts as received."""

    ANSWERED = auto()
    REFUSED = auto()
    NOT_GIVEN = auto()


OUTCOMES = {
    Outcome.ANSWERED: N_("answered"),
    Outcome.REFUSED: N_("refused by the person"),
    Outcome.NOT_GIVEN: N_("could not be given"),
}


class AlreadyCollected(InvalidInput):
    """There is a sheet for this wave already: `sheet_id` leads to it."""

    def __init__(self, sentence: str, *, sheet_id: int) -> None:
        super().__init__(sentence)
        self.sheet_id = sheet_id


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet as it is typed in. `answers` by number of item, from 1; None or absent is missing.

    `collected_on` is the day on the paper and `collected_by` who was there, not who types it in.
    """

    instrument: str
    wave: str
    collected_on: date
    answers: Mapping[int, int | None] = field(default_factory=dict)
    outcome: Outcome = Outcome.ANSWERED
    read_aloud: bool = False
    collected_by: int | None = None

    def __post_init__(self) -> None:
        given = given_answers(self.questionnaire, self.answers)
        if self.outcome is Outcome.ANSWERED and not given:
            raise InvalidInput(
                _("Type in at least one answer, or say that the sheet was refused or not given.")
            )
        if self.outcome is not Outcome.ANSWERED and given:
            raise InvalidInput(
                _(
                    "A sheet that was refused or not given has no answers. Remove them or say it was answered."
                )
            )
        object.__setattr__(self, "answers", given)

    @property
    def questionnaire(self) -> Instrument:
        return load_instrument(self.instrument)

    @property
    def score(self) -> float | None:
        return score(self.questionnaire, self.answers)

    @property
    def missing(self) -> int:
        """How many items have no answer; of a sheet that was not answered, none is counted."""
        if self.outcome is not Outcome.ANSWERED:
            return 0
        return missing(self.questionnaire, self.answers)

    def columns(self) -> dict[str, Any]:
        """The sheet as it is kept, with its score."""
        return {
            "wave": self.wave,
            "outcome": self.outcome,
            "collected_on": self.collected_on.isoformat(),
            "collected_by": self.collected_by,
            "read_aloud": int(self.read_aloud),
            "answers": json.dumps({str(number): value for number, value in self.answers.items()}),
            "score": self.score,
            "missing": self.missing,
        }

    def told(self) -> str:
        """What distinguishes two versions of a sheet, in a line."""
        return f"{short_date(self.collected_on)} · {self.told_answers()}"

    def told_answers(self) -> str:
        """The answers in the order of the paper, or why there are none."""
        return self.in_order() if self.outcome is Outcome.ANSWERED else _(OUTCOMES[self.outcome])

    def in_order(self) -> str:
        """The answers in the order of the paper: 3 4 – 2."""
        values = [self.answers.get(at + 1) for at in range(len(self.questionnaire.items))]
        return " ".join(NOTHING if value is None else str(value) for value in values)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A sheet as it is kept. `recorded_at` is an instant in UTC (ISO 8601)."""

    id: int
    participant_id: int
    enrolment_id: int
    sheet: Sheet
    score: float | None
    missing: int
    collector: str
    recorder: str
    recorded_at: str
    version: int


def from_row(row: Mapping[str, Any]) -> Kept:
    """A stored row as a sheet."""
    return Kept(
        id=row["id"],
        participant_id=row["participant_id"],
        enrolment_id=row["enrolment_id"],
        sheet=Sheet(
            instrument=row["instrument"],
            wave=row["wave"],
            collected_on=date.fromisoformat(row["collected_on"]),
            answers={int(number): value for number, value in json.loads(row["answers"]).items()},
            outcome=Outcome(row["outcome"]),
            read_aloud=bool(row["read_aloud"]),
            collected_by=row["collected_by"],
        ),
        score=row["score"],
        missing=row["missing"],
        collector=row["collector"] or "",
        recorder=row["recorder"],
        recorded_at=row["recorded_at"],
        version=row["version"],
    )


def typed(instrument: Instrument, text: str) -> tuple[dict[int, int], list[str]]:
    """The answers of a line typed in the order of the paper, and what is wrong with it, in sentences.

    One digit for each item, a dash where there is no answer: “33-4”. Separators do not count. What is
    wrong is left out, and the rest is kept.
    """
    answers: dict[int, int] = {}
    problems: list[str] = []
    signs = [sign for sign in text if sign not in _SEPARATORS]
    if len(signs) > len(instrument.items):
        sentence = _("{n} signs for {items} questions: one may have been typed twice.")
        problems.append(sentence.format(n=len(signs), items=len(instrument.items)))
    for number, sign in enumerate(signs[: len(instrument.items)], start=1):
        try:
            value = None if sign in "-–—._xX" else int(sign) if sign.isdecimal() else -1
            answers |= given_answers(instrument, {number: value})
        except InvalidInput as problem:
            problems.append(str(problem))
    return answers, problems


def as_typed(instrument: Instrument, answers: Mapping[int, int | None]) -> str:
    """The same answers as such a line, up to the last one that was given."""
    values = [answers.get(number) for number in range(1, len(instrument.items) + 1)]
    return "".join(MISSING if value is None else str(value) for value in values).rstrip(MISSING)
