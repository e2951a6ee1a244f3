"""Being sent to an organisation: to whom, for what, since when, and what it answered."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from core.errors import InvalidInput
from core.language import N_, _
from core.wording import short_date

LONGEST_PURPOSE = 200  # signs
_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 /-]{2,23}")
_SHORT_NUMBER = re.compile(r"\d{3,8}[A-Za-z]?")


class Answer(StrEnum):
    WAITING = auto()
    ACCEPTED = auto()
    REFUSED = auto()
    NO_ANSWER = auto()


ANSWERS = {
    Answer.WAITING: N_("Answer awaited"),
    Answer.ACCEPTED: N_("Accepted"),
    Answer.REFUSED: N_("Refused"),
    Answer.NO_ANSWER: N_("No answer"),
}
_WITH_APPOINTMENT = frozenset({Answer.WAITING, Answer.ACCEPTED})


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What an organisation answered, on which day; `on` is the day one stopped waiting for a silence."""

    answer: Answer = Answer.WAITING
    on: date | None = None
    appointment_on: date | None = None

    def __post_init__(self) -> None:
        if self.answer is Answer.WAITING and self.on is not None:
            raise InvalidInput(_("An answer that is awaited has no date yet. Choose the answer."))
        if self.answer is not Answer.WAITING and self.on is None:
            raise InvalidInput(_("Give the day of the answer, or the day you stopped waiting."))
        if self.appointment_on and self.answer not in _WITH_APPOINTMENT:
            raise InvalidInput(_("There is no appointment without an agreement. Clear its date."))


@dataclass(frozen=True, kw_only=True)
class Referral:
    """Somebody sent to an organisation; `barrier` is a key, empty for another purpose.

    `pass_reference` is the organisation's own reference (a PASS IAE…), never a number of justice.
    """

    organisation_id: int
    sent_on: date
    purpose: str
    barrier: str = ""
    reply: Reply = Reply()
    pass_reference: str = ""
    id: int = 0
    version: int = 1

    def __post_init__(self) -> None:
        if not self.purpose.strip():
            raise InvalidInput(_("Say in a few words what the referral is for."))
        if self.pass_reference.strip() and not _REFERENCE.fullmatch(self.pass_reference.strip()):
            raise InvalidInput(
                _("A reference has 3 to 24 letters and figures, for example 999992139048.")
            )
        dates = (self.reply.on, self.reply.appointment_on)
        if any(day and day < self.sent_on for day in dates):
            raise InvalidInput(_("The answer and the appointment come after the referral."))


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A referral as it is kept: whose it is, to whom, who wrote it down."""

    referral: Referral
    participant_id: int
    code: str
    name: str
    organisation: str
    author: str
    trashed: bool = False


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A referral that has had no answer for long."""

    referral_id: int
    participant_id: int
    code: str
    name: str
    organisation: str
    sent_on: date


def told(kept: Kept) -> str:
    """A referral in a few lines: where, for what, the answer and its dates."""
    referral = kept.referral
    lines = [
        kept.organisation,
        short_date(referral.sent_on),
        referral.purpose,
        _(ANSWERS[referral.reply.answer]),
        short_date(referral.reply.on) if referral.reply.on else "",
        short_date(referral.reply.appointment_on) if referral.reply.appointment_on else "",
        referral.pass_reference,
    ]
    return "\n".join(filter(None, lines))


def may_be_another_number(reference: str) -> bool:
    """Whether a reference looks too short for a PASS IAE: it might be a number that has no place here."""
    return bool(_SHORT_NUMBER.fullmatch("".join(reference.split())))
