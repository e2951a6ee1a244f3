"""Programme files: found in their folder, read, and explained line by line when they cannot be used."""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from core.errors import UnusableFile
from core.language import N_, _, n_
from core.programme import Programme, from_json

FOLDER = Path(__file__).parent.parent / "data" / "programmes"
DELIVERED = "entreprendre-sa-liberte"

Place = tuple[str | int, ...]

# What pydantic calls it → what the person who wrote the file is told; the rest is UNEXPECTED.
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
UNEXPECTED = N_("this is not what is expected here. Compare it with the programme delivered.")
TEXT_MISSING = {
    "fr": N_("the French text is missing. Write it."),
    "en": N_("the English text is missing. Write it."),
}


def available_programmes() -> dict[str, Path]:
    """The programme files of the house: key → file."""
    return {file.stem: file for file in sorted(FOLDER.glob("*.toml"))}


@cache
def load_programme(key: str = DELIVERED) -> Programme:
    """A programme of the house as its file says, read once."""
    return read_programme(FOLDER / f"{key}.toml")


def read_programme(file: Path) -> Programme:
    """The programme in a file; `UnusableFile` names the file, the place and the remedy."""
    try:
        text = file.read_text(encoding="utf-8-sig")
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
    programme = parse_programme(text, file=file.name)
    if programme.key != file.stem:
        reason = _("the key is not the name of the file. Name the file {key}.toml.")
        raise _unusable(file.name, text, ("key",), reason.format(key=programme.key))
    return programme


def parse_programme(text: str, *, file: str) -> Programme:
    """The programme written in TOML; `file` is how a refusal calls it."""
    try:
        written = tomllib.loads(text)
    except (ValueError, RecursionError) as problem:
        raise UnusableFile(_not_toml(file, problem)) from problem
    try:
        return from_json(json.dumps(written, default=str))
    except ValidationError as problem:
        first, *others = problem.errors(include_url=False, include_input=False)
        misfit = first.get("ctx", {}).get("error")
        place = first["loc"] + getattr(misfit, "place", ())
        reason = str(misfit) if misfit else _reason(first)
        raise _unusable(
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


def _reason(error: ErrorDetails) -> str:
    if error["type"] == "missing" and error["loc"][-1] in TEXT_MISSING:
        return _(TEXT_MISSING[str(error["loc"][-1])])
    details = dict(error.get("ctx", {}))
    if "expected" in details:
        details["expected"] = str(details["expected"]).replace("'", "").replace(" or ", ", ")
    return _(REASONS.get(error["type"], UNEXPECTED)).format(**details)


def _unusable(
    file: str, text: str, place: Place, reason: str, *, others: int = 0, item: str = ""
) -> UnusableFile:
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
