"""A person's summary: the team's version, complete, and the person's own, plain."""

from core.language import N_, _, p_, speaking
from core.reports.content import NoteLevel, SummaryContent
from core.reports.exhibits import Table
from core.reports.own_summary import write_own_summary
from core.reports.summary_tables import write_feedback, write_milestones, write_sessions
from core.reports.tables import definition_list, table
from core.reports.word import (
    Report,
    heading,
    key_point,
    open_report,
    paragraphs,
    short_title,
    small_print,
    to_bytes,
)
from core.wording import NOTHING, plain_date, short_date

LEVELS = {
    NoteLevel.MENTOR: N_("shared with the mentor"),
    NoteLevel.PARTICIPANT: N_("for the participant"),
}


def summary_document(summary: SummaryContent, for_person: bool) -> bytes:
    """The summary as a Word file; the person's version has no situation, place, code or cohort."""
    with speaking(summary.language):
        title = _("Your summary") if for_person else _("Individual summary")
        report = open_report(
            title=f"{title} – {summary.name}",
            association=summary.association,
            author=summary.author or summary.association,
            made_on=summary.made_on,
            heading=title if for_person else _("Individual summary – for the team only"),
            foot=f"{summary.name} – {short_date(summary.made_on)}",
        )
        if for_person:
            write_own_summary(report, summary)
        else:
            _write_team_summary(report, summary)
        return to_bytes(report)


def _write_team_summary(report: Report, summary: SummaryContent) -> None:
    short_title(
        report,
        summary.name,
        _("Individual summary, {date}").format(date=plain_date(summary.made_on)),
    )
    _identity(report, summary)
    if summary.next_step:
        key_point(report, summary.next_step, lead=_next_step_lead(summary))
    _situations(report, summary)
    _journey(report, summary)
    write_milestones(report, summary)
    write_sessions(report, summary)
    write_feedback(report, summary)
    _notes(report, summary)


def _next_step_lead(summary: SummaryContent) -> str:
    if summary.next_step_on is None:
        return _("Next step.")
    return _("Next step, for {date}.").format(date=short_date(summary.next_step_on))


def _identity(report: Report, summary: SummaryContent) -> None:
    entered = plain_date(summary.entered_on) if summary.entered_on else NOTHING
    facts = [
        (_("Code"), summary.code),
        (_("Year of birth"), str(summary.birth_year or NOTHING)),
        (_("Département"), summary.departement),
        (_("Cohort"), summary.cohort),
        (_("Coach"), summary.coach),
        (_("Mentor"), summary.mentor),
        (_("Project"), summary.project),
        (_("Entry into the programme"), entered),
    ]
    definition_list(report, facts, title=_("Who it is about"))


def _situations(report: Report, summary: SummaryContent) -> None:
    if not summary.situations:
        return
    title = _("Situation")
    heading(report, title, "SectionHeading")
    rows = tuple(
        (s.label, s.site, short_date(s.started_on), short_date(s.ended_on))
        for s in summary.situations
    )
    head = (_("Situation"), _("Site"), p_("column", "From"), p_("column", "To"))
    table(report, Table(title=title, head=head, rows=rows, widths=(5.5, 5.5, 2.5, 2.5)))


def _journey(report: Report, summary: SummaryContent) -> None:
    if not summary.stages:
        return
    title = _("Journey")
    heading(report, title, "SectionHeading")
    rows = tuple(
        (
            stage.label,
            short_date(stage.reached_on),
            _("Present stage") if stage.is_current else _reached(stage.reached_on is not None),
        )
        for stage in summary.stages
    )
    here = frozenset(place for place, stage in enumerate(summary.stages) if stage.is_current)
    head = (_("Stage"), _("Reached on"), _("Where they are"))
    table(report, Table(title=title, head=head, rows=rows, widths=(8, 3, 5), strong=here))


def _reached(reached: bool) -> str:
    return _("Reached") if reached else _("To come")


def _notes(report: Report, summary: SummaryContent) -> None:
    if not summary.notes:
        return
    heading(report, _("Notes"), "SectionHeading")
    small_print(report, _("Only the notes that may be shared are printed here."))
    for note in summary.notes:
        about = ", ".join([short_date(note.written_on), note.author, _(LEVELS[note.level])])
        heading(report, about, "Heading3")
        paragraphs(report, note.text)
