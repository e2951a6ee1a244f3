"""The trace of every deed, written in the same transaction as the deed."""

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from core.staff import Staff
from core.storage import traces as store


def record(
    db: Database, event: str, *, by: Staff | None, subject: str = "", subject_id: int | None = None
) -> None:
    """Keep who did what (`session.recorded`) to which record. No personal data in it."""
    store.insert_audit(
        db, event=event, staff_id=by.id if by else None, subject=subject or None,
        subject_id=subject_id,
    )  # fmt: skip


def changed(
    db: Database,
    noun: str,
    record_id: int,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    *,
    by: Staff,
    participant_id: int | None = None,
) -> None:
    """Keep, for each field of `new` that differs from `old`, its old and new values."""
    for field, value in new.items():
        before = old.get(field)
        if before != value:
            store.insert_history(
                db, noun=noun, record_id=record_id, participant_id=participant_id,
                field=field, old=_text(before), new=_text(value), staff_id=by.id,
            )  # fmt: skip


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
