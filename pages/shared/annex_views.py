"""Annexes on screen: one after the other in their order, a form to add one, and the trash."""

from base64 import b64encode
from collections.abc import Callable, Sequence

import streamlit as st

from core import annexes, clock
from core.annexes import LONGEST_ALTERNATIVE, LONGEST_TITLE, MOST, Annex
from core.errors import InvalidInput
from core.exchange.annex_file import Kind
from core.language import _, n_
from core.tracker import open_tracker
from core.wording import count, short_date
from pages.shared.feedback import save_token, saving, seen
from pages.shared.markup import empty, link, safe, section, small
from pages.shared.widgets import save_button
from pages.shared.writing import Desk

TYPES = ["jpg", "jpeg", "png", "pdf"]
KINDS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.PDF: "PDF"}
ENDINGS = {Kind.JPEG: "jpg", Kind.PNG: "png", Kind.PDF: "pdf"}


def annex_list(desk: Desk, kept: Sequence[Annex], *, may_write: bool, open_: int) -> None:
    """Each annex with its preview, its words, and what can be done with it; `open_` is being corrected."""
    if not kept:
        empty(_("Nothing yet: a photograph of the place, a quote, a letter of a future customer."))
    for at, one in enumerate(kept):
        with st.container(key=f"annex-{one.id}"):
            look, words = st.columns([1, 4], vertical_alignment="top")
            look.html(_preview(one))
            with words:
                _facts(one)
                _deeds(desk, one, first=at == 0, last=at == len(kept) - 1, may_write=may_write)
                if may_write and one.id == open_:
                    _correct(desk, one)


def add_form(desk: Desk, number: int) -> None:
    """The form that adds an annex; it is empty again once one was added."""
    section(_("Add a photograph or a quote"))
    if number >= MOST:
        empty(_("A plan has {most} annexes at most: remove one first.").format(most=MOST))
        return
    turn = st.session_state.setdefault("annex_turn", 0)
    with st.form("annex", border=False):
        file = st.file_uploader(
            _("Photograph (JPEG, PNG) or PDF, 5 MB at most"),
            type=TYPES,
            key=f"annex_file-{turn}",
            max_upload_size=5,
        )
        title = st.text_input(
            _("Title, printed above it"), key=f"annex_title-{turn}", max_chars=LONGEST_TITLE
        )
        alternative = st.text_input(
            _("What the photograph shows, in a sentence (not for a PDF)"),
            key=f"annex_alternative-{turn}", max_chars=LONGEST_ALTERNATIVE,
        )  # fmt: skip
        pressed = save_button(_("Add to the plan"), key="annex_save")
    small(
        _(
            "Photographs are made smaller, and what they say of place and telephone is removed."
            " Nothing in them speaks of detention either."
        )
    )
    if not pressed:
        return
    with saving(_("Annex added."), form="annex"), open_tracker() as db:
        if file is None:
            raise InvalidInput(_("Choose a file first."))
        annexes.add(
            db, desk.person.id, file.getvalue(), title=title, alternative=alternative,
            by=desk.visitor, token=save_token("annex"),
        )  # fmt: skip
        st.session_state["annex_turn"] = turn + 1


def trash(desk: Desk, thrown: Sequence[Annex], *, may_write: bool) -> None:
    """What was removed, and the way back."""
    if not thrown:
        return
    with st.expander(n_("Trash: {n} annex", "Trash: {n} annexes", len(thrown)), key="annex_trash"):
        small(
            _(
                "What is in the trash is neither printed nor listed. It stays here as long as the"
                " person's file: a version frozen with it still shows it."
            )
        )
        for one in thrown:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.html(f"<p>{safe(one.title)}</p>", width="content")
                if may_write and st.button(_("Put it back"), key=f"annex_back_{one.id}"):
                    _do(one, _("Annex put back."), "back", lambda db, token, one=one: annexes.restore(
                        db, one.id, by=desk.visitor, token=token))  # fmt: skip


def _preview(one: Annex) -> str:
    if one.preview is None:
        return f'<div class="sheet" aria-hidden="true">{KINDS[one.kind]}</div>'
    return (
        f'<img class="preview" alt="{safe(one.alternative)}" '
        f'src="data:image/jpeg;base64,{b64encode(one.preview).decode()}">'
    )


def _facts(one: Annex) -> None:
    kilobytes = count(max(1, round(one.size / 1000)))
    size = _("{kind}, {size} kB").format(kind=KINDS[one.kind], size=kilobytes)
    added = _("added by {name} on {day}").format(
        name=one.who, day=short_date(clock.local(one.at).date())
    )
    shows = f"<p>{safe(one.alternative)}</p>" if one.alternative else ""
    st.html(
        f'<h2>{safe(one.title)}</h2>{shows}<p class="muted small">{safe(size)}, {safe(added)}</p>'
    )


def _deeds(desk: Desk, one: Annex, *, first: bool, last: bool, may_write: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"annex_deeds_{one.id}"):
        st.download_button(
            _("Download"), data=lambda: _file(desk, one), on_click="ignore",
            file_name=f"plan-{desk.person.code}-{one.id}.{ENDINGS[one.kind]}",
            key=f"annex_file_{one.id}",
        )  # fmt: skip
        if not may_write:
            return
        for label, up, end in ((_("Higher"), True, first), (_("Lower"), False, last)):
            if st.button(label, key=f"annex_{'up' if up else 'down'}_{one.id}", disabled=end):
                with saving(_("Order kept."), form="annex_order"), open_tracker() as db:
                    annexes.move(
                        db, one.id, up=up, by=desk.visitor, token=save_token("annex_order")
                    )
        if st.button(_("Remove"), key=f"annex_remove_{one.id}"):
            _do(one, _("Annex put in the trash."), "remove",
                lambda db, token: annexes.remove(db, one.id, by=desk.visitor, token=token))  # fmt: skip
        st.html(
            link(_("Correct"), "plan-annexes", code=desk.person.code, annex=one.id),
            width="content",
        )  # fmt: skip


def _correct(desk: Desk, one: Annex) -> None:
    form = f"annex-{one.id}"
    version = seen(form, one.version)
    with st.form(form, border=False):
        title = st.text_input(
            _("Title, printed above it"), one.title, key=f"annex_new_title_{one.id}-{one.version}",
            max_chars=LONGEST_TITLE,
        )  # fmt: skip
        alternative = "" if not one.is_picture else st.text_input(
            _("What the photograph shows, in a sentence"), one.alternative,
            key=f"annex_new_alternative_{one.id}-{one.version}", max_chars=LONGEST_ALTERNATIVE,
        )  # fmt: skip
        pressed = st.form_submit_button(_("Save the words"), key=f"annex_words_{one.id}")
    if pressed:
        with saving(_("Words saved."), form=form), open_tracker() as db:
            annexes.change(
                db, one.id, title=title, alternative=alternative, version=version,
                by=desk.visitor, token=save_token(form),
            )  # fmt: skip
            del st.query_params["annex"]


def _do(one: Annex, done: str, deed: str, act: Callable[..., None]) -> None:
    form = f"{deed}-{one.id}-{one.version}"
    with saving(done, form=form), open_tracker() as db:
        act(db, save_token(form))


def _file(desk: Desk, one: Annex) -> bytes:
    with open_tracker() as db:
        return annexes.file_of(db, one.id, by=desk.visitor)
