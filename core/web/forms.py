"""What a plain form brings, and the slow checks of passwords."""

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter
from anyio.lowlevel import RunVar
from anyio.to_thread import run_sync
from starlette.requests import Request

from core.errors import InvalidInput
from core.language import _

# A password costs 64 MB and a tenth of a second to check: two at a time, the others wait.
_AT_ONCE = 2
_limiter: RunVar[CapacityLimiter] = RunVar("password_checks")
Result = TypeVar("Result")


async def read_form(request: Request, *, most: int = 20) -> dict[str, str]:
    """The fields of a form, as text, at most `most` of them; files are ignored."""
    form = await request.form(max_fields=most, max_files=0)
    return {name: value for name, value in form.items() if isinstance(value, str)}


async def with_a_password(deed: Callable[[], Result]) -> Result:
    """Do, away from the event loop, something that checks or keeps a password."""
    try:
        limiter = _limiter.get()
    except LookupError:
        limiter = CapacityLimiter(_AT_ONCE)
        _limiter.set(limiter)
    return await run_sync(deed, limiter=limiter)


def new_password(form: dict[str, str]) -> str:
    """The new password, typed twice the same way. Raises `InvalidInput`."""
    if form.get("password", "") != form.get("again", ""):
        raise InvalidInput(_("The two passwords are not the same. Type them again."))
    return form.get("password", "")
