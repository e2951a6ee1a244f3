"""How much a browser may send at once."""

from starlette.types import Message, Receive

UPLOADS = "/_stcore/upload_file"
LARGEST_FORM = 64 * 1024
LARGEST_UPLOAD = 11 * 1024 * 1024  # ten, and what the form around the file weighs


class BodyTooLarge(Exception):
    """More than what is served here ever needs."""


def largest_body(path: str) -> int:
    return LARGEST_UPLOAD if path.startswith(UPLOADS) else LARGEST_FORM


def at_most(receive: Receive, largest: int) -> Receive:
    """The same stream, which ends in `BodyTooLarge` beyond `largest` bytes, whatever was announced."""
    received = 0

    async def counted() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > largest:
            raise BodyTooLarge
        return message

    return counted
