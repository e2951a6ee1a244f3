"""What the team keeps in sight under somebody's name, and the form of its three lines."""

from collections.abc import Sequence

import streamlit as st

from core import pinned_facts
from core.language import _
from core.notes import sensitive_words
from core.participants import Participant
from core.permissions import Action, allows
from core.pinned_facts import LONGEST, MOST, Fact, Line
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import listed
from pages.shared.feedback import forget, save_token, saving
from pages.shared.markup import link, message, safe, small
from pages.shared.widgets import choice

_FORM = "facts"


def pinned_line(visitor: Staff, person: Participant, facts: Sequence[Fact]) -> None:
    """The facts side by side, and the way to change them."""
    said = "".join(f"<li>{safe(fact.body)}</li>" for fact in facts)
    if allows(visitor.role, Action.WRITE_NOTE, person.relation):
        words = _("Change what is pinned") if facts else _("Pin a fact to keep in sight")
        way = link(words, "participant", code=person.code, after="facts")
        said += f'<li class="small">{way}</li>'
    name = safe(_("Pinned"))
    if said:
        st.html(f'<ul class="pinned" aria-label="{name}">{said}</ul>')


def facts_form(visitor: Staff, person: Participant) -> None:
    """Three short lines in one save; an emptied line goes into the trash."""
    with open_tracker() as db:
        now = pinned_facts.of(db, person.id, by=visitor)
        thrown = pinned_facts.of(db, person.id, trash=True, by=visitor)
    shown: Sequence[Fact] = st.session_state.setdefault(f"_seen_facts_{person.code}", now)
    # No form: what is typed is read over before it is saved.
    with st.container():
        typed = [
            st.text_input(
                _("Fact {n}").format(n=at + 1),
                shown[at].body if at < len(shown) else "",
                key=f"fact-{person.code}-{at}",
                max_chars=LONGEST,
            )
            for at in range(MOST)
        ]
        pressed = st.button(_("Keep in sight"), type="primary", key="facts_save")
    small(
        _(
            "Short and useful to everybody: a language, an hour, a habit."
            " The team reads them; nothing of them is printed."
        )
    )
    if words := sensitive_words(" ".join(typed)):
        message(
            _(
                "Read again before saving: {words}. Nothing about an offence or a sentence is needed here."
            ).format(words=listed(words)),
            kind="watch",
        )
    lines = [
        Line(body=body, id=shown[at].id, version=shown[at].version)
        if at < len(shown)
        else Line(body=body)
        for at, body in enumerate(typed)
    ]
    if pressed:
        with (
            saving(_("Pinned facts saved."), form=_FORM, done=lambda: _leave(person)),
            open_tracker() as db,
        ):
            pinned_facts.save(db, person.id, lines, by=visitor, token=save_token(_FORM))
    _trash(visitor, person, thrown)


def _trash(visitor: Staff, person: Participant, thrown: Sequence[Fact]) -> None:
    if not thrown:
        return
    with st.expander(_("Trash ({n})").format(n=len(thrown)), key="facts_trash"):
        names = {fact.id: fact.body for fact in thrown}
        picked = choice(
            _("Put back"), list(names), key="facts_trash_pick", said=names.__getitem__,
            index=0 if len(names) == 1 else None,
        )  # fmt: skip
        if st.button(_("Put back as it was"), key="facts_restore") and picked is not None:
            form = f"fact-back-{picked}"
            with (
                saving(_("Put back as it was."), form=form, done=lambda: _leave(person)),
                open_tracker() as db,
            ):
                pinned_facts.restore(db, picked, by=visitor, token=save_token(form))


def _leave(person: Participant) -> None:
    forget(_FORM)
    st.session_state.pop(f"_seen_facts_{person.code}", None)
    for at in range(MOST):
        st.session_state.pop(f"fact-{person.code}-{at}", None)
    st.query_params.pop("after", None)
