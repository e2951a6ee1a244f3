"""Referrals: somebody is sent to an organisation, which answers, or does not."""

from datetime import date
from typing import Any

from sqlite_utils import Database

from core import audit, clock, participants, programmes, saves
from core.errors import InvalidInput, NotFound
from core.language import _
from core.permissions import Action, Role, require
from core.referral_parts import (
    LONGEST_PURPOSE,
    Answer,
    Kept,
    Referral,
    Reply,
    Waiting,
    told,
)
from core.staff import Staff
from core.storage import organisations
from core.storage import referrals as store
from core.storage.database import transaction
from core.wording import clean, days_before

ANSWER_EXPECTED_AFTER = 14  # days
LONGEST = 200  # lines of a list


def send(
    db: Database, participant_id: int, referral: Referral, *, by: Staff, today: date,
    token: str | None = None,
) -> int:  # fmt: skip
    """Write down that somebody was sent to an organisation; returns the referral's id."""
    person = participants.get(db, participant_id, by=by, to=Action.WRITE_BARRIERS)
    with transaction(db):
        saves.once(db, token, by=by)
        values = _checked(db, person, referral, today)
        kept = {**values, "participant_id": person.id, "recorded_by": by.id}
        referral_id = store.insert(db, kept)
        new = _readable(db, {name: value for name, value in values.items() if value})
        audit.changed(db, "referral", referral_id, {}, new, by=by, participant_id=person.id)
        audit.record(db, "referral.sent", by=by, subject="referral", subject_id=referral_id)
    return referral_id


def correct(
    db: Database, referral: Referral, *, by: Staff, today: date, token: str | None = None
) -> None:
    """Change a referral, its answer included, seen at its `version`. Raises `StaleRecord`."""
    person = _person(db, referral.id, by)
    with transaction(db):
        saves.once(db, token, by=by)
        row = _row(db, referral.id)
        if row["trashed_at"]:
            raise InvalidInput(_("This referral is in the trash. Restore it first."))
        values = _checked(db, person, referral, today)
        saves.same_version(
            row["version"], referral.version, theirs=told(from_row(row)),
            yours=told(from_row({**row, **values, "organisation": ""})),
        )  # fmt: skip
        _change(db, row, values, "referral.changed", by=by)


def answer(
    db: Database, referral_id: int, reply: Reply, *, version: int, by: Staff, today: date,
    token: str | None = None,
) -> None:  # fmt: skip
    """Write down what an organisation answered. Raises `StaleRecord` if it changed since `version`."""
    _person(db, referral_id, by)
    kept = from_row(_row(db, referral_id)).referral
    with_answer = Referral(
        organisation_id=kept.organisation_id, sent_on=kept.sent_on, purpose=kept.purpose,
        barrier=kept.barrier, reply=reply, pass_reference=kept.pass_reference, id=referral_id,
        version=version,
    )  # fmt: skip
    correct(db, with_answer, by=by, today=today, token=token)


def discard(
    db: Database, referral_id: int, *, version: int, by: Staff, token: str | None = None
) -> None:
    """Put a referral into the trash, from where `restore` takes it back."""
    _trash(db, referral_id, clock.now().isoformat(), version, "referral.discarded", by, token)


def restore(
    db: Database, referral_id: int, *, version: int, by: Staff, token: str | None = None
) -> None:
    """Take a referral back from the trash."""
    _trash(db, referral_id, None, version, "referral.restored", by, token)


def get(db: Database, referral_id: int, *, by: Staff) -> Kept:
    """One referral. Raises `NotFound` for one of somebody out of reach."""
    row = _row(db, referral_id)
    participants.get(db, row["participant_id"], by=by, to=Action.READ_BARRIERS)
    return from_row(row)


def of(db: Database, participant_id: int, *, by: Staff, trashed: bool = False) -> list[Kept]:
    """Somebody's referrals, newest first; or those in the trash."""
    participants.get(db, participant_id, by=by, to=Action.READ_BARRIERS)
    rows = store.of_participant(db, participant_id)
    return [from_row(row) for row in rows if bool(row["trashed_at"]) == trashed]


def waiting(db: Database, *, by: Staff, today: date, mine: bool = True) -> list[Waiting]:
    """Referrals without an answer for 14 days, the oldest first, at most `LONGEST`.

    A coach: of the people they coach now, or else of all those in their organisation's cohorts. A
    lead: of everybody.
    """
    require(by.role, Action.SEE_TO_DO)
    coach = by.role is Role.COACH
    scope = {
        "coach": by.id if coach and mine else None,
        "organisation": (by.organisation_id or -1) if coach and not mine else None,
        "before": days_before(today, ANSWER_EXPECTED_AFTER).isoformat(),
        "longest": LONGEST,
    }
    return [
        Waiting(
            referral_id=row["id"], participant_id=row["participant_id"], code=row["code"],
            name=f"{row['first_name']} {row['last_name']}".strip(),
            organisation=row["organisation"], sent_on=date.fromisoformat(row["sent_on"]),
        )
        for row in store.waiting(db, scope)
    ]  # fmt: skip


