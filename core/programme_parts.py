"""The parts of a programme: stages, milestones, sessions, causes, criteria, chapters, barriers, exits."""

from enum import StrEnum, auto
from typing import Annotated

from pydantic import Field

from core.programme_words import ExitClass, Key, Part, SharedStage, Side, Words


class KeyedPart(Part):
    """A part that records name by its key, which never changes."""

    key: Key


class Stage(KeyedPart):
    """A phase of the coaching, and the shared stage it is compared under."""

    shared: SharedStage
    name: Words


class Answer(KeyedPart):
    """One of the answers that stand as evidence."""

    name: Words


class Milestone(KeyedPart):
    """A checkable result, with the evidence asked for.

    With `answers`, the evidence is one of them and nothing else. A `gated` one depends on the
    person's situation. `after_months` counts from the start of the activity.
    """

    stage: Key
    name: Words
    evidence: Words
    answers: tuple[Answer, ...] = ()
    gated: bool = False
    after_months: Annotated[int, Field(ge=1, le=120)] | None = None


class SessionKind(KeyedPart):
    """A way of meeting; `minutes` is what a form proposes, `headcount_only` counts people without names."""

    name: Words
    collective: bool
    headcount_only: bool = False
    expects_feedback: bool = False
    minutes: Annotated[int, Field(ge=5, le=720)]


class Cause(KeyedPart):
    """Why somebody was absent or a session not held, and which side answers for it."""

    name: Words
    side: Side


class Levels(Part):
    """The meaning of each mark."""

    one: Words = Field(alias="1")
    two: Words = Field(alias="2")
    three: Words = Field(alias="3")
    four: Words = Field(alias="4")


class Criterion(KeyedPart):
    """What a mentor is asked about, with the meaning of marks 1 to 4."""

    name: Words
    question: Words
    levels: Levels

    @property
    def meanings(self) -> dict[int, Words]:
        """Mark → what it means, from 1 to 4."""
        levels = self.levels
        return dict(enumerate((levels.one, levels.two, levels.three, levels.four), start=1))


class JuryCriterion(Criterion):
    """What a jury looks at; each of its marks counts as many times as its weight."""

    weight: Annotated[int, Field(ge=1, le=10)] = 1


class Chapter(KeyedPart):
    """A chapter of the business plan; its guidance has one question or piece of advice per line."""

    title: Words
    guidance: Words
    light: bool = False
    canvas: bool = False
    forecast: bool = False
    annex: bool = False


class CanvasBlock(KeyedPart):
    """A block of the business model, with its guiding question."""

    title: Words
    question: Words


class Choice(KeyedPart):
    """A line of a list to choose from or to go through: a situation, an objective, a need of a release."""

    name: Words


class Barrier(KeyedPart):
    """What may stand in the way outside the project, with the lists to choose from.

    A `referral_only` one (health) says whether a referral was offered or accepted, and nothing more.
    """

    name: Words
    situations: tuple[Choice, ...] = ()
    objectives: Annotated[tuple[Choice, ...], Field(min_length=1)]
    referral_only: bool = False


class Since(StrEnum):
    """What the months of a wave are counted from."""

    ENTRY = auto()
    EXIT = auto()


class Wave(KeyedPart):
    """A moment at which questionnaires are filled in: `months` after the entry or the end of a support.

    It is asked for during `days`; a sheet that comes later is still kept.
    """

    name: Words
    since: Since
    months: Annotated[int, Field(ge=0, le=120)] = 0
    days: Annotated[int, Field(ge=7, le=366)] = 60


class Arm(KeyedPart):
    """A form of support."""

    name: Words


class ExitKind(KeyedPart):
    """How a support ends; an involuntary exit is censored in net retention.

    `follow_up`: whether the person is contacted afterwards.
    """

    name: Words
    exit_class: ExitClass = Field(alias="class")
    voluntary: bool
    follow_up: bool = True

    @property
    def contacted(self) -> bool:
        """Whether the person is contacted afterwards; versions kept before this was written knew one exception."""
        return self.follow_up and self.key != "death"
