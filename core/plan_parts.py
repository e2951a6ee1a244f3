"""The parts of a business plan: chapters and blocks of the canvas, put together from what is kept of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any

from core.language import N_
from core.programme import CanvasBlock, Chapter, Programme

LONGEST = 20_000  # signs in a chapter
LONGEST_BLOCK = 2_000  # signs in a block of the canvas
CANVAS = "canvas/"  # begins the keys of the blocks


class Status(StrEnum):
    EMPTY = auto()
    DRAFT = auto()
    TO_REVIEW = auto()
    DONE = auto()


STATUSES = {
    Status.EMPTY: N_("To write"),
    Status.DRAFT: N_("Draft"),
    Status.TO_REVIEW: N_("To read over"),
    Status.DONE: N_("Finished"),
}
WRITTEN = (Status.DRAFT, Status.TO_REVIEW, Status.DONE)  # those that somebody may choose


@dataclass(frozen=True, kw_only=True)
class Text:
    """A chapter or a block as it stands; version 0 is a text that nobody has begun.

    `guidance` has one question or piece of advice per line, in the language in force.
    """

    key: str
    title: str
    guidance: str
    body: str = ""
    status: Status = Status.EMPTY
    version: int = 0
    saved_at: str = ""
    saved_by: str = ""
    light: bool = False
    canvas: bool = False
    forecast: bool = False
    annex: bool = False


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A whole plan, in the order of the programme."""

    chapters: tuple[Text, ...]
    blocks: tuple[Text, ...]

    @property
    def version(self) -> int:
        """Rises with every change of any text."""
        return sum(text.version for text in self.texts)

    @property
    def texts(self) -> tuple[Text, ...]:
        """The chapters, then the blocks of the canvas."""
        return (*self.chapters, *self.blocks)

    def shown(self, *, light: bool = False) -> list[Text]:
        """The chapters of the full plan, or of the short one of a micro-entreprise."""
        return [text for text in self.chapters if text.light or not light]

    def missing(self, *, light: bool = False) -> list[Text]:
        """Those of them still to write; a plan may have no annex."""
        empty = [text for text in self.shown(light=light) if text.status is Status.EMPTY]
        return [text for text in empty if not text.annex]


def assembled(programme: Programme, rows: Mapping[str, dict[str, Any]]) -> Plan:
    """The plan of a programme, filled with what is kept of each text by its key."""
    blocks = tuple(_block(block, rows.get(CANVAS + block.key)) for block in programme.canvas_blocks)
    begun = any(block.body for block in blocks)
    return Plan(
        chapters=tuple(
            _chapter(chapter, rows.get(chapter.key), begun=begun and chapter.canvas)
            for chapter in programme.chapters
        ),
        blocks=blocks,
    )


def _chapter(chapter: Chapter, row: dict[str, Any] | None, *, begun: bool) -> Text:
    return Text(
        key=chapter.key,
        title=str(chapter.title),
        guidance=str(chapter.guidance),
        light=chapter.light,
        canvas=chapter.canvas,
        forecast=chapter.forecast,
        annex=chapter.annex,
        **_kept(row, begun=begun),
    )


def _block(block: CanvasBlock, row: dict[str, Any] | None) -> Text:
    return Text(
        key=CANVAS + block.key,
        title=str(block.title),
        guidance=str(block.question),
        **_kept(row, begun=False),
    )


def _kept(row: dict[str, Any] | None, *, begun: bool) -> dict[str, Any]:
    """What is kept of a text; one without words is to be written, unless its canvas was begun."""
    if row is None:
        return {"status": Status.DRAFT if begun else Status.EMPTY}
    return {
        "body": row["body"],
        "status": Status(row["status"]) if row["body"] or begun else Status.EMPTY,
        "version": row["version"],
        "saved_at": row["updated_at"],
        "saved_by": row["who"],
    }
