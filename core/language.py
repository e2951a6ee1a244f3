"""The two languages of the house: French by default, English complete.

Source text is English; French stands in `locales/fr/LC_MESSAGES/*.po`, one catalogue per area.
The language in force belongs to the current run (a context variable), so one process serves both.
"""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CATALOGUES = Path(__file__).parent.parent / "locales"


class Language(StrEnum):
    FRENCH = "fr"
    ENGLISH = "en"


DEFAULT = Language.FRENCH
_in_force: ContextVar[Language] = ContextVar("language", default=DEFAULT)


def current() -> Language:
    """The language in force for this run."""
    return _in_force.get()


def speak(language: Language | str) -> None:
    """Put a language in force for the rest of this run."""
    _in_force.set(Language(language))


@contextmanager
def speaking(language: Language | str) -> Iterator[None]:
    """Put a language in force inside the block: a document has a language of its own."""
    token = _in_force.set(Language(language))
    try:
        yield
    finally:
        _in_force.reset(token)


class Settled(str):
    """A text kept in the language it was said in: one French word may be another English one."""

    __slots__ = ()


def _(message: str) -> str:
    """The message in the language in force."""
    if isinstance(message, Settled):
        return message
    return _translations(current()).gettext(message)


def n_(one: str, many: str, n: int) -> str:
    """The message for `n` things, in the language in force: `n_("{n} person", "{n} people", 3)`.

    `{n}` is replaced here, so that every plural carries its number.
    """
    return _translations(current()).ngettext(one, many, n).format(n=n)


def p_(context: str, message: str) -> str:
    """The message where one English word has several French ones."""
    return _translations(current()).pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802 - the usual name of gettext's marker
    """Mark a message that a table holds and a page will translate with `_`."""
    return message


@cache
def _translations(language: Language) -> gettext.NullTranslations:
    folder = CATALOGUES / language / "LC_MESSAGES"
    merged = Catalog(locale=language.value)
    for file in sorted(folder.glob("*.po")):
        with file.open("rb") as source:
            for message in read_po(source, locale=language.value):
                if message.id:
                    merged[message.id] = message
    compiled = BytesIO()
    write_mo(compiled, merged)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
