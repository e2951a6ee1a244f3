"""The one cookie: a random token that only the browser holds, sent to this site alone."""

from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Scope

from core.web_sessions import key_of

_NAME = "passerelle_session"
_NAME_UNDER_TLS = f"__Host-{_NAME}"


def session_key(scope: Scope) -> str | None:
    """The key of the session that a request claims, to be looked up."""
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(Headers(scope=scope).get("cookie", ""))
    except CookieError:
        return None
    held = jar.get(_name(scope))
    return key_of(held.value) if held and held.value else None


def give(response: Response, scope: Scope, token: str) -> None:
    response.set_cookie(
        _name(scope), token, path="/", httponly=True, samesite="strict", secure=_secure(scope)
    )


def take_back(response: Response, scope: Scope) -> None:
    response.delete_cookie(
        _name(scope), path="/", httponly=True, samesite="strict", secure=_secure(scope)
    )


def _name(scope: Scope) -> str:
    return _NAME_UNDER_TLS if _secure(scope) else _NAME


def _secure(scope: Scope) -> bool:
    return scope["scheme"] in ("https", "wss")
