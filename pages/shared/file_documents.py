"""The documents in somebody's file: each leaves through its own button, and one is added in one form."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from core import clock, documents
from core.documents import LEVEL_MEANINGS, LONGEST_TITLE, MOST, MOST_BYTES, Description, Document
from core.errors import InvalidInput
from core.exchange.document_file import ENDINGS
from core.language import _
from core.notes import LEVELS, Level, sensitive_words
from core.participants import Participant
from core.permissions import Action, allows
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import count, listed, short_date
from pages.shared.address import number
from pages.shared.download import kept_file_button
from pages.shared.feedback import save_token, saving, seen
from pages.shared.markup import empty, link, message, safe, section, small
from pages.shared.widgets import choice, day

TYPES = [ending.removeprefix(".") for ending in ENDINGS]


def documents_tab(visitor: Staff, person: Participant) -> None:
    """The documents, the latest first, the form that adds one, and the trash."""
    with open_tracker() as db:
        kept = documents.of(db, person.id, by=visitor)
        thrown = documents.of(db, person.id, trash=True, by=visitor)
    writes = allows(visitor.role, Action.WRITE_DOCUMENTS, person.relation)
    if not kept:
        empty(_("No document yet: a certificate, a quote, a letter."))
    for one in kept:
        _one(visitor, person, one, writes=writes)
    if writes:
        _add(visitor, person, kept)
        _trash(visitor, thrown)


def _one(visitor: Staff, person: Participant, one: Document, *, writes: bool) -> None:
    with st.container(key=f"doc-{one.id}"):
        words, deeds = st.columns([3, 2], vertical_alignment="center")
        about = " · ".join([_(LEVELS[one.level]).capitalize(), _weight(one), _added(one)])
        words.html(
            f"<p><strong>{safe(one.title)}</strong>, {short_date(one.dated_on)}</p>"
            f'<p class="muted small">{safe(about)}</p>'
        )
        with deeds.container(
            horizontal=True, horizontal_alignment="right", vertical_alignment="center"
        ):
            if writes:
                st.html(
                    link(_("Correct"), "participant", code=person.code, document=one.id),
                    width="content",
                )
            kept_file_button(
                _("Download"),
                partial(documents.take, document_id=one.id, by=visitor),
                file=f"document-{person.code}-{one.id}.{one.kind}",
                key=f"doc_take_{one.id}",
            )
        if writes and number("document") == one.id:
            _correct(visitor, one)


def _added(one: Document) -> str:
    added = short_date(clock.local(one.at).date())
    return _("added by {name} on {day}").format(name=one.who, day=added)


def _weight(one: Document) -> str:
    return _("{kind}, {size} kB").format(
        kind=one.kind.upper(), size=count(max(1, round(one.size / 1000)))
    )


def _level(key: str, default: Level) -> Level:
    """Who a document is for: chosen before the file, and said under the choice."""
    level = st.segmented_control(
        _("Who is this document for?"), list(LEVEL_MEANINGS), default=default, key=key,
        required=True, format_func=lambda level: _(LEVELS[level]).capitalize(),
    )  # fmt: skip
    small(_(LEVEL_MEANINGS[level or default]))
    return level or default


def _add(visitor: Staff, person: Participant, kept: Sequence[Document]) -> None:
    section(_("Add a document"))
    if len(kept) >= MOST or sum(one.size for one in kept) >= MOST_BYTES:
        empty(_("There is no room left: put a document in the trash first."))
        return
    turn = st.session_state.setdefault("document_turn", 0)
    level = _level(f"document_level-{person.code}-{turn}", Level.TEAM)
    # No form: what is typed is read over before it is kept.
    with st.container():
        file = st.file_uploader(
            _("PDF, JPEG, PNG, DOCX or XLSX, 5 MB at most"), type=TYPES, max_upload_size=5,
            key=f"document_file-{person.code}-{turn}",
        )  # fmt: skip
        left, right = st.columns([3, 1])
        title = left.text_input(
            _("Title"), key=f"document_title-{person.code}-{turn}", max_chars=LONGEST_TITLE
        )
        with right:
            today = clock.today()
            on = day(_("Dated"), key=f"document_on-{person.code}-{turn}", value=today, last=today)
        pressed = st.button(_("Keep the document"), key="document_save")
    small(_("Nothing about an offence or a sentence: no court paper, no prison number."))
    _caution(title)
    if not pressed:
        return
    with saving(_("Document kept."), form="document"), open_tracker() as db:
        if file is None:
            raise InvalidInput(_("Choose a file first."))
        said = Description(title=title, dated_on=on or today, level=level)
        documents.add(
            db, person.id, file.name, file.getvalue(), said, by=visitor, today=today,
            token=save_token("document"),
        )  # fmt: skip
        st.session_state["document_turn"] = turn + 1


def _correct(visitor: Staff, one: Document) -> None:
    """What is said of a document is corrected; its file never is: another one is added instead."""
    form = f"document-{one.id}"
    version = seen(form, one.version)
    level = _level(f"{form}-level", one.level)
    with st.form(form, border=False):
        left, right = st.columns([3, 1])
        title = left.text_input(_("Title"), one.title, key=f"{form}-title", max_chars=LONGEST_TITLE)
        with right:
            today = clock.today()
            on = day(_("Dated"), key=f"{form}-on", value=one.dated_on, last=today)
        pressed = st.form_submit_button(_("Save the document"), key=f"{form}-save")
    _caution(title)
    if st.button(_("Put in the trash"), key=f"{form}-throw"):
        _do(f"{form}-throw", _("In the trash; it can be put back below."), lambda db, token:
            documents.throw(db, one.id, by=visitor, version=version, token=token))  # fmt: skip
    if pressed:
        said = partial(Description, title=title, dated_on=on or one.dated_on, level=level)
        _do(form, _("Document saved."), lambda db, token: documents.change(
            db, one.id, said(), by=visitor, today=today, version=version, token=token))  # fmt: skip


def _trash(visitor: Staff, thrown: Sequence[Document]) -> None:
    if not thrown:
        return
    with st.expander(_("Trash ({n})").format(n=len(thrown)), key="documents_trash"):
        names = {one.id: f"{one.title}, {short_date(one.dated_on)}" for one in thrown}
        left, right = st.columns([4, 2], vertical_alignment="bottom")
        with left:
            picked = choice(
                _("Put back"), list(names), key="documents_trash_pick", said=names.__getitem__,
                index=0 if len(names) == 1 else None,
            )  # fmt: skip
        if right.button(_("Put back as it was"), key="documents_restore") and picked is not None:
            _do(f"document-back-{picked}", _("Put back as it was."), lambda db, token:
                documents.restore(db, picked, by=visitor, token=token))  # fmt: skip


def _do(form: str, done: str, act: Callable[..., None]) -> None:
    def leave() -> None:
        st.query_params.pop("document", None)

    with saving(done, form=form, done=leave), open_tracker() as db:
        act(db, save_token(form))


def _caution(text: str) -> None:
    if words := sensitive_words(text):
        message(
            _(
                "Read again before saving: {words}. Nothing about an offence or a sentence is needed here."
            ).format(words=listed(words)),
            kind="watch",
        )
