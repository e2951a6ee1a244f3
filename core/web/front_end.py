"""The browser's part of Streamlit, served by us: compressed once, in our language, under our rules."""

import gzip
import re
from dataclasses import dataclass
from functools import cached_property
from mimetypes import guess_type
from pathlib import Path

import brotli  # type: ignore[import-untyped]

from core.language import Language
from core.web.addresses import ASSETS

_TEXT = {".js", ".css", ".json", ".svg", ".map"}
_HASHED = re.compile(r"^static/.+\.[\w-]{8,}\.\w+$")
_SMALL = 1024  # bytes under which compressing gains nothing
_BROTLI_LEVEL, _GZIP_LEVEL = 6, 6  # the next levels cost five times more for 2 %


@dataclass(frozen=True, kw_only=True)
class Asset:
    """A file ready to be sent: its bytes, how they are packed, whether its name changes with them."""

    body: bytes
    media_type: str
    encoding: str | None
    hashed: bool


class FrontEnd:
    """The folder of built files; each is compressed the first time that it is asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = {
            file.relative_to(folder).as_posix(): file
            for file in folder.rglob("*")
            if file.is_file() and file.name != "index.html"
        }
        self._ready: dict[tuple[str, str | None], Asset] = {}

    def has(self, path: str) -> bool:
        return path.lstrip("/") in self._files

    def asset(self, path: str, accepted: str) -> Asset:
        """The file of a path that `has` knows, in the best packing that the browser accepts."""
        name = path.lstrip("/")
        encoding = self._encoding(self._files[name], accepted)
        if (name, encoding) not in self._ready:
            self._ready[name, encoding] = self._packed(name, encoding)
        return self._ready[name, encoding]

    def index(self, language: Language, nonce: str) -> bytes:
        """The page that holds all the others, in the visitor's language, its scripts marked."""
        page = self._index.replace("<script", f'<script nonce="{nonce}"')
        return page.replace('<html lang="en">', f'<html lang="{language}">').encode()

    @cached_property
    def _index(self) -> str:
        page = (self._folder / "index.html").read_text(encoding="utf-8")
        page = re.sub(r"<!--.*?-->\s*", "", page, flags=re.DOTALL)
        # Its own typeface and its agents' entrance are not used here.
        page = re.sub(r'<link\s+rel="(preload|service-desc)"[^>]*>\s*', "", page)
        page = page.replace("<title>Streamlit</title>", "<title>Passerelle</title>")
        page = page.replace("./favicon.png", f"{ASSETS}/passerelle.png")
        ours = (
            f'<link rel="preload" href="{ASSETS}/source-sans-3-latin-wght-normal.woff2" as="font"'
            ' type="font/woff2" crossorigin>'
            f'<script src="{ASSETS}/guard.js"></script>'
            f'<script src="{ASSETS}/built-in-words.js" defer></script>'
            f'<script src="{ASSETS}/links.js" defer></script>'
            f'<script src="{ASSETS}/drafts.js" defer></script>'
            f'<script src="{ASSETS}/find.js" defer></script>'
            f'<script src="{ASSETS}/roll-call.js" defer></script>'
        )
        return page.replace("<title>", f"{ours}<title>", 1)

    def _packed(self, name: str, encoding: str | None) -> Asset:
        body = self._files[name].read_bytes()
        if encoding == "br":
            body = brotli.compress(body, quality=_BROTLI_LEVEL)
        elif encoding == "gzip":
            body = gzip.compress(body, _GZIP_LEVEL)
        return Asset(
            body=body,
            media_type=guess_type(name)[0] or "application/octet-stream",
            encoding=encoding,
            hashed=bool(_HASHED.match(name)),
        )

    @staticmethod
    def _encoding(file: Path, accepted: str) -> str | None:
        if file.suffix not in _TEXT or file.stat().st_size < _SMALL:
            return None
        return next((kind for kind in ("br", "gzip") if kind in accepted), None)
