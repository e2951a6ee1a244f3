"""The barriers of somebody: assessed together, followed over time, lifted only by a recorded change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from core import audit, participants, programmes, rollups, saves
from core.barrier_parts import Assessment, Entry, Impact, Line, State, told
from core.errors import InvalidInput
from core.language import _
from core.participants import Participant
from core.permissions import Action
from core.programme import Barrier
from core.staff import Staff
from core.storage import barriers as store
from core.storage.database import transaction


@dataclass(frozen=True, kw_only=True)
class Overview:
    """Every barrier in the programme's order; `version` is what a form that shows them has seen."""

    lines: tuple[Line, ...]
    version: int

    def line(self, barrier: str) -> Line:
        """One of them. Raises `InvalidInput` for a barrier that the programme does not have."""
        for line in self.lines:
            if line.barrier.key == barrier:
                return line
        raise InvalidInput(_("The programme has no barrier {key}.").format(key=barrier))


def state_of(db: Database, participant_id: int, *, by: Staff) -> Overview:
    """Where somebody's barriers stand, with what was said of each over time."""
    person = participants.get(db, participant_id, by=by, to=Action.READ_BARRIERS)
    return _overview(db, person)


def assess(
    db: Database,
    participant_id: int,
    assessments: Iterable[Assessment],
    *,
    on: date,
    seen: int | None = None,
    by: Staff,
    today: date,
    token: str | None = None,
) -> list[str]:
    """Keep, in one go, what is new of these barriers; returns their keys.

    `seen` is the version of the overview that the form showed. Raises `InvalidInput` with the way
    out, `StaleRecord` if somebody else wrote in between.
    """
    person = participants.get(db, participant_id, by=by, to=Action.WRITE_BARRIERS)
    if person.ended_on is not None:
        raise InvalidInput(
            _("The support of this person has ended: their barriers no longer change.")
        )
    if not person.entered_on <= on <= today:
        raise InvalidInput(_("The date comes after the entry, and not in the future."))
    with transaction(db):
        saves.once(db, token, by=by)
        kept = _overview(db, person)
        last = {each.barrier: each for each in assessments}
        said = [(kept.line(barrier), each) for barrier, each in last.items()]
        new = [(line, each) for line, each in said if not line.entries or line.now != each]
        if seen is not None:
            saves.same_version(
                kept.version, seen,
                theirs=_told((line, line.now) for line in kept.lines if line.entries),
                yours=_told(new),
            )  # fmt: skip
        if not new:
            raise InvalidInput(_("Nothing has changed since the last time: nothing to save."))
        for line, each in new:
            _check(line, each, on)
            _append(db, person, line, each, on, by=by)
        audit.record(db, "barriers.assessed", by=by, subject="participant", subject_id=person.id)
        rollups.refresh(db, person.cohort_id)
    return [each.barrier for _line, each in new]


def cancel(
    db: Database,
    participant_id: int,
    barrier: str,
    *,
    seen: int | None = None,
    by: Staff,
    today: date,
    token: str | None = None,
) -> None:
    """Take back the latest entry of a barrier, made by mistake: both stay in the ledger."""
    person = participants.get(db, participant_id, by=by, to=Action.WRITE_BARRIERS)
    with transaction(db):
        saves.once(db, token, by=by)
        kept = _overview(db, person)
        line = kept.line(barrier)
        if seen is not None:
            saves.same_version(kept.version, seen, theirs=_told([(line, line.now)]))
        if not line.entries:
            raise InvalidInput(_("Nothing was written down about this barrier."))
        last = [row for row in store.moves(db, person.enrolment_id) if row["barrier"] == barrier][
            -1
        ]
        values = {name: last[name] for name in ("enrolment_id", *_values(line.now))}
        entry = store.insert_move(
            db,
            {**values, "noted_on": today.isoformat(), "cancels": last["id"], "recorded_by": by.id},
        )
        before = line.entries[-2].said if len(line.entries) > 1 else Assessment(barrier=barrier)
        audit.changed(
            db, f"barrier {barrier}", entry, _readable(line.now), _readable(before), by=by,
            participant_id=person.id,
        )  # fmt: skip
        audit.record(db, "barriers.cancelled", by=by, subject="participant", subject_id=person.id)
        rollups.refresh(db, person.cohort_id)


def _check(line: Line, said: Assessment, on: date) -> None:
    barrier = line.barrier
    if line.entries and on < line.entries[-1].noted_on:
        raise InvalidInput(
            _("{barrier}: a later entry is already written down. Give a date after it.").format(
                barrier=barrier.name
            )
        )
    if said.state is State.NOT_RAISED and line.entries:
        raise InvalidInput(
            _("{barrier} was raised before. If that was a mistake, cancel that entry.").format(
                barrier=barrier.name
            )
        )
    for keys, choices in (
        (said.situations, barrier.situations),
        (said.objectives, barrier.objectives),
    ):
        if not set(keys) <= {choice.key for choice in choices}:
            raise InvalidInput(
                _("{barrier}: choose from the lists of the programme.").format(barrier=barrier.name)
            )


def _append(
    db: Database, person: Participant, line: Line, said: Assessment, on: date, *, by: Staff
) -> None:
    entry = store.insert_move(
        db,
        {
            "enrolment_id": person.enrolment_id,
            **_values(said),
            "noted_on": on.isoformat(),
            "recorded_by": by.id,
        },
    )
    old = _readable(line.now) if line.entries else {}
    new = _readable(said)
    if not line.entries:  # what is not said does not read as a change
        new = {name: value for name, value in new.items() if value}
    audit.changed(
        db, f"barrier {said.barrier}", entry, old, {**new, "on": on}, by=by,
        participant_id=person.id,
    )  # fmt: skip


def _told(lines: Iterable[tuple[Line, Assessment]]) -> str:
    return "\n".join(told(line.barrier, said) for line, said in lines)


def _values(said: Assessment) -> dict[str, Any]:
    return {
        "barrier": said.barrier,
        "state": said.state,
        "impact": said.impact,
        "priority": int(said.priority),
        "situations": said.situations,
        "objectives": said.objectives,
    }


def _readable(said: Assessment) -> dict[str, str | None]:
    return {
        "barrier_state": said.state,
        "impact": said.impact,
        "priority": "yes" if said.priority else None,
        "situations": ", ".join(said.situations) or None,
        "objectives": ", ".join(said.objectives) or None,
    }


def _overview(db: Database, person: Participant) -> Overview:
    rows = store.moves(db, person.enrolment_id)
    return Overview(
        lines=tuple(
            _line(barrier, rows) for barrier in programmes.barriers_of(db, person.cohort_id)
        ),
        version=store.latest(db, person.enrolment_id),
    )


def _line(barrier: Barrier, rows: Sequence[dict[str, Any]]) -> Line:
    return Line(
        barrier=barrier,
        entries=tuple(_entry(row) for row in rows if row["barrier"] == barrier.key),
    )


def _entry(row: dict[str, Any]) -> Entry:
    said = Assessment(
        barrier=row["barrier"],
        state=State(row["state"]),
        impact=Impact(row["impact"]) if row["impact"] else None,
        priority=bool(row["priority"]),
        situations=row["situations"],
        objectives=row["objectives"],
    )
    return Entry(said=said, noted_on=date.fromisoformat(row["noted_on"]), who=row["who"])
