"""Buttons that make a Word file or a workbook when they are clicked, and not before."""

from collections.abc import Callable
from mimetypes import guess_type

import streamlit as st

from core.tracker import open_tracker

_OFFICE = "application/vnd.openxmlformats-officedocument"
WORD = f"{_OFFICE}.wordprocessingml.document"
WORKBOOK = f"{_OFFICE}.spreadsheetml.sheet"


def word_button(label: str, make: Callable[..., bytes], *, file: str, key: str) -> None:
    """`make(db)` gives the document's bytes; the file is named by a code, never by a name."""
    _button(label, make, file=f"{file}.docx", mime=WORD, key=key)


def workbook_button(label: str, make: Callable[..., bytes], *, file: str, key: str) -> None:
    """The same for a workbook."""
    _button(label, make, file=f"{file}.xlsx", mime=WORKBOOK, key=key)


def data_button(label: str, make: Callable[..., bytes], *, file: str, key: str) -> None:
    """The same for tables: CSV, a ZIP of several, or a workbook, as the end of `file` says."""
    mime = {"csv": "text/csv", "zip": "application/zip"}.get(file.rpartition(".")[2], WORKBOOK)
    _button(label, make, file=file, mime=mime, key=key)


def kept_file_button(label: str, take: Callable[..., bytes], *, file: str, key: str) -> None:
    """The same for a file that was kept as it came: `take(db)` gives it and leaves a trace."""
    mime = guess_type(file)[0] or "application/octet-stream"
    _button(label, take, file=file, mime=mime, key=key)


def _button(label: str, make: Callable[..., bytes], *, file: str, mime: str, key: str) -> None:

    def made() -> bytes:
        with open_tracker() as db:
            return make(db)

    st.download_button(label, data=made, file_name=file, mime=mime, key=key, on_click="ignore")
