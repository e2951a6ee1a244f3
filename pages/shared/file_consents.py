"""What somebody was told and asked: where each answer stands, since when, and the form for a new one."""

from functools import partial

import streamlit as st

from core import clock, consents, exports
from core.consents import KINDS, MEANINGS, Answer, Consent, Kind, Standing, answer_name
from core.errors import InvalidInput
from core.language import _, current
from core.participants import Participant
from core.permissions import Action, allows
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import short_date
from pages.shared.download import word_button
from pages.shared.feedback import save_token, saving
from pages.shared.markup import (
    Cell,
    Safe,
    link,
    muted,
    safe,
    section,
    small,
    state,
    table,
    two_lines,
)
from pages.shared.widgets import choice, day, save_button

_SYMBOLS = {
    Answer.GIVEN: "validated",
    Answer.REFUSED: "not_applicable",
    Answer.WITHDRAWN: "returned",
}


def consents_panel(visitor: Staff, person: Participant) -> None:
    """One line for each thing asked, the answers before under the one that holds."""
    with open_tracker() as db:
        standings = consents.of(db, person.id, by=visitor)
    section(_("Information and consents"))
    head = [_("What is asked"), _("Answer"), _("Since"), _("Before")]
    table(head, [_line(one) for one in standings], caption=_("Information and consents"))
    small(_("Refusing has no consequence on the support, and can be said at any time."))
    if allows(visitor.role, Action.EDIT_PARTICIPANT, person.relation):
        st.html(link(_("Write down an answer"), "participant", code=person.code, after="consent"))
    if allows(visitor.role, Action.EXPORT_SUMMARY, person.relation):
        make = partial(
            exports.notice_as_word, participant_id=person.id, by=visitor, today=clock.today(),
            language=current(),
        )  # fmt: skip
        word_button(
            _("Information notice, Word"), make, file=f"notice-{person.code}", key="word_notice"
        )


def consent_form(visitor: Staff, person: Participant) -> None:
    """A new answer; what was said before stays in the history."""
    section(_("Write down an answer"))
    today = clock.today()
    kind = st.segmented_control(
        _("What was asked?"), list(Kind), key="consent_kind", default=Kind.CONTACT, required=True,
        format_func=lambda one: _(KINDS[one]),
    )  # fmt: skip
    kind = kind or Kind.CONTACT
    small(_(MEANINGS[kind]))
    possible = [Answer.GIVEN] if kind is Kind.INFORMATION else list(Answer)
    with st.form("consent", border=False):
        left, right = st.columns(2)
        with left:
            answer = choice(
                _("Answer"), possible, key=f"consent_answer_{kind}",
                said=lambda one: answer_name(kind, one).capitalize(),
                index=0 if len(possible) == 1 else None,
            )  # fmt: skip
        with right:
            on = day(_("Date"), key="consent_on", value=today, last=today)
        pressed = save_button(_("Save the answer"), key="consent_save")
    if pressed:
        with saving(_("Answer saved."), form="consent", done=_close), open_tracker() as db:
            if answer is None or on is None:
                raise InvalidInput(_("Choose an answer and a day."))
            consents.record(
                db, person.id, kind, answer, on=on, by=visitor, today=today,
                token=save_token("consent"),
            )  # fmt: skip


def _line(standing: Standing) -> list[Cell]:
    now = standing.now
    before = Safe("<br>".join(safe(_said(one)) for one in standing.before))
    asked = two_lines(_(KINDS[standing.kind]), _(MEANINGS[standing.kind]))
    if now is None:
        return [asked, muted(_("not asked yet")), None, None]
    answer = state(_SYMBOLS[now.answer], answer_name(now.kind, now.answer))
    return [asked, answer, two_lines(short_date(now.given_on), now.who), before or None]


def _said(one: Consent) -> str:
    return _("{answer} on {day}").format(
        answer=answer_name(one.kind, one.answer), day=short_date(one.given_on)
    )


def _close() -> None:
    st.query_params.pop("after", None)
