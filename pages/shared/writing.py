"""A text that several people may write: what is typed is never lost, whoever saves first."""

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from core.language import _
from core.plans import Plan, Text
from pages.shared.markup import message, safe


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What stands in a field, and the version its writer saw when they began."""

    key: str
    name: str  # of the field
    body: str
    version: int
    changed: bool


def text_field(
    text: Text, whose: str, *, label: str, height: int, longest: int, hidden_label: bool = False
) -> Typed:
    """The field of one text. It keeps what is typed across pages, and the version that was seen with it.

    A text that somebody else saved in between stands above the field until the next save.
    """
    name = f"plan-{whose}-{text.key}"
    seen, typed = st.session_state.get(f"{name}-seen"), st.session_state.get(name)
    untouched = seen is not None and typed == seen.body
    if seen is None or typed is None or (untouched and seen.version != text.version):
        seen = st.session_state[f"{name}-seen"] = text
        st.session_state[name] = text.body
    if theirs := st.session_state.get(f"{name}-theirs"):
        message(
            _(
                "Somebody saved another text in the meantime. It stands here, yours in the field: nothing is lost."
                " Bring both together, then save."
            ),
            kind="watch",
            role="alert",
        )
        heading = _("What is kept now")
        st.html(f'<h3>{safe(heading)}</h3><div class="text">{safe(theirs)}</div>')
    body = st.text_area(
        label, key=name, height=height, max_chars=longest, persist_state="session",
        label_visibility="collapsed" if hidden_label else "visible",
    )  # fmt: skip
    return Typed(
        key=text.key, name=name, body=body or "", version=seen.version, changed=body != seen.body
    )


def written(fields: Iterable[Typed]) -> None:
    """These texts have been saved: what is kept is shown from now on."""
    for field in fields:
        for mark in ("seen", "theirs"):
            st.session_state.pop(f"{field.name}-{mark}", None)


def keep_both(fields: Iterable[Typed], plan: Plan) -> None:
    """Somebody saved first: show their text above the field; the next save is made knowing it."""
    kept = {text.key: text for text in (*plan.chapters, *plan.blocks)}
    for field in fields:
        now = kept[field.key]
        if now.version != field.version and field.changed and now.body != field.body:
            st.session_state[f"{field.name}-seen"] = now
            st.session_state[f"{field.name}-theirs"] = now.body
