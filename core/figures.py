"""A figure taken away: as a picture, as lines and words, or as a table; the right, the reading, the trace."""

import io
from enum import StrEnum, auto
from hashlib import sha256

from sqlite_utils import Database

from core import audit
from core.errors import NotFound
from core.evaluation.drawing import Drawing, comparison, drawing
from core.evaluation.results import Result
from core.language import Language, _, speaking
from core.permissions import Action, require
from core.staff import Staff
from core.storage import exports as store
from core.storage.database import transaction


class Form(StrEnum):
    """What a figure is saved as."""

    PNG = auto()
    SVG = auto()
    CSV = auto()


MIME = {Form.PNG: "image/png", Form.SVG: "image/svg+xml", Form.CSV: "text/csv"}


def drawn(result: Result, group: str = "") -> Drawing | None:
    """How a figure is drawn: one of its groups, or all of them together where it can be."""
    several = len({row.group for row in result.answer.rows}) > 1
    return (comparison(result) if several and not group else None) or drawing(result, group)


def save(
    db: Database, result: Result, form: Form, *, group: str = "", by: Staff, language: Language
) -> bytes:
    """A result that its visitor was given, as a file. Raises `NotFound` if there is nothing to draw."""
    require(by.role, Action.VIEW_DASHBOARD)
    with speaking(language):
        content = table(result) if form is Form.CSV else _picture(result, form, group, language)
    with transaction(db):
        store.insert(
            db, document=f"figure {result.indicator.key}", language=language,
            sha256=sha256(content).hexdigest(), recorded_by=by.id,
        )  # fmt: skip
        audit.record(db, "figure.exported", by=by, subject="figure", subject_id=None)
    return content


def table(result: Result) -> bytes:
    """The numbers of a figure as CSV; masked ones are the word, and what nobody can be divided by is empty."""
    from core.exchange.tidy_csv import write_csv

    several = len({row.group for row in result.answer.rows}) > 1
    columns = [name for column in result.indicator.columns for name in column.numbers()]
    head = [_("Date"), *[_("Group")] * several, _("Line"), *(title for title, _key in columns)]
    rows = (
        [
            result.day.isoformat(), *[row.group] * several, row.label,
            *(row.plain(key) for _title, key in columns),
        ]
        for row in result.answer.rows
    )  # fmt: skip
    file = io.BytesIO()
    write_csv(file, head, rows)
    return file.getvalue()


def _picture(result: Result, form: Form, group: str, language: Language) -> bytes:
    from core import charts

    found = drawn(result, group)
    if found is None:
        raise NotFound(_("There is nothing to draw here yet. Save the table."))
    if form is Form.PNG:
        return charts.png(found.name, found.rows, language=language, **found.options)
    return charts.svg(found.name, found.rows, language=language, **found.options).encode()
