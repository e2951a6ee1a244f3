"""The lines of what waits: whom, what, why, and the link to where it is dealt with."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from core.language import N_, _
from core.to_do import Coming, Group, Item, Reason, Whose, said
from core.wording import short_date
from pages.shared.markup import Cell, Column, Safe, link, safe, state, strong, table, two_lines

_ACTIONS = {
    Reason.STEP_OVERDUE: (N_("Open the file"), "participant"),
    Reason.REVIEW_OVERDUE: (N_("Do the review"), "participant"),
    Reason.SESSION_TO_RECORD: (N_("Write down the session"), "session"),
    Reason.STEP_TODAY: (N_("Open the file"), "participant"),
    Reason.REVIEW_DUE: (N_("Do the review"), "participant"),
    Reason.MILESTONE_SUBMITTED: (N_("Read over the milestone"), "participant"),
    Reason.ALERT: (N_("Read the feedback"), "participant"),
    Reason.FEEDBACK_MISSING: (N_("Hand a link over"), "mentors"),
    Reason.JURY_CONDITION: (N_("Open the jury"), "jury"),
    Reason.JURY: (N_("Open the jury"), "jury"),
    Reason.REFERRAL_WAITING: (N_("Write down the answer"), "participant"),
    Reason.QUESTIONNAIRE_DUE: (N_("Type it in"), "questionnaire"),
    Reason.CONTACT_DUE: (N_("Write down the contact"), "participant"),
    Reason.STALLED: (N_("Open the file"), "participant"),
    Reason.STEP_MISSING: (N_("Set a next step"), "participant"),
    Reason.AGREEMENT_ENDING: (N_("Open the mentor’s card"), "mentors"),
    Reason.PERMIT_ENDING: (N_("Open the mentor’s card"), "mentors"),
    Reason.PLAN_CHECKS: (N_("Open the forecast"), "forecast"),
    Reason.FILE_INCOMPLETE: (N_("Complete the file"), "participant"),
}

_WHOSE = {Whose.MINE: N_("For me"), Whose.COHORTS: N_("For my cohorts")}


def whose_lines() -> Whose:
    """What a coach looks at: their own people, or everybody in their organisation's cohorts."""
    picked = st.segmented_control(
        _("Whose lines"), list(Whose), default=Whose.MINE, key="whose", required=True,
        format_func=lambda one: _(_WHOSE[one]), label_visibility="collapsed",
    )  # fmt: skip
    return picked or Whose.MINE


def waiting_table(items: Sequence[Item], today: date, *, caption: str) -> None:
    """One row per thing that waits."""
    head: list[Column | str] = [
        Column(_("Who"), width="third"),
        _("What"),
        Column(_("Deal with it"), width="third"),
    ]
    table(head, [_row(item, today) for item in items], caption=caption, bare=True)


def coming_table(coming: Sequence[Coming]) -> None:
    """The next sessions: day and hour, what and with whom."""
    rows: list[list[Cell]] = [
        [
            two_lines(short_date(session.day), session.hour)
            if session.hour
            else short_date(session.day),
            two_lines(link(session.what, "session", id=session.session_id), session.cohort),
        ]
        for session in coming
    ]
    table(
        [Column(_("Day"), width="narrow"), _("Session")],
        rows,
        caption=_("Coming sessions"),
        bare=True,
    )


def _row(item: Item, today: date) -> list[Safe]:
    words, page = _ACTIONS[item.reason]
    query: dict[str, str | int] = {"code": item.code} if item.code else {"id": item.session_id or 0}
    query = ({} if page == "mentors" else query) | dict(item.asked)
    if item.reason is Reason.CONTACT_DUE:
        query["after"] = item.part
    if item.reason in {Reason.REVIEW_DUE, Reason.REVIEW_OVERDUE}:
        query["after"] = "review"
    fact = said(item, today)
    shown = state("late", fact) if item.group is Group.LATE else safe(fact)
    why = " · ".join(filter(None, [item.what, short_date(item.day) if item.day else ""]))
    action = link(_(words), page, **query)
    return [
        two_lines(strong(item.name), item.code or None) if item.code else strong(item.name),
        two_lines(shown, why) if why else shown,
        Safe(f"{action}<br>{_put_off(item)}"),
    ]


def _put_off(item: Item) -> Safe:
    later = link(_("Later"), "to-do", aside=item.key)
    return Safe(f'<span class="muted small">{later}</span>')
