"""A coach sees what waits today, and goes from each line to the place where it is dealt with."""

from itertools import groupby

import streamlit as st

from core import clock, to_do
from core.language import _, n_
from core.permissions import Action, Role
from core.to_do import GROUPS, Group, Whose
from core.tracker import open_tracker
from core.wording import long_date
from pages.shared.access import visitor_allowed_to
from pages.shared.feedback import said
from pages.shared.markup import empty, lead, section, title
from pages.shared.put_off import put_off_form, put_off_table
from pages.shared.waiting import coming_table, waiting_table, whose_lines

visitor = visitor_allowed_to(Action.SEE_TO_DO)
today = clock.today()

title(_("To do"))
said()
whose = whose_lines() if visitor.role is Role.COACH else Whose.MINE
with open_tracker() as db:
    waiting = to_do.waiting(db, by=visitor, today=today, whose=whose)
    coming = to_do.coming(db, by=visitor, today=today)

items = waiting.items
late = sum(item.group is Group.LATE for item in items)
count = n_("{n} thing to deal with", "{n} things to deal with", len(items))
overdue = n_("{n} of them overdue", "{n} of them overdue", late) if late else ""
day = long_date(today)
lead(" · ".join(filter(None, [day[0].upper() + day[1:], count, overdue])))

asked = st.query_params.get("aside", "")
for item in items:
    if item.key == asked:
        put_off_form(item, visitor, today)

list_, beside = st.columns([5, 2], gap="large")
with list_:
    if not items:
        empty(_("Nothing waits for you today. Planned sessions and next steps will appear here."))
    for group, lines in groupby(items, key=lambda item: item.group):
        shown = list(lines)
        section(_("{group} ({n})").format(group=_(GROUPS[group]), n=len(shown)))
        waiting_table(shown, today, caption=_(GROUPS[group]))
    if waiting.put_off:
        put_off_table(waiting.put_off, visitor, today)
with beside:
    section(_("Coming sessions"))
    if coming:
        coming_table(coming)
    else:
        empty(_("No session is planned."))
