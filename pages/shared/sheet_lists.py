"""Answer sheets in lists: how many came back, and whose is still due."""

from collections.abc import Sequence

from core.answer_sheets import Due, Rate
from core.language import _, p_
from core.wording import percent, short_date
from pages.shared.markup import Column, empty, link, muted, safe, small, strong, table, two_lines


def rates_table(rates: Sequence[Rate], *, masked: bool) -> None:
    """One row per questionnaire and wave, with the definition under it."""
    if not rates:
        empty(
            _(
                "No questionnaire is due yet. The first ones are as soon as somebody enters a cohort."
            )
        )
        return
    head = [
        Column(_("Questionnaire")), Column(_("Wave")), Column(p_("sheets", "Due"), numeric=True),
        Column(p_("sheets", "Received"), numeric=True), Column(_("Share"), numeric=True),
        Column(_("With a score"), numeric=True), Column(p_("sheets", "Refused"), numeric=True),
        Column(p_("sheets", "Not given"), numeric=True), Column(p_("sheets", "Not received"), numeric=True),
    ]  # fmt: skip
    rows = []
    for rate in rates:
        counts = (rate.scored, rate.refused, rate.not_given, rate.waiting)
        share = percent(rate.share) if rate.share is not None else None
        rows.append(
            [rate.title, rate.wave_title, _shown(rate.due), _shown(rate.received), share]
            + [_shown(number) for number in counts]
        )
    table(head, rows, caption=_("Answers received"))
    small(
        _(
            "Due: people whose wave has come (entry: since their entry; exit and later: since the end of their "
            "support, neutralised exits apart). Received: a sheet with answers, scored or not. Whoever "
            "refused the research, or withdrew, is neither asked nor counted."
        )
    )
    if masked:
        small(_("Masked: fewer than 5, or a number that would give one back."))


def _shown(number: int | None) -> str:
    return _("masked") if number is None else str(number)


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
                _("Type it in"), "questionnaire", code=one.code, instrument=one.instrument,
                wave=one.wave,
            ),
        ]
        for one in waiting
    ]  # fmt: skip
    head = [_("Name"), _("Cohort"), _("Questionnaire"), _("Due since"), _("Sheet")]
    table(head, [[safe(cell) for cell in row] for row in rows], caption=_("Still due"))
