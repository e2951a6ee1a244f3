"""A roster's preview as lines of text, for a terminal."""

from collections.abc import Iterable, Iterator

from core.exchange.columns import FIELD_LABELS
from core.exchange.roster_line import Problem
from core.language import _, n_
from core.roster_preview import Line, Preview, Status


def report_lines(preview: Preview) -> list[str]:
    """What an import would do, in sentences; errors first, each with its line and its remedy.

    Names stand in it only where somebody has to be told from somebody else.
    """
    return [
        _("Sheet: {name}").format(name=preview.sheet),
        *_columns(preview),
        *_errors(preview),
        *_to_decide(preview),
        *_warnings(preview),
        *_places(preview),
        "",
        *counts(preview),
    ]


def counts(preview: Preview) -> list[str]:
    """How many lines there are of each status, the empty ones left out."""
    how_many = {status: len(preview.having(status)) for status in Status}
    words = {
        Status.NEW: n_("{n} to add", "{n} to add", how_many[Status.NEW]),
        Status.SAME: n_("{n} already there", "{n} already there", how_many[Status.SAME]),
        Status.TO_DECIDE: n_("{n} to decide", "{n} to decide", how_many[Status.TO_DECIDE]),
        Status.REFUSED: n_("{n} to correct", "{n} to correct", how_many[Status.REFUSED]),
    }
    lines = [said for status, said in words.items() if how_many[status]]
    return lines or [_("No line to import.")]


def _columns(preview: Preview) -> Iterator[str]:
    yield _("Columns")
    for heading in preview.headings:
        said = heading.why or _(FIELD_LABELS[heading.field]) if heading.field else heading.why
        yield "  " + _("{column}: {sentence}").format(column=heading.title, sentence=said)


def _errors(preview: Preview) -> Iterator[str]:
    refused = preview.having(Status.REFUSED)
    if refused:
        yield ""
        yield n_("{n} line to correct", "{n} lines to correct", len(refused))
    for line in refused:
        for problem in line.errors:
            yield _at(
                line.number,
                told(problem),
            )


def _to_decide(preview: Preview) -> Iterator[str]:
    waiting = preview.having(Status.TO_DECIDE)
    if waiting:
        yield ""
        yield n_("{n} line to decide", "{n} lines to decide", len(waiting))
    for line in waiting:
        for one in line.lookalikes:
            where = (
                _("line {line}").format(line=one.line)
                if one.line
                else f"{one.code}, {one.cohort}"
            )  # fmt: skip
            yield _at(line.number, f"{one.why} ({where})")


def _warnings(preview: Preview) -> Iterator[str]:
    watched: Iterable[Line] = [
        line for line in preview.lines if line.warnings and line.status is not Status.SAME
    ]
    if watched:
        yield ""
        yield _("To check")
    for line in watched:
        for problem in line.warnings:
            yield _at(
                line.number,
                told(problem),
            )


def _places(preview: Preview) -> Iterator[str]:
    if preview.unknown_places:
        yield ""
        yield _("Places that are not known: they are left empty unless you add or choose them.")
    for place in preview.unknown_places:
        likely = _("{place} (perhaps {site})") if place.site else "{place}"
        yield "  " + likely.format(place=place.text, site=place.site)


def told(problem: Problem) -> str:
    """A problem with the column it stands in, where there is one."""
    if not problem.column:
        return problem.sentence
    return _("{column}: {sentence}").format(column=problem.column, sentence=problem.sentence)


def _at(line: int, sentence: str) -> str:
    return "  " + _("Line {line}: {sentence}").format(line=line, sentence=sentence)
