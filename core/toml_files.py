"""Files that people write in TOML: read, and explained line by line when they cannot be used."""

import json
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from core.errors import UnusableFile
from core.language import N_, _, n_

Read = TypeVar("Read")
Place = tuple[str | int, ...]

# What pydantic calls it → what the person who wrote the file is told; a reader words the rest.
REASONS = {
    "missing": N_("this entry is missing. Add it."),
    "extra_forbidden": N_("this entry is not known. Check its spelling or remove it."),
    "string_type": N_("a text is expected. Write it between double quotes."),
    "string_too_short": N_("the text is empty. Write it."),
    "string_too_long": N_("the text is too long. Keep it under {max_length} signs."),
    "string_pattern_mismatch": N_(
        "a key has only small letters without accents, digits and underscores. Correct it."
    ),
    "int_type": N_("a whole number is expected. Write it in digits, without quotes or point."),
    "greater_than_equal": N_("the number is too small. Write {ge} or more."),
    "less_than_equal": N_("the number is too large. Write {le} or less."),
    "bool_type": N_("yes or no is expected. Write true or false, without quotes."),
    "enum": N_("this word is not known. Choose one of: {expected}."),
    "model_type": N_(
        "several entries are expected here, such as .fr and .en. Write each on its own line."
    ),
    "tuple_type": N_("a list is expected. Begin each of its items with its name in [[ ]]."),
    "too_short": N_("at least one is needed. Add it."),
}
TEXT_MISSING = {
    "fr": N_("the French text is missing. Write it."),
    "en": N_("the English text is missing. Write it."),
}


class Misfit(ValueError):
    """Something well written that does not fit the rest; `place` leads to it from the top of the file."""

    def __init__(self, sentence: str, *place: str | int) -> None:
        super().__init__(sentence)
        self.place = place


def text_of(file: Path) -> str:
    """What a file says; `UnusableFile` names the file and the remedy."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as problem:
        raise UnusableFile(
            _("{file} is not saved as UTF-8. Save it again with that encoding.").format(
                file=file.name
            )
        ) from problem
    except OSError as problem:
        raise UnusableFile(
            _("{file} cannot be opened. Check that it is there and may be read.").format(
                file=file.name
            )
        ) from problem


def parsed(text: str, build: Callable[[str], Read], *, file: str, unexpected: str) -> Read:
    """What `build` makes of the text as JSON; `UnusableFile` names the file, the line and the remedy.

    `unexpected` is said of a mistake that has no words of its own.
    """
    try:
        written = tomllib.loads(text)
    except (ValueError, RecursionError) as problem:
        raise UnusableFile(_not_toml(file, problem)) from problem
    try:
        return build(json.dumps(written, default=str))
    except ValidationError as problem:
        first, *others = problem.errors(include_url=False, include_input=False)
        misfit = first.get("ctx", {}).get("error")
        place = first["loc"] + getattr(misfit, "place", ())
        reason = str(misfit) if misfit else _reason(first, unexpected)
        raise unusable(
            file, text, place, reason, others=len(others), item=_key_at(written, place)
        ) from problem


def _not_toml(file: str, problem: Exception) -> str:
    remedy = _(
        "Check the quotes, the brackets and the equals signs there, and that nothing is written twice."
    )
    if found := re.search(r"at line (\d+)", str(problem)):
        broken = _("In {file}, line {line}: the file cannot be read.")
        return broken.format(file=file, line=found[1]) + " " + remedy
    return _("In {file}, at the end: the file cannot be read.").format(file=file) + " " + remedy


def _reason(error: ErrorDetails, unexpected: str) -> str:
    if error["type"] == "missing" and error["loc"][-1] in TEXT_MISSING:
        return _(TEXT_MISSING[str(error["loc"][-1])])
    details = dict(error.get("ctx", {}))
    if "expected" in details:
        details["expected"] = str(details["expected"]).replace("'", "").replace(" or ", ", ")
    return _(REASONS.get(error["type"], unexpected)).format(**details)


def unusable(
    file: str, text: str, place: Place, reason: str, *, others: int = 0, item: str = ""
) -> UnusableFile:
    """What is wrong at a place of a file, with its line."""
    shown = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in place)
    shown = shown.removeprefix(".") + (f" ({item})" if item else "")
    if line := _line_of(text, place):
        sentence = _("In {file}, line {line}, {place}: {reason}")
    else:
        sentence = _("In {file}, {place}: {reason}")
    sentence = sentence.format(file=file, line=line, place=shown, reason=reason)
    if others:
        more = n_(
            "{n} other place is to be corrected.", "{n} other places are to be corrected.", others
        )
        sentence += " " + more
    return UnusableFile(sentence)


def _key_at(written: Mapping[str, Any], place: Place) -> str:
    """The key of the item a place is in, which is easier to find than its number."""
    if len(place) < 2 or not isinstance(place[1], int):
        return ""
    item = written[str(place[0])][place[1]]
    return str(item.get("key", "")) if isinstance(item, dict) else ""


def _line_of(text: str, place: Place) -> int | None:
    """The line of a place, counted from 1: of its entry, or of the item that should hold it."""
    lines = list(enumerate(text.splitlines(), start=1))
    steps: Sequence[str | int] = place
    above = None
    if len(place) > 1 and isinstance(place[1], int):
        headers = [at for at, line in lines if re.match(rf"\s*\[\[\s*{place[0]}\s*\]\]", line)]
        if place[1] >= len(headers):
            return None
        above = headers[place[1]]
        lines = lines[above:]
        steps = place[2:]
    entries = {}
    for at, line in lines:
        if line.lstrip().startswith("["):
            break
        entries[re.sub(r"[\s\"']", "", line.partition("=")[0])] = at
    for end in range(len(steps), 0, -1):
        entry = ".".join(map(str, steps[:end]))
        for name, at in entries.items():
            if name == entry or name.startswith(entry + "."):
                return at
    return above
