"""A chapter of the evaluation report: the question, the finding, the chart, the table, what it counts."""

from dataclasses import replace

from core.language import _
from core.reports.evaluation_content import EvaluationContent, Finding
from core.reports.tables import titled_table
from core.reports.word import Report, caption, figure_png, heading, paragraph
from core.wording import plain_date


def write_finding(report: Report, finding: Finding, values: EvaluationContent) -> None:
    """One indicator, everything that belongs to it in one place."""
    heading(report, finding.title)
    paragraph(report, finding.remark, lead=finding.counted, keep=True)
    alone = len(finding.pictures) == 1  # with its table on one page
    for picture in finding.pictures:
        caption(report, "figure", " – ".join(filter(None, (finding.title, picture.group))))
        figure_png(report, picture.png, alt=picture.alt, keep=alone)
    titled_table(report, replace(finding.table, note=_note(finding, values)))


def _note(finding: Finding, values: EvaluationContent) -> str:
    """What stands under a table: what is masked and missing, the day, what is counted out of what."""
    means = masked_means(values) if finding.table.masks else ""
    day = _("Data of {date}.").format(date=plain_date(finding.day))
    told = [(_("Definition"), finding.definition), *finding.rules]
    rules = (_("{label}: {value}").format(label=label, value=text) for label, text in told)
    return "\n".join([" ".join(filter(None, (means, finding.missing, day))), *rules])


def masked_means(values: EvaluationContent) -> str:
    """What the word in a masked cell says; nothing where everything is shown."""
    if values.smallest is None:
        return ""
    return _(
        "Masked: from 1 to {most} people, or a cell that would give so small a number back. Zero is shown."
    ).format(most=values.smallest - 1)
