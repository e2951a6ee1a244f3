"""A mentor says in three minutes how a meeting went: first whether it was held, then level by level."""

import streamlit as st

from core import clock, feedback, mentor_meetings, mentors, notes
from core.language import _
from core.permissions import Action
from core.tracker import open_tracker
from pages.shared import drafting
from pages.shared.access import visitor_allowed_to
from pages.shared.address import number
from pages.shared.feedback import explained, said, save_token, saving
from pages.shared.given_feedback import given_list, notes_list
from pages.shared.markup import empty, section, title
from pages.shared.meeting import Typing, meeting_form
from pages.shared.mentoring import agreed_step, back_to_mentees

visitor = visitor_allowed_to(Action.GIVE_FEEDBACK)
today = clock.today()

with explained(), open_tracker() as db:
    pair = mentors.get(db, number("pair"), by=visitor, to=Action.GIVE_FEEDBACK)
    mentee = mentors.mentee(db, pair.id, by=visitor, today=today)
    programme = feedback.asked(db, pair.id, by=visitor)
    kept = feedback.given(db, pair.id, by=visitor)
    shared = notes.shared_with_mentor(db, pair.participant_id, by=visitor)
    planned = mentor_meetings.planned(db, [pair.id], by=visitor)[pair.id]

correcting = next((one for one in kept if one.id == number("correct") and not one.answer), None)
past = [one for one in planned if one.on <= today]
meeting = next((one for one in past if one.id == number("meeting")), None)
days = sorted({*mentee.feedback.awaited, *(one.on for one in past)})
form = f"{pair.id}-{correcting.id}.{correcting.version}" if correcting else f"{pair.id}-{len(kept)}"

title(_("Meeting with {name}").format(name=mentee.first_name), mentee.project)
back_to_mentees()
said()
agreed_step(mentee, today)

with st.container(width=720):
    corrected = correcting.feedback if correcting else None
    typing = Typing(visitor=visitor, participant_id=pair.participant_id)
    written = meeting_form(
        programme,
        mentee,
        form=form,
        first=corrected,
        today=today,
        typing=typing,
        proposed=meeting.on if meeting else next(iter(days), None),
    )
pressed = written and st.button(_("Save the feedback"), type="primary", key="feedback_save")
if written and pressed:
    with saving(_("Feedback saved."), form=form), open_tracker() as db:
        token = save_token(form)
        if correcting is None:
            feedback.give(
                db, written(), by=visitor, today=today, token=token,
                meeting_id=meeting.id if meeting else None,
            )  # fmt: skip
            st.query_params.pop("meeting", None)
        else:
            feedback.change(
                db, correcting.id, written(), by=visitor, today=today,
                version=correcting.version, token=token,
            )  # fmt: skip
        drafting.saved(list(typing.fields(form, corrected).values()), visitor)
        if correcting is not None:
            del st.query_params["correct"]

section(_("What the team shares with you"))
if shared:
    notes_list(shared)
else:
    empty(_("Nothing shared yet. The coach can share a note with you."))
section(_("Feedback already given"))
if kept:
    given_list(kept, programme, pair_id=pair.id)
else:
    empty(_("None yet: the first one will stand here."))
