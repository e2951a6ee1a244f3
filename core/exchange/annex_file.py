"""A photograph or a quote as it is kept: its kind read from its content, pictures redrawn without their metadata."""

import re
import warnings
from dataclasses import dataclass
from enum import StrEnum, auto
from io import BytesIO

from PIL import Image, ImageOps

from core.errors import UnusableFile
from core.language import _

MOST_BYTES = 5_000_000
LONGEST_SIDE = 1600  # pixels
PREVIEW_SIDE = 320
MOST_PIXELS = 60_000_000
HEAVY_PNG = 1_500_000  # bytes: a photograph saved as PNG is kept as JPEG
_ACTIVE = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFile)\b")


class Kind(StrEnum):
    JPEG = auto()
    PNG = auto()
    PDF = auto()


@dataclass(frozen=True, kw_only=True)
class AnnexFile:
    """What is kept of a file; a PDF has neither size in pixels nor preview."""

    kind: Kind
    content: bytes
    width: int | None = None
    height: int | None = None
    preview: bytes | None = None  # a small JPEG


def prepared(content: bytes) -> AnnexFile:
    """The file as it will be kept. Raises `UnusableFile` with what to do instead.

    Neither the name nor the announced type of the file counts, only its first bytes.
    """
    if not content:
        raise UnusableFile(_("This file is empty."))
    if len(content) > MOST_BYTES:
        raise UnusableFile(_("This file is larger than 5 MB: make it smaller, then add it again."))
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return _picture(content)
    raise UnusableFile(_("Only photographs (JPEG, PNG) and PDF files can be added."))


def _pdf(content: bytes) -> AnnexFile:
    if b"%%EOF" not in content[-2048:]:
        raise UnusableFile(_("This PDF is damaged: ask for it again, or take a photograph of it."))
    if _ACTIVE.search(content):
        raise UnusableFile(
            _("This PDF holds more than pages: print it as a PDF again, then add it.")
        )
    return AnnexFile(kind=Kind.PDF, content=content)


def _picture(content: bytes) -> AnnexFile:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise UnusableFile(
                        _("This picture has too many points: make it smaller, then add it again.")
                    )
                opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a large JPEG is read smaller
                kind = Kind.JPEG if opened.format == "JPEG" else Kind.PNG
                picture = _plain(opened)
    except UnusableFile:
        raise
    # A picture from anywhere may be wrong in any way: Pillow has no common error for them.
    except Exception as problem:
        raise UnusableFile(
            _("This picture cannot be read: take it again, or save it as JPEG.")
        ) from problem
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    kept = _bytes(picture, kind)
    if kind is Kind.PNG and len(kept) > HEAVY_PNG:
        kind, kept = Kind.JPEG, _bytes(picture, Kind.JPEG)
    small = picture.copy()
    small.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE), Image.Resampling.LANCZOS)
    return AnnexFile(
        kind=kind, content=kept, width=picture.width, height=picture.height,
        preview=_bytes(small, Kind.JPEG, quality=70),
    )  # fmt: skip


def _plain(opened: Image.Image) -> Image.Image:
    """The points alone, the right way up, on white: no place, no device, no comment comes along."""
    upright = ImageOps.exif_transpose(opened)
    solid = upright.convert("RGBA")
    plain = Image.new("RGB", solid.size, "white")
    plain.paste(solid, mask=solid.getchannel("A"))
    return plain


def _bytes(picture: Image.Image, kind: Kind, *, quality: int = 85) -> bytes:
    file = BytesIO()
    if kind is Kind.JPEG:
        picture.save(file, "JPEG", quality=quality, optimize=True)
    else:
        picture.save(file, "PNG", optimize=True)
    return file.getvalue()
