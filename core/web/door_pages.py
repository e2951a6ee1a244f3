"""The pages that stand before the tracker: sign in, choose a password, one's account, a closed house."""

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

from starlette.responses import Response

from core.demonstration import ReadyAccount
from core.language import Language, _, current
from core.passwords import SHORTEST_FOR_ADMINISTRATORS, shortest_for
from core.permissions import ROLE_NAMES
from core.staff import Staff
from core.web import addresses
from core.web.shell import (
    field,
    form,
    heading,
    hidden,
    message,
    other_language,
    page,
    paragraph,
    way,
)


def spoken(path: str, **more: str) -> str:
    """An address that keeps the language of the page for somebody who has not signed in."""
    query = {key: value for key, value in more.items() if value}
    if current() is not Language.FRENCH:
        query["lang"] = current()
    return f"{path}?{urlencode(query)}" if query else path


def sign_in_page(
    *, after: str, login: str = "", refusal: str = "", news: str = "",
    ready: Sequence[ReadyAccount] = (), status: int = 200,
) -> Response:  # fmt: skip
    """The sign-in page; `after` is where it leads, `ready` the accounts of a demonstration."""
    back = "" if after == "/" else after
    fields = [
        hidden("next", after),
        field(_("Sign-in name"), "login", fills="username", value=login, first=not login),
        field(
            _("Password"), "password", kind="password", fills="current-password", first=bool(login)
        ),
    ]
    return page(
        _("Sign in"),
        message(refusal, late=True) or message(news),
        _ready_accounts(ready, after),
        form(spoken(addresses.SIGN_IN), fields, button=_("Sign in")),
        paragraph(
            _("Forgotten password? Ask the person who administers Passerelle for a new link."),
            small=True,
        ),
        foot=other_language(addresses.SIGN_IN + (f"?{urlencode({'next': back})}" if back else "")),
        status=status,
    )


def _ready_accounts(ready: Sequence[ReadyAccount], after: str) -> str:
    if not ready:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{escape(account.name)}<span class="help">{escape(role)}</span></th>'
        f"<td>{_enter(account, after)}</td></tr>"
        for account, role in ((one, _(ROLE_NAMES[one.role])) for one in ready)
    )
    title = heading(_("Demonstration: everybody here is invented"))
    lead = paragraph(_("Come in as one of these people, or sign in below."))
    caption = escape(_("Accounts ready to try"))
    return (
        f'<section class="ready">{title}{lead}'
        f"<table><caption>{caption}</caption><tbody>{rows}</tbody></table></section>"
    )


def _enter(account: ReadyAccount, after: str) -> str:
    label, words = _("Come in as {name}").format(name=account.name), _("Come in")
    parts = [
        hidden("next", after),
        hidden("login", account.login),
        hidden("password", account.password),
    ]
    return (
        f'<form method="post" action="{escape(spoken(addresses.SIGN_IN))}">{"".join(parts)}'
        f'<button class="plain" aria-label="{escape(label)}">{escape(words)}</button></form>'
    )


def _new_password(shortest: int) -> list[str]:
    rule = _(
        "At least {shortest} characters: a sentence of your own does well. No names, no sequences."
    ).format(shortest=shortest)
    return [
        field(_("New password"), "password", kind="password", fills="new-password", help_=rule),
        field(_("Once more"), "again", kind="password", fills="new-password"),
    ]


def invitation_page(account: Staff, link: str, *, refusal: str = "", status: int = 200) -> Response:
    """Where somebody who holds a single-use link chooses a password."""
    address = f"{addresses.INVITATION}/{link}"
    fields = [
        field(_("Sign-in name"), "login", fills="username", value=account.login, only_read=True),
        *_new_password(shortest_for(account.role)),
    ]
    return page(
        _("Choose your password"),
        message(refusal, late=True),
        paragraph(
            _("Welcome, {name}. Keep this sign-in name and choose a password.").format(
                name=account.name
            )
        ),
        form(spoken(address), fields, button=_("Keep this password")),
        foot=other_language(address),
        status=status,
    )


