"""Tables that leave as CSV or as a workbook: the right, the rows, the file, and the trace of it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, auto
from hashlib import sha256
from io import BytesIO, TextIOWrapper
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sqlite_utils import Database

from core import audit
from core.data_out import reading
from core.data_out.parts import Kind, Sheet
from core.data_out.reading import Reader
from core.evaluation.views import Scope
from core.exchange.tidy_csv import write_csv
from core.language import Language, _, p_, speaking
from core.staff import Staff
from core.storage import data_out as tables
from core.storage import exports as store
from core.storage.database import transaction
from core.wording import short_date

ALL = "all"
CHUNK = 1 << 20
WIDTHS = {"page": (30, 110), "dictionary": (22, 22, 34, 22, 10, 60, 80)}


class Form(StrEnum):
    """The kind of file: CSV for software, a workbook for reading."""

    CSV = auto()
    XLSX = auto()


@dataclass(frozen=True, kw_only=True)
class Request:
    """What somebody takes away: a table by its key, or all of them."""

    table: str
    form: Form
    scope: Scope = field(default_factory=Scope)
    names: bool = False

    @property
    def suffix(self) -> str:
        """How the file is called at its end: several CSV files come in a ZIP."""
        return "zip" if self.form is Form.CSV and self.table == ALL else self.form.value


def write(
    db: Database, to: BinaryIO, asked: Request, *, by: Staff, today: date, language: Language
) -> int:
    """Write a file to `to`, open for writing and reading, and return its number of rows.

    Rows are written as they are read. Raises `NotAllowed`, `NotFound`, `InvalidInput` as
    `data_out.reading.reader` does, `UnusableFile` for a workbook that cannot hold the rows.
    """
    who = reading.reader(db, asked.scope, by=by, today=today, names=asked.names)
    keys = reading.keys() if asked.table == ALL else (asked.table,)
    with speaking(language), tables.one_moment(db):
        sheets = [reading.sheet(db, key, who) for key in keys]
        if asked.form is Form.XLSX:
            rows = _workbook(to, sheets, today)
        elif asked.table == ALL:
            rows = _archive(to, sheets, today)
        else:
            rows = _csv(to, sheets[0])
    _keep_trace(db, asked, who, rows, _digest(to), by=by, language=language)
    return rows


def file(db: Database, asked: Request, *, by: Staff, today: date, language: Language) -> bytes:
    """The same file as bytes, for a download."""
    made = BytesIO()
    write(db, made, asked, by=by, today=today, language=language)
    return made.getvalue()


def _csv(to: BinaryIO, sheet: Sheet) -> int:
    return write_csv(to, [column.name for column in sheet.columns], sheet.rows)


def _archive(to: BinaryIO, sheets: list[Sheet], today: date) -> int:
    """A CSV for each table, their dictionary, and what to know."""
    rows = 0
    with ZipFile(to, "w", ZIP_DEFLATED) as package:
        for sheet in sheets:
            with _part(package, f"{sheet.table.key}.csv", today) as part:
                rows += _csv(part, sheet)
        with _part(package, "dictionary.csv", today) as part:
            write_csv(part, _dictionary_head(), _dictionary(sheets))
        with (
            _part(package, "README.txt", today) as part,
            TextIOWrapper(part, "utf-8", newline="\r\n") as text,
        ):
            for label, said in _about(sheets, today):
                text.write(f"{label}\n{said}\n\n" if said else f"{label}\n")
    return rows


def _part(package: ZipFile, name: str, made_on: date) -> Any:
    member = ZipInfo(name, (made_on.year, made_on.month, made_on.day, 0, 0, 0))
    member.compress_type = ZIP_DEFLATED
    return package.open(member, "w", force_zip64=True)


def _workbook(to: BinaryIO, sheets: list[Sheet], today: date) -> int:
    """Words where a CSV has keys: a workbook is opened to be read."""
    from core.exchange.tidy_workbook import TidyWorkbook  # loaded on the first workbook

    book = TidyWorkbook()
    book.page(_("What to know"), ["", ""], _about(sheets, today), widths=WIDTHS["page"])
    book.page(_("Dictionary"), _dictionary_head(), _dictionary(sheets), widths=WIDTHS["dictionary"])
    rows = 0
    for sheet in sheets:
        columns = list(enumerate(sheet.columns))
        yes_no = {"1": _("yes"), "0": _("no")}
        words = {place: sheet.words[one.values] for place, one in columns if one.values}
        words |= {place: yes_no for place, one in columns if one.kind is Kind.YES_NO}
        dates = frozenset(place for place, one in columns if one.kind is Kind.DATE)
        heads = [_label(one.name, _(one.label)) for one in sheet.columns]
        rows += book.page(_(sheet.table.label), heads, sheet.rows, words=words, dates=dates)
    book.save(to)
    return rows


def _label(name: str, label: str) -> str:
    """Items are told apart by their number."""
    return f"{label} {name[5:]}" if name.startswith("item_") else label


def _about(sheets: list[Sheet], today: date) -> Iterator[tuple[str, str]]:
    yield _("Made on"), short_date(today)
    for sheet in sheets:
        yield _(sheet.table.label), _(sheet.table.definition)
    told = dict.fromkeys(note for sheet in sheets for note in sheet.notes)
    for place, note in enumerate(told):
        yield (_("Protection") if place == 0 else ""), note


def _dictionary_head() -> list[str]:
    return [
        _("Table"), _("Column"), _("Label"), _("Kind"), p_("dictionary", "Unit"), _("Meaning"),
        _("Values"),
    ]  # fmt: skip


def _dictionary(sheets: list[Sheet]) -> Iterator[tuple[str, ...]]:
    for sheet in sheets:
        for line in sheet.dictionary():
            yield (sheet.table.key, *line)


def _digest(file: BinaryIO) -> str:
    file.seek(0)
    digest = sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _keep_trace(
    db: Database, asked: Request, who: Reader, rows: int, digest: str, *, by: Staff,
    language: Language,
) -> None:  # fmt: skip
    scope = {
        "table": asked.table,
        "form": asked.form.value,
        "cohort": asked.scope.cohort_id,
        "arm": asked.scope.arm,
        "names": asked.names,
        "campaign": who.campaign.id if who.campaign else None,
    }
    with transaction(db):
        export = store.insert(
            db, document="data", cohort_id=asked.scope.cohort_id, language=language,
            sha256=digest, scope=json.dumps(scope), rows=rows, recorded_by=by.id,
        )  # fmt: skip
        audit.record(db, "data.exported", by=by, subject="export", subject_id=export)
