"""The files of `data/rates`, read once and explained when they cannot be used."""

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from core.errors import InvalidInput, UnusableFile
from core.forecast.rates import MicroRates, OtherRates, RatesFile
from core.language import N_, _

FOLDER = Path(__file__).parent.parent.parent / "data" / "rates"
MICRO = "micro_entreprise.toml"
OTHER = "other_forms.toml"

# What pydantic calls it → what the person who wrote the file is told; the rest is UNEXPECTED.
REASONS = {
    "missing": N_("this entry is missing. Add it."),
    "extra_forbidden": N_("this entry is not known. Check its spelling or remove it."),
    "decimal_type": N_("a number is expected. Write it in digits, without quotes."),
    "decimal_parsing": N_("a number is expected. Write it in digits, without quotes."),
    "greater_than_equal": N_("the number is too small. Write {ge} or more."),
    "less_than_equal": N_("the number is too large. Write {le} or less."),
    "date_type": N_("a date is expected. Write it as 2026-01-01, without quotes."),
    "too_short": N_("at least one is needed. Add it."),
}
UNEXPECTED = N_("this is not what is expected here. Compare it with the other tables.")

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
    """The rates in a file; `UnusableFile` names the file, the place and the remedy."""
    try:
        written = tomllib.loads(file.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except (OSError, ValueError) as problem:
        sentence = _("data/rates/{file} cannot be read: check that it is there, and the quotes, brackets"
                     " and equals signs in it ({detail}).")  # fmt: skip
        raise UnusableFile(sentence.format(file=file.name, detail=problem)) from problem
    try:
        return kind.model_validate(written)
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_input=False)[0]
        sentence = _("In data/rates/{file}, {place}: {reason}")
        raise UnusableFile(
            sentence.format(file=file.name, place=_place(first), reason=_reason(first))
        ) from problem


def _place(error: ErrorDetails) -> str:
    """social[2].liberal: the second [[social]], its entry liberal."""
    steps = (f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in error["loc"])
    return "".join(steps).removeprefix(".") or _("its tables")


def _reason(error: ErrorDetails) -> str:
    misfit = error.get("ctx", {}).get("error")
    if isinstance(misfit, InvalidInput):
        return str(misfit)
    return _(REASONS.get(error["type"], UNEXPECTED)).format(**error.get("ctx", {}))
