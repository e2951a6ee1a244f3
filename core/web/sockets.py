"""The websockets that are open, by session: signing out in one tab closes those of the others."""

from collections import defaultdict
from collections.abc import Iterable

from starlette.types import Message, Send

SESSION_OVER = 4401  # the guard script knows this code


class OpenSocket:
    """One websocket; once we have closed it, nothing more goes through."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._closed = False

    async def send(self, message: Message) -> None:
        if self._closed:
            return
        self._closed = message["type"] == "websocket.close"
        await self._send(message)

    async def close(self) -> None:
        await self.send({"type": "websocket.close", "code": SESSION_OVER})


_open: dict[str, set[OpenSocket]] = defaultdict(set)


def enter(key: str, socket: OpenSocket) -> None:
    _open[key].add(socket)


def leave(key: str, socket: OpenSocket) -> None:
    _open[key].discard(socket)
    if not _open[key]:
        del _open[key]


async def close_all(keys: Iterable[str]) -> None:
    """Close the websockets of these sessions."""
    for key in keys:
        for socket in list(_open.get(key, ())):
            await socket.close()
