"""The seal on the session key that the gate hands to the pages.

The key travels as a header, and a header can be forged by anyone who reaches the pages without the
gate. The seal is made with a secret of this process: no other process, and no visitor, can make one.
"""

import hmac
import secrets

_SECRET = secrets.token_bytes(32)


def seal(key: str) -> str:
    """The key with its seal, as `key.seal`."""
    return f"{key}.{_mark(key)}"


def unseal(value: str) -> str | None:
    """The key, or None if the seal is missing or not ours."""
    key, _dot, mark = value.rpartition(".")
    return key if key and hmac.compare_digest(mark.encode(), _mark(key).encode()) else None


def _mark(key: str) -> str:
    return hmac.new(_SECRET, key.encode(), "sha256").hexdigest()
