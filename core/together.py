"""The same thing for several people at once: seen before it is saved, then saved for all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from core import attendance, milestones, participants, programmes, rollups, saves, sessions, stages
from core.errors import InvalidInput, TrackerError
from core.language import _
from core.participants import Participant
from core.permissions import Action
from core.sessions import Session
from core.staff import Staff
from core.storage.database import attempt, transaction
from core.wording import short_date

MOST = 60  # people at once


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """The same next step for everybody, with its day."""

    what: str
    due: date

    def before(self, _db: Database, person: Participant, _by: Staff) -> str:
        return _step(person.next_step, person.next_step_on)

    def after(self, _db: Database, _person: Participant) -> str:
        return _step(self.what, self.due)

    def keep(self, db: Database, person: Participant, by: Staff, _today: date) -> None:
        kept = participants.get(db, person.id, by=by, to=Action.EDIT_PARTICIPANT)
        values = participants.next_step_values(self.what, self.due)
        if not values["next_step"]:
            raise InvalidInput(_("Write the next step."))
        participants.keep_change(db, kept, values, by=by, version=None)


@dataclass(frozen=True, kw_only=True)
class StageMove:
    """The same stage, reached on the same day."""

    stage: str
    on: date

    def before(self, db: Database, person: Participant, by: Staff) -> str:
        steps = stages.journey(db, person.id, by=by)
        return next((str(step.stage.name) for step in steps if step.here), "")

    def after(self, db: Database, person: Participant) -> str:
        return str(programmes.programme_of(db, person.cohort_id).stage(self.stage).name)

    def keep(self, db: Database, person: Participant, by: Staff, today: date) -> None:
        stages.keep(db, person.id, self.stage, on=self.on, by=by, today=today)


@dataclass(frozen=True, kw_only=True)
class PlannedMilestone:
    """The same day hoped for, for the same milestone."""

    milestone: str
    planned_on: date

    def before(self, db: Database, person: Participant, by: Staff) -> str:
        for line in milestones.table(db, person.id, by=by):
            if line.milestone.key == self.milestone and line.planned_on:
                return short_date(line.planned_on)
        return ""

    def after(self, _db: Database, _person: Participant) -> str:
        return short_date(self.planned_on)

    def keep(self, db: Database, person: Participant, by: Staff, _today: date) -> None:
        milestones.keep_plan(db, person.id, self.milestone, self.planned_on, by=by)


@dataclass(frozen=True, kw_only=True)
class HeldSession:
    """A session where all of them were, in their cohort; whoever else is in it was not concerned."""

    session: Session

    def before(self, _db: Database, _person: Participant, _by: Staff) -> str:
        return ""

    def after(self, db: Database, person: Participant) -> str:
        kind = programmes.programme_of(db, person.cohort_id).kind(self.session.kind)
        what = self.session.title or str(kind.name)
        return _("{what}, {day}").format(what=what, day=short_date(self.session.held_on))

    def keep(self, db: Database, person: Participant, by: Staff, today: date) -> None:
        self.keep_all(db, [person], by, today)

    def keep_all(
        self, db: Database, people: Sequence[Participant], by: Staff, today: date
    ) -> None:  # fmt: skip
        """One session, not one each."""
        cohort = self.session.cohort_id
        if any(person.cohort_id != cohort for person in people):
            raise InvalidInput(
                _("A session brings people of one cohort together: choose it first.")
            )
        called = {person.id for person in people}
        expected = attendance.expected(db, cohort, self.session.held_on, by=by)
        if called - {one.id for one in expected}:
            raise InvalidInput(_("This person was not in the cohort on that day."))
        others = [one.id for one in expected if one.id not in called]
        sessions.keep(db, self.session, {}, others, None, by=by, today=today)


Change = NextStep | StageMove | PlannedMilestone | HeldSession


@dataclass(frozen=True, kw_only=True)
class Line:
    """What a change would do for one person; `problem` says why it cannot be done, else it is empty."""

    id: int
    code: str
    name: str
    before: str
    after: str
    problem: str


def preview(
    db: Database, people: Sequence[int], change: Change, *, by: Staff, today: date
) -> list[Line]:
    """Rehearse a change for each person, and keep nothing. Raises `InvalidInput` for too many people."""
    _check(people)
    with transaction(db), attempt(db, keep=False), rollups.counted_once(db, kept=False):
        return [_line(db, one, change, by=by, today=today) for one in people]


def apply(
    db: Database, people: Sequence[int], change: Change, *, by: Staff, today: date,
    token: str | None = None,
) -> int:  # fmt: skip
    """Keep a change for all of them and return how many: the first problem leaves everything as it was."""
    _check(people)
    with transaction(db), rollups.counted_once(db):
        saves.once(db, token, by=by)
        found = [participants.get(db, one, by=by, to=Action.READ_IDENTITY) for one in people]
        if isinstance(change, HeldSession):
            change.keep_all(db, found, by, today)
            return len(found)
        for person in found:
            change.keep(db, person, by, today)
    return len(found)


def _line(db: Database, one: int, change: Change, *, by: Staff, today: date) -> Line:
    person = participants.get(db, one, by=by, to=Action.READ_IDENTITY)
    before, after, problem = change.before(db, person, by), "", ""
    try:
        with attempt(db, keep=False):
            after = change.after(db, person)
            change.keep(db, person, by, today)
    except TrackerError as refusal:
        problem = str(refusal)
    return Line(
        id=person.id,
        code=person.code,
        name=person.name,
        before=before,
        after=after,
        problem=problem,
    )


def _check(people: Sequence[int]) -> None:
    if not people:
        raise InvalidInput(_("Choose at least one person."))
    if len(people) > MOST:
        raise InvalidInput(_("At most {most} people at once.").format(most=MOST))


def _step(what: str, due: date | None) -> str:
    return f"{what} ({short_date(due)})" if what and due else what
