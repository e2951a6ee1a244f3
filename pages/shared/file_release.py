"""Preparing a release: the state of each need in one save, and the first appointment outside."""

import streamlit as st

from core import clock, organisations, release_list
from core.language import _
from core.organisations import OrganisationKind
from core.participants import Participant
from core.release_list import STATES, State
from core.staff import Staff
from core.tracker import open_tracker
from pages.shared.feedback import save_token, saving
from pages.shared.file_place import close_place
from pages.shared.markup import section, small
from pages.shared.session_lists import place_in
from pages.shared.widgets import choice, day, save_button


def release_form(visitor: Staff, person: Participant) -> None:
    """Every need with its state; only what changed is written, what was said before stays."""
    today = clock.today()
    with open_tracker() as db:
        found = release_list.of(db, person.id, by=visitor)
    section(_("Release: what it needs"))
    small(_("Change only what moved. What was said before stays in the history."))
    with st.form("release", border=False):
        states: dict[str, State] = {}
        for line in found.lines:
            name, asked = st.columns([1, 3], vertical_alignment="center")
            name.markdown(f"**{line.need.name}**")
            with asked:
                picked = st.segmented_control(
                    str(line.need.name), list(State), default=line.state,
                    key=f"release_{line.need.key}", format_func=lambda one: _(STATES[one]),
                    label_visibility="collapsed", required=True,
                )  # fmt: skip
            states[line.need.key] = picked or line.state
        with st.columns([1, 3])[0]:
            on = day(_("Date"), key="release_on", value=today, last=today)
        pressed = save_button(_("Save the list"), key="release_save")
    if pressed:
        with saving(_("List saved."), form="release", done=close_place), open_tracker() as db:
            release_list.note(
                db, person.id, states, on=on or today, by=visitor, today=today,
                token=save_token("release"),
            )  # fmt: skip


def appointment_form(visitor: Staff, person: Participant) -> None:
    """With which organisation, and when; nothing chosen takes the appointment away."""
    with open_tracker() as db:
        now = release_list.of(db, person.id, by=visitor).appointment
        known = {
            one.id: one.name
            for one in organisations.all_organisations(db, by=visitor)
            if one.kind is not OrganisationKind.FUNDER
        }
    section(_("First appointment outside"))
    with st.form("appointment", border=False):
        left, right = st.columns([3, 1])
        with left:
            whom = choice(
                _("Organisation"), list(known), key="appointment_whom", said=known.__getitem__,
                index=place_in(list(known), now and now.organisation_id),
            )  # fmt: skip
        with right:
            on = day(_("Date"), key="appointment_on", value=now.meets_on if now else None)
        pressed = save_button(_("Save the appointment"), key="appointment_save")
    if pressed:
        with (
            saving(_("Appointment saved."), form="appointment", done=close_place),
            open_tracker() as db,
        ):
            release_list.appoint(
                db, person.id, whom, on, by=visitor, token=save_token("appointment")
            )
