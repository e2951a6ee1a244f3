"""A mentor without an account opens a single-use link, fills in the form, and sends it."""

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response

from core import clock, feedback_links
from core.errors import InvalidInput, NotFound
from core.feedback_links import Opened
from core.language import _
from core.tracker import open_tracker
from core.web.door_pages import notice_page
from core.web.feedback_page import FIELDS, meeting_page, thanks_page, written
from core.web.forms import read_form


async def show_meeting(request: Request) -> Response:
    """Showing the form uses nothing up: a preview of the link in a message does not void it."""
    link = request.path_params["link"]
    try:
        return meeting_page(await run_sync(_opened, link), link, typed={})
    except NotFound as problem:
        return _opens_nothing(problem)


async def give_feedback(request: Request) -> Response:
    link, typed = request.path_params["link"], await read_form(request, most=FIELDS)

    def give(opened: Opened) -> None:
        with open_tracker() as db:
            feedback_links.give(
                db, link, written(opened, typed), now=clock.now(), today=clock.today()
            )

    try:
        opened = await run_sync(_opened, link)
        await run_sync(give, opened)
    except NotFound as problem:
        return _opens_nothing(problem)
    except InvalidInput as problem:
        return meeting_page(opened, link, typed=typed, refusal=str(problem), status=422)
    return thanks_page()


def _opens_nothing(problem: NotFound) -> Response:
    return notice_page(_("Link not valid"), str(problem), status=404)


def _opened(link: str) -> Opened:
    with open_tracker() as db:
        return feedback_links.opened(db, link, now=clock.now(), today=clock.today())
