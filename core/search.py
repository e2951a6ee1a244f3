"""Finding people: the list a role may see, by name, code or project, whatever the accents and the order."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from core.participants import Participant
from core.permissions import Action, Role, require
from core.programme import Programme
from core.programmes import of_cohorts
from core.staff import Staff
from core.storage import participants as store
from core.wording import folded

PAGE = 25  # lines
MOST_FOUND = 8  # people, while one types
MOST_WORDS = 6
SHORTEST_FORGIVEN = 4  # signs


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
class Page:
    """One page of the list, and how many people there are in all."""

    lines: list[Line]
    total: int


@dataclass(frozen=True, kw_only=True)
class Found:
    """Somebody found while one types."""

    code: str
    name: str
    project: str
    cohort: str
    ended_on: date | None


@dataclass(frozen=True, kw_only=True)
class Neighbour:
    """Somebody beside another in a list."""

    code: str
    name: str


def people(
    db: Database, words: str = "", filters: Filters | None = None, *, by: Staff, page: int = 1,
    size: int = PAGE,
) -> Page:  # fmt: skip
    """A page of `size` people by name; `words` in any order, with or without accents, match name, code and project.

    When nobody matches, one slip of the keyboard in each word is forgiven.

    A coach finds the people of their organisation's cohorts. Raises `NotAllowed`.
    """
    require(by.role, Action.LIST_PARTICIPANTS)
    scope = _scope(filters or Filters(), by)
    typed = folded(words).split()[:MOST_WORDS]
    tokens: list[store.Word] = [([word], []) for word in typed]
    rows = store.page(db, scope, tokens, limit=size, offset=(page - 1) * size)
    if typed and not rows and page == 1:
        tokens = [(nearly(word), intact(word)) for word in typed]
        rows = store.page(db, scope, tokens, limit=size, offset=0)
    on_one_page = page == 1 and len(rows) < size
    total = len(rows) if on_one_page else store.count(db, scope, tokens)
    return Page(lines=_lines(db, rows), total=total)


def nearly(word: str) -> list[str]:
    """A word with one slip of the keyboard: a sign changed, forgotten, too many, or two exchanged.

    Short words stay as they are: nearly everything would be near them.
    """
    if len(word) < SHORTEST_FORGIVEN:
        return [word]
    places = range(len(word))
    changed = [f"{word[:at]}_{word[at + 1 :]}" for at in places]
    forgotten = [f"{word[:at]}_{word[at:]}" for at in places[1:]]
    too_many = [f"{word[:at]}{word[at + 1 :]}" for at in places]
    exchanged = [f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}" for at in places[:-1]]
    return list(dict.fromkeys([*changed, *forgotten, *too_many, *exchanged]))


def intact(word: str) -> list[str]:
    """Pieces of a word: whatever the slip, one of them was typed as it should be."""
    if len(word) < SHORTEST_FORGIVEN:
        return []
    half = len(word) // 2
    exchanged = f"{word[: half - 1]}{word[half]}{word[half - 1]}"
    return [word[:half], word[half:], exchanged]


def find(db: Database, words: str, *, by: Staff, most: int = MOST_FOUND) -> list[Found]:
    """The people whom one is typing the name of, followed now or before: whoever has words that begin so.

    When there is nobody, what stands inside a word counts too, and one slip in each. Raises `NotAllowed`.
    """
    require(by.role, Action.LIST_PARTICIPANTS)
    typed = folded(words).split()[:MOST_WORDS]
    if not typed:
        return []
    organisation = _organisation(by)
    rows = store.beginning(db, typed, organisation=organisation, limit=most)
    if not rows:
        tokens = [(list(dict.fromkeys([word, *nearly(word)])), intact(word)) for word in typed]
        rows = store.nearest(db, tokens, organisation=organisation, limit=most)
    return [_found(row) for row in rows]


def neighbours(
    db: Database, person: Participant, *, by: Staff
) -> tuple[Neighbour | None, Neighbour | None]:
    """Who comes before and after somebody, by name, among those followed now in the same cohort."""
    require(by.role, Action.LIST_PARTICIPANTS)
    rows = store.of_cohort(db, person.cohort_id, organisation=_organisation(by), also=person.id)
    at = next((at for at, row in enumerate(rows) if row["id"] == person.id), None)
    if at is None:
        return None, None
    near = [
        Neighbour(code=row["code"], name=f"{row['first_name']} {row['last_name']}".strip())
        for row in rows
    ]
    return (near[at - 1] if at else None), (near[at + 1] if at + 1 < len(near) else None)


def _found(row: dict[str, Any]) -> Found:
    return Found(
        code=row["code"],
        name=f"{row['first_name']} {row['last_name']}".strip(),
        project=row["project"] or "",
        cohort=row["cohort"],
        ended_on=_day(row["ended_on"]),
    )


def _organisation(by: Staff) -> int | None:
    """Whose cohorts somebody sees: None is everybody's."""
    return (by.organisation_id or -1) if by.role is Role.COACH else None


def _scope(filters: Filters, by: Staff) -> dict[str, Any]:
    return {
        "organisation": _organisation(by),
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
