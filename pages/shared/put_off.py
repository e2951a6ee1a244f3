"""Putting a line off on the page: why, until when, and what has been put off so far."""

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from core import dismissals
from core.dismissals import LONGEST, WHY, Dismissal, Why
from core.language import _
from core.staff import Staff
from core.to_do import Item, said
from core.tracker import open_tracker
from core.wording import short_date
from pages.shared.feedback import save_token, saving
from pages.shared.markup import Cell, link, message, section, small, table, two_lines
from pages.shared.widgets import choice, day, save_button

FORM = "put_off"
A_WEEK = timedelta(days=7)


def put_off_form(item: Item, visitor: Staff, today: date) -> None:
    """Asks why a line can wait and until when; it comes back by itself on that day."""
    with st.form(f"{FORM}_{item.key}", border=False):
        section(_("Put off: {what}").format(what=said(item, today)))
        small(" · ".join(filter(None, [item.name, item.what])))
        reason, until, button = st.columns([3, 2, 2], vertical_alignment="bottom")
        with reason:
            why = choice(_("Why can it wait?"), list(Why), key="put_off_why", said=_why)
        with until:
            back_on = day(
                _("Until"), key="put_off_until", value=today + A_WEEK, last=today + LONGEST
            )
        with button:
            asked = save_button(_("Put off"), key="put_off_save")
        token = save_token(FORM)
        st.html(link(_("Leave it in the list"), "to-do"))
    if not asked:
        return
    if why is None or back_on is None:
        message(_("Choose why it can wait, and until when."), kind="late", role="alert")
        return
    with saving(_("Put off."), form=FORM, done=_close), open_tracker() as db:
        chosen = Dismissal(line=item.key, why=why, until=back_on)
        dismissals.put_off(db, chosen, by=visitor, today=today, token=token)


def put_off_table(
    lines: Sequence[tuple[Item, Dismissal]], visitor: Staff, today: date
) -> None:  # fmt: skip
    """What was put off, folded: why, until when, and how to have it back at once."""
    with st.expander(_("Put off ({n})").format(n=len(lines)), key="put_off_list"):
        rows: list[list[Cell]] = [
            [
                two_lines(item.name, item.code or None) if item.code else item.name,
                two_lines(said(item, today), item.what or None) if item.what else said(item, today),
                two_lines(_why(off.why), _("until {day}").format(day=short_date(off.until))),
            ]
            for item, off in lines
        ]
        table([_("Who"), _("What"), _("Why and until when")], rows, caption=_("Put off"))
        names = {item.key: f"{item.name} – {said(item, today)}" for item, _off in lines}
        picked, button = st.columns([4, 2], vertical_alignment="bottom")
        with picked:
            line = choice(_("Have back"), list(names), key="put_off_back", said=names.__getitem__)
        if button.button(_("Put back in the list"), key="put_off_return", disabled=line is None):
            form = f"{FORM}_back"
            with saving(_("Back in the list."), form=form), open_tracker() as db:
                dismissals.take_back(db, line or "", by=visitor, token=save_token(form))


def _why(why: Why) -> str:
    return _(WHY[why])


def _close() -> None:
    st.query_params.pop("aside", None)
