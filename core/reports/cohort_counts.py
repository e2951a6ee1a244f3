"""How the numbers of a cohort are printed: what is masked, what a figure rests on."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from math import isnan

from core.language import _, p_
from core.reports.cohort_content import Basis, CohortContent, Count, Share
from core.reports.exhibits import Cell, Table
from core.reports.tables import titled_table
from core.reports.word import Report, paragraph
from core.wording import NOTHING, count, percent, plain_date


def counted(value: float | None) -> Cell:
    """A number, a dash where there is none, or a masked cell."""
    if value is None:
        return None
    return NOTHING if isnan(value) else count(round(value, 1))


def shared(value: Share) -> Cell:
    """A share in percent, a dash for a share of nobody, or a masked cell."""
    if value is None:
        return None
    return NOTHING if isnan(value) else percent(value)


def interval(low: Share, high: Share) -> Cell:
    """The two bounds of a share."""
    if low is None or high is None:
        return None
    if isnan(low) or isnan(high):
        return NOTHING
    return p_("marks", "{low} to {high}").format(low=count(round(low * 100)), high=percent(high))


def drawn(shares: Iterable[Share]) -> tuple[float | None, ...]:
    """Shares as a chart draws them, rounded as the table prints them."""
    return tuple(
        None
        if share is None or isnan(share)
        else float(Decimal(str(share)).quantize(Decimal("0.01")))
        for share in shares
    )


def marked(labels: tuple[str, ...], values: tuple[Count, ...]) -> tuple[str, ...]:
    """The names of a chart's bars, saying which one is not drawn because it is masked."""
    masked = _("{label} (masked)")
    return tuple(
        masked.format(label=label) if value is None else label
        for label, value in zip(labels, values, strict=True)
    )


def basis_of(cohort: CohortContent, basis: Basis) -> str:
    """What stands under a figure, always in the same order."""
    day = _("Data of {date}.").format(date=plain_date(cohort.made_on))
    return " ".join(filter(None, (basis.definition, basis.counted, basis.missing, day)))


def masked_means(cohort: CohortContent) -> str:
    """What the word in a masked cell says; nothing where everything is shown."""
    if cohort.smallest is None:
        return ""
    return _(
        "Masked: from 1 to {most} people, or a cell that would give so small a number back. Zero is shown."
    ).format(most=cohort.smallest - 1)


def show_table(report: Report, cohort: CohortContent, values: Table) -> None:
    """A table, with the sentence on masked cells when it has one."""
    if values.masks:
        note = " ".join(filter(None, (masked_means(cohort), values.note)))
        values = replace(values, note=note)
    titled_table(report, values)


def remark(report: Report, basis: Basis) -> None:
    """The finding of an indicator, if it has one, above what shows it."""
    if basis.remark:
        paragraph(report, basis.remark, keep=True)