def _person(db: Database, referral_id: int, by: Staff) -> participants.Participant:
    row = _row(db, referral_id)
    return participants.get(db, row["participant_id"], by=by, to=Action.WRITE_BARRIERS)


def _row(db: Database, referral_id: int) -> dict[str, Any]:
    row = store.by_id(db, referral_id)
    if row is None:
        raise NotFound(_("This referral does not exist."))
    return row


def _checked(
    db: Database, person: participants.Participant, referral: Referral, today: date
) -> dict[str, Any]:
    """A referral as columns, once everything in it is possible."""
    reply = referral.reply
    if not person.entered_on <= referral.sent_on <= today or (reply.on and reply.on > today):
        raise InvalidInput(_("The date comes after the entry, and not in the future."))
    if organisations.by_id(db, "organisations", referral.organisation_id) is None:
        raise InvalidInput(_("Choose the organisation in the list, or add it to the partners."))
    known = {barrier.key for barrier in programmes.barriers_of(db, person.cohort_id)}
    if referral.barrier and referral.barrier not in known:
        raise InvalidInput(
            _("The programme has no barrier {key}.").format(key=referral.barrier)
        )  # fmt: skip
    return {
        "organisation_id": referral.organisation_id,
        "barrier": referral.barrier or None,
        "sent_on": referral.sent_on.isoformat(),
        "purpose": " ".join(clean(referral.purpose, longest=LONGEST_PURPOSE).split()),
        "answer": reply.answer,
        "answered_on": reply.on.isoformat() if reply.on else None,
        "appointment_on": reply.appointment_on.isoformat() if reply.appointment_on else None,
        "pass_reference": clean(referral.pass_reference, longest=24) or None,
    }


def _trash(
    db: Database, referral_id: int, at: str | None, version: int, event: str, by: Staff,
    token: str | None,
) -> None:  # fmt: skip
    _person(db, referral_id, by)
    with transaction(db):
        saves.once(db, token, by=by)
        row = _row(db, referral_id)
        saves.same_version(row["version"], version, theirs=told(from_row(row)))
        if bool(row["trashed_at"]) == bool(at):
            raise InvalidInput(_("This is already done."))
        _change(db, row, {"trashed_at": at}, event, by=by)


def _change(
    db: Database, row: dict[str, Any], values: dict[str, Any], event: str, *, by: Staff
) -> None:
    store.update(db, row["id"], values)
    audit.changed(
        db, "referral", row["id"], _readable(db, row), _readable(db, values), by=by,
        participant_id=row["participant_id"],
    )  # fmt: skip
    audit.record(db, event, by=by, subject="referral", subject_id=row["id"])


def _readable(db: Database, values: dict[str, Any]) -> dict[str, Any]:
    """As the history keeps it: the organisation by its name, the trash as yes or no."""
    said = {name: values[name] for name in values if name in _HISTORY}
    if "organisation_id" in values:
        kept = organisations.by_id(db, "organisations", values["organisation_id"])
        said["organisation"] = kept["name"] if kept else None
    if "answer" in values:
        said["reply"] = values["answer"]
    if "trashed_at" in values:
        said["trashed"] = "yes" if values["trashed_at"] else "no"
    return said


_HISTORY = {
    "barrier", "sent_on", "purpose", "answered_on", "appointment_on", "pass_reference",
}  # fmt: skip


def from_row(row: dict[str, Any]) -> Kept:
    """A kept row as a referral."""
    return Kept(
        referral=Referral(
            id=row["id"], version=row["version"], organisation_id=row["organisation_id"],
            sent_on=date.fromisoformat(row["sent_on"]), purpose=row["purpose"],
            barrier=row["barrier"] or "", pass_reference=row["pass_reference"] or "",
            reply=Reply(
                answer=Answer(row["answer"]), on=_day(row["answered_on"]),
                appointment_on=_day(row["appointment_on"]),
            ),
        ),
        participant_id=row["participant_id"], code=row["code"],
        name=f"{row['first_name']} {row['last_name']}".strip(),
        organisation=row["organisation"], author=row["author"], trashed=bool(row["trashed_at"]),
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
