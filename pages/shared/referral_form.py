"""Sending somebody to an organisation, and writing down what it answered."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from core import caution, clock, partners, programmes, referrals
from core.errors import InvalidInput
from core.language import _
from core.participants import Participant
from core.referral_parts import (
    ANSWERS,
    LONGEST_PURPOSE,
    Answer,
    Kept,
    Referral,
    Reply,
    may_be_another_number,
)
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import listed
from pages.shared.feedback import explained, save_token, saving, seen
from pages.shared.labels import plain_label, subsection
from pages.shared.markup import link, message, small
from pages.shared.widgets import choice, day, save_button


def referral_form(visitor: Staff, person: Participant, referral_id: int) -> None:
    """Write the answer down, correct the referral, or put it into the trash."""
    with explained(), open_tracker() as db:
        kept = referrals.get(db, referral_id, by=visitor)
    if kept.participant_id != person.id or kept.trashed:
        return  # an address put together by hand, or one from before
    subsection(_("Referral to: {name}").format(name=kept.organisation))
    referral_fields(visitor, person, kept)
    key = f"referral_{referral_id}_trash"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(link(_("Leave it as it is"), "participant", code=person.code))
        thrown = st.button(_("Put into the trash"), key=key, type="tertiary")
    version = seen(key, kept.referral.version)
    if thrown:
        with saving(_("Referral put into the trash."), form=key, done=_leave), open_tracker() as db:
            referrals.discard(db, referral_id, version=version, by=visitor, token=save_token(key))


def referral_fields(visitor: Staff, person: Participant, kept: Kept | None) -> None:
    """The fields of a referral; a new one waits for its answer."""
    said, today = kept.referral if kept else None, clock.today()
    turn = st.session_state.get("referral_turn", 0)
    key = f"referral_{said.id}" if said else f"referral_new{turn}"
    version = seen(key, said.version) if said else 1
    with open_tracker() as db:
        known = {one.id: plain_label(one.name) for one in partners.to_choose_from(db, by=visitor)}
        barriers = {
            one.key: plain_label(str(one.name))
            for one in programmes.barriers_of(db, person.cohort_id)
        }
    if kept and said and said.organisation_id not in known:  # a partner no more
        known[said.organisation_id] = plain_label(kept.organisation)
    with st.form(key, border=False):
        whom, why, sent = st.columns([3, 2.4, 1.6], vertical_alignment="bottom")
        with whom:
            to = choice(
                _("Organisation"), list(known), key=f"{key}_to", said=known.__getitem__,
                index=_place(list(known), said.organisation_id if said else None),
            )  # fmt: skip
        with why:
            barrier = choice(
                _("For which barrier"), ["", *barriers], key=f"{key}_barrier",
                said=lambda one: barriers.get(one, _("for something else")),
                index=_place(["", *barriers], said.barrier if said else ""),
            )  # fmt: skip
        with sent:
            first = said.sent_on if said else today
            sent_on = day(_("Sent on"), key=f"{key}_sent", value=first, last=today)
        what, number = st.columns([4, 2], vertical_alignment="bottom")
        purpose = what.text_input(
            _("Purpose, in a few words"), said.purpose if said else "", key=f"{key}_purpose",
            max_chars=LONGEST_PURPOSE,
        )  # fmt: skip
        reference = number.text_input(
            _("Their reference (PASS IAE…), optional"), said.pass_reference if said else "",
            key=f"{key}_reference", max_chars=24,
        )  # fmt: skip
        answer, on, appointment = _reply(key, said.reply) if said else (Answer.WAITING, None, None)
        done = save_button(_("Save the referral"), key=f"{key}_save")
    _cautions(purpose, reference)
    if not said:
        small(link(_("An organisation is missing? Add it to the partners."), "partners"))
    if not done:
        return
    with saving(_("Referral saved."), form=key, done=_leave), open_tracker() as db:
        if to is None:
            raise InvalidInput(
                _("Choose the organisation in the list, or add it to the partners.")
            )  # fmt: skip
        referral = Referral(
            organisation_id=to, sent_on=sent_on or today, purpose=purpose, barrier=barrier or "",
            reply=Reply(answer=answer, on=on, appointment_on=appointment),
            pass_reference=reference.strip(), id=said.id if said else 0, version=version,
        )  # fmt: skip
        token = save_token(key)
        if said:
            referrals.correct(db, referral, by=visitor, today=today, token=token)
        else:
            referrals.send(db, person.id, referral, by=visitor, today=today, token=token)


def _reply(key: str, reply: Reply) -> tuple[Answer, date | None, date | None]:
    """The answer and its dates."""
    words, when, meeting = st.columns([4.4, 1.5, 1.5], vertical_alignment="bottom")
    with words:
        answer = st.segmented_control(
            _("Answer"), list(Answer), default=reply.answer, required=True, wrap=True,
            format_func=lambda one: _(ANSWERS[one]), key=f"{key}_answer",
        ) or reply.answer  # fmt: skip
    with when:
        on = day(_("Date of the answer"), key=f"{key}_on", value=reply.on, last=clock.today())
    with meeting:
        appointment = day(_("Appointment"), key=f"{key}_appointment", value=reply.appointment_on)
    return answer, on, appointment


def _cautions(purpose: str, reference: str) -> None:
    """What has no place here warns, and can be saved all the same."""
    if words := caution.as_written(caution.watched_words(purpose), purpose):
        text = _(
            "Read again before saving: {words}. Nothing about an offence or a sentence is needed here."
        )
        message(text.format(words=listed(words)), kind="watch")
    if may_be_another_number(reference):
        message(
            _(
                "This number is short for a PASS IAE. A number given by the prison has no place here."
            ),
            kind="watch",
        )


def _place(options: Sequence[object], value: object) -> int | None:
    return options.index(value) if value in options else None


def _leave() -> None:
    """What the form was for is kept: the next one is a blank one."""
    st.query_params.pop("referral", None)
    st.session_state["referral_turn"] = int(st.session_state.get("referral_turn", 0)) + 1
