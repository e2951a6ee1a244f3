"""What the summary of a cohort says: every number taken from the registry of indicators."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import TypeVar

from sqlite_utils import Database

from core import programmes
from core.cohorts import Cohort
from core.evaluation import registry, thresholds
from core.evaluation.dashboard import indicator
from core.evaluation.results import Result, Row
from core.evaluation.views import Scope
from core.language import Language, _
from core.permissions import Role
from core.reports import cohort_content as content
from core.reports.exhibits import Table
from core.staff import Staff

T = TypeVar("T")
MASKED_INSIDE = frozenset({Role.EVALUATOR})


def smallest_shown(db: Database, by: Staff, *, leaves: bool) -> int | None:
    """From which count a cell is shown in a document, None for every cell: the team's own reading."""
    kept = thresholds.of(db)
    if leaves:
        return kept.outside
    return kept.inside if by.role in MASKED_INSIDE else None


def cohort_content(
    db: Database, cohort: Cohort, *, by: Staff, today: date, language: Language, leaves: bool
) -> content.CohortContent:
    """The summary of a cohort on a day; with `leaves`, small counts are masked for people outside."""
    programme = programmes.programme_of(db, cohort.id)
    k = smallest_shown(db, by, leaves=leaves)
    ask = partial(indicator, db, scope=Scope(cohort_id=cohort.id), k=k, by=by, today=today)
    figures, funnel = ask("key_figures"), ask("funnel")
    attendance, milestones = ask("attendance"), ask("milestones")
    feedback, exits, retention = ask("feedback"), ask("exits"), ask("retention")
    return content.CohortContent(
        language=language,
        association=by.organisation or "Passerelle",
        made_on=figures.day,  # for those who see no name, the day their figures were fixed
        author=by.name,
        cohort=cohort.name,
        programme=str(programme.name),
        arm=str(programme.arm(cohort.arm).name),
        territory=cohort.territory,
        started_on=cohort.starts_on,
        ended_on=cohort.closed_on,
        by_month=by.role in MASKED_INSIDE,
        smallest=k,
        key_figures=_each(figures, _key_figure),
        key_figures_basis=_basis(figures),
        funnel=_each(funnel, _funnel_step),
        funnel_basis=_basis(funnel),
        attendance=_each(attendance, _attendance),
        attendance_basis=_basis(attendance),
        milestones=_each(milestones, _milestone),
        milestones_basis=_basis(milestones),
        feedback=_each(feedback, _criterion),
        feedback_basis=_basis(feedback),
        exits=_each(exits, _exit),
        exits_basis=_basis(exits),
        sections=tuple(_sections([retention])),
        rules=tuple(
            content.Rules(title=_(one.title), sentences=tuple(one.rules()))
            for one in registry.INDICATORS.values()
        ),
    )


def _each(result: Result, make: Callable[[Row], T]) -> tuple[T, ...]:
    return tuple(make(row) for row in result.answer.rows)


def _basis(result: Result) -> content.Basis:
    answer = result.answer
    return content.Basis(
        definition=_(result.indicator.definition),
        counted=answer.counted,
        missing=answer.missing,
        remark=answer.remark,
    )


def _whole(row: Row, key: str) -> int | None:
    number = row.numbers[key]
    return None if number is None else round(number)


def _key_figure(row: Row) -> content.KeyFigure:
    return content.KeyFigure(label=row.label, value=_whole(row, "n"))


def _funnel_step(row: Row) -> content.FunnelStep:
    numbers = row.numbers
    return content.FunnelStep(
        label=row.label,
        reached=_whole(row, "n"),
        share=numbers["share"],
        low=numbers["low"],
        high=numbers["high"],
    )


def _attendance(row: Row) -> content.AttendanceLine:
    return content.AttendanceLine(
        kind=row.label,
        expected=_whole(row, "of"),
        attended=_whole(row, "n"),
        establishment=_whole(row, "establishment"),
        rate=row.numbers["share"],
        fair_rate=row.numbers["fair"],
    )


def _milestone(row: Row) -> content.MilestoneCount:
    return content.MilestoneCount(
        title=row.label, submitted=_whole(row, "submitted"), validated=_whole(row, "validated")
    )


def _criterion(row: Row) -> content.CriterionCount:
    one, two, three, four = (_whole(row, f"mark{mark}") for mark in range(1, 5))
    return content.CriterionCount(
        criterion=row.label, levels=(one, two, three, four), median=row.numbers["median"]
    )


def _exit(row: Row) -> content.ExitCount:
    return content.ExitCount(label=row.label, count=_whole(row, "n"), share=row.numbers["share"])


def _sections(results: Iterable[Result]) -> Iterable[content.Section]:
    """Indicators without a place of their own in the document, as their table and their picture."""
    from core import charts  # drawn only when a document is asked for
    from core.evaluation.drawing import drawing
    from core.language import current

    for result in results:
        titles, lines = result.table()
        drawn = drawing(result)
        picture = (
            charts.png(drawn.name, drawn.rows, language=current(), **drawn.options)
            if drawn
            else b""
        )
        title = _(result.indicator.title)
        yield content.Section(
            title=title,
            table=Table(
                title=title,
                head=tuple(titles),
                rows=tuple(tuple(line) for line in lines),
                numeric=frozenset(range(1, len(titles))),
            ),
            basis=_basis(result),
            png=picture,
            alt=drawn.alt if drawn else "",
        )
