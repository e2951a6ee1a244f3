"""The learning log on screen: the form of an observation, the filters, the list, the trash."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from core import clock, learnings
from core.errors import InvalidInput
from core.language import _, n_
from core.learnings import KINDS, LONGEST, Draft, Kind, Learning
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import listed, short_date
from pages.shared.feedback import save_token, saving, seen
from pages.shared.markup import (
    Cell,
    Safe,
    empty,
    link,
    message,
    safe,
    section,
    small,
    table,
    two_lines,
)
from pages.shared.session_lists import keep_in_address, place_in
from pages.shared.widgets import choice, day


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What a log may be about: cohorts by id, forms of support by key."""

    cohorts: dict[int, str]
    arms: dict[str, str]


def learning_form(visitor: Staff, choices: Choices, kept: Learning | None) -> None:
    """A new observation, or the correction of one; warnings stand before it is saved."""
    key = f"learning_{kept.id}" if kept else f"learning_new{st.session_state.get('_learned', 0)}"
    version = seen(key, kept.version) if kept else 0
    section(_("Correct an observation") if kept else _("Write down an observation"))
    kind = st.segmented_control(
        _("What kind?"), list(Kind), default=kept.kind if kept else Kind.WORKS, key=f"{key}_kind",
        required=True, format_func=lambda one: _(KINDS[one]),
    )  # fmt: skip
    small(_("A fact, where it happened, what it changed. Nobody is named, nor can be recognised."))
    body = st.text_area(
        _("What did you observe?"), kept.body if kept else "", key=f"{key}_body", height=120,
        max_chars=LONGEST,
    )  # fmt: skip
    when, which, how = st.columns(3)
    with when:
        today = clock.today()
        on = day(
            _("Observed on"), key=f"{key}_on", value=kept.observed_on if kept else today, last=today
        )
    with which:
        cohort = choice(
            _("Cohort (optional)"), list(choices.cohorts), key=f"{key}_cohort",
            said=choices.cohorts.__getitem__,
            index=place_in(list(choices.cohorts), kept and kept.cohort_id),
        )  # fmt: skip
    with how:
        arm = None if cohort else choice(
            _("Form of support (optional)"), list(choices.arms), key=f"{key}_arm",
            said=choices.arms.__getitem__, index=place_in(list(choices.arms), kept and kept.arm),
        )  # fmt: skip
    _warn(visitor, body, cohort)
    if st.button(_("Save the observation"), key=f"{key}_save", type="primary"):
        with saving(_("Observation saved."), form=key, done=_close), open_tracker() as db:
            if on is None:
                raise InvalidInput(_("Choose the day of the observation."))
            draft = Draft(
                observed_on=on, kind=kind or Kind.WORKS, body=body, cohort_id=cohort, arm=arm
            )
            token = save_token(key)
            if kept:
                learnings.change(
                    db, kept.id, draft, by=visitor, today=today, version=version, token=token
                )
            else:
                learnings.write(db, draft, by=visitor, today=today, token=token)
    if kept:
        _throw(visitor, kept)
        st.html(link(_("Leave it as it is"), "learnings"))


def _warn(visitor: Staff, body: str, cohort: int | None) -> None:
    words = learnings.sensitive_words(body)
    if cohort and body:
        with open_tracker() as db:
            words += learnings.names_said(db, body, cohort, by=visitor)
    if words:
        message(
            _("Read again before saving: {words}. Nobody is named here, nor any case.").format(
                words=listed(words)
            ),
            kind="watch",
        )


def _close() -> None:
    st.query_params.pop("learning", None)
    st.session_state["_learned"] = st.session_state.get("_learned", 0) + 1


def filters(choices: Choices) -> tuple[int | None, str | None, Kind | None]:
    """What the log is narrowed to, kept in the address."""
    asked = st.query_params
    left, middle, right = st.columns(3)
    with left:
        ids = list(choices.cohorts)
        cohort = choice(
            _("Cohort"), ids, key="log_cohort", said=choices.cohorts.__getitem__,
            index=place_in([str(one) for one in ids], asked.get("cohort")), placeholder=_("All cohorts"),
        )  # fmt: skip
    with middle:
        arm = choice(
            _("Form of support"), list(choices.arms), key="log_arm", placeholder=_("All forms of support"),
            said=choices.arms.__getitem__, index=place_in(list(choices.arms), asked.get("arm")),
        )  # fmt: skip
    with right:
        kind = choice(
            _("Kind"), list(Kind), key="log_kind", said=lambda one: _(KINDS[one]),
            index=place_in([*map(str, Kind)], asked.get("kind")), placeholder=_("All kinds"),
        )  # fmt: skip
    keep_in_address(cohort=cohort, arm=arm, kind=kind)
    return cohort, arm, kind


def log_table(kept: Sequence[Learning]) -> None:
    """The observations, newest first, each whole."""
    if not kept:
        empty(_("Nothing is written down here yet. One sentence after a session is enough."))
        return
    head = [_("Date"), _("Observation"), _("About"), _("By")]
    table(head, [_line(one) for one in kept], caption=_("Learning log"))


def _line(one: Learning) -> list[Cell]:
    kind = safe(_(KINDS[one.kind]))
    way = link(_("Correct"), "learnings", learning=one.id)
    text = Safe(
        f'<span class="muted small">{kind}</span><div class="text">{safe(one.body)}</div>{way}'
    )
    about = two_lines(one.cohort, one.arm_name) if one.cohort else one.arm_name or None
    return [short_date(one.observed_on), text, about, one.who]


def trash(visitor: Staff, thrown: Sequence[Learning]) -> None:
    """What was thrown away, and the way back."""
    if not thrown:
        return
    label = n_("Trash: {n} observation", "Trash: {n} observations", len(thrown))
    with st.expander(label, key="learning_trash"):
        for one in thrown:
            small(f"{short_date(one.observed_on)} · {one.body}")
            form = f"learning-back-{one.id}-{one.version}"
            if st.button(_("Put it back"), key=form):
                with saving(_("Observation put back."), form=form), open_tracker() as db:
                    learnings.restore(db, one.id, by=visitor, token=save_token(form))


def _throw(visitor: Staff, kept: Learning) -> None:
    form = f"learning-trash-{kept.id}-{kept.version}"
    if st.button(_("Put it in the trash"), key=form):
        with (
            saving(_("Observation put in the trash."), form=form, done=_close),
            open_tracker() as db,
        ):
            learnings.trash(db, kept.id, by=visitor, token=save_token(form))
