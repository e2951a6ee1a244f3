"""A coach writes down a session and its roll call, or corrects one."""

import streamlit as st

from core import clock, cohorts, sessions
from core.language import _
from core.permissions import Action
from core.tracker import open_tracker
from core.wording import moment, short_date
from pages.shared.access import visitor_allowed_to
from pages.shared.feedback import explained
from pages.shared.jury_lists import juries_of_session
from pages.shared.markup import empty, lead, link, small, title
from pages.shared.roll_call import call_and_save
from pages.shared.session_form import session_form
from pages.shared.session_lists import id_in, session_line
from pages.shared.trash_can import throw_session_away

visitor = visitor_allowed_to(Action.RECORD_SESSION)
asked = id_in(st.query_params.get("id", ""))
begun = id_in(st.query_params.get("cohort", ""))

with explained(), open_tracker() as db:
    kept = sessions.get(db, asked, by=visitor) if asked else None
    also = kept.cohort_id if kept else begun
    offered = cohorts.visible(db, by=visitor, most=cohorts.TO_CHOOSE_FROM, also=also)
    known = {cohort.id: cohort for cohort in offered}
if kept is None:
    known = {key: cohort for key, cohort in known.items() if cohort.open}
cohort_id = kept.cohort_id if kept else begun
if cohort_id not in known and len(known) == 1:
    cohort_id = next(iter(known))

title(kept.name if kept else _("Write down a session"))
if kept:
    lead(session_line(kept))
    if f"session_{kept.id}_title" not in st.session_state:  # opened anew: this is what is seen
        st.session_state[f"session_{kept.id}_seen"] = kept.version

sheet = session_form(visitor, known, kept, cohort_id)
if sheet:
    call_and_save(visitor, sheet)
elif known:
    empty(_("Choose the cohort and the date: the people to call will stand here."))
else:
    empty(_("No cohort is open. A session is written down in an open cohort."))

if kept:
    juries_of_session(visitor, kept, clock.today())
    small(
        _("Held by {holder} on {day}, typed in by {recorder} on {moment}.").format(
            holder=kept.holder,
            day=short_date(kept.held_on),
            recorder=kept.recorder,
            moment=moment(kept.recorded_at),
        )
    )
    st.html(link(_("Write down another session"), "session", cohort=kept.cohort_id))
    throw_session_away(visitor, kept)
st.html(link(_("All sessions"), "sessions"))
