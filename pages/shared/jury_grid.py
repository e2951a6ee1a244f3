"""A juror's grid: a level for each point, said in a whole sentence, and what led to it."""

from collections.abc import Mapping

import streamlit as st

from core import clock, jury_marks
from core.jury_parts import LONGEST, Grid, Juror, Jury, Mark
from core.language import _
from core.programme import JuryCriterion
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import moment
from pages.shared.feedback import save_token, saving, seen
from pages.shared.markup import message, safe, section, small
from pages.shared.panel import close_panel
from pages.shared.widgets import choice


def own_grid(visitor: Staff, one: Jury, own: Juror) -> None:
    """The visitor's own grid, kept as a draft or handed in, until the deliberation opens."""
    form = f"jury-grid-{own.id}"
    version = seen(form, own.version)
    with open_tracker() as db:
        kept = jury_marks.own(db, one.id, by=visitor)
    section(_("My grid"))
    if own.handed_in_at:
        message(
            _("Handed in {moment}.").format(moment=moment(own.handed_in_at)),
            kind="done",
        )
    if one.has_read(visitor.id):
        small(_("You have typed another juror's grid since: your own stays as you handed it in."))
        return
    small(
        _(
            "Nobody else reads it before the deliberation, not even the team. Until then you may change it."
        )
    )
    with st.container(width=720):
        grid = grid_fields(one, f"{form}-{_base(form, version)}", kept)
    with st.container(horizontal=True):
        handed_in = st.button(
            _("Hand in my grid again") if own.handed_in_at else _("Hand in my grid"),
            type="secondary" if own.handed_in_at else "primary", key=f"{form}-save",
        )  # fmt: skip
        draft = not own.handed_in_at and st.button(_("Keep as a draft"), key=f"{form}-draft")
    if not (handed_in or draft):
        return
    said = _("Grid handed in.") if handed_in else _("Draft kept.")
    with saving(said, form=form), open_tracker() as db:
        jury_marks.write(
            db, one.id, grid, hand_in=handed_in, by=visitor, today=clock.today(), version=version,
            token=save_token(form),
        )  # fmt: skip
        _begin_again(form)


def paper_panel(visitor: Staff, one: Jury) -> None:
    """The paper grid of somebody without an account; what was typed before is not shown again."""
    outside = {juror.id: juror for juror in one.sitting if juror.staff_id is None}
    if not outside:
        message(_("Everybody on this jury has an account: each fills in their own grid."))
        return
    if one.own in one.awaited:
        message(_("Hand in your own grid first: each juror marks alone."), kind="watch")
        return
    who = choice(
        _("Whose paper grid?"), list(outside), key=f"jury-paper-{one.id}",
        said=lambda key: outside[key].name, index=0 if len(outside) == 1 else None,
    )  # fmt: skip
    if who is None:
        return
    juror, form = outside[who], f"jury-paper-{who}"
    version = seen(form, juror.version)
    if juror.handed_in_at:
        message(
            _("This grid was typed {moment}. Typing it again replaces it whole.").format(
                moment=moment(juror.handed_in_at)
            )
        )
    with st.container(width=720):
        grid = grid_fields(one, f"{form}-{_base(form, version)}", Grid())
    if st.button(_("Save this grid"), key=f"{form}-save"):
        with saving(_("Grid saved."), form=form), open_tracker() as db:
            jury_marks.type_in(
                db, one.id, who, grid, by=visitor, today=clock.today(), version=version,
                token=save_token(form),
            )  # fmt: skip
            _begin_again(form)
            close_panel()


def grid_fields(one: Jury, form: str, kept: Grid) -> Grid:
    """Every point with its four sentences; what is typed stays across pages."""
    marks = {}
    for criterion in one.criteria:
        if mark := _point(criterion, f"{form}-{criterion.key}", kept.marks):
            marks[criterion.key] = mark
    remarks = st.text_area(
        _("Strengths of the project, and what should be worked on first"), kept.remarks,
        key=f"{form}-remarks", height=120, max_chars=LONGEST, persist_state="session",
    )  # fmt: skip
    return Grid(marks=marks, remarks=remarks)


def _point(criterion: JuryCriterion, key: str, kept: Mapping[str, Mark]) -> Mark | None:
    meanings = {level: f"{level} · {words}" for level, words in criterion.meanings.items()}
    before = kept.get(criterion.key)
    st.html(f"<h3>{safe(str(criterion.name))}</h3>")
    level = st.radio(
        str(criterion.question), list(meanings), key=key, format_func=meanings.__getitem__,
        index=list(meanings).index(before.level) if before else None, persist_state="session",
    )  # fmt: skip
    comment = st.text_input(
        _("What led me to it (optional)"), before.comment if before else "", key=f"{key}-why",
        max_chars=500, persist_state="session",
    )  # fmt: skip
    if level is None:
        if comment.strip():
            small(_("Choose a level too: the comment goes with it."))
        return None
    return Mark(level=level, comment=comment)


def _base(form: str, version: int) -> int:
    """The version that the fields were filled with: what is typed stays when somebody saved in between."""
    return int(st.session_state.setdefault(f"{form}-base", version))


def _begin_again(form: str) -> None:
    st.session_state.pop(f"{form}-base", None)
