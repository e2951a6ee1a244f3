"""An evaluator, a lead or a coach sees what happened and for whom, without seeing who."""

import streamlit as st

from core import clock
from core.evaluation import dashboard
from core.evaluation.views import Split
from core.language import _
from core.permissions import Action
from core.tracker import open_tracker
from pages.shared.access import visitor_allowed_to
from pages.shared.behind_a_figure import people_panel
from pages.shared.dashboard_filters import filters
from pages.shared.dashboard_sections import DRAWN, SECTIONS, contents, show
from pages.shared.feedback import explained
from pages.shared.indicators import figures_line
from pages.shared.markup import empty, message, small, title

visitor = visitor_allowed_to(Action.VIEW_DASHBOARD)

with explained(), open_tracker() as db:
    offered = dashboard.choices(db, by=visitor)

title(_("Dashboard"))
if not offered.arms:
    empty(_("No cohort has started yet. Figures appear with the first people and sessions."))
    st.stop()

asked = filters(offered)
if "behind" in st.query_params:
    people_panel(st.query_params["behind"], asked, visitor)

# The first look of a month masks every figure anew, which takes seconds in a large tracker.
with explained(), open_tracker() as db, st.spinner(_("Working the figures out…")):
    overview = dashboard.overview(
        db, asked.scope, split=asked.split, keys=DRAWN, by=visitor, today=clock.today()
    )

figures_line(overview.figures)
if overview.k:
    masked = _(
        "Masked: from 1 to {most} people, or a figure that would give such a small number back. "
        "Zero is shown."
    )
    small(masked.format(most=overview.k - 1))
for note in overview.notes:
    small(note)
if asked.split is not Split.NONE and len(overview.groups) > 1:
    message(_("Side by side, not a ranking. Under ten people, differences are often chance."))
if overview.left_out:
    small(
        _("Only the newest groups are compared; {n} more did not fit.").format(n=overview.left_out)
    )

if all(result.hidden for result in overview.results):
    message(
        _(
            "Too few people here for any figure: every number would be masked, so that nobody can be "
            "recognised. Look at a larger group."
        )
    )
    st.stop()
contents()
for section in SECTIONS:
    show(section, overview, asked, visitor)
