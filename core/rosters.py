"""An association's roster comes in: looked at first, then imported once, whole or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlite_utils import Database

from core import audit, enrolments, organisations, rollups, saves
from core.errors import InvalidInput, UnusableFile
from core.exchange.columns import RosterField, is_roster, recognise
from core.exchange.roster import read_lines
from core.exchange.tables import RawTable, read_table
from core.language import _
from core.roster_lines import compared, fingerprint, headings_of, places_of
from core.roster_preview import (
    Choice,
    Decision,
    Fate,
    Heading,
    Line,
    Lookalike,
    Place,
    Preview,
    Report,
    Status,
)  # fmt: skip
from core.roster_words import report_lines
from core.staff import Staff
from core.storage import rosters as store
from core.storage.database import transaction
from core.wording import folded

__all__ = [
    "Choice", "Decision", "Fate", "Heading", "Line", "Lookalike", "Place", "Preview", "Report",
    "Status", "apply", "columns", "preview", "preview_sheets", "report_lines", "sheet_of",
    "would_add",
]  # fmt: skip

Mapped = Mapping[int, RosterField | None]
Typed = Mapping[tuple[int, RosterField], str]


def preview(
    db: Database,
    name: str,
    content: bytes,
    *,
    cohort_id: int,
    mapping: Mapped | None = None,
    sheet: str | None = None,
    with_phone: bool = False,
    corrections: Typed | None = None,
    by: Staff,
    today: date,
) -> Preview:
    """What importing a CSV or XLSX file into a cohort would do; nothing is written.

    `mapping` says what columns (from 0) hold where it differs from what is recognised, `corrections`
    a text in place of a cell, by (line, field). Raises `NotAllowed`, `NotFound`, `UnusableFile`, and
    `InvalidInput` for a closed cohort or a list without names.
    """
    enrolments.open_cohort(db, cohort_id, by=by)
    return preview_sheets(
        db, read_table(name, content), cohort_id=cohort_id, mapping=mapping, sheet=sheet,
        with_phone=with_phone, corrections=corrections, by=by, today=today,
    )  # fmt: skip


def preview_sheets(
    db: Database,
    sheets: Sequence[RawTable],
    *,
    cohort_id: int,
    mapping: Mapped | None = None,
    sheet: str | None = None,
    with_phone: bool = False,
    corrections: Typed | None = None,
    by: Staff,
    today: date,
) -> Preview:
    """The same, for a file already read: a page reads it once and looks at it many times."""
    cohort = enrolments.open_cohort(db, cohort_id, by=by)
    table = sheet_of(sheets, sheet)
    fields = {**recognise(table), **(mapping or {})}
    read = read_lines(table, fields, today=today, with_phone=with_phone, corrections=corrections)
    known_sites = {site.id: site.name for site in organisations.all_sites(db, by=by)}
    return Preview(
        cohort_id=cohort_id,
        sheet=table.name,
        sheets=tuple(each.name for each in sheets),
        headings=columns(table, mapping=mapping, with_phone=with_phone),
        places=places_of(read, known_sites),
        lines=compared(db, cohort, read, by=by, today=today),
    )


def columns(
    table: RawTable, *, mapping: Mapped | None = None, with_phone: bool = False
) -> tuple[Heading, ...]:
    """What the columns of a sheet hold, before any line is read: `mapping` corrects what is recognised."""
    return headings_of(table, {**recognise(table), **(mapping or {})}, with_phone=with_phone)


def sheet_of(sheets: Sequence[RawTable], name: str | None = None) -> RawTable:
    """The sheet asked for, or else the first one that looks like a list of people."""
    if name is None:
        return next((table for table in sheets if is_roster(table)), sheets[0])
    for table in sheets:
        if table.name == name:
            return table
    raise UnusableFile(_("This file has no sheet with this name."))


def would_add(seen: Preview, decisions: Mapping[int, Decision]) -> list[Line]:
    """The lines that an import with these decisions adds as people."""
    return [
        line for line in seen.lines if _fate(line, decisions.get(line.number), {})[0] is Fate.ADDED
    ]


def apply(
    db: Database,
    seen: Preview,
    decisions: Mapping[int, Decision],
    *,
    cohort_id: int,
    coach_id: int | None,
    sites: Mapping[str, int | None] | None = None,
    by: Staff,
    today: date,
    token: str | None = None,
) -> Report:
    """Import what was seen, in one transaction; the same file again changes nothing.

    `decisions` by line number: a line to decide without one stays out. `sites` gives the site of a
    place as it is written; otherwise only sure ones are kept. Everything is compared anew with what
    is kept now, so that two people importing at once add nobody twice.
    """
    cohort = enrolments.open_cohort(db, cohort_id, by=by)
    if seen.cohort_id != cohort.id:
        raise InvalidInput(_("This preview was made for another cohort. Look at the file again."))
    enrolments.check_coach(db, coach_id)
    site_of = _sites(db, seen, sites or {}, by=by)
    who: dict[int, int] = {}
    fates: dict[int, Fate] = {}
    with transaction(db):
        saves.once(db, token, by=by)
        read = [line.read for line in seen.lines]
        for line in compared(db, cohort, read, by=by, today=today):
            fate, person = _fate(line, decisions.get(line.number), who)
            if fate is Fate.ADDED and line.entry is not None:
                entry = replace(line.entry, site_id=site_of.get(folded(line.read.site)))
                person = enrolments.write(db, entry, cohort=cohort, coach_id=coach_id, by=by)
            if person is not None:
                who[line.number] = person
                store.remember(db, cohort.id, fingerprint(line.read), person)
            fates[line.number] = fate
        audit.record(db, "roster.imported", by=by, subject="cohort", subject_id=cohort.id)
        rollups.refresh(db, cohort.id)
    codes = store.codes(db, list(who.values()))
    added = [line for line, fate in fates.items() if fate is Fate.ADDED]
    return Report(fates=fates, codes={line: codes[who[line]] for line in added})


def _fate(
    line: Line, decision: Decision | None, who: Mapping[int, int]
) -> tuple[Fate, int | None]:  # fmt: skip
    """What becomes of a line, and who it is if that is known; `who` are the lines before it."""
    if line.status is Status.REFUSED:
        return Fate.REFUSED, None
    if line.status is Status.SAME:
        decision = line.lookalikes[0].decision()
    elif decision and decision.choice is Choice.SAME:
        if decision not in [one.decision() for one in line.lookalikes]:
            raise InvalidInput(_("Choose among the people shown beside the line."))
    elif decision and decision.choice is Choice.SKIP:
        return Fate.SKIPPED, None
    elif decision or line.status is Status.NEW:
        return Fate.ADDED, None
    else:
        return Fate.UNDECIDED, None
    person = decision.participant_id or who.get(decision.line or 0)
    # The same as an earlier line that stayed out: this one stays out with it.
    return (Fate.ALREADY, person) if person else (Fate.SKIPPED, None)


def _sites(
    db: Database, seen: Preview, chosen: Mapping[str, int | None], *, by: Staff
) -> dict[str, int | None]:  # fmt: skip
    """The site of each place, by its folded text: the one chosen, or the sure one, or none."""
    known = {site.id for site in organisations.all_sites(db, by=by)}
    if not {site for site in chosen.values() if site is not None} <= known:
        raise InvalidInput(_("Choose a place from the list."))
    sure = {place.text: place.site_id for place in seen.places if place.sure}
    return {folded(text): site for text, site in {**sure, **chosen}.items()}
