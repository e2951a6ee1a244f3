"""Which form is open at the top of somebody's file: one at a time, and none of somebody else's."""

import streamlit as st

from pages.shared.feedback import forget

_OPEN = "file_panel"


def opened(code: str) -> str | None:
    """The form that is open in the file of the person with this code."""
    whose, panel = st.session_state.get(_OPEN) or ("", "")
    return panel if whose == code else None


def toggle_panel(code: str, panel: str) -> None:
    """Open a form, or close it if it is the one that is open."""
    forget(panel)
    st.session_state[_OPEN] = None if opened(code) == panel else (code, panel)


def close_panel() -> None:
    """Close the open form: what it was for has been saved."""
    st.session_state[_OPEN] = None
