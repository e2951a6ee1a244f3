"""A file of answer sheets read line by line: what each says, and what has to be corrected in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.exchange.cells import Severity, date_of, yes_or_no
from core.exchange.sheet_columns import Columns, SheetField, answer_in, outside
from core.exchange.tables import RawRow, RawTable
from core.exchange.vocabulary import is_nothing
from core.language import _
from core.programme_words import Words
from core.questionnaires import Instrument
from core.wording import clean, folded

_REFUSED = ("refus", "refused", "declined", "oui", "yes", "x")


@dataclass(frozen=True, kw_only=True)
class SheetLine:
    """One sheet as the file writes it; None or empty where the file says nothing."""

    line: int
    code: str = ""
    wave: str = ""
    collected_on: date | None = None
    read_aloud: bool | None = None
    refused: bool = False
    answers: Mapping[int, int | None]
    problems: tuple[str, ...] = ()

    def wave_among(self, names: Mapping[str, Words]) -> str:
        """The key of the wave that the line means, by its key or its name; empty if it is none."""
        said = folded(self.wave)
        for key, name in names.items():
            if said in {folded(key), folded(name.fr), folded(name.en)}:
                return key
        return _WAVES.get(said, "")


# How teams call the common waves on paper.
_WAVES = {
    "t0": "entry",
    "pre": "entry",
    "avant": "entry",
    "before": "entry",
    "t1": "exit",
    "post": "exit",
    "apres": "exit",
    "after": "exit",
    "t2": "six_months",
    "6 mois": "six_months",
    "6 months": "six_months",
}


def read_lines(
    instrument: Instrument, table: RawTable, columns: Columns, *, today: date
) -> list[SheetLine]:
    """The sheets of a file, in its order; lines with neither a code nor an answer are left out."""
    lines = []
    for row in table.rows:
        if row.line <= columns.heading.line:
            continue
        line = _line(instrument, row, columns, today)
        if line.code or any(value is not None for value in line.answers.values()) or line.problems:
            lines.append(line)
    return lines


def _line(instrument: Instrument, row: RawRow, columns: Columns, today: date) -> SheetLine:
    problems: list[str] = []

    def cell(field: SheetField) -> str:
        column = columns.fields.get(field, -1)
        return clean(row.cells[column], longest=200) if 0 <= column < len(row.cells) else ""

    answers = {}
    for number, column in columns.items.items():
        text = row.cells[column] if column < len(row.cells) else ""
        answers[number] = answer_in(instrument, number, text)
        if answers[number] is None and not is_nothing(text):
            problems.append(_sentence(outside(instrument, number)))
        if column in row.formulas:
            problems.append(_("A cell holds a formula: write the answer itself."))
    on = date_of(cell(SheetField.COLLECTED_ON), today=today)
    aloud = yes_or_no(cell(SheetField.READ_ALOUD))
    for remark in (on.remark, aloud.remark):
        if remark and (remark.severity is Severity.ERROR or remark is aloud.remark):
            problems.append(remark.sentence)
    return SheetLine(
        line=row.line,
        code=cell(SheetField.CODE),
        wave=cell(SheetField.WAVE),
        collected_on=on.value,
        read_aloud=aloud.value,
        refused=folded(cell(SheetField.OUTCOME)).startswith(_REFUSED),
        answers=answers,
        problems=tuple(problems),
    )


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
