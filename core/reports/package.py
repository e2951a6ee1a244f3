"""Office packages (.docx, .xlsx) put together from their parts, always the same bytes for the same parts."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_NO_DATE = (1980, 1, 1, 0, 0, 0)  # a file says when it was made in its properties, not here
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def packed(parts: Mapping[str, str]) -> bytes:
    """The package made of these parts: path inside the package to XML without its declaration."""
    file = BytesIO()
    with ZipFile(file, "w") as package:
        for path, xml in parts.items():
            entry = ZipInfo(path, _NO_DATE)
            entry.compress_type = ZIP_DEFLATED
            package.writestr(entry, _DECLARATION + xml)
    return file.getvalue()


def undated(package: bytes) -> bytes:
    """The same package without the hour at which its parts were put together."""
    file = BytesIO()
    with ZipFile(BytesIO(package)) as dated, ZipFile(file, "w") as kept:
        for part in dated.infolist():
            entry = ZipInfo(part.filename, _NO_DATE)
            packs = not part.filename.endswith((".png", ".jpeg"))  # pictures are packed already
            entry.compress_type = ZIP_DEFLATED if packs else ZIP_STORED
            kept.writestr(entry, dated.read(part))
    return file.getvalue()


def content_types(overrides: Mapping[str, str]) -> str:
    """The list of content types that a package starts with: part path to its type."""
    listed = "".join(
        f'<Override PartName="/{path}" ContentType="application/{kind}"/>'
        for path, kind in overrides.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def relationships(targets: Mapping[str, str]) -> str:
    """The links of a part, numbered rId1, rId2… in order: target to the last words of its type."""
    listed = "".join(
        f'<Relationship Id="rId{number}" Target="{target}"'
        f' Type="http://schemas.openxmlformats.org/{kind}"/>'
        for number, (target, kind) in enumerate(targets.items(), start=1)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{listed}</Relationships>'
