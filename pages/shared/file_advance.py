"""Moving somebody forward: a stage, a milestone, a situation, or the end of the support."""

import streamlit as st

from core import clock, milestones, organisations, situations, stages
from core.language import N_, _
from core.milestones import MOVES, STATES, Line, State
from core.participants import Participant
from core.situations import SITUATIONS, Situation, SituationKind
from core.staff import Staff
from core.tracker import open_tracker
from pages.shared.feedback import save_token, saving
from pages.shared.file_exit import end_form
from pages.shared.file_place import place_form
from pages.shared.markup import small
from pages.shared.panel import close_panel
from pages.shared.widgets import choice, day, save_button

_KINDS = {
    "stage": N_("Stage"),
    "milestone": N_("Milestone"),
    "situation": N_("Place or measure"),
    "end": N_("End of support"),
}


def advance_panel(visitor: Staff, person: Participant) -> None:
    """One short form at a time."""
    what = st.segmented_control(
        _("What changes?"),
        list(_KINDS),
        default="stage",
        key="advance_what",
        required=True,
        format_func=lambda key: _(_KINDS[key]),
    )
    forms = {"stage": _stage, "milestone": _milestone, "situation": _situation, "end": end_form}
    forms[what or "stage"](visitor, person)


def _stage(visitor: Staff, person: Participant) -> None:
    today = clock.today()
    with open_tracker() as db:
        steps = stages.journey(db, person.id, by=visitor)
    order = [step.stage.key for step in steps]
    here = next((at for at, step in enumerate(steps) if step.here), 0)
    names = {step.stage.key: str(step.stage.name) for step in steps}
    with st.form("stage", border=False):
        left, right = st.columns(2)
        with left:
            stage = choice(
                _("Stage reached"), order, key="stage_key", said=names.__getitem__,
                index=min(here + 1, len(order) - 1),
            )  # fmt: skip
        with right:
            on = day(_("Date"), key="stage_on", value=today, last=today)
        reason = st.text_input(_("Reason, if going back"), key="stage_reason", max_chars=300)
        if save_button(_("Save the stage"), key="stage_save") and stage and on:
            with saving(_("Stage saved."), form="stage", done=close_panel), open_tracker() as db:
                stages.move(
                    db, person.id, stage, on=on, reason=reason, by=visitor, today=today,
                    token=save_token("stage"),
                )  # fmt: skip
    if sum(step.reached_on is not None for step in steps) > 1 and _mistaken(
        names[order[here]], "stage_cancel"
    ):
        form = "stage_cancel"
        with saving(_("Stage cancelled."), form=form, done=close_panel), open_tracker() as db:
            stages.cancel_last(
                db, person.id, by=visitor, today=clock.today(), token=save_token(form)
            )


def _mistaken(what: str, key: str) -> bool:
    """Asks whether an entry was a mistake: it is cancelled, not moved back, for it never was."""
    words = _("Cancel “{stage}”, entered by mistake").format(stage=what)
    return bool(st.button(words, key=key))


def _milestone(visitor: Staff, person: Participant) -> None:
    today = clock.today()
    with open_tracker() as db:
        lines = {line.milestone.key: line for line in milestones.table(db, person.id, by=visitor)}
    left, right = st.columns(2)
    with left:
        key = choice(
            _("Milestone"), list(lines), key="milestone_key", index=_first_open(lines),
            said=lambda key: str(lines[key].milestone.name),
        )  # fmt: skip
    if key is None:
        return
    line = lines[key]
    possible = [state for state in State if state in MOVES[line.state]]
    with right:
        state = choice(
            _("New state"), possible, key=f"milestone_state_{key}_{line.state}", index=0,
            said=lambda state: _(STATES[state]),
        )  # fmt: skip
    with st.form("milestone", border=False):
        evidence, reason, alone = _asked(line, state)
        on = day(_("Date"), key="milestone_on", value=today, last=today)
        if save_button(_("Save the milestone"), key="milestone_save") and state and on:
            with (
                saving(_("Milestone saved."), form="milestone", done=close_panel),
                open_tracker() as db,
            ):
                milestones.move(
                    db, person.id, key, state, on=on, evidence=evidence, reason=reason,
                    alone=alone, by=visitor, today=today, token=save_token("milestone"),
                )  # fmt: skip
    if line.moved_on and _mistaken(_(STATES[line.state]), f"milestone_cancel_{key}"):
        form = f"milestone_cancel_{key}"
        with saving(_("Move cancelled."), form=form, done=close_panel), open_tracker() as db:
            milestones.take_back(
                db, person.id, key, by=visitor, today=today, token=save_token(form)
            )


