"""A coach and a participant write the business plan together, a chapter at a time."""

from functools import partial

import streamlit as st

from core import clock, exports, participants, plans
from core.errors import StaleRecord
from core.language import _, current
from core.permissions import Action, allows
from core.plans import CANVAS
from core.tracker import open_tracker
from pages.shared.access import visitor_allowed_to
from pages.shared.download import word_button
from pages.shared.feedback import explained, said, save_token, saving
from pages.shared.markup import lead, link, section, small, title
from pages.shared.plan_parts import (
    canvas_fields,
    chapter_field,
    chapter_list,
    chapter_state,
    guidance,
    neighbours,
    numbered,
    read_again,
    saved_line,
)
from pages.shared.writing import keep_both, written

visitor = visitor_allowed_to(Action.READ_PLAN)
code, short = str(st.query_params.get("code", "")), st.query_params.get("short") == "1"

with explained(), open_tracker() as db:
    person = participants.by_code(db, code, by=visitor, to=Action.READ_PLAN)
    plan = plans.read(db, person.id, by=visitor)
    code = person.code

asked = st.query_params.get("chapter")
first = next(iter(plan.missing(light=short)), plan.chapters[0])
text = next((one for one in plan.chapters if one.key == asked), first)

title(_("Business plan"), person.code)
lead(" · ".join(filter(None, [person.name, person.project])))
said()
small(_("This document leaves with the person: nothing in it speaks of detention."))

if text.canvas:
    writing, chapters = st.container(), st.container()
else:
    with st.container(key="plan_halves"):
        chapters, writing = st.columns([1, 2], gap="large")
with chapters:
    section(_("Chapters"))
    chapter_list(plan, text, code=code, short=short)
    st.html(link(_("Back to the file"), "participant", code=code))
    if allows(visitor.role, Action.EXPORT_PLAN, person.relation):
        make = partial(
            exports.plan_as_word, participant_id=person.id, by=visitor, today=clock.today(),
            language=current(),
        )  # fmt: skip
        word_button(_("The plan as a Word file"), make, file=f"plan-{code}", key="plan_word")

with writing:
    section(numbered(plan, text))
    guidance(text)
    blocks = canvas_fields(plan, code) if text.canvas else []
    fields = [chapter_field(text, code), *blocks]
    read_again([field.body for field in fields])
    status = chapter_state(text, code)
    pressed = st.button(_("Save the chapter"), type="primary", key="plan_save")
    saved_line(
        [text, *(plan.blocks if text.canvas else ())], unsaved=any(one.changed for one in fields)
    )
    neighbours(plan, text, code=code, short=short)

if pressed:
    with saving(_("Chapter saved."), form=f"plan-{code}"), open_tracker() as db:
        try:
            plans.write(
                db, person.id, text.key, fields[0].body, status=status, version=fields[0].version,
                blocks={
                    one.key.removeprefix(CANVAS): (one.body, one.version)
                    for one in blocks
                    if one.changed
                },
                by=visitor, token=save_token(f"plan-{code}"),
            )  # fmt: skip
        except StaleRecord:
            keep_both(fields, plans.read(db, person.id, by=visitor))
            st.rerun()
        written(fields)
