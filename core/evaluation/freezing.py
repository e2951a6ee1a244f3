"""Results put away as plain values in both languages, and taken out again as they were."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, TypeVar

from core.evaluation.results import Answer, Column, Indicator, Kind, Result, Row
from core.language import Language, Settled, _, current, speaking

NOT_A_NUMBER = "NaN"  # as text: JSON has no word for it
_BOTH = frozenset(Language)
_CODES = frozenset({"key", "kind", "chart"})  # texts of an indicator that nobody reads

Plain = Any  # what JSON holds
Thing = TypeVar("Thing")


def in_both_languages(said: Callable[[], Plain]) -> Plain:
    """What `said` gives, with both texts wherever the languages differ: {"fr": …, "en": …}."""
    found = {}
    for language in Language:
        with speaking(language):
            found[language] = said()
    return _merged(found[Language.FRENCH], found[Language.ENGLISH])


def spoken(kept: Plain) -> Plain:
    """What `in_both_languages` gave, in the language in force."""
    if isinstance(kept, dict):
        if kept.keys() == _BOTH:
            return spoken(kept[current()])
        return {key: spoken(value) for key, value in kept.items()}
    return [spoken(value) for value in kept] if isinstance(kept, list) else kept


def frozen(result: Result) -> dict[str, Plain]:
    """A result as plain values, its definition with it, in the language in force."""
    return {
        "indicator": _texts(_plain(result.indicator), _),
        "answer": _plain(result.answer),
        "day": result.day.isoformat(),
    }


def thawed(kept: Mapping[str, Plain]) -> Result:
    """The result that `frozen` put away, in one language: no text is looked up anew."""
    said, answer = _texts(kept["indicator"], Settled), kept["answer"]
    columns = tuple(_made(Column, one | {"kind": Kind(one["kind"])}) for one in said["columns"])
    rows = tuple(_made(Row, row | {"numbers": _numbers(row["numbers"])}) for row in answer["rows"])
    points = tuple(_numbers(point) for point in answer["points"])
    return Result(
        indicator=_made(Indicator, {**said, "columns": columns, "answer": _counted_already}),
        answer=_made(Answer, {**answer, "rows": rows, "points": points}),
        day=date.fromisoformat(kept["day"]),
    )


def _merged(french: Plain, english: Plain) -> Plain:
    if french == english:
        return french
    if isinstance(french, dict) and isinstance(english, dict) and french.keys() == english.keys():
        return {key: _merged(french[key], english[key]) for key in french}
    if isinstance(french, list) and isinstance(english, list) and len(french) == len(english):
        return [_merged(one, other) for one, other in zip(french, english, strict=True)]
    return {Language.FRENCH.value: french, Language.ENGLISH.value: english}


def _plain(value: Any) -> Plain:
    if is_dataclass(value):
        named = {field.name: getattr(value, field.name) for field in fields(value)}
        return {name: _plain(one) for name, one in named.items() if not callable(one)}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, float) and math.isnan(value):
        return NOT_A_NUMBER
    if isinstance(value, str):
        return str(value)
    return [_plain(one) for one in value] if isinstance(value, Iterable) else value


def _texts(kept: Plain, made: Callable[[str], str], key: str = "") -> Plain:
    """A definition with its texts, not its codes, passed through `made`."""
    if isinstance(kept, dict):
        return {name: _texts(value, made, name) for name, value in kept.items()}
    if isinstance(kept, list):
        return [_texts(value, made, key) for value in kept]
    return made(kept) if isinstance(kept, str) and kept and key not in _CODES else kept


def _numbers(kept: Mapping[str, Plain]) -> dict[str, Any]:
    return {key: math.nan if value == NOT_A_NUMBER else value for key, value in kept.items()}


def _made(kind: type[Thing], values: Mapping[str, Any]) -> Thing:
    """What a later version no longer knows is left out, so that old figures are still read."""
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: value for name, value in values.items() if name in known})


def _counted_already(*_: object) -> Answer:
    raise TypeError("a frozen indicator is read, not counted")
