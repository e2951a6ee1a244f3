"""A coach and a participant write the business plan together, a chapter at a time."""

from functools import partial

import streamlit as st

from core import (
    clock,
    export_plan,
    exports,
    mentors,
    participants,
    plan_comments,
    plan_settings,
    plans,
)
from core.errors import StaleRecord
from core.language import _, current
from core.permissions import Action, allows
from core.plans import CANVAS
from core.tracker import open_tracker
from pages.shared import drafting
from pages.shared.access import visitor_allowed_to
from pages.shared.download import word_button
from pages.shared.feedback import explained, said, save_token, saving
from pages.shared.markup import lead, link, section, small, title
from pages.shared.plan_chapters import chapter_list, neighbours, opened_at, team_link
from pages.shared.plan_choices import choices
from pages.shared.plan_parts import (
    canvas_fields,
    chapter_field,
    chapter_state,
    guidance,
    read_again,
    saved_line,
)
from pages.shared.plan_talk import talk_below
from pages.shared.writing import Desk, keep_both, written

visitor = visitor_allowed_to(Action.READ_PLAN)

with explained(), open_tracker() as db:
    person = participants.by_code(
        db, str(st.query_params.get("code", "")), by=visitor, to=Action.READ_PLAN
    )
    plan = plans.read(db, person.id, by=visitor)
    settings = plan_settings.of(db, person.id, by=visitor)
    talk = plan_comments.of(db, person.id, by=visitor)
    pairs = mentors.of(db, person.id, by=visitor)
    blank = not plan.version and export_plan.is_blank(db, person.id, by=visitor)

code, short, to = person.code, settings.short, team_link(person.code)
may_write = allows(visitor.role, Action.WRITE_PLAN, person.relation)
text = opened_at(plan, str(st.query_params.get("chapter", "")), short=short)
texts = [text, *(plan.blocks if text.canvas else ())]
desk = Desk(visitor=visitor, person=person)

title(_("Business plan"), code)
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
    chapter_list(plan, text, to=to, short=short, talk=talk)
    if may_write:
        choices(desk, settings, pairs)
    for words, page in (
        (_("Forecast"), "forecast"),
        (_("Versions of the plan"), "plan-versions"),
        (_("Photographs and quotes"), "plan-annexes"),
        (_("Back to the file"), "participant"),
    ):
        st.html(link(words, page, code=code))
    if blank:
        small(_("Nothing to print yet: the Word file comes with the first words."))
    elif allows(visitor.role, Action.EXPORT_PLAN, person.relation):
        make = partial(
            exports.plan_as_word, participant_id=person.id, by=visitor, today=clock.today(),
            language=current(),
        )  # fmt: skip
        word_button(_("The plan as a Word file"), make, file=f"plan-{code}", key="plan_word")

with writing:
    section(text.title)
    guidance(text)
    waits = may_write and drafting.offered(
        f"plan-{code}-{text.key}", [desk.field(one) for one in texts], visitor
    )
    desk = Desk(visitor=visitor, person=person, locked=waits or not may_write)
    blocks = canvas_fields(plan, desk) if text.canvas else []
    fields = [chapter_field(text, desk), *blocks]
    read_again([field.body for field in fields])
    status = chapter_state(text, code)
    pressed = st.button(
        _("Save the chapter"), type="primary", key="plan_save", disabled=desk.locked
    )
    saved_line(texts, fields)
    neighbours(plan, text, to=to, short=short)
    talk_below(desk, text, talk.get(text.key, ()))

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
        drafting.saved([one.field for one in fields], visitor)
        written(fields)
