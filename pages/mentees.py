"""A mentor sees whom they accompany, what was agreed last time, and where to give feedback."""

from core import clock, mentor_meetings, mentors, plan_settings
from core.language import _, n_
from core.permissions import Action
from core.tracker import open_tracker
from pages.shared.access import visitor_allowed_to
from pages.shared.address import number
from pages.shared.feedback import explained, said
from pages.shared.jury_lists import duties_below
from pages.shared.markup import empty, lead, small, title
from pages.shared.mentor_meetings import move_form, plan_form
from pages.shared.mentoring import mentees_table

visitor = visitor_allowed_to(Action.LIST_MENTEES)
today = clock.today()

with explained(), open_tracker() as db:
    mentees = mentors.mentees(db, by=visitor, today=today)
    planned = mentor_meetings.planned(db, [one.pair_id for one in mentees], by=visitor)
    moving = mentor_meetings.get(db, number("move"), by=visitor) if number("move") else None
    shared = plan_settings.shared_with(db, by=visitor)

title(_("My mentees"))
said()

if mentees:
    awaited = sum(len(mentee.feedback.awaited) for mentee in mentees)
    people = n_("{n} person", "{n} people", len(mentees))
    waits = n_("{n} feedback expected", "{n} feedbacks expected", awaited) if awaited else ""
    lead(" · ".join(filter(None, [people, waits])))
    for mentee in mentees:
        if moving and moving.pair_id == mentee.pair_id:
            move_form(visitor, moving, mentee.first_name, today, back="mentees")
        elif mentee.pair_id == number("plan"):
            plan_form(visitor, mentee.pair_id, mentee.first_name, today, back="mentees")
    mentees_table(mentees, planned, today, shared)
    small(_("You see a first name and a project. The team keeps everything else to itself."))
else:
    empty(_("Nobody yet. The coach who pairs you with somebody makes them appear here."))
duties_below(visitor)
