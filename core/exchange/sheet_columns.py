"""Which column of a file of answer sheets says what: who, when, how, and each item of the questionnaire."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto

from core.errors import UnusableFile
from core.exchange.columns import HEADER_WITHIN
from core.exchange.tables import RawRow, RawTable
from core.exchange.vocabulary import is_nothing
from core.language import _
from core.questionnaires import Instrument
from core.wording import clean, folded, listed


class SheetField(StrEnum):
    """What a file may say of a sheet, beside its answers."""

    CODE = auto()
    WAVE = auto()
    COLLECTED_ON = auto()
    READ_ALOUD = auto()
    OUTCOME = auto()


# Headers as teams write them, separated by "|"; accents and case do not count.
HEADERS: Mapping[SheetField, str] = {
    SheetField.CODE: "code|code participant|participant|code personne|code du participant|identifiant"
    "|participant code|id",
    SheetField.WAVE: "vague|moment|passation|temps|wave|time",
    SheetField.COLLECTED_ON: "date|date recueil|date de recueil|recueilli le|date passation"
    "|date de passation|rempli le|le|collected on|date collected|date of collection",
    SheetField.READ_ALOUD: "lu par le coach|lu|lecture|lu a voix haute|read aloud|read by the coach",
    SheetField.OUTCOME: "issue|resultat|refus|refuse|outcome|refused",
}
_KNOWN = {folded(text): field for field, texts in HEADERS.items() for text in texts.split("|")}
_ITEM = r"(?:(?:item|question|q|i|phrase|n|no|{key}) ?)?0*(\d{{1,2}})"


@dataclass(frozen=True, kw_only=True)
class Columns:
    """The line of titles, and the column (from 0) of each field and of each item, by its number."""

    heading: RawRow
    fields: Mapping[SheetField, int]
    items: Mapping[int, int]

    def titles(self) -> dict[int, str]:
        """Columns that say something we do not read, by number, with their title."""
        read = {*self.fields.values(), *self.items.values()}
        return {
            column: text for column, text in self.heading.filled().items() if column not in read
        }


def columns_of(instrument: Instrument, table: RawTable) -> Columns:
    """The columns of a file. Raises `UnusableFile` when no item is found, or one is found twice."""
    best = max(
        (_read(instrument, row) for row in table.rows[:HEADER_WITHIN]),
        key=lambda found: (len(found.items), len(found.fields), -found.heading.line),
    )
    lacking = [str(at + 1) for at in range(len(instrument.items)) if at + 1 not in best.items]
    if len(lacking) == len(instrument.items):
        sentence = _(
            "No column of this file holds an answer of {questionnaire}. Name them item_1, item_2, and so on."
        )
        raise UnusableFile(sentence.format(questionnaire=instrument.short))
    if lacking:
        sentence = _(
            "These items of {questionnaire} have no column: {items}. Add them, empty if needed."
        )
        raise UnusableFile(sentence.format(questionnaire=instrument.short, items=listed(lacking)))
    for column, text in best.heading.filled().items():
        number = _item(instrument, folded(text))
        if number is not None and best.items[number] != column:
            sentence = _(
                "Columns {first} and {second} both hold item {number}: remove one of them."
            )
            raise UnusableFile(
                sentence.format(first=best.items[number] + 1, second=column + 1, number=number)
            )
    return best


def read_answers(instrument: Instrument, table: RawTable) -> list[dict[int, int | None]]:
    """The answers of each line that has some or none, by number of item; other columns are not read.

    Raises `UnusableFile` naming the line for an answer outside the scale.
    """
    columns = columns_of(instrument, table)
    sheets = []
    for row in table.rows:
        if row.line <= columns.heading.line:
            continue
        answers: dict[int, int | None] = {}
        for number, column in columns.items.items():
            text = row.cells[column] if column < len(row.cells) else ""
            answers[number] = answer_in(instrument, number, text)
            if answers[number] is None and not is_nothing(text):
                sentence = _("Line {line}: {problem}")
                raise UnusableFile(
                    sentence.format(line=row.line, problem=outside(instrument, number))
                )
        sheets.append(answers)
    return sheets


def answer_in(instrument: Instrument, number: int, text: str) -> int | None:
    """The answer that a cell holds, as a number or in words; None if it holds none of the scale."""
    plain = clean(text, longest=200)
    allowed = instrument.answers_to(number)
    if found := re.match(r"(\d{1,2})(?:[.,]0+)?(?:\s*[-–:.)].*)?$", plain):
        value = int(found[1])
        return value if value in {one.value for one in allowed} else None
    for one in allowed:
        if folded(plain) in {folded(one.label.fr), folded(one.label.en)}:
            return one.value
    return None


def outside(instrument: Instrument, number: int) -> str:
    """Why a cell is no answer, with the remedy."""
    values = [one.value for one in instrument.answers_to(number)]
    sentence = _("item {number}: write a number from {low} to {high}, or leave the cell empty.")
    return sentence.format(number=number, low=min(values), high=max(values))


def _read(instrument: Instrument, row: RawRow) -> Columns:
    fields: dict[SheetField, int] = {}
    items: dict[int, int] = {}
    for column, text in row.filled().items():
        title = folded(text)
        if (number := _item(instrument, title)) is not None:
            items.setdefault(number, column)
        elif title in _KNOWN:
            fields.setdefault(_KNOWN[title], column)
    return Columns(heading=row, fields=fields, items=items)


def _item(instrument: Instrument, title: str) -> int | None:
    """The item that a title names by its number or by its words."""
    pattern = _ITEM.format(key=re.escape(folded(instrument.short)))
    if found := re.fullmatch(pattern, title):
        number = int(found[1])
        return number if 1 <= number <= len(instrument.items) else None
    bare = re.sub(r"^\d{1,2} ", "", title)
    for number, item in enumerate(instrument.items, start=1):
        if bare in {folded(item.text.fr), folded(item.text.en)}:
            return number
    return None
