"""The deliberation: every mark beside the others, then the decision and what the person is told."""

from datetime import date

import streamlit as st

from core import clock, jury_decisions, jury_marks, plans
from core.errors import InvalidInput
from core.jury_parts import (
    LONGEST,
    VERDICTS,
    Condition,
    Decision,
    Jury,
    Line,
    Middle,
    Taken,
    Verdict,
)
from core.language import _, n_, p_
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import listed, moment, short_date
from pages.shared.feedback import save_token, saving, seen
from pages.shared.markup import (
    Column,
    Safe,
    message,
    safe,
    section,
    small,
    strong,
    table,
    table_markup,
    two_lines,
)
from pages.shared.widgets import day

MOST = 6  # conditions: more than that is a project to rework


def deliberation(visitor: Staff, one: Jury) -> None:
    """All the grids, point by point, and the weighted middle with its definition."""
    with open_tracker() as db:
        shown = jury_marks.deliberation(db, one.id, by=visitor)
    section(_("Deliberation"))
    rows = [
        [
            two_lines(strong(str(line.criterion.name)), _weight(line)),
            _scale(line),
            two_lines(_said(line.middle), _("far apart: talk about it first"))
            if line.far_apart
            else safe(_said(line.middle)),
        ]
        for line in shown.lines
    ]
    head = [
        Column(_("Point"), width="third"),
        Column(_("Levels given")),
        Column(p_("column", "Median")),
    ]
    table(head, rows, caption=_("Marks of the jury side by side"))
    message(
        two_lines(
            strong(_("Weighted median: {level}").format(level=_said(shown.result))),
            _(
                "All the marks in order, each counted as many times as its point weighs; this is the level in "
                "the middle, from 1 to 4. It helps the jury talk: it decides nothing, and the person does "
                "not receive it."
            ),
        ),
        role="note",
    )
    _comments(shown.lines, shown.remarks)


def _weight(line: Line) -> str:
    return n_("counts {n} time", "counts {n} times", line.criterion.weight)


def _said(middle: Middle) -> str:
    low, high = middle
    return str(low) if low == high else p_("marks", "{low} to {high}").format(low=low, high=high)


def _scale(line: Line) -> Safe:
    """The four levels side by side, under each a dot and a name for every juror who chose it."""
    steps = []
    for level in line.criterion.meanings:
        names = "".join(f"<li>{safe(who)}</li>" for who, mark in line.marks if mark.level == level)
        inside = f"<ul>{names}</ul>" if names else ""
        steps.append(f'<div><span class="muted small">{level}</span>{inside}</div>')
    return Safe(f'<div class="scale">{"".join(steps)}</div>')


def _comments(lines: tuple[Line, ...], remarks: tuple[tuple[str, str], ...]) -> None:
    rows = [
        [str(line.criterion.name), two_lines(mark.comment, f"{who}, {mark.level}")]
        for line in lines
        for who, mark in line.marks
        if mark.comment
    ]
    rows += [[_("The whole"), two_lines(words, who)] for who, words in remarks]
    if rows:
        summary = n_("{n} comment of the jury", "{n} comments of the jury", len(rows))
        markup = table_markup([_("Point"), _("Comment")], rows, caption=_("Comments of the jury"))
        st.html(f"<details class='more'><summary>{safe(summary)}</summary>{markup}</details>")


def decisions_list(entries: list[Taken]) -> None:
    """The decision that holds, in full; those that it replaced, one click away."""
    held, *before = entries
    section(_("Decision"))
    message(
        two_lines(
            strong(_(VERDICTS[held.decision.verdict])),
            _("decided on {day}, written down by {name} on {moment}").format(
                day=short_date(held.decision.decided_on), name=held.who, moment=moment(held.recorded_at)
            ),
        ),
        kind="accent", role="note",
    )  # fmt: skip
    st.html(_inside(held))
    for entry in before:
        replaced = _("Replaced: {decision}, {day}").format(
            decision=_(VERDICTS[entry.decision.verdict]), day=short_date(entry.decision.decided_on)
        )
        st.html(
            f"<details class='more'><summary>{safe(replaced)}</summary>{_inside(entry)}</details>"
        )


def _inside(entry: Taken) -> Safe:
    said = f'<div class="text">{safe(entry.decision.reasons)}</div>'
    rows = [[one.what, short_date(one.due_on)] for one in entry.decision.conditions]
    if rows:
        head = [Column(_("Condition")), Column(_("By when"), width="narrow")]
        said += table_markup(head, rows, caption=_("Conditions"))
    return Safe(said)


def decision_form(visitor: Staff, one: Jury, *, first: bool) -> None:
    """What is decided, why in words for the person, and the conditions with their dates."""
    form = f"jury-decision-{one.id}"
    version, today = seen(form, one.version), clock.today()
    keys = f"{form}-{st.session_state.setdefault(f'{form}-base', version)}"
    section(_("Write the decision down") if first else _("A new decision"))
    if not first:
        small(_("It takes the place of the one above, which stays readable."))
    with st.container(width=720):
        verdict = st.radio(
            _("What does the jury decide?"), list(Verdict), key=f"{keys}-verdict", index=None,
            format_func=lambda one: _(VERDICTS[one]), persist_state="session",
        )  # fmt: skip
        reasons = st.text_area(
            _("Reasons, for the person"), key=f"{keys}-reasons", height=140, max_chars=LONGEST,
            persist_state="session",
            help=_("Short sentences, about the project: what is good, what is missing."),
        )  # fmt: skip
        small(_("The person reads these words as they are. Speak to them: “your offer is clear”."))
        typed = _conditions(keys) if verdict is Verdict.CONDITIONAL else []
        on = day(_("Decided on"), key=f"{keys}-on", value=today, last=today)
    _read_again(" ".join([reasons, *(what for what, _due in typed)]))
    if not st.button(_("Save the decision"), type="primary", key=f"{form}-save"):
        return
    with saving(_("Decision saved."), form=form), open_tracker() as db:
        if verdict is None:
            raise InvalidInput(_("Choose what the jury decides."))
        decision = Decision(
            verdict=verdict, reasons=reasons, decided_on=on or today, conditions=_dated(typed)
        )
        jury_decisions.decide(
            db, one.id, decision, by=visitor, today=today, version=version, token=save_token(form)
        )
        st.session_state.pop(f"{form}-base", None)


def _conditions(keys: str) -> list[tuple[str, date | None]]:
    """A line for each condition; a new one opens once the last is filled."""
    typed: list[tuple[str, date | None]] = []
    while len(typed) < MOST and (not typed or typed[-1][0].strip()):
        at = len(typed)
        left, right = st.columns([3, 1])
        what = left.text_input(
            _("Condition {n}").format(n=at + 1), key=f"{keys}-what-{at}", max_chars=300,
            persist_state="session",
        )  # fmt: skip
        with right:
            due = day(_("By when"), key=f"{keys}-due-{at}")
        typed.append((what, due))
    return typed


def _dated(typed: list[tuple[str, date | None]]) -> tuple[Condition, ...]:
    conditions = []
    for what, due in typed:
        if what.strip() and due is None:
            raise InvalidInput(_("Give each condition a date."))
        if due is not None:
            conditions.append(Condition(what=what, due_on=due))
    return tuple(conditions)


def _read_again(text: str) -> None:
    """Point at words that have no place in what the person takes away; the save stays possible."""
    if found := plans.telltale(text):
        message(
            _("Read again before saving: {words}. This leaves with the person.").format(
                words=listed(found)
            ),
            kind="watch",
        )
