"""A mentor reads the plan that the team shares with them, chapter by chapter, and comments it."""

import streamlit as st

from core import mentors, participants, plan_comments, plan_settings, plans
from core.language import _
from core.permissions import Action
from core.tracker import open_tracker
from pages.shared.access import visitor_allowed_to
from pages.shared.address import number
from pages.shared.feedback import explained, said
from pages.shared.markup import empty, section, small, title
from pages.shared.mentoring import back_to_mentees
from pages.shared.plan_chapters import chapter_list, mentor_link, neighbours, read_at
from pages.shared.plan_parts import chapter_read
from pages.shared.plan_talk import talk_below
from pages.shared.writing import Desk

visitor = visitor_allowed_to(Action.READ_SHARED_PLAN)

with explained(), open_tracker() as db:
    pair = mentors.get(db, number("pair"), by=visitor, to=Action.READ_SHARED_PLAN)
    person = participants.get(db, pair.participant_id, by=visitor, to=Action.READ_SHARED_PLAN)
    plan = plans.read(db, person.id, by=visitor)
    short = plan_settings.of(db, person.id, by=visitor).short
    talk = plan_comments.of(db, person.id, by=visitor)

to = mentor_link(pair.id)
text = read_at(plan, str(st.query_params.get("chapter", "")), short=short)

title(_("The plan of {name}").format(name=person.first_name), person.project)
back_to_mentees()
said()
small(_("You read what is saved. Your comments go to the coach, who answers here."))

with st.container(key="plan_halves"):
    chapters, reading = st.columns([1, 2], gap="large")
with chapters:
    section(_("Chapters"))
    chapter_list(plan, text, to=to, short=short, talk=talk)
with reading:
    section(text.title)
    if not chapter_read(plan, text):
        empty(_("Nothing is written here yet."))
    neighbours(plan, text, to=to, short=short)
    talk_below(Desk(visitor=visitor, person=person), text, talk.get(text.key, ()))
