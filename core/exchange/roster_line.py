"""One line of a roster: as the file writes it, and as the tracker may keep it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from core.caution import watched_words
from core.exchange.cells import Reading, Remark, Severity, odd
from core.exchange.columns import RosterField
from core.exchange.tables import RawRow
from core.language import _
from core.wording import folded

T = TypeVar("T")
NAMES_WRITTEN = (RosterField.LAST_NAME, RosterField.FIRST_NAME, RosterField.FULL_NAME)


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something to look at on a line: where, what, and the remedy; `column` is the header, or empty."""

    line: int
    column: str
    sentence: str
    severity: Severity


@dataclass(frozen=True, kw_only=True)
class RosterLine:
    """One person of a roster, as the tracker may keep them.

    `key` says who the line is about as the file writes it: kept with the person it was decided to be
    (personal data, erased with them), it makes the same line known again. `flagged` are words that look
    like an offence or a sentence.
    """

    line: int
    key: str
    first_name: str = ""
    last_name: str = ""
    sex: str | None = None  # F, M, other
    birth_year: int | None = None
    phone: str | None = None  # +33611223344
    site: str = ""
    situation: str | None = None  # the kinds of the tracker: inside, semi_release, …
    entered_on: date | None = None
    project: str = ""
    education: str = ""
    release_month: str | None = None  # 2027-03
    referred_by: str = ""
    notice_given: bool | None = None
    research_consent: bool | None = None
    problems: tuple[Problem, ...] = ()
    flagged: tuple[str, ...] = ()

    @property
    def importable(self) -> bool:
        """Whether nothing on the line has to be corrected first."""
        return not any(problem.severity is Severity.ERROR for problem in self.problems)


@dataclass(kw_only=True)
class Source:
    """A line while it is read: its cells by field, and what was remarked so far."""

    heading: RawRow
    row: RawRow
    columns: Mapping[RosterField, int]
    typed: Mapping[tuple[int, RosterField], str]
    problems: list[Problem] = field(default_factory=list)
    flagged: list[str] = field(default_factory=list)

    def title(self, which: RosterField) -> str:
        return self.heading.cells[self.columns[which]] if which in self.columns else ""

    def cell(self, which: RosterField) -> str:
        """What the line says of a field: the correction typed, else the cell of the file."""
        typed = self.typed.get((self.row.line, which))
        return self.written(which) if typed is None else typed

    def written(self, which: RosterField) -> str:
        column = self.columns.get(which, len(self.row.cells))
        return self.row.cells[column] if column < len(self.row.cells) else ""

    def note(self, which: RosterField | None, remark: Remark | None) -> None:
        if remark:
            self.note_at(self.title(which) if which else "", remark)

    def note_at(self, column: str, remark: Remark) -> None:
        self.problems.append(
            Problem(
                line=self.row.line,
                column=column.strip(),
                sentence=remark.sentence,
                severity=remark.severity,
            )
        )

    def said(self, which: RosterField, reading: Reading[T]) -> T:
        """The value read, its remark noted."""
        self.note(which, reading.remark)
        column = self.columns.get(which)
        if column in self.row.formulas and (self.row.line, which) not in self.typed:
            self.note(
                which,
                odd(_("This cell held a formula: the result it last showed is read. Check it.")),
            )
        return reading.value

    def watch(self, column: str, text: str, *, kept: bool) -> None:
        """Note text that speaks of the case or the sentence; `kept` says whether it would enter."""
        if not (words := watched_words(text)):
            return
        self.flagged += words
        sentence = (
            _("This text seems to speak of the case or the sentence: reword it before the import.")
            if kept
            else _("This column seems to speak of the case or the sentence: it is not imported.")
        )
        self.note_at(column, odd(sentence))

    def key(self) -> str:
        """Who the line is about, as the file writes it; of a date of birth, the year alone."""
        names = [folded(self.written(which)) for which in NAMES_WRITTEN]
        born = self.written(RosterField.BIRTH_YEAR)
        year = re.search(r"(?:19|20)\d{2}", born)
        return "|".join((*names, year.group() if year else folded(born)))
