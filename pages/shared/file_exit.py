"""The end of somebody's support: written down, corrected, undone if it was a mistake; and coming back."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import streamlit as st

from core import clock, cohorts, enrolments, exits, programmes, staff
from core.cohorts import TO_CHOOSE_FROM
from core.errors import InvalidInput
from core.exits import CLASS_MEANINGS, LONGEST_DESTINATION, LONGEST_REASON, Exit
from core.language import _
from core.participants import Participant
from core.permissions import Role
from core.programme import ExitClass, ExitKind, exit_class_name
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import short_date
from pages.shared.feedback import save_token, saving, seen
from pages.shared.markup import message, section, small
from pages.shared.panel import close_panel
from pages.shared.widgets import choice, day, save_button


class Typed(NamedTuple):
    """What was typed of an end."""

    kind: str
    on: date
    reason: str
    destination: str


def end_form(visitor: Staff, person: Participant) -> None:
    """Write the end of the support down."""
    if person.ended_on:
        message(_("Support ended on {day}.").format(day=short_date(person.ended_on)))
        return
    with open_tracker() as db:
        kinds = programmes.programme_of(db, person.cohort_id).exit_kinds
    if typed := _asked(kinds, None, key="end", label=_("Save the end of support")):
        with (
            saving(_("End of support saved."), form="end", done=_close),
            open_tracker() as db,
        ):
            said = _complete(typed)
            enrolments.end(
                db, person.id, on=said.on, kind=said.kind, reason=said.reason,
                destination=said.destination, by=visitor, today=clock.today(),
                token=save_token("end"),
            )  # fmt: skip


def correct_form(visitor: Staff, person: Participant) -> None:
    """Correct the end of the support, or say that it was a mistake."""
    with open_tracker() as db:
        kinds = programmes.programme_of(db, person.cohort_id).exit_kinds
        now = exits.read(db, person.id, by=visitor)
    if now is None:
        return  # an address put together by hand, or an end just undone
    section(_("Correct the end of support"))
    version = seen("exit", now.version)
    if typed := _asked(kinds, now, key="exit", label=_("Save the correction")):
        with saving(_("End of support corrected."), form="exit", done=_close), open_tracker() as db:
            said = _complete(typed)
            exits.correct(
                db, person.id, on=said.on, kind=said.kind, reason=said.reason,
                destination=said.destination, by=visitor, today=clock.today(), version=version,
                token=save_token("exit"),
            )  # fmt: skip


def undo_form(visitor: Staff, person: Participant) -> None:
    """The person never left: the support goes on as if nothing had been written."""
    section(_("Undo the end of support"))
    small(
        _("For an end entered by mistake. Somebody who left and comes back enters again instead.")
    )
    with st.form("undo", border=False):
        reason = st.text_input(
            _("Why was it a mistake?"), key="undo_reason", max_chars=LONGEST_REASON
        )
        pressed = save_button(_("Undo the end of support"), key="undo_save")
    if pressed:
        with saving(_("The support goes on."), form="undo", done=_close), open_tracker() as db:
            exits.undo(db, person.id, reason=reason, by=visitor, token=save_token("undo"))


def again_form(visitor: Staff, person: Participant) -> None:
    """Somebody known enters an open cohort again, under the same code."""
    section(_("Enter a cohort again"))
    small(_("The same file goes on: same code, and everything written before is kept."))
    today = clock.today()
    with open_tracker() as db:
        known = cohorts.visible(db, by=visitor, most=TO_CHOOSE_FROM)
        coaches = {one.id: one.name for one in staff.with_role(db, Role.COACH, by=visitor)}
    open_ = {cohort.id: cohort.name for cohort in known if cohort.open}
    with st.form("again", border=False):
        left, middle, right = st.columns(3)
        with left:
            cohort = choice(_("Cohort"), list(open_), key="again_cohort", said=open_.__getitem__)
        with middle:
            coach = choice(
                _("Coach"), list(coaches), key="again_coach", said=coaches.__getitem__,
                index=list(coaches).index(visitor.id) if visitor.id in coaches else None,
            )  # fmt: skip
        with right:
            on = day(_("Date of entry"), key="again_on", value=today, last=today)
        pressed = save_button(_("Enter this cohort"), key="again_save")
    if pressed:
        with saving(_("Entry saved."), form="again", done=_close), open_tracker() as db:
            if cohort is None or on is None:
                raise InvalidInput(_("Choose a cohort and a day."))
            enrolments.enter_again(
                db, person.id, cohort_id=cohort, entered_on=on, coach_id=coach, by=visitor,
                today=today, token=save_token("again"),
            )  # fmt: skip


def _asked(kinds: Sequence[ExitKind], now: Exit | None, *, key: str, label: str) -> Typed | None:
    """The official class first, then the kind in it; returns what was typed once it is saved."""
    classes = [one for one in ExitClass if any(kind.exit_class is one for kind in kinds)]
    chosen = st.radio(
        _("How does the support end?"),
        classes,
        index=classes.index(now.kind.exit_class) if now else None,
        format_func=exit_class_name,
        captions=[_(CLASS_MEANINGS[one]) for one in classes],
        key=f"{key}_class",
    )
    if chosen is None:
        return None
    names = {kind.key: str(kind.name) for kind in kinds if kind.exit_class is chosen}
    with st.form(key, border=False):
        left, right = st.columns(2)
        with left:
            kind = choice(
                _("Exactly"), list(names), key=f"{key}_kind_{chosen}", said=names.__getitem__,
                index=list(names).index(now.kind.key) if now and now.kind.key in names else None,
            )  # fmt: skip
        with right:
            today = clock.today()
            on = day(_("Date"), key=f"{key}_on", value=now.on if now else today, last=today)
        where, why = st.columns(2)
        destination = where.text_input(
            _("Where the person goes (employer, training body, place)"),
            value=now.destination if now else "", key=f"{key}_destination",
            max_chars=LONGEST_DESTINATION,
        )  # fmt: skip
        reason = why.text_input(
            _("In a few words"), value=now.reason if now else "", key=f"{key}_reason",
            max_chars=LONGEST_REASON,
        )  # fmt: skip
        pressed = save_button(label, key=f"{key}_save")
    return Typed(kind or "", on or date.min, reason, destination) if pressed else None


def _complete(typed: Typed) -> Typed:
    if not typed.kind or typed.on == date.min:
        raise InvalidInput(_("Choose how the support ends, and the day."))
    return typed


def _close() -> None:
    """Close the form, wherever it was opened."""
    close_panel()
    st.query_params.pop("after", None)
