"""One's own account: password, language, every session at once; and whether the session still lasts."""

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from core import accounts, clock, sign_in
from core.errors import TrackerError
from core.language import Language, _
from core.tracker import open_tracker
from core.web import addresses, sockets
from core.web.door import current_visit, signed_out
from core.web.door_pages import account_page
from core.web.forms import new_password, read_form, with_a_password
from core.web.visitors import Visit


async def show_account(request: Request) -> Response:
    return account_page(_here(request).who)


async def change_account(request: Request) -> Response:
    visit, form = _here(request), await read_form(request)
    if form.get("deed") == "everywhere":
        await sockets.close_all(await run_sync(_sign_out_everywhere, visit))
        return signed_out(request)

    def change() -> None:
        with open_tracker() as db:
            accounts.change_password(
                db,
                form.get("current", ""),
                new_password(form),
                by=visit.who,
                now=clock.now(),
                keeping=visit.key,
            )

    try:
        await with_a_password(change)
    except TrackerError as problem:
        return account_page(visit.who, refusal=str(problem), status=422)
    return account_page(
        visit.who, news=_("Password changed. Your sessions on other computers are closed.")
    )


async def change_language(request: Request) -> Response:
    """Change the account's language, then back to where one was: only a reload changes a page's language."""
    visit, form = _here(request), await read_form(request)
    if form.get("language") in set(Language):
        await run_sync(_set_language, visit, Language(form["language"]))
    came_from = request.headers.get("referer", "").partition("://")[2].partition("/")[2]
    return RedirectResponse(addresses.local_path(form.get("next") or f"/{came_from}"), 303)


async def alive(_request: Request) -> Response:
    """The session lasts: the gate has looked, has answered 401 if not, and has prolonged it for a POST.

    A long note reaches the server only when its field is left: a page says meanwhile that somebody types.
    """
    return Response(status_code=204)


def _here(request: Request) -> Visit:
    visit = current_visit(request)
    assert visit is not None, "the gate lets nobody through without a session"
    return visit


def _sign_out_everywhere(visit: Visit) -> list[str]:
    with open_tracker() as db:
        return sign_in.sign_out_everywhere(db, by=visit.who, now=clock.now())


def _set_language(visit: Visit, language: Language) -> None:
    with open_tracker() as db:
        accounts.set_language(db, language, by=visit.who)
