"""A button that makes a Word file when it is clicked, and not before."""

from collections.abc import Callable

import streamlit as st

from core.tracker import open_tracker

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word_button(label: str, make: Callable[..., bytes], *, file: str, key: str) -> None:
    """`make(db)` gives the document's bytes; the file is named by a code, never by a name."""

    def made() -> bytes:
        with open_tracker() as db:
            return make(db)

    st.download_button(
        label, data=made, file_name=f"{file}.docx", mime=WORD, key=key, on_click="ignore"
    )
