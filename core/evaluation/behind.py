"""The people behind a count: for those who may read their names, as many as the count says."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from core.errors import NotAllowed, NotFound
from core.evaluation import looking
from core.evaluation.views import Scope
from core.language import _
from core.permissions import Action, require
from core.programme import ExitClass, SharedStage
from core.staff import Staff
from core.storage import behind as store

STATES = {"submitted": ("submitted", "validated"), "validated": ("validated",)}
ANSWERS = frozenset(
    {
        ("funnel", "n"),
        ("creation", "n"),
        ("exits", "n"),
        *(("milestones", column) for column in STATES),
    }
)


@dataclass(frozen=True, kw_only=True)
class Behind:
    """Somebody behind a count; their name is empty once their file is put away."""

    code: str
    name: str
    cohort: str


def people_behind(
    db: Database,
    indicator_key: str,
    row_key: str,
    scope: Scope,
    *,
    column: str = "n",
    by: Staff,
    today: date,
) -> list[Behind]:
    """Who stands behind a number of an indicator's line, by cohort and code; once per number counted.

    Raises `NotAllowed` for those who read no name, `NotFound` for a number that has no list (the ones
    that have are in `ANSWERS`) or a group that is not theirs.
    """
    require(by.role, Action.VIEW_DASHBOARD)
    if looking.sees_no_name(by):
        raise NotAllowed(_("Your role reads figures and no names."))
    if (indicator_key, column) not in ANSWERS:
        raise NotFound(_("There is no list behind this number."))
    looking.look(db, scope, by=by, today=today)
    asked: dict[str, Any] = {**scope.conditions(), "organisation": looking.organisation_of(by)}
    if indicator_key == "milestones":
        found = store.who_has(db, row_key, STATES[column], asked)
    elif indicator_key == "exits":
        found = _who_left(db, row_key, asked)
    else:
        found = _who_reached(db, row_key, asked)
    return [
        Behind(
            code=row["code"],
            name=f"{row['first_name']} {row['last_name']}" if row["standing"] == "active" else "",
            cohort=row["cohort"],
        )
        for row in found
    ]


def _who_reached(db: Database, stage: str, asked: dict[str, Any]) -> list[dict[str, Any]]:
    order = list(SharedStage)
    if stage not in order:
        raise NotFound(_("There is no list behind this number."))
    enough = set(order[order.index(SharedStage(stage)) :])
    stages = [
        (programme_id, one.key)
        for programme_id, programme in looking.programmes_in_use(db)
        for one in programme.stages
        if one.shared in enough
    ]
    return store.who_reached(db, stages, asked)


def _who_left(db: Database, exit_class: str, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """The kinds of exit of a class; what no programme names is among the others."""
    classes = {key: kind.exit_class for key, kind in looking.words(db).exit_kinds.items()}
    among = exit_class != ExitClass.OTHER
    kinds = [key for key, one in classes.items() if (one == exit_class) == among]
    return store.who_left(db, kinds, asked, among=among)
