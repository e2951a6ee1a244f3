"""What whoever wrote a comment on a plan may still do with it: correct it, withdraw it, put it back."""

from collections.abc import Callable

import streamlit as st

from core import plan_comments
from core.language import _
from core.plan_comments import LONGEST, Comment
from core.tracker import open_tracker
from pages.shared.feedback import forget, save_token, saving, seen
from pages.shared.markup import muted
from pages.shared.writing import Desk

_CORRECTING = "_correcting"
FEW = 5  # words that tell one answer from another


def is_own(desk: Desk, comment: Comment) -> bool:
    return comment.author_id == desk.visitor.id


def own_buttons(desk: Desk, comment: Comment) -> None:
    """The buttons of one's own comment, side by side with those of everybody."""
    if comment.withdrawn:
        if st.button(_("Put it back"), key=f"comment_back_{comment.id}"):
            _do(comment, "back", _("Comment put back."), lambda db, token: plan_comments.put_back(
                db, comment.id, by=desk.visitor, token=token))  # fmt: skip
        return
    if not is_corrected(comment):
        st.button(
            _("Correct"), key=f"comment_correct_{comment.id}", on_click=_open, args=(comment,)
        )
    if st.button(_("Withdraw"), key=f"comment_withdraw_{comment.id}"):
        _do(comment, "withdraw", _("Comment withdrawn."), lambda db, token: plan_comments.withdraw(
            db, comment.id, by=desk.visitor, token=token))  # fmt: skip


def own_answers(desk: Desk, comment: Comment) -> None:
    """The same for each of one's own answers, below the comment."""
    for answer in comment.answers:
        if is_own(desk, answer):
            with st.container(
                horizontal=True, vertical_alignment="center", key=f"answer_deeds_{answer.id}"
            ):
                words = " ".join(answer.body.split()[:FEW])
                st.html(muted(_("Your answer: {words}…").format(words=words)), width="content")
                own_buttons(desk, answer)
            correction(desk, answer)


def correction(desk: Desk, comment: Comment) -> None:
    """The field that corrects a comment, once it was asked for."""
    if not is_corrected(comment) or comment.withdrawn:
        return
    form = f"correct-{comment.id}"
    version = seen(form, comment.version)
    with st.form(form, border=False):
        body = st.text_area(
            _("Your comment"), comment.body, key=f"{form}-{comment.version}", max_chars=LONGEST,
            height=90,
        )  # fmt: skip
        pressed = st.form_submit_button(_("Save the comment"), key=f"{form}-save")
    if pressed:
        with saving(_("Comment corrected."), form=form, done=_close), open_tracker() as db:
            plan_comments.correct(
                db, comment.id, body, version=version, by=desk.visitor, token=save_token(form)
            )


def is_corrected(comment: Comment) -> bool:
    """Whether its author is correcting it now."""
    return bool(st.session_state.get(_CORRECTING) == comment.id)


def _do(comment: Comment, deed: str, done: str, act: Callable[..., None]) -> None:
    form = f"{deed}-comment-{comment.id}-{comment.version}"
    with saving(done, form=form), open_tracker() as db:
        act(db, save_token(form))


def _open(comment: Comment) -> None:
    forget(f"correct-{comment.id}")  # it begins from the comment as it stands now
    st.session_state[_CORRECTING] = comment.id


def _close() -> None:
    st.session_state.pop(_CORRECTING, None)
