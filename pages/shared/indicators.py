"""An indicator on a page: the question, the chart, what it counts, the table, and how to take it away."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from core import charts, figures
from core.evaluation import behind
from core.evaluation.drawing import Drawing, comparison, drawing
from core.evaluation.results import Result, Row, said
from core.evaluation.views import Split
from core.figures import Form
from core.language import _, current
from core.permissions import Action, may_open
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import short_date
from pages.shared.dashboard_filters import Asked
from pages.shared.markup import (
    Cell,
    Column,
    Safe,
    empty,
    key_figures,
    link,
    message,
    safe,
    table_markup,
)

A_LINE = 2  # groups side by side


def figures_line(result: Result) -> None:
    """Key figures, as the funders publish them, and what each of them counts."""
    key_figures((_cell(said(row.numbers["n"])), row.label) for row in result.answer.rows)
    definition = safe(_(result.indicator.definition))
    st.html(f'<p class="muted small">{definition}</p>')


def indicator(result: Result, groups: Sequence[str], asked: Asked, visitor: Staff) -> None:
    """One indicator for one group, or for several together or side by side on the same scale."""
    title = safe(_(result.indicator.title))
    st.html(f"<h3>{title}</h3>")
    if result.hidden:
        message(
            _(
                "Too few people here: every number of this figure is masked, so that nobody can be recognised."
            )
        )
        return
    together = comparison(result) if len(groups) > 1 else None
    if together or len(groups) == 1:
        _chart(together or drawing(result, groups[0]))
    else:
        _side_by_side(result, groups)
    st.html(_note(result) + _table(result, _links(result, asked, visitor)))
    _save(result, groups, together, visitor)


def _side_by_side(result: Result, groups: Sequence[str]) -> None:
    for start in range(0, len(groups), A_LINE):
        line = groups[start : start + A_LINE]
        for place, group in zip(st.columns(A_LINE, gap="large"), line, strict=False):
            with place:
                st.html(f"<h4>{safe(group)}</h4>")
                _chart(drawing(result, group))


def _chart(drawn: Drawing | None) -> None:
    if drawn is None:
        empty(_("Nothing to count yet."))
        return
    dark = st.context.theme.type == "dark"
    made = charts.spec(drawn.name, drawn.rows, dark=dark, language=current(), **drawn.options)
    st.vega_lite_chart(spec=made, theme=None, alt=drawn.alt)


def _note(result: Result) -> Safe:
    """What stands under every figure: n, definition, what is missing, the day."""
    answer = result.answer
    day = _("On {day}.").format(day=short_date(result.day))
    few = _("Under ten people, read the counts: a percentage says more than is known.")
    said_of_it = [
        _(result.indicator.definition), answer.remark, few * result.few, answer.missing, day,
    ]  # fmt: skip
    rest = " ".join(filter(None, said_of_it))
    return Safe(
        f'<p class="small"><strong>{safe(answer.counted)}</strong> <span class="muted">{safe(rest)}</span></p>'
    )


Links = Callable[[Row, str, str], Cell]


def _table(result: Result, linked: Links) -> Safe:
    titles, _lines = result.table()
    columns = result.indicator.columns
    words = len(titles) - len(columns)
    head = [Column(title, numeric=at >= words) for at, title in enumerate(titles)]
    rows: list[list[Cell]] = []
    for row in result.answer.rows:
        said_of_it = [linked(row, column.key, row.said(column)) for column in columns]
        rows.append([*[row.group] * (words - 1), row.label, *said_of_it])
    caption = _(result.indicator.title)
    rules = "".join(
        f"<dt>{safe(label)}</dt><dd>{safe(sentence)}</dd>"
        for label, sentence in result.indicator.rules()
    )
    summary = _("See the table")
    return Safe(
        f'<details class="more"><summary>{safe(summary)}</summary>'
        f'{table_markup(head, rows, caption=caption)}<dl class="rules">{rules}</dl></details>'
    )


def _links(result: Result, asked: Asked, visitor: Staff) -> Links:
    """A count leads to the people behind it, for those who may read names; the others see the count."""
    key = result.indicator.key
    leads = asked.split is Split.NONE and may_open(visitor.role, Action.READ_IDENTITY)

    def linked(row: Row, column: str, text: str) -> Cell:
        if leads and row.numbers.get(column) and (key, column) in behind.ANSWERS:
            place = f"{key}.{row.key}.{column}"
            return link(text, "dashboard", behind=place, **asked.query)
        return _cell(text)

    return linked


def _save(result: Result, groups: Sequence[str], together: Drawing | None, visitor: Staff) -> None:
    """The figure as a picture, as lines, or as a table: made at the click, and kept in the journal."""
    key = result.indicator.key
    place = st.popover(_("Save this figure"), type="tertiary", key=f"save_{key}", on_change="rerun")
    if not place.open:
        return
    with place:
        group = ""
        if len(groups) > 1 and not together:
            group = st.radio(_("Which one?"), groups, key=f"save_group_{key}")
        names: Mapping[Form, str] = {
            Form.PNG: _("Picture (PNG)"),
            Form.SVG: _("Drawing to enlarge (SVG)"),
            Form.CSV: _("Table (CSV)"),
        }
        for form, name in names.items():
            if form is not Form.CSV and not (together or drawing(result, group)):
                continue
            st.download_button(
                name, partial(_made, result, form, group, visitor), key=f"save_{key}_{form}",
                file_name=f"{key}-{result.day.isoformat()}.{form}", mime=figures.MIME[form],
                on_click="ignore",
            )  # fmt: skip


def _made(result: Result, form: Form, group: str, visitor: Staff) -> bytes:
    with open_tracker() as db:
        return figures.save(db, result, form, group=group, by=visitor, language=visitor.language)


def _cell(text: str) -> str | Safe:
    return Safe(f'<span class="masked">{safe(text)}</span>') if text == said(None) else text
