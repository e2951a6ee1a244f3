"""Answer sheets of questionnaires: recorded once for each wave, corrected, put in the trash, given back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlite_utils import Database

from core import audit, participants, programmes, rollups, saves
from core.answer_sheet_parts import (
    OUTCOMES,
    AlreadyCollected,
    Kept,
    Outcome,
    Sheet,
    as_typed,
    from_row,
    typed,
)
from core.answer_sheets_due import (
    Due,
    due,
    due_of,
    instruments_in_use,
    waves_in_use,
)
from core.errors import InvalidInput, NotFound
from core.language import _
from core.participants import Participant
from core.permissions import Action
from core.staff import Staff
from core.storage import answer_sheets as store
from core.storage import staff as staff_store
from core.storage.database import transaction
from core.waves import wave_of
from core.wording import short_date

__all__ = [
    "OUTCOMES",
    "AlreadyCollected",
    "Due",
    "Kept",
    "Outcome",
    "Sheet",
    "as_typed",
    "change",
    "check",
    "correct",
    "due",
    "due_of",
    "get",
    "in_wave",
    "instruments_in_use",
    "may_be_used",
    "of_person",
    "record",
    "restore",
    "trash",
    "typed",
    "waves_in_use",
    "write",
]  # fmt: skip


def record(
    db: Database, participant_id: int, sheet: Sheet, *, by: Staff, today: date,
    token: str | None = None,
) -> int:  # fmt: skip
    """Keep a sheet with its score and return its id.

    Raises `InvalidInput` for a date before the entry or in the future, and `AlreadyCollected`, which
    leads to the sheet that is there, for a wave that already has one.
    """
    person = participants.get(db, participant_id, by=by, to=Action.RECORD_ANSWERS)
    check(db, person, sheet, today=today)
    with transaction(db):
        saves.once(db, token, by=by)
        sheet_id = write(db, person, sheet, by=by)
        rollups.refresh(db, person.cohort_id)
    return sheet_id


def check(db: Database, person: Participant, sheet: Sheet, *, today: date) -> None:
    """Go on, or raise `InvalidInput` for a sheet that cannot be this person's."""
    wave_of(programmes.programme_of(db, person.cohort_id), sheet.wave)
    if sheet.collected_on < person.entered_on:
        sentence = _("The sheet is dated before the entry ({day}). Check the date on the paper.")
        raise InvalidInput(sentence.format(day=short_date(person.entered_on)))
    if sheet.collected_on > today:
        raise InvalidInput(_("The date of a sheet cannot be in the future. Check it on the paper."))
    if sheet.collected_by is not None and staff_store.by_id(db, sheet.collected_by) is None:
        raise InvalidInput(_("Choose who collected the sheet from the list."))


def write(db: Database, person: Participant, sheet: Sheet, *, by: Staff) -> int:
    """Write one checked sheet inside the caller's transaction; the caller refreshes the counts."""
    _only_one(db, person.enrolment_id, sheet)
    values = sheet.columns()
    sheet_id = store.insert(
        db,
        {
            "enrolment_id": person.enrolment_id,
            "instrument": sheet.instrument,
            **values,
            "recorded_by": by.id,
        },
    )
    _trace(db, sheet_id, person.id, None, sheet, by=by)
    audit.record(db, "answer_sheet.recorded", by=by, subject="answer_sheet", subject_id=sheet_id)
    return sheet_id


def correct(
    db: Database, sheet_id: int, sheet: Sheet, *, by: Staff, today: date, version: int,
    token: str | None = None,
) -> None:  # fmt: skip
    """Correct a sheet, its wave included. Raises `StaleRecord` with both if it changed in the meantime."""
    person, _kept = _open(db, sheet_id, by=by, to=Action.RECORD_ANSWERS)
    with transaction(db):
        saves.once(db, token, by=by)
        kept = from_row(_row(db, sheet_id))
        saves.same_version(kept.version, version, theirs=kept.sheet.told(), yours=sheet.told())
        if kept.sheet.instrument != sheet.instrument:
            raise InvalidInput(
                _("A sheet keeps its questionnaire. Put it in the trash and begin again.")
            )
        check(db, person, sheet, today=today)
        _only_one(db, kept.enrolment_id, sheet, but=sheet_id)
        change(db, kept, sheet, by=by)
        rollups.refresh(db, person.cohort_id)


def change(db: Database, kept: Kept, sheet: Sheet, *, by: Staff) -> None:
    """Put a checked sheet in the place of the one that is kept; inside the caller's transaction."""
    store.update(db, kept.id, sheet.columns())
    _trace(db, kept.id, kept.participant_id, kept.sheet, sheet, by=by)
    audit.record(db, "answer_sheet.corrected", by=by, subject="answer_sheet", subject_id=kept.id)


