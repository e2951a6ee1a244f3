"""The barriers in somebody's file: where each stands, what changed, and the form that assesses them all."""

from collections.abc import Iterable
from datetime import date

import streamlit as st

from core import barriers, clock
from core.barrier_parts import IMPACTS, STANDINGS, Entry, Line, Standing, State
from core.barriers import Overview
from core.language import _, n_, p_
from core.participants import Participant
from core.permissions import Action, allows
from core.programme import Barrier
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import short_date
from pages.shared.barrier_form import assess_form, leave_form, open_form
from pages.shared.feedback import forget, save_token, saving
from pages.shared.markup import (
    Cell,
    Column,
    Safe,
    empty,
    muted,
    safe,
    small,
    state,
    strong,
    table,
    two_lines,
)
from pages.shared.widgets import choice

# Which symbol of the style sheet goes with each standing.
SYMBOLS = {
    Standing.NOT_RAISED: "not_started",
    Standing.OPEN: "in_progress",
    Standing.LIFTED: "validated",
    Standing.NO_DIFFICULTY: "not_applicable",
}
_OPEN = "barriers_open"


def barriers_tab(visitor: Staff, person: Participant) -> None:
    """Ten lines in the order of the paper, then the form."""
    with open_tracker() as db:
        seen = barriers.state_of(db, person.id, by=visitor)
    if not seen.lines:
        empty(_("This programme has no list of barriers. Ask for one to be written in its file."))
        return
    writes = allows(visitor.role, Action.WRITE_BARRIERS, person.relation)
    open_ = st.session_state.get(_OPEN) == person.code
    if writes and not person.ended_on:
        label = _("Close without saving") if open_ else _("Assess the barriers")
        st.button(label, key="barriers_assess", on_click=_toggle, args=(person.code,))
    if open_ and writes and not person.ended_on:
        assess_form(visitor, person, seen, done=_close)
        return
    if not seen.version:
        empty(_("No barrier has been spoken of yet."))
        return
    small(_counted(seen.lines))
    table(
        [
            _("Barrier"),
            _("State"),
            Column(_("Since"), width="narrow"),
            Column(_("Objectives"), width="third"),
            Column(_("Over time"), width="third"),
        ],
        [_line(line) for line in seen.lines],
        caption=_("Barriers"),
    )
    small(_("“Not raised” is not “no difficulty”: nobody spoke of it yet."))
    if writes:
        _take_back(visitor, person, seen)


def _counted(lines: Iterable[Line]) -> str:
    """How many stand where: the counts that the lines below give."""
    standings = [line.standing for line in lines]
    open_, lifted, fine, unraised = (
        standings.count(one)
        for one in (Standing.OPEN, Standing.LIFTED, Standing.NO_DIFFICULTY, Standing.NOT_RAISED)
    )
    return " · ".join(
        [
            n_("{n} barrier now", "{n} barriers now", open_),
            n_("{n} lifted", "{n} lifted", lifted),
            n_("{n} without difficulty", "{n} without difficulty", fine),
            n_("{n} not raised", "{n} not raised", unraised),
        ]
    )


def _line(line: Line) -> list[Cell]:
    said, barrier = line.now, line.barrier
    details = ", ".join(
        filter(
            None,
            [
                _(IMPACTS[said.impact]) if said.impact else "",
                _("priority") if said.priority else "",
            ],
        )
    )
    where = state(SYMBOLS[line.standing], _(STANDINGS[line.standing]))
    situations = _names(barrier, said.situations)
    raised = line.standing is not Standing.NOT_RAISED
    return [
        two_lines(strong(str(barrier.name)), situations) if situations else strong(str(barrier.name)),
        two_lines(where, details) if details else where,
        short_date(line.since) if raised else None,
        _names(barrier, said.objectives) or None,
        _over_time(line),
    ]  # fmt: skip


def _over_time(line: Line) -> Safe:
    """The entries that hold, oldest first, in one calm line."""
    told: list[Safe] = []
    was_open = False
    for entry in line.entries:
        if entry.said.state is not State.NOT_RAISED:
            words = safe(_entry(entry, was_open=was_open))
            told.append(Safe(f"{safe(_short(entry.noted_on))}&nbsp;{words}"))
        was_open = was_open or entry.said.state is State.OPEN
    return muted(Safe(" → ".join(told))) if told else safe(None)


def _entry(entry: Entry, *, was_open: bool) -> str:
    said = entry.said
    if said.state is State.CLOSED:
        return _("lifted") if was_open else _("no difficulty")
    return _(IMPACTS[said.impact]) if said.impact else p_("barrier", "open")


def _short(day: date) -> str:
    """12/11/26: a line of several dates."""
    whole = short_date(day)
    return f"{whole[:6]}{whole[-2:]}"


def _names(barrier: Barrier, keys: Iterable[str]) -> str:
    chosen = set(keys)
    known = (*barrier.situations, *barrier.objectives)
    return ", ".join(str(choice.name) for choice in known if choice.key in chosen)


def _take_back(visitor: Staff, person: Participant, seen: Overview) -> None:
    """An entry made by mistake: the latest of one barrier."""
    lines = {line.barrier.key: line for line in seen.lines if line.entries}
    with st.expander(_("An entry made by mistake?")), st.form("barrier_mistake", border=False):
        picked = choice(
            _("The latest entry of"), list(lines), key="barrier_mistake_which",
            said=lambda key: _("{barrier}, {day}").format(
                barrier=lines[key].barrier.name, day=short_date(lines[key].entries[-1].noted_on)
            ),
        )  # fmt: skip
        done = st.form_submit_button(_("Take it back"), key="barrier_mistake_save")
    if done and picked:
        with saving(_("Entry taken back."), form="barrier_mistake"), open_tracker() as db:
            barriers.cancel(
                db, person.id, picked, seen=seen.version, by=visitor, today=clock.today(),
                token=save_token("barrier_mistake"),
            )  # fmt: skip


def _toggle(code: str) -> None:
    forget(open_form(code))
    leave_form()
    st.session_state[_OPEN] = None if st.session_state.get(_OPEN) == code else code


def _close() -> None:
    leave_form()
    st.session_state[_OPEN] = None
