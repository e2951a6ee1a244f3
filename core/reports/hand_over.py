"""The hand-over sheet: what somebody agreed to share with those who take over, and nothing else."""

from dataclasses import dataclass
from datetime import date

from core.language import _, p_, speaking
from core.reports.content import Cover, MilestoneLine, MilestoneState
from core.reports.exhibits import Table
from core.reports.summary_tables import STATES
from core.reports.tables import definition_list, table
from core.reports.word import (
    Report,
    bullets,
    heading,
    key_point,
    open_report,
    paragraph,
    short_title,
    small_print,
    to_bytes,
)
from core.wording import plain_date, short_date


@dataclass(frozen=True, kw_only=True)
class BarrierLine:
    """A difficulty outside the project that one works on, with its objectives."""

    name: str
    objectives: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Internal:
    """What only the prison teams read of each other: the situation, the place, the code."""

    code: str
    cohort: str
    situation: str
    since: date


@dataclass(frozen=True, kw_only=True)
class HandOverContent(Cover):
    """What was agreed to; None where it was not. `agreed_on` is the day of the latest agreement.

    Without `internal` the sheet is for an outside organisation: nothing in it speaks of a measure.
    """

    name: str
    coach: str
    organisation: str = ""
    agreed_on: date | None = None
    internal: Internal | None = None
    project: str | None = None
    stage: str = ""
    stage_since: date | None = None
    milestones: tuple[MilestoneLine, ...] | None = None
    next_step: str | None = None
    next_step_on: date | None = None
    mentor: str | None = None
    barriers: tuple[BarrierLine, ...] | None = None
    chapters: tuple[tuple[str, str], ...] | None = None  # title, state
    phone: str | None = None
    appointment: str = ""
    appointment_on: date | None = None


def hand_over_document(sheet: HandOverContent) -> bytes:
    """The sheet as a Word file, one page or two."""
    with speaking(sheet.language):
        title = _("Hand-over sheet")
        report = open_report(
            title=f"{title} – {sheet.name}",
            association=sheet.association,
            author=sheet.author or sheet.association,
            made_on=sheet.made_on,
            heading=_("Hand-over sheet – between teams only") if sheet.internal else title,
            foot=f"{sheet.name} – {short_date(sheet.made_on)}",
        )
        short_title(
            report,
            sheet.name,
            _("Hand-over sheet, {date}").format(date=plain_date(sheet.made_on)),
        )
        _agreed(report, sheet)
        _facts(report, sheet)
        if sheet.next_step:
            lead = _("Next step.")
            if sheet.next_step_on:
                lead = _("Next step, for {date}.").format(date=short_date(sheet.next_step_on))
            key_point(report, sheet.next_step, lead=lead)
        _milestones(report, sheet)
        _barriers(report, sheet)
        _plan(report, sheet)
        _contacts(report, sheet)
        return to_bytes(report)


def _agreed(report: Report, sheet: HandOverContent) -> None:
    if sheet.agreed_on is None:
        paragraph(report, _("Nothing may be shared yet: the person has not been asked."))
        return
    small_print(
        report,
        _(
            "Only what {name} agreed to share, on {date}. It may be read by those who take over, not handed "
            "on without asking again."
        ).format(name=sheet.name, date=plain_date(sheet.agreed_on)),
    )


def _facts(report: Report, sheet: HandOverContent) -> None:
    pairs = []
    if inside := sheet.internal:
        pairs += [
            (_("Code"), inside.code),
            (_("Cohort"), inside.cohort),
            (_("Situation"), inside.situation),
            (p_("column", "Since"), short_date(inside.since)),
        ]
    coach = ", ".join(filter(None, [sheet.coach, sheet.organisation]))
    pairs.append((_("Followed until now by"), coach))
    if sheet.project is not None:
        pairs.append((_("Project"), sheet.project or _("not chosen yet")))
        stage = sheet.stage
        if sheet.stage_since:
            stage = _("{stage}, since {date}").format(
                stage=sheet.stage, date=plain_date(sheet.stage_since)
            )
        pairs.append((_("Stage"), stage))
    if sheet.mentor is not None:
        pairs.append((_("Mentor"), sheet.mentor or _("none for now")))
    definition_list(report, pairs, title=_("Where things stand"))


def _milestones(report: Report, sheet: HandOverContent) -> None:
    if sheet.milestones is None:
        return
    title = _("Milestones")
    heading(report, title, "SectionHeading")
    begun = [one for one in sheet.milestones if one.state is not MilestoneState.NOT_STARTED]
    if not begun:
        paragraph(report, _("None has begun yet."))
        return
    rows = tuple(
        (one.title, _(STATES[one.state]), short_date(one.planned_on), short_date(one.changed_on))
        for one in begun
    )
    head = (
        _("Milestone"),
        p_("column", "State"),
        p_("column", "Planned"),
        p_("column", "Since"),
    )
    table(report, Table(title=title, head=head, rows=rows, widths=(7.6, 3.4, 2.5, 2.5)))


def _barriers(report: Report, sheet: HandOverContent) -> None:
    if sheet.barriers is None:
        return
    heading(report, _("Difficulties being worked on"), "SectionHeading")
    if not sheet.barriers:
        paragraph(report, _("None is being worked on now."))
    bullets(
        report,
        [
            _("{barrier}: {what}").format(barrier=one.name, what=", ".join(one.objectives).lower())
            for one in sheet.barriers
        ],
    )


def _plan(report: Report, sheet: HandOverContent) -> None:
    if sheet.chapters is None:
        return
    heading(report, _("Business plan"), "SectionHeading")
    if not sheet.chapters:
        paragraph(report, _("No chapter is written yet."))
        return
    bullets(report, [f"{title} ({state})" for title, state in sheet.chapters])
    small_print(report, _("The plan itself is a document of its own, which the person hands over."))


def _contacts(report: Report, sheet: HandOverContent) -> None:
    if sheet.phone is None:
        return
    heading(report, _("Contacts"), "SectionHeading")
    pairs = [(_("Telephone"), sheet.phone or _("none known"))]
    if sheet.appointment:
        on = short_date(sheet.appointment_on)
        pairs.append((_("First appointment"), f"{sheet.appointment}, {on}"))
    definition_list(report, pairs, title=_("Contacts"))