def trash(db: Database, sheet_id: int, *, by: Staff, token: str | None = None) -> None:
    """Put a sheet in the trash: its wave is free again."""
    person, kept = _open(db, sheet_id, by=by, to=Action.RECORD_ANSWERS)
    with transaction(db):
        saves.once(db, token, by=by)
        _set_trashed(db, kept, True, person, by=by)


def restore(db: Database, sheet_id: int, *, by: Staff, token: str | None = None) -> None:
    """Take a sheet out of the trash. Raises `AlreadyCollected` if its wave has another one by now."""
    person, kept = _open(db, sheet_id, by=by, to=Action.RECORD_ANSWERS)
    with transaction(db):
        saves.once(db, token, by=by)
        _only_one(db, kept.enrolment_id, kept.sheet)
        _set_trashed(db, kept, False, person, by=by)


def get(db: Database, sheet_id: int, *, by: Staff) -> Kept:
    """One sheet, for somebody who may read it. Raises `NotFound`."""
    return _open(db, sheet_id, by=by, to=Action.READ_ANSWERS)[1]


def of_person(db: Database, participant_id: int, *, by: Staff, trashed: bool = False) -> list[Kept]:
    """Somebody's sheets in the order they were collected; with `trashed`, those of the trash."""
    person = participants.get(db, participant_id, by=by, to=Action.READ_ANSWERS)
    return [from_row(row) for row in store.of_participant(db, person.id, trashed=trashed)]


def in_wave(db: Database, person: Participant, instrument: str, wave: str) -> Kept | None:
    """The sheet that a checked person already has for a wave."""
    row = store.in_wave(db, person.enrolment_id, instrument, wave)
    return from_row(row) if row else None


def may_be_used(db: Database, participant_id: int, *, by: Staff) -> bool:
    """Whether somebody's sheets enter the evaluation: not if they refused the research or withdrew.

    Then nothing is asked of them and nothing is counted; a sheet filled in for the support itself may
    still be kept in their file.
    """
    person = participants.get(db, participant_id, by=by, to=Action.READ_ANSWERS)
    return store.may_be_used(db, person.id)


def _only_one(db: Database, enrolment_id: int, sheet: Sheet, *, but: int | None = None) -> None:
    there = store.in_wave(db, enrolment_id, sheet.instrument, sheet.wave)
    if there and there["id"] != but:
        sentence = _(
            "There is already a sheet for this wave, of {day}. Open it to correct it, or choose another wave."
        )
        day = short_date(date.fromisoformat(there["collected_on"]))
        raise AlreadyCollected(sentence.format(day=day), sheet_id=there["id"])


def _set_trashed(
    db: Database, kept: Kept, trashed: bool, person: Participant, *, by: Staff
) -> None:  # fmt: skip
    store.set_trashed(db, kept.id, trashed)
    was, is_now = ("no", "yes") if trashed else ("yes", "no")
    audit.changed(
        db, f"questionnaire {kept.sheet.instrument}", kept.id, {"trashed": was}, {"trashed": is_now},
        by=by, participant_id=person.id,
    )  # fmt: skip
    event = "answer_sheet.trashed" if trashed else "answer_sheet.restored"
    audit.record(db, event, by=by, subject="answer_sheet", subject_id=kept.id)
    rollups.refresh(db, person.cohort_id)


def _trace(
    db: Database, sheet_id: int, participant_id: int, old: Sheet | None, new: Sheet, *, by: Staff
) -> None:  # fmt: skip
    audit.changed(
        db, f"questionnaire {new.instrument}", sheet_id, _readable(db, old), _readable(db, new),
        by=by, participant_id=participant_id,
    )  # fmt: skip


def _readable(db: Database, sheet: Sheet | None) -> dict[str, Any]:
    """A sheet as its history keeps it: the wave by its key, the answers in the order of the paper."""
    if sheet is None:
        return {}
    collector: Mapping[str, Any] = staff_store.by_id(db, sheet.collected_by or 0) or {}
    answered = sheet.outcome is Outcome.ANSWERED
    return {
        "wave": sheet.wave,
        "collected_on": sheet.collected_on.isoformat(),
        "collected_by": collector.get("name"),
        "read_aloud": "yes" if sheet.read_aloud else "no",
        "received": str(sheet.outcome),
        "answers": sheet.in_order() if answered else None,
    }


def _open(db: Database, sheet_id: int, *, by: Staff, to: Action) -> tuple[Participant, Kept]:
    row = _row(db, sheet_id)
    return participants.get(db, row["participant_id"], by=by, to=to), from_row(row)


def _row(db: Database, sheet_id: int) -> dict[str, Any]:
    row = store.by_id(db, sheet_id)
    if row is None:
        raise NotFound(_("This answer sheet is not in your follow-up."))
    return row
