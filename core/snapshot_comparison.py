"""What changed from one snapshot to another: counts before and now, where they count the same thing."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from core import snapshots
from core.evaluation.results import Column, Kind, Result, Row
from core.language import _, n_
from core.snapshots import Frozen
from core.staff import Staff

WHOLES = frozenset({"of", "at_risk"})  # what a count is compared with, and not itself a finding


@dataclass(frozen=True, kw_only=True)
class Change:
    """A line of an indicator that is no longer the same; before and now are said, with their figure."""

    group: str
    label: str
    figure: str
    before: str
    now: str


@dataclass(frozen=True, kw_only=True)
class Compared:
    """An indicator in two snapshots: what changed, or in `remark` why nothing is set side by side."""

    title: str
    changes: tuple[Change, ...] = ()
    same: int = 0  # how many counts did not change
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
    rows = {(row.group, row.key): row for row in before.answer.rows}
    changes, same = [], 0
    for row in now.answer.rows:
        for column in _counts(now):
            change = _change(rows.get((row.group, row.key)), row, column)
            if change.before == change.now:
                same += 1
            else:
                changes.append(change)
    return Compared(title=title, changes=tuple(changes), same=same)


def unchanged(same: int) -> str:
    """How many counts stayed as they were, in words."""
    return n_("{n} other count is the same.", "{n} other counts are the same.", same)


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


def _change(before: Row | None, now: Row, column: Column) -> Change:
    return Change(
        group=now.group,
        label=now.label,
        figure=_(column.title),
        before=before.said(column) if before else "",
        now=now.said(column),
    )
