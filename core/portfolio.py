"""The portfolio of a programme lead: cohorts against their targets, workload, delays, spread between mentors."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from statistics import median
from typing import Any

from sqlite_utils import Database

from core import audit, cohorts, saves
from core.cohorts import Cohort
from core.errors import InvalidInput
from core.evaluation.views import Tally
from core.language import N_, _
from core.permissions import Action, require
from core.programme import SharedStage
from core.programmes import programme_of
from core.staff import Staff
from core.storage import evaluation as counts
from core.storage import portfolio as store
from core.storage.database import transaction

MOST_COHORTS = 60  # a page of the portfolio: the newest open ones
MOST_LINES = 50  # of each other table: what weighs most
HIGHEST = 100_000
LEVELS = (1, 2, 3, 4)


class Figure(StrEnum):
    """What a cohort is held against its targets by."""

    PEOPLE = auto()
    WORKSHOPS = auto()
    PROJECTS = auto()
    PLANS = auto()
    REGISTERED = auto()


FIGURES = {
    Figure.PEOPLE: N_("people who entered"),
    Figure.WORKSHOPS: N_("workshops held"),
    Figure.PROJECTS: N_("people with a project"),
    Figure.PLANS: N_("people at the business plan"),
    Figure.REGISTERED: N_("companies registered"),
}

_REACHED = {
    Figure.PROJECTS: SharedStage.SUPPORT,
    Figure.PLANS: SharedStage.PLAN,
    Figure.REGISTERED: SharedStage.REGISTERED,
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """A cohort: what it has reached, and what it hopes to reach (a figure without a target is not in it)."""

    cohort: Cohort
    reached: Mapping[Figure, int]
    targets: Mapping[Figure, int]


@dataclass(frozen=True, kw_only=True)
class Uncoached:
    """Somebody whom no open account coaches; `coach` is who did, if their account is closed."""

    code: str
    name: str
    cohort: str
    since: date
    coach: str


@dataclass(frozen=True, kw_only=True)
class Load:
    """What rests on one coach today: people, next steps overdue or missing, sessions to write down."""

    name: str
    organisation: str
    people: int
    overdue: int
    no_step: int
    sessions: int


@dataclass(frozen=True, kw_only=True)
class Delay:
    """Milestones of a cohort that wait for a second person, in days."""

    cohort: str
    waiting: int
    median: float
    longest: int


@dataclass(frozen=True, kw_only=True)
class Spread:
    """The marks one mentor gave, level by level, on how many people; never to be shown to mentors."""

    mentor: str
    people: int
    marks: Mapping[int, int]

    @property
    def median(self) -> float:
        return float(median([mark for mark in LEVELS for _one in range(self.marks[mark])]))


@dataclass(frozen=True, kw_only=True)
class Portfolio:
    """Everything that a lead steers by, on one day; of each table at most `MOST_LINES`, what weighs most."""

    lines: tuple[Line, ...]
    left_out: int
    uncoached: tuple[Uncoached, ...]
    uncoached_in_all: int
    loads: tuple[Load, ...]
    delays: tuple[Delay, ...]
    spreads: tuple[Spread, ...]


def read(db: Database, *, by: Staff, today: date) -> Portfolio:
    """The portfolio. Raises `NotAllowed` for anybody but a programme lead."""
    require(by.role, Action.STEER)
    current = [cohort for cohort in cohorts.visible(db, by=by) if cohort.open]
    shown = current[:MOST_COHORTS]
    alone = store.without_a_coach(db, most=MOST_LINES)
    return Portfolio(
        lines=_lines(db, shown),
        left_out=len(current) - len(shown),
        uncoached=tuple(_uncoached(row) for row in alone),
        uncoached_in_all=alone[0]["total"] if alone else 0,
        loads=tuple(_load(row) for row in store.workload(db, today=today.isoformat())[:MOST_LINES]),
        delays=_delays(store.waiting_milestones(db, today=today.isoformat()))[:MOST_LINES],
        spreads=_spreads(db),
    )


def set_targets(
    db: Database, cohort_id: int, targets: Mapping[Figure, int], *, by: Staff, token: str | None = None
) -> None:  # fmt: skip
    """Write down what a cohort hopes to reach; a figure that is left out has no target."""
    require(by.role, Action.STEER)
    cohort = cohorts.get(db, cohort_id, by=by)
    if any(not 1 <= target <= HIGHEST for target in targets.values()):
        raise InvalidInput(_("A target is a whole number above zero."))
    with transaction(db):
        saves.once(db, token, by=by)
        before = {str(key): value for key, value in _targets(db, [cohort])[cohort.id].items()}
        after: dict[str, int | None] = {str(figure): targets.get(figure) for figure in Figure}
        store.set_targets(db, cohort.id, {str(key): value for key, value in targets.items()})
        audit.changed(db, "target", cohort.id, before, after, by=by)
        audit.record(db, "cohort.targets_set", by=by, subject="cohort", subject_id=cohort.id)


def _lines(db: Database, shown: list[Cohort]) -> tuple[Line, ...]:
    if not shown:
        return ()
    only = [str(cohort.id) for cohort in shown]
    sums = counts.of_cohorts(db, "cohort", only=only)
    targets = _targets(db, shown)
    return tuple(
        Line(
            cohort=cohort,
            reached=_reached(db, cohort, Tally(sums.get(str(cohort.id), {}))),
            targets=targets[cohort.id],
        )
        for cohort in shown
    )


def _reached(db: Database, cohort: Cohort, tally: Tally) -> dict[Figure, int]:
    kinds = [kind.key for kind in programme_of(db, cohort.id).session_kinds if kind.collective]
    order = list(SharedStage)
    found = {
        Figure.PEOPLE: tally.n("people"),
        Figure.WORKSHOPS: sum(tally.n("sessions", kind, "held") for kind in kinds),
    }
    for figure, stage in _REACHED.items():
        later = order[order.index(stage) :]
        found[figure] = sum(tally.n("furthest", one) for one in later)
    return found


def _targets(db: Database, shown: list[Cohort]) -> dict[int, dict[Figure, int]]:
    kept: dict[int, dict[Figure, int]] = {cohort.id: {} for cohort in shown}
    for row in store.targets(db, kept):
        kept[row["cohort_id"]][Figure(row["figure"])] = row["target"]
    return kept


def _uncoached(row: Mapping[str, Any]) -> Uncoached:
    return Uncoached(
        code=row["code"], name=f"{row['first_name']} {row['last_name']}".strip(),
        cohort=row["cohort"], since=date.fromisoformat(row["entered_on"]), coach=row["coach"] or "",
    )  # fmt: skip


def _load(row: Mapping[str, Any]) -> Load:
    return Load(
        name=row["name"], organisation=row["organisation"] or "", people=row["people"],
        overdue=row["overdue"], no_step=row["no_step"], sessions=row["sessions"],
    )  # fmt: skip


def _delays(rows: list[dict[str, Any]]) -> tuple[Delay, ...]:
    days: dict[str, list[int]] = {}
    for row in rows:
        days.setdefault(row["cohort"], []).append(row["days"])
    found = (
        Delay(cohort=cohort, waiting=len(some), median=median(some), longest=max(some))
        for cohort, some in days.items()
    )
    return tuple(sorted(found, key=lambda delay: -delay.longest))


def _spreads(db: Database) -> tuple[Spread, ...]:
    people = store.people_by_mentor(db)
    marks: dict[tuple[int, str], dict[int, int]] = {}
    for row in store.marks_by_mentor(db):
        of_mentor = marks.setdefault((row["id"], row["name"]), dict.fromkeys(LEVELS, 0))
        of_mentor[row["mark"]] = row["n"]
    heard = sorted(marks.items(), key=lambda one: -sum(one[1].values()))[:MOST_LINES]
    found = (
        Spread(mentor=name, people=people.get(mentor_id, 0), marks=some)
        for (mentor_id, name), some in heard
    )
    return tuple(sorted(found, key=lambda spread: spread.mentor))
