"""The summary of a cohort for those who fund and evaluate it: raw counts first, then rates."""

from core.language import N_, _, p_, speaking
from core.reports.cohort_content import (
    CohortContent,
    ExitClass,
)
from core.reports.cohort_counts import basis_of, counted, masked_means, show_table
from core.reports.cohort_journey import write_attendance, write_funnel, write_milestones
from core.reports.exhibits import Cell, Table
from core.reports.tables import definition_list, key_figures
from core.reports.word import (
    Report,
    heading,
    open_report,
    paragraph,
    paragraphs,
    short_title,
    small_print,
    to_bytes,
)
from core.wording import plain_date, short_date

EXITS = {
    ExitClass.LASTING_JOB: N_("Lasting employment, business creation included"),
    ExitClass.TRANSITION_JOB: N_("Transitional employment"),
    ExitClass.POSITIVE: N_("Positive exit: training, other inclusion structure"),
    ExitClass.OTHER: N_("Other exits"),
    ExitClass.NEUTRALISED: N_("Neutralised exits: transfer, long illness, death"),
}
_DYNAMIC = (ExitClass.LASTING_JOB, ExitClass.TRANSITION_JOB, ExitClass.POSITIVE)


def cohort_document(cohort: CohortContent) -> bytes:
    """The cohort's summary as a Word file, with charts that Word can edit."""
    with speaking(cohort.language):
        title = _("Cohort summary")
        report = open_report(
            title=f"{title} – {cohort.cohort}",
            association=cohort.association,
            author=cohort.author or cohort.association,
            made_on=cohort.made_on,
            heading=title,
            foot=_("Data of {date}").format(date=short_date(cohort.made_on)),
        )
        short_title(report, cohort.cohort, f"{title}, {plain_date(cohort.made_on)}")
        _presentation(report, cohort)
        write_funnel(report, cohort)
        write_attendance(report, cohort)
        write_milestones(report, cohort)
        _feedback(report, cohort)
        _exits(report, cohort)
        _method(report, cohort)
        return to_bytes(report)


def _presentation(report: Report, cohort: CohortContent) -> None:
    start = plain_date(cohort.started_on)
    if cohort.ended_on:
        period = _("from {start} to {end}").format(start=start, end=plain_date(cohort.ended_on))
    else:
        period = _("since {start}").format(start=start)
    facts = [
        (_("Programme"), cohort.programme),
        (_("Form of support"), cohort.arm),
        (_("Territory"), cohort.territory),
        (_("Period"), period),
    ]
    definition_list(report, facts, title=_("The cohort"))
    if not cohort.key_figures:
        return
    heading(report, _("Key figures"))
    figures = [(figure.label, counted(figure.value)) for figure in cohort.key_figures]
    key_figures(report, figures, title=_("Key figures"))
    if any(figure.value is None for figure in cohort.key_figures):
        small_print(report, masked_means(cohort))


def _feedback(report: Report, cohort: CohortContent) -> None:
    if not cohort.feedback:
        return
    heading(report, _("Mentor feedback"))
    received, expected = counted(cohort.feedback_received), counted(cohort.feedback_expected)
    if received is not None and expected is not None:
        words = _("{received} forms received, {expected} expected.")
        paragraph(report, words.format(received=received, expected=expected))
    rows = tuple((line.criterion, *map(counted, line.levels)) for line in cohort.feedback)
    head = (_("Criterion"), *(_("Level {n}").format(n=level) for level in range(1, 5)))
    show_table(
        report,
        cohort,
        Table(
            title=_("Forms that gave each level"),
            head=head,
            rows=rows,
            widths=(7.2, 2.2, 2.2, 2.2, 2.2),
            numeric=frozenset(range(1, 5)),
            note=basis_of(cohort, cohort.feedback_basis),
        ),
    )


def _exits(report: Report, cohort: CohortContent) -> None:
    heading(report, _("Exits"))
    rows: list[tuple[Cell, ...]] = [
        (_(EXITS[kind]), counted(cohort.exits.get(kind, 0))) for kind in _DYNAMIC
    ]
    rows.append((_("Dynamic exits"), counted(cohort.exits_dynamic)))
    rows.extend(
        (_(EXITS[kind]), counted(cohort.exits.get(kind, 0)))
        for kind in (ExitClass.OTHER, ExitClass.NEUTRALISED)
    )
    rows.append((_("All exits"), counted(cohort.exits_total)))
    show_table(
        report,
        cohort,
        Table(
            title=_("Exits by official class, in people"),
            head=(p_("column", "Class"), p_("column", "People")),
            rows=tuple(rows),
            widths=(12, 4),
            numeric=frozenset({1}),
            strong=frozenset({len(_DYNAMIC)}),
            total=True,
            note=basis_of(cohort, cohort.exits_basis),
        ),
    )


def _method(report: Report, cohort: CohortContent) -> None:
    heading(report, _("Method"))
    paragraph(
        report,
        _(
            "Counts come before rates: with so few people, a rate moves a great deal when one person"
            " moves. Every figure carries its definition, the number it rests on and what is missing."
        ),
    )
    paragraph(report, masked_means(cohort))
    paragraph(
        report,
        _(
            "The groups were not drawn by lot: a difference between two cohorts does not measure the"
            " effect of the support."
        ),
    )
    paragraphs(report, cohort.method)
