"""A roster read line by line: what may be kept of each person, and what has to be looked at."""

from collections.abc import Mapping
from datetime import date

from core.errors import InvalidInput
from core.exchange import cells
from core.exchange.cells import Severity, odd, wrong
from core.exchange.columns import (
    NAMES,
    RosterField,
    header,
    names_last_name_first,
    never_read,
    recognise,
)
from core.exchange.names import gentle, looks_odd, part
from core.exchange.roster_line import Problem, RosterLine, Source
from core.exchange.sites import place_in
from core.exchange.tables import RawRow, RawTable
from core.exchange.vocabulary import PROBATION, is_open, situation_at, situation_of
from core.language import _
from core.wording import clean, folded

__all__ = ["Problem", "RosterField", "RosterLine", "Severity", "read_lines", "recognise"]

LONGEST_NAME = 80
LONGEST_SITE = 120


def read_lines(
    table: RawTable,
    mapping: Mapping[int, RosterField | None],
    *,
    today: date,
    with_phone: bool = False,
    corrections: Mapping[tuple[int, RosterField], str] | None = None,
) -> list[RosterLine]:
    """The people of a roster, in its order; titles, totals and empty lines are left out.

    `mapping` gives the field of each column from 0 (see `recognise`); `corrections` are texts typed in
    place of a cell, by (line, field). A telephone number is read only when asked for.
    """
    heading = header(table)
    columns = _columns(heading, mapping)
    return [
        _line(
            Source(heading=heading, row=row, columns=columns, typed=corrections or {}),
            today=today,
            with_phone=with_phone,
        )
        for row in table.rows
        if row.line > heading.line and not _is_beside(row, heading, columns)
    ]


def _columns(heading: RawRow, mapping: Mapping[int, RosterField | None]) -> dict[RosterField, int]:
    columns: dict[RosterField, int] = {}
    for column, field in mapping.items():
        if field is None:
            continue
        title = heading.cells[column] if column < len(heading.cells) else ""
        if reason := never_read(title):
            sentence = _("Column {number} is never read. {reason}")
            raise InvalidInput(sentence.format(number=column + 1, reason=reason))
        if field in columns:
            raise InvalidInput(_("Two columns cannot say the same thing: choose one of them."))
        columns[field] = column
    parts = {RosterField.LAST_NAME, RosterField.FIRST_NAME}
    if RosterField.FULL_NAME not in columns and not parts <= columns.keys():
        raise InvalidInput(_("Say which columns hold the last name and the first name."))
    return columns


def _is_beside(row: RawRow, heading: RawRow, columns: Mapping[RosterField, int]) -> bool:
    """Whether a line is a total, a note, a number without a person, or the header again."""
    filled = row.filled()
    first = folded(next(iter(filled.values()), ""))
    if first.split()[:1] == ["total"] or first.startswith(("sous total", "effectif")):
        return True
    names = {columns[field] for field in NAMES & columns.keys()}
    return row.cells == heading.cells or (len(filled) < 2 and not names & filled.keys())


def _line(source: Source, *, today: date, with_phone: bool) -> RosterLine:
    if difference := _width(source):
        source.note(None, wrong(difference))
        return RosterLine(line=source.row.line, key=source.key(), problems=tuple(source.problems))
    read, cell = source.said, source.cell
    first_name, last_name = _names(source)
    birth_year = read(
        RosterField.BIRTH_YEAR, cells.birth_year_of(cell(RosterField.BIRTH_YEAR), today=today)
    )
    sex = read(RosterField.SEX, cells.sex_of(cell(RosterField.SEX)))
    phone = read(RosterField.PHONE, cells.phone_of(cell(RosterField.PHONE))) if with_phone else None
    site, situation = _whereabouts(source)
    entered_on = read(
        RosterField.ENTERED_ON, cells.date_of(cell(RosterField.ENTERED_ON), today=today)
    )
    release = read(
        RosterField.EXPECTED_RELEASE,
        cells.month_of(cell(RosterField.EXPECTED_RELEASE), today=today),
    )
    project, education, referred_by = (
        _text(source, field)
        for field in (RosterField.PROJECT, RosterField.EDUCATION, RosterField.REFERRED_BY)
    )
    notice, consent = (
        read(field, cells.yes_or_no(cell(field)))
        for field in (RosterField.NOTICE_GIVEN, RosterField.RESEARCH_CONSENT)
    )
    _look_aside(source)
    return RosterLine(
        line=source.row.line,
        key=source.key(),
        first_name=first_name,
        last_name=last_name,
        sex=sex,
        birth_year=birth_year,
        phone=phone,
        site=site,
        situation=situation,
        entered_on=entered_on,
        project=project,
        education=education,
        release_month=release,
        referred_by=referred_by,
        notice_given=notice,
        research_consent=consent,
        problems=tuple(source.problems),
        flagged=tuple(dict.fromkeys(source.flagged)),
    )


