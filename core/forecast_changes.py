"""What changed in a forecast, field by field, in lines that the history keeps and people read."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from core.forecast import Inputs


def said(inputs: Inputs | None) -> dict[str, str | None]:
    """Each field of a forecast as text: one line for each offer, cost, loan…

    Numbers are plain (8.5, 0.1) and choices are kept by their key, so that a change of language
    changes nothing.
    """
    if inputs is None:
        return {}
    return {field.name: _text(getattr(inputs, field.name)) for field in fields(inputs)}


def between(old: Inputs | None, new: Inputs) -> tuple[dict[str, str | None], dict[str, str | None]]:
    """The fields that differ, before and after; of a list, only the lines that do."""
    before, after = said(old), said(new)
    changed = [name for name, text in after.items() if before.get(name) != text]
    pairs = {name: _lines_apart(before.get(name), after[name]) for name in changed}
    return {name: one for name, (one, _) in pairs.items()}, {
        name: one for name, (_, one) in pairs.items()
    }


def _lines_apart(before: str | None, after: str | None) -> tuple[str | None, str | None]:
    old, new = (before or "").splitlines(), (after or "").splitlines()
    left = "\n".join(line for line in old if line not in new)
    right = "\n".join(line for line in new if line not in old)
    return left or None, right or None


def _text(value: Any) -> str | None:
    if value is None or value == () or value == "":
        return None
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_text(each)}" for key, each in value.items())
    if isinstance(value, tuple):
        return _sequence(value)
    if hasattr(value, "__dataclass_fields__"):
        texts = (_text(getattr(value, field.name)) for field in fields(value))
        return " · ".join(" ".join(text.split()) for text in texts if text)
    return str(value)


def _sequence(values: Iterable[Any]) -> str:
    """Lines one under the other; numbers on one line, once when they are all the same."""
    texts = [_text(value) or "" for value in values]
    if any(" · " in text for text in texts):
        return "\n".join(texts)
    return texts[0] if len(set(texts)) == 1 else " ".join(texts)
