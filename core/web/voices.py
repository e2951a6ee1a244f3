"""In which language to speak to somebody who has not signed in."""

from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.types import Scope

from core.language import DEFAULT, Language


def stranger_language(scope: Scope) -> Language:
    """The one in the address (`?lang=en`), else the browser's first that we speak, else French."""
    chosen = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
    accepted = Headers(scope=scope).get("accept-language", "")
    for wish in (chosen, *accepted.split(",")):
        spoken = wish.strip()[:2].lower()
        if spoken in set(Language):
            return Language(spoken)
    return DEFAULT
