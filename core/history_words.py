"""How a change is said: the field and both values, in the words of the programme."""

import re
from collections.abc import Callable
from datetime import date

from core import attendance
from core import follow_up_parts as later
from core.answer_sheet_parts import OUTCOMES
from core.attendance import Presence
from core.consents import KINDS as CONSENTS
from core.consents import Answer, Kind, answer_name
from core.errors import TrackerError
from core.feedback_form import ANSWERS
from core.forecast.activities import ACTIVITIES, DECLARATIONS, LEGAL_FORMS, VAT_REGIMES
from core.history import Change
from core.jury_parts import VERDICTS
from core.language import N_, _, n_
from core.milestones import STATES
from core.notes import LEVELS
from core.participants import SEXES
from core.plans import STATUSES
from core.programme import Programme
from core.questionnaires import load_instrument
from core.situations import SITUATIONS
from core.waves import wave_of
from core.wording import month, short_date

NOUNS = {
    "annex": N_("Annex"),
    "attendance": N_("Attendance"),
    "comment": N_("Comment on the plan"),
    "consent": N_("Consent"),
    "enrolment": N_("Support"),
    "feedback": N_("Mentor feedback"),
    "follow_up": N_("Contact after the support"),
    "forecast": N_("Forecast"),
    "jury": N_("Jury"),
    "mentor": N_("Mentor"),
    "milestone": N_("Milestone"),
    "note": N_("Note"),
    "participant": N_("File"),
    "plan": N_("Business plan"),
    "questionnaire": N_("Questionnaire"),
    "session": N_("Session"),
    "situation": N_("Situation"),
    "stage": N_("Stage"),
    "turnover": N_("Turnover received"),
    "version": N_("Version of the plan"),
}
FIELDS = {
    "acre": N_("ACRE"),
    "activity": N_("Activity"),
    "alert": N_("Alert to the coach"),
    "alternative": N_("What the picture shows"),
    "amount": N_("Amount"),
    "answer": N_("The participant's answer"),
    "answer_comment": N_("Comment"),
    "answers": N_("Answers"),
    "birth_year": N_("Year of birth"),
    "body": N_("Text"),
    "called_off": N_("Called off"),
    "cause": N_("Cause"),
    "channel": N_("How"),
    "coach_id": N_("Coach"),
    "cohort": N_("Cohort"),
    "collected_by": N_("Collected by"),
    "collected_on": N_("Collected on"),
    "conditions": N_("Conditions"),
    "contacted_on": N_("Date"),
    "customer_terms": N_("When customers pay (days: share)"),
    "dealt": N_("Dealt with"),
    "decided_on": N_("Decided on"),
    "declaration": N_("I declare my turnover"),
    "departement": N_("Département"),
    "deposits": N_("Deposits"),
    "destination": N_("Destination"),
    "drawings": N_("Drawings each month"),
    "drawings_from": N_("Drawings from month"),
    "end_reason": N_("Reason"),
    "ended_on": N_("End of support"),
    "ends_on": N_("End"),
    "equipment": N_("Equipment"),
    "evidence": N_("Evidence"),
    "exit_kind": N_("How the support ended"),
    "exit_reason": N_("In a few words"),
    "first_name": N_("First name"),
    "fixed_costs": N_("Fixed costs"),
    "flat_tax": N_("Income tax paid with contributions (versement libératoire)"),
    "form": N_("Legal form"),
    "frozen_on": N_("Date"),
    "given_on": N_("Date"),
    "grants": N_("Grants"),
    "held": N_("Meeting held"),
    "held_on": N_("Date"),
    "hours_per_month": N_("Hours of work each month"),
    "housing": N_("Housing"),
    "informed_on": N_("Information notice given"),
    "juror": N_("Juror"),
    "kind": N_("Situation"),
    "last_name": N_("Last name"),
    "level": N_("Read by"),
    "loans": N_("Loans"),
    "mark": N_("Attendance"),
    "mentor": N_("Mentor"),
    "met_on": N_("Date"),
    "name": N_("Name"),
    "next_step": N_("Next step"),
    "note": N_("Note"),
    "next_step_on": N_("For"),
    "offers": N_("My offers"),
    "on": N_("Date"),
    "outcome": N_("Answer"),
    "own_money": N_("Own money"),
    "phone": N_("Telephone"),
    "plan_version": N_("Plan read by the jury"),
    "place": N_("Place in the list"),
    "planned_on": N_("Planned for"),
    "project": N_("Project"),
    "purchases_vat_rate": N_("VAT on goods"),
    "read_aloud": N_("Read aloud by the coach"),
    "reason": N_("Reason"),
    "reasons": N_("Reasons"),
    "received": N_("What became of it"),
    "release_month": N_("Expected release month"),
    "seasonality": N_("Strong and weak months"),
    "sex": N_("Gender"),
    "shared": N_("Shared with the mentor"),
    "short": N_("Size of the plan"),
    "site": N_("Place"),
    "situation": N_("Situation"),
    "stage": N_("Stage"),
    "start": N_("First month"),
    "start_up_costs": N_("Start-up costs"),
    "starting_cash": N_("Starting cash"),
    "starting_stock": N_("Starting stock"),
    "starts_on": N_("Since"),
    "state": N_("State"),
    "status": N_("State"),
    "stock_days": N_("Days of goods in stock"),
    "strengths": N_("Strengths"),
    "supplier_terms": N_("When suppliers are paid (days: share)"),
    "title": N_("Title"),
    "trashed": N_("In the trash"),
    "turnover_started": N_("Turnover received"),
    "vat": N_("VAT"),
    "verdict": N_("Decision"),
    "wave": N_("Wave"),
    "worked_on": N_("Worked on"),
}
_YES = {"yes": N_("yes"), "no": N_("no")}
_TABLES: dict[str, dict[str, str]] = {
    "activity": {
        str(key): label for key, label in [*ACTIVITIES.items(), *later.ACTIVITIES.items()]
    },
    "acre": _YES,
    "answer": {str(key): label for key, label in ANSWERS.items()},
    "channel": {str(key): label for key, label in later.CHANNELS.items()},
    "dealt": _YES,
    "declaration": {str(key): label for key, label in DECLARATIONS.items()},
    "flat_tax": _YES,
    "form": {str(key): label for key, label in LEGAL_FORMS.items()},
    "housing": {str(key): label for key, label in later.HOUSINGS.items()},
    "level": {str(key): label for key, label in LEVELS.items()},
    "read_aloud": _YES,
    "received": {str(key): label for key, label in OUTCOMES.items()},
    "outcome": {str(key): label for key, label in later.OUTCOMES.items()},
    "sex": {str(key): label for key, label in SEXES.items()},
    "state": {str(key): label for key, label in STATES.items()},
    "status": {str(key): label for key, label in STATUSES.items()},
    "shared": _YES,
    "short": {"full": N_("full plan"), "short": N_("short plan")},
    "situation": {str(key): label for key, label in SITUATIONS.items()},
    "trashed": _YES,
    "turnover_started": {"1": N_("yes"), "0": N_("no")},
    "vat": {str(key): label for key, label in VAT_REGIMES.items()},
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
        "consent": lambda: _(CONSENTS[Kind(key)]),
        "follow_up": lambda: n_("{n} month", "{n} months", int(key)),
        "questionnaire": lambda: str(load_instrument(key).short),
        "turnover": lambda: month(date.fromisoformat(f"{key}-01")),
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
    key = change.noun.partition(" ")[2]
    said: dict[str, Callable[[], str]] = {
        "answer": lambda: answer_name(Kind(key), Answer(text)),
        "stage": lambda: str(programme.stage(text).name),
        "exit_kind": lambda: str(programme.exit_kind(text).name),
        "wave": lambda: str(wave_of(programme, text).name),
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
