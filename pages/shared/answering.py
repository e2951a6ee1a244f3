"""The coach types what the participant says of a mentor's feedback."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from core import clock, export_feedback, feedback
from core.errors import InvalidInput
from core.feedback import ANSWERS, LONGEST, Answer, Given
from core.language import _, current
from core.participants import Participant
from core.permissions import Action, allows
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import listed, short_date
from pages.shared.download import word_button
from pages.shared.feedback import save_token, saving
from pages.shared.markup import section, small
from pages.shared.widgets import choice


def answer_form(visitor: Staff, person: Participant, given: Sequence[Given]) -> None:
    """One form for the feedback that waits for an answer, the latest first; nothing when all have one."""
    waiting = {one.id: one for one in given if one.answer is None and one.feedback.held}
    if not waiting:
        return
    section(_("What does the person say of it?"))
    small(_("Read the feedback together. The mentor reads this answer."))
    _sheets(visitor, person, list(waiting.values()))
    with st.form("answer", border=False):
        which = choice(
            _("Feedback"), list(waiting), key="answer_which", index=0,
            said=lambda key: f"{short_date(waiting[key].feedback.met_on)} · {waiting[key].mentor}",
        )  # fmt: skip
        said = st.segmented_control(
            _("The participant's answer"), list(Answer), key="answer_said", wrap=True,
            format_func=lambda answer: _(ANSWERS[answer]),
        )  # fmt: skip
        comment = st.text_area(
            _("In the person's own words (optional)"), key="answer_comment", height=100,
            max_chars=LONGEST,
        )  # fmt: skip
        pressed = st.form_submit_button(_("Save the answer"), key="answer_save")
    if not pressed:
        return
    with saving(_("Answer saved."), form="answer"), open_tracker() as db:
        if which is None or said is None:
            raise InvalidInput(_("Choose an answer: it may be a disagreement."))
        feedback.answer(
            db, which, said, comment, by=visitor, version=waiting[which].version,
            token=save_token("answer"),
        )  # fmt: skip


def _sheets(visitor: Staff, person: Participant, waiting: Sequence[Given]) -> None:
    """A page in plain words for each feedback, to read with the person, who keeps it."""
    if not allows(visitor.role, Action.EXPORT_SUMMARY, person.relation):
        return
    with st.container(horizontal=True):
        for one in waiting:
            day = short_date(one.feedback.met_on)
            word_button(
                _("Sheet for the person, {day}").format(day=day),
                partial(
                    export_feedback.feedback_as_word, participant_id=person.id, feedback_id=one.id,
                    by=visitor, today=clock.today(), language=current(),
                ),
                file=f"retour-{person.code}-{one.feedback.met_on.isoformat()}",
                key=f"sheet_{one.id}",
            )  # fmt: skip
    with open_tracker() as db:
        held = {
            title for one in waiting for title in export_feedback.sheet(db, person, one).held_back
        }
    if held:
        small(
            _("Left out of the sheet, for it speaks of a place or a measure: {what}.").format(
                what=listed(sorted(held))
            )
        )
