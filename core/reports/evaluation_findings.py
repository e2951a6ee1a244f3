"""A chapter of the evaluation report: the question, the finding, the chart, the table, what it counts."""

from dataclasses import replace

from core.language import _
from core.reports.evaluation_content import EvaluationContent, Finding
from core.reports.tables import titled_table
from core.reports.word import Report, caption, figure_png, heading, paragraph, small_print
from core.wording import plain_date


def write_finding(report: Report, finding: Finding, values: EvaluationContent) -> None:
    """One indicator, everything that belongs to it in one place."""
    heading(report, finding.title)
    if finding.table.rows:
        paragraph(report, finding.remark, lead=finding.counted, keep=True)
        alone = len(finding.pictures) == 1  # with its table on one page
        for picture in finding.pictures:
            about = " – ".join(filter(None, (finding.title, picture.group)))
            caption(report, "figure", about)
            figure_png(report, picture.png, alt=picture.alt, keep=alone)
        means = masked_means(values) if finding.table.masks else ""
        note = " ".join(filter(None, (means, finding.missing, _day(finding))))
        titled_table(report, replace(finding.table, note=note))
    else:
        paragraph(report, _("Nothing to count yet."))
    _rules(report, finding)


def masked_means(values: EvaluationContent) -> str:
    """What the word in a masked cell says; nothing where everything is shown."""
    if values.smallest is None:
        return ""
    return _(
        "Masked: from 1 to {most} people, or a cell that would give so small a number back. Zero is shown."
    ).format(most=values.smallest - 1)


def _day(finding: Finding) -> str:
    return _("Data of {date}.").format(date=plain_date(finding.day))


def _rules(report: Report, finding: Finding) -> None:
    """The definition, then what is counted and out of what."""
    told = [(_("Definition"), finding.definition), *finding.rules]
    small_print(
        report,
        "\n".join(
            _("{label}: {value}").format(label=label, value=sentence) for label, sentence in told
        ),
    )