def _asked(line: Line, state: State | None) -> tuple[str, str, bool]:
    """What this change asks for: the evidence, the reason, whether nobody else can validate."""
    evidence, reason, alone = "", "", False
    if state is State.SUBMITTED and line.milestone.answers:
        names = {answer.key: str(answer.name) for answer in line.milestone.answers}
        small(_("The answer only: the reason is never written down."))
        evidence = choice(_("Answer"), list(names), key="evidence", said=names.__getitem__) or ""
    elif state in {State.SUBMITTED, State.IN_PROGRESS}:
        small(_("Expected: {evidence}").format(evidence=str(line.milestone.evidence)))
        evidence = st.text_input(_("Evidence"), value=line.evidence, key="evidence", max_chars=500)
    if state is State.RETURNED:
        reason = st.text_input(_("Reason"), key="milestone_reason", max_chars=300)
    if state is State.VALIDATED:
        small(_("Evidence: {evidence}").format(evidence=line.evidence or "–"))
        alone = st.checkbox(
            _("Nobody else can validate it (small team): it will be marked so"), key="alone"
        )
    return evidence, reason, alone


def _first_open(lines: dict[str, Line]) -> int:
    closed = {State.VALIDATED, State.NOT_APPLICABLE}
    return next((at for at, line in enumerate(lines.values()) if line.state not in closed), 0)


def _situation(visitor: Staff, person: Participant) -> None:
    """The assistant, once a first situation is written down; a correction stands folded under it."""
    with open_tracker() as db:
        periods = situations.of(db, person.id, by=visitor)
    if not periods:
        _plain_situation(visitor, person, periods, first=True)
        return
    place_form(visitor, person)
    with st.expander(_("Correct a situation, or write down an earlier one")):
        _plain_situation(visitor, person, periods, first=False)


def _plain_situation(
    visitor: Staff, person: Participant, periods: list[Situation], *, first: bool
) -> None:
    today = clock.today()
    with open_tracker() as db:
        sites = {site.id: site.name for site in organisations.all_sites(db, by=visitor)}
    with st.form("situation", border=False):
        left, middle, right = st.columns(3)
        with left:
            kind = choice(
                _("Situation"), list(SituationKind), key="situation_kind",
                said=lambda kind: _(SITUATIONS[kind]),
            )  # fmt: skip
        with middle:
            site = choice(_("Place"), list(sites), key="situation_site", said=sites.__getitem__)
        with right:
            on = day(_("Since"), key="situation_on", value=today, last=today)
        small(
            _("The situation before ends on that day. A transfer or a release is not a drop-out.")
        )
        pressed = st.form_submit_button(
            _("Save the situation"), type="primary" if first else "secondary", key="situation_save"
        )
        if pressed and kind and on:
            with (
                saving(_("Situation saved."), form="situation", done=close_panel),
                open_tracker() as db,
            ):
                situations.change(
                    db, person.id, kind, starts_on=on, site_id=site, by=visitor, today=today,
                    token=save_token("situation"),
                )  # fmt: skip
    if len(periods) > 1 and _mistaken(periods[-1].label, "situation_cancel"):
        form = "situation_cancel"
        with saving(_("Situation cancelled."), form=form, done=close_panel), open_tracker() as db:
            situations.take_back(db, person.id, by=visitor, token=save_token(form))
