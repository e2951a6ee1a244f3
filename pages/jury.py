"""A jury hears a project: who sits fills in a grid alone; the team calls it, opens the deliberation, decides."""

import streamlit as st

from core import jury, participants
from core.language import _
from core.permissions import Action, allows
from core.tracker import open_tracker
from pages.shared.access import visitor_allowed_to
from pages.shared.address import number
from pages.shared.feedback import explained, said
from pages.shared.jury_call import call_form, day_asked
from pages.shared.jury_lists import duties_table, juries_table
from pages.shared.jury_view import one_jury
from pages.shared.markup import empty, lead, link, title

visitor = visitor_allowed_to(Action.SIT_ON_JURY)
asked, code = number("id"), str(st.query_params.get("code", ""))

if asked:
    with explained(), open_tracker() as db:
        found = jury.get(db, asked, by=visitor)
    one_jury(visitor, found)
elif code:
    with explained(), open_tracker() as db:
        person = participants.by_code(db, code, by=visitor, to=Action.READ_PLAN)
        kept = jury.of(db, person.id, by=visitor)
    title(_("Juries"), person.code)
    lead(" · ".join(filter(None, [person.name, person.project])))
    st.html(link(_("Back to the file"), "participant", code=person.code))
    said()
    if kept:
        juries_table(kept)
    else:
        empty(_("No jury yet. Call the first one below."))
    if allows(visitor.role, Action.HOLD_JURY, person.relation):
        call_form(visitor, person, day_asked("on"))
else:
    title(_("Juries"))
    said()
    if visitor.may(Action.LIST_MENTEES):
        st.html(link(_("My mentees"), "mentees"))
    with open_tracker() as db:
        waiting = jury.duties(db, by=visitor)
    if waiting:
        duties_table(waiting)
    else:
        empty(_("You sit on no jury for now. The coach who calls one makes it appear here."))
