"""An evaluator, a lead or a coach sees what happened and for whom, without seeing who."""

import streamlit as st

from core import clock
from core.evaluation import dashboard
from core.evaluation.views import Scope, Split
from core.language import _
from core.permissions import Action
from core.tracker import open_tracker
from pages.shared.access import visitor_allowed_to
from pages.shared.feedback import explained
from pages.shared.indicators import figures_line, indicator
from pages.shared.markup import empty, message, small, title
from pages.shared.widgets import choice

visitor = visitor_allowed_to(Action.VIEW_DASHBOARD)
MOST_COHORTS = 300  # in the list; the others are found through their form of support

with explained(), open_tracker() as db:
    offered = dashboard.choices(db, by=visitor)

title(_("Dashboard"))
if not offered.arms:
    empty(_("No cohort has started yet. Figures appear with the first people and sessions."))
    st.stop()

left, middle, right = st.columns(3)
with left:
    arm = choice(
        _("Form of support"), list(offered.arms), key="support", said=offered.arms.__getitem__,
        placeholder=_("All forms of support"), bind="query-params",
    )  # fmt: skip
with middle:
    cohort_id = choice(
        _("Cohort"), [one for one in offered.cohorts if arm in (None, offered.arm_of[one])][:MOST_COHORTS],
        key="cohort", said=offered.cohorts.__getitem__, placeholder=_("All cohorts"), bind="query-params",
    )  # fmt: skip
with right:
    comparisons = {Split.ARM: _("Forms of support"), Split.COHORT: _("Cohorts")}
    split = choice(
        _("Compare"), list(comparisons), key="compare", said=comparisons.__getitem__,
        placeholder=_("Do not compare"), bind="query-params",
    )  # fmt: skip

scope = Scope(arm=arm, cohort_id=cohort_id)
with explained(), open_tracker() as db:
    overview = dashboard.overview(
        db, scope, split=split or Split.NONE, by=visitor, today=clock.today()
    )

figures_line(overview.figures)
if overview.k:
    masked = _(
        "Masked: from 1 to {most} people, or a figure that would give such a small number back. "
        "Zero is shown."
    )
    small(masked.format(most=overview.k - 1))
if len(overview.groups) > 1:
    message(_("Side by side, not a ranking. Under ten people, differences are often chance."))
if overview.left_out:
    small(
        _("Only the newest groups are compared; {n} more did not fit.").format(n=overview.left_out)
    )

if len(overview.groups) == 1:
    for start in range(0, len(overview.results), 2):
        for place, result in zip(
            st.columns(2, gap="large"), overview.results[start : start + 2], strict=False
        ):
            with place:
                indicator(result, overview.groups)
else:
    for result in overview.results:
        indicator(result, overview.groups)
