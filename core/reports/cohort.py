"""The summary of a cohort for those who fund and evaluate it: raw counts first, then rates."""

from dataclasses import replace

from core.language import _, p_, speaking
from core.reports.cohort_content import CohortContent
from core.reports.cohort_counts import (
    basis_of,
    counted,
    masked_means,
    remark,
    shared,
    show_table,
)
from core.reports.cohort_journey import write_attendance, write_funnel, write_milestones
from core.reports.exhibits import Table
from core.reports.tables import definition_list, key_figures
from core.reports.word import (
    Report,
    caption,
    figure_png,
    heading,
    open_report,
    paragraph,
    paragraphs,
    short_title,
    small_print,
    to_bytes,
)
from core.wording import months, plain_date, short_date


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
        _sections(report, cohort)
        _exits(report, cohort)
        _method(report, cohort)
        return to_bytes(report)


def _presentation(report: Report, cohort: CohortContent) -> None:
    start = plain_date(cohort.started_on)
    if cohort.by_month:
        period = months(cohort.started_on, cohort.ended_on)
    elif cohort.ended_on:
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
    masked = any(value is None for _label, value in figures)
    basis = basis_of(cohort, cohort.key_figures_basis)
    small_print(report, f"{masked_means(cohort)} {basis}" if masked else basis)


def _feedback(report: Report, cohort: CohortContent) -> None:
    if not cohort.feedback:
        return
    heading(report, _("Mentor feedback"))
    remark(report, cohort.feedback_basis)
    rows = tuple(
        (line.criterion, *map(counted, line.levels), counted(line.median))
        for line in cohort.feedback
    )
    levels = (_("Level {n}").format(n=level) for level in range(1, 5))
    show_table(
        report,
        cohort,
        Table(
            title=_("Forms that gave each level"),
            head=(_("Criterion"), *levels, p_("column", "Median")),
            rows=rows,
            widths=(6, 2, 2, 2, 2, 2),
            numeric=frozenset(range(1, 6)),
            note=basis_of(cohort, cohort.feedback_basis),
        ),
    )


def _sections(report: Report, cohort: CohortContent) -> None:
    for section in cohort.sections:
        heading(report, section.title)
        remark(report, section.basis)
        if section.png:
            caption(report, "figure", section.title)
            figure_png(report, section.png, alt=section.alt)
        note = " ".join(filter(None, (section.table.note, basis_of(cohort, section.basis))))
        show_table(report, cohort, replace(section.table, note=note))


def _exits(report: Report, cohort: CohortContent) -> None:
    if not cohort.exits:
        return
    heading(report, _("Exits"))
    remark(report, cohort.exits_basis)
    show_table(
        report,
        cohort,
        Table(
            title=_("Exits by official class"),
            head=(p_("column", "Class"), p_("column", "Exits"), p_("column", "Share")),
            rows=tuple((one.label, counted(one.count), shared(one.share)) for one in cohort.exits),
            widths=(10, 3, 3),
            numeric=frozenset({1, 2}),
            note=basis_of(cohort, cohort.exits_basis),
        ),
    )


def _method(report: Report, cohort: CohortContent) -> None:
    heading(report, _("Method"))
    paragraph(
        report,
        _(
            "Counts come before rates: with so few people, a rate moves a great deal when one person moves. "
            "Every figure carries its definition, the number it rests on and what is missing."
        ),
    )
    if means := masked_means(cohort):
        paragraph(report, means)
    paragraph(
        report,
        _(
            "The groups were not drawn by lot: a difference between two cohorts does not measure the effect of "
            "the support."
        ),
    )
    paragraphs(report, cohort.method)
    for rules in cohort.rules:
        heading(report, rules.title, "Heading2")
        definition_list(report, rules.sentences, title=rules.title)
