"""Where people stood on one day and where they stand on another: read from the ledgers when it is asked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlite_utils import Database

from core.errors import InvalidInput, NotFound
from core.evaluation import looking, publication, thresholds
from core.evaluation.disclosure import mask
from core.evaluation.results import Answer, Column, Indicator, Result, Row
from core.evaluation.views import Scope
from core.evaluation.words import Vocabulary
from core.language import N_, _, n_
from core.programme import SharedStage, shared_stage_name
from core.staff import Staff
from core.storage import crossing as store
from core.storage.crossing import ENDED, NO_STAGE, NOT_ENTERED
from core.wording import short_date

OUTSIDE = {
    NOT_ENTERED: N_("Not entered yet"),
    NO_STAGE: N_("Without a stage"),
    ENDED: N_("Support ended"),
}


def _never(*_: object) -> Answer:
    raise TypeError("read between two days, with crossing()")


CROSSING = Indicator(
    key="crossing",
    title=N_("Where were people, where are they now?"),
    definition=N_(
        "Each support counts once: in the line of its stage on the first day, in the column of its stage "
        "on the second. What happened in between is not shown."
    ),
    population=N_("Supports begun by the second day and not ended before the first."),
    numerator=N_("Supports that were there, and are here."),
    denominator=N_("All the supports of the line."),
    missing_rule=N_("A support without a stage has a line and a column of its own."),
    columns=(Column(key="of", title=N_("Out of")),),
    answer=_never,
    chart="crossing",
)


def crossing(
    db: Database, scope: Scope, *, first: date, second: date, k: int | None = None, by: Staff, today: date
) -> Result:  # fmt: skip
    """Stage on a first day against stage on a second one.

    Those who see no name are given one table a month, of everybody, fixed with their other figures:
    others, cut out of it or laid beside it, would give small numbers back. Raises `InvalidInput`,
    `NotFound`, `NotAllowed`.
    """
    offered = looking.choices(db, by=by, today=today)
    if scope.cohort_id is not None and scope.cohort_id not in offered.cohorts:
        raise NotFound(_("This cohort does not exist."))
    if not first < second <= today:
        raise InvalidInput(_("Choose two days in order, the second one no later than today."))
    if looking.sees_no_name(by):
        k = max(k or 0, thresholds.of(db).inside)
        if scope.conditions():
            raise InvalidInput(_("This table is only given for everybody. Take the filters away."))
        if (first, second) != days_compared(db, by=by, today=today):
            raise InvalidInput(_("Your role compares the two days of the month’s figures."))
        rows = publication.crossed(db, today)
    else:
        rows = store.crossed(db, _conditions(scope, first, second, by))
    words = looking.words(db)
    counts: Counter[tuple[str, str]] = Counter()
    for before, later, n in rows:
        counts[words.shared.get(before, before), words.shared.get(later, later)] += n
    return _result(counts, words, first, second, k)


def days_compared(db: Database, *, by: Staff, today: date) -> tuple[date, date] | None:
    """The only two days for those who see no name; None for those who choose them."""
    if not looking.sees_no_name(by):
        return None
    return publication.compared_days(publication.of_month(db, today).fixed_on)


def _result(
    counts: Mapping[tuple[str, str], int], words: Vocabulary, first: date, second: date, k: int | None
) -> Result:  # fmt: skip
    order = [NOT_ENTERED, NO_STAGE, *words.stages, ENDED]
    lines = [one for one in order if any(before == one for before, _later in counts)]
    columns = [one for one in order if any(later == one for _before, later in counts)]
    table = _with_margins([[counts.get((a, b), 0) for b in columns] for a in lines])
    shown: Sequence[Sequence[int | None]] = mask(table, k) if k and lines else table
    rows = tuple(
        Row(
            key=line, label=_name(line), group="",
            numbers={**dict(zip(columns, cells, strict=False)), "of": cells[-1]},
        )
        for line, cells in zip(lines, shown, strict=False)
    )  # fmt: skip
    titles = tuple(Column(key=one, title=_name(one)) for one in columns)
    total = shown[-1][-1] if lines else 0
    between = _("From {first} to {second}.").format(
        first=short_date(first), second=short_date(second)
    )
    return Result(
        indicator=replace(CROSSING, columns=(*titles, *CROSSING.columns)),
        answer=Answer(
            rows=rows,
            counted=_("n is masked.")
            if total is None
            else n_("n = {n} support.", "n = {n} supports.", total),
            remark=between,
            points=tuple({"key": one} for one in order if one in {*lines, *columns}),
        ),
        day=second,
    )


def _with_margins(table: Sequence[Sequence[int]]) -> list[list[int]]:
    lines = [[*line, sum(line)] for line in table]
    return [*lines, [sum(column) for column in zip(*lines, strict=True)]]


def _conditions(scope: Scope, first: date, second: date, by: Staff) -> dict[str, Any]:
    since = until = None
    if scope.period:
        year, half = scope.period.split("-")
        since, until = (
            (f"{year}-01-01", f"{year}-06-30")
            if half == "1"
            else (f"{year}-07-01", f"{year}-12-31")
        )
    return {
        "first": first.isoformat(), "second": second.isoformat(), "arm": scope.arm,
        "territory": scope.territory, "cohort": scope.cohort_id, "situation": scope.situation,
        "organisation": looking.organisation_of(by), "since": since, "until": until,
    }  # fmt: skip


def _name(key: str) -> str:
    return _(OUTSIDE[key]) if key in OUTSIDE else shared_stage_name(SharedStage(key))
