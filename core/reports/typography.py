"""Text as a document may print it: legal for Word, and spaced as each language asks."""

import re
from dataclasses import dataclass
from functools import lru_cache

from core.language import Language, current
from core.wording import clean

LONGEST = 200_000  # a chapter is cut long before, where it is typed
SHORT = 24  # signs
_NBSP = "\u00a0"
_SPACE = "[ \u00a0\u2009\u202f]"
_EVERYWHERE = (
    (re.compile("\r\n?|[\u2028\u2029]"), "\n"),
    (re.compile("\t"), " "),
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(r"(?<=\d) (?=(?:[kcm]?m[²³]?|[km]?g|h|min|k?W|[kM]€)(?!\w))"), _NBSP),
)
_FRENCH = (
    (re.compile(rf"(?<=\S){_SPACE}+(?=[:;!?%€»])"), _NBSP),
    (re.compile(rf"«{_SPACE}*(?=\S)"), f"«{_NBSP}"),
    (re.compile(r"(?<=[^\s»])»"), f"{_NBSP}»"),
    (re.compile(rf"(?<=\d){_SPACE}(?=\d{{3}}(?!\d))"), _NBSP),
)
_TO_LOOK_AT = re.compile("[\r\t \u2009\u2028\u2029\u202f':;!?%€»«]")  # cells of tables have none
_BULLET = re.compile(r"[-–•] +")


def tidy(text: str) -> str:
    """The text with illegal characters replaced and, in French, its unbreakable spaces."""
    return (_tidied_once if len(text) <= SHORT else _tidied)(text, current())


def _tidied(text: str, language: Language) -> str:
    rules = _EVERYWHERE + _FRENCH if language is Language.FRENCH else _EVERYWHERE
    for pattern, instead in rules if _TO_LOOK_AT.search(text) else ():
        text = pattern.sub(instead, text)
    return clean(text, longest=LONGEST)


_tidied_once = lru_cache(maxsize=4096)(
    _tidied
)  # the cells of a table are the same few over and over


def one_line(text: str) -> str:
    """The tidy text without line breaks: for titles, captions, names."""
    return " ".join(filter(None, tidy(text).split("\n")))


@dataclass(frozen=True)
class Block:
    """A paragraph or one item of a list; a paragraph may hold line breaks."""

    text: str
    bullet: bool = False


def blocks(text: str) -> list[Block]:
    """What somebody typed, cut where Word starts a new paragraph.

    Blank lines separate paragraphs; a line that starts with "- ", "– " or "• " is an item of a list.
    """
    found: list[Block] = []
    paragraph: list[str] = []

    def close() -> None:
        if paragraph:
            found.append(Block("\n".join(paragraph)))
            paragraph.clear()

    for line in (line.strip() for line in tidy(text).split("\n")):
        item = _BULLET.match(line)
        if item or not line:
            close()
        if item:
            found.append(Block(line[item.end() :], bullet=True))
        elif line:
            paragraph.append(line)
    close()
    return found
