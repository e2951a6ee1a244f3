"""What was received since the launch, beside the forecast: a sentence, a chart, a table."""

from collections.abc import Sequence

from core.actuals import Compared, so_far
from core.forecast.months import A_YEAR
from core.forecast.outcome import Forecast
from core.language import _, n_
from core.reports.exhibits import Chart, ChartKind, NumberFormat, Table
from core.reports.forecast_cash import short_month
from core.reports.forecast_words import euros, whole
from core.wording import month


def sentence(compared: Sequence[Compared]) -> str:
    """Received against forecast over the months written, without a judgement."""
    total = so_far(compared)
    return _(
        "So far, over {months}, the turnover received is {received}, against {expected} in the forecast."
    ).format(
        months=n_("{n} month", "{n} months", total.months),
        received=euros(total.received),
        expected=euros(total.expected),
    )


def beside(compared: Sequence[Compared]) -> Chart:
    """Two bars a month, from the first month written to the last, twelve at most; a gap where nobody wrote."""
    written = [at for at, one in enumerate(compared) if one.received is not None]
    shown = compared[written[0] : written[-1] + 1][-A_YEAR:]
    said = [
        _("{month}: forecast {expected}, received {received}").format(
            month=month(one.month),
            expected=euros(one.expected),
            received=_("no figure") if one.received is None else euros(one.received),
        )
        for one in shown
    ]
    return Chart(
        title=_("Turnover of each month: forecast, then received"),
        kind=ChartKind.BAR,
        categories=tuple(short_month(one.month) for one in shown),
        series={
            _("As forecast"): tuple(round(float(one.expected), 2) for one in shown),
            _("Really received"): tuple(
                None if one.received is None else float(one.received) for one in shown
            ),
        },
        number_format=NumberFormat.EUROS,
        alt=_("Two bars a month. {months}.").format(months="; ".join(said)),
        height=6.5,
    )


def table(forecast: Forecast, compared: Sequence[Compared]) -> Table:
    """Every month written, and their total."""
    total = so_far(compared)
    rows = [
        (month(one.month), *map(whole, (one.expected, one.received, one.received - one.expected)))
        for one in compared
        if one.received is not None
    ]
    sums = (total.expected, total.received, total.received - total.expected)
    return Table(
        title=_("Turnover received and forecast, month by month, in euros"),
        head=(_("Month"), _("As forecast"), _("Really received"), _("Difference")),
        rows=(*rows, (_("Total"), *map(whole, sums))),
        widths=(5.5, 3.5, 3.5, 3.5),
        numeric=frozenset({1, 2, 3}),
        total=True,
        note=_("Amounts without VAT.") if forecast.inputs.liable else "",
    )
