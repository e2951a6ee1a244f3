"""The first start: a one-time code in the terminal lets its reader make the tracker file."""

import hmac
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from threading import Lock

import click
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from core import founding, programmes, tracker
from core.errors import InvalidInput, NotAllowed, TrackerError
from core.language import _
from core.web import addresses
from core.web.door_pages import set_up_page
from core.web.forms import new_password, read_form, with_a_password

_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that looks like another
_TRIES = 10
KEPT_ON_REFUSAL = ("code", "organisation", "name", "login")

# Put there by whoever knows how to make the demonstration file at `tracker_path()`; without it the
# page names the command instead. Raises `TrackerError` if it cannot.
load_demonstration: Callable[[], None] | None = None


class OneTimeCode:
    """The code of this start; ten wrong ones close the set-up until the next start."""

    def __init__(self) -> None:
        letters = "".join(secrets.choice(_LETTERS) for _place in range(12))
        self.text = "-".join(letters[start : start + 4] for start in range(0, 12, 4))
        self._wrong = 0
        self._lock = Lock()

    def check(self, typed: str) -> None:
        """Go on if the code is right, else raise `NotAllowed`."""
        with self._lock:
            if self._wrong >= _TRIES:
                raise NotAllowed(_("Too many wrong codes. Start Passerelle again for a new one."))
            if not hmac.compare_digest(_bare(typed), _bare(self.text)):
                self._wrong += 1
                raise NotAllowed(_("This is not the code of this start. Read it in the terminal."))


code = OneTimeCode()


@asynccontextmanager
async def announced(_app: object) -> AsyncIterator[None]:
    """While the server runs; at its start, the programmes are read, or the code stands in the terminal."""
    if tracker.exists():
        try:
            with tracker.open_tracker() as db:
                programmes.load_delivered(db)
        except TrackerError as problem:  # what is kept goes on running; the gate says the rest
            click.echo(str(problem))
    else:
        click.echo(
            _("There is no tracker file yet. Set one up at {address}").format(
                address=addresses.SET_UP
            )
        )
        click.echo(_("One-time code: {code}").format(code=code.text))
    yield


_one_at_a_time = Lock()


async def show_set_up(_request: Request) -> Response:
    return set_up_page(kept={}, demonstration=load_demonstration is not None)


async def do_set_up(request: Request) -> Response:
    form = await read_form(request)
    deed = _demonstrate if form.get("deed") == "demonstration" else _found
    try:
        await with_a_password(lambda: deed(form))
    except TrackerError as problem:
        kept = {field: form.get(field, "") for field in KEPT_ON_REFUSAL}
        return set_up_page(
            kept=kept,
            demonstration=load_demonstration is not None,
            refusal=str(problem),
            status=403 if isinstance(problem, NotAllowed) else 422,
        )
    return RedirectResponse(addresses.SIGN_IN, 303)


def _found(form: dict[str, str]) -> None:
    code.check(form.get("code", ""))
    with _one_at_a_time:
        founding.found(
            organisation=form.get("organisation", ""),
            name=form.get("name", ""),
            login=form.get("login", ""),
            password=new_password(form),
        )


def _demonstrate(form: dict[str, str]) -> None:
    code.check(form.get("code-for-demonstration", ""))
    with _one_at_a_time:
        if load_demonstration is None or tracker.exists():
            raise InvalidInput(_("The demonstration cannot be opened from here: use the command."))
        load_demonstration()


def _bare(typed: str) -> bytes:
    return "".join(filter(str.isalnum, typed)).upper().encode()
