"""A coach opens somebody's file: who they are, what comes next, the journey, and everything since."""

import streamlit as st

from core import clock, mentors, milestones, participants, pinned_facts, situations, stages
from core.language import _
from core.permissions import Action, allows
from core.tracker import open_tracker
from pages.shared.access import visitor_allowed_to
from pages.shared.address import number
from pages.shared.feedback import explained, said
from pages.shared.file_after import after_form
from pages.shared.file_facts import pinned_line
from pages.shared.file_find import find_line
from pages.shared.file_head import head, milestone_table, next_step_line, strip
from pages.shared.file_notes import note_form
from pages.shared.file_panels import PANELS, panel_buttons
from pages.shared.file_tabs import tabs_below
from pages.shared.markup import section
from pages.shared.referral_form import referral_form
from pages.shared.session_lists import id_in

visitor = visitor_allowed_to(Action.READ_IDENTITY)
today = clock.today()
code = str(st.query_params.get("code", ""))
journey_seen = visitor.may(Action.READ_JOURNEY)

with explained(), open_tracker() as db:
    person = participants.by_code(db, code, by=visitor, to=Action.READ_IDENTITY)
    pinned = pinned_facts.of(db, person.id, by=visitor) if visitor.may(Action.READ_NOTES) else []

find_line(visitor, person)
name, buttons = st.columns([2, 3], vertical_alignment="bottom")
with name:
    head(person)
with buttons:
    panel = panel_buttons(visitor, person)
pinned_line(visitor, person, pinned)
said()
if panel:
    with st.container(key="file_form"):
        PANELS[panel](visitor, person)
elif note := id_in(st.query_params.get("note", "")):
    with st.container(key="file_form"), explained():
        note_form(visitor, person, note)
elif (referral := number("referral")) and allows(
    visitor.role, Action.WRITE_BARRIERS, person.relation
):
    with st.container(key="file_form"), explained():
        referral_form(visitor, person, referral)
elif after := str(st.query_params.get("after", "")):
    with st.container(key="file_form"), explained():
        after_form(visitor, person, after)

# Read after the forms: a save shows the page anew, and nothing was read for nothing.
if journey_seen:
    with open_tracker() as db:
        steps = stages.journey(db, person.id, by=visitor)
        lines = milestones.table(db, person.id, by=visitor)
        periods = situations.of(db, person.id, by=visitor)
        pairs = mentors.of(db, person.id, by=visitor)
    next_step_line(person, periods, pairs, today)
    with st.container(key="file_journey"):
        section(_("Journey"))
        strip(steps, today)
    with st.container(key="file_milestones"):
        section(_("Milestones"))
        milestone_table(lines, steps)
tabs_below(visitor, person)