def _width(source: Source) -> str:
    """Why the line does not fit under the header: nothing is read then, rather than shifted."""
    width = len(source.heading.cells)
    if len(source.row.cells) < width:
        return _("Columns are missing on this line: complete it in the file.")
    if any(text.strip() for text in source.row.cells[width:]):
        return _("This line has more columns than the header: a separator may stand inside a text.")
    return ""


def _names(source: Source) -> tuple[str, str]:
    first, last = RosterField.FIRST_NAME, RosterField.LAST_NAME
    where, sure = first, True
    if {first, last} <= source.columns.keys():
        names = gentle(_name(source, first)), gentle(_name(source, last), is_last=True)
        where = first if names[1] else last
    else:
        where = RosterField.FULL_NAME
        full = part(
            _name(source, where), last_name_first=names_last_name_first(source.title(where))
        )
        typed = [source.typed.get((source.row.line, field)) for field in (first, last)]
        names = (
            full.first_name if typed[0] is None else gentle(typed[0]),
            full.last_name if typed[1] is None else gentle(typed[1], is_last=True),
        )
        sure = full.sure or None not in typed
    source.said(where, cells.Reading(None))
    if not all(names):
        source.note(where, wrong(_("The first name or the last name is missing: complete it.")))
    elif any(looks_odd(name) or len(name) > LONGEST_NAME for name in names):
        source.note(where, wrong(_("A name has letters only: correct it.")))
    elif not sure:
        source.note(where, odd(_("Check which is the first name and which is the last name.")))
    return names


def _name(source: Source, field: RosterField) -> str:
    text = clean(source.cell(field), longest=2 * LONGEST_NAME + 1)
    return "" if not any(sign.isalnum() for sign in text) else text


def _whereabouts(source: Source) -> tuple[str, str | None]:
    """The place, and the kind of situation: the one that is told, or else what the place means."""
    place = source.said(RosterField.SITE, cells.text_of(source.cell(RosterField.SITE)))
    told = source.said(RosterField.SITUATION, cells.text_of(source.cell(RosterField.SITUATION)))
    site = place_in(place)[:LONGEST_SITE]
    if (kind := situation_of(told)) is not None:
        return site, kind
    field = RosterField.SITUATION if told else RosterField.SITE
    if is_open(told) or (not told and is_open(place)):
        sentence = _("The measure in the community is not said: read as probation. Check it.")
        source.note(field, odd(sentence))
        return site, PROBATION
    if told:
        source.note(field, odd(_("This situation is not known: choose one in the list.")))
        return site, None
    return site, situation_at(place)


def _text(source: Source, field: RosterField) -> str:
    text = source.said(field, cells.text_of(source.cell(field)))
    source.watch(source.title(field), text, kept=True)
    return text


def _look_aside(source: Source) -> None:
    """Look for words to flag in the columns that are not imported; nothing of them is kept."""
    read = set(source.columns.values())
    for column, title in source.heading.filled().items():
        if column not in read:
            source.watch(title, source.row.cells[column], kept=False)
