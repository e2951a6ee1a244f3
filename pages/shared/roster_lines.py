"""The lines of a roster: what to correct, what to decide, what to check, who would enter."""

from collections.abc import Callable

import streamlit as st

from core.exchange.columns import RosterField
from core.exchange.roster_line import Problem
from core.language import _, n_
from core.rosters import Choice, Decision, Line, Lookalike, Preview, Status
from core.situations import SITUATIONS
from core.wording import short_date
from pages.shared.labels import plain_label, subsection
from pages.shared.markup import (
    Safe,
    facts,
    small,
    strong,
    table,
    two_lines,
)
from pages.shared.roster_file import TYPED

SHOWN = 50  # people listed before the rest is only counted


def typed_corrections(file_id: str) -> dict[tuple[int, RosterField], str]:
    """What was typed in place of cells of this file."""
    kept: dict[str, dict[tuple[int, RosterField], str]] = st.session_state.get(TYPED, {})
    return kept.get(file_id, {})


def ask_decisions(seen: Preview, file_id: str) -> dict[int, Decision]:
    """Show what has to be corrected, with room to do so, then ask about probable duplicates."""
    if refused := seen.having(Status.REFUSED):
        subsection(n_("{n} line to correct", "{n} lines to correct", len(refused)))
        small(_("Correct here, or leave the line: it stays out and can come with a later import."))
        for line in refused:
            _ask_correction(seen, line, file_id)
    waiting = seen.having(Status.TO_DECIDE)
    if not waiting:
        return {}
    subsection(n_("{n} line to decide", "{n} lines to decide", len(waiting)))
    small(_("Without a choice the line stays out."))
    answers = {line.number: _ask_who(line, file_id) for line in waiting}
    return {number: decision for number, decision in answers.items() if decision}


def _ask_correction(seen: Preview, line: Line, file_id: str) -> None:
    fields = {heading.title: heading.field for heading in seen.headings}
    for at, problem in enumerate(line.errors):
        told, typed = st.columns([3, 2], vertical_alignment="bottom")
        with told:
            name = line.name or _("no name")
            st.html(
                two_lines(
                    strong(_("Line {line}, {name}").format(line=line.number, name=name)),
                    _told(problem),
                )
            )
        field = fields.get(" ".join(problem.column.split()))
        if field is None:
            continue
        with typed:
            key = f"roster_cell_{file_id}_{line.number}_{at}"
            st.text_input(
                plain_label(problem.column), key=key, on_change=_keep,
                args=(file_id, line.number, field, key), max_chars=80,
            )  # fmt: skip


def _keep(file_id: str, line: int, field: RosterField, key: str) -> None:
    kept = st.session_state.setdefault(TYPED, {}).setdefault(file_id, {})
    kept[line, field] = st.session_state[key]


def _ask_who(line: Line, file_id: str) -> Decision | None:
    """The two side by side, and who the line is."""
    this, *others = st.columns(1 + len(line.lookalikes))
    with this:
        facts(
            [
                (_("Line {line}").format(line=line.number), strong(line.name)),
                (_("Birth year"), line.read.birth_year),
            ]
        )
    for place, one in zip(others, line.lookalikes, strict=True):
        with place:
            facts([(_where(one), strong(one.name)), (_("Birth year"), one.birth_year)])
            small(one.why)
    options = [one.decision() for one in line.lookalikes]
    options += [Decision(choice=Choice.NEW), Decision(choice=Choice.SKIP)]
    return st.radio(
        _("Line {line}: who is it?").format(line=line.number), options, index=None,
        key=f"roster_who_{file_id}_{line.number}", format_func=_said(line),
    )  # fmt: skip


def _where(one: Lookalike) -> str:
    if one.line is not None:
        return _("Line {line}").format(line=one.line)
    return f"{one.code}, {one.cohort}"


def _said(line: Line) -> Callable[[Decision], str]:
    people = {one.decision(): one for one in line.lookalikes}
    fixed = {Choice.NEW: _("Somebody else: add them"), Choice.SKIP: _("Leave this line out")}

    def said(decision: Decision) -> str:
        if decision.choice is not Choice.SAME:
            return fixed[decision.choice]
        one = people[decision]
        name = plain_label(f"{one.name} ({_where(one)})")
        return _("The same person as {name}: do not add them twice").format(name=name)

    return said


def show_checks(seen: Preview) -> None:
    """What was read with a doubt, and words that look like an offence: to check, nothing is stopped."""
    watched = [
        (line, problem)
        for line in seen.lines
        if line.status is not Status.SAME
        for problem in line.warnings
    ]
    if watched:
        subsection(_("To check"))
        table(
            [_("Who"), _("What"), _("Column")],
            [[_who(line), problem.sentence, problem.column] for line, problem in watched],
            caption=_("To check"),
        )


def show_new(seen: Preview) -> None:
    """The people who would enter."""
    new = seen.having(Status.NEW)
    if not new:
        return
    subsection(n_("{n} person to add", "{n} people to add", len(new)))
    table(
        [_("Name"), _("Birth year"), _("Situation"), _("Entry"), _("Project")],
        [
            [
                _who(line),
                line.read.birth_year,
                two_lines(_situation(line), line.read.site) if line.read.site else _situation(line),
                short_date(line.entry.entered_on if line.entry else None),
                line.read.project,
            ]
            for line in new[:SHOWN]
        ],
        caption=_("People to add"),
    )  # fmt: skip
    if len(new) > SHOWN:
        small(n_("and {n} more person", "and {n} more people", len(new) - SHOWN))


def _who(line: Line) -> Safe:
    return two_lines(strong(line.name), _("Line {line}").format(line=line.number))


def _situation(line: Line) -> str | None:
    kind = line.entry.situation if line.entry else None
    return _(SITUATIONS[kind]) if kind else None


def _told(problem: Problem) -> str:
    if not problem.column:
        return problem.sentence
    return _("{column}: {sentence}").format(column=problem.column, sentence=problem.sentence)
