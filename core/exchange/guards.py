"""What a file from outside must be before anything in it is parsed."""

import re
import zipfile
from io import BytesIO
from pathlib import PurePath

from core.errors import UnusableFile
from core.language import _

MOST_BYTES = 20_000_000
MOST_PARTS = 200
MOST_UNPACKED = 50_000_000
MOST_RATIO = 100
CHUNK = 1 << 16

CSV_ENDINGS = frozenset({".csv", ".tsv", ".txt"})
ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
FOREIGN = (OLD_OFFICE, b"PK", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"{\\rtf")
MARKUP = (b"<!doctype", b"<html", b"<?xml")
WORKBOOK_PARTS = {"[Content_Types].xml", "xl/workbook.xml"}
MACROS = "xl/vbaProject.bin"
# Others could hide a DOCTYPE from the search below.
ENCODINGS = {b"utf-8", b"utf-16", b"us-ascii", b"iso-8859-1", b"windows-1252"}
DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")


def is_workbook(name: str, content: bytes) -> bool:
    """Whether a file is to be read as a workbook (True) or as CSV (False).

    The ending says what the file claims to be, the first bytes what it is: `UnusableFile` when they disagree.
    """
    ending = PurePath(name).suffix.lower()
    if not content.strip():
        raise UnusableFile(_("This file is empty."))
    if len(content) > MOST_BYTES:
        raise UnusableFile(_("This file is larger than 20 MB: keep only the list of people."))
    if ending == ".xlsx":
        _refuse_disguised_workbook(content)
        return True
    if ending not in CSV_ENDINGS:
        raise UnusableFile(
            _("Only CSV and XLSX files can be read: save the list in one of these formats.")
        )
    if content.startswith(FOREIGN) or content.lstrip()[:9].lower().startswith(MARKUP):
        raise UnusableFile(
            _("This file is not the text file its name announces: export the list again as CSV.")
        )
    return False


def _refuse_disguised_workbook(content: bytes) -> None:
    if content.startswith(OLD_OFFICE):
        raise UnusableFile(
            _("This workbook is protected by a password or in the old format: save it as XLSX.")
        )
    if not content.startswith(ZIP):
        raise UnusableFile(
            _("This file is not the workbook its name announces: save the list again as XLSX.")
        )


def check_workbook(content: bytes) -> None:
    """Unpack every part once, counting what really comes out, and refuse what could harm."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_parts(archive.infolist())
            _check_size(archive, packed=len(content))
    except UnusableFile:
        raise
    # zipfile, zlib and struct each have several ways of saying "damaged" or "protected".
    except Exception as problem:
        raise _damaged() from problem


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS:
        raise _too_heavy()
    if len(names) < len(parts):
        raise _damaged()
    if not names >= WORKBOOK_PARTS:
        raise UnusableFile(
            _("This file is not the workbook its name announces: save the list again as XLSX.")
        )
    if MACROS in names:
        raise UnusableFile(_("This workbook contains macros: save it as XLSX without macros."))
    if any(part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for part in parts):
        raise _damaged()


def _check_size(archive: zipfile.ZipFile, *, packed: int) -> None:
    most = min(MOST_UNPACKED, packed * MOST_RATIO)
    unpacked = 0
    for part in archive.infolist():
        with archive.open(part) as source:
            kept = bytearray()
            while chunk := source.read(CHUNK):
                unpacked += len(chunk)
                if unpacked > most:
                    raise _too_heavy()
                kept += chunk
        if part.filename.lower().endswith((".xml", ".rels", ".vml")):
            _check_markup(bytes(kept))


def _check_markup(part: bytes) -> None:
    # Without its zero bytes, UTF-16 text shows the same letters as UTF-8.
    plain = part.replace(b"\0", b"")
    start = plain.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    declared = DECLARED.match(start[:200])
    if b"<!DOCTYPE" in plain or (start and not start.startswith(b"<")):
        raise _forbidden()
    if declared and declared[1].lower() not in ENCODINGS:
        raise _forbidden()


def _damaged() -> UnusableFile:
    return UnusableFile(_("This workbook is damaged or protected: save it again as XLSX."))


def _too_heavy() -> UnusableFile:
    return UnusableFile(
        _("This workbook unpacks to far more than a list of people: copy the list into a new one.")
    )


def _forbidden() -> UnusableFile:
    return UnusableFile(
        _("This workbook contains instructions that no list needs: copy the list into a new one.")
    )
