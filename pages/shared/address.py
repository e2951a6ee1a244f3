"""What the address of a page says, read as what it should be."""

import streamlit as st


def number(name: str) -> int:
    """The number under this name in the address; 0, which nothing has, when there is none."""
    text = str(st.query_params.get(name, ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
