"""Where things stand on the web, and which of them a stranger may open."""

from urllib.parse import quote, urlsplit

SIGN_IN = "/sign-in"
SIGN_OUT = "/sign-out"
LANGUAGE = "/language"
ACCOUNT = "/account"
INVITATION = "/invitation"
MEETING = "/meeting"
SET_UP = "/set-up"
ALIVE = "/session/alive"  # asks
HERE = "/session/here"  # prolongs
FIND = "/find"
ASSETS = "/app/static"

# All that is served without a session. A test counts them.
OPEN_TO_STRANGERS = (SIGN_IN, INVITATION, MEETING, SET_UP, ASSETS)
OURS = (*OPEN_TO_STRANGERS, SIGN_OUT, LANGUAGE, ACCOUNT, ALIVE, HERE, FIND)

# Streamlit's own doors that nobody needs here.
SHUT = (
    "/_stcore/metrics",
    "/_stcore/agent",
    "/_stcore/script-health-check",
    "/auth",
    "/oauth2callback",
)


def stands_under(path: str, *places: str) -> bool:
    """Whether a path is one of these places or inside one of them."""
    return any(path == place or path.startswith(f"{place}/") for place in places)


def local_path(address: str | None) -> str:
    """The address if it is a path of this site, else the home page: never a way to another site."""
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")):
        return "/"
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not address.isprintable() or "\\" in address:
        return "/"
    return address


def sign_in_then(address: str) -> str:
    """The sign-in page that leads back to an address."""
    after = local_path(address)
    return SIGN_IN if after == "/" else f"{SIGN_IN}?next={quote(after, safe='')}"
