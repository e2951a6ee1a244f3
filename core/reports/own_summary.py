"""The summary a person takes away: short plain sentences in large type, about their project alone."""

from core.language import _, n_
from core.reports.content import MilestoneState, NoteLevel, SummaryContent
from core.reports.word import (
    Report,
    heading,
    key_point,
    paragraph,
    paragraphs,
    short_title,
)
from core.wording import duration, plain_date

_UNDER_WAY = {MilestoneState.IN_PROGRESS, MilestoneState.SUBMITTED, MilestoneState.RETURNED}


def write_own_summary(report: Report, summary: SummaryContent) -> None:
    """What is done, what is under way, what comes next, and who helps."""
    short_title(
        report,
        _("Your summary"),
        _("{name}, {date}").format(name=summary.name, date=plain_date(summary.made_on)),
        style="EasyTitle",
    )
    if summary.next_step:
        heading(report, _("Your next step"), "EasyHeading")
        lead = ""
        if summary.next_step_on:
            lead = _("For {date}.").format(date=plain_date(summary.next_step_on))
        key_point(report, summary.next_step, lead=lead, style="EasyKeyPoint")
    if summary.project:
        _section(report, _("Your project"), [summary.project], listed=False)
    _section(report, _("What is done"), _done(summary))
    under_way = [m.title for m in summary.milestones if m.state in _UNDER_WAY]
    _section(report, _("What is under way"), under_way)
    _section(report, _("Your sessions"), _taken_part(summary), listed=False)
    _section(report, _("What your mentor says"), list(summary.strengths))
    _words_for_you(report, summary)
    _section(report, _("Who helps you"), _helpers(summary), listed=False)
    rights = [
        _("Is something wrong? Tell your coach: it can be corrected."),
        _("You can ask for everything that is kept about you."),
        _("Read with the coach on: {blank}").format(blank="." * 30),
    ]
    _section(report, _("Your rights"), rights, listed=False)


def _section(report: Report, title: str, lines: list[str], *, listed: bool = True) -> None:
    if not lines:
        return
    heading(report, title, "EasyHeading")
    for line in lines:
        paragraph(report, line, "EasyBullet" if listed else "EasyText")


def _done(summary: SummaryContent) -> list[str]:
    """Stages reached, then milestones validated, each with its day."""
    stages = [(s.label, s.reached_on) for s in summary.stages if s.reached_on]
    milestones = [
        (m.title, m.changed_on) for m in summary.milestones if m.state is MilestoneState.VALIDATED
    ]
    return [
        _("{what}, on {date}").format(what=what, date=plain_date(day)) if day else what
        for what, day in stages + milestones
    ]


def _taken_part(summary: SummaryContent) -> list[str]:
    attended = sum(total.attended for total in summary.session_totals)
    if not attended:
        return []
    minutes = sum(total.minutes_attended for total in summary.session_totals)
    return [
        n_("You took part in {n} session.", "You took part in {n} sessions.", attended),
        _("That is {duration} of work on your project.").format(duration=duration(minutes)),
    ]


def _words_for_you(report: Report, summary: SummaryContent) -> None:
    notes = [note for note in summary.notes if note.level is NoteLevel.PARTICIPANT]
    if notes:
        heading(report, _("A word for you"), "EasyHeading")
    for note in notes:
        paragraphs(report, note.text, style="EasyText", bullet="EasyBullet")


def _helpers(summary: SummaryContent) -> list[str]:
    lines = [_("Your coach: {name}").format(name=summary.coach)]
    if summary.mentor:
        lines.append(_("Your mentor: {name}").format(name=summary.mentor))
    return lines
