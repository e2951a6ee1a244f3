"""The accounts of the team: the table, the form that opens one, and the deeds on one."""

from collections.abc import Callable, Sequence
from datetime import datetime
from urllib.parse import urljoin

import streamlit as st

from core import accounts
from core.accounts import AccountToOpen
from core.invitations import VALID_FOR, Purpose
from core.language import Language, _, current, p_
from core.organisations import Organisation
from core.permissions import ROLE_DESCRIPTIONS, ROLE_NAMES, Role
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import moment
from pages.shared.coach_leaves import followed_by, take_over_form
from pages.shared.feedback import save_token, saving
from pages.shared.markup import (
    Safe,
    facts,
    link,
    message,
    section,
    small,
    state,
    table,
    two_lines,
)
from pages.shared.widgets import choice, save_button

_LINK = "_link_to_hand_over"
_OPENED = "_account_opened"
LANGUAGES = {Language.FRENCH: "Français", Language.ENGLISH: "English"}


def accounts_table(team: Sequence[Staff]) -> None:
    """Everybody who has an account, each leading to what can be done about it."""
    table(
        [_("Name"), _("Role"), _("Organisation"), p_("column", "State")],
        [
            [
                two_lines(link(one.name, "team", account=one.id), one.login),
                _(ROLE_NAMES[one.role]),
                " · ".join(filter(None, [one.organisation, one.trade])),
                account_state(one),
            ]
            for one in team
        ],
        caption=_("Accounts"),
    )


def account_state(account: Staff) -> Safe:
    """Closed, invited (no password chosen yet) or active."""
    if not account.active:
        return state("not_applicable", p_("account", "closed"))
    if not account.has_password:
        return state("submitted", p_("account", "invited"))
    return state("validated", p_("account", "active"))


def account_form(visitor: Staff, known: Sequence[Organisation], *, now: datetime) -> None:
    """Ask who the person is and what they may do; the role explains itself under its field."""
    key = "account_new"
    names = {one.id: one.name for one in known}
    roles = list(Role)
    if st.session_state.pop(_OPENED, False):  # the next person begins with empty fields
        for field in ("name", "login", "trade"):
            st.session_state[f"{key}_{field}"] = ""
    asked, beside = st.columns(2, vertical_alignment="bottom")
    with asked:
        role = choice(
            _("Role"), roles, key=f"{key}_role", index=roles.index(Role.COACH),
            said=lambda one: _(ROLE_NAMES[one]).capitalize(),
        ) or Role.COACH  # fmt: skip
    with beside:
        small(_(ROLE_DESCRIPTIONS[role]))
    with st.form(key, border=False):
        left, right = st.columns(2)
        with left:
            name = st.text_input(_("First and last name"), key=f"{key}_name", max_chars=120)
            organisation_id = choice(
                _("Organisation"), list(names), key=f"{key}_organisation", said=names.__getitem__
            )
        with right:
            login = st.text_input(
                _("Sign-in name"), key=f"{key}_login", max_chars=120,
                placeholder=_("For example: claire.morel"),
            )  # fmt: skip
            language = choice(
                _("Language"), list(Language), key=f"{key}_language", index=0,
                said=LANGUAGES.__getitem__,
            )  # fmt: skip
        trade = ""
        if role is Role.MENTOR:
            trade = st.text_input(
                _("Trade"), key=f"{key}_trade", max_chars=120,
                placeholder=_("For example: runs a bakery"),
            )  # fmt: skip
        done = save_button(_("Open the account"), key=f"{key}_save")
    if done:
        with saving(_("Account open."), form=key), open_tracker() as db:
            account = AccountToOpen(
                name=name, login=login, role=role, organisation_id=organisation_id, trade=trade,
                language=language or current(),
            )  # fmt: skip
            secret = accounts.open_account(
                db, account, by=visitor, now=now, token=save_token(key)
            )  # fmt: skip
            _hand_over(account.name, secret, Purpose.INVITATION, now=now)
            st.session_state[_OPENED] = True


def account_deeds(visitor: Staff, account: Staff, *, now: datetime) -> None:
    """One account and what can be done about it; a password is never shown nor typed here."""
    section(account.name)
    facts(
        [
            (_("Sign-in name"), account.login),
            (_("Role"), _(ROLE_NAMES[account.role])),
            (_("Organisation"), account.organisation),
            (p_("column", "State"), account_state(account)),
        ]
    )
    if not account.active:
        small(
            _("The account keeps its name in the records. Opened again, it has its password back.")
        )
        if st.button(_("Open this account again"), key="reopen", type="primary"):
            with saving(_("Account open again.")), open_tracker() as db:
                accounts.reactivate(db, account.id, by=visitor)
        return
    if account.has_password:
        small(_("For somebody who lost their password: they choose another one with a link."))
        if st.button(_("Make a link to choose a password"), key="reset", type="primary"):
            _make_link(visitor, account, accounts.reset_link, Purpose.RESET, now=now)
    else:
        small(_("The person has not come in yet. A new link makes the earlier ones void."))
        if st.button(_("Make a new invitation link"), key="invite", type="primary"):
            _make_link(visitor, account, accounts.invite_again, Purpose.INVITATION, now=now)
    if people := followed_by(visitor, account):
        take_over_form(visitor, account.id, account.name, people)
    section(_("Close this account"))
    small(_("Its sessions end at once and its links open nothing. Its name stays in the records."))
    if people:
        small(_("First hand over the people above: an account that closes leaves nobody behind."))
    sure = st.checkbox(_("Yes, this person no longer needs the tracker"), key="close_sure")
    if st.button(_("Close this account"), key="close", disabled=not sure or people > 0):
        with saving(_("Account closed.")), open_tracker() as db:
            accounts.deactivate(db, account.id, by=visitor, now=now)


def link_shown() -> None:
    """The link just made: once, ready to copy, with its expiry. It is not kept anywhere."""
    made = st.session_state.pop(_LINK, None)
    if made is None:
        return
    name, address, until = made
    message(
        _("Hand this link over to {name}. It is shown only now, works once, until {until}.").format(
            name=name, until=until
        ),
        kind="accent",
    )
    st.code(address, language=None, wrap_lines=True)


Maker = Callable[..., str]


def _make_link(
    visitor: Staff, account: Staff, make: Maker, purpose: Purpose, *, now: datetime
) -> None:  # fmt: skip
    with saving(_("Link made.")), open_tracker() as db:
        secret = make(db, account.id, by=visitor, now=now)
        _hand_over(account.name, secret, purpose, now=now)


def _hand_over(name: str, secret: str, purpose: Purpose, *, now: datetime) -> None:
    hand_over(name, f"/invitation/{secret}", until=now + VALID_FOR[purpose])


def hand_over(name: str, path: str, *, until: datetime) -> None:
    """Show a link to hand over to somebody the next time the page is shown: `link_shown` does."""
    address = urljoin(st.context.url or "", path)
    st.session_state[_LINK] = (name, address, moment(until.isoformat()))
