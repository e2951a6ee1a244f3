"""The referrals in somebody's file: sent where, for what, and what was answered."""

from collections.abc import Sequence

import streamlit as st

from core import programmes, referrals
from core.language import _, n_, p_
from core.participants import Participant
from core.permissions import Action, allows
from core.referral_parts import ANSWERS, Answer, Kept
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import short_date
from pages.shared.feedback import save_token, saving
from pages.shared.labels import subsection
from pages.shared.markup import Cell, empty, link, state, table, two_lines
from pages.shared.referral_form import referral_fields

SYMBOLS = {
    Answer.WAITING: "submitted",
    Answer.ACCEPTED: "validated",
    Answer.REFUSED: "returned",
    Answer.NO_ANSWER: "not_applicable",
}


def referrals_tab(visitor: Staff, person: Participant) -> None:
    """Every referral, newest first, then the form for another one."""
    with open_tracker() as db:
        kept = referrals.of(db, person.id, by=visitor)
        thrown = referrals.of(db, person.id, by=visitor, trashed=True)
        names = {one.key: str(one.name) for one in programmes.barriers_of(db, person.cohort_id)}
    writes = allows(visitor.role, Action.WRITE_BARRIERS, person.relation)
    if kept:
        referral_table(kept, names, writes=writes)
    else:
        empty(_("Nobody was asked yet. Write the first referral down below."))
    if writes:
        subsection(_("Send to an organisation"))
        referral_fields(visitor, person, None)
    if thrown and writes:
        with st.expander(
            n_("{n} referral in the trash", "{n} referrals in the trash", len(thrown))
        ):
            for one in thrown:
                _restore(visitor, one)


def referral_table(
    kept: Sequence[Kept], names: dict[str, str], *, writes: bool, of_partner: bool = False
) -> None:
    """One row per referral; on a partner's page the person stands where the organisation does."""
    first = _("Person") if of_partner else _("Organisation")
    head = [first, _("Purpose"), _("Answer"), _("Appointment")]
    if writes:
        head.append(p_("column", "Correction"))
    rows = [_row(one, names, of_partner=of_partner, writes=writes) for one in kept]
    table(head, rows, caption=_("Referrals"))


def _row(one: Kept, names: dict[str, str], *, of_partner: bool, writes: bool) -> list[Cell]:
    said = one.referral
    whom = (
        link(one.name, "participant", code=one.code)
        if of_partner
        else link(one.organisation, "partners", partner=said.organisation_id)
    )
    sent = _("sent on {day}").format(day=short_date(said.sent_on))
    about = " · ".join(filter(None, [names.get(said.barrier, ""), said.pass_reference]))
    reply = state(SYMBOLS[said.reply.answer], _(ANSWERS[said.reply.answer]))
    row: list[Cell] = [
        two_lines(whom, sent),
        two_lines(said.purpose, about) if about else said.purpose,
        two_lines(reply, short_date(said.reply.on)) if said.reply.on else reply,
        short_date(said.reply.appointment_on) if said.reply.appointment_on else None,
    ]
    if writes:
        words = (
            _("Answer, correct") if said.reply.answer is Answer.WAITING else p_("deed", "Correct")
        )
        row.append(link(words, "participant", code=one.code, referral=said.id))
    return row


def _restore(visitor: Staff, one: Kept) -> None:
    said = one.referral
    key = f"referral_{said.id}_restore"
    words, button = st.columns([4, 1.4], vertical_alignment="center")
    words.html(f"<p>{two_lines(one.organisation, said.purpose)}</p>")
    if button.button(_("Restore"), key=key):
        with saving(_("Referral restored."), form=key), open_tracker() as db:
            referrals.restore(
                db, said.id, version=said.version, by=visitor, token=save_token(key)
            )  # fmt: skip
