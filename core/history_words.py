"""How a change is said: the field and both values, in the words of the programme."""

import re
from collections.abc import Callable
from datetime import date

from core import attendance
from core.attendance import Presence
from core.errors import TrackerError
from core.feedback_form import ANSWERS
from core.history import Change
from core.jury_parts import VERDICTS
from core.language import N_, _
from core.milestones import STATES
from core.notes import LEVELS
from core.participants import SEXES
from core.plans import STATUSES
from core.programme import Programme
from core.situations import SITUATIONS
from core.wording import short_date

NOUNS = {
    "annex": N_("Annex"),
    "attendance": N_("Attendance"),
    "comment": N_("Comment on the plan"),
    "enrolment": N_("Support"),
    "feedback": N_("Mentor feedback"),
    "jury": N_("Jury"),
    "mentor": N_("Mentor"),
    "milestone": N_("Milestone"),
    "note": N_("Note"),
    "participant": N_("File"),
    "plan": N_("Business plan"),
    "session": N_("Session"),
    "situation": N_("Situation"),
    "stage": N_("Stage"),
    "version": N_("Version of the plan"),
}
FIELDS = {
    "alert": N_("Alert to the coach"),
    "alternative": N_("What the picture shows"),
    "answer": N_("The participant's answer"),
    "answer_comment": N_("Comment"),
    "birth_year": N_("Year of birth"),
    "body": N_("Text"),
    "called_off": N_("Called off"),
    "cause": N_("Cause"),
    "coach_id": N_("Coach"),
    "conditions": N_("Conditions"),
    "dealt": N_("Dealt with"),
    "decided_on": N_("Decided on"),
    "departement": N_("Département"),
    "end_reason": N_("Reason"),
    "ended_on": N_("End of support"),
    "ends_on": N_("End"),
    "evidence": N_("Evidence"),
    "exit_kind": N_("How the support ended"),
    "exit_reason": N_("In a few words"),
    "first_name": N_("First name"),
    "frozen_on": N_("Date"),
    "held": N_("Meeting held"),
    "held_on": N_("Date"),
    "informed_on": N_("Information notice given"),
    "juror": N_("Juror"),
    "kind": N_("Situation"),
    "last_name": N_("Last name"),
    "level": N_("Read by"),
    "mark": N_("Attendance"),
    "mentor": N_("Mentor"),
    "met_on": N_("Date"),
    "name": N_("Name"),
    "next_step": N_("Next step"),
    "next_step_on": N_("For"),
    "on": N_("Date"),
    "phone": N_("Telephone"),
    "place": N_("Place in the list"),
    "planned_on": N_("Planned for"),
    "project": N_("Project"),
    "reason": N_("Reason"),
    "reasons": N_("Reasons"),
    "release_month": N_("Expected release month"),
    "sex": N_("Gender"),
    "shared": N_("Shared with the mentor"),
    "short": N_("Size of the plan"),
    "site": N_("Place"),
    "stage": N_("Stage"),
    "starts_on": N_("Since"),
    "state": N_("State"),
    "status": N_("State"),
    "strengths": N_("Strengths"),
    "title": N_("Title"),
    "trashed": N_("In the trash"),
    "verdict": N_("Decision"),
    "worked_on": N_("Worked on"),
}
_YES = {"yes": N_("yes"), "no": N_("no")}
_TABLES: dict[str, dict[str, str]] = {
    "answer": {str(key): label for key, label in ANSWERS.items()},
    "dealt": _YES,
    "level": {str(key): label for key, label in LEVELS.items()},
    "sex": {str(key): label for key, label in SEXES.items()},
    "state": {str(key): label for key, label in STATES.items()},
    "status": {str(key): label for key, label in STATUSES.items()},
    "shared": _YES,
    "short": {"full": N_("full plan"), "short": N_("short plan")},
    "trashed": _YES,
    "verdict": {str(key): label for key, label in VERDICTS.items()},
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def subject(change: Change, programme: Programme) -> str:
    """What was changed: "Jalon, Étude de marché", "Fiche"."""
    noun, _space, key = change.noun.partition(" ")
    said = _(NOUNS[noun]) if noun in NOUNS else change.noun
    named = {
        "milestone": lambda: str(programme.milestone(key).name),
        "comment": lambda: str(programme.chapter(key).title),
        "plan": lambda: str(
            programme.canvas_block(key.removeprefix("canvas/")).title
            if key.startswith("canvas/")
            else programme.chapter(key).title
        ),
    }
    return f"{said}, {_known(named[noun], key)}" if noun in named and key else said


def field(change: Change, programme: Programme) -> str:
    """Which of its facts; a mark of a mentor is named by its criterion."""
    if change.field.startswith("mark "):
        key = change.field.removeprefix("mark ")
        return _known(lambda: str(programme.criterion(key).name), key)
    return _(FIELDS[change.field]) if change.field in FIELDS else change.field


def value(change: Change, text: str, programme: Programme) -> str:
    """A kept value as people say it; free text stays as it was typed."""
    if not text:
        return ""
    if change.field in _TABLES and text in _TABLES[change.field]:
        return _(_TABLES[change.field][text])
    if _DAY.fullmatch(text):
        return short_date(date.fromisoformat(text))
    said: dict[str, Callable[[], str]] = {
        "stage": lambda: str(programme.stage(text).name),
        "exit_kind": lambda: str(programme.exit_kind(text).name),
        "cause": lambda: attendance.cause_name(programme, text),
        "mark": lambda: attendance.presence_name(Presence(text)),
        "kind": lambda: _(dict(zip(map(str, SITUATIONS), SITUATIONS.values(), strict=True))[text]),
    }
    return _known(said[change.field], text) if change.field in said else text


def _known(say: Callable[[], str], otherwise: str) -> str:
    """The words, or what is kept: a later programme may have retired a key."""
    try:
        return say()
    except (TrackerError, KeyError, ValueError):
        return otherwise
