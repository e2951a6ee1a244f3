"""The history of somebody's file: one line for each save, its fields behind, and the trash under it."""

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from core import clock, history, history_words, programmes, thrown_away
from core.history import Change, Save
from core.history_labels import NOUNS
from core.language import _, n_
from core.participants import Participant
from core.permissions import Action
from core.programme import Programme
from core.staff import Staff
from core.thrown_away import Thrown
from core.tracker import open_tracker
from core.wording import moment, short_date
from pages.shared.feedback import save_token, saving
from pages.shared.markup import (
    Column,
    Safe,
    empty,
    muted,
    safe,
    section,
    small,
    strong,
    table_markup,
)
from pages.shared.widgets import choice

SHORT = 80  # signs of a field that stand in the line itself
FIELDS = 3
FIRST = 80  # changed fields read at first


def history_tab(visitor: Staff, person: Participant) -> None:
    """What changed, newest first, narrowed to one subject if one likes; then the trash."""
    with open_tracker() as db:
        nouns = history.nouns(db, person.id, by=visitor)
        about = choice(
            _("About"), nouns, key=f"history_about-{person.code}", placeholder=_("Everything"),
            said=_noun, width=320,
        )  # fmt: skip
        most = f"history_most-{person.code}"
        past = history.read(
            db, person.id, about=about, most=st.session_state.get(most, FIRST), by=visitor
        )
        programme = programmes.programme_of(db, person.cohort_id)
        today = clock.today()
        thrown = thrown_away.of(db, person.id, by=visitor, today=today)
    if not past.saves:
        empty(_("Nothing has been changed yet."))
    else:
        rows = [[safe(moment(one.at)), safe(one.who), _line(one, programme)] for one in past.saves]
        head: list[Column | str] = [
            Column(_("When"), width="narrow"),
            Column(_("Who"), width="narrow"),
            _("What changed"),
        ]
        told = table_markup(head, rows, caption=_("History"))
        st.html(f'<div class="saves">{told}</div>')
    if past.more:
        st.button(_("Show what is older"), key="history_older", on_click=_older, args=(most,))
    if visitor.may(Action.WRITE_NOTE):
        _trash(visitor, person, thrown)


def _noun(noun: str) -> str:
    return _(NOUNS[noun]) if noun in NOUNS else noun


def _older(key: str) -> None:
    st.session_state[key] = st.session_state.get(key, FIRST) * 2


def _line(save: Save, programme: Programme) -> Safe:
    """The subjects of a save, each with what is short of it; under it, where that is not all, everything."""
    said, whole = "", True
    for subject, some in groupby(save.changes, lambda one: history_words.subject(one, programme)):
        words, all_said = _short(subject, list(some), programme)
        said += f"<div>{strong(subject)} {muted(words)}</div>"
        whole = whole and all_said
    if whole:
        return Safe(f'<div class="said">{said}</div>')
    rows = [
        [
            safe(history_words.subject(one, programme)),
            safe(history_words.field(one, programme)),
            _text(history_words.value(one, one.old, programme)),
            _text(history_words.value(one, one.new, programme)),
        ]
        for one in save.changes
    ]
    head = [_("What"), _("Field"), _("Before"), _("After")]
    details = table_markup(head, rows, caption=_("What changed"))
    way = safe(_("Details"))
    return Safe(
        f'<div class="said">{said}</div>'
        f'<details class="more"><summary class="small">{way}</summary>{details}</details>'
    )


def _short(subject: str, changes: Sequence[Change], programme: Programme) -> tuple[str, bool]:
    """Up to three fields that fit in a line, "État : Déposé, puis Validé", and whether that is all."""
    told: list[str] = []
    whole = len(changes) <= FIELDS
    for one in changes[:FIELDS]:
        old, new = (history_words.value(one, text, programme) for text in (one.old, one.new))
        name = history_words.field(one, programme)
        if len(old) + len(new) > SHORT or "\n" in old + new:
            told.append(name)
            whole = False
        else:
            told.append(_told("" if subject.startswith(name) else name, old, new))
    if more := len(changes[FIELDS:]):
        told.append(n_("{n} more", "{n} more", more))
    return " · ".join(told), whole


def _told(name: str, old: str, new: str) -> str:
    """A field whose name its subject says already is not named again."""
    if old and new:
        said = _("{old}, then {new}").format(old=old, new=new)
    else:
        said = new or _("{old}, then nothing").format(old=old)
    return _("{field}: {said}").format(field=name, said=said) if name else said


def _text(words: str) -> Safe:
    return Safe(f'<div class="text">{safe(words)}</div>') if words else safe(None)


def _trash(visitor: Staff, person: Participant, thrown: Sequence[Thrown]) -> None:
    section(_("Trash of this file"))
    if not thrown:
        small(_("Nothing was thrown away."))
        return
    names = {
        one.key: ", ".join(
            filter(None, [_noun(one.noun), one.title, short_date(one.day) if one.day else ""])
        )
        for one in thrown
    }
    left, right = st.columns([4, 2], vertical_alignment="bottom")
    with left:
        picked = choice(
            _("Put back"), list(names), key="file_trash_pick", said=names.__getitem__,
            index=0 if len(names) == 1 else None,
        )  # fmt: skip
    if right.button(_("Put back as it was"), key="file_trash_restore") and picked:
        form = f"back-{picked}"
        with saving(_("Put back as it was."), form=form), open_tracker() as db:
            thrown_away.restore(
                db, person.id, picked, by=visitor, today=clock.today(), token=save_token(form)
            )
