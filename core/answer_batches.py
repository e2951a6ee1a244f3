"""A file of answer sheets comes in: looked at first, line by line, then recorded once, whole or not at all."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, auto

from sqlite_utils import Database

from core import answer_sheets, audit, participants, programmes, rollups, saves
from core.answer_sheets import Kept, Outcome, Sheet
from core.errors import InvalidInput, TrackerError
from core.exchange.sheet_columns import columns_of
from core.exchange.sheet_lines import SheetLine, read_lines
from core.exchange.tables import RawTable
from core.language import _
from core.participants import Participant
from core.permissions import Action, require
from core.questionnaires import load_instrument
from core.staff import Staff
from core.storage.database import transaction
from core.waves import waves_of


class Status(StrEnum):
    """What an import would do with a line."""

    NEW = auto()
    CHANGED = auto()  # says more than the sheet that is there, and contradicts nothing
    CONFLICT = auto()  # contradicts the sheet that is there
    SAME = auto()
    REFUSED = auto()


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line with what would be done with it; `problems` are sentences with the remedy."""

    number: int
    code: str
    status: Status
    problems: tuple[str, ...] = ()
    person: Participant | None = None
    sheet: Sheet | None = None
    kept: Kept | None = None


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What importing a file would do; `unread` are titles of columns that are left out."""

    instrument: str
    lines: tuple[Line, ...]
    unread: tuple[str, ...] = ()

    def of(self, *statuses: Status) -> list[Line]:
        return [line for line in self.lines if line.status in statuses]

    def to_write(self, taken: Collection[int]) -> list[Line]:
        """New lines, those that complete a sheet, and the conflicts whose line was taken."""
        return [
            line
            for line in self.lines
            if line.status in (Status.NEW, Status.CHANGED)
            or (line.status is Status.CONFLICT and line.number in taken)
        ]


@dataclass(frozen=True, kw_only=True)
class Report:
    """How many sheets were recorded, completed or replaced, and left as they were."""

    new: int = 0
    changed: int = 0
    left: int = 0
    refused: int = 0


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the person says of a file: which questionnaire, and the wave and day of lines that say none."""

    instrument: str
    wave: str = ""
    collected_on: date | None = None
    collected_by: int | None = field(default=None)


def preview(db: Database, table: RawTable, asked: Asked, *, by: Staff, today: date) -> Preview:
    """What an import would do; nothing is written. Raises `UnusableFile` for a file without answers."""
    require_importer(by)
    instrument = load_instrument(asked.instrument)
    columns = columns_of(instrument, table)
    read = read_lines(instrument, table, columns, today=today)
    return Preview(
        instrument=asked.instrument,
        lines=_compared(db, read, asked, by=by, today=today),
        unread=tuple(columns.titles().values()),
    )


def require_importer(by: Staff) -> None:
    """Go on for somebody who records answers; whose, each line says."""
    if not by.may(Action.RECORD_ANSWERS):
        require(by.role, Action.RECORD_ANSWERS)


def apply(
    db: Database, table: RawTable, asked: Asked, *, taken: Collection[int] = (), by: Staff,
    today: date, token: str | None = None,
) -> Report:  # fmt: skip
    """Record what the preview shows, in one transaction; the same file again changes nothing.

    `taken` are the numbers of the conflicting lines whose answers replace those that are kept.
    Everything is compared anew, so that two people importing at once record nothing twice.
    """
    with transaction(db):
        saves.once(db, token, by=by)
        seen = preview(db, table, asked, by=by, today=today)
        chosen = seen.to_write(taken)
        for line in chosen:
            _write(db, line, by=by)
        for cohort_id in {line.person.cohort_id for line in chosen if line.person}:
            rollups.refresh(db, cohort_id)
        audit.record(db, "answer_sheets.imported", by=by)
    new = [line for line in chosen if line.status is Status.NEW]
    refused = seen.of(Status.REFUSED)
    return Report(
        new=len(new),
        changed=len(chosen) - len(new),
        left=len(seen.lines) - len(chosen) - len(refused),
        refused=len(refused),
    )


