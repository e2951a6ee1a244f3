"""What is chosen for the whole plan: full or short, shared with the mentor or not."""

from collections.abc import Sequence

import streamlit as st

from core import plan_settings
from core.language import _
from core.mentors import Pair
from core.plan_settings import Settings
from core.tracker import open_tracker
from core.wording import listed
from pages.shared.feedback import save_token, saving
from pages.shared.markup import small
from pages.shared.writing import Desk


def choices(desk: Desk, settings: Settings, pairs: Sequence[Pair]) -> None:
    """Two switches, kept as soon as they are turned; nothing for those who only read."""
    code, version = desk.person.code, settings.version
    short = st.toggle(
        _("Short plan (micro-enterprise)"),
        settings.short,
        key=f"plan-short-{code}-{version}",
        wrap=True,
    )
    shared = st.toggle(
        _("Shared with the mentor"),
        settings.shared,
        key=f"plan-shared-{code}-{version}",
        wrap=True,
    )
    mentors = [pair.mentor for pair in pairs if pair.ends_on is None]
    if not shared:
        small(_("The mentor reads nothing of the plan."))
    elif mentors:
        small(
            _(
                "Open to {mentor}: the saved chapters and the comments, with the first name only."
            ).format(mentor=listed(mentors))
        )
    else:
        small(
            _(
                "No mentor yet: the next one will read the saved chapters and the comments, with the first name only."
            )
        )
    if (short, shared) == (settings.short, settings.shared):
        return
    form = f"plan-settings-{code}-{version}"
    with saving(_("Choice kept."), form=form), open_tracker() as db:
        plan_settings.choose(
            db, desk.person.id, short=short, shared=shared, version=version, by=desk.visitor,
            token=save_token(form),
        )  # fmt: skip
