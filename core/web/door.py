"""Coming in and going out: sign in, sign out, choose a password with a link."""

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from core import accounts, clock, demonstration, invitations, sign_in
from core.demonstration import ReadyAccount
from core.errors import InvalidInput, NotFound
from core.language import _
from core.sign_in import SignInRefused, TooManyAttempts
from core.staff import Staff
from core.tracker import open_tracker
from core.web import addresses, cookies, sockets
from core.web.door_pages import invitation_page, notice_page, sign_in_page
from core.web.forms import new_password, read_form, with_a_password
from core.web.visitors import Visit


def current_visit(request: Request) -> Visit | None:
    """The visit that the gate found for this request."""
    visit = request.scope.get("visit")
    return visit if isinstance(visit, Visit) else None


async def show_sign_in(request: Request) -> Response:
    after = addresses.local_path(request.query_params.get("next"))
    if current_visit(request) is not None:
        return RedirectResponse(after, 303)
    news = {
        "out": _("You are signed out. Close the window if others use this computer."),
        "ready": _("Password kept. Sign in with it."),
    }
    words = next((words for key, words in news.items() if key in request.query_params), "")
    return sign_in_page(after=after, news=words, ready=await run_sync(_ready_accounts))


async def do_sign_in(request: Request) -> Response:
    form = await read_form(request)
    login, after = form.get("login", ""), addresses.local_path(form.get("next"))

    def enter() -> str:
        with open_tracker() as db:
            return sign_in.sign_in(db, login, form.get("password", ""), now=clock.now())

    try:
        token = await with_a_password(enter)
    except SignInRefused as refusal:
        return sign_in_page(
            after=after,
            login=login,
            refusal=str(refusal),
            ready=await run_sync(_ready_accounts),
            status=429 if isinstance(refusal, TooManyAttempts) else 401,
        )
    await _close(current_visit(request))
    response = RedirectResponse(after, 303)
    cookies.give(response, request.scope, token)
    return response


async def do_sign_out(request: Request) -> Response:
    await _close(current_visit(request))
    return signed_out(request)


def signed_out(request: Request) -> Response:
    """Back to the sign-in page, with nothing left in the browser."""
    response = RedirectResponse(f"{addresses.SIGN_IN}?out=1", 303)
    cookies.take_back(response, request.scope)
    response.headers["clear-site-data"] = '"storage"'
    return response


async def _close(visit: Visit | None) -> None:
    """End a session, and the pages that other tabs show with it."""
    if visit is None:
        return

    def leave(visit: Visit = visit) -> None:
        with open_tracker() as db:
            sign_in.sign_out(db, visit.key, by=visit.who, now=clock.now())

    await run_sync(leave)
    await sockets.close_all([visit.key])


async def show_invitation(request: Request) -> Response:
    link = request.path_params["link"]
    try:
        return invitation_page(await run_sync(_invited, link), link)
    except NotFound as problem:
        return _opens_nothing(problem)


async def accept_invitation(request: Request) -> Response:
    link, form = request.path_params["link"], await read_form(request)

    def accept() -> None:
        with open_tracker() as db:
            accounts.accept_invitation(db, link, new_password(form), now=clock.now())

    try:
        account = await run_sync(_invited, link)
        await with_a_password(accept)
    except NotFound as problem:
        return _opens_nothing(problem)
    except InvalidInput as problem:
        return invitation_page(account, link, refusal=str(problem), status=422)
    return RedirectResponse(f"{addresses.SIGN_IN}?ready=1", 303)


def _opens_nothing(problem: NotFound) -> Response:
    return notice_page(_("Link not valid"), str(problem), status=404)


def _invited(link: str) -> Staff:
    with open_tracker() as db:
        return invitations.read(db, link, now=clock.now())


def _ready_accounts() -> list[ReadyAccount]:
    with open_tracker() as db:
        return demonstration.ready_accounts(db)
