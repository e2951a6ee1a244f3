"""The learning log: dated observations of the teams about what works, what hinders, what puzzles them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from typing import Any

from sqlite_utils import Database

from core import audit, caution, cohorts, programmes, saves
from core.errors import InvalidInput, NotFound
from core.language import N_, _
from core.permissions import Action, Role, require
from core.staff import Staff
from core.storage import learnings as store
from core.storage.database import transaction
from core.wording import clean, folded

LONGEST = 1500  # signs
MOST = 200  # lines of a list


class Kind(StrEnum):
    WORKS = auto()
    HINDERS = auto()
    QUESTION = auto()


KINDS = {
    Kind.WORKS: N_("What works"),
    Kind.HINDERS: N_("What hinders"),
    Kind.QUESTION: N_("A question"),
}


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What somebody is about to write down; with a cohort, the form of support is the cohort's."""

    observed_on: date
    kind: Kind
    body: str
    cohort_id: int | None = None
    arm: str | None = None

    def __post_init__(self) -> None:
        if not self.body.strip():
            raise InvalidInput(_("Write at least a sentence about what was observed."))


@dataclass(frozen=True, kw_only=True)
class Learning:
    """An observation as it is kept; `cohort` and `arm_name` are empty where it is about none."""

    id: int
    observed_on: date
    kind: Kind
    body: str
    cohort_id: int | None
    cohort: str
    arm: str | None
    arm_name: str
    who: str
    version: int


def write(
    db: Database, draft: Draft, *, by: Staff, today: date, token: str | None = None
) -> int:  # fmt: skip
    """Keep an observation and return its id. Raises `InvalidInput` for a day to come."""
    require(by.role, Action.KEEP_LEARNINGS)
    values = _values(db, draft, by=by, today=today)
    with transaction(db):
        saves.once(db, token, by=by)
        learning_id = store.insert(db, {**values, "recorded_by": by.id})
        audit.changed(db, "learning", learning_id, {}, values, by=by)
        audit.record(db, "learning.written", by=by, subject="learning", subject_id=learning_id)
    return learning_id


def change(
    db: Database, learning_id: int, draft: Draft, *, by: Staff, today: date, version: int,
    token: str | None = None,
) -> None:  # fmt: skip
    """Correct an observation, seen at its `version`: a team corrects its log together."""
    _row(db, learning_id, by=by)
    values = _values(db, draft, by=by, today=today)
    with transaction(db):
        saves.once(db, token, by=by)
        row = _row(db, learning_id, by=by)
        saves.same_version(row["version"], version, theirs=row["body"], yours=values["body"])
        store.update(db, learning_id, values)
        audit.changed(db, "learning", learning_id, row, values, by=by)
        audit.record(db, "learning.changed", by=by, subject="learning", subject_id=learning_id)


def trash(db: Database, learning_id: int, *, by: Staff, token: str | None = None) -> None:
    """Put an observation in the trash, from where it can come back."""
    _throw(db, learning_id, trashed=True, by=by, token=token)


def restore(db: Database, learning_id: int, *, by: Staff, token: str | None = None) -> None:
    """Take an observation out of the trash, as it was."""
    _throw(db, learning_id, trashed=False, by=by, token=token)


def _throw(db: Database, learning_id: int, *, trashed: bool, by: Staff, token: str | None) -> None:
    require(by.role, Action.KEEP_LEARNINGS)
    with transaction(db):
        saves.once(db, token, by=by)
        row = _row(db, learning_id, by=by)
        if (row["trashed_at"] is not None) is trashed:
            return
        store.throw(db, learning_id, trashed=trashed)
        old, new = ({"trashed": "yes" if thrown else "no"} for thrown in (not trashed, trashed))
        audit.changed(db, "learning", learning_id, old, new, by=by)
        event = "learning.trashed" if trashed else "learning.restored"
        audit.record(db, event, by=by, subject="learning", subject_id=learning_id)


