"""What a contact after the support asks, and the words of its answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from typing import Any

from core.errors import InvalidInput
from core.language import N_, _
from core.situations import SituationKind
from core.wording import clean, short_date

LONGEST_NOTE = 500  # signs


class Outcome(StrEnum):
    """How the contact went; unreachable is as true an answer as the two others."""

    ANSWERED = auto()
    UNREACHABLE = auto()
    REFUSED = auto()


class Channel(StrEnum):
    PHONE = auto()
    MEETING = auto()
    MESSAGE = auto()
    LETTER = auto()
    PARTNER = auto()


class Activity(StrEnum):
    """What somebody does, near the official classes of exit."""

    LASTING_JOB = auto()
    TRANSITIONAL_JOB = auto()
    OWN_COMPANY = auto()
    TRAINING = auto()
    UNEMPLOYED = auto()
    OTHER = auto()
    NOT_SAID = auto()


class Housing(StrEnum):
    STABLE = auto()
    TEMPORARY = auto()
    NONE = auto()
    NOT_SAID = auto()


OUTCOMES = {
    Outcome.ANSWERED: N_("answered"),
    Outcome.UNREACHABLE: N_("unreachable"),
    Outcome.REFUSED: N_("did not wish to answer"),
}
CHANNELS = {
    Channel.PHONE: N_("Telephone"),
    Channel.MEETING: N_("Meeting"),
    Channel.MESSAGE: N_("Message or e-mail"),
    Channel.LETTER: N_("Letter"),
    Channel.PARTNER: N_("Through a partner"),
}
ACTIVITIES = {
    Activity.LASTING_JOB: N_("Salaried, lasting (permanent, or over 6 months)"),
    Activity.TRANSITIONAL_JOB: N_("Salaried, transitional (under 6 months, subsidised)"),
    Activity.OWN_COMPANY: N_("Own company"),
    Activity.TRAINING: N_("In training"),
    Activity.UNEMPLOYED: N_("Looking for work"),
    Activity.OTHER: N_("Other situation"),
    Activity.NOT_SAID: N_("Not said"),
}
HOUSINGS = {
    Housing.STABLE: N_("Stable housing"),
    Housing.TEMPORARY: N_("Temporary housing"),
    Housing.NONE: N_("No housing"),
    Housing.NOT_SAID: N_("Not said"),
}


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """What a contact gave. Without an answer nothing else is known; `turnover_started` None: not asked."""

    contacted_on: date
    outcome: Outcome
    channel: Channel
    situation: SituationKind | None = None
    activity: Activity | None = None
    turnover_started: bool | None = None
    housing: Housing | None = None
    note: str = ""

    def __post_init__(self) -> None:
        answered = self.outcome is Outcome.ANSWERED
        if answered and (self.activity is None or self.housing is None):
            raise InvalidInput(_("Choose the activity and the housing; “Not said” is an answer."))
        heard = (self.situation, self.activity, self.turnover_started, self.housing)
        if not answered and any(value is not None for value in heard):
            raise InvalidInput(_("Without an answer, leave the situation and the rest empty."))


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A follow-up as it is kept, with who wrote it down."""

    id: int
    horizon: int  # months after the end
    said: FollowUp
    who: str
    version: int
    trashed: bool


def columns(said: FollowUp) -> dict[str, Any]:
    """What a contact gave, as it is kept."""
    turnover = said.turnover_started
    return {
        "contacted_on": said.contacted_on.isoformat(),
        "outcome": said.outcome,
        "channel": said.channel,
        "situation": said.situation,
        "activity": said.activity,
        "turnover_started": None if turnover is None else int(turnover),
        "housing": said.housing,
        "note": clean(said.note, longest=LONGEST_NOTE) or None,
    }


def said_in(row: Mapping[str, Any]) -> FollowUp:
    """What a kept row says."""
    turnover = row["turnover_started"]
    return FollowUp(
        contacted_on=date.fromisoformat(row["contacted_on"]),
        outcome=Outcome(row["outcome"]),
        channel=Channel(row["channel"]),
        situation=SituationKind(row["situation"]) if row["situation"] else None,
        activity=Activity(row["activity"]) if row["activity"] else None,
        turnover_started=None if turnover is None else bool(turnover),
        housing=Housing(row["housing"]) if row["housing"] else None,
        note=row["note"] or "",
    )


def kept_in(row: Mapping[str, Any]) -> Kept:
    """A kept row, with who wrote it down."""
    return Kept(
        id=row["id"], horizon=row["horizon"], said=said_in(row), who=row["who"],
        version=row["version"], trashed=row["trashed_at"] is not None,
    )  # fmt: skip


def told(values: Mapping[str, Any]) -> str:
    """A contact in a few words, for two versions side by side."""
    said = said_in(values)
    words = [short_date(said.contacted_on), _(OUTCOMES[said.outcome]), _(CHANNELS[said.channel])]
    if said.activity:
        words.append(_(ACTIVITIES[said.activity]))
    return " · ".join(filter(None, [*words, said.note]))
