"""The business plan, in the order in which a bank reads it."""

from core.language import _, speaking
from core.reports.canvas import canvas
from core.reports.content import Chapter, Photograph, PlanContent
from core.reports.exhibits import Chart, Exhibit, Prose, Table
from core.reports.forecast import landscape, prose
from core.reports.native_chart import titled_chart
from core.reports.tables import titled_table
from core.reports.word import (
    Report,
    bullets,
    caption,
    contents_list,
    cover,
    figure_png,
    heading,
    open_report,
    paragraph,
    paragraphs,
    small_print,
    to_bytes,
)
from core.wording import plain_date, short_date

WIDEST, HIGHEST = 16.0, 9.5  # centimetres: two photographs stand on a page
ROOMY = 10  # chapters: a longer contents list has its page to itself


def plan_document(plan: PlanContent) -> bytes:
    """The plan as a Word file: cover, contents, the chapters that are written, annexes."""
    with speaking(plan.language):
        return to_bytes(_written(plan))


def _written(plan: PlanContent) -> Report:
    kind, today = _("Business plan"), plain_date(plan.made_on)
    version = _("Working version of {date}")
    report = open_report(
        title=f"{plan.project} – {kind}",
        association=plan.association,
        author=plan.author or plan.person,
        made_on=plan.made_on,
        heading=kind,
        foot=version.format(date=short_date(plan.made_on)) if plan.working_version else "",
    )
    presented = _("presented by {person}").format(person=plan.person)
    cover(
        report,
        plan.project,
        plan.project_line or kind,
        [kind, presented, today] if plan.project_line else [plan.person, today],
        _("Support: {association}").format(association=plan.association),
    )
    chapters = [chapter for chapter in plan.chapters if not chapter.is_empty]
    annexes = _("Annexes")
    joined = bool(plan.annexes or plan.photographs)
    contents_list(report, [c.title for c in chapters] + [annexes] * joined)
    if not chapters:
        blank = _("No chapter is written yet: each one stands here as soon as it has a few words.")
        paragraph(report, blank)
    if plan.working_version:
        small_print(
            report,
            _("{version}. It may still change: check figures and dates before relying on it.")
            .format(version=version.format(date=today)),
        )  # fmt: skip
    for place, chapter in enumerate(chapters):
        heading(report, chapter.title, new_page=place == 0 and len(chapters) > ROOMY)
        _write_chapter(report, chapter)
    if joined:
        heading(report, annexes)
        bullets(report, plan.annexes)
    for photograph in plan.photographs:
        _print(report, photograph)
    return report


def _print(report: Report, photograph: Photograph) -> None:
    """A picture under its title, as large as half a page allows."""
    caption(report, "figure", photograph.title)
    width = min(WIDEST, HIGHEST * photograph.width / photograph.height)
    figure_png(report, photograph.content, alt=photograph.alternative, width=width)


def _write_chapter(report: Report, chapter: Chapter) -> None:
    followed = bool(chapter.exhibits) and not isinstance(chapter.exhibits[0], Prose)
    paragraphs(report, chapter.text, keep_last=chapter.has_canvas or followed)
    if chapter.has_canvas:
        canvas(report, chapter.canvas)
    for exhibit in chapter.exhibits:
        show(report, exhibit)


def show(report: Report, exhibit: Exhibit) -> None:
    """A table or a chart under its caption, words between them, or a page turned sideways."""
    if isinstance(exhibit, Table):
        titled_table(report, exhibit)
    elif isinstance(exhibit, Chart):
        titled_chart(report, exhibit)
    elif isinstance(exhibit, Prose):
        prose(report, exhibit)
    else:
        landscape(report, exhibit, show)
