"""Light HTML for what is read and not typed: tables, facts, the journey, messages.

Everything written into it is escaped here; `Safe` marks what already is. One small table costs a
fiftieth of a data grid and is read aloud properly.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from core.language import Language, _, current
from core.wording import NOTHING

STYLE = Path(__file__).parent / "passerelle.css"


class Safe(str):
    """Markup that may be written as it stands."""

    __slots__ = ()


@dataclass(frozen=True)
class Column:
    """The head of a column: its title, whether it holds numbers, and `narrow` or `wide` if it should be."""

    title: str
    numeric: bool = False
    width: str = ""


Cell = str | int | None


def safe(value: Cell) -> Safe:
    """A value ready to be written: escaped, or a dash where there is none."""
    if isinstance(value, Safe):
        return value
    if value is None or value == "":
        return Safe(NOTHING)
    return Safe(escape(str(value)).replace("\n", "<br>"))


def strong(value: Cell) -> Safe:
    return Safe(f"<strong>{safe(value)}</strong>")


def muted(value: Cell) -> Safe:
    return Safe(f'<span class="muted">{safe(value)}</span>')


def two_lines(first: Cell, second: Cell) -> Safe:
    """A fact and, under it, the smaller thing that goes with it."""
    return Safe(f'{safe(first)}<br><span class="muted small">{safe(second)}</span>')


def link(text: Cell, page: str, **query: str | int) -> Safe:
    """A link to a page of ours: `link("LYO-003", "participant", code="LYO-003")`. Never a name in it."""
    address = f"/{page}" + (f"?{urlencode(query)}" if query else "")
    return Safe(f'<a href="{escape(address)}" target="_self">{safe(text)}</a>')


def state(symbol: str, word: str) -> Safe:
    """A state as symbol and word; the symbols are drawn in the style sheet (`mark-<symbol>`)."""
    return Safe(f'<span class="state mark-{escape(symbol)}">{safe(word)}</span>')


def table(
    head: Sequence[Column | str],
    rows: Iterable[Sequence[Cell]],
    *,
    caption: str,
    total: bool = False,
    bare: bool = False,
) -> None:
    """A light table; under 640 px each row becomes a block.

    `caption` is read aloud, not shown; `bare` does the same with the heads. The last row is the `total`.
    """
    st.html(table_markup(head, rows, caption=caption, total=total, bare=bare))


def table_markup(
    head: Sequence[Column | str],
    rows: Iterable[Sequence[Cell]],
    *,
    caption: str,
    total: bool = False,
    bare: bool = False,
) -> Safe:
    columns = [column if isinstance(column, Column) else Column(column) for column in head]
    heads = "".join(
        f'<th scope="col" role="columnheader"{_kinds(column)}>{safe(column.title or Safe("&nbsp;"))}</th>'
        for column in columns
    )
    body = "".join(f'<tr role="row">{_cells(columns, row)}</tr>' for row in rows)
    kind = "light" + " total" * total + " bare" * bare
    return Safe(
        f'<table class="{kind}" role="table"><caption>{safe(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


def _cells(columns: Sequence[Column], row: Sequence[Cell]) -> str:
    first, *rest = zip(columns, row, strict=True)
    cells = [f'<th scope="row" role="rowheader"{_kinds(first[0])}>{safe(first[1])}</th>']
    cells += [
        f'<td role="cell" data-label="{escape(column.title)}"{_kinds(column, value)}>{safe(value)}</td>'
        for column, value in rest
    ]
    return "".join(cells)


def _kinds(column: Column, value: Cell = 0) -> str:
    """The classes of a cell: how it stands, and `nothing` where there is only a dash."""
    dash = "nothing" if safe(value) == NOTHING else ""
    kinds = " ".join(filter(None, ["number" if column.numeric else "", column.width, dash]))
    return f' class="{kinds}"' if kinds else ""


def facts(pairs: Iterable[tuple[str, Cell]]) -> None:
    """A line of facts: a muted label above each value."""
    inside = "".join(
        f"<div><dt>{safe(label)}</dt><dd>{safe(value)}</dd></div>" for label, value in pairs
    )
    st.html(f'<dl class="facts">{inside}</dl>')


def key_figures(pairs: Iterable[tuple[Cell, str]]) -> None:
    """A line of figures, each with the words under it."""
    inside = "".join(
        f'<div><dt>{safe(words)}</dt><dd class="figure">{safe(figure)}</dd></div>'
        for figure, words in pairs
    )
    st.html(f'<dl class="facts figures">{inside}</dl>')


def lead(text: str) -> None:
    """One muted line under the title: where one is, what waits."""
    st.html(f'<p class="lead">{safe(text)}</p>')


def small(text: Cell) -> None:
    """A definition, a source, a help: muted and small."""
    st.html(f'<p class="muted small">{safe(text)}</p>')


def message(text: Cell, *, kind: str = "plain", role: str = "status") -> None:
    """A message with a bar at its left: plain, done, watch or late."""
    st.html(f'<div class="message {escape(kind)}" role="{escape(role)}">{safe(text)}</div>')


def empty(text: str) -> None:
    """What an empty list says: one sentence that names the next thing to do."""
    st.html(f'<p class="empty">{safe(text)}</p>')


def title(words: str, aside: str = "") -> None:
    """The one heading of a page, with a muted word beside it (a code)."""
    beside = f' <span class="aside">{safe(aside)}</span>' if aside else ""
    st.html(f"<h1>{safe(words)}{beside}</h1>")


def journey(steps: Iterable[tuple[str, str, str]]) -> None:
    """The journey strip: (name, what stands under it, one of reached / here / later) for each stage."""
    label = escape(_("Journey"))
    items = "".join(
        f'<li class="{escape(when)}"{_here(when)}><span class="dot"></span>'
        f'<span class="name">{safe(name)}</span><span class="under">{safe(under or Safe("&nbsp;"))}</span></li>'
        for name, under, when in steps
    )
    st.html(f'<div class="journey"><ol aria-label="{label}">{items}</ol></div>')


def unfold(words: str) -> None:
    """A box to tick, on a phone only: the style sheet says what it shows again in its container."""
    st.html(f'<label class="unfold"><input type="checkbox">{safe(words)}</label>')


def _here(when: str) -> str:
    return ' aria-current="step"' if when == "here" else ""


def house_style() -> None:
    """Put the style sheet in force."""
    st.html(STYLE)


def account_foot(name: str, role: str) -> None:
    """The foot of the menu: who is signed in, their account, the other language, the way out.

    Plain forms to the gate's routes: the language can only change with a reload of the page.
    """
    other = Language.ENGLISH if current() is Language.FRENCH else Language.FRENCH
    mine, out = safe(_("My account")), safe(_("Sign out"))
    words = {Language.ENGLISH: "English", Language.FRENCH: "Français"}[other]
    st.html(
        f'<div class="account"><strong>{safe(name)}</strong><span class="muted">{safe(role)}</span>'
        f'<a href="/account" target="_self" data-outside>{mine}</a>'
        f'<form method="post" action="/language"><input type="hidden" name="language" value="{other}">'
        f'<button lang="{other}">{safe(words)}</button></form>'
        f'<form method="post" action="/sign-out"><button>{out}</button></form></div>'
    )


def section(words: str) -> None:
    """A heading inside a page."""
    st.html(f"<h2>{safe(words)}</h2>")
