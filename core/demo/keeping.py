"""What the teams keep on people: facts under the name, and small files made for the occasion."""

from collections.abc import Iterator, Sequence
from functools import partial
from io import BytesIO

from PIL import Image, ImageDraw

from core import documents, pinned_facts
from core.demo.scene import EXIT, Deed, Scene
from core.demo.tales import Tale
from core.documents import Description
from core.notes import Level
from core.pinned_facts import Line

KEPT = EXIT + 5  # of the same day, after everything else
PINNED = 21  # days after the entry: by then the team knows what is useful


def deeds(scene: Scene, person: Tale, kept: Tale) -> Iterator[Deed]:
    """The facts and the documents of somebody; `kept` holds those of all the stories."""
    told = kept.get(scene.tale["prefix"], {}).get(person["first_name"], {})
    if facts := told.get("facts"):
        on = scene.day(person["entered"] + PINNED)
        yield Deed(on, KEPT, partial(_pin, scene, person, facts))
    for after, kind, title, words, level in told.get("documents", ()):
        since = person["entered"] + after
        said = Description(title=title, dated_on=scene.day(since - 3), level=Level(level))
        yield Deed(scene.day(since), KEPT, partial(_keep, scene, person, since, kind, words, said))


def _pin(scene: Scene, person: Tale, facts: Sequence[str]) -> None:
    lines = [Line(body=body) for body in facts]
    pinned_facts.save(scene.db, scene.id_of(person), lines, by=scene.coach(person))


def _keep(
    scene: Scene, person: Tale, since: int, kind: str, words: Sequence[str], said: Description
) -> None:
    content = a_page(words) if kind == "pdf" else a_sketch()
    documents.add(
        scene.db, scene.id_of(person), f"exemple.{kind}", content, said, by=scene.coach(person),
        today=scene.day(since),
    )  # fmt: skip


def a_page(lines: Sequence[str]) -> bytes:
    """One page of PDF with some lines of text, in a typeface that every reader has."""
    drawn = " ".join(
        f"BT /F1 {18 if not at else 12} Tf 72 {760 - 30 * at} Td ({_escaped(line)}) Tj ET"
        for at, line in enumerate(lines)
    ).encode("cp1252")
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    file, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(bodies, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    file += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(bodies) + 1,
        start,
    )
    return bytes(file)


def a_sketch() -> bytes:
    """The plan of a workshop, in a few strokes: walls, a door, two tables, shelves."""
    picture = Image.new("RGB", (640, 440), "white")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((60, 50, 580, 390), outline="black", width=6)
    pen.line((260, 390, 340, 390), fill="white", width=8)
    pen.arc((260, 310, 420, 470), 180, 270, fill="black", width=2)
    for box in ((120, 110, 290, 200), (350, 110, 520, 200)):
        pen.rectangle(box, outline="black", width=3)
    for x in range(72, 200, 32):
        pen.rectangle((x, 340, x + 28, 380), outline="black", width=2)
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
