"""What is in a table that leaves, and on which cohorts."""

from collections.abc import Iterator

import streamlit as st

from core import campaigns, cohorts
from core.cohorts import TO_CHOOSE_FROM
from core.data_out import reading
from core.data_out.parts import Sheet
from core.data_out.reading import Reader
from core.data_out.registry import TABLES
from core.evaluation.dimensions import FIXED
from core.evaluation.views import Scope
from core.export_data import ALL
from core.language import _, n_
from core.permissions import Action
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import count, short_date
from pages.shared.feedback import explained
from pages.shared.markup import (
    Column,
    Safe,
    empty,
    facts,
    message,
    safe,
    section,
    small,
    table,
    two_lines,
)
from pages.shared.widgets import choice


def unavailable(by: Staff) -> bool:
    """Whether this visitor can take nothing away for now; the page says why."""
    if not by.may(Action.EXPORT_DATA):
        return True
    with explained(), open_tracker() as db:
        if by.may(Action.READ_JOURNEY) or campaigns.current(db, by=by):
            return False
    message(
        _(
            "No evaluation campaign is open. The programme lead opens one; the tables then stand here."
        ),
        kind="watch",
    )
    return True


def table_choice() -> str:
    """Which table: its key, or `ALL`."""
    labels = {ALL: _("All the tables")} | {key: _(one.label) for key, one in TABLES.items()}
    return choice(
        _("Table"), list(labels), key="table", said=labels.__getitem__, index=1, bind="query-params"
    ) or ALL  # fmt: skip


def scope_choices(by: Staff) -> Scope:
    """The form of support, and for the team the cohort."""
    with explained(), open_tracker() as db:
        arms = reading.arms(db, by=by)
        offered = {one.id: one for one in cohorts.visible(db, by=by, most=TO_CHOOSE_FROM)}
    left, right = st.columns(2)
    with left:
        arm = choice(
            _("Form of support"), list(arms), key="support", said=arms.__getitem__,
            placeholder=_("All forms of support"), bind="query-params",
        )  # fmt: skip
    if not by.may(Action.READ_JOURNEY):
        return Scope(arm=arm)
    with right:
        cohort_id = choice(
            _("Cohort"), [key for key, one in offered.items() if arm in (None, one.arm)],
            key="cohort", said=lambda key: offered[key].name, placeholder=_("All cohorts"),
            bind="query-params",
        )  # fmt: skip
    return Scope(arm=arm, cohort_id=cohort_id)


def table_head(sheet: Sheet, rows: int) -> None:
    """A table: what it is, how many rows, and what is protected."""
    section(_(sheet.table.label))
    small(_(sheet.table.definition))
    facts([(_("Rows"), count(rows)), (_("Columns"), count(len(sheet.columns)))])
    if not rows:
        empty(_("Nothing to take away yet: the file would only hold its head."))
    _protection(sheet)


def table_dictionary(sheet: Sheet) -> None:
    """What each column means."""
    lines = [
        (two_lines(name, label), kind + (f" · {unit}" if unit else ""), _meaning(meaning, values))
        for name, label, kind, unit, meaning, values in _told(sheet)
    ]
    table(
        [_("Column"), _("Kind"), Column(_("Meaning"), width="wide")], lines, caption=_("Dictionary")
    )


def all_tables(reader: Reader | None) -> None:
    """Every table in a line, with how many columns this reader is given."""
    section(_("The tables"))
    several = [
        (_(one.label), _(one.definition), count(len(reader.columns(one))) if reader else "")
        for one in TABLES.values()
    ]
    head: list[Column | str] = [
        Column(_("Table"), width="narrow"),
        Column(_("What it holds"), width="wide"),
    ]
    if reader is None:
        table(head, [line[:2] for line in several], caption=_("The tables"))
    else:
        table([*head, Column(_("Columns"), numeric=True)], several, caption=_("The tables"))
        if reader.fixed_on:
            small(_(FIXED).format(day=short_date(reader.fixed_on)))


def _protection(sheet: Sheet) -> None:
    told = "<br>".join(safe(note) for note in sheet.notes)
    message(Safe(told))


def _told(sheet: Sheet) -> Iterator[tuple[str, ...]]:
    """The dictionary, with one line for all the items of a questionnaire."""
    items = [column for column in sheet.columns if column.name.startswith("item_")]
    for line in sheet.dictionary():
        if line[0] == "item_1":
            yield (f"item_1 … {items[-1].name}", *line[1:])
        elif not line[0].startswith("item_"):
            yield line


def _meaning(meaning: str, values: str) -> Safe:
    """What a column means, and its values one click away."""
    if not values:
        return Safe(safe(meaning) if meaning else "")
    several = values.split("; ")
    said = n_("{n} value", "{n} values", len(several))
    listed = "".join(f"<li>{safe(value)}</li>" for value in several)
    told = safe(meaning) if meaning else ""
    return Safe(f"{told}<details><summary>{safe(said)}</summary><ul>{listed}</ul></details>")
