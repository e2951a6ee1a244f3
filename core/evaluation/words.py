"""The words of the programmes in view: what their stages, sessions and milestones are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from core.programme import (
    Barrier,
    Chapter,
    Criterion,
    ExitKind,
    Milestone,
    Programme,
    SessionKind,
    SharedStage,
    Wave,
    Words,
    from_json,
)
from core.questionnaires import Instrument, load_instrument
from core.waves import waves_of


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """By key, in the programmes' own order. Where two versions name a key, the newest is heard."""

    stages: tuple[SharedStage, ...]
    shared: Mapping[str, SharedStage]  # of each stage
    kinds: Mapping[str, SessionKind]
    milestones: Mapping[str, Milestone]
    criteria: Mapping[str, Criterion]
    exit_kinds: Mapping[str, ExitKind]
    arms: Mapping[str, Words]
    chapters: Mapping[str, Chapter]
    barriers: Mapping[str, Barrier]
    instruments: Mapping[str, Instrument]
    waves: tuple[Wave, ...]
    follow_up_months: tuple[int, ...]  # after the end of a support, the nearest first


@lru_cache(maxsize=16)
def vocabulary(definitions: tuple[str, ...]) -> Vocabulary:
    """The words of kept programme versions, newest first."""
    programmes: list[Programme] = [from_json(definition) for definition in definitions]
    shared = {stage.shared for programme in programmes for stage in programme.stages}
    return Vocabulary(
        stages=tuple(stage for stage in SharedStage if stage in shared),
        shared={x.key: x.shared for p in reversed(programmes) for x in p.stages},
        kinds={x.key: x for p in reversed(programmes) for x in p.session_kinds},
        milestones={x.key: x for p in reversed(programmes) for x in p.milestones},
        criteria={x.key: x for p in reversed(programmes) for x in p.criteria},
        exit_kinds={x.key: x for p in reversed(programmes) for x in p.exit_kinds},
        arms={x.key: x.name for p in reversed(programmes) for x in p.arms},
        chapters={x.key: x for p in reversed(programmes) for x in p.chapters},
        barriers={x.key: x for p in reversed(programmes) for x in p.barriers},
        instruments={key: load_instrument(key) for p in programmes for key in p.questionnaires},
        waves=tuple({x.key: x for p in reversed(programmes) for x in waves_of(p)}.values()),
        follow_up_months=tuple(sorted({n for p in programmes for n in p.follow_up_months})),
    )
