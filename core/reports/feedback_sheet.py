"""What a mentor says, on a page for the person: short plain sentences in large type, and boxes to answer in."""

from dataclasses import dataclass
from datetime import date

from core.language import _, speaking
from core.reports.content import Cover
from core.reports.word import (
    bullets,
    heading,
    key_point,
    open_report,
    paragraph,
    short_title,
    to_bytes,
)
from core.wording import plain_date

_LINE = "." * 62


@dataclass(frozen=True, kw_only=True)
class FeedbackSheetContent(Cover):
    """What a mentor said of one meeting; nothing in it names a place or a measure.

    `levels` are the sentences that the mentor chose.
    """

    first_name: str
    mentor: str
    met_on: date
    worked_on: str
    strengths: str
    levels: tuple[str, ...]
    next_step: str
    next_step_on: date | None


def feedback_sheet(values: FeedbackSheetContent) -> bytes:
    """The sheet: what was done, what is strong, what the mentor saw, what comes next, and the answer."""
    with speaking(values.language):
        report = open_report(
            title=_("What my mentor says"),
            association=values.association,
            author=values.author or values.association,
            made_on=values.made_on,
            heading=_("For {name}").format(name=values.first_name),
        )
        met = _("Meeting of {day} with {mentor}").format(
            day=plain_date(values.met_on), mentor=values.mentor
        )
        short_title(report, _("What my mentor says"), met, style="EasyTitle")
        for title, text in (
            (_("What we worked on"), values.worked_on),
            (_("My strengths"), values.strengths),
        ):
            if text:
                paragraph(report, text, "EasyText", lead=_("{title}:").format(title=title))
        if values.levels:
            heading(report, _("What my mentor saw"), "EasyHeading")
            bullets(report, values.levels, "EasyBullet")
        if values.next_step:
            heading(report, _("My next step"), "EasyHeading")
            lead = ""
            if values.next_step_on:
                lead = _("For {date}.").format(date=plain_date(values.next_step_on))
            key_point(report, values.next_step, lead=lead, style="EasyKeyPoint")
        heading(report, _("And what do I say?"), "EasyHeading")
        boxes = (_("I agree"), _("I agree in part"), _("I do not agree"))
        paragraph(report, "   ".join(f"☐\u00a0{box}" for box in boxes), "EasyText", keep=True)
        paragraph(report, _("In my words: {blank}").format(blank=_LINE), "EasyText", keep=True)
        paragraph(report, "." * 92, "EasyText", keep=True)
        paragraph(report, _("I may leave this empty. My mentor reads my answer."), "EasyText")
        paragraph(report, _("Read with the coach on: {blank}").format(blank="." * 30), "EasyText")
        return to_bytes(report)
