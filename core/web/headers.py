"""The headers that tell a browser what it may load, keep and say."""

from starlette.types import Message

_PAGES = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' blob: data:; "
    "worker-src 'self' blob:; media-src 'self' blob:; frame-ancestors 'none'; form-action 'self'; "
    "base-uri 'self'; object-src 'none'"
)
_DOOR = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; frame-ancestors 'none'; "
    "form-action 'self'; base-uri 'none'"
)

EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
KEEP_FOREVER = "private, max-age=31536000, immutable"
NEVER_KEEP = "no-store"
ASK_AGAIN = "no-cache"  # kept, but asked about each time: 304 when nothing changed


def keep_asset(name: str, *, hashed: bool = False) -> str:
    """How long a file may be kept: typefaces and files named after their content, for good."""
    return KEEP_FOREVER if hashed or name.endswith(".woff2") else ASK_AGAIN


def for_the_pages(nonce: str) -> dict[str, str]:
    """What the pages of the tracker may load: this site, and the scripts that carry the nonce."""
    return {"content-security-policy": _PAGES.format(nonce=nonce), "cache-control": NEVER_KEEP}


def for_the_door() -> dict[str, str]:
    """What the sign-in, invitation, account and set-up pages may load: no script at all."""
    return {"content-security-policy": _DOOR, "cache-control": NEVER_KEEP}


def with_ours(start: Message, *, keep: str = NEVER_KEEP) -> Message:
    """A response's first message with our headers; what it says itself about caching is kept."""
    said = {name.lower() for name, _ in start.get("headers", ())}
    added = {**EVERYWHERE, "cache-control": keep}
    headers = [
        *start.get("headers", ()),
        *(
            (name.encode(), value.encode())
            for name, value in added.items()
            if name.encode() not in said
        ),
    ]
    return {**start, "headers": headers}
