"""Finding people: the list a role may see, by name, code or project, whatever the accents and the order."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from core.permissions import Action, Role, require
from core.programme import Programme
from core.programmes import of_cohorts
from core.staff import Staff
from core.storage import participants as store
from core.wording import folded

PAGE = 25  # lines


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What the list is narrowed to; None is everything."""

    cohort_id: int | None = None
    coach_id: int | None = None
    stage: str | None = None
    ended: bool | None = False


@dataclass(frozen=True, kw_only=True)
class Line:
    """Somebody in the list."""

    id: int
    code: str
    name: str
    project: str
    cohort: str
    cohort_id: int
    coach: str
    stage: str  # its name in the language in force
    last_session: date | None
    next_step: str
    next_step_on: date | None
    ended_on: date | None


@dataclass(frozen=True, kw_only=True)
class Found:
    """One page of the list, and how many people there are in all."""

    lines: list[Line]
    total: int


def people(
    db: Database, words: str = "", filters: Filters | None = None, *, by: Staff, page: int = 1
) -> Found:
    """A page of people by name; `words` in any order, with or without accents, match name, code and project.

    A coach finds the people of their organisation's cohorts. Raises `NotAllowed`.
    """
    require(by.role, Action.LIST_PARTICIPANTS)
    scope = _scope(filters or Filters(), by)
    tokens = folded(words).split()[:8]
    rows = store.page(db, scope, tokens, limit=PAGE, offset=(page - 1) * PAGE)
    on_one_page = page == 1 and len(rows) < PAGE
    total = len(rows) if on_one_page else store.count(db, scope, tokens)
    return Found(lines=_lines(db, rows), total=total)


def _scope(filters: Filters, by: Staff) -> dict[str, Any]:
    return {
        "organisation": (by.organisation_id or -1) if by.role is Role.COACH else None,
        "cohort": filters.cohort_id,
        "coach": filters.coach_id,
        "stage": filters.stage,
        "ended": filters.ended,
    }


def _lines(db: Database, rows: list[dict[str, Any]]) -> list[Line]:
    programmes = of_cohorts(db, (row["cohort_id"] for row in rows))
    return [_line(row, programmes[row["cohort_id"]]) for row in rows]


def _line(row: dict[str, Any], programme: Programme) -> Line:
    return Line(
        id=row["id"],
        code=row["code"],
        name=f"{row['first_name']} {row['last_name']}".strip(),
        project=row["project"] or "",
        cohort=row["cohort"],
        cohort_id=row["cohort_id"],
        coach=row["coach"] or "",
        stage=str(programme.stage(row["stage"]).name) if row["stage"] else "",
        last_session=_day(row["last_session"]),
        next_step=row["next_step"] or "",
        next_step_on=_day(row["next_step_on"]),
        ended_on=_day(row["ended_on"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
