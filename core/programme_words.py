"""The words a programme is written with: texts in two languages, and the few lists that all programmes share."""

import re
from enum import StrEnum, auto
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from core.language import N_, Language, _, current
from core.wording import clean

LONGEST_TEXT = 2000  # signs

Key = Annotated[str, Field(pattern=r"^[a-z0-9_]+$", max_length=40)]
Text = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]


class SharedStage(StrEnum):
    """The stages under which programmes are compared, in order."""

    ORIENTED = auto()
    MET = auto()
    ENTERED = auto()
    GROUNDWORK = auto()
    AWARENESS = auto()
    SUPPORT = auto()
    PLAN = auto()
    PITCH = auto()
    REGISTERED = auto()
    STARTED = auto()
    SUSTAINED = auto()


class Side(StrEnum):
    """Who answers for an absence or for a session not held."""

    ESTABLISHMENT = auto()
    PERSON = auto()
    PROGRAMME = auto()


class ExitClass(StrEnum):
    """The inclusion sector's official classes of exit."""

    LASTING = auto()
    TRANSITION = auto()
    POSITIVE = auto()
    OTHER = auto()
    NEUTRAL = auto()

    @property
    def dynamic(self) -> bool:
        """Whether it counts among the *sorties dynamiques*."""
        return self in {ExitClass.LASTING, ExitClass.TRANSITION, ExitClass.POSITIVE}


_NAMES: dict[StrEnum, str] = {
    SharedStage.ORIENTED: N_("Referral"),
    SharedStage.MET: N_("First meeting"),
    SharedStage.ENTERED: N_("Entry"),
    SharedStage.GROUNDWORK: N_("Social groundwork"),
    SharedStage.AWARENESS: N_("Awareness"),
    SharedStage.SUPPORT: N_("Project support"),
    SharedStage.PLAN: N_("Business plan"),
    SharedStage.PITCH: N_("Jury"),
    SharedStage.REGISTERED: N_("Registration"),
    SharedStage.STARTED: N_("Start of activity"),
    SharedStage.SUSTAINED: N_("Lasting activity"),
    Side.ESTABLISHMENT: N_("Establishment"),
    Side.PERSON: N_("Person"),
    Side.PROGRAMME: N_("Programme"),
    ExitClass.LASTING: N_("Lasting employment"),
    ExitClass.TRANSITION: N_("Transitional employment"),
    ExitClass.POSITIVE: N_("Positive exit"),
    ExitClass.OTHER: N_("Other exit"),
    ExitClass.NEUTRAL: N_("Neutralised exit"),
}


def shared_stage_name(stage: SharedStage) -> str:
    """The shared stage in the language in force."""
    return _(_NAMES[stage])


def side_name(side: Side) -> str:
    """The responsible side in the language in force."""
    return _(_NAMES[side])


def exit_class_name(exit_class: ExitClass) -> str:
    """The official class of exit in the language in force."""
    return _(_NAMES[exit_class])


class Part(BaseModel):
    """Anything a programme file holds: frozen, nothing unknown in it, types as written."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, str_strip_whitespace=True, populate_by_name=True
    )


class Words(Part):
    """A text in both languages; `str()` gives the one in force."""

    fr: Text
    en: Text

    def __str__(self) -> str:
        return self.fr if current() is Language.FRENCH else self.en

    @field_validator("fr", "en")
    @classmethod
    def _as_printed(cls, text: str) -> str:
        """With the printer's apostrophes, and spaces that do not break where French wants them."""
        text = re.sub(r"(?<=\w)'(?=\w)", "’", clean(text, longest=LONGEST_TEXT))
        if not text:  # nothing but signs that nobody sees
            raise PydanticCustomError("string_too_short", "the text is empty")
        return re.sub(r"(?<=«) +| +(?=[:;!?%€»])", "\u00a0", text)
