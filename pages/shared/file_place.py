"""The assistant of a transfer, a leave, a change of measure or a release: one form, what it will change, one save."""

from datetime import date, timedelta
from typing import Any

import streamlit as st

from core import (
    clock,
    coaches,
    mentors,
    organisations,
    place_changes,
    place_preview,
    programmes,
    situations,
    staff,
)
from core.errors import InvalidInput, TrackerError
from core.language import N_, _
from core.participants import Participant
from core.permissions import Role
from core.place_change_parts import CHANGES, MEANINGS, Change, Transition, leads_to, possible
from core.situations import SITUATIONS, Situation, SituationKind
from core.staff import Staff
from core.tracker import open_tracker
from pages.shared.feedback import save_token, saving
from pages.shared.markup import Safe, message, safe, section, small
from pages.shared.panel import close_panel
from pages.shared.session_lists import place_in
from pages.shared.widgets import choice, day

_MENTOR = {"keep": N_("goes on"), "end": N_("ends"), "other": N_("another mentor")}


def place_form(visitor: Staff, person: Participant) -> None:
    """What happens, when, where to, who goes on; under it what will change, then the one button."""
    with open_tracker() as db:
        periods = situations.of(db, person.id, by=visitor)
    section(_("Change of place or measure"))
    if person.ended_on or not periods:
        message(
            _("The support of this person has ended: let them enter a cohort again first.")
            if person.ended_on
            else _("No situation is written down yet: write the first one.")
        )
        return
    now = periods[-1]
    change = st.segmented_control(
        _("What happens?"), possible(now.kind), default=possible(now.kind)[0], key="place_change",
        required=True, format_func=lambda one: _(CHANGES[one]),
    ) or Change.TRANSFER  # fmt: skip
    small(_(MEANINGS[change]))
    typed = _when_and_where(visitor, now, change)
    if change is not Change.LEAVE:
        typed |= _who_goes_on(visitor, person, typed["starts_on"])
    transition = _foreseen(visitor, person, change, typed)
    pressed = st.button(
        _("Save the change"), key="place_save", type="primary", disabled=transition is None
    )
    if pressed and transition:
        _save(visitor, person, transition)
    _mistaken(visitor, person)


def _when_and_where(visitor: Staff, now: Situation, change: Change) -> dict[str, Any]:
    today = clock.today()
    with open_tracker() as db:
        sites = {site.id: site.name for site in organisations.all_sites(db, by=visitor)}
    first, second, third = st.columns(3)
    leave = change is Change.LEAVE
    with first:
        label = _("Leaves on") if leave else _("Since")
        last = None if leave else today
        on = day(label, key=f"place_on_{leave}", value=today, last=last)
    if leave:
        with second:
            back = day(_("Comes back on"), key="place_back", value=today + timedelta(days=2))
        return {"starts_on": on, "returns_on": back}
    kinds = leads_to(change, now.kind)
    kind = None
    if change is not Change.TRANSFER:
        with second:
            kind = choice(
                _("Situation that begins"), kinds, key=f"place_kind_{change}",
                said=lambda one: _(SITUATIONS[one]),
                index=place_in(kinds, SituationKind.FREE) if change is Change.RELEASE else None,
            )  # fmt: skip
    elsewhere = [site for site in sites if site != now.site_id or change is not Change.TRANSFER]
    with second if change is Change.TRANSFER else third:
        site = choice(
            _("Place"), elsewhere, key=f"place_site_{change}", said=sites.__getitem__
        )  # fmt: skip
    return {"starts_on": on, "situation": kind, "site_id": site}