def _write(db: Database, line: Line, *, by: Staff) -> None:
    if line.sheet is None or line.person is None:
        return
    if line.kept:
        answer_sheets.change(db, line.kept, line.sheet, by=by)
    else:
        answer_sheets.write(db, line.person, line.sheet, by=by)


def _compared(
    db: Database, read: Sequence[SheetLine], asked: Asked, *, by: Staff, today: date
) -> tuple[Line, ...]:
    lines: list[Line] = []
    first: dict[tuple[str, str], SheetLine] = {}
    for one in read:
        problems = list(one.problems)
        person = None
        try:
            person = _person(db, one, by=by)
            sheet = _sheet(db, one, asked, person, today=today)
        except TrackerError as problem:
            problems.append(str(problem))
            lines.append(_refused(one, problems))
            continue
        before = first.setdefault((person.code, sheet.wave), one)
        if before is not one:
            sentence = _(
                "Line {line} is about the same person and the same wave: keep one of the two."
            )
            lines.append(_refused(one, [*problems, sentence.format(line=before.line)]))
        elif problems:
            lines.append(_refused(one, problems))
        else:
            lines.append(_line(db, one, person, sheet))
    return tuple(lines)


def _refused(one: SheetLine, problems: Sequence[str]) -> Line:
    return Line(
        number=one.line, code=one.code, status=Status.REFUSED, problems=tuple(problems)
    )  # fmt: skip


def _line(db: Database, one: SheetLine, person: Participant, sheet: Sheet) -> Line:
    """A line that may be kept, beside the sheet that is there."""
    kept = answer_sheets.in_wave(db, person, sheet.instrument, sheet.wave)
    status, merged = Status.NEW, sheet
    if kept:
        status, merged = _beside(kept.sheet, sheet, one)
    return Line(
        number=one.line, code=person.code, status=status, person=person, sheet=merged, kept=kept
    )


def _beside(kept: Sheet, sheet: Sheet, one: SheetLine) -> tuple[Status, Sheet]:
    """What a line says more or otherwise than a kept sheet; what the file does not say stays."""
    merged = Sheet(
        instrument=kept.instrument,
        wave=kept.wave,
        collected_on=sheet.collected_on if one.collected_on else kept.collected_on,
        answers={**kept.answers, **sheet.answers} if sheet.answers else {},
        outcome=sheet.outcome,
        read_aloud=kept.read_aloud if one.read_aloud is None else sheet.read_aloud,
        collected_by=kept.collected_by or sheet.collected_by,
    )
    if (merged.answers, merged.outcome, merged.collected_on, merged.read_aloud) == (
        kept.answers, kept.outcome, kept.collected_on, kept.read_aloud,
    ):  # fmt: skip
        return Status.SAME, kept
    said_otherwise = any(
        number in kept.answers and kept.answers[number] != value
        for number, value in sheet.answers.items()
    )
    moved = merged.collected_on != kept.collected_on
    conflict = said_otherwise or moved or sheet.outcome is not kept.outcome
    return (Status.CONFLICT if conflict else Status.CHANGED), merged


def _person(db: Database, one: SheetLine, *, by: Staff) -> Participant:
    if not one.code:
        raise InvalidInput(_("The code of the person is missing: add it, for example LYO-003."))
    return participants.by_code(db, one.code, by=by, to=Action.RECORD_ANSWERS)


def _sheet(
    db: Database, one: SheetLine, asked: Asked, person: Participant, *, today: date
) -> Sheet:  # fmt: skip
    on = one.collected_on or asked.collected_on
    if on is None:
        raise InvalidInput(_("The date on the paper is missing: add it in the file or above."))
    wave = asked.wave
    if one.wave:
        programme = programmes.programme_of(db, person.cohort_id)
        wave = one.wave_among({each.key: each.name for each in waves_of(programme)})
    if not wave:
        raise InvalidInput(_("The wave is missing or not known: add it in the file or above."))
    sheet = Sheet(
        instrument=asked.instrument, wave=wave, collected_on=on, answers=one.answers,
        outcome=Outcome.REFUSED if one.refused else Outcome.ANSWERED,
        read_aloud=bool(one.read_aloud), collected_by=asked.collected_by,
    )  # fmt: skip
    answer_sheets.check(db, person, sheet, today=today)
    return sheet
