"""The tables of the portfolio, and the form of a cohort's targets."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from core import portfolio
from core.language import _, n_
from core.portfolio import FIGURES, HIGHEST, LEVELS, Delay, Figure, Line, Load, Spread, Uncoached
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import count, since
from pages.shared.feedback import save_token, saving
from pages.shared.markup import Cell, Column, link, section, state, strong, table, two_lines
from pages.shared.widgets import save_button


def cohorts_table(lines: Sequence[Line]) -> None:
    """One row per cohort: each figure, out of its target."""
    head = [
        Column(_("Cohort"), width="third"),
        *(Column(_(label).capitalize(), numeric=True) for label in FIGURES.values()),
        Column(_("Targets")),
    ]
    table(head, [_cohort(line) for line in lines], caption=_("Cohorts and their targets"))


def _cohort(line: Line) -> list[Cell]:
    cohort = line.cohort
    name = two_lines(strong(cohort.name), cohort.territory)
    words = _("Change them") if line.targets else _("Set them")
    figures = [_figure(line.reached[figure], line.targets.get(figure)) for figure in FIGURES]
    return [name, *figures, link(words, "portfolio", targets=cohort.id)]


def _figure(reached: int, target: int | None) -> Cell:
    if target is None:
        return count(reached)
    of = _("out of {target}").format(target=count(target))
    return two_lines(
        state("validated", count(reached)) if reached >= target else count(reached), of
    )


def targets_form(visitor: Staff, line: Line) -> None:
    """What a cohort hopes to reach; an empty field has no target."""
    form = f"targets_{line.cohort.id}"
    section(_("Targets of {cohort}").format(cohort=line.cohort.name))
    with st.form(form, border=False):
        found: dict[Figure, int] = {}
        for place, (figure, label) in zip(st.columns(len(FIGURES)), FIGURES.items(), strict=True):
            typed = place.number_input(
                _(label).capitalize(), 1, HIGHEST, value=line.targets.get(figure), step=1,
                key=f"{form}_{figure}", placeholder="–",
            )  # fmt: skip
            if typed is not None:
                found[figure] = int(typed)
        pressed = save_button(_("Save the targets"), key=f"{form}_save")
    st.html(link(_("Leave them as they are"), "portfolio"))
    if pressed:
        with saving(_("Targets saved."), form=form, done=_close), open_tracker() as db:
            portfolio.set_targets(
                db, line.cohort.id, found, by=visitor, token=save_token(form)
            )  # fmt: skip


def _close() -> None:
    st.query_params.pop("targets", None)


def uncoached_table(people: Sequence[Uncoached], today: date) -> None:
    """Whom nobody follows, the longest first."""
    rows = [
        [
            two_lines(strong(link(one.name, "participant", code=one.code)), one.code),
            one.cohort,
            since(one.since, today),
            _("account of {coach} closed").format(coach=one.coach) if one.coach else None,
        ]
        for one in people
    ]
    head: list[Column | str] = [
        Column(_("Who"), width="third"),
        _("Cohort"),
        _("Entered"),
        _("Why"),
    ]
    table(head, rows, caption=_("People without a coach"))


def loads_table(loads: Sequence[Load]) -> None:
    """What rests on each coach today."""
    head = [
        Column(_("Coach"), width="third"), Column(_("People followed"), numeric=True),
        Column(_("Next steps overdue"), numeric=True), Column(_("Without a next step"), numeric=True),
        Column(_("Sessions to write down"), numeric=True),
    ]  # fmt: skip
    rows = [
        [
            two_lines(one.name, one.organisation) if one.organisation else one.name,
            *(count(n) for n in (one.people, one.overdue, one.no_step, one.sessions)),
        ]
        for one in loads
    ]
    table(head, rows, caption=_("Workload"))


def delays_table(delays: Sequence[Delay]) -> None:
    """Milestones that wait, by cohort, the longest wait first."""
    head = [
        Column(_("Cohort"), width="third"), Column(_("Waiting"), numeric=True),
        Column(_("Median wait"), numeric=True), Column(_("Longest wait"), numeric=True),
    ]  # fmt: skip
    rows = [
        [one.cohort, count(one.waiting), _days(one.median), _days(one.longest)] for one in delays
    ]
    table(head, rows, caption=_("Milestones waiting to be read over"))


def _days(n: float) -> str:
    return n_("{n} day", "{n} days", round(n))


def spreads_table(spreads: Sequence[Spread]) -> None:
    """The marks of each mentor, level by level: counts, and the median."""
    head = [
        Column(_("Mentor"), width="third"), Column(_("People"), numeric=True),
        *(Column(str(level), numeric=True) for level in LEVELS), Column(_("Median"), numeric=True),
    ]  # fmt: skip
    rows = [
        [
            one.mentor, count(one.people), *(count(one.marks[level]) for level in LEVELS),
            count(one.median),
        ]
        for one in spreads
    ]  # fmt: skip
    table(head, rows, caption=_("Marks given by each mentor"))
