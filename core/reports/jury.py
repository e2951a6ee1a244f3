"""The papers of a jury: the grid to write on, and the decision as the person takes it away."""

from dataclasses import dataclass
from datetime import date

from core.language import _, n_, speaking
from core.reports.content import Cover
from core.reports.looks import TEXT_WIDTH, TINT
from core.reports.tables import cell, cell_text, close, grid, row, twips
from core.reports.typography import one_line
from core.reports.word import (
    Report,
    bullets,
    heading,
    key_point,
    open_report,
    paragraph,
    paragraphs,
    runs,
    short_title,
    to_bytes,
)
from core.wording import plain_date

ROOM, WIDE_ROOM = 1650, 5200  # twips to write in: 2.9 and 9.2 cm
_ACROSS = '<w:gridSpan w:val="4"/>'
_SHADE = f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/>'


@dataclass(frozen=True, kw_only=True)
class Point:
    """A criterion with its four levels, the lowest first."""

    name: str
    question: str
    weight: int
    levels: tuple[str, str, str, str]


@dataclass(frozen=True, kw_only=True)
class GridContent(Cover):
    """A blank grid for one project."""

    first_name: str
    project: str
    held_on: date
    points: tuple[Point, ...]


@dataclass(frozen=True, kw_only=True)
class DecisionContent(Cover):
    """A decision for the person: `sentence` says it in plain words, `conditions` are (what, by when)."""

    name: str
    project: str
    held_on: date
    decided_on: date
    sentence: str
    reasons: str
    conditions: tuple[tuple[str, date], ...] = ()
    replaces: date | None = None
    coach: str = ""


def grid_document(values: GridContent) -> bytes:
    """The grid to print: a level to circle and room to write for each point, nothing of anybody else's."""
    with speaking(values.language):
        title = _("Jury grid")
        report = _opened(values, title)
        short_title(report, values.project or title, _subtitle(values))
        _lines_to_fill(report)
        paragraph(
            report,
            _(
                "Fill this grid in alone. Circle one number for each point: the sentence closest to what you "
                "read and heard. The jury talks afterwards."
            ),
        )
        for number, point in enumerate(values.points, start=1):
            _point(report, number, point)
        _room(report, _("Strengths of the project, and what should be worked on first"))
        return to_bytes(report)


def decision_document(values: DecisionContent) -> bytes:
    """The decision in large type and short sentences; it speaks of the project and of nothing else."""
    with speaking(values.language):
        title = _("The jury's decision")
        report = _opened(values, title)
        who = _("{name}, {date}").format(name=values.name, date=plain_date(values.decided_on))
        short_title(report, title, who, style="EasyTitle")
        key_point(report, values.sentence, style="EasyKeyPoint")
        if values.replaces:
            replaced = _("This decision takes the place of the one of {date}.")
            paragraph(report, replaced.format(date=plain_date(values.replaces)), "EasyText")
        if values.project:
            heading(report, _("Your project"), "EasyHeading")
            paragraph(report, values.project, "EasyText")
            presented = _("You presented it on {date}.").format(date=plain_date(values.held_on))
            paragraph(report, presented, "EasyText")
        heading(report, _("Why"), "EasyHeading")
        paragraphs(report, values.reasons, style="EasyText", bullet="EasyBullet")
        if values.conditions:
            heading(report, _("What you are asked to do"), "EasyHeading")
            by_when = _("{what}, by {date}")
            bullets(
                report,
                [
                    by_when.format(what=what.rstrip("."), date=plain_date(due))
                    for what, due in values.conditions
                ],
                "EasyBullet",
            )
        heading(report, _("What comes next"), "EasyHeading")
        for line in _next(values):
            paragraph(report, line, "EasyText")
        return to_bytes(report)


def _opened(values: Cover, title: str) -> Report:
    return open_report(
        title=title,
        association=values.association,
        author=values.author or values.association,
        made_on=values.made_on,
        heading=title,
    )


def _subtitle(values: GridContent) -> str:
    return _("Presented by {name} on {date}").format(
        name=values.first_name, date=plain_date(values.held_on)
    )


def _next(values: DecisionContent) -> list[str]:
    coach = _("Talk about it with your coach: {name}.").format(name=values.coach)
    return [
        coach if values.coach else _("Talk about it with your coach."),
        _("You may disagree. Say so: it will be written down."),
        _("Read with the coach on: {blank}").format(blank="." * 30),
    ]


def _lines_to_fill(report: Report) -> None:
    """Who marks and what they do, then their signature."""
    labels = (_("First and last name"), _("Organisation"), _("Signature"))
    columns = twips((6, 5, 5))
    cells = [
        cell(cell_text(runs(label), "FactTerm"), width)
        for label, width in zip(labels, columns, strict=True)
    ]
    grid(report, columns, [row("".join(cells), height=800)], title=_("Juror"))
    close(report)


def _point(report: Report, number: int, point: Point) -> None:
    """A point and its room, kept on one page."""
    columns = twips((1, 1, 1, 1))
    weight = n_("counts {n} time", "counts {n} times", point.weight)
    head = cell(
        cell_text(
            runs(f"{number}. {one_line(point.name)}", "Strong") + runs(f" ({weight})"),
            "TableText", keep=True,
        ) + cell_text(runs(one_line(point.question)), "TableText", keep=True),
        TEXT_WIDTH, _ACROSS + _SHADE,
    )  # fmt: skip
    levels = [
        cell(
            cell_text(runs(str(level)), "KeyFigure", keep=True)
            + cell_text(runs(one_line(words)), "TableText", keep=True),
            width,
        )
        for (level, words), width in zip(enumerate(point.levels, start=1), columns, strict=True)
    ]
    room = cell(cell_text(runs(_("What led me to it")), "FactTerm"), TEXT_WIDTH, _ACROSS)
    rows = [row(head), row("".join(levels)), row(room, height=ROOM)]
    grid(report, columns, rows, title=point.name)
    close(report)


def _room(report: Report, title: str) -> None:
    inside = cell(cell_text(runs(title), "FactTerm"), TEXT_WIDTH)
    grid(report, [TEXT_WIDTH], [row(inside, height=WIDE_ROOM)], title=title)
    close(report)
