"""Inside ↔ outside: where somebody stands and stood, the reviews, the release, what they agree to share."""

import streamlit as st

from core import clock, place_changes, release_list, reviews, sharing, situations
from core.errors import InvalidInput
from core.language import _
from core.participants import Participant
from core.permissions import Action, allows
from core.place_change_parts import CHANGES, Change
from core.release_list import STATES, State
from core.reviews import LONGEST_NOTE, Review
from core.situations import Situation
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import short_date
from pages.shared.feedback import save_token, saving, seen
from pages.shared.file_place import close_place
from pages.shared.file_sharing import sharing_panel
from pages.shared.markup import (
    Cell,
    Safe,
    empty,
    facts,
    link,
    safe,
    section,
    small,
    state,
    table,
    two_lines,
)
from pages.shared.widgets import day, save_button

_SYMBOLS = {
    State.TO_DO: "not_started",
    State.UNDER_WAY: "in_progress",
    State.DONE: "validated",
    State.NOT_APPLICABLE: "not_applicable",
}


def passage_tab(visitor: Staff, person: Participant) -> None:
    """Periods and leaves, reviews, the needs of a release when it is near, agreements to share."""
    today = clock.today()
    edits = allows(visitor.role, Action.MOVE_STAGE, person.relation)
    with open_tracker() as db:
        periods = situations.of(db, person.id, by=visitor)
        changes = place_changes.of(db, person.id, by=visitor)
        known = reviews.of(db, person.id, by=visitor)
        near = release_list.due(db, person, by=visitor, today=today)
    section(_("Situations and places"))
    _periods(periods)
    leaves = [one.days for one in changes if one.change is Change.LEAVE]
    if leaves:
        small(_("Leaves: {days}.").format(days=", ".join(leaves)))
    if edits and not person.ended_on:
        words = _("Change of place or measure")
        st.html(link(words, "participant", code=person.code, after="place"))
    if known:
        section(_("Reviews"))
        _reviews(person, known, edits=edits)
    if near:
        _release(visitor, person, edits=edits)
    elif edits:
        words = _("Prepare the release")
        st.html(link(words, "participant", code=person.code, after="release"))
    with open_tracker() as db:
        agreements = sharing.of(db, person.id, by=visitor)
    sharing_panel(visitor, person, agreements, edits=edits)


def _periods(periods: list[Situation]) -> None:
    if not periods:
        empty(_("No situation is written down yet: write the first one."))
        return
    rows: list[list[Cell]] = [
        [
            one.label,
            one.site,
            short_date(one.starts_on),
            short_date(one.ends_on) if one.ends_on else _("now"),
        ]
        for one in reversed(periods)
    ]
    head = [_("Situation"), _("Place"), _("Since"), _("Until")]
    table(head, rows, caption=_("Situations and places"))


def _reviews(person: Participant, known: list[Review], *, edits: bool) -> None:
    rows = []
    for one in known:
        done = state("validated", short_date(one.day_done)) if one.day_done else None
        what = safe(one.note or (_("interview") if one.met_on else ""))
        if done is None and edits:
            done = link(_("Do the review"), "participant", code=person.code, after="review")
        cause = two_lines(_(CHANGES[one.cause]), short_date(one.since))
        rows.append([cause, safe(short_date(one.due_on)), done, what])
    head = [_("After"), _("To do by"), _("Done"), _("In a few words")]
    table(head, rows, caption=_("Reviews"))


def _release(visitor: Staff, person: Participant, *, edits: bool) -> None:
    section(_("Release: what it needs"))
    with open_tracker() as db:
        found = release_list.of(db, person.id, by=visitor)
    rows: list[list[Cell]] = [
        [
            str(line.need.name),
            state(_SYMBOLS[line.state], _(STATES[line.state])),
            two_lines(short_date(line.noted_on), line.who) if line.noted_on else None,
        ]
        for line in found.lines
    ]
    table([_("Need"), _("State"), _("Since")], rows, caption=_("Release: what it needs"))
    first = found.appointment
    said = two_lines(first.organisation, short_date(first.meets_on)) if first else _("none yet")
    facts([(_("First appointment outside"), said)])
    if edits:
        ways = [
            link(_("Bring it up to date"), "participant", code=person.code, after="release"),
            link(_("First appointment"), "participant", code=person.code, after="appointment"),
        ]
        st.html(Safe(" · ".join(ways)))


def review_form(visitor: Staff, person: Participant) -> None:
    """The review due first: done by hand, unless an interview is written down."""
    today = clock.today()
    with open_tracker() as db:
        waiting = [one for one in reviews.of(db, person.id, by=visitor) if not one.day_done]
    if not waiting:
        return
    review = min(waiting, key=lambda one: one.due_on)
    section(_("Review after a change of place"))
    small(
        _(
            "{change} on {since}: to be done by {day}. “Write down an interview” does it; or say here that it "
            "was done otherwise."
        ).format(
            change=_(CHANGES[review.cause]), since=short_date(review.since),
            day=short_date(review.due_on),
        )
    )  # fmt: skip
    form = f"review-{review.id}"
    version = seen(form, review.version)
    with st.form(form, border=False):
        left, right = st.columns([1, 3])
        with left:
            on = day(_("Done on"), key=f"{form}-on", value=today, last=today)
        note = right.text_input(_("In a few words"), key=f"{form}-note", max_chars=LONGEST_NOTE)
        pressed = save_button(_("The review is done"), key=f"{form}-save")
    if pressed:
        with saving(_("Review done."), form=form, done=close_place), open_tracker() as db:
            if on is None:
                raise InvalidInput(_("Choose the day."))
            reviews.done(
                db, review.id, on=on, note=note, by=visitor, today=today, version=version,
                token=save_token(form),
            )  # fmt: skip
