"""Writing down an interview: the meeting, its note and the next step, in one save."""

import streamlit as st

from core import clock, notes, programmes, sessions
from core.drafts import Kind, Place
from core.language import _
from core.notes import LEVEL_MEANINGS, LEVELS, Draft, Level
from core.participants import Participant
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import listed
from pages.shared import drafting
from pages.shared.drafting import Field, keep_draft, kept_at, offered
from pages.shared.feedback import save_token, saving, seen
from pages.shared.markup import message, small
from pages.shared.panel import close_panel
from pages.shared.widgets import choice, day


def interview_panel(visitor: Staff, person: Participant) -> None:
    """One form: when, how long, who reads the note, the note, what comes next."""
    today = clock.today()
    version = seen("interview", person.version)
    with open_tracker() as db:
        programme = programmes.programme_of(db, person.cohort_id)
    kinds = {kind.key: kind for kind in programme.session_kinds if not kind.collective}
    level = st.segmented_control(
        _("Who reads the note?"),
        list(Level),
        default=Level.TEAM,
        key="interview_level",
        required=True,
        format_func=lambda level: _(LEVELS[level]).capitalize(),
    )
    small(_(LEVEL_MEANINGS[level or Level.TEAM]))
    form = f"interview-{person.code}"
    note = Field(
        name="interview_note",
        place=Place(kind=Kind.NOTE, participant_id=person.id, field="interview"),
    )
    with st.container():
        left, middle, right = st.columns([2, 1, 1])
        with left:
            kind = choice(
                _("Meeting"), list(kinds), key="interview_kind", index=0,
                said=lambda key: str(kinds[key].name),
            )  # fmt: skip
        with middle:
            on = day(_("Date"), key="interview_on", value=today, last=today)
        minutes = right.number_input(
            _("Minutes"), 5, 720, value=45, step=5, key="interview_minutes"
        )
        locked = offered(form, [note], visitor)
        body = st.text_area(
            _("Note (optional)"), key=note.name, height=140, max_chars=notes.LONGEST,
            disabled=locked, on_change=keep_draft, args=(note, visitor),
        )  # fmt: skip
        step, due = st.columns([3, 1])
        next_step = step.text_input(
            _("Next step (left empty, the present one stays)"), key="interview_step", max_chars=300
        )
        with due:
            next_step_on = day(_("For"), key="interview_step_on")
        saved = st.button(
            _("Save the interview"), type="primary", key="interview_save", disabled=locked
        )
    if kept := kept_at([note.name]):
        small(kept)
    if words := notes.sensitive_words(body):
        message(
            _(
                "Read again before saving: {words}. Nothing about an offence or a sentence is needed here."
            ).format(words=listed(words)),
            kind="watch",
        )
    if saved and kind and on:

        def closed() -> None:
            drafting.saved([note], visitor)
            close_panel()

        with saving(_("Interview saved."), form="interview", done=closed), open_tracker() as db:
            sessions.interview(
                db,
                person.id,
                held_on=on,
                minutes=int(minutes),
                kind=kind,
                note=Draft(body=body, level=level or Level.TEAM) if body.strip() else None,
                next_step=next_step,
                next_step_on=next_step_on,
                version=version,
                by=visitor,
                today=today,
                token=save_token("interview"),
            )