def of(
    db: Database, *, cohort_id: int | None = None, arm: str | None = None,
    kind: Kind | None = None, trashed: bool = False, by: Staff,
) -> list[Learning]:  # fmt: skip
    """The log, newest first: a coach, that of their organisation's cohorts and colleagues; a lead, all of it."""
    require(by.role, Action.KEEP_LEARNINGS)
    scope = {"organisation": _organisation(by), "cohort": cohort_id, "arm": arm, "kind": kind}
    return _read(db, store.of(db, scope, trash=trashed, most=MOST))


def quotable(
    db: Database, *, by: Staff, cohort_id: int | None = None, arm: str | None = None,
    first: date | None = None, last: date | None = None,
) -> list[Learning]:  # fmt: skip
    """What a report may quote of a period, newest first; only the team reads it, and chooses."""
    require(by.role, Action.KEEP_LEARNINGS)
    scope = {
        "organisation": _organisation(by),
        "cohort": cohort_id,
        "arm": arm,
        "first": first.isoformat() if first else None,
        "last": last.isoformat() if last else None,
    }
    return _read(db, store.of(db, scope, trash=False, most=MOST))


def chosen(db: Database, ids: Sequence[int], *, by: Staff) -> list[Learning]:
    """The observations chosen for a report, oldest first; those out of reach or thrown away are left out."""
    require(by.role, Action.KEEP_LEARNINGS)
    return _read(db, store.chosen(db, list(ids), _organisation(by)))


def arms(db: Database, *, by: Staff) -> dict[str, str]:
    """The forms of support of the cohorts that `by` may open: key → name."""
    require(by.role, Action.KEEP_LEARNINGS)
    names = programmes.arm_names(db)
    used = {cohort.arm for cohort in cohorts.visible(db, by=by)}
    return {key: name for key, name in names.items() if key in used}


def sensitive_words(text: str) -> list[str]:
    """Words that speak of an offence, a sentence or somebody of justice, as they were typed: they warn."""
    return caution.as_written(caution.watched_words(text), text)


def names_said(db: Database, text: str, cohort_id: int, *, by: Staff) -> list[str]:
    """Names of people of a cohort that stand in a text: nobody is named in the log."""
    cohort = cohorts.get(db, cohort_id, by=by, to=Action.LIST_PARTICIPANTS)
    said = set(folded(text).split())
    names = [name for row in store.names_in(db, cohort.id) for name in row.values()]
    return sorted(
        {name for name in names if len(name) > 2 and said.issuperset(folded(name).split())}
    )


def _values(db: Database, draft: Draft, *, by: Staff, today: date) -> dict[str, Any]:
    if draft.observed_on > today:
        raise InvalidInput(_("An observation is written down once it was made."))
    arm = draft.arm
    if draft.cohort_id is not None:
        arm = cohorts.get(db, draft.cohort_id, by=by).arm
    elif arm is not None and arm not in arms(db, by=by):
        raise InvalidInput(_("Choose a form of support from the list."))
    return {
        "observed_on": draft.observed_on.isoformat(),
        "kind": draft.kind,
        "body": clean(draft.body, longest=LONGEST),
        "cohort_id": draft.cohort_id,
        "arm": arm,
    }


def _row(db: Database, learning_id: int, *, by: Staff) -> dict[str, Any]:
    require(by.role, Action.KEEP_LEARNINGS)
    row = store.by_id(db, learning_id, _organisation(by))
    if row is None:
        raise NotFound(_("This observation is not in your log."))
    return row


def _organisation(by: Staff) -> int | None:
    """What a coach's log is limited to; -1 for a coach of no organisation, who reads nothing."""
    return (by.organisation_id or -1) if by.role is Role.COACH else None


def _read(db: Database, rows: list[dict[str, Any]]) -> list[Learning]:
    names = programmes.arm_names(db)
    return [
        Learning(
            id=row["id"], observed_on=date.fromisoformat(row["observed_on"]), body=row["body"],
            kind=Kind(row["kind"]), cohort_id=row["cohort_id"], cohort=row["cohort"] or "",
            arm=row["arm"], arm_name=names.get(row["arm"] or "", ""), who=row["who"],
            version=row["version"],
        )
        for row in rows
    ]  # fmt: skip
