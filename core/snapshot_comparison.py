"""What changed from one snapshot to another: counts before and now, where they count the same thing."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from core import snapshots
from core.evaluation.results import Column, Kind, Result, Row, said
from core.language import _, n_
from core.snapshots import Frozen
from core.staff import Staff
from core.wording import NOTHING

WHOLES = frozenset({"of", "at_risk"})  # what a count is compared with, and not itself a finding


@dataclass(frozen=True, kw_only=True)
class Change:
    """A line of an indicator that is no longer the same: what each of its counts was, and is."""

    group: str
    label: str
    counts: tuple[tuple[str, str], ...]  # said before, said now

    def told(self) -> tuple[str, ...]:
        """Each count as one text: "12 → 15", or only "12" where it stayed; a line may be new at 0."""
        steady = ((NOTHING, said(0)),)
        return tuple(
            now if before == now or (before, now) in steady else f"{before} → {now}"
            for before, now in self.counts
        )


@dataclass(frozen=True, kw_only=True)
class Compared:
    """An indicator in two snapshots: the lines that changed under the names of its counts.

    `same` lines did not change, `masked` ones cannot be compared; `remark` says why there is nothing to
    set side by side.
    """

    title: str
    figures: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    same: int = 0
    masked: int = 0
    remark: str = ""


def compare(db: Database, before_id: int, now_id: int, *, by: Staff) -> tuple[Compared, ...]:
    """What changed between two snapshots that `by` may read. Raises as `snapshots.read`."""
    return compared(snapshots.read(db, before_id, by=by), snapshots.read(db, now_id, by=by))


def compared(before: Frozen, now: Frozen) -> tuple[Compared, ...]:
    """What changed, indicator by indicator, in the order of the later snapshot."""
    known = {result.indicator.key: result for result in before.results}
    return tuple(_compared(known.get(one.indicator.key), one) for one in now.results)


def _compared(before: Result | None, now: Result) -> Compared:
    title = _(now.indicator.title)
    if before is None:
        return Compared(title=title, remark=_("Was not in the earlier snapshot."))
    if list(_meaning(before)) != list(_meaning(now)):
        return Compared(
            title=title,
            remark=_("The definition has changed: the two figures do not count the same thing."),
        )
    known = {(row.group, row.key): row for row in before.answer.rows}
    columns = _counts(now)
    lines = [_change(known.get((row.group, row.key)), row, columns) for row in now.answer.rows]
    changes = tuple(line for line in lines if any(was != now for was, now in line.counts))
    steady = [line for line in lines if line not in changes]
    hidden = [line for line in steady if any(now == said(None) for _was, now in line.counts)]
    return Compared(
        title=title,
        figures=tuple(_(column.title) for column in columns),
        changes=changes,
        same=len(steady) - len(hidden),
        masked=len(hidden),
        remark=_("Masked: what changed cannot be said.") if hidden and not changes else "",
    )


def the_rest(one: Compared) -> str:
    """The lines that are not among the changes, in words."""
    same = n_("{n} other line is the same.", "{n} other lines are the same.", one.same)
    masked = n_("{n} other line is masked.", "{n} other lines are masked.", one.masked)
    return " ".join([same] * (one.same > 0) + [masked] * (one.masked > 0))


def _meaning(result: Result) -> Iterable[str]:
    one = result.indicator
    yield from (one.definition, one.population, one.numerator, one.denominator)
    yield from (column.key for column in one.columns)


def _counts(result: Result) -> list[Column]:
    """The columns of counts; shares move by themselves when few people do."""
    return [
        column
        for column in result.indicator.columns
        if column.kind is Kind.COUNT and column.key not in WHOLES
    ]


def _change(before: Row | None, now: Row, columns: list[Column]) -> Change:
    counts = tuple((before.said(one) if before else NOTHING, now.said(one)) for one in columns)
    return Change(group=now.group, label=now.label, counts=counts)
