"""The evaluation report, printed from a frozen snapshot: the same file each time it is asked for."""

from core.language import _, speaking
from core.reports.evaluation_closing import (
    write_committee,
    write_earlier,
    write_limits,
    write_method,
    write_quotes,
)
from core.reports.evaluation_content import EvaluationContent
from core.reports.evaluation_findings import masked_means, write_finding
from core.reports.package import undated
from core.reports.tables import key_figures
from core.reports.word import (
    Report,
    bullets,
    contents_list,
    cover,
    heading,
    open_report,
    paragraph,
    small_print,
    to_bytes,
)
from core.wording import plain_date, short_date


def evaluation_document(values: EvaluationContent) -> bytes:
    """The report as a Word file: cover, contents, summary, a chapter for each indicator, method."""
    with speaking(values.language):
        title = _("Evaluation report")
        report = open_report(
            title=f"{title} – {values.name}",
            association=values.association,
            author=values.author or values.association,
            made_on=values.made_on,
            heading=f"{title} – {values.readers}",
            foot=_("Data of {date} – fingerprint {mark}").format(
                date=short_date(values.made_on), mark=values.mark
            ),
        )
        cover(report, title, values.name, _cover_lines(values), _cover_foot(values))
        contents_list(report, _chapters(values))
        _summary(report, values)
        for finding in values.findings:
            write_finding(report, finding, values)
        write_earlier(report, values)
        if values.quotes:
            write_quotes(report, values)
        if values.for_committee:
            write_committee(report, values)
        write_method(report, values)
        write_limits(report)
        return undated(to_bytes(report))


def _chapters(values: EvaluationContent) -> list[str]:
    return [
        _("In short"),
        *(finding.title for finding in values.findings),
        _("What has changed since the last report"),
        *([_("What the teams observe")] if values.quotes else []),
        *([_("Targets and decisions")] if values.for_committee else []),
        _("Method"),
        _("Limits"),
    ]


def _cover_lines(values: EvaluationContent) -> list[str]:
    facts = [
        _("{label}: {value}").format(label=label, value=value) for label, value in values.facts
    ]
    return [
        values.association,
        values.readers,
        *facts,
        _("Data of {date}").format(date=plain_date(values.made_on)),
        _("Fingerprint of the figures: {mark}").format(mark=values.mark),
    ]


def _cover_foot(values: EvaluationContent) -> str:
    if values.smallest is None:
        return _(
            "For the steering committee only: small numbers are shown, and could point at somebody."
        )
    return masked_means(values)


def _summary(report: Report, values: EvaluationContent) -> None:
    heading(report, _("In short"), new_page=True)
    if values.figures:
        key_figures(report, values.figures, title=_("Key figures"))
        masked = any(number is None for _label, number in values.figures)
        basis = values.figures_basis
        small_print(report, f"{masked_means(values)} {basis}" if masked else basis)
    if values.groups:
        paragraph(
            report,
            _("Side by side, not a ranking. Under ten people, differences are often chance."),
        )
    if values.left_out:
        small_print(
            report,
            _("Only the newest groups are compared; {n} more did not fit.").format(
                n=values.left_out
            ),
        )
    briefs = [finding.brief for finding in values.findings if finding.brief]
    if briefs:
        paragraph(report, _("Counts first; definitions and intervals follow."), keep=True)
        bullets(report, briefs)
    if values.empty:
        paragraph(report, " ".join(values.empty), lead=_("Nothing to count yet."))
