"""The lists that keys come from, each with its words in the language in force."""

from collections.abc import Iterable, Mapping
from typing import Any

from core import answer_sheet_parts, barrier_parts, consents, follow_up_parts, milestones
from core import session_parts as session
from core.attendance import Presence, presence_name
from core.evaluation.anonymity import MASKED
from core.feedback_form import ANSWERS
from core.language import N_, _
from core.participants import SEXES
from core.programme import (
    ExitClass,
    Programme,
    SharedStage,
    Side,
    exit_class_name,
    shared_stage_name,
    side_name,
)
from core.questionnaires import instrument_files, load_instrument
from core.situations import SITUATIONS
from core.waves import waves_of

AGES = {
    "under_25": N_("under 25"),
    "25_34": N_("25 to 34"),
    "35_44": N_("35 to 44"),
    "45_over": N_("45 and over"),
}
SITUATION_GROUPS = {
    "inside": N_("inside"),
    "adjusted": N_("adjusted sentence (day release, monitoring, placement, conditional release)"),
    "community": N_("community service or probation"),
    "free": N_("free"),
}
ALL_ARMS = "all"


def words(programmes: Iterable[Programme]) -> dict[str, dict[str, str]]:
    """List → key → word. Where two versions of a programme name a key, the newest (first) is heard."""
    newest_last = list(programmes)[::-1]
    masked = {MASKED: _("masked")}
    own: dict[str, Any] = {
        "arm": {x.key: x.name for p in newest_last for x in p.arms},
        "session_kind": {x.key: x.name for p in newest_last for x in p.session_kinds},
        "cause": {x.key: x.name for p in newest_last for x in p.causes},
        "milestone": {x.key: x.name for p in newest_last for x in p.milestones},
        "stage": {x.key: x.name for p in newest_last for x in p.stages},
        "criterion": {x.key: x.name for p in newest_last for x in p.criteria},
        "exit_kind": {x.key: x.name for p in newest_last for x in p.exit_kinds},
        "barrier": {x.key: x.name for p in newest_last for x in p.barriers},
        "wave": {x.key: x.name for p in newest_last for x in waves_of(p)},
        "instrument": {key: load_instrument(key).name for key in sorted(instrument_files())},
        "shared_stage": {stage: shared_stage_name(stage) for stage in SharedStage},
        "side": {side: side_name(side) for side in Side},
        "exit_class": {one: exit_class_name(one) for one in ExitClass},
    }
    lists: dict[str, Mapping[Any, str]] = {
        "age": AGES,
        "sex": SEXES,
        "situation": SITUATIONS,
        "situation_group": SITUATION_GROUPS,
        "session_state": session.STATES,
        "milestone_state": milestones.STATES,
        "barrier_state": barrier_parts.STATES,
        "impact": barrier_parts.IMPACTS,
        "sheet_outcome": answer_sheet_parts.OUTCOMES,
        "contact": follow_up_parts.OUTCOMES,
        "channel": follow_up_parts.CHANNELS,
        "activity": follow_up_parts.ACTIVITIES,
        "housing": follow_up_parts.HOUSINGS,
        "answer": ANSWERS,
    }
    said = {
        name: {str(key): str(word) for key, word in known.items()} for name, known in own.items()
    }
    said |= {
        name: {str(key): _(word) for key, word in known.items()} for name, known in lists.items()
    }
    research = consents.Kind.RESEARCH
    said["consent"] = {str(one): consents.answer_name(research, one) for one in consents.Answer}
    said["presence"] = {str(one): presence_name(one) for one in Presence}
    said["arm_or_all"] = {ALL_ARMS: _("All forms of support")} | said["arm"]
    for name in ("arm", "age", "sex", "situation_group"):
        said[f"{name}_or_masked"] = said[name] | masked
    return said
