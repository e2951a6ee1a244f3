"""What goes with a session: its roll call checked against the programme, its note, the cohort's counts."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlite_utils import Database

from core import attendance, notes, participants, rollups, staff
from core.attendance import Mark
from core.errors import InvalidInput
from core.language import _
from core.notes import Draft
from core.permissions import Action
from core.programmes import programme_of
from core.session_lists import HOLDERS
from core.session_parts import Session, State, check_against, readable
from core.staff import Staff
from core.storage import sessions as store


def roll_of(
    db: Database,
    session: Session,
    marks: Mapping[int, Mark],
    not_concerned: Collection[int],
    *,
    by: Staff,
    today: date,
) -> dict[int, Mark] | None:
    """The roll call of a session that fits its programme; None for one without."""
    programme = programme_of(db, session.cohort_id)
    kind = check_against(programme, session, today)
    holder = staff.get(db, session.held_by)
    if holder.role not in HOLDERS:
        raise InvalidInput(_("A session is held by a coach, a mentor or the programme lead."))
    if kind.headcount_only or session.state is not State.HELD:
        if marks:
            raise InvalidInput(_("There is no roll call for this session."))
        return None
    for mark in marks.values():
        if mark.cause:
            programme.cause(mark.cause)
    people = [person.id for person in attendance.expected(db, session.cohort_id, session.held_on, by=by)]  # fmt: skip
    roll = attendance.roll(people, marks, everybody=kind.collective, not_concerned=not_concerned)
    if not kind.collective and not roll:
        raise InvalidInput(_("Choose at least one person."))
    return roll


def keep_around(
    db: Database,
    session_id: int,
    session: Session,
    roll: Mapping[int, Mark] | None,
    note: Draft | None,
    *,
    by: Staff,
) -> None:
    """What goes with a session in the same transaction: roll call, note, counts of the cohort."""
    attendance.keep(db, session_id, session.cohort_id, session.held_on, roll, by=by)
    if note is not None:
        if programme_of(db, session.cohort_id).kind(session.kind).collective or not roll:
            raise InvalidInput(_("A note goes with an individual session that was held."))
        for person in roll:
            participants.get(db, person, by=by, to=Action.WRITE_NOTE)
            notes.keep(db, person, note, session_id=session_id, written_on=session.held_on, by=by)
    rollups.refresh(db, session.cohort_id)


def text_of(db: Database, session: Session, marks: Mapping[int, Mark]) -> str:
    """A session in some lines, with codes for names: what is compared when two people save."""
    people = store.enrolled(db, session.cohort_id, session.held_on.isoformat())
    return readable(
        session,
        marks,
        programme_of(db, session.cohort_id),
        site=store.site_name(db, session.site_id),
        holder=staff.get(db, session.held_by).name,
        people={row["id"]: row["code"] for row in people},
    )
