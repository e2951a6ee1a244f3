"""What a roster's columns, places and lines are, compared with what the tracker knows."""

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from sqlite_utils import Database

from core import cohorts
from core.cohorts import Cohort
from core.exchange.columns import RosterField, header, never_read
from core.exchange.duplicates import Candidate, KnownPerson, Match, Standing, probable_duplicates
from core.exchange.roster_line import RosterLine
from core.exchange.sites import match_site
from core.exchange.tables import RawTable
from core.language import _
from core.roster_entries import entry_of
from core.roster_preview import Heading, Line, Lookalike, Place, Status
from core.staff import Staff
from core.storage import rosters as store
from core.wording import folded

NOT_KEPT_YET = frozenset({RosterField.EDUCATION, RosterField.REFERRED_BY})
_NAMED = ("id", "code", "first_name", "last_name", "birth_year")


def headings_of(
    table: RawTable, fields: Mapping[int, RosterField | None], *, with_phone: bool
) -> tuple[Heading, ...]:
    """The columns of a sheet, each with what it says or why it is not imported."""
    return tuple(
        Heading(
            number=number,
            title=" ".join(title.split()),
            field=fields.get(number),
            why=_left_out(title, fields.get(number), with_phone=with_phone),
            correctable=not never_read(title),
        )
        for number, title in header(table).filled().items()
    )


def _left_out(title: str, field: RosterField | None, *, with_phone: bool) -> str:
    if never := never_read(title):
        return never
    if field is None:
        return _("Not recognised: say what it holds, or leave it out.")
    if field in NOT_KEPT_YET:
        return _("Recognised, but this version does not keep it yet.")
    if field is RosterField.PHONE and not with_phone:
        return _("Phone numbers are imported only if you ask for them.")
    return ""


def places_of(read: Sequence[RosterLine], known: Mapping[int, str]) -> tuple[Place, ...]:
    """Each place as its first line writes it, with the known site (id → name) that it means."""
    texts: dict[str, str] = {}
    lines: dict[str, list[int]] = {}
    for line in read:
        if line.site:
            texts.setdefault(folded(line.site), line.site)
            lines.setdefault(folded(line.site), []).append(line.line)
    return tuple(_place(text, lines[key], known) for key, text in texts.items())


def _place(text: str, lines: Sequence[int], known: Mapping[int, str]) -> Place:
    match = match_site(text, known)
    if match is None:
        return Place(text=text, lines=tuple(lines))
    return Place(
        text=text, lines=tuple(lines), site_id=match.site_id, site=known[match.site_id],
        sure=match.sure,
    )  # fmt: skip


def compared(
    db: Database, cohort: Cohort, read: Sequence[RosterLine], *, by: Staff, today: date
) -> tuple[Line, ...]:
    """Each line with what an import would do: compared with the people that `by` may see, and with
    what earlier imports into this cohort decided."""
    visible = [each.id for each in cohorts.visible(db, by=by)]
    rows = {row["id"]: row for row in store.people(db, visible, here=cohort.id)}
    known = [KnownPerson(**{name: row[name] for name in _NAMED}) for row in rows.values()]
    kept = store.decided(db, cohort.id)
    decided = {line.key: kept[mark] for line in read if (mark := fingerprint(line)) in kept}
    matches = probable_duplicates(read, known, decided=decided)
    lines = {line.line: line for line in read}
    compared_lines = []
    for line, match in zip(read, matches, strict=True):
        alike = tuple(_lookalike(candidate, rows, lines) for candidate in match.candidates)
        entry, problems = entry_of(line, cohort=cohort, today=today)
        status = _status(match, refused=entry is None, rows=rows, known=decided.get(line.key))
        compared_lines.append(
            Line(read=line, status=status, problems=problems, lookalikes=alike, entry=entry)
        )
    return tuple(compared_lines)


def _status(
    match: Match, *, refused: bool, rows: Mapping[int, Mapping[str, Any]], known: int | None
) -> Status:
    if known in rows:
        return Status.SAME
    people = [candidate.person for candidate in match.candidates if candidate.person]
    if match.standing is Standing.SAME and all(rows[each.id]["is_here"] for each in people):
        return Status.SAME
    if refused:
        return Status.REFUSED
    return Status.NEW if match.standing is Standing.NEW else Status.TO_DECIDE


def _lookalike(
    candidate: Candidate,
    rows: Mapping[int, Mapping[str, Any]],
    lines: Mapping[int, RosterLine],
) -> Lookalike:
    one = candidate.person or lines[candidate.line or 0]
    row = rows[candidate.person.id] if candidate.person else {}
    return Lookalike(
        likeness=candidate.likeness,
        name=f"{one.first_name} {one.last_name}",
        birth_year=one.birth_year,
        participant_id=row.get("id"),
        code=row.get("code", ""),
        cohort=row.get("cohort", ""),
        line=None if candidate.person else candidate.line,
    )


def fingerprint(line: RosterLine) -> str:
    """What a line is known again by: its name and year as the file writes them, not readable."""
    return sha256(line.key.encode()).hexdigest()
