"""A coach joins photographs and quotes to the plan, says what they show, and chooses their order."""

import streamlit as st

from core import annexes, participants
from core.language import _
from core.permissions import Action, allows
from core.tracker import open_tracker
from pages.shared.access import visitor_allowed_to
from pages.shared.address import number
from pages.shared.annex_views import add_form, annex_list, trash
from pages.shared.feedback import explained, said
from pages.shared.markup import lead, link, small, title
from pages.shared.writing import Desk

visitor = visitor_allowed_to(Action.READ_PLAN)

with explained(), open_tracker() as db:
    person = participants.by_code(
        db, str(st.query_params.get("code", "")), by=visitor, to=Action.READ_PLAN
    )
    kept = annexes.of(db, person.id, by=visitor)
    thrown = annexes.of(db, person.id, trash=True, by=visitor)

may_write = allows(visitor.role, Action.WRITE_PLAN, person.relation)
desk = Desk(visitor=visitor, person=person)

title(_("Photographs and quotes"), person.code)
lead(" · ".join(filter(None, [person.name, person.project])))
st.html(link(_("Back to the plan"), "plan", code=person.code))
said()
small(_("Photographs are printed at the end of the Word plan, PDF files are listed there."))

annex_list(desk, kept, may_write=may_write, open_=number("annex"))
if may_write:
    add_form(desk, len(kept))
trash(desk, thrown, may_write=may_write)
