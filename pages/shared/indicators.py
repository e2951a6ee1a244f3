"""An indicator on a page: the question, the chart, what it counts, and the table one click away."""

from collections.abc import Sequence

import streamlit as st

from core import charts
from core.evaluation.drawing import drawing
from core.evaluation.results import Result, said
from core.language import _, current
from core.wording import short_date
from pages.shared.markup import Column, Safe, empty, key_figures, safe, section, table_markup

A_LINE = 2  # groups side by side


def figures_line(result: Result) -> None:
    """Key figures, as the funders publish them, and what each of them counts."""
    key_figures((_cell(said(row.numbers["n"])), row.label) for row in result.answer.rows)
    definition = safe(_(result.indicator.definition))
    st.html(f'<p class="muted small">{definition}</p>')


def indicator(result: Result, groups: Sequence[str]) -> None:
    """One indicator for one group, or for several side by side on the same scale."""
    section(_(result.indicator.title))
    if len(groups) == 1:
        _chart(result, groups[0])
    for start in range(0, len(groups) if len(groups) > 1 else 0, A_LINE):
        line = groups[start : start + A_LINE]
        for place, group in zip(st.columns(A_LINE, gap="large"), line, strict=False):
            with place:
                st.html(f"<h3>{safe(group)}</h3>")
                _chart(result, group)
    st.html(_note(result) + _table(result))


def _chart(result: Result, group: str) -> None:
    drawn = drawing(result, group)
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
    rest = " ".join(
        filter(None, [_(result.indicator.definition), answer.remark, answer.missing, day])
    )
    return Safe(
        f'<p class="small"><strong>{safe(answer.counted)}</strong> <span class="muted">{safe(rest)}</span></p>'
    )


def _table(result: Result) -> Safe:
    titles, lines = result.table()
    words = len(titles) - len(result.indicator.columns)
    head = [Column(title, numeric=at >= words) for at, title in enumerate(titles)]
    rows = [[_cell(text) for text in line] for line in lines]
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


def _cell(text: str) -> str | Safe:
    return Safe(f'<span class="masked">{safe(text)}</span>') if text == said(None) else text
