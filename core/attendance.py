"""Who was at a session: everybody expected is present unless something else is said."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from sqlite_utils import Database

from core import audit, cohorts
from core.errors import InvalidInput
from core.language import _, n_, p_
from core.organisations import CLOSED_SITES, Site
from core.permissions import Action
from core.programme import Programme, side_name
from core.situations import SituationKind
from core.staff import Staff
from core.storage import sessions as store
from core.wording import folded


class Presence(StrEnum):
    PRESENT = auto()
    LATE = auto()
    ABSENT = auto()
    EXCUSED = auto()


THERE = frozenset({Presence.PRESENT, Presence.LATE})


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What is written beside a name; `cause` is a key of the programme, for absences and excuses only."""

    mark: Presence = Presence.PRESENT
    cause: str = ""

    def __post_init__(self) -> None:
        if self.cause and self.mark in THERE:
            raise InvalidInput(_("Only an absence has a cause."))


@dataclass(frozen=True, kw_only=True)
class Expected:
    """Somebody who is called, with the mark they already have at this session.

    `inside` and `site_id` are those of their situation on that day; None where it is not known.
    """

    id: int
    code: str
    name: str
    mark: Mark | None = None
    inside: bool | None = None
    site_id: int | None = None

    def is_elsewhere(self, site: Site | None) -> bool:
        """Whether their situation keeps them from this place: outside a closed one, or inside another."""
        if site is None or self.inside is None or self.site_id == site.id:
            return False
        if site.kind in CLOSED_SITES:
            return not self.inside or self.site_id is not None
        return self.inside


def presence_name(presence: Presence) -> str:
    """The mark as a short noun: Présence, Retard, Absence, Excuse."""
    return {
        Presence.PRESENT: p_("attendance", "Present"),
        Presence.LATE: p_("attendance", "Late"),
        Presence.ABSENT: p_("attendance", "Absent"),
        Presence.EXCUSED: p_("attendance", "Excused"),
    }[presence]


def cause_name(programme: Programme, key: str) -> str:
    """A cause with the side that answers for it: Parloir (établissement)."""
    cause = programme.cause(key)
    return f"{cause.name} ({side_name(cause.side).lower()})"


def counted(marks: Iterable[Presence]) -> str:
    """10 présences, 1 retard, 1 absence: what there is none of is not said."""
    found = Counter(marks)
    said = {
        Presence.PRESENT: n_("{n} present", "{n} present", found[Presence.PRESENT]),
        Presence.LATE: n_("{n} late", "{n} late", found[Presence.LATE]),
        Presence.ABSENT: n_("{n} absent", "{n} absent", found[Presence.ABSENT]),
        Presence.EXCUSED: n_("{n} excused", "{n} excused", found[Presence.EXCUSED]),
    }
    return ", ".join(words for mark, words in said.items() if found[mark])


def expected(
    db: Database, cohort_id: int, on: date, *, by: Staff, session_id: int | None = None
) -> list[Expected]:
    """Who may be called in a cohort on a day, by name, with the marks that a kept session has."""
    cohorts.get(db, cohort_id, by=by, to=Action.RECORD_SESSION)
    marks = of_session(db, session_id) if session_id is not None else {}
    rows = sorted(
        (row for row in store.enrolled(db, cohort_id, on.isoformat()) if _active(row)),
        key=lambda row: (folded(row["last_name"]), folded(row["first_name"]), row["code"]),
    )
    return [
        Expected(
            id=row["id"],
            code=row["code"],
            name=f"{row['first_name']} {row['last_name']}".strip(),
            mark=marks.get(row["id"]),
            inside=None if row["situation"] is None else _inside(row),
            site_id=None if row["on_leave"] else row["site_id"],
        )
        for row in rows
    ]


def roll(
    people: Collection[int],
    exceptions: Mapping[int, Mark],
    *,
    everybody: bool,
    not_concerned: Collection[int] = (),
) -> dict[int, Mark]:
    """The whole roll call from its exceptions.

    `people` may be called. With `everybody`, all of them but those `not_concerned` are present unless
    `exceptions` says otherwise; without, only those in `exceptions` are called.
    Raises `InvalidInput` for somebody who may not be called.
    """
    if exceptions.keys() - set(people):
        raise InvalidInput(
            _("Somebody on this list was not in the cohort on that day. Check the date.")
        )
    called = people if everybody else exceptions
    return {
        person: exceptions.get(person, Mark()) for person in called if person not in not_concerned
    }


def of_session(db: Database, session_id: int) -> dict[int, Mark]:
    """The marks of a kept session, by participant; whoever asks has been let to the session."""
    return {
        row["participant_id"]: Mark(mark=Presence(row["mark"]), cause=row["cause"] or "")
        for row in store.marks(db, session_id)
    }


def keep(
    db: Database,
    session_id: int,
    cohort_id: int,
    on: date,
    marks: Mapping[int, Mark] | None,
    *,
    by: Staff,
) -> None:
    """Write the whole roll call of a session, or none (None); inside the transaction of its save.

    Marks of people whose file is archived or anonymous are no longer called: they stay with the roll call.
    """
    before = of_session(db, session_id)
    gone = before.keys() - (marks or {}).keys()
    if gone and marks is not None:
        enrolled = store.enrolled(db, cohort_id, on.isoformat())
        gone -= {row["id"] for row in enrolled if not _active(row)}
    for person, mark in (marks or {}).items():
        if before.get(person) != mark:
            store.put_mark(db, session_id, person, mark.mark, mark.cause or None)
            _trace(db, session_id, person, before.get(person), mark, by=by)
    store.remove_marks(db, session_id, gone)
    for person in sorted(gone):
        _trace(db, session_id, person, before[person], None, by=by)


def _trace(
    db: Database, session_id: int, person: int, old: Mark | None, new: Mark | None, *, by: Staff
) -> None:
    audit.changed(
        db, "attendance", session_id, _values(old), _values(new), by=by, participant_id=person
    )


def _values(mark: Mark | None) -> dict[str, str | None]:
    return {"mark": mark.mark if mark else None, "cause": mark.cause or None if mark else None}


def _inside(row: Mapping[str, object]) -> bool:
    """During a leave somebody is outside, nowhere in particular."""
    return row["situation"] == SituationKind.INSIDE and not row["on_leave"]


def _active(row: Mapping[str, object]) -> bool:
    return row["standing"] == "active"
