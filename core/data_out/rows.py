"""The rows of a table as the tracker holds them now: for the team at once, for evaluators when they are fixed."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlite_utils import Database

from core.campaigns import SITUATION_GROUPS
from core.data_out import months
from core.data_out.parts import Table
from core.programme import Programme
from core.storage import data_out as store

MONTHLY = "months"


def column_names(one: Table, *, evaluator: bool) -> tuple[str, ...]:
    """The columns of a table that a reader may be given, in order."""
    if one.key == MONTHLY:
        return tuple(one.columns)
    return store.columns(one.key, evaluator=evaluator)


def rows(
    db: Database,
    one: Table,
    names: tuple[str, ...],
    values: Mapping[str, Any],
    programmes: Iterable[Programme],
    *,
    k: int | None = None,
) -> Iterator[tuple[Any, ...]]:
    """The rows, one after the other; with `k`, an evaluator's, each with its form of support at the end."""
    if one.key != MONTHLY:
        yield from store.stream(db, one.key, names, values, evaluator=k is not None)
        return
    workshops = {kind.key for p in programmes for kind in p.session_kinds if kind.collective}
    arm = None if k is not None else values["arm"]
    place = names.index("arm")
    for row in months.rows(db, values, collective=sorted(workshops), k=k, arm=arm):
        yield row if k is None else (*row, row[place])


def lists(known: tuple[Programme, ...]) -> dict[str, str]:
    """What keys of the programmes stand for, as JSON: where two versions name one, the newest is heard."""
    newest_last = known[::-1]
    return {
        "sides": json.dumps({x.key: x.side for p in newest_last for x in p.causes}),
        "shared": json.dumps({x.key: x.shared for p in newest_last for x in p.stages}),
        "exit_classes": json.dumps(
            {x.key: x.exit_class for p in newest_last for x in p.exit_kinds}
        ),
        "situations": json.dumps(SITUATION_GROUPS),
        "health": json.dumps(sorted({x.key for p in known for x in p.barriers if x.referral_only})),
    }
