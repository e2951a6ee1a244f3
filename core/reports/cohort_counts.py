"""How the counts of a cohort are printed: what is masked, what a figure rests on."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from core.language import _, p_
from core.reports.cohort_content import Basis, CohortContent, Count, Share
from core.reports.exhibits import Cell, Table
from core.reports.tables import titled_table
from core.reports.word import Report
from core.wording import count, percent, plain_date


def masked_means(cohort: CohortContent) -> str:
    """What the word in a masked cell says."""
    return _(
        "Masked: from 1 to {most} people, or a cell that would give so small a number back."
        " Zero is shown."
    ).format(most=cohort.smallest - 1)


def basis_of(cohort: CohortContent, basis: Basis) -> str:
    """What stands under a figure, always in the same order."""
    return " ".join(
        (
            basis.definition,
            _("n = {n}.").format(n=p_("cell", "masked") if basis.n is None else count(basis.n)),
            _("Missing: {n}.").format(n=count(basis.missing)),
            _("Data of {date}.").format(date=plain_date(cohort.made_on)),
        )
    )


def show_table(report: Report, cohort: CohortContent, values: Table) -> None:
    """A table, with the sentence on masked cells when it has one."""
    if values.masks:
        note = " ".join(filter(None, (masked_means(cohort), values.note)))
        values = replace(values, note=note)
    titled_table(report, values)


def marked(labels: tuple[str, ...], values: tuple[Count, ...]) -> tuple[str, ...]:
    """The names of a chart's bars, saying which one is not drawn because it is masked."""
    marked = _("{label} (masked)")
    return tuple(
        marked.format(label=label) if value is None else label
        for label, value in zip(labels, values, strict=True)
    )


def counted(value: Count) -> Cell:
    """A count, or a masked cell."""
    return None if value is None else count(value)


def shared(value: Share) -> Cell:
    """A share in percent, or a masked cell."""
    return None if value is None else percent(value)


def hours(value: float | None) -> Cell:
    """Hours with at most one decimal, or a masked cell."""
    return None if value is None else count(round(value, 1))


def drawn(shares: Iterable[Share]) -> tuple[float | None, ...]:
    """Shares as a chart draws them, rounded as the table prints them."""
    return tuple(
        None if share is None else float(Decimal(str(share)).quantize(Decimal("0.01")))
        for share in shares
    )
