"""The part of a cohort's summary that says what people went through: stages, sessions, milestones."""

from core.language import _, p_
from core.reports.cohort_content import CohortContent
from core.reports.cohort_counts import (
    basis_of,
    counted,
    drawn,
    interval,
    marked,
    remark,
    shared,
    show_table,
)
from core.reports.exhibits import Chart, ChartKind, NumberFormat, Table
from core.reports.native_chart import titled_chart
from core.reports.word import Report, heading
from core.wording import count


def write_funnel(report: Report, cohort: CohortContent) -> None:
    """How many people ever reached each stage, as bars and as a table."""
    if not cohort.funnel:
        return
    heading(report, _("The journey"))
    remark(report, cohort.funnel_basis)
    labels = tuple(step.label for step in cohort.funnel)
    reached = tuple(step.reached for step in cohort.funnel)
    people = p_("column", "People")
    titled_chart(
        report,
        Chart(
            title=_("How many people ever reached each stage"),
            kind=ChartKind.HORIZONTAL_BAR,
            categories=marked(labels, reached),
            series={people: reached},
            note=basis_of(cohort, cohort.funnel_basis),
        ),
    )
    rows = tuple(
        (step.label, counted(step.reached), shared(step.share), interval(step.low, step.high))
        for step in cohort.funnel
    )
    show_table(
        report,
        cohort,
        Table(
            title=_("Stages reached, in people"),
            head=(_("Stage"), people, p_("column", "Share"), p_("column", "95 % interval")),
            rows=rows,
            widths=(7.5, 2.5, 2.5, 3.5),
            numeric=frozenset({1, 2, 3}),
        ),
    )


def write_attendance(report: Report, cohort: CohortContent) -> None:
    """Sessions and hours, then attendances with and without the establishment’s causes."""
    if not cohort.attendance and not cohort.volume:
        return
    heading(report, _("Attendance"))
    remark(report, cohort.attendance_basis)
    _volume(report, cohort)
    lines = cohort.attendance
    if not lines:
        return
    rows = tuple(
        (
            line.kind,
            counted(line.expected),
            counted(line.attended),
            counted(line.establishment),
            shared(line.rate),
            shared(line.fair_rate),
        )
        for line in lines
    )
    head = (
        p_("column", "Kind"),
        p_("column", "Expected"),
        _("Present or late"),
        _("Missed for the establishment’s causes"),
        _("Rate, all causes"),
        _("Rate without these causes"),
    )
    show_table(
        report,
        cohort,
        Table(
            title=_("Attendances and rates"),
            head=head,
            rows=rows,
            widths=(3.7, 2.3, 2.2, 3.2, 2.1, 2.5),
            numeric=frozenset(range(1, 6)),
        ),
    )
    rates = drawn(line.rate for line in lines)
    fair_rates = drawn(line.fair_rate for line in lines)
    titled_chart(
        report,
        Chart(
            title=_("Attendance, with and without the establishment’s causes"),
            kind=ChartKind.HORIZONTAL_BAR,
            categories=tuple(line.kind for line in lines),
            series={
                _("All causes"): rates,
                _("Without the establishment’s causes"): fair_rates,
            },
            number_format=NumberFormat.PERCENT,
            highest=1,
            note=_with_gaps(basis_of(cohort, cohort.attendance_basis), *rates, *fair_rates),
        ),
    )


def _volume(report: Report, cohort: CohortContent) -> None:
    if not cohort.volume:
        return
    rows = tuple(
        (
            line.kind,
            count(line.offered),
            count(line.held),
            counted(line.hours_offered),
            counted(line.hours_held),
            counted(line.hours_attended),
        )
        for line in cohort.volume
    )
    head = (
        p_("column", "Kind"),
        _("Sessions offered"),
        _("Sessions held"),
        _("Hours offered"),
        _("Hours held"),
        _("Hours attended"),
    )
    show_table(
        report,
        cohort,
        Table(
            title=_("Sessions and hours"),
            head=head,
            rows=rows,
            widths=(4.4, 2.3, 2.3, 2.3, 2.3, 2.4),
            numeric=frozenset(range(1, 6)),
            note=_("Hours attended: length of each session times the people present or late."),
        ),
    )


def write_milestones(report: Report, cohort: CohortContent) -> None:
    """Milestones submitted and validated, in people."""
    if not cohort.milestones:
        return
    heading(report, _("Milestones of the plan"))
    remark(report, cohort.milestones_basis)
    titles = tuple(line.title for line in cohort.milestones)
    submitted = tuple(line.submitted for line in cohort.milestones)
    validated = tuple(line.validated for line in cohort.milestones)
    head = (_("Milestone"), _("Submitted, in people"), _("Validated, in people"))
    titled_chart(
        report,
        Chart(
            title=_("Milestones submitted and validated"),
            kind=ChartKind.HORIZONTAL_BAR,
            categories=titles,
            series={head[1]: submitted, head[2]: validated},
            note=_with_gaps(basis_of(cohort, cohort.milestones_basis), *submitted, *validated),
        ),
    )
    rows = tuple((m.title, counted(m.submitted), counted(m.validated)) for m in cohort.milestones)
    show_table(
        report,
        cohort,
        Table(
            title=_("Milestones, in people"),
            head=head,
            rows=rows,
            widths=(9, 3.5, 3.5),
            numeric=frozenset({1, 2}),
        ),
    )


def _with_gaps(note: str, *values: float | None) -> str:
    """The note of a chart with two series; it says why a bar is missing, if one is."""
    if None not in values:
        return note
    return " ".join((note, _("No bar: a masked figure, or none; see the table.")))
