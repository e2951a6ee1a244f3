"""What one does from somebody's file: the buttons at the top, and the form that each of them opens."""

from collections.abc import Callable

import streamlit as st

from core.language import N_, _
from core.participants import Participant
from core.permissions import Action, allows
from core.staff import Staff
from pages.shared.file_advance import advance_panel
from pages.shared.file_edit import edit_panel
from pages.shared.file_interview import interview_panel
from pages.shared.file_word import word_panel
from pages.shared.panel import opened, toggle_panel

Panel = Callable[[Staff, Participant], None]

PANELS: dict[str, Panel] = {
    "interview": interview_panel,
    "advance": advance_panel,
    "word": word_panel,
    "edit": edit_panel,
}

_BUTTONS = (
    ("interview", N_("Write down an interview"), Action.RECORD_SESSION),
    ("advance", N_("Move forward"), Action.MOVE_STAGE),
    ("word", N_("Word"), Action.EXPORT_PLAN),
    ("edit", N_("Correct"), Action.EDIT_PARTICIPANT),
)


def panel_buttons(visitor: Staff, person: Participant) -> str | None:
    """The buttons that the visitor may use; returns the panel that is open. A second click closes it."""
    shown = opened(person.code)
    asked = shown or st.query_params.get("after") or st.query_params.get("note")
    with st.container(horizontal=True, horizontal_alignment="right"):
        for key, label, action in _BUTTONS:
            if allows(visitor.role, action, person.relation):
                st.button(
                    _(label),
                    key=f"file_{key}",
                    type="primary" if key == "interview" and not asked else "secondary",
                    on_click=toggle_panel,
                    args=(person.code, key),
                )
    return shown
