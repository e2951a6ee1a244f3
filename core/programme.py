"""The programme: what its team defined, found by key, kept as JSON with each version.

It is written in `data/programmes/*.toml`, which `core.programme_file` reads.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Annotated, Self, TypeVar
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator

from core.errors import InvalidInput
from core.language import N_, _
from core.programme_parts import (
    Answer,
    Arm,
    Barrier,
    CanvasBlock,
    Cause,
    Chapter,
    Choice,
    Criterion,
    ExitKind,
    JuryCriterion,
    KeyedPart,
    Milestone,
    SessionKind,
    Stage,
    Wave,
)
from core.programme_words import (
    ExitClass,
    Key,
    Part,
    SharedStage,
    Side,
    Words,
    exit_class_name,
    shared_stage_name,
    side_name,
)
from core.toml_files import Misfit

__all__ = [
    "Answer",
    "Arm",
    "Barrier",
    "CanvasBlock",
    "Cause",
    "Chapter",
    "Choice",
    "Criterion",
    "ExitClass",
    "ExitKind",
    "JuryCriterion",
    "Milestone",
    "Misfit",
    "Programme",
    "SessionKind",
    "SharedStage",
    "Side",
    "Stage",
    "Wave",
    "Words",
    "exit_class_name",
    "from_json",
    "shared_stage_name",
    "side_name",
    "to_json",
]

Keyed = TypeVar("Keyed", bound=KeyedPart)
Several = Annotated[tuple[Keyed, ...], Field(min_length=1)]
Days = Annotated[int, Field(ge=1, le=366)]
Months = Annotated[int, Field(ge=1, le=120)]
COMMON_WAVES = ("entry", "exit", "six_months")  # of questionnaires, in every programme


class Programme(Part):
    """A programme as its team defined it, everything in the order they wrote it."""

    key: Annotated[str, Field(pattern=r"^[a-z0-9_-]+$", max_length=60)]
    version: Annotated[int, Field(ge=1)]
    name: Words
    time_zone: str
    stalled_after_days: Days
    feedback_expected_after_days: Days
    stages: Several[Stage]
    milestones: Several[Milestone]
    session_kinds: Several[SessionKind]
    causes: Several[Cause]
    criteria: Several[Criterion]
    chapters: Several[Chapter]
    canvas_blocks: Several[CanvasBlock]
    arms: Several[Arm]
    exit_kinds: Several[ExitKind]
    # Versions kept before these lists were written have none.
    jury: tuple[JuryCriterion, ...] = ()
    barriers: tuple[Barrier, ...] = ()
    follow_up_months: tuple[Months, ...] = (3, 6, 12, 24)  # after the end of a support
    questionnaires: tuple[Key, ...] = ("gse",)
    waves: tuple[Wave, ...] = ()  # beside the common ones
    review_within_days: Days = 10  # after a change of place or measure
    release: tuple[Choice, ...] = ()  # what somebody who comes out needs

    def stage(self, key: str) -> Stage:
        return _keyed(self.stages, key, N_("The programme has no stage {key}."))

    def milestone(self, key: str) -> Milestone:
        return _keyed(self.milestones, key, N_("The programme has no milestone {key}."))

    def kind(self, key: str) -> SessionKind:
        return _keyed(self.session_kinds, key, N_("The programme has no kind of session {key}."))

    def cause(self, key: str) -> Cause:
        return _keyed(self.causes, key, N_("The programme has no cause of absence {key}."))

    def criterion(self, key: str) -> Criterion:
        return _keyed(self.criteria, key, N_("The programme has no feedback criterion {key}."))

    def jury_criterion(self, key: str) -> JuryCriterion:
        return _keyed(self.jury, key, N_("The programme has no jury criterion {key}."))

    def barrier(self, key: str) -> Barrier:
        return _keyed(self.barriers, key, N_("The programme has no barrier {key}."))

    def need(self, key: str) -> Choice:
        return _keyed(self.release, key, N_("The programme has no need of a release {key}."))

    def chapter(self, key: str) -> Chapter:
        return _keyed(self.chapters, key, N_("The programme has no plan chapter {key}."))

    def canvas_block(self, key: str) -> CanvasBlock:
        return _keyed(self.canvas_blocks, key, N_("The programme has no canvas block {key}."))

    def arm(self, key: str) -> Arm:
        return _keyed(self.arms, key, N_("The programme has no form of support {key}."))

    def exit_kind(self, key: str) -> ExitKind:
        return _keyed(self.exit_kinds, key, N_("The programme has no kind of exit {key}."))

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        for misfit in _misfits(self):
            raise misfit
        return self


def _misfits(programme: Programme) -> Iterator[Misfit]:
    """What is well written but does not fit the rest of the programme."""
    if not _is_time_zone(programme.time_zone):
        yield Misfit(_("this time zone is not known. Write for example Europe/Paris."), "time_zone")
    yield from _repeated_keys(programme)
    order = list(SharedStage)
    for at, stage in enumerate(programme.stages[1:], start=1):
        if order.index(stage.shared) < order.index(programme.stages[at - 1].shared):
            sentence = _(
                "this stage comes before the one above it. Put the stages in the shared order."
            )
            yield Misfit(sentence, "stages", at, "shared")
    stages = [stage.key for stage in programme.stages]
    for at, milestone in enumerate(programme.milestones):
        if milestone.stage not in stages:
            sentence = _("the programme has no stage {key}. Choose one of: {known}.").format(
                key=milestone.stage, known=", ".join(stages)
            )
            yield Misfit(sentence, "milestones", at, "stage")
    for at, kind in enumerate(programme.session_kinds):
        if kind.headcount_only and not kind.collective:
            sentence = _("only a collective session can be a headcount. Change one of the two.")
            yield Misfit(sentence, "session_kinds", at, "headcount_only")
    months = programme.follow_up_months
    if list(months) != sorted(set(months)):
        yield Misfit(_("the months are not in order. Write the nearest first."), "follow_up_months")
    for at, barrier in enumerate(programme.barriers):
        if barrier.referral_only and barrier.situations:
            sentence = _("only a referral is written down here. Remove its situations.")
            yield Misfit(sentence, "barriers", at, "situations")
    for at, wave in enumerate(programme.waves):
        if wave.key in COMMON_WAVES:
            yield Misfit(_("this wave is in every programme. Remove it here."), "waves", at, "key")
    for mark in ("canvas", "forecast"):
        marked = [at for at, chapter in enumerate(programme.chapters) if getattr(chapter, mark)]
        if len(marked) > 1:
            sentence = _("another chapter already holds it. Keep one of the two.")
            yield Misfit(sentence, "chapters", marked[1], mark)


def _is_time_zone(name: str) -> bool:
    # Listing every zone of the machine would read hundreds of files.
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _repeated_keys(programme: Programme) -> Iterator[Misfit]:
    lists: list[tuple[tuple[str | int, ...], Sequence[KeyedPart]]] = [
        ((field,), parts)
        for field, parts in programme
        if isinstance(parts, tuple) and all(isinstance(part, KeyedPart) for part in parts)
    ]
    for at, milestone in enumerate(programme.milestones):
        lists.append((("milestones", at, "answers"), milestone.answers))
    for at, barrier in enumerate(programme.barriers):
        lists.append((("barriers", at, "situations"), barrier.situations))
        lists.append((("barriers", at, "objectives"), barrier.objectives))
    repeated = _("the key {key} is already used above. Give this one a key of its own.")
    for place, parts in lists:
        keys = [part.key for part in parts]
        for at, key in enumerate(keys):
            if key in keys[:at]:
                yield Misfit(repeated.format(key=key), *place, at, "key")


def to_json(programme: Programme) -> str:
    """The programme as it is kept: a new field needs a default, or kept versions could not be read."""
    return programme.model_dump_json(by_alias=True)


@lru_cache(maxsize=64)
def from_json(text: str) -> Programme:
    """The programme that `to_json` kept."""
    return Programme.model_validate_json(text)


def _keyed(parts: Sequence[Keyed], key: str, unknown: str) -> Keyed:
    for part in parts:
        if part.key == key:
            return part
    raise InvalidInput(_(unknown).format(key=key))
