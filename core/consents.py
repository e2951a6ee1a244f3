"""Consents: what somebody was told and asked, when, and what they answered; the latest answer holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from sqlite_utils import Database

from core import audit, participants, rollups, saves
from core.errors import InvalidInput
from core.language import N_, _, p_
from core.permissions import Action
from core.staff import Staff
from core.storage import consents as store
from core.storage.database import transaction


class Kind(StrEnum):
    """The notice is given; the three others are asked, and refusing has no consequence."""

    INFORMATION = auto()
    RESEARCH = auto()
    TESTIMONY = auto()
    CONTACT = auto()


KINDS = {
    Kind.INFORMATION: N_("Information notice"),
    Kind.RESEARCH: N_("Research questionnaires"),
    Kind.TESTIMONY: N_("Testimony or picture"),
    Kind.CONTACT: N_("Contact after the support"),
}

MEANINGS = {
    Kind.INFORMATION: N_("The notice was handed over and explained."),
    Kind.RESEARCH: N_("Answering the questionnaires of the evaluation."),
    Kind.TESTIMONY: N_("Telling their story, appearing in a picture."),
    Kind.CONTACT: N_("Being called back after the support, to know how things go."),
}


class Answer(StrEnum):
    GIVEN = auto()
    REFUSED = auto()
    WITHDRAWN = auto()


def answer_name(kind: Kind, answer: Answer) -> str:
    """The answer in the words of what was asked."""
    if kind is Kind.INFORMATION:
        return p_("notice", "given")
    return {
        Answer.GIVEN: p_("consent", "agreed"),
        Answer.REFUSED: p_("consent", "refused"),
        Answer.WITHDRAWN: p_("consent", "withdrawn"),
    }[answer]


@dataclass(frozen=True, kw_only=True)
class Consent:
    """One answer, on a day; `who` wrote it down at `at` (an instant in UTC)."""

    kind: Kind
    answer: Answer
    given_on: date
    who: str
    at: str


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where somebody stands on one kind: the answer that holds (None: not asked) and those before it."""

    kind: Kind
    now: Consent | None
    before: tuple[Consent, ...] = ()


def record(
    db: Database, participant_id: int, kind: Kind, answer: Answer, *, on: date, by: Staff,
    today: date, token: str | None = None,
) -> None:  # fmt: skip
    """Write down what somebody was told or answered on a day; what was said before stays in the history.

    Raises `InvalidInput` for a day to come, or for a withdrawal of what was not given.
    """
    person = participants.get(db, participant_id, by=by, to=Action.EDIT_PARTICIPANT)
    if on > today:
        raise InvalidInput(_("An answer is written down once it was given."))
    if kind is Kind.INFORMATION and answer is not Answer.GIVEN:
        raise InvalidInput(
            _("The notice is given, not agreed to: write down the day it was given.")
        )
    with transaction(db):
        saves.once(db, token, by=by)
        if answer is Answer.WITHDRAWN and state(db, person.id, kind, on=on) is not Answer.GIVEN:
            raise InvalidInput(
                _("Nothing was agreed to on that day: write down a refusal, or check the date.")
            )
        keep(db, person.id, {kind: answer}, on=on, by=by)
        rollups.refresh(db, person.cohort_id)


def keep(
    db: Database, participant_id: int, answers: Mapping[Kind, Answer], *, on: date, by: Staff
) -> None:
    """Keep answers of one day with their traces; inside a transaction whose caller has checked the right."""
    for kind, answer in answers.items():
        before = state(db, participant_id, kind, on=on)
        values = {"answer": answer, "given_on": on.isoformat()}
        consent_id = store.insert(
            db,
            {"participant_id": participant_id, "kind": kind, **values, "recorded_by": by.id},
        )
        if kind is Kind.INFORMATION:
            store.keep_notice_day(db, participant_id)
        old = {"answer": before} if before else {}
        audit.changed(
            db, f"consent {kind}", consent_id, old, values, by=by, participant_id=participant_id
        )
        audit.record(
            db, "consent.recorded", by=by, subject="participant", subject_id=participant_id
        )


def state(db: Database, participant_id: int, kind: Kind, *, on: date) -> Answer | None:
    """The answer that holds at the end of a day, whoever asks; None if nothing was asked yet."""
    row = store.latest(db, participant_id, kind, on.isoformat())
    return Answer(row["answer"]) if row else None


def holds(db: Database, participant_id: int, kind: Kind, *, on: date) -> bool:
    """Whether somebody had agreed on that day: what other verbs ask before they use something."""
    return state(db, participant_id, kind, on=on) is Answer.GIVEN


def declined(db: Database, participant_id: int, kind: Kind, *, on: date) -> bool:
    """Whether somebody had refused or withdrawn on that day; not asked yet is neither yes nor no."""
    return state(db, participant_id, kind, on=on) in {Answer.REFUSED, Answer.WITHDRAWN}


def of(db: Database, participant_id: int, *, by: Staff) -> list[Standing]:
    """Where somebody stands on every kind, in their order, with what was answered before, newest first."""
    participants.get(db, participant_id, by=by, to=Action.READ_IDENTITY)
    answers: dict[Kind, list[Consent]] = {kind: [] for kind in Kind}
    for row in store.of_participant(db, participant_id):
        kind = Kind(row["kind"])
        consent = Consent(
            kind=kind, answer=Answer(row["answer"]), who=row["who"], at=row["recorded_at"],
            given_on=date.fromisoformat(row["given_on"]),
        )  # fmt: skip
        answers[kind].append(consent)
    return [
        Standing(kind=kind, now=said[0] if said else None, before=tuple(said[1:]))
        for kind, said in answers.items()
    ]
