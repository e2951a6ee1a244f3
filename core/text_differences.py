"""What changed between two texts, paragraph by paragraph."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum, auto


class Fate(StrEnum):
    SAME = auto()
    REMOVED = auto()
    ADDED = auto()


@dataclass(frozen=True)
class Piece:
    """A paragraph and what became of it."""

    fate: Fate
    text: str


def paragraphs(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def pieces(old: str, new: str) -> list[Piece]:
    """Every paragraph of both texts in reading order; what was removed stands before what replaced it.

    Those that are not `ADDED` make the old text, those that are not `REMOVED` the new one.
    """
    return list(_pieces(paragraphs(old), paragraphs(new)))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for what, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if what == "equal":
            yield from (Piece(Fate.SAME, text) for text in old[a:b])
            continue
        yield from (Piece(Fate.REMOVED, text) for text in old[a:b])
        yield from (Piece(Fate.ADDED, text) for text in new[c:d])
