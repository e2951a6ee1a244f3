"""Why something waits: the reasons, in order of urgency, and what a line says of each."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from core.language import N_, _, n_


class Reason(StrEnum):
    """Why a line is there, in order of urgency."""

    STEP_OVERDUE = auto()
    REVIEW_OVERDUE = auto()
    SESSION_TO_RECORD = auto()
    STEP_TODAY = auto()
    REVIEW_DUE = auto()
    JURY_CONDITION = auto()
    JURY = auto()
    MILESTONE_SUBMITTED = auto()
    ALERT = auto()
    FEEDBACK_MISSING = auto()
    REFERRAL_WAITING = auto()
    CONTACT_DUE = auto()
    QUESTIONNAIRE_DUE = auto()
    STALLED = auto()
    STEP_MISSING = auto()
    PLAN_CHECKS = auto()
    AGREEMENT_ENDING = auto()
    PERMIT_ENDING = auto()
    FILE_INCOMPLETE = auto()


class Group(StrEnum):
    LATE = auto()
    NOW = auto()
    COMPLETE = auto()


GROUPS = {
    Group.LATE: N_("Overdue"),
    Group.NOW: N_("To deal with"),
    Group.COMPLETE: N_("To complete"),
}

GROUP_OF = {
    Reason.STEP_OVERDUE: Group.LATE,
    Reason.REVIEW_OVERDUE: Group.LATE,
    Reason.SESSION_TO_RECORD: Group.LATE,
    Reason.STEP_TODAY: Group.NOW,
    Reason.REVIEW_DUE: Group.NOW,
    Reason.JURY_CONDITION: Group.NOW,
    Reason.JURY: Group.NOW,
    Reason.MILESTONE_SUBMITTED: Group.NOW,
    Reason.ALERT: Group.NOW,
    Reason.FEEDBACK_MISSING: Group.NOW,
    Reason.AGREEMENT_ENDING: Group.COMPLETE,
    Reason.PERMIT_ENDING: Group.COMPLETE,
    Reason.REFERRAL_WAITING: Group.NOW,
    Reason.QUESTIONNAIRE_DUE: Group.COMPLETE,
    Reason.CONTACT_DUE: Group.NOW,
    Reason.STALLED: Group.COMPLETE,
    Reason.STEP_MISSING: Group.COMPLETE,
    Reason.PLAN_CHECKS: Group.COMPLETE,
    Reason.FILE_INCOMPLETE: Group.COMPLETE,
}


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing to deal with: whom it is about, why, since or until when, and where it is dealt with.

    `subject_id` is a session for a session, a mentor for what ends, a participant for everything else;
    `part` tells apart several lines of one reason about the same person.
    """

    reason: Reason
    subject_id: int
    part: str = ""
    code: str
    name: str
    what: str
    day: date | None
    session_id: int | None = None
    asked: tuple[tuple[str, str | int], ...] = ()  # what its page is asked for besides the code
    points: int = 0  # to look at, in a forecast

    @property
    def group(self) -> Group:
        return GROUP_OF[self.reason]

    @property
    def key(self) -> str:
        """The name of this line, the same for as long as what it says has not changed; no name in it."""
        day = self.day.isoformat() if self.day else ""
        return f"{self.reason}:{self.subject_id}:{self.part}:{day}"


def said(item: Item, today: date) -> str:
    """What the line says: the fact, in words."""
    days = (today - item.day).days if item.day else 0
    return {
        Reason.STEP_OVERDUE: _("Next step overdue"),
        Reason.REVIEW_OVERDUE: _("Review after a change of place, overdue"),
        Reason.SESSION_TO_RECORD: _("Session to write down"),
        Reason.STEP_TODAY: _("Next step due today"),
        Reason.REVIEW_DUE: _("Review to do after a change of place"),
        Reason.MILESTONE_SUBMITTED: _("Milestone submitted, to read over"),
        Reason.ALERT: _("Alert from the mentor"),
        Reason.FEEDBACK_MISSING: _("Mentor feedback expected"),
        Reason.AGREEMENT_ENDING: _("Mentor’s agreement over")
        if days > 0
        else _("Mentor’s agreement ends soon"),
        Reason.PERMIT_ENDING: _("Mentor’s access permit over")
        if days > 0
        else _("Mentor’s access permit ends soon"),
        Reason.CONTACT_DUE: _("Contact after the support to make"),
        Reason.JURY_CONDITION: _("Condition set by a jury"),
        Reason.JURY: _("Jury to hold or to decide"),
        Reason.REFERRAL_WAITING: _("No answer to a referral for {n} days").format(n=days),
        Reason.QUESTIONNAIRE_DUE: _("Questionnaire to offer"),
        Reason.STALLED: _("No news for {n} days").format(n=days),
        Reason.STEP_MISSING: _("No next step"),
        Reason.PLAN_CHECKS: n_(
            "Forecast: {n} point to look at", "Forecast: {n} points to look at", item.points
        ),
        Reason.FILE_INCOMPLETE: _("File to complete"),
    }[item.reason]
