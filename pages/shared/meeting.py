"""The mentor's form: each answer opens what it calls for, and nothing typed is lost on the way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from core import caution
from core.drafts import Kind, Place
from core.errors import InvalidInput
from core.feedback import ENDS, LONGEST, Feedback
from core.language import _
from core.mentors import Mentee
from core.programme import Criterion, Programme
from core.staff import Staff
from core.wording import listed
from pages.shared.drafting import Field, keep_draft, offered
from pages.shared.markup import message, safe, section, small
from pages.shared.widgets import choice, day

NOT_DISCUSSED = 0
TEXTS = ("worked_on", "strengths")


@dataclass(frozen=True, kw_only=True)
class Typing:
    """Who fills in the form, and about whom."""

    visitor: Staff
    participant_id: int

    def fields(self, form: str, first: Feedback | None) -> dict[str, Field]:
        """The long texts of a form, with what is saved of them."""
        return {
            name: Field(
                name=f"{name}-{form}",
                place=Place(
                    kind=Kind.FEEDBACK, participant_id=self.participant_id, field=f"{form} {name}"
                ),
                kept=getattr(first, name) if first else "",
            )
            for name in TEXTS
        }


def meeting_form(
    programme: Programme,
    mentee: Mentee,
    *,
    form: str,
    first: Feedback | None,
    today: date,
    typing: Typing,
    proposed: date | None = None,
) -> Callable[[], Feedback] | None:
    """The form, and what makes a feedback of it; None as long as the first question has no answer.

    `form` is part of every key: another one begins with empty fields. `first` is what is corrected,
    `proposed` the day that it is probably about.
    """
    held = st.radio(
        _("Was the meeting held?"), [True, False], key=f"held-{form}", horizontal=True,
        index=None if first is None else int(not first.held),
        format_func=lambda yes: _("Yes") if yes else _("No"), persist_state="session",
    )  # fmt: skip
    if held is None:
        return None
    met_on = day(
        _("Date of the meeting") if held else _("Date it was planned for"),
        key=f"met-{form}", last=today,
        value=first.met_on if first else proposed,
    )  # fmt: skip
    fields = _held(programme, form, first, typing) if held else _not_held(programme, form, first)

    def written() -> Feedback:
        if met_on is None:
            raise InvalidInput(_("Choose the day of the meeting."))
        return Feedback(pair_id=mentee.pair_id, met_on=met_on, held=held, **fields)

    return written


def _not_held(programme: Programme, form: str, first: Feedback | None) -> dict[str, Any]:
    """Why, and nothing else."""
    causes = {cause.key: str(cause.name) for cause in programme.causes}
    at = list(causes).index(first.cause) if first and first.cause in causes else None
    cause = choice(_("Why?"), list(causes), key=f"cause-{form}", said=causes.__getitem__, index=at)
    return {"cause": cause or ""}


def _held(
    programme: Programme, form: str, first: Feedback | None, typing: Typing
) -> dict[str, Any]:
    section(_("Where things stand"))
    small(_("Choose the sentence that fits best what you saw. Leave out what was not discussed."))
    marks: dict[str, tuple[int, str]] = {}
    for criterion in programme.criteria:
        kept = first.marks.get(criterion.key) if first else None
        mark = _mark(criterion, form, kept)
        if mark is not None:
            marks[criterion.key] = mark

    section(_("The meeting"))
    texts = typing.fields(form, first)
    locked = offered(form, list(texts.values()), typing.visitor)
    labels = {"worked_on": _("What was worked on"), "strengths": _("Strengths seen that day")}
    worked_on, strengths = (
        _text(labels[name], texts[name], typing.visitor, locked=locked) for name in TEXTS
    )
    step, due = st.columns([3, 1])
    next_step = step.text_input(
        _("Next step, agreed with the person"), first.next_step if first else "",
        key=f"next_step-{form}", max_chars=300, persist_state="session",
    )  # fmt: skip
    with due:
        next_step_on = day(
            _("For"), key=f"next_step_on-{form}", value=first.next_step_on if first else None
        )
    alert = st.checkbox(
        _("Alert: I would like the coach to call me back"), first.alert if first else False,
        key=f"alert-{form}", persist_state="session",
    )  # fmt: skip
    examples = [example for _mark, example in marks.values()]
    _read_again(" ".join([worked_on, strengths, next_step, *examples]))
    return {
        "marks": marks,
        "worked_on": worked_on,
        "strengths": strengths,
        "next_step": next_step,
        "next_step_on": next_step_on,
        "alert": alert,
    }


def _mark(criterion: Criterion, form: str, kept: tuple[int, str] | None) -> tuple[int, str] | None:
    """The level of one criterion, each said in a whole sentence; either end asks for an example."""
    meanings = {mark: str(words) for mark, words in criterion.meanings.items()}
    options = [*meanings, NOT_DISCUSSED]
    meanings[NOT_DISCUSSED] = _("Not discussed this time")
    st.html(f"<h3>{safe(str(criterion.name))}</h3>")
    mark = st.radio(
        str(criterion.question), options, key=f"{criterion.key}-{form}",
        index=options.index(kept[0] if kept else NOT_DISCUSSED),
        format_func=meanings.__getitem__, persist_state="session",
    )  # fmt: skip
    if mark == NOT_DISCUSSED:
        return None
    example = ""
    if mark in ENDS:
        example = st.text_input(
            _("An example, in a sentence"), kept[1] if kept else "",
            key=f"example-{criterion.key}-{form}", max_chars=500, persist_state="session",
        )  # fmt: skip
    return mark, example


def _text(label: str, field: Field, visitor: Staff, *, locked: bool) -> str:
    """A long text: a draft of it is kept as it is typed."""
    st.session_state.setdefault(field.name, field.kept)
    return st.text_area(
        label, key=field.name, height=100, max_chars=LONGEST, persist_state="session",
        disabled=locked, on_change=keep_draft, args=(field, visitor),
    )  # fmt: skip


def _read_again(text: str) -> None:
    """Point at words that have no place here; the save stays possible."""
    if found := caution.as_written(caution.watched_words(text), text):
        message(
            _(
                "Read again before saving: {words}. Nothing about an offence or a sentence is needed here."
            ).format(words=listed(found)),
            kind="watch",
        )