def account_page(
    account: Staff, *, refusal: str = "", news: str = "", status: int = 200
) -> Response:
    """One's own account: password, language, sign out everywhere."""
    other = Language.ENGLISH if current() is Language.FRENCH else Language.FRENCH
    words = {Language.ENGLISH: "English", Language.FRENCH: "Français"}
    fields = [
        hidden("deed", "password"),
        field(_("Sign-in name"), "login", fills="username", value=account.login, only_read=True),
        field(_("Current password"), "current", kind="password", fills="current-password"),
        *_new_password(shortest_for(account.role)),
    ]
    language = (
        f'<form method="post" action="{addresses.LANGUAGE}">{hidden("language", other)}'
        f"{hidden('next', addresses.ACCOUNT)}"
        f'<button class="plain" lang="{other}">{words[other]}</button></form>'
    )
    return page(
        _("My account"),
        message(refusal, late=True) or message(news),
        paragraph(" · ".join([account.name, _(ROLE_NAMES[account.role])])),
        way("/", _("Back to the tracker")),
        heading(_("Change the password")),
        form(addresses.ACCOUNT, fields, button=_("Change the password")),
        heading(_("Language")),
        paragraph(_("Screens and messages are in English. Documents choose theirs.")),
        language,
        heading(_("Sign out everywhere")),
        paragraph(_("Ends your sessions on every computer, this one too.")),
        form(
            addresses.ACCOUNT,
            [hidden("deed", "everywhere")],
            button=_("Sign out everywhere"),
            plain=True,
        ),
        status=status,
    )


def set_up_page(
    *, kept: dict[str, str], demonstration: bool, refusal: str = "", status: int = 200
) -> Response:
    """The first day: the association, its administrator, or a look at the demonstration."""
    fields = [
        field(
            _("One-time code"), "code", value=kept.get("code", ""), first=True,
            help_=_("It stands in the terminal where Passerelle was started."),
        ),
        field(_("Association"), "organisation", fills="organization", value=kept.get("organisation", "")),
        field(_("Your first and last name"), "name", fills="name", value=kept.get("name", "")),
        field(
            _("Sign-in name"), "login", fills="username", value=kept.get("login", ""),
            help_=_("Your e-mail address, or a short name."),
        ),
        *_new_password(SHORTEST_FOR_ADMINISTRATORS),
    ]  # fmt: skip
    return page(
        _("Set up Passerelle"),
        message(refusal, late=True),
        paragraph(
            _("There is no tracker file yet. This makes a new one, and you its administrator.")
        ),
        form(spoken(addresses.SET_UP), fields, button=_("Create the tracker")),
        heading(_("Or look around first")),
        _look_around(kept.get("code", "")) if demonstration else _by_command(),
        foot=other_language(addresses.SET_UP),
        status=status,
    )


def _look_around(code: str) -> str:
    fields = [
        hidden("deed", "demonstration"),
        field(_("One-time code"), "code-for-demonstration", value=code),
    ]
    return paragraph(
        _("The demonstration has invented people and five ready accounts. It takes a few seconds.")
    ) + form(spoken(addresses.SET_UP), fields, button=_("Open the demonstration"), plain=True)


def _by_command() -> str:
    words = _("The demonstration has invented people and five ready accounts. In the terminal:")
    return f"{paragraph(words)}<pre>make demo</pre>"


def notice_page(title: str, sentence: str, *, status: int) -> Response:
    """One sentence and the way back: a link that opens nothing, a refused form."""
    return page(
        title,
        message(sentence, late=True),
        way(spoken(addresses.SIGN_IN), _("To the sign-in page")),
        status=status,
    )


def closed_page(sentence: str) -> Response:
    """The tracker file cannot be used: the reason, and nothing else."""
    return page(_("Passerelle is closed"), message(sentence, late=True), status=503)
