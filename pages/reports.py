"""Figures are frozen on a day, printed as an evaluation report, and compared with those of another day."""

import streamlit as st

from core import clock, learnings, snapshots
from core.evaluation import dashboard, thresholds
from core.language import _
from core.permissions import Action
from core.tracker import open_tracker
from core.wording import short_date
from pages.shared.access import visitor_allowed_to
from pages.shared.address import number
from pages.shared.feedback import explained, said
from pages.shared.markup import empty, lead, link, title
from pages.shared.snapshot_form import snapshot_form
from pages.shared.snapshot_views import comparison, report_buttons, snapshot_facts, snapshot_table

visitor = visitor_allowed_to(Action.EXPORT_EVALUATION)
shown = number("snapshot")

with explained(), open_tracker() as db:
    kept = snapshots.visible(db, by=visitor)
    frozen = snapshots.read(db, shown, by=visitor) if shown else None
    changed = snapshots.changed_since(db, frozen, by=visitor) if frozen else ""
    offered = dashboard.choices(db, by=visitor, today=clock.today())
    k = thresholds.of(db)
    quotable = learnings.quotable(db, by=visitor) if visitor.may(Action.KEEP_LEARNINGS) else []

if frozen is None:
    title(_("Reports"))
    lead(_("Figures frozen on a day: the report made from them is the same each time."))
    said()
    if kept:
        snapshot_table(kept)
    elif offered.arms:
        empty(_("No report yet. Freeze the figures of today below: they stay as they are."))
    if offered.arms:
        snapshot_form(visitor, kept, offered, quotable, k)
    else:
        empty(_("No cohort has started yet. Figures appear with the first people and sessions."))
else:
    title(frozen.snapshot.name)
    dated = _("Data of {day}, frozen by {name}")
    lead(dated.format(day=short_date(frozen.snapshot.taken_on), name=frozen.snapshot.who))
    st.html(link(_("All the reports"), "reports"))
    said()
    snapshot_facts(frozen, changed)
    report_buttons(frozen, visitor)
    comparison(frozen, kept, visitor)
