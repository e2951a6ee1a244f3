"""Partners on screen: the list with its counts, one of them with its referrals, and the form."""

from collections.abc import Sequence

import streamlit as st

from core import organisations, programmes
from core.errors import InvalidInput
from core.language import _
from core.organisations import ORGANISATION_KINDS, PARTNER_KINDS, Organisation, OrganisationKind
from core.partners import Partner
from core.referral_parts import Answer, Kept
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import NOTHING
from pages.shared.feedback import save_token, saving, seen
from pages.shared.file_referrals import referral_table
from pages.shared.markup import Column, empty, facts, link, section, small, strong, table, two_lines
from pages.shared.widgets import choice, save_button


def partners_table(known: Sequence[Partner]) -> None:
    """One row per partner: who they are, how to reach them, what became of the referrals."""
    table(
        [
            _("Organisation"),
            _("To reach them"),
            Column(_("Referrals"), numeric=True),
            Column(_("Accepted"), numeric=True),
            Column(_("Answer awaited"), numeric=True),
        ],
        [
            [
                two_lines(strong(link(one.organisation.name, "partners", partner=one.organisation.id)),
                          _what(one.organisation)),
                _reached(one.organisation),
                one.sent,
                one.answers.get(Answer.ACCEPTED, 0),
                one.answers.get(Answer.WAITING, 0),
            ]
            for one in known
        ],
        caption=_("Partners"),
    )  # fmt: skip


def _what(one: Organisation) -> str:
    return " · ".join(filter(None, [_(ORGANISATION_KINDS[one.kind]), one.departement]))


def _reached(one: Organisation) -> str | None:
    return "\n".join(filter(None, [one.contact, one.phone, one.email])) or None


def one_partner(visitor: Staff, kept: Organisation, sent: Sequence[Kept]) -> None:
    """What is known of a partner, the referrals of the people in reach, and its correction."""
    facts(
        [
            (_("What it is"), _(ORGANISATION_KINDS[kept.kind])),
            (_("Whom to ask for"), kept.contact),
            (_("Telephone"), kept.phone),
            (_("Email address"), kept.email),
            (_("Address"), kept.address),
            (_("Département"), kept.departement),
        ]
    )
    section(_("Referrals"))
    if sent:
        with open_tracker() as db:
            names = {
                barrier.key: str(barrier.name)
                for one in programmes.choices(db, by=visitor)
                for barrier in one.programme.barriers
            }
        referral_table(sent, names, writes=False, of_partner=True)
    else:
        empty(_("None of the people you follow was sent there yet."))
    if kept.kind in PARTNER_KINDS:
        section(_("Correct this partner"))
        partner_form(visitor, kept)


def partner_form(visitor: Staff, kept: Organisation | None) -> None:
    """Add a partner, or correct one; never the name of somebody who works there."""
    turn = st.session_state.get("partner_turn", 0)
    key = f"partner_{kept.id}" if kept else f"partner_new{turn}"
    version = seen(key, kept.version) if kept else 1
    now = kept or Organisation(name=NOTHING, kind=OrganisationKind.PUBLIC_SERVICE)
    with st.form(key, border=False):
        name, kind, where = st.columns([4, 3, 1.6], vertical_alignment="bottom")
        typed = name.text_input(
            _("Name"), kept.name if kept else "", key=f"{key}_name", max_chars=120
        )
        with kind:
            picked = choice(
                _("What it is"), PARTNER_KINDS, key=f"{key}_kind",
                said=lambda one: _(ORGANISATION_KINDS[one]),
                index=PARTNER_KINDS.index(kept.kind) if kept else None,
            )  # fmt: skip
        departement = where.text_input(
            _("Département"), now.departement, key=f"{key}_where", max_chars=60
        )
        contact, phone, email = st.columns(3, vertical_alignment="bottom")
        asked = contact.text_input(
            _("Whom to ask for (a function, no name)"), now.contact, key=f"{key}_contact",
            max_chars=120,
        )  # fmt: skip
        called = phone.text_input(_("Telephone"), now.phone, key=f"{key}_phone", max_chars=30)
        written = email.text_input(_("Email address"), now.email, key=f"{key}_email", max_chars=120)
        address = st.text_input(_("Address"), now.address, key=f"{key}_address", max_chars=200)
        done = save_button(
            _("Save the partner") if kept else _("Add the partner"), key=f"{key}_save"
        )
    if not kept:
        small(
            _(
                "A name that is already there, whatever its accents and capitals, is not added twice."
            )
        )
    if done:
        with saving(_("Partner kept."), form=key, done=_turn_over), open_tracker() as db:
            if picked is None:
                raise InvalidInput(_("Say what kind of organisation it is."))
            organisation = Organisation(
                name=typed, kind=picked, departement=departement,
                contact=asked, phone=called, email=written, address=address,
                id=kept.id if kept else 0, version=version,
            )  # fmt: skip
            deed = organisations.edit if kept else organisations.add
            deed(db, organisation, by=visitor, token=save_token(key))


def _turn_over() -> None:
    """The next form for a new one is blank."""
    st.session_state["partner_turn"] = int(st.session_state.get("partner_turn", 0)) + 1
