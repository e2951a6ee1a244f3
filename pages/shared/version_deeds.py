"""What is done with versions of a plan: freeze one, print it, go back to it, hold it against another."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from core import exports, plan_comparison, plan_versions
from core.errors import InvalidInput
from core.language import _, current
from core.permissions import Action, allows
from core.plan_versions import Frozen, Version
from core.tracker import open_tracker
from core.wording import short_date
from pages.shared.download import word_button
from pages.shared.feedback import explained, save_token, saving, seen
from pages.shared.markup import section, small
from pages.shared.version_views import differences
from pages.shared.widgets import choice, day, save_button
from pages.shared.writing import Desk

NOW = 0  # in a list of versions: the plan as it stands


def freeze_form(desk: Desk, versions: Sequence[Version], today: date) -> None:
    """A name and a date for the plan as it is saved now."""
    section(_("Freeze the plan as it is saved now"))
    turn = len(versions)
    with st.form("freeze", border=False):
        left, right = st.columns([3, 1])
        name = left.text_input(
            _("Name of the version, for example “For the jury”"), key=f"freeze_name-{turn}",
            max_chars=plan_versions.LONGEST_NAME,
        )  # fmt: skip
        with right:
            on = day(_("Date"), key=f"freeze_on-{turn}", value=today)
        pressed = save_button(_("Freeze this version"), key="freeze_save")
    if not pressed:
        return
    with saving(_("Version frozen."), form="freeze"), open_tracker() as db:
        if on is None:
            raise InvalidInput(_("Choose the date of the version."))
        plan_versions.freeze(
            db, desk.person.id, name, on=on, by=desk.visitor, token=save_token("freeze")
        )


def version_buttons(desk: Desk, frozen: Frozen, standing: int, today: date) -> None:
    """Its Word file, and the way back to it from the plan as it was first shown here (`standing`)."""
    version, person = frozen.version, desk.person
    form = f"back-{version.id}"
    shown = seen(form, standing)
    may_write = allows(desk.visitor.role, Action.WRITE_PLAN, person.relation)
    with st.container(horizontal=True, key="version_deeds"):
        if allows(desk.visitor.role, Action.EXPORT_PLAN, person.relation):
            make = partial(
                exports.plan_as_word, participant_id=person.id, version_id=version.id,
                by=desk.visitor, today=today, language=current(),
            )  # fmt: skip
            word_button(
                _("This version as a Word file"), make, file=f"plan-{person.code}-{version.id}",
                key="version_word",
            )  # fmt: skip
        back = may_write and st.button(_("Go back to this version"), key="version_back")
    if may_write:
        small(
            _(
                "Going back brings back the texts and the forecast of this version. The plan as it stands is"
                " frozen first: nothing is lost, and you can return to it. Photographs and quotes stay."
            )
        )
    if back:
        done = _("The plan says again what this version said.")
        with saving(done, form=form), open_tracker() as db:
            plan_versions.go_back(
                db, version.id, seen=shown, today=today, by=desk.visitor, token=save_token(form)
            )


def comparison(desk: Desk, frozen: Frozen, versions: Sequence[Version]) -> None:
    """What changed from this version to the plan as it stands, or to another one."""
    others = {NOW: _("The plan as it stands now")} | {
        one.id: f"{one.name} · {short_date(one.frozen_on)}"
        for one in versions
        if one.id != frozen.version.id
    }
    other = choice(
        _("From this version to"), list(others), key=f"compare_with_{frozen.version.id}", index=0,
        said=others.__getitem__,
    )  # fmt: skip
    with explained(), open_tracker() as db:
        states = (frozen.version.id, other or None)
        found = plan_comparison.compare(db, *states, by=desk.visitor)
        figures = plan_comparison.figures(db, *states, by=desk.visitor)
    differences(found, figures)
