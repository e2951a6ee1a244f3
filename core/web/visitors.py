"""Who stands behind a request, looked up away from the event loop."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from anyio.to_thread import run_sync
from starlette.types import Scope

from core import clock, web_sessions
from core.staff import Staff
from core.tracker import open_tracker
from core.web.cookies import session_key


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A person and the key of the session that they came with."""

    who: Staff
    key: str


# The front end is some 150 files, which hold nobody's data: for them, a look a moment ago is enough.
A_MOMENT = timedelta(seconds=5)
_lately: dict[str, datetime] = {}


def came_a_moment_ago(scope: Scope) -> bool:
    """Whether this session was found open in the last seconds: enough for the files of the front end."""
    last = _lately.get(session_key(scope) or "")
    return last is not None and clock.now() - last < A_MOMENT


async def visit(scope: Scope, *, prolong: bool = False) -> Visit | None:
    """The visit that a request belongs to, or None. Raises `UnusableTracker`."""
    key = session_key(scope)
    who = await run_sync(_look_up, key, prolong)
    if key is None or who is None:
        return None
    if len(_lately) > 1000:
        _lately.clear()
    _lately[key] = clock.now()
    return Visit(who=who, key=key)


async def still_there(key: str, *, prolong: bool) -> bool:
    """Whether a session that was open still is."""
    return await run_sync(_look_up, key, prolong) is not None


def _look_up(key: str | None, prolong: bool) -> Staff | None:
    with open_tracker() as db:
        return web_sessions.visitor(db, key) if prolong else web_sessions.holder(db, key)
