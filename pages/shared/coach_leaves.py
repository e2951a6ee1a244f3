"""When a coach leaves: how many people they follow, and who takes over all of them in one go."""

import streamlit as st

from core import coaches, staff
from core.errors import InvalidInput
from core.language import _, n_
from core.permissions import Role
from core.staff import Staff
from core.tracker import open_tracker
from pages.shared.feedback import save_token, saving
from pages.shared.markup import section, small
from pages.shared.widgets import choice

NOBODY = 0


def followed_by(visitor: Staff, account: Staff) -> int:
    """How many people would be left without a coach if this account closed."""
    if account.role not in {Role.COACH, Role.LEAD}:
        return 0
    with open_tracker() as db:
        return coaches.followed(db, account.id, by=visitor)


def somebody_leaves(visitor: Staff) -> None:
    """For a lead: choose the coach who leaves, then who takes over."""
    with open_tracker() as db:
        known = {one.id: one for one in coaches.following(db, by=visitor)}
    if not known:
        return

    def said(key: int) -> str:
        one = known[key]
        words = n_("{n} person", "{n} people", one.people)
        return " · ".join([one.name, words, *([] if one.active else [_("account closed")])])

    leaves = choice(
        _("A coach leaves? Hand over everybody they follow"), list(known), key="coach_leaves",
        said=said,
    )  # fmt: skip
    if leaves is not None:
        take_over_form(visitor, leaves, known[leaves].name, known[leaves].people)


def take_over_form(visitor: Staff, coach_id: int, name: str, people: int) -> None:
    """Everybody goes to another coach, or to nobody for now: that is said, never silent."""
    section(_("People followed by {name}").format(name=name))
    small(
        n_("{n} person is followed.", "{n} people are followed.", people)
        + " "
        + _("Their files, notes and dates stay; only the coach changes, in one save.")
    )
    with open_tracker() as db:
        known = {one.id: one for one in staff.with_role(db, Role.COACH, by=visitor)}
    options = [*(key for key in known if key != coach_id), NOBODY]

    def said(key: int) -> str:
        if key == NOBODY:
            return _("Nobody for now: on the list of people without a coach")
        return " · ".join(filter(None, [known[key].name, known[key].organisation]))

    form = f"take_over_{coach_id}"
    with st.form(form, border=False):
        to = choice(_("Who takes over?"), options, key=f"{form}_to", said=said)
        pressed = st.form_submit_button(_("Hand everybody over"), key=f"{form}_save")
    if pressed:
        with saving(_("Everybody handed over."), form=form), open_tracker() as db:
            if to is None:
                raise InvalidInput(_("Choose who takes over."))
            coaches.hand_over_everybody(
                db, coach_id, to or None, by=visitor, token=save_token(form)
            )
