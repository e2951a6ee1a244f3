"""One jury on its page: who sits, each one's own part, then the deliberation and the decision."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from core import clock, exports, jury, jury_decisions
from core.jury_parts import Jury, State
from core.language import N_, _, current
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import long_date, short_date
from pages.shared.download import word_button
from pages.shared.feedback import said, save_token, saving, seen
from pages.shared.file_word import LANGUAGES
from pages.shared.jury_call import bench_panel, day_panel, plan_panel
from pages.shared.jury_deliberation import decision_form, decisions_list, deliberation
from pages.shared.jury_grid import own_grid, paper_panel
from pages.shared.jury_lists import bench_table, standing
from pages.shared.markup import facts, lead, link, message, section, small, title
from pages.shared.panel import opened, toggle_panel

PANELS: dict[str, tuple[str, Callable[[Staff, Jury], None]]] = {
    "paper": (N_("Type a paper grid"), paper_panel),
    "bench": (N_("Change the jury"), bench_panel),
    "plan": (N_("Choose the plan"), plan_panel),
    "day": (N_("Change the day"), day_panel),
}


def one_jury(visitor: Staff, one: Jury) -> None:
    """Everything about a jury that the visitor may see and do."""
    title(_("Jury of {name}").format(name=one.name), one.code)
    if one.project:
        lead(one.project)
    if one.code:
        st.html(link(_("Back to the file"), "participant", code=one.code))
    else:
        st.html(link(_("Juries where you sit"), "jury"))
    said()
    facts(
        [
            (_("Day"), long_date(one.held_on)),
            (_("State"), standing(one)),
            (_("Called by"), one.convener),
            (_("Plan that the jury reads"), _plan(one)),
        ]
    )
    if one.state is State.CALLED_OFF:
        message(_("Called off: {reason}").format(reason=one.called_off), kind="watch")
    if one.verdict:
        with open_tracker() as db:
            decisions_list(jury_decisions.of(db, one.id, by=visitor))
        _milestone(visitor, one)
    if one.opened_at:
        deliberation(visitor, one)
    if one.holds and one.state is State.DELIBERATING:
        decision_form(visitor, one, first=True)
    section(_("The jury"))
    bench_table(one)
    if one.holds and one.state is State.MARKING:
        _tools(visitor, one)
    _papers(visitor, one)
    if one.own and not one.own.excused and one.state is State.MARKING:
        own_grid(visitor, one, one.own)
    if one.holds and one.state is State.DECIDED:
        _another_decision(visitor, one)


def _plan(one: Jury) -> str:
    if one.plan_frozen_on is None:
        return _("The plan as it stands")
    return _("Version of {day}").format(day=short_date(one.plan_frozen_on))


def _tools(visitor: Staff, one: Jury) -> None:
    """What whoever holds the jury does before the deliberation, then its opening."""
    whose = f"jury-{one.id}"
    shown = opened(whose)
    with st.container(horizontal=True):
        for key, (label, _show) in PANELS.items():
            st.button(_(label), key=f"jury_{key}", on_click=toggle_panel, args=(whose, key))
    if shown in PANELS:
        with st.container(key="file_form"):
            PANELS[shown][1](visitor, one)
    ready = not one.awaited and len(one.sitting) >= jury.FEWEST and one.held_on <= clock.today()
    if not ready:
        small(
            _(
                "The deliberation opens once the jury has been held and every grid is there, two at least."
            )
        )
        return
    form = f"jury-open-{one.id}"
    version = seen(form, one.version)
    small(_("Once it is open, the whole jury reads every grid and no mark changes any more."))
    if st.button(_("Open the deliberation"), type="primary", key="jury_open"):
        with saving(_("Deliberation open."), form=form), open_tracker() as db:
            jury.open_deliberation(
                db, one.id, by=visitor, today=clock.today(), version=version, token=save_token(form)
            )


def _milestone(visitor: Staff, one: Jury) -> None:
    with open_tracker() as db:
        offered = one.holds and jury_decisions.may_submit(db, one, by=visitor)
    form = f"jury-milestone-{one.id}"
    if offered and st.button(_("Submit the milestone with this decision"), key="jury_milestone"):
        with saving(_("Milestone submitted."), form=form), open_tracker() as db:
            jury_decisions.submit_milestone(
                db, one.id, by=visitor, today=clock.today(), token=save_token(form)
            )


def _papers(visitor: Staff, one: Jury) -> None:
    """The Word files of the jury, in the language chosen."""
    section(_("Documents"))
    language = st.segmented_control(
        _("Language of the document"), list(LANGUAGES), default=current(), key="jury_language",
        required=True, format_func=LANGUAGES.__getitem__,
    ) or current()  # fmt: skip
    papers = [
        (_("Grid to print"), exports.jury_grid_as_word, "grille", True),
        (_("Business plan"), exports.jury_plan_as_word, "plan", True),
        (_("Decision for the person"), exports.jury_decision_as_word, "decision", bool(one.verdict and one.code)),
    ]  # fmt: skip
    name = one.code or short_date(one.held_on).replace("/", "-")
    with st.container(horizontal=True):
        for label, verb, kind, offered in papers:
            if offered:
                make = partial(
                    verb, jury_id=one.id, by=visitor, today=clock.today(), language=language
                )
                word_button(label, make, file=f"{kind}-jury-{name}", key=f"jury_word_{kind}")


def _another_decision(visitor: Staff, one: Jury) -> None:
    whose = f"jury-{one.id}"
    st.button(
        _("Take a new decision"), key="jury_again", on_click=toggle_panel, args=(whose, "decision")
    )
    if opened(whose) == "decision":
        with st.container(key="file_form"):
            decision_form(visitor, one, first=False)
