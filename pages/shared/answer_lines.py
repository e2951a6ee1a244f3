"""The answers of a sheet: one line of digits for the keyboard, one row per item to check or to click."""

from functools import partial

import streamlit as st

from core.answer_sheets import as_typed, typed
from core.language import _, n_
from core.questionnaires import Answer, Instrument, missing, score
from core.staff import Staff
from core.wording import count
from pages.shared.drafting import Field, keep_draft, kept_at
from pages.shared.markup import message, safe, small


def answer_lines(
    instrument: Instrument, field: Field, visitor: Staff, *, locked: bool
) -> dict[int, int | None]:
    """The answers as they stand; the line of digits and the rows say the same thing."""
    if field.name not in st.session_state:
        st.session_state[field.name] = field.kept
    st.text_input(
        _("Answers in the order of the paper: one digit each, a dash where there is none"),
        key=field.name, disabled=locked, placeholder="3 4 2 –", on_change=keep_draft,
        args=(field, visitor),
    )  # fmt: skip
    answers, problems = typed(instrument, str(st.session_state[field.name]))
    for problem in problems:
        message(problem, kind="watch", role="alert")
    with st.container(gap=None, key=f"{field.name}_rows"):
        for number in range(1, len(instrument.items) + 1):
            _row(instrument, number, answers.get(number), field, visitor, locked=locked)
    _count(instrument, answers)
    if kept := kept_at([field.name]):
        small(kept)
    return {number: answers.get(number) for number in range(1, len(instrument.items) + 1)}


def _row(
    instrument: Instrument,
    number: int,
    value: int | None,
    field: Field,
    visitor: Staff,
    *,
    locked: bool,
) -> None:  # fmt: skip
    """One item of the paper, and its answers in a line."""
    item = instrument.items[number - 1]
    if item.heading:
        st.html(f"<h3>{safe(str(item.heading))}</h3>")
    key = f"{field.name}_{number}"
    st.session_state[key] = value
    labels = {one.value: _label(one) for one in instrument.answers_to(number)}
    with st.container(key=f"answer-row-{key}", gap=None):
        st.html(f"<p>{number}. {safe(str(item.text))}</p>")
        st.segmented_control(
            f"{number}. {item.text}", list(labels), key=key, format_func=labels.__getitem__,
            label_visibility="collapsed", disabled=locked, wrap=True,
            on_change=partial(_answered, instrument, number, field, visitor),
        )  # fmt: skip


def _label(answer: Answer) -> str:
    return f"{answer.value} {answer.label}"


def _answered(instrument: Instrument, number: int, field: Field, visitor: Staff) -> None:
    """A row was answered, or emptied: the line of digits says so too."""
    answers: dict[int, int | None] = dict(typed(instrument, str(st.session_state[field.name]))[0])
    answers[number] = st.session_state[f"{field.name}_{number}"]
    st.session_state[field.name] = as_typed(instrument, answers)
    keep_draft(field, visitor)


def _count(instrument: Instrument, answers: dict[int, int]) -> None:
    """What is missing, and the score as it will be kept."""
    lacking = missing(instrument, answers)
    told = (
        [n_("{n} answer missing", "{n} answers missing", lacking)] if lacking else [_("Complete")]
    )
    total = score(instrument, answers)
    if total is not None:
        told.append(_("score {score}").format(score=count(round(total, 1))))
    elif answers and lacking > instrument.may_miss:
        told.append(_("too many missing for a score: the answers are kept all the same"))
    st.html(f'<p aria-live="polite">{safe(", ".join(told))}</p>')
