"""The trash on a page: throwing away what was entered by mistake, and having it back."""

from collections.abc import Sequence

import streamlit as st

from core import trash
from core.language import _
from core.notes import Note
from core.permissions import Role
from core.sessions import KeptSession
from core.staff import Staff
from core.tracker import open_tracker
from core.trash import Trashed
from core.wording import moment, short_date
from pages.shared.feedback import save_token, saving, seen
from pages.shared.markup import small, table, two_lines
from pages.shared.menu import PAGES
from pages.shared.widgets import choice


def throw_session_away(visitor: Staff, kept: KeptSession) -> None:
    """A session entered by mistake goes with its roll call and notes; one leaves for the list."""
    form = f"throw_session_{kept.id}"
    version = seen(form, kept.version)
    with st.expander(_("Entered by mistake?"), key=f"{form}_why"):
        small(_("The roll call and the notes of the session go with it, and come back with it."))
        if not st.button(_("Put in the trash"), key=form):
            return
    with (
        saving(_("In the trash; it can be put back below."), form=form, again=False),
        open_tracker() as db,
    ):
        trash.throw_session(db, kept.id, by=visitor, version=version, token=save_token(form))
    st.switch_page(PAGES / "sessions.py", query_params={"cohort": str(kept.cohort_id)})


def throw_note_away(visitor: Staff, note: Note) -> None:
    """Its author throws a note away, or the lead one that is not private."""
    if not note.mine and visitor.role is not Role.LEAD:
        return
    form = f"throw_note_{note.id}"
    version = seen(form, note.version)
    if st.button(_("Put in the trash"), key=form):
        with (
            saving(_("In the trash; it can be put back below."), form=form, done=_leave),
            open_tracker() as db,
        ):
            trash.throw_note(db, note.id, by=visitor, version=version, token=save_token(form))


def trash_can(visitor: Staff, thrown: Sequence[Trashed]) -> None:
    """What was thrown away, folded, and the way back; nothing at all where nothing was."""
    if not thrown:
        return
    with st.expander(_("Trash ({n})").format(n=len(thrown)), key="trash_can"):
        names = {one.id: f"{one.title}, {short_date(one.day)}" for one in thrown}
        rows = [
            [
                short_date(one.day),
                two_lines(one.title, one.cohort),
                two_lines(one.who, moment(one.at)),
            ]
            for one in thrown
        ]
        table([_("Date"), _("What"), _("Thrown away by")], rows, caption=_("Trash"))
        left, right = st.columns([4, 2], vertical_alignment="bottom")
        with left:
            picked = choice(
                _("Put back"), list(names), key="trash_pick", said=names.__getitem__,
                index=0 if len(names) == 1 else None,
            )  # fmt: skip
        if right.button(_("Put back as it was"), key="trash_restore") and picked is not None:
            form = f"restore_{picked}"
            with saving(_("Put back as it was."), form=form), open_tracker() as db:
                trash.restore(db, picked, by=visitor, token=save_token(form))


def _leave() -> None:
    st.query_params.pop("note", None)
