"""The lines of a file of answers before they are imported: what each would do, and what to decide."""

import streamlit as st

from core.answer_batches import Line, Preview, Status
from core.language import N_, _, n_
from core.wording import listed, short_date
from pages.shared.labels import subsection
from pages.shared.markup import message, small, table

SHOWN = 50  # lines listed before the rest is only counted


_HEADINGS = {Status.NEW: N_("New sheets"), Status.CHANGED: N_("Sheets to complete")}


def shown_lines(seen: Preview) -> None:
    """How many lines of each kind, those to correct with the remedy, and those that would enter."""
    n = {status: len(seen.of(status)) for status in Status}
    words = {
        Status.NEW: n_("{n} new sheet", "{n} new sheets", n[Status.NEW]),
        Status.CHANGED: n_("{n} sheet to complete", "{n} sheets to complete", n[Status.CHANGED]),
        Status.CONFLICT: n_("{n} line to decide", "{n} lines to decide", n[Status.CONFLICT]),
        Status.SAME: n_("{n} already there", "{n} already there", n[Status.SAME]),
        Status.REFUSED: n_("{n} line to correct", "{n} lines to correct", n[Status.REFUSED]),
    }
    if not seen.lines:
        small(_("This file has no line with a code or an answer."))
        return
    lines = n_("{n} line", "{n} lines", len(seen.lines))
    counts = listed(said for status, said in words.items() if n[status])
    small(_("{lines}: {counts}.").format(lines=lines, counts=counts))
    if seen.unread:
        small(_("Columns not read: {titles}.").format(titles=listed(seen.unread)))
    if refused := seen.of(Status.REFUSED):
        subsection(n_("{n} line to correct", "{n} lines to correct", len(refused)))
        rows = [[line.number, line.code or None, "\n".join(line.problems)] for line in refused]
        _table([_("Line"), _("Code"), _("What to do")], rows, caption=_("Lines to correct"))
    for status, heading in _HEADINGS.items():
        if found := seen.of(status):
            subsection(_(heading))
            rows = [_row(line) for line in found]
            head = [_("Line"), _("Code"), _("Date on the paper"), _("Answers")]
            _table(head, rows, caption=_(heading))


def _row(line: Line) -> list[str | int | None]:
    sheet = line.sheet
    if sheet is None:
        return [line.number, line.code, None, None]
    return [line.number, line.code, short_date(sheet.collected_on), sheet.told_answers()]


def _table(head: list[str], rows: list[list[str | int | None]], *, caption: str) -> None:
    table(head, rows[:SHOWN], caption=caption)
    if len(rows) > SHOWN:
        small(n_("and {n} more", "and {n} more", len(rows) - SHOWN))


def ask_conflicts(seen: Preview) -> list[int]:
    """Show both sheets of each conflict; the lines whose answers are to replace what is kept."""
    conflicts = seen.of(Status.CONFLICT)
    if not conflicts:
        return []
    subsection(n_("{n} line to decide", "{n} lines to decide", len(conflicts)))
    message(_("Without a choice, what is kept stays."), kind="watch")
    taken = []
    for line in conflicts:
        if line.kept is None or line.sheet is None:
            continue
        head = [_("Line {line}, {name}").format(line=line.number, name=line.code), _("Sheet")]
        table(
            head,
            [[_("What is kept now"), line.kept.sheet.told()], [_("The file"), line.sheet.told()]],
            caption=head[0],
        )
        if st.checkbox(_("Take what the file says"), key=f"answers_take_{line.number}"):
            taken.append(line.number)
    return taken
