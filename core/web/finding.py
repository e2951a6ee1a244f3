"""A name that is being typed, and the people it may be: answered apart from the pages, at each stroke."""

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from core import search
from core.errors import NotAllowed
from core.language import _
from core.staff import Staff
from core.tracker import open_tracker
from core.web.door import current_visit
from core.web.forms import read_form
from core.wording import short_date

LONGEST = 80  # signs


async def find(request: Request) -> Response:
    """A few people as JSON. The words come in the body: no name stands in an address or a log."""
    visit, form = current_visit(request), await read_form(request)
    assert visit is not None, "the gate lets nobody through without a session"
    try:
        found = await run_sync(_found, form.get("words", "")[:LONGEST], visit.who)
    except NotAllowed:
        return Response(status_code=403)
    return JSONResponse(found)


def _found(words: str, by: Staff) -> list[dict[str, str]]:
    with open_tracker() as db:
        return [
            {"code": one.code, "name": one.name, "about": _about(one)}
            for one in search.find(db, words, by=by)
        ]


def _about(one: search.Found) -> str:
    ended = _("support ended on {day}").format(day=short_date(one.ended_on)) if one.ended_on else ""
    return " · ".join(filter(None, [one.code, one.cohort, one.project, ended]))
