"""Everything that was thrown away in somebody's file, in one list, and the way back for each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from core import (
    annexes,
    answer_sheets,
    clock,
    documents,
    follow_ups,
    participants,
    pinned_facts,
    referrals,
    trash,
)
from core.errors import NotFound
from core.language import _, n_
from core.permissions import Action, allows
from core.staff import Staff


@dataclass(frozen=True, kw_only=True)
class Thrown:
    """One thing in the trash; `noun` is a key of the history, `day` the one it is of, if it has one."""

    noun: str
    id: int
    title: str
    day: date | None = None

    @property
    def key(self) -> str:
        return f"{self.noun}/{self.id}"


def of(db: Database, participant_id: int, *, by: Staff, today: date) -> list[Thrown]:
    """What `by` may put back in somebody's file, noun after noun."""
    person = participants.get(db, participant_id, by=by, to=Action.READ_HISTORY)
    found: list[Thrown] = []
    for action, read, _back in _NOUNS.values():
        if allows(by.role, action, person.relation):
            found += read(db, participant_id, by, today)
    return found


def restore(
    db: Database, participant_id: int, key: str, *, by: Staff, today: date, token: str | None = None
) -> None:
    """Put back what `of` listed under this key. Raises `NotFound` for anything else."""
    thrown = {one.key: one for one in of(db, participant_id, by=by, today=today)}
    if key not in thrown:
        raise NotFound(_("This is not in the trash any more."))
    one = thrown[key]
    _action, _read, back = _NOUNS[_place(one.noun)]
    back(db, one.id, by=by, token=token)


def _place(noun: str) -> str:
    return "session" if noun == "note" else noun


def _sessions(db: Database, person: int, by: Staff, _today: date) -> list[Thrown]:
    return [
        Thrown(noun=one.noun, id=one.id, title=one.title, day=one.day)
        for one in trash.of_participant(db, person, by=by)
    ]


def _facts(db: Database, person: int, by: Staff, _today: date) -> list[Thrown]:
    kept = pinned_facts.of(db, person, trash=True, by=by)
    return [Thrown(noun="fact", id=one.id, title=one.body) for one in kept]


def _documents(db: Database, person: int, by: Staff, _today: date) -> list[Thrown]:
    return [
        Thrown(noun="document", id=one.id, title=one.title, day=one.dated_on)
        for one in documents.of(db, person, trash=True, by=by)
    ]


def _annexes(db: Database, person: int, by: Staff, _today: date) -> list[Thrown]:
    kept = annexes.of(db, person, trash=True, by=by)
    return [
        Thrown(noun="annex", id=one.id, title=one.title, day=clock.local(one.at).date())
        for one in kept
    ]


def _referrals(db: Database, person: int, by: Staff, _today: date) -> list[Thrown]:
    return [
        Thrown(
            noun="referral", id=one.referral.id, title=one.organisation, day=one.referral.sent_on
        )
        for one in referrals.of(db, person, trashed=True, by=by)
    ]


def _sheets(db: Database, person: int, by: Staff, _today: date) -> list[Thrown]:
    return [
        Thrown(
            noun="questionnaire", id=one.id, title=str(one.sheet.questionnaire.short),
            day=one.sheet.collected_on,
        )
        for one in answer_sheets.of_person(db, person, trashed=True, by=by)
    ]  # fmt: skip


def _contacts(db: Database, person: int, by: Staff, today: date) -> list[Thrown]:
    steps = [
        step
        for support in follow_ups.of(db, person, by=by, today=today)
        if support.current
        for step in support.steps
        if step.thrown and step.kept is None
    ]
    return [
        Thrown(
            noun="follow_up", id=step.thrown.id, day=step.thrown.said.contacted_on,
            title=n_("{n} month", "{n} months", step.window.horizon),
        )
        for step in steps if step.thrown
    ]  # fmt: skip


def _put_referral_back(
    db: Database, referral_id: int, *, by: Staff, token: str | None = None
) -> None:
    kept = referrals.get(db, referral_id, by=by)
    referrals.restore(db, referral_id, version=kept.referral.version, by=by, token=token)


Read = Callable[[Database, int, Staff, date], list[Thrown]]
Back = Callable[..., Any]

# Who may put it back, where it is listed, and how it comes back.
_NOUNS: dict[str, tuple[Action, Read, Back]] = {
    "session": (Action.WRITE_NOTE, _sessions, trash.restore),
    "fact": (Action.WRITE_NOTE, _facts, pinned_facts.restore),
    "document": (Action.WRITE_DOCUMENTS, _documents, documents.restore),
    "annex": (Action.WRITE_PLAN, _annexes, annexes.restore),
    "referral": (Action.WRITE_BARRIERS, _referrals, _put_referral_back),
    "questionnaire": (Action.RECORD_ANSWERS, _sheets, answer_sheets.restore),
    "follow_up": (Action.RECORD_FOLLOW_UP, _contacts, follow_ups.restore),
}
