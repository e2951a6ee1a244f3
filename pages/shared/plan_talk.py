"""What is said of a chapter, below it: comments, answers, and those that have been dealt with."""

from collections.abc import Callable, Sequence

import streamlit as st

from core import plan_comments
from core.drafts import Kind, Place
from core.language import _, n_
from core.permissions import Action, allows
from core.plan_comments import LONGEST, Comment
from core.plans import Text
from core.tracker import open_tracker
from core.wording import moment
from pages.shared import drafting
from pages.shared.drafting import Field, keep_draft, offered
from pages.shared.feedback import save_token, saving
from pages.shared.markup import Safe, empty, safe, section
from pages.shared.plan_own_comments import correction, is_own, own_answers, own_buttons
from pages.shared.writing import Desk

_ANSWERING = "_answering"


def talk_below(desk: Desk, text: Text, comments: Sequence[Comment]) -> None:
    """The comments that wait with what one can do about them, a new one, and those of before."""
    section(_("Comments"))
    may = {
        action: allows(desk.visitor.role, action, desk.person.relation)
        for action in (Action.COMMENT_PLAN, Action.WRITE_PLAN)
    }
    waiting = [one for one in comments if not one.dealt]
    if not comments and not may[Action.COMMENT_PLAN]:
        empty(_("Nobody has commented this chapter."))
    for one in waiting:
        _shown(one)
        comments_now, deals = may[Action.COMMENT_PLAN], may[Action.WRITE_PLAN]
        _deeds(desk, one, answer=comments_now and not one.withdrawn, deal=deals)
    if may[Action.COMMENT_PLAN]:
        _new(desk, text, len(comments))
    if dealt := [one for one in comments if one.dealt]:
        words = n_("{n} comment dealt with", "{n} comments dealt with", len(dealt))
        with st.expander(words, key=f"dealt-{text.key}"):
            for one in dealt:
                _shown(one)
                if may[Action.WRITE_PLAN] and st.button(
                    _("To deal with again"), key=f"comment_again_{one.id}"
                ):
                    _deal(desk, one, dealt=False)


def _shown(comment: Comment) -> None:
    answers = "".join(f'<div class="answer">{_said(one)}</div>' for one in comment.answers)
    st.html(f'<div class="comment">{_said(comment)}{answers}</div>')


def _said(comment: Comment) -> Safe:
    who = _("{name}, {moment}").format(name=comment.author, moment=moment(comment.at))
    if comment.withdrawn:
        who = _("{who}, withdrawn").format(who=who)
    elif comment.corrected_at:
        who = _("{who}, corrected").format(who=who)
    return Safe(
        f'<p class="muted small">{safe(who)}</p><div class="text">{safe(comment.body)}</div>'
    )


def _deeds(desk: Desk, comment: Comment, *, answer: bool, deal: bool) -> None:
    answering = st.session_state.get(_ANSWERING) == comment.id
    with st.container(horizontal=True, key=f"comment_deeds_{comment.id}"):
        if answer and not answering:
            st.button(
                _("Answer it"),
                key=f"comment_answer_{comment.id}",
                on_click=_open,
                args=(comment.id,),
            )
        pressed = deal and not comment.withdrawn and _dealt(comment)
        if own := is_own(desk, comment):
            own_buttons(desk, comment)
    if own:
        correction(desk, comment)
    own_answers(desk, comment)
    if pressed:
        _deal(desk, comment, dealt=True)
    if answer and answering:
        place = Place(
            kind=Kind.COMMENT, participant_id=desk.person.id, field=f"answer {comment.id}"
        )
        name = f"answer-{comment.id}-{len(comment.answers)}"
        _form(
            desk, Field(name=name, place=place), label=_("Your answer"), button=_("Send the answer"),
            done=_("Answer kept."),
            send=lambda db, body, token: plan_comments.answer(
                db, comment.id, body, by=desk.visitor, token=token
            ),
        )  # fmt: skip


def _dealt(comment: Comment) -> bool:
    return st.button(_("Dealt with"), key=f"comment_deal_{comment.id}")


def _new(desk: Desk, text: Text, number: int) -> None:
    place = Place(kind=Kind.COMMENT, participant_id=desk.person.id, field=text.key)
    name = f"comment-{desk.person.id}-{text.key}-{number}"
    _form(
        desk, Field(name=name, place=place), label=_("A comment on this chapter"),
        button=_("Send the comment"), done=_("Comment kept."),
        send=lambda db, body, token: plan_comments.write(
            db, desk.person.id, text.key, body, by=desk.visitor, token=token
        ),
    )  # fmt: skip


def _form(
    desk: Desk, field: Field, *, label: str, button: str, done: str,
    send: Callable[..., int],
) -> None:  # fmt: skip
    """One text and its button; the text is kept as a draft until it is sent."""
    locked = offered(field.name, [field], desk.visitor)
    body = st.text_area(
        label, key=field.name, height=90, max_chars=LONGEST, persist_state="session",
        disabled=locked, on_change=keep_draft, args=(field, desk.visitor),
    )  # fmt: skip
    if not st.button(button, key=f"send-{field.name}", disabled=locked):
        return
    with saving(done, form=field.name), open_tracker() as db:
        send(db, body or "", save_token(field.name))
        drafting.saved([field], desk.visitor)
        st.session_state.pop(_ANSWERING, None)


def _deal(desk: Desk, comment: Comment, *, dealt: bool) -> None:
    form = f"deal-{comment.id}-{comment.version}"
    done = _("Comment dealt with.") if dealt else _("Comment to deal with again.")
    with saving(done, form=form), open_tracker() as db:
        plan_comments.deal_with(
            db, comment.id, dealt=dealt, version=comment.version, by=desk.visitor,
            token=save_token(form),
        )  # fmt: skip


def _open(comment_id: int) -> None:
    st.session_state[_ANSWERING] = comment_id
