"""What a browser may ask for through the websocket, read from the message's first bytes.

Messages are protocol buffers (`BackMsg`): a field number and a value, one after the other. Field numbers
never change meaning, so reading them by hand holds from one version to the next; a test compares them
with the library's own.
"""

from collections.abc import Iterator
from enum import StrEnum, auto

STOP, RERUN, FILE_ADDRESSES, HEARTBEAT, OPERATION = 7, 11, 16, 17, 19
REQUEST_ID, SESSION_ID, DEFERRED_FILE, DATAFRAME_CHUNK = 1, 2, 3, 6
AUTOMATIC_RERUN = 6

_ALLOWED = {STOP, RERUN, FILE_ADDRESSES, HEARTBEAT, OPERATION}
_ALLOWED_OPERATIONS = {REQUEST_ID, SESSION_ID, DEFERRED_FILE, DATAFRAME_CHUNK}
_VARINT, _EIGHT_BYTES, _SIZED, _FOUR_BYTES = 0, 1, 2, 5


class Message(StrEnum):
    ACTIVITY = auto()  # somebody is there: the session goes on
    HEARTBEAT = auto()  # the page alone is there
    FORBIDDEN = auto()  # nothing that our pages ever ask


def kind_of(message: bytes) -> Message:
    """What kind of message this is; anything unreadable is forbidden."""
    try:
        fields = list(_fields(message))
        inside = {
            number for field, value in fields if field == OPERATION for number, _ in _fields(value)
        }
        by_itself = any(
            number == AUTOMATIC_RERUN and value != b"\x00"
            for field, state in fields
            if field == RERUN
            for number, value in _fields(state)
        )
    except (IndexError, ValueError):
        return Message.FORBIDDEN
    numbers = {number for number, _ in fields}
    if not numbers or not numbers <= _ALLOWED or not inside <= _ALLOWED_OPERATIONS:
        return Message.FORBIDDEN
    return Message.HEARTBEAT if numbers <= {HEARTBEAT} or by_itself else Message.ACTIVITY


def _fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        number, wire = tag >> 3, tag & 7
        start = at
        if wire == _VARINT:
            _, at = _varint(message, at)
        elif wire in (_EIGHT_BYTES, _FOUR_BYTES):
            at += 8 if wire == _EIGHT_BYTES else 4
        elif wire == _SIZED:
            size, start = _varint(message, at)
            at = start + size
        else:
            raise ValueError(f"unknown wire type {wire}")
        if at > len(message):
            raise ValueError("truncated message")
        yield number, message[start:at]


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
    raise ValueError("endless number")
