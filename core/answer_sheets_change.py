"""The same person's answers before and after, counted; what a difference means is not said here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.answer_sheet_parts import Kept, Outcome
from core.questionnaires import counted


@dataclass(frozen=True, kw_only=True)
class Change:
    """Two sheets of one questionnaire, and how many answers both have: higher, same, lower afterwards.

    A reversed item counts as it does in the score: higher is always more of what is asked about.
    """

    first: Kept
    last: Kept
    higher: int
    same: int
    lower: int


def changes(sheets: Sequence[Kept]) -> Iterator[Change]:
    """From the first answered sheet of each enrolment to its last; nothing where there is only one."""
    for enrolment in dict.fromkeys(sheet.enrolment_id for sheet in sheets):
        answered = [
            kept
            for kept in sheets
            if kept.enrolment_id == enrolment and kept.sheet.outcome is Outcome.ANSWERED
        ]
        if len(answered) > 1:
            yield _change(answered[0], answered[-1])


def _change(first: Kept, last: Kept) -> Change:
    instrument = first.sheet.questionnaire
    before, after = (
        {
            number: counted(instrument, number, value)
            for number, value in kept.sheet.answers.items()
            if value is not None
        }
        for kept in (first, last)
    )
    steps = [after[number] - before[number] for number in before.keys() & after.keys()]
    return Change(
        first=first,
        last=last,
        higher=sum(step > 0 for step in steps),
        same=sum(step == 0 for step in steps),
        lower=sum(step < 0 for step in steps),
    )
