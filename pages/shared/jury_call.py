"""Calling a jury, and changing who sits and when until the deliberation opens."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

import streamlit as st

from core import jury, plan_versions
from core.errors import InvalidInput
from core.jury_parts import Juror, Jury, Seat
from core.language import _
from core.participants import Participant
from core.permissions import ROLE_NAMES
from core.plan_versions import Version
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import short_date
from pages.shared.feedback import save_token, saving, seen
from pages.shared.markup import link, message, section, small
from pages.shared.menu import PAGES
from pages.shared.panel import close_panel
from pages.shared.widgets import choice, day, save_button

AS_IT_STANDS = 0  # no version has this id
OUTSIDE = 3  # jurors without an account that the form has room for; others are added afterwards


def day_asked(name: str) -> date | None:
    """The day under this name in the address, or None."""
    try:
        return date.fromisoformat(str(st.query_params.get(name, "")))
    except ValueError:
        return None


def call_form(visitor: Staff, person: Participant, proposed: date | None) -> None:
    """The day, the accounts that sit, and the names of those who have none."""
    form = f"jury-call-{person.code}"
    with open_tracker() as db:
        versions = plan_versions.of(db, person.id, by=visitor)
        accounts = {one.id: one for one in jury.eligible(db, by=visitor)}
    section(_("Call a jury"))
    small(
        _(
            "A mentor who sits sees a first name, the project and the plan, for this jury only and until "
            "the decision."
        )
    )
    with st.form(form, border=False):
        on = day(_("Day of the jury"), key=f"{form}-on", value=proposed)
        chosen = st.multiselect(
            _("Jurors who have an account"), list(accounts), key=f"{form}-accounts",
            format_func=lambda key: _account(accounts[key]), placeholder=_("Choose"),
        )  # fmt: skip
        plan = _plan_choice(versions, key=f"{form}-plan") if versions else None
        names = [_outside(f"{form}-{at}", first=at == 0) for at in range(OUTSIDE)]
        pressed = save_button(_("Call the jury"), key=f"{form}-save")
    if not pressed:
        return
    jury_id = None
    with saving(_("Jury called."), form=form, again=False), open_tracker() as db:
        if on is None:
            raise InvalidInput(_("Choose the day of the jury."))
        seats = [Seat(staff_id=key) for key in chosen]
        seats += [Seat(name=name, capacity=what) for name, what in names if name.strip()]
        jury_id = jury.convene(
            db, person.id, on, seats, plan_version_id=plan, by=visitor, token=save_token(form)
        )
    if jury_id is not None:
        st.switch_page(PAGES / "jury.py", query_params={"id": str(jury_id)})


def _plan_choice(versions: Sequence[Version], *, key: str, chosen: int | None = None) -> int | None:
    """The plan as it stands, or one of its versions."""
    names = {one.id: f"{one.name} ({short_date(one.frozen_on)})" for one in versions}
    options = [AS_IT_STANDS, *names]
    picked = choice(
        _("Plan that the jury reads"), options, key=key, index=options.index(chosen or AS_IT_STANDS),
        said=lambda key: names.get(key, _("The plan as it stands")),
    )  # fmt: skip
    return picked or None


def plan_panel(visitor: Staff, one: Jury) -> None:
    """The version of the plan that the whole jury reads."""
    form = f"jury-plan-{one.id}"
    version = seen(form, one.version)
    with open_tracker() as db:
        versions = plan_versions.of(db, one.participant_id, by=visitor)
    if not versions:
        message(_("No version of this plan is frozen yet. Freeze one from the plan itself."))
        st.html(link(_("Open the plan"), "plan", code=one.code))
        return
    with st.form(form, border=False):
        plan = _plan_choice(versions, key=f"{form}-plan", chosen=one.plan_version_id)
        pressed = st.form_submit_button(_("Give it to the jury"), key=f"{form}-save")
    if pressed:
        with saving(_("Plan given to the jury."), form=form), open_tracker() as db:
            jury.give_plan(db, one.id, plan, by=visitor, version=version, token=save_token(form))
            close_panel()


def _account(account: Staff) -> str:
    return ", ".join(
        filter(None, [account.name, _(ROLE_NAMES[account.role]), account.organisation])
    )


def _outside(key: str, *, first: bool = True) -> tuple[str, str]:
    """A name and what the person does; only the first line shows its labels."""
    left, right = st.columns(2)
    shown: Literal["visible", "collapsed"] = "visible" if first else "collapsed"
    name = left.text_input(
        _("Juror without an account"), key=f"{key}-name", max_chars=80, label_visibility=shown
    )
    what = right.text_input(
        _("What they do (bank, company, association…)"), key=f"{key}-what", max_chars=80,
        label_visibility=shown,
    )  # fmt: skip
    return name, what


def bench_panel(visitor: Staff, one: Jury) -> None:
    """Add a juror; note one as absent, or there after all."""
    form = f"jury-bench-{one.id}"
    version = seen(form, one.version)
    with open_tracker() as db:
        accounts = {account.id: account for account in jury.eligible(db, by=visitor)}
    sitting = {juror.staff_id for juror in one.jurors}
    free = [key for key in accounts if key not in sitting]
    with st.form(f"{form}-add", border=False):
        account = choice(
            _("Juror who has an account"), free, key=f"{form}-account",
            said=lambda key: _account(accounts[key]),
        )  # fmt: skip
        name, what = _outside(form)
        added = st.form_submit_button(_("Add to the jury"), key=f"{form}-save")
    if added:
        with saving(_("Jury completed."), form=form), open_tracker() as db:
            seat = Seat(staff_id=account, name=name, capacity=what)
            jury.seat(db, one.id, seat, by=visitor, version=version, token=save_token(form))
            close_panel()
    _absences(visitor, one, form, version)


def _absences(visitor: Staff, one: Jury, form: str, version: int) -> None:
    jurors = {juror.id: juror for juror in one.jurors}
    if not jurors:
        return
    with st.form(f"{form}-absence", border=False):
        who = choice(
            _("Juror who did not come, or came after all"), list(jurors), key=f"{form}-who",
            said=lambda key: _state_of(jurors, key),
        )  # fmt: skip
        pressed = st.form_submit_button(_("Change the presence"), key=f"{form}-absent")
    if pressed:
        with saving(_("Presence changed."), form=form), open_tracker() as db:
            if who is None:
                raise InvalidInput(_("Choose a juror."))
            jury.excuse(
                db, one.id, who, not jurors[who].excused, by=visitor, version=version,
                token=save_token(form),
            )  # fmt: skip
            close_panel()


def _state_of(jurors: dict[int, Juror], key: int) -> str:
    juror = jurors[key]
    return _("{name}, absent").format(name=juror.name) if juror.excused else juror.name


def day_panel(visitor: Staff, one: Jury) -> None:
    """Another day; or no jury at all, and why."""
    form = f"jury-day-{one.id}"
    version = seen(form, one.version)
    left, right = st.columns(2, gap="large")
    with left, st.form(f"{form}-move", border=False):
        on = day(_("Day of the jury"), key=f"{form}-on", value=one.held_on)
        moved = st.form_submit_button(_("Change the day"), key=f"{form}-save")
    with right, st.form(f"{form}-off", border=False):
        reason = st.text_input(_("Why will it not be held?"), key=f"{form}-why", max_chars=300)
        called_off = st.form_submit_button(_("Call the jury off"), key=f"{form}-call-off")
    if moved:
        with saving(_("Day changed."), form=form), open_tracker() as db:
            jury.move(
                db, one.id, on or one.held_on, by=visitor, version=version, token=save_token(form)
            )
            close_panel()
    if called_off:
        with saving(_("Jury called off."), form=form), open_tracker() as db:
            jury.call_off(db, one.id, reason, by=visitor, version=version, token=save_token(form))
            close_panel()
