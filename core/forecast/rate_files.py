"""The files of `data/rates`, read once and explained when they cannot be used."""

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from core.errors import UnusableFile
from core.forecast.rates import MicroRates, OtherRates, RatesFile
from core.language import _

FOLDER = Path(__file__).parent.parent.parent / "data" / "rates"
MICRO = "micro_entreprise.toml"
OTHER = "other_forms.toml"

F = TypeVar("F", bound=RatesFile)


@cache
def micro_rates() -> MicroRates:
    """What a micro-entreprise pays, by date of effect."""
    return read(FOLDER / MICRO, MicroRates)


@cache
def other_rates() -> OtherRates:
    """Orders of magnitude for the other legal forms, by date of effect."""
    return read(FOLDER / OTHER, OtherRates)


def read(file: Path, kind: type[F]) -> F:
    """The rates in a file; `UnusableFile` names the file, the place and the reason."""
    try:
        written = tomllib.loads(file.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except (OSError, ValueError) as problem:
        raise _unusable(file, "", str(problem)) from problem
    try:
        return kind.model_validate(written)
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(step + 1) if isinstance(step, int) else step for step in first["loc"])
        raise _unusable(file, place, first["msg"]) from problem


def _unusable(file: Path, place: str, reason: str) -> UnusableFile:
    where = f"data/rates/{file.name}" + (f" ({place})" if place else "")
    sentence = _(
        "The rates file {where} cannot be used: {reason}. Compare it with its other tables."
    )
    return UnusableFile(sentence.format(where=where, reason=reason))
