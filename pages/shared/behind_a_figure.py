"""The people behind a count of the dashboard, for those who may read their names."""

import streamlit as st

from core import clock
from core.evaluation import behind, dashboard
from core.evaluation.registry import INDICATORS
from core.language import _, n_
from core.staff import Staff
from core.tracker import open_tracker
from pages.shared.dashboard_filters import Asked
from pages.shared.feedback import explained
from pages.shared.markup import empty, lead, link, section, table

MOST = 300  # names in the panel


def people_panel(place: str, asked: Asked, visitor: Staff) -> None:
    """Who a count is made of: indicator, line and column, as the address names them."""
    key, _dot, rest = place.partition(".")
    row_key, _dot, column = rest.rpartition(".")
    if (key, column) not in behind.ANSWERS:
        return
    with explained(), open_tracker() as db:
        people = behind.people_behind(
            db, key, row_key, asked.scope, column=column, by=visitor, today=clock.today()
        )
        result = dashboard.indicator(db, key, asked.scope, by=visitor, today=clock.today())
    labels = {row.key: row.label for row in result.answer.rows}
    heads = {one.key: _(one.title) for one in INDICATORS[key].columns}
    section(_("Behind the figure: {line}, {column}").format(
        line=labels.get(row_key, row_key), column=heads[column]
    ))  # fmt: skip
    lead(n_("{n} person.", "{n} people.", len(people)))
    if not people:
        empty(_("Nobody here any more: the figures have changed."))
    else:
        table(
            [_("Code"), _("Name"), _("Cohort")],
            [
                [link(one.code, "participant", code=one.code), one.name, one.cohort]
                for one in people[:MOST]
            ],
            caption=_("People behind the figure"),
        )
    back = link(_("Close this list"), "dashboard", **asked.query)
    st.html(f"<p>{back}</p>")
