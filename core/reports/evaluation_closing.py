"""The end of the evaluation report: what changed, what teams observe, what is decided, how it was counted."""

from core.language import N_, _
from core.reports.evaluation_content import EvaluationContent
from core.reports.evaluation_findings import masked_means
from core.reports.exhibits import Table
from core.reports.tables import cell, cell_text, close, grid, row, table, titled_table, twips
from core.reports.word import (
    Report,
    bullets,
    caption,
    heading,
    paragraph,
    paragraphs,
    runs,
    small_print,
)
from core.wording import listed, plain_date

DECISIONS = 6  # lines to fill in by hand
ROOM = 700  # twips, for a line of handwriting
METHOD = (
    (
        N_("How it is counted"),
        N_(
            "Every figure is counted from the dated entries of the teams: entries, stages, sessions, "
            "milestones, exits. A correction is a new entry; nothing is typed into this report by hand. "
            "The same figures stand on screen, in the tables taken away and here."
        ),
    ),
    (
        N_("Intervals"),
        N_(
            "A share comes with its 95 % interval (Wilson): counted again with other people like these, an "
            "interval made this way holds the true share 19 times out of 20. Time until an exit follows "
            "Kaplan–Meier: people still followed count until the day of the figures. Under ten people, no "
            "test is made."
        ),
    ),
)
LIMITS = (
    N_(
        "Recidivism is neither collected nor computed. It needs the national criminal record; an "
        "association cannot measure it."
    ),
    N_(
        "People and groups were not drawn by lot: a difference does not measure the effect of the support."
    ),
    N_("With few people, a share moves a great deal when one person moves: read the counts first."),
    N_("What the teams did not write down is not counted; missing values are said, not guessed."),
    N_("Mentors' marks and people's own ratings are opinions, given at a moment."),
)


def write_earlier(report: Report, values: EvaluationContent) -> None:
    """Counts before and now, where the definition is the same."""
    heading(report, _("What has changed since the last report"))
    earlier = values.earlier
    if earlier is None:
        paragraph(report, _("This is the first report of this scope."))
        return
    sentence = _("Before: “{name}”, data of {before}. Now: data of {now}.")
    paragraph(
        report,
        sentence.format(
            name=earlier.name, before=plain_date(earlier.day), now=plain_date(values.made_on)
        ),
    )
    if not earlier.same_programme:
        paragraph(report, _("The programme definition changed between the two reports."))
    steady = [one.title for one in earlier.changed if one.table is None and not one.remark]
    for one in earlier.changed:
        if one.table is not None:
            heading(report, one.title, "Heading2")
            table(report, one.table)
        elif one.remark:
            heading(report, one.title, "Heading2")
            paragraph(report, one.remark)
    if steady:
        paragraph(report, _("Nothing has changed in:"), keep=True)
        bullets(report, steady)


def write_quotes(report: Report, values: EvaluationContent) -> None:
    """What teams wrote down in the learning log, chosen for this report."""
    heading(report, _("What the teams observe"))
    small_print(
        report,
        _("Chosen from the teams' learning log. These are observations, not measures."),
    )
    for quote in values.quotes:
        about = ", ".join(filter(None, (quote.about, plain_date(quote.day))))
        heading(report, about, "Heading3")
        paragraphs(report, quote.words)


def write_committee(report: Report, values: EvaluationContent) -> None:
    """What the committee fills in by hand: a target for each key figure, and its decisions."""
    heading(report, _("Targets and decisions"))
    if values.figures:
        titled_table(
            report,
            Table(
                title=_("Key figures and targets"),
                head=(_("Key figure"), _("Counted"), _("Target"), _("What the committee says")),
                rows=tuple((label, number, "", "") for label, number in values.figures),
                widths=(5, 2.5, 2.5, 6),
                numeric=frozenset({1, 2}),
                empty=" ",
            ),
        )
    caption(report, "table", _("Decisions of the committee"))
    columns = twips((7, 4, 2.5, 2.5))
    titles = (_("Decision"), _("Who"), _("By when"), _("Budget"))
    head = "".join(
        cell(cell_text(runs(words), "TableHead"), width)
        for words, width in zip(titles, columns, strict=True)
    )
    blank = "".join(cell(cell_text("", "TableText"), width) for width in columns)
    rows = [row(head, head=True), *[row(blank, height=ROOM)] * DECISIONS]
    grid(report, columns, rows, title=_("Decisions of the committee"))
    close(report)


def write_method(report: Report, values: EvaluationContent) -> None:
    """How the figures were counted, in words that a funder can check."""
    heading(report, _("Method"))
    frozen = _(
        "These figures were frozen on {date} and do not move: asked for again, this report is the same. "
        "Their fingerprint is {mark}; two reports with the same fingerprint hold the same figures."
    )
    paragraph(report, frozen.format(date=plain_date(values.made_on), mark=values.mark))
    facts = [
        _("{label}: {value}").format(label=label, value=value) for label, value in values.facts
    ]
    paragraph(report, _("What was counted:"), keep=True)
    bullets(report, facts)
    for title, text in METHOD:
        heading(report, _(title), "Heading2")
        paragraph(report, _(text))
    heading(report, _("Small numbers"), "Heading2")
    paragraph(report, _small_numbers(values))
    if values.groups:
        heading(report, _("Comparison"), "Heading2")
        compared = _("Compared side by side: {groups}. The order is no ranking.")
        paragraph(report, compared.format(groups=listed(values.groups)))


def _small_numbers(values: EvaluationContent) -> str:
    if values.smallest is None:
        return _(
            "All counts are shown, also small ones: this version stays inside the committee. The version "
            "for funders masks them."
        )
    means = masked_means(values)
    before = _(
        "Masking comes before any chart is drawn, in every table and picture alike, and takes in shares "
        "and totals that would give a masked count back."
    )
    return f"{means} {before}"


def write_limits(report: Report) -> None:
    """What these figures do not say."""
    heading(report, _("Limits"))
    bullets(report, [_(limit) for limit in LIMITS])
