"""A mentor sees whom they accompany, what was agreed last time, and where to give feedback."""

from core import clock, mentors, plan_settings
from core.language import _, n_
from core.permissions import Action
from core.tracker import open_tracker
from pages.shared.access import visitor_allowed_to
from pages.shared.feedback import said
from pages.shared.jury_lists import duties_below
from pages.shared.markup import empty, lead, small, title
from pages.shared.mentoring import mentees_table

visitor = visitor_allowed_to(Action.LIST_MENTEES)

with open_tracker() as db:
    mentees = mentors.mentees(db, by=visitor, today=clock.today())
    shared = plan_settings.shared_with(db, by=visitor)

title(_("My mentees"))
said()

if mentees:
    awaited = sum(len(mentee.feedback.awaited) for mentee in mentees)
    people = n_("{n} person", "{n} people", len(mentees))
    waits = n_("{n} feedback expected", "{n} feedbacks expected", awaited) if awaited else ""
    lead(" · ".join(filter(None, [people, waits])))
    mentees_table(mentees, shared)
    small(_("You see a first name and a project. The team keeps everything else to itself."))
else:
    empty(_("Nobody yet. The coach who pairs you with somebody makes them appear here."))
duties_below(visitor)
