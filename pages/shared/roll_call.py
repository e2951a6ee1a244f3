"""The roll call: one row per person, everybody present by default, one save for the whole session."""

import re
from collections.abc import Sequence

import streamlit as st

from core import attendance, clock, notes, session_series, sessions
from core.attendance import THERE, Expected, Mark, Presence, cause_name, counted, presence_name
from core.errors import StaleRecord
from core.language import _, n_
from core.notes import LEVEL_MEANINGS, LEVELS, Draft, Level
from core.session_series import Series
from core.sessions import State
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import listed
from pages.shared.feedback import said, save_token, saving
from pages.shared.markup import empty, link, message, muted, safe, section, small, strong
from pages.shared.menu import PAGES
from pages.shared.session_form import Sheet
from pages.shared.widgets import choice


def call_and_save(visitor: Staff, sheet: Sheet) -> None:
    """Read who may be called, show the roll call where there is one, and the save button."""
    people: list[Expected] = []
    if sheet.state is State.HELD and not sheet.kind.headcount_only:
        kept_id = sheet.kept.id if sheet.kept else None
        with open_tracker() as db:
            people = attendance.expected(
                db, sheet.cohort_id, sheet.held_on, by=visitor, session_id=kept_id
            )
    _call(visitor, sheet, people)


@st.fragment
def _call(visitor: Staff, sheet: Sheet, people: Sequence[Expected]) -> None:
    """Rows, count and save: a change here runs nothing else of the page."""
    away: list[int] = []
    draft: Draft | None = None
    marks: dict[int, Mark] = {}
    if sheet.state is State.HELD and not sheet.kind.headcount_only:
        if sheet.kind.collective:
            section(_("Roll call"))
            away, marks = _collective(sheet, people)
        else:
            marks = _individual(sheet, people)
            draft = _note(sheet)
    answer = (
        st.container()
    )  # what came of a save stands above the button: nobody scrolls to read it
    button, words = st.columns([1, 3], vertical_alignment="center")
    pressed = button.button(_("Save the session"), type="primary", key=f"{sheet.form}_save")
    if marks:
        count = safe(counted(mark.mark for mark in marks.values()))
        words.html(f'<p aria-live="polite">{count}</p>')
    with answer:
        said()
        if pressed and sheet.series:
            _save_series(visitor, sheet, sheet.series)
        elif pressed:
            _save(visitor, sheet, marks, away, draft)


def _collective(sheet: Sheet, people: Sequence[Expected]) -> tuple[list[int], dict[int, Mark]]:
    """Everybody enrolled that day, but for those the session did not concern."""
    if not people:
        empty(
            _("Nobody was in this cohort on that day. Check the date, or import the roster first.")
        )
        return [], {}
    small(
        _(
            "Everybody is present by default. Change only the exceptions; by keyboard: Tab from one person "
            "to the next, then the first letter (A for absent)."
        )
    )
    names = {person.id: f"{person.name} {person.code}" for person in people}
    called = any(person.mark for person in people)
    elsewhere = (
        [] if called else [person.id for person in people if person.is_elsewhere(sheet.site)]
    )
    default = [person.id for person in people if called and not person.mark] or elsewhere
    place = (
        f"_{sheet.site.id}" if elsewhere and sheet.site else ""
    )  # another place, another proposal
    rows = st.container(gap=None)
    away = st.multiselect(
        _("Not concerned (elsewhere, not invited)"), list(names), default=default,
        format_func=names.__getitem__, key=f"{sheet.form}_away_{sheet.held_on}{place}", placeholder=_("Nobody"),
    )  # fmt: skip
    if elsewhere:
        small(_("Left out by their situation on that day; take somebody back if they were there."))
    with rows:
        return away, {person.id: _row(sheet, person) for person in people if person.id not in away}


def _individual(sheet: Sheet, people: Sequence[Expected]) -> dict[int, Mark]:
    """Only those chosen."""
    names = {person.id: f"{person.name} {person.code}" for person in people}
    chosen = st.multiselect(
        _("With whom"), list(names), default=[person.id for person in people if person.mark],
        format_func=names.__getitem__, key=f"{sheet.form}_people_{sheet.held_on}", placeholder=_("Choose"),
    )  # fmt: skip
    with st.container(gap=None):
        return {person.id: _row(sheet, person) for person in people if person.id in chosen}


