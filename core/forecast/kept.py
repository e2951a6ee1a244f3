"""The inputs of a plan as they are kept: JSON with a version, and read again with care."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from core.errors import InvalidInput
from core.forecast.inputs import Inputs, Offer
from core.forecast.needs import Deposit, Equipment, FixedCost, Grant, Loan, StartUpCost
from core.language import _

VERSION = 1
# The parts of a plan that are lists: each item stands or falls by itself.
LISTS: Mapping[str, type] = {
    "offers": Offer,
    "fixed_costs": FixedCost,
    "equipment": Equipment,
    "start_up_costs": StartUpCost,
    "deposits": Deposit,
    "grants": Grant,
    "loans": Loan,
}


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something typed that cannot be counted: `place` is the field, then the item (from 0) of a list."""

    place: tuple[str | int, ...]
    sentence: str


def to_json(inputs: Inputs) -> str:
    """The inputs as JSON: amounts and dates are texts, so nothing is rounded."""
    kept = {"version": VERSION, **_reader(Inputs).dump_python(inputs, mode="json")}
    return json.dumps(kept, ensure_ascii=False)


def from_json(text: str) -> Inputs:
    """The inputs kept in JSON; `InvalidInput` says what cannot be read."""
    written = _parsed(text)
    try:
        inputs: Inputs = _reader(Inputs).validate_python(written)
    except ValidationError as problem:
        raise InvalidInput(_sentence(problem)) from problem
    return inputs


def readable(written: Mapping[str, Any]) -> tuple[Inputs, tuple[Problem, ...]]:
    """What can be counted of inputs as they are kept (a dict), the rest left out and explained.

    `start` and `activity` are needed: `InvalidInput` without them. A field or an item that cannot be used
    is as if nothing had been typed there, so that the rest of the forecast goes on showing.
    """
    problems: list[Problem] = []
    needed = {field.name: written.get(field.name) for field in fields(Inputs) if _is_needed(field)}
    try:
        _reader(Inputs).validate_python(needed)
    except ValidationError as problem:
        raise InvalidInput(_sentence(problem)) from problem
    kept = dict(needed)
    for field in fields(Inputs):
        if field.name not in written or field.name in needed:
            continue
        value = written[field.name]
        if field.name in LISTS and isinstance(value, list | tuple):
            value = list(_good(field.name, value, problems))
        try:
            _reader(Inputs).validate_python({**needed, field.name: value})
        except ValidationError as problem:
            problems.append(Problem(place=(field.name,), sentence=_sentence(problem)))
        else:
            kept[field.name] = value
    return _reader(Inputs).validate_python(kept), tuple(problems)


def _good(name: str, items: Sequence[Any], problems: list[Problem]) -> Iterator[Any]:
    for place, item in enumerate(items):
        try:
            yield _reader(LISTS[name]).validate_python(item)
        except ValidationError as problem:
            problems.append(Problem(place=(name, place), sentence=_sentence(problem)))


def _is_needed(field: Any) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


@cache
def _reader(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _parsed(text: str) -> dict[str, Any]:
    try:
        written = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise InvalidInput(
            _("The figures of this plan cannot be read: they are not JSON.")
        ) from problem
    if not isinstance(written, dict) or not isinstance(written.get("version"), int):
        raise InvalidInput(_("The figures of this plan cannot be read: they have no version."))
    if written.pop("version") > VERSION:
        raise InvalidInput(
            _(
                "The figures of this plan come from a later version of the tracker: bring it up to date."
            )
        )
    return written


def _sentence(problem: ValidationError) -> str:
    """Our own sentence where a rule of ours refused, the place otherwise."""
    first = problem.errors(include_url=False, include_input=False)[0]
    reason = first.get("ctx", {}).get("error")
    if isinstance(reason, InvalidInput):
        return str(reason)
    place = ", ".join(str(step + 1) if isinstance(step, int) else step for step in first["loc"])
    return _("This figure is missing or cannot be read ({place}): type it again.").format(
        place=place
    )