def _who_goes_on(visitor: Staff, person: Participant, on: date | None) -> dict[str, Any]:
    """By when one meets again, then who goes on with the person: the coach, the mentor."""
    today = clock.today()
    with open_tracker() as db:
        within = programmes.programme_of(db, person.cohort_id).review_within_days
        known = {one.id: one for one in coaches.for_somebody(db, person.id, by=visitor)}
        available = {one.id: one for one in staff.with_role(db, Role.MENTOR, by=visitor)}
        pairs = [one for one in mentors.of(db, person.id, by=visitor) if one.ends_on is None]
    first, second, third = st.columns([4, 5, 7])
    with first:
        latest = max(on or today, today) + timedelta(days=within)
        review = day(
            _("Review by"), key=f"place_review_{on}", value=latest, last=latest,
            hint=_("An interview with the coach, within {n} days. Empty: none.").format(n=within),
        )  # fmt: skip
    with second:
        coach = choice(
            _("Coach"), list(known), key="place_coach",
            said=lambda key: " · ".join(filter(None, [known[key].name, known[key].organisation])),
            index=place_in(list(known), person.coach_id),
        )  # fmt: skip
    decided: dict[str, Any] = {"review_on": review, "coach_id": coach}
    options = list(_MENTOR) if pairs else ["keep", "other"]
    none = {"keep": N_("none for now"), "other": N_("a mentor")}
    with third:
        what = st.segmented_control(
            _("Mentor"), options, default="keep", key="place_mentor", required=True,
            format_func=lambda key: _((_MENTOR if pairs else none)[key]).capitalize(),
        )  # fmt: skip
    if what in (None, "keep"):
        return decided
    reason, mentor = "", None
    others = [key for key in available if key not in {pair.mentor_id for pair in pairs}]
    if pairs:
        reason = st.text_input(
            _("Why the pair ends, in a few words"), key="place_reason", max_chars=300
        )
    if what == "other":
        mentor = choice(
            _("New mentor"), others, key="place_new_mentor",
            said=lambda key: " · ".join(filter(None, [available[key].name, available[key].trade])),
        )  # fmt: skip
    return decided | {
        "mentor_ends": bool(pairs), "mentor_reason": reason, "mentor_id": mentor,
    }  # fmt: skip


def _foreseen(
    visitor: Staff, person: Participant, change: Change, typed: dict[str, Any]
) -> Transition | None:
    """What was typed as a change, and under it what it will do; None, with why, while it cannot be saved."""
    if typed["starts_on"] is None:
        small(_("Choose the day."))
        return None
    try:
        transition = Transition(change=change, **typed)
    except InvalidInput as missing:
        small(str(missing))
        return None
    try:
        with open_tracker() as db:
            lines = place_preview.foreseen(
                db, person.id, transition, by=visitor, today=clock.today()
            )
    except TrackerError as problem:
        message(str(problem), kind="watch", role="alert")
        return None
    heading, items = safe(_("What will change")), "".join(f"<li>{safe(one)}</li>" for one in lines)
    message(Safe(f"<strong>{heading}</strong><ul>{items}</ul>"), kind="accent")
    return transition


def _save(visitor: Staff, person: Participant, transition: Transition) -> None:
    with saving(_("Change saved."), form="place", done=close_place), open_tracker() as db:
        place_changes.change_of_place(
            db, person.id, transition, by=visitor, today=clock.today(), token=save_token("place")
        )


def _mistaken(visitor: Staff, person: Participant) -> None:
    """The way out of a change entered by mistake."""
    with open_tracker() as db:
        kept = next(iter(place_changes.of(db, person.id, by=visitor)), None)
    if kept is None:
        return
    what = " · ".join(filter(None, [_(CHANGES[kept.change]), kept.days, kept.site]))
    form = f"place_back-{kept.id}"
    if st.button(_("Take back “{change}”, entered by mistake").format(change=what), key=form):
        with saving(_("Change taken back."), form=form, done=close_place), open_tracker() as db:
            place_changes.take_back(
                db, person.id, by=visitor, today=clock.today(), token=save_token(form)
            )


def close_place() -> None:
    """Close the form, wherever it was opened."""
    close_panel()
    st.query_params.pop("after", None)
