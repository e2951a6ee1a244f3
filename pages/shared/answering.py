"""The coach types what the participant says of a mentor's feedback."""

from collections.abc import Sequence

import streamlit as st

from core import feedback
from core.errors import InvalidInput
from core.feedback import ANSWERS, LONGEST, Answer, Given
from core.language import _
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import short_date
from pages.shared.feedback import save_token, saving
from pages.shared.markup import section, small
from pages.shared.widgets import choice


def answer_form(visitor: Staff, given: Sequence[Given]) -> None:
    """One form for the feedback that waits for an answer, the latest first; nothing when all have one."""
    waiting = {one.id: one for one in given if one.answer is None and one.feedback.held}
    if not waiting:
        return
    section(_("What does the person say of it?"))
    small(_("Read the feedback together. The mentor reads this answer."))
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
