"""A coach sees what waits today, and goes from each line to the place where it is dealt with."""

from itertools import groupby

import streamlit as st

from core import clock, to_do
from core.language import _, n_
from core.permissions import Action
from core.to_do import GROUPS, Group
from core.tracker import open_tracker
from core.wording import long_date
from pages.shared.access import visitor_allowed_to
from pages.shared.markup import empty, lead, section, title
from pages.shared.waiting import coming_table, waiting_table

visitor = visitor_allowed_to(Action.SEE_TO_DO)
today = clock.today()

with open_tracker() as db:
    items = to_do.items(db, by=visitor, today=today)
    coming = to_do.coming(db, by=visitor, today=today)

late = sum(item.group is Group.LATE for item in items)
waiting = n_("{n} thing to deal with", "{n} things to deal with", len(items))
overdue = n_("{n} of them overdue", "{n} of them overdue", late) if late else ""
day = long_date(today)

title(_("To do"))
lead(" · ".join(filter(None, [day[0].upper() + day[1:], waiting, overdue])))

list_, beside = st.columns([5, 2], gap="large")
with list_:
    if not items:
        empty(_("Nothing waits for you today. Planned sessions and next steps will appear here."))
    for group, lines in groupby(items, key=lambda item: item.group):
        shown = list(lines)
        section(_("{group} ({n})").format(group=_(GROUPS[group]), n=len(shown)))
        waiting_table(shown, today, caption=_(GROUPS[group]))
with beside:
    section(_("Coming sessions"))
    if coming:
        coming_table(coming)
    else:
        empty(_("No session is planned."))
