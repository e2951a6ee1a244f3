"""The gate in front of everything that is served: nothing passes without an open session.

Identity headers that a browser sends are dropped; the session is looked up again at every message of a
websocket, because callbacks, fragments and dialogs run without the page's own check.
"""

import secrets
from collections.abc import Awaitable, Callable
from gzip import compress
from pathlib import Path

from anyio.to_thread import run_sync
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core import tracker
from core.errors import UnusableTracker
from core.language import speak
from core.web import addresses, headers, sockets
from core.web.bodies import BodyTooLarge, at_most, largest_body
from core.web.door_pages import closed_page
from core.web.front_end import FrontEnd
from core.web.messages import Message as Kind
from core.web.messages import kind_of
from core.web.seal import seal
from core.web.visitors import Visit, came_a_moment_ago, still_there, visit
from core.web.voices import stranger_language

IDENTITY = b"x-passerelle-session"
READING = {"GET", "HEAD"}
NOT_THE_INDEX = ("/_stcore", "/media", "/component")


class Gate:
    """The outermost layer: `Middleware(Gate, front_end=<Streamlit's static folder>)`."""

    def __init__(self, app: ASGIApp, *, front_end: Path) -> None:
        self._app = app
        self._front_end = FrontEnd(front_end)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        scope["headers"] = [
            (name, value)
            for name, value in scope["headers"]
            if not name.lower().startswith(b"x-passerelle-")
        ]
        speak(stranger_language(scope))
        serve = self._websocket if scope["type"] == "websocket" else self._page
        await serve(scope, receive, send)

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        ours = addresses.stands_under(scope["path"], addresses.ASSETS)
        keep = headers.keep_asset(scope["path"]) if ours else headers.NEVER_KEEP

        async def send_with_our_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = headers.with_ours(message, keep=keep)
            await send(message)

        try:
            answer = await self._answer(scope)
            passed_on = at_most(receive, largest_body(scope["path"]))
            await (answer or self._app)(scope, passed_on, send_with_our_headers)
        except UnusableTracker as problem:
            page = _no_tracker(scope, problem)
            await page(scope, receive, send_with_our_headers)
        except BodyTooLarge:
            await PlainTextResponse("", 413)(scope, receive, send_with_our_headers)

    async def _answer(self, scope: Scope) -> ASGIApp | None:
        """What the gate answers by itself, or None when the request may pass."""
        path, asked = scope["path"], Headers(scope=scope)
        if addresses.stands_under(path, addresses.ASSETS):
            return None
        if scope["method"] not in READING and not _from_our_own_pages(asked):
            return PlainTextResponse("", 403)
        if _declared_size(asked) > largest_body(path):
            raise BodyTooLarge
        if addresses.stands_under(path, addresses.SET_UP):
            return None if not tracker.exists() else RedirectResponse(addresses.SIGN_IN, 303)

        reading = scope["method"] in READING
        packed = asked.get("accept-encoding", "")
        if reading and self._front_end.has(path) and came_a_moment_ago(scope):
            return await run_sync(self._asset, path, packed)
        page = reading and self._is_a_page(path)
        visitor = await visit(scope, prolong=page or not reading)
        scope["visit"] = visitor
        if visitor is not None:
            speak(visitor.who.language)
        if addresses.stands_under(path, *addresses.OPEN_TO_STRANGERS):
            return None
        if visitor is None:
            return _who_are_you(scope, asked)
        if addresses.stands_under(path, *addresses.SHUT):
            return PlainTextResponse("", 404)
        if addresses.stands_under(path, *addresses.OURS):
            return None
        if reading and self._front_end.has(path):
            return await run_sync(self._asset, path, packed)
        return self._index(visitor, packed) if page else None

    def _is_a_page(self, path: str) -> bool:
        return (
            "_stcore/" not in path
            and not addresses.stands_under(path, *NOT_THE_INDEX, *addresses.SHUT)
            and path != addresses.ALIVE
            and not self._front_end.has(path)
        )

    def _asset(self, path: str, accepted: str) -> Response:
        asset = self._front_end.asset(path, accepted)
        said = {
            "cache-control": headers.keep_asset(path, hashed=asset.hashed),
            "vary": "accept-encoding",
        }
        if asset.encoding:
            said["content-encoding"] = asset.encoding
        return Response(asset.body, media_type=asset.media_type, headers=said)

    def _index(self, visitor: Visit, accepted: str) -> Response:
        nonce = secrets.token_urlsafe(16)
        body = self._front_end.index(visitor.who.language, nonce)
        said = headers.for_the_pages(nonce)
        if "gzip" in accepted:
            body, said = compress(body, 6), {**said, "content-encoding": "gzip"}
        return Response(body, media_type="text/html", headers=said)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        socket = sockets.OpenSocket(send)
        try:
            visitor = await visit(scope, prolong=True)
        except UnusableTracker:
            visitor = None
        if visitor is None or not _from_our_own_pages(Headers(scope=scope)):
            await socket.close()  # before it is accepted: the browser is told 403
            return
        key = visitor.key
        scope["headers"] = [*scope["headers"], (IDENTITY, seal(key).encode())]
        sockets.enter(key, socket)
        try:
            await self._app(scope, _watched(receive, key, socket), socket.send)
        finally:
            sockets.leave(key, socket)


def _watched(
    receive: Receive, key: str, socket: sockets.OpenSocket
) -> Callable[[], Awaitable[Message]]:
    """Let a message through only if it is one of ours and the session is still open."""

    async def next_message() -> Message:
        message = await receive()
        if message["type"] != "websocket.receive":
            return message
        kind = kind_of(message.get("bytes") or b"")
        if kind is not Kind.FORBIDDEN and await _still_there(key, kind):
            return message
        await socket.close()
        return {"type": "websocket.disconnect", "code": sockets.SESSION_OVER}

    return next_message


async def _still_there(key: str, kind: Kind) -> bool:
    try:
        return await still_there(key, prolong=kind is Kind.ACTIVITY)
    except UnusableTracker:
        return False


def _from_our_own_pages(asked: Headers) -> bool:
    """Whether a page of this very site sends this; browsers say so themselves in `Origin`."""
    origin = asked.get("origin", "")
    return bool(origin) and origin.partition("://")[2] == asked.get("host")


def _declared_size(asked: Headers) -> int:
    size = asked.get("content-length", "0")
    return int(size) if size.isdecimal() else 0


def _who_are_you(scope: Scope, asked: Headers) -> Response:
    if scope["method"] in READING and "text/html" in asked.get("accept", ""):
        query = scope["query_string"].decode("latin-1")
        address = scope["path"] + (f"?{query}" if query else "")
        return RedirectResponse(addresses.sign_in_then(address), 303)
    return PlainTextResponse("", 401)


def _no_tracker(scope: Scope, problem: UnusableTracker) -> Response:
    """No file yet leads to the set-up; a file that is not usable closes the house, and says why."""
    asked = Headers(scope=scope)
    if (
        not tracker.exists()
        and scope["method"] in READING
        and "text/html" in asked.get("accept", "")
    ):
        return RedirectResponse(addresses.SET_UP, 303)
    return closed_page(str(problem))
