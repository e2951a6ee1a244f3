"""Answer sheets in lists: how many came back, and whose is still due."""

from collections.abc import Sequence

from core.answer_sheets import Due
from core.evaluation.results import Result
from core.language import _
from core.wording import short_date
from pages.shared.markup import Column, empty, link, muted, safe, small, strong, table, two_lines


def rates_table(result: Result) -> None:
    """One row per questionnaire and wave, as the dashboard counts them, with the definition under it."""
    if result.hidden or not result.answer.rows:
        empty(
            _(
                "No number to show yet: nobody is due, or too few people to show without naming them."
            )
        )
        return
    titles = [_("Questionnaire"), *(_(column.title) for column in result.indicator.columns)]
    head = [Column(title, numeric=at > 0) for at, title in enumerate(titles)]
    rows = [
        [row.label, *(row.said(column) for column in result.indicator.columns)]
        for row in result.answer.rows
    ]
    table(head, rows, caption=_(result.indicator.title))
    small(
        " ".join(
            filter(
                None,
                [
                    result.answer.counted,
                    _(result.indicator.definition),
                    _(result.indicator.missing_rule),
                    result.answer.missing,
                    _("On {day}.").format(day=short_date(result.day)),
                ],
            )
        )
    )


def due_table(waiting: Sequence[Due]) -> None:
    """One row per sheet to ask for; the link opens it ready to be typed in."""
    if not waiting:
        empty(_("Nothing to ask for at the moment."))
        return
    rows = [
        [
            two_lines(strong(link(one.name, "participant", code=one.code)), one.code),
            muted(one.cohort),
            one.what,
            short_date(one.day),
            link(
                _("Type in"), "questionnaire", code=one.code, instrument=one.instrument,
                wave=one.wave,
            ),
        ]
        for one in waiting
    ]  # fmt: skip
    head = [_("Name"), _("Cohort"), _("Questionnaire"), _("Due since"), _("Sheet")]
    table(head, [[safe(cell) for cell in row] for row in rows], caption=_("Still due"))
