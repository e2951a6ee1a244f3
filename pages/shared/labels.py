"""Words of users in places where Streamlit reads Markdown: written as they are."""

import re

import streamlit as st

from pages.shared.markup import safe

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&=])")


def plain_label(text: str) -> str:
    """A text for a label or an option, with nothing in it that Markdown would read."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def subsection(words: str) -> None:
    """A smaller heading inside a section."""
    st.html(f"<h3>{safe(words)}</h3>")
