"""The dashboard in sections: what is drawn at once, and what is drawn when it is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from core import clock
from core.evaluation import crossing, dashboard
from core.evaluation.dashboard import Overview
from core.evaluation.dimensions import quarters
from core.evaluation.registry import INDICATORS
from core.evaluation.results import Result
from core.evaluation.views import Scope, Split
from core.language import N_, _
from core.staff import Staff
from core.tracker import open_tracker
from pages.shared.dashboard_filters import Asked
from pages.shared.feedback import explained
from pages.shared.indicators import indicator
from pages.shared.markup import safe, small
from pages.shared.widgets import day


@dataclass(frozen=True, kw_only=True)
class Section:
    """Figures that are read together: those drawn at once, and more of them."""

    key: str
    title: str
    drawn: tuple[str, ...] = ()
    more: tuple[str, ...] = ()


SECTIONS = (
    Section(
        key="journey", title=N_("Journeys"), drawn=("funnel", "retention"),
        more=("time_in_stage", "crossing"),
    ),
    Section(
        key="work", title=N_("Sessions, milestones and plans"), drawn=("attendance", "milestones"),
        more=("milestone_delays", "plan"),
    ),
    Section(key="mentors", title=N_("Mentors and barriers"), drawn=("feedback",), more=("mentoring", "barriers")),
    Section(key="answers", title=N_("Questionnaires"), more=("change", "response")),
    Section(key="after", title=N_("Exits and what follows"), drawn=("exits",), more=("creation", "follow_up")),
)  # fmt: skip
DRAWN = tuple(key for section in SECTIONS for key in section.drawn)
TITLES = {key: one.title for key, one in INDICATORS.items()} | {"crossing": crossing.CROSSING.title}


def contents() -> None:
    """The sections of the page, one line of links."""
    titles = [(section.key, safe(_(section.title))) for section in SECTIONS]
    links = "".join(f'<li><a href="#{key}">{title}</a></li>' for key, title in titles)
    label = safe(_("On this page"))
    st.html(f'<nav aria-label="{label}"><ul class="contents">{links}</ul></nav>')


@st.fragment
def show(section: Section, overview: Overview, asked: Asked, visitor: Staff) -> None:
    """A section: what is drawn, a list of what more there is, and what was chosen of it."""
    title = safe(_(section.title))
    st.html(f'<h2 id="{section.key}">{title}</h2>')
    found = {result.indicator.key: result for result in overview.results}
    place = st.container()  # what is chosen below stands beside what is drawn at once
    chosen = st.pills(
        _("More figures"), section.more, selection_mode="multi", key=f"more_{section.key}",
        format_func=lambda key: _(TITLES[key]), wrap=True, persist_state="session",
    )  # fmt: skip
    counted = [key for key in section.more if key in chosen and key in INDICATORS]
    shown = [found[key] for key in section.drawn]
    if counted:
        with explained(), open_tracker() as db:
            more = dashboard.overview(
                db, asked.scope, split=asked.split, keys=counted, by=visitor, today=clock.today()
            )
        shown += more.results
    with place:
        _grid(shown, overview.groups, asked, visitor)
    if "crossing" in chosen:
        _crossing(asked, visitor)


def _grid(results: Sequence[Result], groups: Sequence[str], asked: Asked, visitor: Staff) -> None:
    """Two figures in a line, or one where groups are compared."""
    width = 1 if len(groups) > 1 else 2
    for start in range(0, len(results), width):
        line = results[start : start + width]
        for place, result in zip(st.columns(width, gap="large"), line, strict=False):
            with place:
                indicator(result, groups, asked, visitor)


def _crossing(asked: Asked, visitor: Staff) -> None:
    """Two days to choose, where one may choose them, then who was where and who is where."""
    today = clock.today()
    with explained(), open_tracker() as db:
        fixed = crossing.days_compared(db, by=visitor, today=today)
    if fixed:
        first, second = fixed
        small(_("The two days are those of the month’s figures; this table is of everybody."))
    else:
        offered = quarters(today)
        left, right = st.columns(2)
        with left:
            one = day(_("First day"), key="crossing_first", value=offered[2], last=today)
        with right:
            other = day(_("Second day"), key="crossing_second", value=offered[0], last=today)
        if one is None or other is None:
            return
        first, second = one, other
    with explained(), open_tracker() as db:
        result = crossing.crossing(
            db, Scope() if fixed else asked.scope, first=first, second=second, by=visitor,
            today=today,
        )  # fmt: skip
    if asked.split is not Split.NONE:
        small(_("This table is not cut into the groups that are compared."))
    indicator(result, ("",), asked, visitor)
