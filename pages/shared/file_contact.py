"""The contact of a horizon after the support: the form, its correction, and the trash."""

from typing import NamedTuple

import streamlit as st

from core import caution, clock, follow_ups
from core.errors import InvalidInput
from core.follow_up_parts import (
    ACTIVITIES,
    CHANNELS,
    HOUSINGS,
    LONGEST_NOTE,
    OUTCOMES,
    Activity,
    Channel,
    FollowUp,
    Housing,
    Kept,
    Outcome,
)
from core.follow_ups import Step
from core.language import N_, _, n_
from core.participants import Participant
from core.situations import SITUATIONS, SituationKind
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import listed, short_date
from pages.shared.feedback import forget, save_token, saving, seen
from pages.shared.markup import message, section, small
from pages.shared.session_lists import place_in
from pages.shared.widgets import choice, day, save_button

_TURNOVER = {"yes": N_("yes"), "no": N_("no"), "": N_("not asked")}


class Heard(NamedTuple):
    """What an answer says; nothing without one."""

    activity: Activity | None = None
    housing: Housing | None = None
    situation: SituationKind | None = None
    turnover: bool | None = None


def contact_form(visitor: Staff, person: Participant, horizon: int) -> None:
    """Write down or correct the contact made so many months after the end."""
    today = clock.today()
    with open_tracker() as db:
        supports = follow_ups.of(db, person.id, by=visitor, today=today)
    steps = [step for support in supports[:1] for step in support.steps]
    step = next((step for step in steps if step.window.horizon == horizon), None)
    if step is None:
        return  # an address put together by hand
    months = n_("{n} month", "{n} months", horizon)
    section(_("Contact at {months}").format(months=months))
    window = step.window
    small(
        _("Made or tried between {first} and {last}.").format(
            first=short_date(window.opens), last=short_date(window.closes)
        )
    )
    _form(visitor, person, step, key=f"contact_{horizon}")


def _form(visitor: Staff, person: Participant, step: Step, *, key: str) -> None:
    kept, today = step.kept, clock.today()
    said = kept.said if kept else None
    version = seen(key, kept.version) if kept else 0
    outcome = st.segmented_control(
        _("How did it go?"), list(Outcome), default=said.outcome if said else None,
        key=f"{key}_outcome", format_func=lambda one: _(OUTCOMES[one]).capitalize(),
    )  # fmt: skip
    if outcome is None:
        return
    with st.form(key, border=False):
        left, right = st.columns(2)
        with left:
            on = day(
                _("Date of the contact"), key=f"{key}_on", last=today,
                value=said.contacted_on if said else min(today, step.window.closes),
            )  # fmt: skip
        with right:
            channel = choice(
                _("How"), list(Channel), key=f"{key}_channel",
                said=lambda one: _(CHANNELS[one]), index=place_in(list(Channel), said and said.channel),
            )  # fmt: skip
        heard = _heard(said, key) if outcome is Outcome.ANSWERED else Heard()
        note = st.text_input(
            _("Short note (optional)"), value=said.note if said else "", key=f"{key}_note",
            max_chars=LONGEST_NOTE,
        )  # fmt: skip
        no_more = outcome is Outcome.REFUSED and kept is None and st.checkbox(
            _("No contact at all any more: the next ones are not due"), key=f"{key}_no_more"
        )  # fmt: skip
        pressed = save_button(_("Save the contact"), key=f"{key}_save")
    if words := caution.as_written(caution.watched_words(note), note):
        message(
            _(
                "Read again before saving: {words}. Nothing about an offence or a sentence is needed here."
            ).format(words=listed(words)),
            kind="watch",
        )
    if pressed:
        with saving(_("Contact saved."), form=key, done=_close), open_tracker() as db:
            if on is None or channel is None:
                raise InvalidInput(_("Choose the date and the way of the contact."))
            told = FollowUp(
                contacted_on=on, outcome=outcome, channel=channel, note=note,
                activity=heard.activity, housing=heard.housing, situation=heard.situation,
                turnover_started=heard.turnover,
            )  # fmt: skip
            if kept is None:
                follow_ups.record(
                    db, person.id, step.window.horizon, told, no_more=no_more, by=visitor,
                    today=today, token=save_token(key),
                )  # fmt: skip
            else:
                follow_ups.change(
                    db, kept.id, told, by=visitor, today=today, version=version,
                    token=save_token(key),
                )  # fmt: skip
    if kept:
        _throw(visitor, kept)


def _heard(said: FollowUp | None, key: str) -> Heard:
    """What an answer says: the activity, the turnover, the housing, the situation."""
    one, two = st.columns(2)
    with one:
        activity = choice(
            _("Activity"), list(Activity), key=f"{key}_activity",
            said=lambda each: _(ACTIVITIES[each]),
            index=place_in(list(Activity), said and said.activity),
        )  # fmt: skip
        known = {True: "yes", False: "no", None: ""}[said.turnover_started if said else None]
        turnover = st.radio(
            _("Turnover received?"), list(_TURNOVER), key=f"{key}_turnover", horizontal=True,
            index=list(_TURNOVER).index(known),
            format_func=lambda each: _(_TURNOVER[each]).capitalize(),
        )  # fmt: skip
    with two:
        housing = choice(
            _("Housing"), list(Housing), key=f"{key}_housing",
            said=lambda each: _(HOUSINGS[each]),
            index=place_in(list(Housing), said and said.housing),
        )  # fmt: skip
        situation = choice(
            _("Situation (optional)"), list(SituationKind), key=f"{key}_situation",
            said=lambda each: _(SITUATIONS[each]),
            index=place_in(list(SituationKind), said and said.situation),
        )  # fmt: skip
    received = {"yes": True, "no": False}.get(turnover or "")
    return Heard(activity=activity, housing=housing, situation=situation, turnover=received)


def _throw(visitor: Staff, kept: Kept) -> None:
    form = f"contact-trash-{kept.id}-{kept.version}"
    if st.button(_("Put this contact in the trash"), key=form):
        with (
            saving(_("Contact put in the trash."), form=form, done=_close),
            open_tracker() as db,
        ):
            follow_ups.trash(db, kept.id, by=visitor, token=save_token(form))


def take_back(visitor: Staff, kept: Kept) -> None:
    """The way out of the trash."""
    form = f"contact-back-{kept.id}-{kept.version}"
    months = n_("{n} month", "{n} months", kept.horizon)
    if st.button(_("Put the contact at {months} back").format(months=months), key=form):
        with saving(_("Contact put back."), form=form), open_tracker() as db:
            follow_ups.restore(db, kept.id, by=visitor, token=save_token(form))


def _close() -> None:
    horizon = st.query_params.pop("after", "")
    forget(f"contact_{horizon}")