def _row(sheet: Sheet, person: Expected) -> Mark:
    """One person: name, mark, and the cause beside an absence."""
    kept = person.mark or Mark()
    with st.container(key=f"row-{person.id}"):
        name, marks, why = st.columns([2, 3.3, 2.1], vertical_alignment="center")
        # In a long roll call a link in each row would be one more stop for the keyboard.
        alone = not sheet.kind.collective
        called = link(person.name, "participant", code=person.code) if alone else person.name
        name.html(f"<p>{strong(called)} {muted(person.code)}</p>")
        mark = marks.segmented_control(
            _spoken(person), list(Presence), default=kept.mark, required=True,
            format_func=presence_name, key=f"{sheet.form}_mark_{person.id}",
            label_visibility="collapsed", wrap=True,
        ) or Presence.PRESENT  # fmt: skip
        if mark in THERE:
            return Mark(mark=mark)
        causes = [cause.key for cause in sheet.programme.causes]
        with why:
            cause = choice(
                _("Cause"), causes, key=f"{sheet.form}_cause_{person.id}",
                said=lambda key: cause_name(sheet.programme, key), placeholder=_("Cause"),
                index=causes.index(kept.cause) if kept.cause in causes else None,
                label_visibility="collapsed",
            )  # fmt: skip
        return Mark(mark=mark, cause=cause or "")


def _spoken(person: Expected) -> str:
    """What a screen reader says of the row; a label is Markdown, so no sign of it is left in a name."""
    return " ".join(re.sub(r"[^\w\s'’.-]|_", " ", f"{person.name} {person.code}").split())


def _note(sheet: Sheet) -> Draft | None:
    """A note for the file of each person called; who reads it is chosen before it is typed."""
    level = st.segmented_control(
        _("Who reads the note?"), list(Level), default=Level.TEAM, required=True,
        key=f"{sheet.form}_level", format_func=lambda level: _(LEVELS[level]).capitalize(),
    ) or Level.TEAM  # fmt: skip
    small(_(LEVEL_MEANINGS[level]))
    body = st.text_area(
        _("Note (optional)"),
        key=f"{sheet.form}_note_{save_token(sheet.form)}",  # empty again once it is saved
        height=140,
        max_chars=notes.LONGEST,
    )
    if words := notes.sensitive_words(body):
        text = _(
            "Read again before saving: {words}. Nothing about an offence or a sentence is needed here."
        )
        message(text.format(words=listed(words)), kind="watch")
    return Draft(body=body, level=level) if body.strip() else None


def _save_series(visitor: Staff, sheet: Sheet, series: Series) -> None:
    """Plan the session on every day of the series, then show them in the agenda."""
    words = n_("{n} session planned.", "{n} sessions planned.", series.times)
    planned: list[int] = []
    with saving(words, form=sheet.form, again=False), open_tracker() as db:
        planned = session_series.plan(
            db, sheet.draft(), series, by=visitor, today=clock.today(), token=save_token(sheet.form)
        )
    if planned:
        query = {"view": "month", "day": sheet.held_on.isoformat(), "cohort": str(sheet.cohort_id)}
        st.switch_page(PAGES / "sessions.py", query_params=query)


def _save(
    visitor: Staff, sheet: Sheet, marks: dict[int, Mark], away: list[int], note: Draft | None
) -> None:
    """Keep everything in one go, then show the session as it is kept."""
    today, seen = clock.today(), f"{sheet.form}_seen"
    called, stale = marks if sheet.state is State.HELD else {}, False
    with saving(_("Session saved."), form=sheet.form), open_tracker() as db:
        token = save_token(sheet.form)
        if sheet.kept is None:
            kept_id = sessions.record(
                db, sheet.draft(), called, not_concerned=away, note=note, by=visitor, today=today,
                token=token,
            )  # fmt: skip
            st.query_params.from_dict({"id": str(kept_id)})
            return
        try:
            sessions.change(
                db, sheet.kept.id, sheet.draft(), called, not_concerned=away, note=note,
                by=visitor, today=today, version=st.session_state[seen], token=token,
            )  # fmt: skip
        except StaleRecord:  # both are about to be shown: saving again is then a choice
            stale = True
            st.session_state[seen] = sessions.get(db, sheet.kept.id, by=visitor).version
            raise
        st.session_state[seen] += 1
    if stale:
        small(
            _("Save again to keep what you wrote, or reload the page to start from what is kept.")
        )
