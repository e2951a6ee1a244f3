"""The tables of a person's summary: milestones, sessions, the mentor's feedback."""

from statistics import median

from core.language import N_, _, p_
from core.reports.content import MilestoneLine, MilestoneState, SessionTotal, SummaryContent
from core.reports.exhibits import Table
from core.reports.tables import table
from core.reports.word import Report, bullets, heading, paragraph
from core.wording import NOTHING, count, duration, short_date

STATES = {
    MilestoneState.NOT_STARTED: N_("Not started"),
    MilestoneState.IN_PROGRESS: N_("In progress"),
    MilestoneState.SUBMITTED: N_("Submitted"),
    MilestoneState.RETURNED: N_("Returned"),
    MilestoneState.VALIDATED: N_("Validated"),
    MilestoneState.NOT_APPLICABLE: N_("Not applicable"),
}
# What is counted for each kind of session, in the order of the columns: sessions, then minutes.
_NUMBERS = (
    "offered",
    "held",
    "attended",
    "minutes_offered",
    "minutes_held",
    "minutes_attended",
)


def write_milestones(report: Report, summary: SummaryContent) -> None:
    """Each milestone with its state, its dates and its evidence."""
    if not summary.milestones:
        return
    title = _("Milestones")
    heading(report, title, "SectionHeading")
    validated = sum(m.state is MilestoneState.VALIDATED for m in summary.milestones)
    total = sum(m.state is not MilestoneState.NOT_APPLICABLE for m in summary.milestones)
    paragraph(
        report,
        _("{validated} of {total} milestones validated.").format(validated=validated, total=total),
        keep=True,
    )
    rows = tuple(
        (
            milestone.title,
            _(STATES[milestone.state]),
            short_date(milestone.planned_on),
            short_date(milestone.changed_on),
            _proof(milestone),
        )
        for milestone in summary.milestones
    )
    head = (
        _("Milestone"),
        p_("column", "State"),
        p_("column", "Planned"),
        p_("column", "Since"),
        _("Evidence and validation"),
    )
    widths = (4.5, 2.7, 2.1, 2.1, 4.6)
    table(report, Table(title=title, head=head, rows=rows, widths=widths))


def _proof(milestone: MilestoneLine) -> str:
    """Evidence, then who validated it or why it was returned, a line each."""
    lines = [milestone.evidence]
    if milestone.validated_by and milestone.state is MilestoneState.VALIDATED:
        lines.append(_("Validated by {name}").format(name=milestone.validated_by))
    if milestone.reason and milestone.state is MilestoneState.RETURNED:
        lines.append(_("Reason: {reason}").format(reason=milestone.reason))
    return "\n".join(filter(None, lines))


def write_sessions(report: Report, summary: SummaryContent) -> None:
    """Sessions in total by kind, then one by one."""
    if summary.session_totals:
        heading(report, _("Sessions and interviews"), "SectionHeading")
        _session_totals(report, summary)
    if summary.sessions:
        heading(report, _("Sessions one by one"), "Heading2")
        rows = tuple(
            (
                short_date(s.held_on),
                s.kind,
                s.title,
                duration(s.minutes),
                f"{s.attendance}\n{s.cause}",
            )
            for s in summary.sessions
        )
        head = (
            _("Date"),
            p_("column", "Kind"),
            p_("column", "Subject"),
            p_("column", "Length"),
            _("Attendance"),
        )
        table(
            report,
            Table(
                title=_("Sessions one by one"),
                head=head,
                rows=rows,
                widths=(2.1, 3.7, 5.1, 1.7, 3.4),
                numeric=frozenset({3}),
            ),
        )


def _session_totals(report: Report, summary: SummaryContent) -> None:
    lines = summary.session_totals
    total = SessionTotal(
        kind=_("Total"), **{number: sum(getattr(t, number) for t in lines) for number in _NUMBERS}
    )
    rows = tuple(
        (
            line.kind,
            *(count(getattr(line, number)) for number in _NUMBERS[:3]),
            *(duration(getattr(line, number)) for number in _NUMBERS[3:]),
        )
        for line in (*lines, total)
    )
    head = (
        p_("column", "Kind"),
        _("Sessions offered"),
        p_("column", "held"),
        p_("column", "attended"),
        _("Hours offered"),
        p_("column", "held"),
        p_("column", "attended"),
    )
    table(
        report,
        Table(
            title=_("Sessions offered, held and attended"),
            head=head,
            rows=rows,
            widths=(4.6, 2.2, 1.5, 1.8, 2.3, 1.7, 1.9),
            numeric=frozenset(range(1, 7)),
            total=True,
            note=_(
                "Offered: planned for this person. Held: took place. Attended: present or late."
            ),
        ),
    )


def write_feedback(report: Report, summary: SummaryContent) -> None:
    """Strengths in words, then a dot for each form, level by level."""
    if not summary.feedback and not summary.strengths:
        return
    heading(report, _("Mentor feedback"), "SectionHeading")
    if summary.strengths:
        heading(report, _("Strengths"), "Heading3")
        bullets(report, summary.strengths)
    if not summary.feedback:
        return
    rows = tuple(
        (
            line.criterion,
            *("●" * line.marks.count(level) for level in range(1, 5)),
            _middle(line.marks),
        )
        for line in summary.feedback
    )
    head = (_("Criterion"), "1", "2", "3", "4", p_("column", "Median"))
    table(
        report,
        Table(
            title=_("Mentor feedback"),
            head=head,
            rows=rows,
            widths=(6, 1.9, 1.9, 1.9, 1.9, 2.4),
            numeric=frozenset({5}),
            empty="",
            note=_(
                "Each dot is one form. 1 to 4: the levels written out on the form, the lowest first."
                " Median: as many marks above as below."
            ),
        ),
    )


def _middle(marks: tuple[int, ...]) -> str:
    """The median in whole levels: a mean with decimals would pretend to know more."""
    if not marks:
        return NOTHING
    middle = median(marks)
    low = int(middle)
    if middle == low:
        return str(low)
    return p_("marks", "{low} to {high}").format(low=low, high=low + 1)
