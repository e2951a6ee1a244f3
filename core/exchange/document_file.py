"""A file kept on somebody: its kind is read from its content, and must be the one that its name announces."""

import zipfile
from enum import StrEnum, auto
from io import BytesIO
from pathlib import PurePath

from core.errors import UnusableFile
from core.exchange import annex_file
from core.exchange.guards import OLD_OFFICE, ZIP
from core.language import _

MOST_BYTES = annex_file.MOST_BYTES
MOST_PARTS = 2000
MOST_UNPACKED = 200_000_000  # bytes that an office file may announce
MOST_TYPES = 1_000_000


class Kind(StrEnum):
    PDF = auto()
    JPEG = auto()
    PNG = auto()
    DOCX = auto()
    XLSX = auto()


ENDINGS = {
    ".pdf": Kind.PDF,
    ".jpg": Kind.JPEG,
    ".jpeg": Kind.JPEG,
    ".png": Kind.PNG,
    ".docx": Kind.DOCX,
    ".xlsx": Kind.XLSX,
}
# The part that makes an office file what it is.
_MAIN = {Kind.DOCX: "word/document.xml", Kind.XLSX: "xl/workbook.xml"}
_TYPES = "[Content_Types].xml"
_ACTIVE = (b"macroEnabled", b"vbaProject", b"activeX", b"oleObject")


def prepared(name: str, content: bytes) -> tuple[Kind, bytes]:
    """The kind of a file and what will be kept of it; a picture is redrawn without its metadata.

    Raises `UnusableFile` with what to do instead.
    """
    announced = ENDINGS.get(PurePath(name).suffix.lower())
    if announced is None:
        raise UnusableFile(_("Only PDF, JPEG, PNG, DOCX and XLSX files can be kept here."))
    if not content:
        raise UnusableFile(_("This file is empty."))
    if len(content) > MOST_BYTES:
        raise UnusableFile(_("This file is larger than 5 MB: make it smaller, then add it again."))
    if content.startswith(OLD_OFFICE):
        raise UnusableFile(
            _("This file is protected by a password or in an old format: save it as DOCX or XLSX.")
        )
    if _looks_like(content) not in (announced, None):
        raise _disguised()
    if announced in _MAIN:
        _check_office(content, announced)
        return announced, content
    if _looks_like(content) is None:
        raise _disguised()
    kept = annex_file.prepared(content)
    return Kind(kept.kind), kept.content


def _looks_like(content: bytes) -> Kind | None:
    """What the first bytes say; None for what they do not tell, an office file among others."""
    starts = {b"%PDF-": Kind.PDF, b"\xff\xd8\xff": Kind.JPEG, b"\x89PNG\r\n\x1a\n": Kind.PNG}
    return next((kind for start, kind in starts.items() if content.startswith(start)), None)


def _check_office(content: bytes, kind: Kind) -> None:
    """Its list of parts is read, never its parts: nothing of it is opened here."""
    if not content.startswith(ZIP):
        raise _disguised()
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            with archive.open(_TYPES) as source:
                types = source.read(MOST_TYPES)
    # zipfile, zlib and struct each have several ways of saying "damaged" or "protected".
    except Exception as problem:
        raise UnusableFile(
            _("This file is damaged or protected: save it again, then add it.")
        ) from problem
    names = {part.filename for part in parts}
    if _MAIN[kind] not in names:
        raise _disguised()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise UnusableFile(_("This file unpacks to far more than a document: save it as PDF."))
    if any(word in types for word in _ACTIVE) or any(
        part.endswith((".bin", ".exe")) and "printerSettings" not in part for part in names
    ):
        raise UnusableFile(
            _("This file holds a programme (macros): save it without macros, or as PDF.")
        )


def _disguised() -> UnusableFile:
    return UnusableFile(
        _(
            "This file is not what its name announces: open it, save it again in its format, then add it."
        )
    )
