"""The information notice handed to somebody: one page of short sentences, their rights and their choices."""

from dataclasses import dataclass

from core.language import _, speaking
from core.reports.content import Cover
from core.reports.word import Report, heading, open_report, paragraph, short_title, to_bytes
from core.wording import plain_date

BLANK = "." * 30


@dataclass(frozen=True, kw_only=True)
class NoticeContent(Cover):
    """Whom the notice is for, and who follows them; nothing else is said of the person."""

    name: str
    coach: str = ""


def notice_document(notice: NoticeContent) -> bytes:
    """The notice as a Word file, to read together and sign."""
    with speaking(notice.language):
        title = _("Your information, your rights")
        report = open_report(
            title=f"{title} – {notice.name}", association=notice.association,
            author=notice.author or notice.association, made_on=notice.made_on, heading=title,
        )  # fmt: skip
        subtitle = _("{name}, {date}").format(name=notice.name, date=plain_date(notice.made_on))
        short_title(report, title, subtitle, style="EasyTitle")
        _told(report, notice)
        _asked(report)
        return to_bytes(report)


def _told(report: Report, notice: NoticeContent) -> None:
    _part(
        report,
        _("Who keeps your information, and why?"),
        _("{association} keeps it. Your coach: {coach}.").format(
            association=notice.association, coach=notice.coach or BLANK
        ),
        _("It helps you with your project, and shows whether this help is useful."),
    )
    _part(
        report,
        _("What is written down, and who reads it?"),
        _(
            "Your name, your year of birth, your situation, your project, your meetings, your progress."
        )
        + " "
        + _("Nothing about illnesses, religion or your past."),
        _("Your team reads it. Your mentor reads your first name and your project.")
        + " "
        + _("Those who study the programme do not see your name."),
    )
    _part(
        report,
        _("Your rights"),
        _("You may read everything, have it corrected or erased: ask your coach."),
        _("Two years after the last contact, it is erased or kept without your name."),
        _("A problem? Write to: CNIL, TSA 80715, 75334 Paris cedex 07."),
    )


def _asked(report: Report) -> None:
    heading(report, _("Your choices"), "EasyHeading")
    for choice in (
        _("Answering the questionnaires of the study"),
        _("Telling your story or appearing in a picture"),
        _("Being called back after the support"),
    ):
        paragraph(report, choice, "EasyText", lead=_("☐ Yes   ☐ No"))
    paragraph(
        report,
        _("Saying no changes nothing to the help you get. You may change your mind at any time."),
        "EasyText",
    )
    paragraph(
        report,
        _("☐ Read aloud by the coach   Date and signature: {blank}").format(blank=BLANK),
        "EasyText",
    )


def _part(report: Report, title: str, *lines: str) -> None:
    heading(report, title, "EasyHeading")
    for line in lines:
        paragraph(report, line, "EasyText")
