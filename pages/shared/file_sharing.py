"""What somebody agrees to share with those who take over: the answers, the form, and the sheet in Word."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from core import clock, export_hand_over, sharing
from core.language import Language, _, current
from core.participants import Participant
from core.permissions import Action, allows
from core.sharing import ITEMS, Agreement, Item
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import listed, short_date
from pages.shared.download import word_button
from pages.shared.feedback import save_token, saving
from pages.shared.file_place import close_place
from pages.shared.markup import (
    Cell,
    empty,
    link,
    message,
    muted,
    section,
    small,
    state,
    table,
    two_lines,
)
from pages.shared.widgets import day, save_button

LANGUAGES = {Language.FRENCH: "Français", Language.ENGLISH: "English"}


def sharing_panel(
    visitor: Staff, person: Participant, known: Sequence[Agreement], *, edits: bool
) -> None:
    """One line for each thing that may be shared, then the sheet for outside and the internal one."""
    section(_("Hand-over: what may be shared"))
    if any(one.agreed is not None for one in known):
        head = [_("What"), _("Answer"), _("Since")]
        table(head, [_line(one) for one in known], caption=_("Hand-over: what may be shared"))
    else:
        empty(_("Nothing was asked yet. The sheet holds only what the person agrees to share."))
    if edits:
        words = _("Ask what may be shared")
        st.html(link(words, "participant", code=person.code, after="sharing"))
    may = allows(visitor.role, Action.EXPORT_SUMMARY, person.relation)
    if may and any(one.agreed for one in known):
        _sheets(visitor, person)


def _line(one: Agreement) -> list[Cell]:
    name = _(ITEMS[one.item])
    if one.agreed is None:
        return [name, muted(_("not asked yet")), None]
    answer = (
        state("validated", _("may be shared"))
        if one.agreed
        else state("not_applicable", _("not to be shared"))
    )
    return [name, answer, two_lines(short_date(one.agreed_on), one.who)]


def _sheets(visitor: Staff, person: Participant) -> None:
    with open_tracker() as db:
        held_back = export_hand_over.prepared(db, person.id, internal=False, by=visitor).held_back
    if held_back:
        message(
            _("Held back outside, since it speaks of a measure or a place: {what}.").format(
                what=listed(held_back)
            ),
            kind="watch",
        )
    language = st.segmented_control(
        _("Language of the document"), list(LANGUAGES), default=current(), key="sheet_language",
        required=True, format_func=LANGUAGES.__getitem__,
    )  # fmt: skip
    make = partial(
        export_hand_over.hand_over_as_word, participant_id=person.id, by=visitor,
        today=clock.today(), language=language or current(),
    )  # fmt: skip
    with st.container(horizontal=True):
        word_button(
            _("Hand-over sheet, outside"), make, file=f"passation-{person.code}", key="word_sheet"
        )
        word_button(
            _("Hand-over sheet, between prison teams"), partial(make, internal=True),
            file=f"passation-interne-{person.code}", key="word_sheet_internal",
        )  # fmt: skip
    small(_("The sheet for outside mentions neither a measure nor a place of detention."))


def sharing_form(visitor: Staff, person: Participant) -> None:
    """Each thing is asked apart; what is not ticked is not shared."""
    today = clock.today()
    with open_tracker() as db:
        known = sharing.of(db, person.id, by=visitor)
    section(_("Ask what may be shared"))
    small(
        _(
            "Ask thing by thing, with simple words. What is not ticked is not shared; refusing has no consequence."
        )
    )
    with st.form("sharing", border=False):
        answers: dict[Item, bool] = {}
        left, right = st.columns(2)
        for at, one in enumerate(known):
            answers[one.item] = (left if at % 2 == 0 else right).checkbox(
                _(ITEMS[one.item]), value=bool(one.agreed), key=f"sharing_{one.item}"
            )
        with st.columns([1, 3])[0]:
            on = day(_("Date of the answer"), key="sharing_on", value=today, last=today)
        pressed = save_button(_("Save the answers"), key="sharing_save")
    if pressed:
        with saving(_("Answers saved."), form="sharing", done=close_place), open_tracker() as db:
            sharing.record(
                db, person.id, answers, on=on or today, by=visitor, today=today,
                token=save_token("sharing"),
            )  # fmt: skip
