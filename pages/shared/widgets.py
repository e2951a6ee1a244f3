"""The few widgets that every form shares, already in the house's habits."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

import streamlit as st

from core.language import _

T = TypeVar("T")


def day(
    label: str,
    *,
    key: str,
    value: date | None = None,
    last: date | None = None,
    hint: str | None = None,
) -> date | None:
    """A date typed as JJ/MM/AAAA, empty by default, from 2015 on."""
    picked = st.date_input(
        label, value=value, key=key, format="DD/MM/YYYY", min_value=date(2015, 1, 1),
        max_value=last or date(2049, 12, 31), help=hint,
    )  # fmt: skip
    return picked if isinstance(picked, date) else None


def choice(
    label: str, options: Sequence[T], *, key: str, said: Callable[[T], str] = str, **more: Any
) -> T | None:
    """A list to choose one thing from; nothing chosen at first unless `index` says so."""
    more.setdefault("index", None)
    more.setdefault("placeholder", _("Choose"))
    picked: T | None = st.selectbox(label, options, key=key, format_func=said, **more)
    return picked


def save_button(label: str, *, key: str) -> bool:
    """The one button of a form; it says what it does."""
    return st.form_submit_button(label, type="primary", key=key)


def pages_below(total: int, size: int, *, key: str) -> None:
    """Previous and next under a long list; the page number stands in `st.session_state[key]`."""
    last = max(1, -(-total // size))
    page = min(int(st.session_state.get(key, 1)), last)

    def turn(by: int) -> None:
        st.session_state[key] = page + by

    before, where, after = st.columns([1, 2, 1], vertical_alignment="center")
    before.button(_("Previous"), key=f"{key}_before", disabled=page <= 1, on_click=turn, args=(-1,))
    words = _("Page {page} of {last}").format(page=page, last=last)
    where.html(f'<p class="muted small">{words}</p>')
    after.button(_("Next"), key=f"{key}_after", disabled=page >= last, on_click=turn, args=(1,))
