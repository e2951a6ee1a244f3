"""Sessions and notes in somebody's file, and the form that corrects a note."""

import streamlit as st

from core import attendance, notes, programmes, sessions, trash
from core.language import _, n_
from core.notes import LEVEL_MEANINGS, LEVELS, Draft, Level, Note
from core.participants import Participant
from core.permissions import Action, allows
from core.programme import Programme
from core.sessions import Attended
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import duration, listed, short_date
from pages.shared.feedback import save_token, saving, seen
from pages.shared.markup import Cell, Safe, empty, link, message, safe, small, table, two_lines
from pages.shared.trash_can import throw_note_away, trash_can
from pages.shared.widgets import save_button

LATEST = 10  # lines that stand unfolded


def sessions_and_notes(visitor: Staff, person: Participant) -> None:
    """Every session where somebody was expected and every note, newest first."""
    with open_tracker() as db:
        attended = sessions.of_participant(db, person.id, by=visitor)
        written = notes.of(db, person.id, by=visitor)
        programme = programmes.programme_of(db, person.cohort_id)
        mends = allows(visitor.role, Action.WRITE_NOTE, person.relation)
        thrown = trash.of_participant(db, person.id, by=visitor) if mends else []
    if not attended and not written:
        empty(_("No session and no note yet. “Write down an interview” begins."))
        trash_can(visitor, thrown)
        return
    rows = []
    for line in attended:
        about = [note for note in written if note.session_id == line.session.id]
        rows.append(
            (line.session.held_on, [*_session(line, programme), *_said(about, person, mends)])
        )
    shown = {line.session.id for line in attended}
    for note in written:
        if note.session_id not in shown:
            begin = [short_date(note.written_on), two_lines(_("Note"), note.author), None]
            rows.append((note.written_on, [*begin, *_said([note], person, mends)]))
    rows.sort(key=lambda row: row[0], reverse=True)
    head = [_("Date"), _("Session"), _("Attendance"), _("Note"), _("Read by")]
    lines = [row for _day, row in rows]
    table(head, lines[:LATEST], caption=_("Sessions and notes"))
    if older := lines[LATEST:]:
        words = n_("{n} older line", "{n} older lines", len(older))
        with st.expander(words, key="older_sessions"):
            table(head, older, caption=words)
    trash_can(visitor, thrown)


def _session(line: Attended, programme: Programme) -> list[Cell]:
    session, mark = line.session, line.mark
    what = ", ".join([session.name, duration(session.minutes)])
    presence = attendance.presence_name(mark.mark)
    cause = attendance.cause_name(programme, mark.cause) if mark.cause else None
    return [
        short_date(session.held_on),
        two_lines(link(what, "session", id=session.id), session.holder),
        two_lines(presence, cause) if cause else presence,
    ]


def _said(about: list[Note], person: Participant, mends: bool) -> list[Cell]:
    """The texts of the notes on one occasion, each with its way to be corrected, and who reads them."""
    if not about:
        return [None, None]
    texts = []
    for note in about:
        texts.append(whole(note.body))
        if mends:
            texts.append(link(_("Correct the note"), "participant", code=person.code, note=note.id))
    return [Safe("".join(texts)), Safe("<br>".join(safe(_(LEVELS[note.level])) for note in about))]


def whole(body: str) -> Safe:
    """A text with its own line breaks."""
    return Safe(f'<div class="text">{safe(body)}</div>')


def note_form(visitor: Staff, person: Participant, note_id: int) -> None:
    """Correct a note; only its author decides who reads it."""
    with open_tracker() as db:
        note = notes.get(db, note_id, by=visitor)
    if note.participant_id != person.id:
        return  # an address put together by hand
    key = f"note_{note.id}"
    version = seen(key, note.version)
    level: Level | None = note.level
    if note.mine:
        level = st.segmented_control(
            _("Who reads the note?"), list(Level), default=note.level, key=f"{key}_level",
            required=True, format_func=lambda level: _(LEVELS[level]).capitalize(),
        )  # fmt: skip
    small(_(LEVEL_MEANINGS[level or note.level]))
    with st.form(key, border=False):
        body = st.text_area(
            _("Note"), note.body, key=f"{key}_body", height=140, max_chars=notes.LONGEST
        )
        done = save_button(_("Save the note"), key=f"{key}_save")
    st.html(link(_("Leave it as it is"), "participant", code=person.code))
    throw_note_away(visitor, note)
    if words := notes.sensitive_words(body):
        message(
            _(
                "Read again before saving: {words}. Nothing about an offence or a sentence is needed here."
            ).format(words=listed(words)),
            kind="watch",
        )
    if done:
        with saving(_("Note saved."), form=key), open_tracker() as db:
            draft = Draft(body=body, level=level or note.level)
            notes.change(db, note.id, draft, by=visitor, version=version, token=save_token(key))
            st.query_params.pop("note", None)
