"""Feedback as it is read: every level in its own words, then what was said and what was answered."""

from collections.abc import Sequence

import streamlit as st

from core.feedback import ANSWERS, Given
from core.language import _
from core.notes import Note
from core.programme import Programme
from core.wording import short_date
from pages.shared.markup import Column, Safe, link, safe, state, strong, table_markup, two_lines


def given_list(kept: Sequence[Given], programme: Programme, *, pair_id: int) -> None:
    """What a mentor gave in a pair, the latest open, the others one click away; corrected until answered."""
    st.html("".join(_folded(one, programme, pair_id, first=one is kept[0]) for one in kept))


def _folded(one: Given, programme: Programme, pair_id: int, *, first: bool) -> Safe:
    said = one.feedback
    what = _("Meeting of {day}").format(day=short_date(said.met_on))
    if not said.held:
        cause = str(programme.cause(said.cause).name)
        what = _("{meeting}: not held ({cause})").format(meeting=what, cause=cause)
    raised = _("Alert")
    alert = f" {state('late', raised)}" if said.alert else ""
    correct = link(_("Correct this feedback"), "feedback", pair=pair_id, correct=one.id)
    fix = "" if one.answer else f"<p>{correct}</p>"
    return Safe(
        f"<details class='more'{' open' if first else ''}><summary>{strong(what)}{alert}</summary>"
        f"{_levels(one, programme) if said.marks else ''}{_said(one)}{fix}</details>"
    )


def _levels(one: Given, programme: Programme) -> Safe:
    """The criteria that were discussed, in the programme's order, each level in its own words."""
    rows = []
    for criterion in programme.criteria:
        if criterion.key in one.feedback.marks:
            mark, example = one.feedback.marks[criterion.key]
            meaning = str(criterion.meanings[mark])
            shown = _("Example: {text}").format(text=example)
            rows.append(
                [str(criterion.name), two_lines(meaning, shown) if example else safe(meaning)]
            )
    caption = _("Meeting of {day}").format(day=short_date(one.feedback.met_on))
    return table_markup([_("Point"), _("What was seen")], rows, caption=caption)


def _said(one: Given) -> Safe:
    said = one.feedback
    step = said.next_step and two_lines(said.next_step, short_date(said.next_step_on))
    answer = one.answer and two_lines(_(ANSWERS[one.answer]), one.answer_comment or None)
    pairs = [
        (_("What was worked on"), said.worked_on),
        (_("Strengths seen that day"), said.strengths),
        (_("Next step"), step),
        (_("The participant's answer"), answer),
    ]
    inside = "".join(
        f"<div><dt>{safe(label)}</dt><dd>{safe(text)}</dd></div>" for label, text in pairs if text
    )
    return Safe(f'<dl class="facts">{inside}</dl>' if inside else "")


def notes_list(notes: Sequence[Note]) -> None:
    """Notes that the team shares with the mentor, newest first."""
    rows = [[short_date(note.written_on), two_lines(note.body, note.author)] for note in notes]
    st.html(
        table_markup([Column(_("Day"), width="narrow"), _("Note")], rows, caption=_("Shared notes"))
    )
