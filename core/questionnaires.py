"""Questionnaires: instruments written in `data/questionnaires/*.toml`, and the score of a sheet."""

from collections.abc import Iterator, Mapping
from enum import StrEnum, auto
from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from core.errors import InvalidInput
from core.language import N_, _
from core.programme_words import Key, Part, Text, Words
from core.toml_files import Misfit, parsed, text_of, unusable

FOLDER = Path(__file__).parent.parent / "data" / "questionnaires"
UNEXPECTED = N_("this is not what is expected here. Compare it with a questionnaire delivered.")


class Rule(StrEnum):
    """How answers make a score: their sum, or none at all."""

    SUM = auto()
    NONE = auto()


class Answer(Part):
    """One of the answers to circle, and the number it stands for."""

    value: Annotated[int, Field(ge=0, le=9)]  # one key types it
    label: Words


class Item(Part):
    """One line of the paper; with `answers`, it has its own. A `heading` opens a group of lines."""

    text: Words
    reversed: bool = False
    heading: Words | None = None
    answers: tuple[Answer, ...] = ()


class Band(Part):
    """What the authors call the scores from `low` to `high`."""

    low: int
    high: int
    name: Words


class Instrument(Part):
    """A questionnaire: items are numbered from 1, in the order of the paper."""

    key: Key
    default: bool = False
    name: Words
    short: Annotated[str, Field(min_length=1, max_length=12)]
    about: Words
    instruction: Words
    scoring: Words
    source: Text
    licence: Words
    rule: Rule
    may_miss: Annotated[int, Field(ge=0, le=100)]
    answers: tuple[Answer, ...] = ()
    items: Annotated[tuple[Item, ...], Field(min_length=1)]
    bands: tuple[Band, ...] = ()

    def answers_to(self, number: int) -> tuple[Answer, ...]:
        """What may be answered to an item. Raises `InvalidInput` for a number it does not have."""
        if not 1 <= number <= len(self.items):
            sentence = _("{questionnaire} has no item {number}: its items go from 1 to {last}.")
            raise InvalidInput(
                sentence.format(questionnaire=self.short, number=number, last=len(self.items))
            )
        return self.items[number - 1].answers or self.answers

    @property
    def range(self) -> tuple[int, int]:
        """The lowest and the highest score."""
        values = [[one.value for one in item.answers or self.answers] for item in self.items]
        return sum(map(min, values)), sum(map(max, values))

    def band(self, score: float) -> str:
        """What the authors call this score; empty where they give it no name."""
        return next((str(one.name) for one in self.bands if one.low <= score <= one.high), "")

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        for misfit in _misfits(self):
            raise misfit
        return self


def _misfits(instrument: Instrument) -> Iterator[Misfit]:
    """What is well written but does not fit the rest of the instrument."""
    for at, item in enumerate(instrument.items):
        answers = item.answers or instrument.answers
        place = ("items", at, "answers")
        if len(answers) < 2:
            yield Misfit(
                _("at least two answers are needed. Write them here or in [[answers]]."), *place
            )
        if sorted({one.value for one in answers}) != [one.value for one in answers]:
            yield Misfit(_("answers go from the lowest number to the highest, each once."), *place)
    if instrument.may_miss > len(instrument.items):
        yield Misfit(_("more answers may be missing than there are items. Lower it."), "may_miss")
    lowest, highest = instrument.range
    last = lowest - 1
    for at, band in enumerate(instrument.bands):
        if not last < band.low <= band.high <= highest:
            sentence = _("bands follow one another, from {low} to {high}.")
            yield Misfit(sentence.format(low=lowest, high=highest), "bands", at, "low")
        last = band.high


def instrument_files() -> dict[str, Path]:
    """The questionnaire files of the house: key → file."""
    return {file.stem: file for file in sorted(FOLDER.glob("*.toml"))}


@cache
def load_instrument(key: str) -> Instrument:
    """A questionnaire of the house, read once. Raises `InvalidInput` if there is none of this name."""
    known = instrument_files()
    if key not in known:
        sentence = _("There is no questionnaire {key}. Choose one of: {known}.")
        raise InvalidInput(sentence.format(key=key, known=", ".join(known)))
    return read_instrument(known[key])


def read_instrument(file: Path) -> Instrument:
    """The questionnaire in a file; `UnusableFile` names the file, the place and the remedy."""
    text = text_of(file)
    instrument = parse_instrument(text, file=file.name)
    if instrument.key != file.stem:
        reason = _("the key is not the name of the file. Name the file {key}.toml.")
        raise unusable(file.name, text, ("key",), reason.format(key=instrument.key))
    return instrument


def parse_instrument(text: str, *, file: str) -> Instrument:
    """The questionnaire written in TOML; `file` is how a refusal calls it."""
    return parsed(text, Instrument.model_validate_json, file=file, unexpected=UNEXPECTED)


def score(instrument: Instrument | str, answers: Mapping[int, int | None]) -> float | None:
    """The score of a sheet, None where it has none: too many answers missing, or no score at all.

    `answers` by number of item, from 1; one that is absent or None is missing. With answers missing
    as the rule allows, the mean of the others stands for them. Raises `InvalidInput` for an item that
    does not exist and for an answer outside the scale.
    """
    instrument = load_instrument(instrument) if isinstance(instrument, str) else instrument
    given = given_answers(instrument, answers)
    if (
        instrument.rule is Rule.NONE
        or not given
        or missing(instrument, given) > instrument.may_miss
    ):
        return None
    total = sum(counted(instrument, number, value) for number, value in given.items())
    return len(instrument.items) * total / len(given)


def given_answers(
    instrument: Instrument, answers: Mapping[int, int | None]
) -> dict[int, int]:  # fmt: skip
    """The answers that were given, checked against the scale, in the order of the paper."""
    given = {}
    for number, value in sorted(answers.items()):
        allowed = [one.value for one in instrument.answers_to(number)]
        if value is None:
            continue
        if value not in allowed:
            sentence = _("Item {number}: the answer is a number from {low} to {high}. Correct it.")
            raise InvalidInput(sentence.format(number=number, low=min(allowed), high=max(allowed)))
        given[number] = value
    return given


def missing(instrument: Instrument, answers: Mapping[int, int | None]) -> int:
    """How many items have no answer."""
    return len(instrument.items) - sum(value is not None for value in answers.values())


def counted(instrument: Instrument, number: int, value: int) -> int:
    """What an answer counts for; on a reversed item the highest counts as the lowest."""
    if not instrument.items[number - 1].reversed:
        return value
    values = [one.value for one in instrument.answers_to(number)]
    return min(values) + max(values) - value
