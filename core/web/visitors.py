"""Who stands behind a request, looked up away from the event loop."""

from dataclasses import dataclass

from anyio.to_thread import run_sync
from starlette.types import Scope

from core import web_sessions
from core.staff import Staff
from core.tracker import open_tracker
from core.web.cookies import session_key


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A person and the key of the session that they came with."""

    who: Staff
    key: str


async def visit(scope: Scope, *, prolong: bool = False) -> Visit | None:
    """The visit that a request belongs to, or None. Raises `UnusableTracker`."""
    key = session_key(scope)
    who = await run_sync(_look_up, key, prolong)
    return None if key is None or who is None else Visit(who=who, key=key)


async def still_there(key: str, *, prolong: bool) -> bool:
    """Whether a session that was open still is."""
    return await run_sync(_look_up, key, prolong) is not None


def _look_up(key: str | None, prolong: bool) -> Staff | None:
    with open_tracker() as db:
        return web_sessions.visitor(db, key) if prolong else web_sessions.holder(db, key)
