"""A session as it is written down, as it is kept, and as it is said in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum, auto
from typing import Any

from core.attendance import Mark, Presence, cause_name, presence_name
from core.errors import InvalidInput
from core.language import N_, _
from core.programme import Programme, SessionKind
from core.wording import clean, clock_time, count, duration, short_date

SHORTEST, LONGEST = 5, 720  # minutes


class State(StrEnum):
    PLANNED = auto()
    HELD = auto()
    NOT_HELD = auto()


STATES = {
    State.HELD: N_("Held"),
    State.NOT_HELD: N_("Not held"),
    State.PLANNED: N_("Planned"),
}


@dataclass(frozen=True, kw_only=True)
class Session:
    """A session as somebody writes it down. `held_by` is who held it, not who types it in.

    `kind` and `cause` are keys of the programme; `headcount` is for kinds that count people without names.
    """

    cohort_id: int
    kind: str
    held_on: date
    minutes: int
    held_by: int
    title: str = ""
    starts_at: time | None = None
    site_id: int | None = None
    speakers: str = ""
    state: State = State.HELD
    cause: str = ""
    headcount: int | None = None

    def __post_init__(self) -> None:
        if not SHORTEST <= self.minutes <= LONGEST:
            raise InvalidInput(
                _("A session lasts between {shortest} and {longest} minutes.").format(
                    shortest=SHORTEST, longest=LONGEST
                )
            )
        if self.state is State.NOT_HELD and not self.cause:
            raise InvalidInput(_("A session that was not held has a cause: choose it."))
        if self.state is not State.NOT_HELD and self.cause:
            raise InvalidInput(_("Only a session that was not held has a cause."))
        if self.headcount is not None and self.headcount < 0:
            raise InvalidInput(_("The number of people cannot be below zero."))


@dataclass(frozen=True, kw_only=True)
class KeptSession(Session):
    """A session as it is kept, with the words of its programme and the names of its people.

    `present` and `expected` count the roll call; both are 0 where there is none. `person` is named in
    lists, for a session with one person alone.
    """

    id: int
    kind_name: str
    cohort: str
    site: str
    holder: str
    recorder: str
    recorded_at: str
    version: int
    present: int = 0
    expected: int = 0
    person: str = ""

    @property
    def name(self) -> str:
        """The title, or the kind where there is none."""
        return self.title or self.kind_name


def starting(session: Session) -> str:
    """14 h 00, or nothing where the hour is not known."""
    if session.starts_at is None:
        return ""
    return clock_time(datetime.combine(session.held_on, session.starts_at))


def hours(session: Session) -> str:
    """14 h 00 à 16 h 00, or how long it lasts where the hour is not known."""
    if session.starts_at is None:
        return duration(session.minutes)
    start = datetime.combine(session.held_on, session.starts_at)
    end = start + timedelta(minutes=session.minutes)
    return _("{start} to {end}").format(start=clock_time(start), end=clock_time(end))


def check_against(programme: Programme, session: Session, today: date) -> SessionKind:
    """The kind of a session that fits its programme and its day. Raises `InvalidInput`."""
    kind = programme.kind(session.kind)
    if session.cause:
        programme.cause(session.cause)
    if session.state is State.HELD and session.held_on > today:
        raise InvalidInput(_("A session whose day has not come is planned, not held."))
    if session.headcount is not None and not kind.headcount_only:
        raise InvalidInput(_("This kind of session has a roll call, not a number of people."))
    if kind.headcount_only and session.state is State.HELD and session.headcount is None:
        raise InvalidInput(_("Write how many people were there."))
    return kind


def columns(session: Session) -> dict[str, Any]:
    """A session as columns."""
    return {
        "cohort_id": session.cohort_id,
        "kind": session.kind,
        "title": clean(session.title, longest=120),
        "held_on": session.held_on.isoformat(),
        "starts_at": session.starts_at.strftime("%H:%M") if session.starts_at else None,
        "minutes": session.minutes,
        "site_id": session.site_id,
        "held_by": session.held_by,
        "speakers": clean(session.speakers, longest=200),
        "state": session.state,
        "cause": session.cause or None,
        "headcount": session.headcount if session.state is State.HELD else None,
    }


def from_row(row: Mapping[str, Any], programme: Programme) -> KeptSession:
    """A stored row as a session."""
    kind = programme.kind(row["kind"])
    return KeptSession(
        id=row["id"],
        cohort_id=row["cohort_id"],
        kind=row["kind"],
        held_on=date.fromisoformat(row["held_on"]),
        minutes=row["minutes"],
        held_by=row["held_by"],
        title=row["title"],
        starts_at=time.fromisoformat(row["starts_at"]) if row["starts_at"] else None,
        site_id=row["site_id"],
        speakers=row["speakers"],
        state=State(row["state"]),
        cause=row["cause"] or "",
        headcount=row["headcount"],
        kind_name=str(kind.name),
        cohort=row["cohort"],
        site=row["site"] or "",
        holder=row["holder"],
        recorder=row["recorder"],
        recorded_at=row["recorded_at"],
        version=row["version"],
        present=row.get("present") or 0,
        expected=row.get("expected") or 0,
        person="" if kind.collective else row.get("person") or "",
    )


def readable(
    session: Session,
    marks: Mapping[int, Mark],
    programme: Programme,
    *,
    site: str,
    holder: str,
    people: Mapping[int, str],
) -> str:
    """A session in some lines, with the exceptions of its roll call: what two people compare."""
    state = _(STATES[session.state])
    if session.cause:
        state += f", {cause_name(programme, session.cause)}"
    lines = [
        ", ".join(filter(None, [str(programme.kind(session.kind).name), session.title])),
        f"{short_date(session.held_on)}, {hours(session)}",
        ", ".join(filter(None, [site, holder, session.speakers])),
        state,
    ]
    if session.headcount is not None:
        lines.append(count(session.headcount))
    for person, mark in marks.items():
        if mark.mark is not Presence.PRESENT:
            said = presence_name(mark.mark)
            why = f", {cause_name(programme, mark.cause)}" if mark.cause else ""
            lines.append(f"{people.get(person, '')} {said}{why}")
    return "\n".join(filter(None, lines))
