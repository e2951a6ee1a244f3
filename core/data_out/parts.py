"""What a table that leaves is: its columns, what they mean, which rows somebody is given."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any

from core.language import N_, _


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = auto()
    KEY = auto()  # one of the values of the column
    COUNT = auto()
    NUMBER = auto()
    DATE = auto()
    MONTH = auto()
    YES_NO = auto()


KINDS = {
    Kind.TEXT: N_("text"),
    Kind.KEY: N_("one of a list"),
    Kind.COUNT: N_("whole number"),
    Kind.NUMBER: N_("number"),
    Kind.DATE: N_("date (YYYY-MM-DD)"),
    Kind.MONTH: N_("month (YYYY-MM)"),
    Kind.YES_NO: N_("yes (1) or no (0)"),
}


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: its name in files, its label, what it means. Texts are marked for translation.

    `values` names the list that a key comes from (see `core.data_out.values`).
    """

    name: str
    label: str
    kind: Kind
    meaning: str = ""
    unit: str = ""
    values: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table, defined once for both readers; which of its columns each is given stands in its source."""

    key: str
    label: str
    definition: str
    columns: Mapping[str, Column]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table for somebody: its columns, its rows one after the other, and what to know about them.

    `words` gives the words of each list of keys, in the language in force.
    """

    table: Table
    columns: tuple[Column, ...]
    words: Mapping[str, Mapping[str, str]]
    notes: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]

    def dictionary(self) -> Iterator[tuple[str, str, str, str, str, str]]:
        """For each column: name, label, kind, unit, meaning, values."""
        for column in self.columns:
            said = "; ".join(
                f"{key} = {word}" for key, word in self.words.get(column.values, {}).items()
            )
            yield (
                column.name,
                _(column.label),
                _(KINDS[column.kind]),
                _(column.unit) if column.unit else "",
                _(column.meaning) if column.meaning else "",
                said,
            )


def columns(*several: Column) -> dict[str, Column]:
    """Columns by name, in order."""
    return {column.name: column for column in several}
