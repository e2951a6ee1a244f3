"""A coach types in a questionnaire filled in on paper, in the order of the paper, or corrects one."""

import streamlit as st

from core import answer_sheets, participants, programmes
from core.language import _
from core.permissions import Action
from core.tracker import open_tracker
from core.wording import moment, short_date
from pages.shared.access import visitor_allowed_to
from pages.shared.answer_form import Desk, answer_form, chosen, next_sheets, trash_button
from pages.shared.feedback import explained, said
from pages.shared.markup import empty, lead, link, message, small, title
from pages.shared.session_lists import id_in

visitor = visitor_allowed_to(Action.RECORD_ANSWERS)
asked = id_in(st.query_params.get("id", ""))
code = str(st.query_params.get("code", ""))

with explained(), open_tracker() as db:
    kept = answer_sheets.get(db, asked, by=visitor) if asked else None
    if kept:
        person = participants.get(db, kept.participant_id, by=visitor, to=Action.RECORD_ANSWERS)
    else:
        person = participants.by_code(db, code, by=visitor, to=Action.RECORD_ANSWERS)
    programme = programmes.programme_of(db, person.cohort_id)
    usable = answer_sheets.may_be_used(db, person.id, by=visitor)

title(_("Questionnaire"), person.code)
lead(_("{name}, {cohort}").format(name=person.name, cohort=person.cohort))
said()
if not usable:
    message(
        _(
            "This person did not agree to the research: no questionnaire is asked of them, and none of "
            "theirs is counted. Type in only what was filled in for the support itself."
        ),
        kind="watch",
    )
desk = chosen(Desk(visitor=visitor, person=person, programme=programme, kept=kept))
if desk.there:
    empty(
        _("There is already a sheet for this wave. Open it to correct it, or choose another wave.")
    )
    st.html(link(_("Open that sheet"), "questionnaire", id=desk.there))
else:
    answer_form(desk)
if kept:
    small(
        _("Collected by {collector} on {day}, typed in by {recorder} on {moment}.").format(
            collector=kept.collector or _("somebody not named"),
            day=short_date(kept.sheet.collected_on),
            recorder=kept.recorder,
            moment=moment(kept.recorded_at),
        )
    )
    trash_button(desk)
next_sheets(desk)
ways = [
    link(_("Back to the file"), "participant", code=person.code),
    link(_("All questionnaires"), "questionnaires"),
]
st.html(f"<p>{' · '.join(ways)}</p>")
