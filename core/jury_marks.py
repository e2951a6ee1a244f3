"""Marks of a jury: each juror's own until the deliberation opens, then all of them side by side."""

from datetime import date

from sqlite_utils import Database

from core import audit, jury_lists, saves
from core.errors import InvalidInput, NotAllowed, NotFound
from core.jury_parts import (
    LONGEST,
    Deliberation,
    Grid,
    Juror,
    Jury,
    Line,
    Mark,
    State,
    weighted_middle,
)
from core.language import _, n_
from core.staff import Staff
from core.storage import jury as store
from core.storage.database import transaction
from core.wording import clean


def own(db: Database, jury_id: int, *, by: Staff) -> Grid:
    """What one has marked so far oneself; nobody else reads it before the deliberation."""
    jury = jury_lists.get(db, jury_id, by=by)
    if jury.own is None:
        raise NotAllowed(_("You do not sit on this jury."))
    return _grid(db, jury.own.id)


def write(
    db: Database, jury_id: int, grid: Grid, *, hand_in: bool, by: Staff, today: date, version: int,
    token: str | None = None,
) -> None:  # fmt: skip
    """Keep one's own grid, as a draft or handed in; it may change until the deliberation opens.

    `version` is the juror's. Handing in asks for a mark on every point, once the jury has been held.
    """
    with transaction(db):
        saves.once(db, token, by=by)
        jury = _before_deliberation(db, jury_id, by=by)
        if jury.own is None or jury.own.excused:
            raise NotAllowed(
                _("Each juror fills in their own grid, and you do not sit on this jury.")
            )
        if jury.has_read(by.id):
            raise NotAllowed(
                _("You have typed another juror's grid since: your own stays as you handed it in.")
            )
        kept = _readable(_grid(db, jury.own.id), jury)
        saves.same_version(jury.own.version, version, theirs=kept, yours=_readable(grid, jury))
        _keep(db, jury, jury.own, grid, hand_in=hand_in, by=by, today=today)


def type_in(
    db: Database, jury_id: int, member_id: int, grid: Grid, *, by: Staff, today: date, version: int,
    token: str | None = None,
) -> None:  # fmt: skip
    """Type the paper grid of a juror without an account, whole; it cannot be read back before the deliberation.

    Whoever sits too hands in their own grid first: they would read this one before deciding.
    """
    with transaction(db):
        saves.once(db, token, by=by)
        jury = _before_deliberation(db, jury_id, by=by)
        _jury, _person = jury_lists.held(db, jury_id, by=by)
        juror = next((one for one in jury.sitting if one.id == member_id), None)
        if juror is None:
            raise NotFound(_("This person does not sit on this jury."))
        if juror.staff_id is not None:
            raise NotAllowed(_("This juror has an account: they fill in their own grid."))
        if jury.own in jury.awaited:
            raise NotAllowed(_("Hand in your own grid first: each juror marks alone."))
        saves.same_version(juror.version, version, yours=_readable(grid, jury))
        _keep(db, jury, juror, grid, hand_in=True, by=by, today=today)


def deliberation(db: Database, jury_id: int, *, by: Staff) -> Deliberation:
    """Every grid beside the others. Raises `NotAllowed` as long as the deliberation is closed."""
    jury = jury_lists.get(db, jury_id, by=by)
    if not jury.opened_at:
        raise NotAllowed(_("Each grid stays its juror's own until the deliberation opens."))
    sitting = jury.sitting
    marks = store.marks(db, [juror.id for juror in sitting])
    remarks = {row["id"]: row["remarks"] for row in store.members(db, jury.id)}
    lines = tuple(
        Line(
            criterion=criterion,
            marks=tuple(
                (juror.name, Mark(level=level, comment=comment))
                for juror in sitting
                for level, comment in [marks[juror.id][criterion.key]]
            ),
        )
        for criterion in jury.criteria
    )
    return Deliberation(
        lines=lines,
        remarks=tuple((one.name, remarks[one.id]) for one in sitting if remarks[one.id]),
        result=weighted_middle(lines),
    )


def _before_deliberation(db: Database, jury_id: int, *, by: Staff) -> Jury:
    jury = jury_lists.get(db, jury_id, by=by)
    if jury.state is not State.MARKING:
        raise InvalidInput(
            _("The deliberation is open, or the jury called off: no mark changes any more.")
        )
    return jury


def _keep(
    db: Database, jury: Jury, juror: Juror, grid: Grid, *, hand_in: bool, by: Staff, today: date
) -> None:
    """Write a grid over the one that is kept; its history stays out of the participant's file."""
    known = {criterion.key for criterion in jury.criteria}
    if unknown := grid.marks.keys() - known:
        raise InvalidInput(_("The programme has no jury criterion {key}.").format(key=min(unknown)))
    if hand_in and jury.held_on > today:
        raise InvalidInput(
            _("A grid is handed in once the jury has been held. Keep it as a draft.")
        )
    if hand_in and (missing := len(known - grid.marks.keys())):
        raise InvalidInput(
            n_(
                "{n} point has no level yet. Choose one, then hand in.",
                "{n} points have no level yet. Choose them, then hand in.",
                missing,
            )
        )
    before = _grid(db, juror.id)
    marks = {
        key: (mark.level, clean(mark.comment, longest=500)) for key, mark in grid.marks.items()
    }
    remarks = clean(grid.remarks, longest=LONGEST)
    store.update_member(db, juror.id, {"remarks": remarks, "handed_in_at": None})
    store.set_marks(db, juror.id, marks)
    if hand_in:
        store.hand_in(db, juror.id, staff_id=by.id)
    old = {**_flat({key: (m.level, m.comment) for key, m in before.marks.items()})}
    audit.changed(
        db, "jury grid", juror.id, {**old, "remarks": before.remarks},
        {**dict.fromkeys(old), **_flat(marks), "remarks": remarks}, by=by,
    )  # fmt: skip
    event = "jury.handed_in" if hand_in else "jury.marked"
    audit.record(db, event, by=by, subject="jury", subject_id=jury.id)


def _grid(db: Database, member_id: int) -> Grid:
    row = store.member(db, member_id) or {}
    marks = store.marks(db, [member_id])[member_id]
    return Grid(
        marks={key: Mark(level=level, comment=words) for key, (level, words) in marks.items()},
        remarks=row.get("remarks", ""),
    )


def _flat(marks: dict[str, tuple[int, str]]) -> dict[str, str]:
    return {f"mark {key}": f"{level} {words}".strip() for key, (level, words) in marks.items()}


def _readable(grid: Grid, jury: Jury) -> str:
    """A grid in words, to compare two of them."""
    said = [
        f"{criterion.name}: {grid.marks[criterion.key].level} {grid.marks[criterion.key].comment}"
        for criterion in jury.criteria
        if criterion.key in grid.marks
    ]
    return "\n".join([*said, grid.remarks])
